"""显示完整号码: whose identity number and account are seen whole on this page, for a minute or until one leaves it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from gridapp.errors import OfficeError
from gridapp.model import Worker
from ui.session import Session

SHOWN_FOR = 60_000
"""Milliseconds."""


class WholeNumbers(QObject):
    """It is written down whose they were, before they are seen."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.numbers: frozenset[str] = frozenset()
        """Of the workers whose are seen."""
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._clock.timeout.connect(self.end)

    def show(self, workers: Sequence[Worker]) -> None:
        try:
            self.session.office.show_numbers(workers)
        except OfficeError as error:
            self.session.failed.emit(error.message)
            return
        self.numbers = frozenset(worker.id for worker in workers)
        self._clock.start()
        self.changed.emit()
        self.session.told.emit(f"显示 {len(workers)} 人的完整号码，{SHOWN_FOR // 1000} 秒后自动遮住；已记入使用记录")

    def end(self) -> None:
        """All are masked again."""
        self._clock.stop()
        if self.numbers:
            self.numbers = frozenset()
            self.changed.emit()
