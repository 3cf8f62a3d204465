"""A list to choose from, each row a name and, under it in a fainter colour, what it is; as many lines as it takes."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QStyle, QStyledItemDelegate

from ui.theme import STEP, colours

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class ToldList(QListWidget):
    """The rows; the first is chosen."""

    def __init__(self, name: str, rows: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self.setObjectName("told")
        self.setAccessibleName(name)
        self.setItemDelegate(_Lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.addItems([f"{title}\n{what}" for title, what in rows])
        self.setCurrentRow(0)


class _Lines(QStyledItemDelegate):
    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self.rows = rows

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self.rows.viewport().width()
        _, what = self._places(QRect(0, 0, width, 0), index)
        return QSize(width, what.bottom() + 1 + STEP)

    def _places(self, row: QRect, index: QModelIndex | QPersistentModelIndex) -> tuple[QRect, QRect]:
        """Where the name and what it is come in a row that begins at this corner and is this wide."""
        metrics = self.rows.fontMetrics()
        top = row.adjusted(STEP, STEP, -STEP, 0)
        top.setHeight(metrics.lineSpacing())
        under = QRect(top.left(), top.bottom() + 1, top.width(), 100 * metrics.lineSpacing())
        return top, metrics.boundingRect(under, int(_WRAPPED), _texts(index)[1])

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        inks, row = colours(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        (title, what), (top, under) = _texts(index), self._places(row, index)
        painter.save()
        painter.fillRect(row, QColor(inks.window if chosen else inks.base))
        painter.setPen(QColor(inks.line))
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        if chosen:
            painter.fillRect(QRect(row.left(), row.top(), 3, row.height()), QColor(inks.accent))
        painter.setPen(QColor(inks.accent if chosen else inks.text))
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.setPen(QColor(inks.faint))
        painter.drawText(under, int(_WRAPPED), what)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(inks.accent), 2))
            painter.drawRect(row.adjusted(1, 1, -1, -1))
        painter.restore()


def _texts(index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
    title, what = str(index.data()).split("\n")
    return title, what
