"""A button beside the tables, whose tip says what it does, to the eye and to a screen reader."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


def told_button(text: str, tip: str, work: Callable[[], object]) -> QPushButton:
    """It never takes Enter away from the table. A sign alone is named by the tip, words speak for themselves."""
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    if len(text) == 1:
        made.setAccessibleName(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: work())
    return made
