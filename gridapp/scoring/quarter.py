"""A quarter's records and what they come to: everyone's sheet, then grades, then money; and its weeks and duties.

Each is worked out when it is first asked for. When some people's records change, only theirs is worked out again.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from gridapp.flags import Flag, PersonFlags, Stray, shared_flags
from gridapp.model import QuarterRecords, WorkerQuarter
from gridapp.periods import Week
from gridapp.scoring.duty import DutyLine, duty_line
from gridapp.scoring.grades import grade_people
from gridapp.scoring.policy import Duty, Policy
from gridapp.scoring.result import Carried, Person, QuarterResult
from gridapp.scoring.settings import read_settings
from gridapp.scoring.sheet import Scorer
from gridapp.scoring.subsidy import claim, pay_people
from gridapp.scoring.week import WeekLine, first_open_week, week_line

T = TypeVar("T")


class PerPerson(Generic[T]):
    """What a function says of each person; asked again only of those whose records are other ones than last time."""

    def __init__(self, ask: Callable[[WorkerQuarter], T]) -> None:
        self._ask = ask
        self._people: Sequence[WorkerQuarter] = ()
        self._answers: list[T] = []

    def of(self, people: Sequence[WorkerQuarter]) -> Sequence[T]:
        """The answers in the order of the people."""
        if people is not self._people:
            known = dict(zip(map(id, self._people), self._answers, strict=True))
            self._answers = [known[id(case)] if id(case) in known else self._ask(case) for case in people]
            self._people = people
        return self._answers


class ScoredQuarter:
    """One quarter on record, under the policy that it is scored by."""

    def __init__(self, policy: Policy, records: QuarterRecords) -> None:
        self.policy = policy
        self.records = records
        self._scorer = Scorer.of(policy, records)
        self._sheets = PerPerson(self._scorer.sheet)
        self._claims = PerPerson(partial(claim, records.quarter))
        self._weeks: dict[Week, PerPerson[WeekLine | None]] = {}
        self._flags = PerPerson(PersonFlags(policy).of)
        self._duties: dict[str, PerPerson[DutyLine]] = {}
        self._result: QuarterResult | None = None

    def take(self, records: QuarterRecords) -> None:
        """Go on with these: other people, or with other records; villages, grids and 5a口径 are as before."""
        if records is not self.records:
            self.records, self._result = records, None

    def supposing(self, records: QuarterRecords, state: str) -> QuarterResult:
        """What the quarter would come to with these records (see `take`); it goes on with those that it has."""
        kept, result = self.records, self._result
        try:
            self.take(records)
            return self.result(state)
        finally:
            self.records, self._result = kept, result

    def result(self, state: str) -> QuarterResult:
        """The whole answer of the quarter, in that state."""
        if self._result is None or self._result.state != state:
            self._result = self._settle_up(state)
        return self._result

    def _settle_up(self, state: str) -> QuarterResult:
        policy, records = self.policy, self.records
        sheets, claims = self._sheets.of(records.people), self._claims.of(records.people)
        settings = read_settings(policy, records.settings)
        standings, board = grade_people(policy, settings, sheets, records.basis)
        claimed = {sheet.worker.id: its for sheet, its in zip(sheets, claims, strict=True)}
        carried = tuple(Carried(each.correction, worker, each.cents) for worker, each in records.restated)
        corrections: Counter[str] = Counter()
        for each in carried:
            corrections[each.worker.id] += each.cents
        pays, pool = pay_people(policy, records.carried_in, settings.reward, board, claimed, standings, corrections)
        return QuarterResult(
            quarter=str(records.quarter),
            policy=policy.version,
            policy_title=policy.title,
            state=state,
            settings=dict(records.settings),
            people=tuple(Person(s, standings[s.worker.id], pays[s.worker.id]) for s in sheets),
            board=board,
            pool=pool,
            corrections=carried,
        )

    def flags(self, strayed: Sequence[Stray]) -> list[Flag]:
        """Everything doubtful in the quarter's records, and in those that lie outside every post."""
        own = self._flags.of(self.records.people)
        return [*(flag for found in own for flag in found), *shared_flags(self.policy, self.records, strayed)]

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
