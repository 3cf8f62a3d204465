"""A button that is a line of text: what is to be done, and pressing it goes where it is done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.theme import STEP


class LineButton(QPushButton):
    """As wide as there is room; a long line is cut, the whole of it in the tip. Without a way to go it only tells."""

    def __init__(self, text: str, go: Callable[[], None] | None) -> None:
        super().__init__()
        self.whole = text
        self.setProperty("line", True)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEnabled(go is not None)
        if go is not None:
            self.clicked.connect(lambda: go())
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - 3 * STEP - self.fontMetrics().horizontalAdvance("▸")
        told = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, room)
        self.setText(f"{told} ▸" if self.isEnabled() else told)
