"""A list to choose from, each row a name and, under it in a fainter colour, what it is; as many lines as it takes."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate

from ui.theme import STEP, colours

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_NAME, _WHAT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class ToldList(QListWidget):
    """The rows under the headings of their groups; the first row is chosen. No two have the same name."""

    def __init__(self, name: str, groups: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        super().__init__()
        self.setObjectName("told")
        self.setAccessibleName(name)
        self.setItemDelegate(_Lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._places: dict[str, int] = {}
        for heading, rows in groups.items():
            self._add(heading, "").setFlags(Qt.ItemFlag.NoItemFlags)
            for title, what in rows:
                self._places[title] = self.count()
                self._add(title, what)
        self.choose(next(iter(self._places)))

    def _add(self, title: str, what: str) -> QListWidgetItem:
        item = QListWidgetItem(title, self)
        item.setData(_WHAT, what)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, what)
        return item

    @property
    def names(self) -> list[str]:
        """What can be chosen, from the top."""
        return list(self._places)

    def choose(self, name: str) -> None:
        self.setCurrentRow(self._places[name])

    def chosen(self) -> str:
        return self.currentItem().text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is chosen stays in sight when there is less room."""
        super().resizeEvent(event)
        self.scrollToItem(self.currentItem())


class _Lines(QStyledItemDelegate):
    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self.rows = rows

    def sizeHint(self, option: Any, index: Index) -> QSize:
        width = self.rows.viewport().width()
        title, what = self._places(QRect(0, 0, width, 0), index)
        return QSize(width, (what if index.data(_WHAT) else title).bottom() + 1 + STEP)

    def _places(self, row: QRect, index: Index) -> tuple[QRect, QRect]:
        """Where the name and what it is come in a row that begins at this corner and is this wide."""
        metrics = self.rows.fontMetrics()
        top = row.adjusted(STEP, STEP, -STEP, 0)
        top.setHeight(metrics.lineSpacing())
        under = QRect(top.left(), top.bottom() + 1, top.width(), 100 * metrics.lineSpacing())
        return top, metrics.boundingRect(under, int(_WRAPPED), str(index.data(_WHAT)))

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        inks, row = colours(), option.rect
        heading = not index.flags() & Qt.ItemFlag.ItemIsEnabled
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        top, under = self._places(row, index)
        painter.save()
        painter.fillRect(row, QColor(inks.window if chosen or heading else inks.base))
        painter.setPen(QColor(inks.line))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        if chosen:
            painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), QColor(inks.accent))
        painter.setPen(QColor(inks.faint if heading else inks.accent if chosen else inks.text))
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), str(index.data(_NAME)))
        painter.setPen(QColor(inks.faint))
        painter.drawText(under, int(_WRAPPED), str(index.data(_WHAT)))
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(inks.accent), 2))
            painter.drawRect(row.adjusted(1, 1, -1, -1))
        painter.restore()
