"""What all pages share: the open office, the quarter that is looked at, and the way in which changes are made."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from gridapp.errors import READ_ONLY, NotSaved, OfficeError
from gridapp.office import Event, Office
from gridapp.periods import Month, Quarter, Week
from ui.caretaker import Caretaker
from ui.work import Report, Work

if TYPE_CHECKING:
    from gridapp.prints.choice import Choice

RETRY_AFTER = 5_000
"""Milliseconds until a change that the disk did not take is tried again."""
TO_WRITE = "要改动，请先复制到可写的文件夹（如“文档”）再打开"


class Spot(NamedTuple):
    """What a page is pointed at: a period, a village, a worker (by number), a duty or meeting; "" or None for any."""

    period: Week | Month | None = None
    village: str = ""
    worker: str = ""
    what: str = ""


class Waiting(NamedTuple):
    """A change that the disk did not take: its name, how it is made again, and what is to be done when it is made.

    Of one `owner` (a form) only the newest waits, or what was handed over twice would be made twice.
    """

    name: str
    work: Callable[[], Event | None]
    done: Callable[[], object] | None
    owner: QObject | None


class ToPrint(NamedTuple):
    """What 打印 is pointed at: a form by its name, and what it shall be printed of."""

    form: str
    choice: "Choice"


class Session(QObject):
    """One sitting at the office's file."""

    changed = Signal(object)
    """After every change, with its Event: pages show what is there now."""
    quarter_changed = Signal(object)
    saved = Signal(str, object)
    """The name of a step and when it was committed."""
    failed = Signal(str)
    """Why something was not done, in Chinese."""
    unsaved = Signal(list)
    """The names of the changes that the disk did not take and that are tried again; empty when all are made."""
    wanted = Signal(str, object)
    """The title of the page where work is to be done, and what it is about (Page.point_at): a Spot, ToPrint or None."""

    working = Signal(object)
    """Long work (Work) that has the office meanwhile, None when it is given back."""
    restoring = Signal()
    """The backups shall be shown, to go back to one."""
    closing = Signal(object)
    """The file shall be closed for this work (ClosedWork), and then be opened again."""
    told = Signal(str)
    """What was done beside the records: a file written, a backup made."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.lent = False
        self.waiting: list[Waiting] = []
        self._unsaved = False
        """Whether it was told that something waits."""
        self._again = QTimer(self, singleShot=True, interval=RETRY_AFTER)
        self._again.timeout.connect(self.retry)
        self.caretaker = Caretaker(office, lambda: self.lent, self)
        self.caretaker.told.connect(self.told)
        self.caretaker.failed.connect(self.failed)
        self.changed.connect(self.caretaker.changed)
        known = office.quarters()
        self.quarter = known[-1] if known else Quarter.of(date.today())

    @property
    def name(self) -> str:
        """Who has signed in; "" where nobody has to: what a person's name is asked for is filled in with it."""
        return self.office.who if self.office.unlocked else ""

    def refusal(self, *tables: str) -> str:
        """Why who works here may not change what is in these tables, in Chinese; "" when they may."""
        return self.office.refusal(*tables)

    def look_at(self, quarter: Quarter) -> None:
        if quarter != self.quarter:
            self.quarter = quarter
            self.quarter_changed.emit(quarter)

    def do(
        self,
        work: Callable[[], Event | None],
        done: Callable[[], object] | None = None,
        owner: QObject | None = None,
        name: str = "",
    ) -> bool:
        """Make a change; says 已保存 only after the commit. False when it was refused or failed, and why is said.

        What the disk did not take waits, and is made again in its turn: by itself after a while, by `retry`, or when
        the next change comes. So `work` reads what it builds on when it is called. `done` comes after the commit, and
        `name` is what is told of it while it waits behind others.
        """
        if self.lent:
            self.failed.emit("还有工作正在进行，请等它完成再改")
            return False
        if self.office.read_only:
            self.failed.emit(f"没有保存：{READ_ONLY}。{TO_WRITE}")
            return False
        if owner:
            self.waiting = [each for each in self.waiting if each.owner is not owner]
        self.waiting.append(Waiting(name, work, done, owner))
        return self.retry()

    def retry(self) -> bool:
        """Make the changes that wait, one after the other; whether the last of them was made and none waits."""
        self._again.stop()
        made = True
        while self.waiting and not self.lent:
            first = self.waiting[0]
            try:
                event = first.work()
            except NotSaved as error:
                self.waiting[0] = first._replace(name=error.step)
                self._unsaved = True
                self._again.start()
                self.failed.emit(error.message)
                self._tell_unsaved()
                return False
            except OfficeError as error:
                del self.waiting[0]
                made = False
                self.failed.emit(error.message)
                continue
            except BaseException:
                del self.waiting[0]
                raise
            del self.waiting[0]
            made = True
            if self._unsaved:
                self._tell_unsaved()
            self.announce(event)
            if first.done and (first.owner is None or isValid(first.owner)):
                first.done()
        return made

    def _tell_unsaved(self) -> None:
        self._unsaved = bool(self.waiting)
        self.unsaved.emit([each.name or "刚才的改动" for each in self.waiting])

    def give_up(self) -> None:
        """Forget the changes that wait."""
        self._again.stop()
        self.waiting = []
        self._tell_unsaved()

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


def _named(what: str, event: Event | None) -> Event | None:
    return event._replace(name=f"{what}：{event.name}") if event else None
