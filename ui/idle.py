"""Whether anybody is at the program: no key, no mouse for some minutes."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

LOOK_EVERY = 15
"""Seconds between two looks at most: a computer that slept has its clock jump ahead."""
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """`over` comes once nothing was done for as long as is set, also while the computer slept.

    Keys and the mouse come to the windows of the system (QWindow) first, each once: to filter there costs nothing to
    speak of, while a filter on the application would be called for every event of every widget.
    """

    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._limit = 0
        self._seen = 0.0
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.watch)
        app.inputMethod().cursorRectangleChanged.connect(self.sign)  # what an input method takes comes to no window
        self.watch(app.focusWindow())

    def begin(self, minutes: int) -> None:
        """From now on; 0 is never."""
        self._limit = minutes * 60
        self._seen = time.time()
        self._timer.stop()
        self._look()

    def watch(self, window: QWindow | None) -> None:
        """A window that comes to the front; a filter that is there already is not called twice."""
        if window:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() in _SIGNS and self.sign()

    def sign(self) -> bool:
        """Somebody is there; true when they come too late: then their key is not for what was on the screen."""
        if not self._limit:
            return False
        if self._left() <= 0:
            self._seen = time.time()
            self.over.emit()
            return True
        self._seen = time.time()
        return False

    def _left(self) -> float:
        """Seconds. A clock that was set back makes it no longer than the limit."""
        self._seen = min(self._seen, time.time())
        return self._seen + self._limit - time.time()

    def _look(self) -> None:
        if not self._limit:
            return
        if self._left() <= 0:
            self._seen = time.time()
            self.over.emit()
        self._timer.start(round(1000 * max(0.1, min(self._left(), LOOK_EVERY))))
