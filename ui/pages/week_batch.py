"""A pile of paper logs is counted first: whether what is typed agrees with how many there are, and with their sum."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from gridapp.model import Tally
from ui.pages.page import faint
from ui.theme import STEP


class Batch(QWidget):
    """应有张数 and 合计, and beside them how what is typed compares."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets, self.sum, self.answer = QLineEdit(), QLineEdit(), QLabel()
        self._typed: list[Tally] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(STEP)
        for label, field in (("应有张数", self.sheets), ("合计", self.sum)):
            field.setAccessibleName(label)
            field.setMaximumWidth(12 * STEP)
            field.textChanged.connect(self._compare)
            row.addWidget(faint(label))
            row.addWidget(field)
        row.addWidget(self.answer)

    def compare(self, tallies: Sequence[Tally]) -> None:
        """Hold what is typed against the paper."""
        self._typed = [tally for tally in tallies if tally.counts]
        self._compare()

    def _compare(self) -> None:
        total = sum(sum(tally.counts.values()) for tally in self._typed)
        answers = [
            f"{label} {'✓ 相符' if int(text) == found else f'差 {int(text) - found}'}"
            for label, text, found in (
                ("张数", self.sheets.text(), len(self._typed)),
                ("合计", self.sum.text(), total),
            )
            if text.isdecimal()
        ]
        self.answer.setText("，".join(answers))
        self.answer.setVisible(bool(answers))
