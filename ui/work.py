"""Long work beside the window: one piece of it in a thread, with progress and cancel, its result handed back."""

import gc
import sys
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QObject, QThread, Signal

from gridapp.collector import resume_collector
from gridapp.errors import OfficeError


class Cancelled(Exception):
    """The clerk has had enough of it. Not an error: what was begun is dropped."""


Report = Callable[[str], None]
"""Called by the work now and then with what it is at, in Chinese; raises Cancelled when it shall stop."""


class Work(QThread):
    """One piece of work, begun once. Everything that is said about it is said in the window's thread.

    `cancellable` is whether the work calls its report often enough for a cancel to mean anything.
    """

    begun = Signal()
    told = Signal(str)
    ended = Signal()
    """Whatever came of it; comes before the three below."""
    done = Signal(object)
    failed = Signal(str)
    cancelled = Signal()

    _under_way: ClassVar[int] = 0
    _collector_was_on: ClassVar[bool] = True

    def __init__(
        self, title: str, job: Callable[[Report], object], parent: QObject, *, cancellable: bool = False
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.cancellable = cancellable
        self._job = job
        self._result: object = None
        self.error: BaseException | None = None
        """What went wrong, once it has ended: for whoever needs more of it than its sentence."""
        self._handed_over = False
        self.finished.connect(self._hand_over)

    def begin(self) -> None:
        """Python's collector runs in whichever thread it is due, and a widget must not be destroyed but in the
        window's: it rests until the last work is over."""
        if not Work._under_way:
            Work._collector_was_on = gc.isenabled()
            gc.disable()
        Work._under_way += 1
        self.begun.emit()
        self.start()

    def cancel(self) -> None:
        """Stop at the next report; nothing happens before."""
        self.requestInterruption()

    def drop(self) -> None:
        """Its owner goes: it is stopped at its next report and waited for; nothing that came of it is handed over."""
        self.requestInterruption()
        self.wait()
        self.error = Cancelled()
        self._hand_over()

    def run(self) -> None:
        try:
            self._result = self._job(self._report)
        except BaseException as error:
            self.error = error

    def _report(self, text: str) -> None:
        if self.isInterruptionRequested():
            raise Cancelled
        self.told.emit(text)

    def _hand_over(self) -> None:
        if self._handed_over:
            return  # dropped before its end came to be told
        self._handed_over = True
        Work._under_way -= 1
        if not Work._under_way and Work._collector_was_on:
            resume_collector()
        self.ended.emit()
        error = self.error
        if error is None:
            self.done.emit(self._result)
        elif isinstance(error, Cancelled):
            self.cancelled.emit()
        elif isinstance(error, OfficeError):
            self.failed.emit(error.message)
        else:
            self.failed.emit(f"程序出错，{self.title}没有完成")
            sys.excepthook(type(error), error, error.__traceback__)
        self.deleteLater()


def tried(what: Callable[[], object]) -> object:
    """What came of it, or the error that tells why not: for work whose errors are more than a sentence."""
    try:
        return what()
    except OfficeError as error:
        return error
