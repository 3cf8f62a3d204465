"""How far typing has come, drawn in a table's cell: a thin bar under the text, or a quiet tint behind it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from gridapp.progress import Progress
from ui.theme import colours, mixed
from ui.widgets.cell_painter import CellPainter

Index = QModelIndex | QPersistentModelIndex
BAR = 3
"""Pixels that the bar is high."""
TINT = 0.25
"""How strong the tint of what is wholly typed is."""


class ProgressPainter(CellPainter):
    """`progress` says what a cell is about, None where nothing is to be drawn; the numbers stand in the text."""

    def __init__(self, parent: QWidget, progress: Callable[[Index], Progress | None], *, bar: bool) -> None:
        super().__init__(parent)
        self._progress = progress
        self._bar = bar

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        progress = self._progress(index)
        if progress is None or not progress.expected:
            super().paint(painter, option, index)
            return
        share = progress.typed / progress.expected
        cell: QRect = option.rect  # type: ignore[attr-defined]
        shade = colours()
        accent = QColor(shade.accent)
        if self._bar:
            super().paint(painter, option, index)
            line = QRect(cell.left() + 6, cell.bottom() - BAR - 1, cell.width() - 12, BAR)
            painter.fillRect(line, QColor(shade.line))
            line.setWidth(round(line.width() * share))
            painter.fillRect(line, accent)
        else:
            painter.fillRect(cell, mixed(QColor(shade.base), accent, TINT * share))
            super().paint(painter, option, index)
