"""A widget that has work of its own done beside the window."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.work import Work


class WithWork(QWidget):
    """One piece at a time. When the widget goes from the screen, perhaps for ever, its work is waited for: a thread may
    not outlive what it belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self._work: Work | None = None
        self._was_shown = False
        """Qt hides what is laid out before it was ever seen."""

    def begin_work(self, work: Work) -> None:
        self._work = work
        work.ended.connect(self._ended)
        work.begin()

    def _ended(self) -> None:
        self._work = None

    def showEvent(self, event: QShowEvent) -> None:
        self._was_shown = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._work and self._was_shown and not event.spontaneous():  # which it is when the window is only made small
            self._work.drop()
        super().hideEvent(event)
