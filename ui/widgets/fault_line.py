"""What is wrong, said in a line of its own: beneath an input, or in a form for all of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme import mark


class FaultLine(QLabel):
    """Seen while something is wrong. The input that it is about, if any, looks so then, and screen readers are told."""

    def __init__(self, about: QWidget | None = None) -> None:
        super().__init__()
        self._about = about
        self.setProperty("fault", True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def tell(self, message: str) -> None:
        """What is wrong; "" for nothing."""
        self.setText(f"✗ {message}" if message else "")
        self.setVisible(bool(message))
        if self._about:
            self._about.setAccessibleDescription(message)
            mark(self._about, fault=bool(message))
