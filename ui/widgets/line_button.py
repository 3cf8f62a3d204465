"""A button that is a line of text: what is to be done, and pressing it goes where it is done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

from ui.theme import STEP


class LineButton(QPushButton):
    """As wide as there is room; a long line is cut, the whole of it in the tip. Without a way to go it only tells.

    `end` is a figure that stands at the right and is never cut.
    """

    def __init__(self, text: str, go: Callable[[], None] | None, end: str = "") -> None:
        super().__init__()
        self.whole = f"{text}  {end}" if end else text
        self._text, self._sign = text, " ▸" if go else ""
        self._end = QLabel(f"{end}{self._sign}" if end else "", self)
        self._end.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("line", True)
        self.setToolTip(self.whole)
        self.setAccessibleName(self.whole)
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
        sign = "" if self._end.text() else self._sign
        self._end.adjustSize()
        self._end.move(self.width() - STEP - self._end.width(), (self.height() - self._end.height()) // 2)
        beside = self._end.width() if self._end.text() else self.fontMetrics().horizontalAdvance(sign)
        room = self.width() - 3 * STEP - beside
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room) + sign)
