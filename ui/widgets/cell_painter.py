"""How a table's cells are drawn and typed in: the corner mark ◥ of a cell that has entries behind it, and Enter."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

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


class CellTyping(CellPainter):
    """Enter hands over what was typed at once. Qt would let the keys after it, if they wait already, go in first."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, self.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(watched, event)
