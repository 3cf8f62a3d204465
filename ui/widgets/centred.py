"""A column in the middle of the window, for a page that holds little."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import STEP


def centre(page: QWidget, digits: int) -> QVBoxLayout:
    """Lays out a page with a column of so many digits' width in its middle; returns that column, to be filled."""
    column = QVBoxLayout()
    column.setSpacing(2 * STEP)
    column.setContentsMargins(0, 0, 0, 0)
    panel = QWidget()
    panel.setLayout(column)
    panel.setFixedWidth(page.fontMetrics().horizontalAdvance("0") * digits)
    row = QHBoxLayout()  # not an alignment: that would ask how high the column is for the width of the window
    row.addStretch(1)
    row.addWidget(panel)
    row.addStretch(1)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
    whole.addStretch(2)
    whole.addLayout(row)
    whole.addStretch(3)
    return column
