"""A quarter as the charts need it: everybody's total and what each clause cost. Small enough to keep eight of them."""

from collections.abc import Mapping
from typing import NamedTuple

from gridapp.model import SETTLED_STATES
from gridapp.periods import Quarter
from gridapp.scoring.result import Person, QuarterResult

QUARTERS = 8
"""How far back the charts look, the quarter that is looked at included."""


class Loss(NamedTuple):
    """What one clause cost a worker in a quarter, before 扣完为止: points in hundredths, and how many deductions."""

    points: int
    times: int


class WorkerScore(NamedTuple):
    """One worker's quarter. `total` is None while it is unknown; `graded`: whether they are 参评."""

    name: str
    village: str
    total: int | None
    graded: bool
    grade: str
    losses: Mapping[str, Loss]


class QuarterFigures(NamedTuple):
    """A quarter's people by number. A quarter that isn't `settled` may still change."""

    quarter: Quarter
    settled: bool
    people: Mapping[str, WorkerScore]

    @property
    def totals(self) -> list[int]:
        """The totals that are known of the graded people."""
        return [each.total for each in self.people.values() if each.graded and each.total is not None]


Past = tuple[QuarterFigures, ...]
"""Quarters one after the other, the one that is looked at last; those without anybody are empty."""


def figures_of(result: QuarterResult) -> QuarterFigures:
    """What the charts need of a quarter's result."""
    people = {person.sheet.worker.id: _score(person) for person in result.people}
    return QuarterFigures(Quarter.parse(result.quarter), result.state in SETTLED_STATES, people)


def _score(person: Person) -> WorkerScore:
    sheet = person.sheet
    losses: dict[str, Loss] = {}
    for each in sheet.deductions:
        points, times = losses.get(each.clause, (0, 0))
        losses[each.clause] = Loss(points + each.points, times + 1)
    grade = person.standing.grade
    return WorkerScore(sheet.worker.name, sheet.village.name, sheet.total, sheet.graded, grade, losses)


def quarters_to(quarter: Quarter) -> list[Quarter]:
    """The quarters that a chart up to this one shows, oldest first."""
    return [quarter.shift(back) for back in range(1 - QUARTERS, 1)]
