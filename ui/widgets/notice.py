"""A strip at the head of the window for what holds until it is mended: nothing can be saved now, and why."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from ui.theme import STEP


class Notice(QFrame):
    """Seen while there is something to say; its button does what may help."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.label, self.button = QLabel(), QPushButton()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.button.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        layout.setSpacing(2 * STEP)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        self.hide()

    def offer(self, text: str, work: Callable[[], object]) -> None:
        """What the button says and does."""
        self.button.setText(text)
        self.button.clicked.connect(lambda: work())

    def say(self, text: str, *, helped: bool = True) -> None:
        """Show this ("" hides the strip), with the button where it helps."""
        self.label.setText(text)
        self.setAccessibleName(text)
        self.button.setVisible(helped)
        self.setVisible(bool(text))
