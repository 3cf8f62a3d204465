"""The pages of a PDF as small pictures one below the other, to go to; each is drawn when it is first seen."""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from ui.printer import OpenPdf
from ui.theme import STEP, colours

SIDE = 10 * STEP
"""The longer side of a small page, in pixels."""
FINER = 4
"""A page is drawn so many times larger first: its rules are drawn a pixel wide at any size, and would blot it out."""
Index = QModelIndex | QPersistentModelIndex


class PageStrip(QListView):
    """Fits beside the preview of the same PDF."""

    wanted = Signal(int)
    """The page that the clerk has gone to, counted from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("各页")
        self.pages = _Pages(self)
        self.setModel(self.pages)
        self.setItemDelegate(_Picture(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFixedWidth(SIDE + 6 * STEP)
        self._told = False
        self.selectionModel().currentChanged.connect(self._go)

    def show_pdf(self, pdf: OpenPdf | None) -> None:
        self.pages.show_pdf(pdf)
        self.follow(0)

    def follow(self, page: int) -> None:
        """Mark the page that is seen; nobody is told."""
        self._told = True
        self.setCurrentIndex(self.pages.index(page))
        self._told = False

    def _go(self, current: QModelIndex) -> None:
        if current.isValid() and not self._told:
            self.wanted.emit(current.row())


class _Pages(QAbstractListModel):
    """One row a page; its picture as the decoration."""

    def __init__(self, strip: PageStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self._pdf: OpenPdf | None = None
        self._picture = lru_cache(maxsize=256)(self._drawn)

    def show_pdf(self, pdf: OpenPdf | None) -> None:
        self.beginResetModel()
        self._pdf = pdf
        self._picture.cache_clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt asks so
        return 0 if parent.isValid() or self._pdf is None else self._pdf.pages

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"第 {index.row() + 1} 页" if role == Qt.ItemDataRole.AccessibleTextRole else str(index.row() + 1)
        return None

    def _drawn(self, page: int) -> QPixmap:
        assert self._pdf
        ratio = self._strip.devicePixelRatioF()
        paper = self._pdf.size(page).scaled(QSize(SIDE, SIDE) * ratio, Qt.AspectRatioMode.KeepAspectRatio)
        size = paper.toSize()
        drawn = self._pdf.document.render(page, size * FINER)
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        smooth = Qt.TransformationMode.SmoothTransformation
        painter.drawImage(0, 0, drawn.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
        painter.end()
        picture.setDevicePixelRatio(ratio)
        return picture


class _Picture(QStyledItemDelegate):
    """The page on its paper with its number under it; the one that is seen has a frame."""

    def __init__(self, strip: PageStrip) -> None:
        super().__init__(strip)
        self._line = strip.fontMetrics().lineSpacing

    def sizeHint(self, option: Any, index: Index) -> QSize:
        return QSize(SIDE + 2 * STEP, SIDE + self._line() + STEP)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        inks, row, picture = colours(), option.rect, index.data(Qt.ItemDataRole.DecorationRole)
        size = picture.deviceIndependentSize().toSize()
        paper = row.adjusted((row.width() - size.width()) // 2, STEP // 2, 0, 0)
        paper.setSize(size)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.drawPixmap(paper.topLeft(), picture)
        painter.setPen(QPen(QColor(inks.accent if chosen else inks.line), 2 if chosen else 1))
        painter.drawRect(paper.adjusted(-1, -1, 0, 0))
        painter.setPen(QColor(inks.accent if chosen else inks.faint))
        below = row.adjusted(0, SIDE + STEP // 2, 0, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), str(index.data()))
        painter.restore()
