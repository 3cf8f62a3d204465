"""Reads the eight quarters that the charts look back over, one at a time between what the clerk does."""

from PySide6.QtCore import QObject, QTimer, Signal

from gridapp.charts.past import QuarterFigures, figures_of, quarters_to
from gridapp.errors import OfficeError
from gridapp.periods import Quarter
from gridapp.scoring.result import QuarterResult
from ui.session import Session

PAUSE = 200
"""Milliseconds until the office is asked again while long work has it."""


class PastReader(QObject):
    """Begun anew it forgets what it was at. A settled quarter is read once in a sitting (Office.figures)."""

    read = Signal(object)
    """All of them (Past), the last made from the result that was given."""
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._left: list[Quarter] = []
        self._found: list[QuarterFigures] = []
        self._result: QuarterResult | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._next)

    def begin(self, result: QuarterResult, delay: int = 0) -> None:
        """Look back from this quarter, after so many milliseconds."""
        self._result, self._found = result, []
        self._left = quarters_to(Quarter.parse(result.quarter))[:-1]
        self._timer.start(delay)

    def _next(self) -> None:
        if self._session.office.closed:
            return  # another file has been opened
        if self._session.lent:
            self._timer.start(PAUSE)
        elif self._left:
            try:
                self._found.append(self._session.office.figures(self._left.pop(0)))
            except OfficeError as error:
                self.failed.emit(error.message)
                return
            self._timer.start(0)
        elif self._result:
            self.read.emit((*self._found, _newest(self._result)))


_made: list[tuple[QuarterResult, QuarterFigures]] = []


def _newest(result: QuarterResult) -> QuarterFigures:
    """The figures of a result, kept while the same result is shown: every worker that is chosen asks for them."""
    if not _made or _made[0][0] is not result:
        _made[:] = [(result, figures_of(result))]
    return _made[0][1]
