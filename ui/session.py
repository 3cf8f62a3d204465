"""What all pages share: the open office, the quarter that is looked at, and the way in which changes are made."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from gridapp.errors import OfficeError
from gridapp.office import Event, Office
from gridapp.periods import Quarter


class Session(QObject):
    """One sitting at the office's file."""

    changed = Signal(object)
    """After every change, with its Event: pages show what is there now."""
    quarter_changed = Signal(object)
    saved = Signal(str, object)
    """The name of a step and when it was committed."""
    failed = Signal(str)
    """Why something was not done, in Chinese."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        known = office.quarters()
        self.quarter = known[-1] if known else Quarter.of(date.today())

    def look_at(self, quarter: Quarter) -> None:
        if quarter != self.quarter:
            self.quarter = quarter
            self.quarter_changed.emit(quarter)

    def do(self, work: Callable[[], Event | None]) -> bool:
        """Make a change; says 已保存 only after the commit. False when it was refused or failed, and why is said."""
        try:
            event = work()
        except OfficeError as error:
            self.failed.emit(error.message)
            return False
        if event and event.step:
            self.saved.emit(event.name, datetime.now())
            self.changed.emit(event)
        return True

    def undo(self) -> None:
        self.do(lambda: _named("撤销", self.office.undo()))

    def redo(self) -> None:
        self.do(lambda: _named("重做", self.office.redo()))


def _named(what: str, event: Event | None) -> Event | None:
    return event._replace(name=f"{what}：{event.name}") if event else None
