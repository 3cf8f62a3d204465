"""What is drawn in a table's cell beside its text: the corner mark ◥ of a cell that has entries behind it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPolygon
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import STEP, colours

CORNER = Qt.ItemDataRole.UserRole + 1
"""The role in which a model says whether a cell bears the mark."""


class CellPainter(QStyledItemDelegate):
    """Qt's own cells, with the mark in the upper right corner."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if index.data(CORNER):
            corner = option.rect.topRight()  # type: ignore[attr-defined]
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().accent))
            painter.drawPolygon(QPolygon([corner, corner - QPoint(STEP, 0), corner + QPoint(0, STEP)]))
            painter.restore()
