"""How a table's cells are drawn and typed in: the corner mark ◥ of a cell that has entries behind it, and Enter."""

from functools import lru_cache
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import STEP, colours

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FEATURE = QStyleOptionViewItem.ViewItemFeature
# As plain numbers: to join flags takes Python longer than to draw a cell.
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
_TEXT_ONLY, _TO_TICK = _FEATURE.HasDisplay, _FEATURE.HasDisplay | _FEATURE.HasCheckIndicator
_LEFT_LINE, _RIGHT_LINE = (side.value | Qt.TextFlag.TextSingleLine.value for side in (LEFT, RIGHT))
PADDING = 9
"""Pixels between a cell's edge and its text."""
NARROW, LEAST = 48, 2
"""A cell of fewer pixels leaves its text what room it needs: the padding shrinks to this."""
Index = QModelIndex | QPersistentModelIndex


_colour = lru_cache(QColor)


class Drawn(NamedTuple):
    """All that is seen of a cell: `corner` is the mark, `ticked` None where there is no box."""

    text: str
    colour: str
    right: bool
    bold: bool
    corner: bool
    ticked: bool | None


class CellPainter(QStyledItemDelegate):
    """Qt's own cells, with the mark in the upper right corner.

    Its model answers once for all that is seen of a cell (drawn): Qt would ask for each colour and font by itself,
    and half the time of drawing a table would go by in asking.
    """

    def initStyleOption(self, option: Any, index: Index) -> None:
        drawn: Drawn = index.model().drawn(index)  # type: ignore[attr-defined]  # a RecordModel
        option.index = index
        option.text = drawn.text
        option.displayAlignment = RIGHT if drawn.right else LEFT
        palette = option.palette
        palette.setColor(QPalette.ColorRole.Text, QColor(drawn.colour))
        option.palette = palette
        if drawn.bold:
            font = option.font
            font.setBold(True)
            option.font = font
        option.features = _TEXT_ONLY if drawn.ticked is None else _TO_TICK
        option.checkState = Qt.CheckState.Checked if drawn.ticked else Qt.CheckState.Unchecked

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """As the style sheet says. Qt's own way styles each cell as a control by itself, which takes twice as long."""
        drawn: Drawn = index.model().drawn(index)  # type: ignore[attr-defined]  # a RecordModel
        if drawn.ticked is not None:
            super().paint(painter, option, index)
            return
        rect, state = option.rect, option.state.value
        if state & _SELECTED:
            painter.fillRect(rect, _colour(colours().window))
        if state & _FOCUSED:
            painter.setPen(QPen(_colour(colours().accent), 2, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        if drawn.text:
            painter.setPen(_colour(drawn.colour))
            if drawn.bold:
                painter.save()
                font = painter.font()
                font.setBold(True)
                painter.setFont(font)
            metrics, wide, beside = option.fontMetrics, rect.width(), PADDING
            if wide < NARROW:
                beside = max(LEAST, min(PADDING, (wide - metrics.horizontalAdvance(drawn.text) - 1) // 2))
            text = metrics.elidedText(drawn.text, Qt.TextElideMode.ElideRight, wide - 2 * beside)
            painter.drawText(rect.adjusted(beside, 0, -beside, -1), _RIGHT_LINE if drawn.right else _LEFT_LINE, text)
            if drawn.bold:
                painter.restore()
        if drawn.corner:
            corner = rect.topRight()
            painter.save()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(colours().accent))
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
