"""A button beside the tables, whose tip says what it does, to the eye and to a screen reader."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton


class ToldButton(QPushButton):
    """It can be refused to who works here: then it stays disabled, and its tip says why."""

    refused = ""

    def refuse(self, reason: str) -> None:
        """Why it does nothing here; "" when it does."""
        if reason:
            self.refused = reason
            self.setToolTip(reason)
            self.setAccessibleDescription(reason)
            self.setEnabled(False)

    def setToolTip(self, text: str) -> None:
        super().setToolTip(self.refused or text)

    def setEnabled(self, enabled: bool) -> None:
        super().setEnabled(enabled and not self.refused)


def told_button(text: str, tip: str, work: Callable[[], object], refused: str = "") -> ToldButton:
    """It never takes Enter away from the table. A sign alone is named by the tip, words speak for themselves."""
    made = ToldButton(text)
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    if len(text) == 1:
        made.setAccessibleName(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda: work())
    made.refuse(refused)
    return made
