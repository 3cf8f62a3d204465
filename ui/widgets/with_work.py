"""A widget that has work of its own done beside the window."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.work import Report, Work, tried


class WithWork(QWidget):
    """One piece at a time. When the widget goes from the screen, perhaps for ever, its work is waited for: a thread may
    not outlive what it belongs to."""

    waits = Signal(bool)
    """Whether something is being looked at: nothing can be typed here meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._work: Work | None = None
        self._was_shown = False
        """Qt hides what is laid out before it was ever seen."""

    def begin_work(self, work: Work) -> None:
        self._work = work
        work.ended.connect(self._ended)
        work.begin()

    def look(self, title: str, job: Callable[[Report], object], answer: Callable[[object], object]) -> None:
        """Do it while this is shut; `answer` gets what came of it, or the OfficeError that tells why not."""
        work = Work(title, lambda report: tried(lambda: job(report)), self)
        work.begun.connect(lambda: self._shut(True))
        work.ended.connect(lambda: self._shut(False))
        work.done.connect(answer)
        self.begin_work(work)

    def _shut(self, shut: bool) -> None:
        self.setEnabled(not shut)
        self.waits.emit(shut)

    def _ended(self) -> None:
        self._work = None

    def showEvent(self, event: QShowEvent) -> None:
        self._was_shown = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._work and self._was_shown and not event.spontaneous():  # which it is when the window is only made small
            self._work.drop()
        super().hideEvent(event)
