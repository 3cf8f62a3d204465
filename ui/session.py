"""What all pages share: the open office, the quarter that is looked at, and the way in which changes are made."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from gridapp.errors import OfficeError
from gridapp.office import Event, Office
from gridapp.periods import Month, Quarter, Week
from ui.work import Report, Work


class Spot(NamedTuple):
    """What a page is pointed at: a period, a village, a worker (by number), a duty or meeting; "" or None for any."""

    period: Week | Month | None = None
    village: str = ""
    worker: str = ""
    what: str = ""


class Session(QObject):
    """One sitting at the office's file."""

    changed = Signal(object)
    """After every change, with its Event: pages show what is there now."""
    quarter_changed = Signal(object)
    saved = Signal(str, object)
    """The name of a step and when it was committed."""
    failed = Signal(str)
    """Why something was not done, in Chinese."""
    wanted = Signal(str, object)
    """The title of the page where work is to be done, and what it is about (Page.point_at): a Spot, or None."""

    working = Signal(object)
    """Long work (Work) that has the office meanwhile, None when it is given back."""
    told = Signal(str)
    """What was done beside the records: a file written, a backup made."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.lent = False
        known = office.quarters()
        self.quarter = known[-1] if known else Quarter.of(date.today())

    def look_at(self, quarter: Quarter) -> None:
        if quarter != self.quarter:
            self.quarter = quarter
            self.quarter_changed.emit(quarter)

    def do(self, work: Callable[[], Event | None]) -> bool:
        """Make a change; says 已保存 only after the commit. False when it was refused or failed, and why is said."""
        if self.lent:
            self.failed.emit("还有工作正在进行，请等它完成再改")
            return False
        try:
            event = work()
        except OfficeError as error:
            self.failed.emit(error.message)
            return False
        self.announce(event)
        return True

    def announce(self, event: Event | None) -> None:
        """Say that a change was committed."""
        if event and event.step:
            self.saved.emit(event.name, datetime.now())
            self.changed.emit(event)

    def undo(self) -> None:
        self.do(lambda: _named("已撤销", self.office.undo()))

    def redo(self) -> None:
        self.do(lambda: _named("已重做", self.office.redo()))

    def lend(self, title: str, job: Callable[[Office, Report], object], *, cancellable: bool = False) -> Work:
        """Long work that has the office alone from its begin to its end; the window asks nothing meanwhile.

        The caller connects what it wants to know, then begins it. Why it fails is said like any other failure.
        """
        work = Work(title, lambda report: job(self.office, report), self, cancellable=cancellable)
        work.begun.connect(lambda: self._set_lent(work))
        work.ended.connect(lambda: self._set_lent(None))
        work.failed.connect(self.failed)
        return work

    def _set_lent(self, work: Work | None) -> None:
        self.lent = work is not None
        self.working.emit(work)

    def back_up(self, folder: Path) -> Work:
        """Copy the office's file into a folder, beside the window."""
        work = self.lend("备份", lambda office, report: office.back_up(folder))
        work.done.connect(lambda copy: self.told.emit(f"已备份到 {copy}"))
        work.begin()
        return work


def _named(what: str, event: Event | None) -> Event | None:
    return event._replace(name=f"{what}：{event.name}") if event else None
