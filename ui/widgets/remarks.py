"""Plain lines that say what to mind about a record; each begins with a sign, colour only underlines it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import STEP


class Remark(NamedTuple):
    """One line: `stops` where things cannot go on like this."""

    text: str
    stops: bool = False


class Remarks(QWidget):
    """The lines, the grave ones first; nothing at all when there are none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.stopping, self.minding = QLabel(), QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP // 2)
        for label, kind in ((self.stopping, "fault"), (self.minding, "short")):
            label.setProperty(kind, True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            layout.addWidget(label)

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        for label, sign, stops in ((self.stopping, "✗", True), (self.minding, "！", False)):
            label.setText("\n".join(f"{sign} {remark.text}" for remark in remarks if remark.stops == stops))
            label.setVisible(bool(label.text()))
        self.setVisible(bool(remarks))
