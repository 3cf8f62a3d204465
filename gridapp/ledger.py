"""The quarters that are looked at, kept as they stand: what a change touches is read and scored again, nothing else.

Whatever changes stands in the audit log, by whatever way it came about (typed, imported, undone). So what is kept knows
the newest change that is in it, and before it answers it takes in those that came after.
"""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Generic, TypeVar

from gridapp.model import WorkerQuarter
from gridapp.periods import Quarter, Week
from gridapp.scoring.duty import DutyLine, duty_line
from gridapp.scoring.policy import Duty, Policy
from gridapp.scoring.quarter import settle_up
from gridapp.scoring.result import QuarterResult
from gridapp.scoring.sheet import Scorer
from gridapp.scoring.week import WeekLine, first_open_week, week_line
from gridapp.store.changes import newest, touched_since
from gridapp.store.database import Database
from gridapp.store.records import read_again, read_quarter

ABOUT_ONE = {"worker", "standard", "week_tally", "month_tally", "detail", "finding", "attendance", "ballots"}
"""The tables whose rows count for one worker alone."""
BESIDE = {"assistant", "office_setting"}
"""The tables that no score or pay is made of."""
MANY = 200
"""So many workers touched at once are not read one by one."""
KEPT = 2
"""Quarters: the one that is looked at and one beside it."""
T = TypeVar("T")


class PerPerson(Generic[T]):
    """What a function says of each person; asked again only of those whose records are other ones than last time."""

    def __init__(self, ask: Callable[[WorkerQuarter], T]) -> None:
        self._ask = ask
        self._people: Sequence[WorkerQuarter] = ()
        self._answers: list[T] = []

    def of(self, people: Sequence[WorkerQuarter]) -> Sequence[T]:
        """The answers in the order of the people, who stand in the same places as last time."""
        if not self._people:
            self._answers = [self._ask(case) for case in people]
        elif people is not self._people:
            before = zip(people, self._people, self._answers, strict=True)
            self._answers = [answer if now is then else self._ask(now) for now, then, answer in before]
        self._people = people
        return self._answers


class QuarterNow:
    """One quarter as it stands: its records, and what they come to as soon as that is asked for."""

    def __init__(self, db: Database, quarter: Quarter, policy: Policy) -> None:
        self.policy = policy
        self.records = read_quarter(db, quarter, policy)
        self._scorer = Scorer.of(policy, self.records)
        self._sheets = PerPerson(self._scorer.sheet)
        self._weeks: dict[Week, PerPerson[WeekLine | None]] = {}
        self._duties: dict[str, PerPerson[DutyLine]] = {}
        self._result: QuarterResult | None = None

    def result(self, state: str) -> QuarterResult:
        """What the quarter comes to, in that state."""
        if self._result is None or self._result.state != state:
            self._result = settle_up(self.policy, self.records, self._sheets.of(self.records.people), state)
        return self._result

    def week(self, week: Week) -> list[WeekLine]:
        """The week of all who were in post on any of its days, in the order of the records."""
        if week not in self._weeks:
            self._weeks = {week: PerPerson(partial(week_line, self._scorer, week))}  # the one that is on the screen
        return [line for line in self._weeks[week].of(self.records.people) if line]

    def open_week(self) -> Week:
        """The first week in which something is still 未录, else the last."""
        return first_open_week(self._scorer, self.records.people)

    def duty(self, duty: Duty) -> Sequence[DutyLine]:
        """One duty of everybody through the quarter, in the order of the records."""
        if duty.name not in self._duties:
            self._duties = {duty.name: PerPerson(partial(duty_line, self._scorer, duty))}
        return self._duties[duty.name].of(self.records.people)

    def read_again(self, db: Database, workers: Collection[str]) -> None:
        """Take in how the records of these workers are now; all else is as before."""
        records = read_again(db, self.policy, self.records, workers)
        if records is not self.records:
            self.records, self._result = records, None


class Ledger:
    """The quarters that were asked for last."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: dict[Quarter, QuarterNow] = {}
        self._newest = 0

    def quarter(self, quarter: Quarter, policy: Callable[[Quarter], Policy]) -> QuarterNow:
        """A quarter as it stands now; `policy` names the version that it is scored by."""
        if self._db.conn.in_transaction:
            return QuarterNow(self._db, quarter, policy(quarter))  # what an open step has done may be taken back
        self._follow()
        now = self._kept.pop(quarter, None) or QuarterNow(self._db, quarter, policy(quarter))
        self._kept[quarter] = now  # the last one asked for is the last to go
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return now

    def _follow(self) -> None:
        """Take in the changes since the last time."""
        before, self._newest = self._newest, newest(self._db)
        if not self._kept or before == self._newest:
            return
        touched = {(table, worker) for table, worker in touched_since(self._db, before) if table not in BESIDE}
        workers = {worker for _, worker in touched}
        if "" in workers or len(workers) > MANY or any(table not in ABOUT_ONE for table, _ in touched):
            self._kept.clear()
        for now in self._kept.values():
            now.read_again(self._db, workers)
