"""The policy (考核办法) as data: what a version says, only to be looked up. `policy_file` reads and checks it.

A new item, clause, duty, quota, weight or band is an edit of the file alone.
"""

from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from gridapp.amounts import half_up
from gridapp.model import VillageKind

ROUNDINGS = ("向下取整", "四舍五入", "向上取整")
MISSED_READINGS = ("按人按周", "按周")
WHOLE = 10_000
"""A share of 100% in ten-thousandths."""


class Points(int):
    """Points in hundredths; the file writes 0.5 or 1."""


class Share(int):
    """A share in ten-thousandths; the file writes 0.2."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What every part of a policy is: immutable, and strict about the keys it takes."""


class Duty(_Part, frozen=True):
    """A counted duty: one column of 每周登记 or 每月登记. Without a quota it only serves another clause.

    So many of it as `most` in one period are doubtful: the office is asked to explain them.
    """

    name: str
    period: Literal["week", "month"]
    unit: str
    quota: dict[VillageKind, int] = {}
    distinct: bool = False
    paper: str = ""
    kinds: tuple[str, ...] = ()
    most: int | None = None


class Level(_Part, frozen=True):
    """One level of a clause by level; a flagged one is pointed out to the office."""

    name: str
    points: Points
    flagged: bool = False


class Clause(_Part, frozen=True):
    """扣分条款: one way to lose points within an item. Which fields it needs depends on its kind."""

    code: str
    kind: Literal["count", "once", "level", "shortfall", "missed", "attendance"]
    text: str
    points: Points = Points(0)
    unit: str = "次"
    duty: str = ""
    listed: str = ""
    visited: str = ""
    checklist: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    costs: dict[str, int] = {}

    @property
    def from_findings(self) -> bool:
        """Whether a person types it as 扣分事项."""
        return self.kind in ("count", "once", "level")

    @property
    def duties(self) -> tuple[str, ...]:
        """The names of the duties that feed it; none when it is fed by findings or attendance."""
        return tuple(name for name in (self.duty, self.listed, self.visited) if name)

    @cached_property
    def level_points(self) -> dict[str, Points]:
        return {level.name: level.points for level in self.levels}


class Item(_Part, frozen=True):
    """考核项目 with its full marks, which are also its cap (扣完为止)."""

    number: str
    name: str
    marks: Points
    clauses: tuple[Clause, ...]

    @property
    def finding_clauses(self) -> tuple[str, ...]:
        """The codes of its clauses that a person types as 扣分事项."""
        return tuple(clause.code for clause in self.clauses if clause.from_findings)


class AttendanceRules(_Part, frozen=True):
    """Marks of 考勤 and of written reports, and the kinds of meeting that ask for a report."""

    marks: tuple[str, ...]
    reports: tuple[str, ...]
    reported_at: tuple[str, ...]


class Answer(_Part, frozen=True):
    """An answer on a ballot and its value (0 to 100 points)."""

    name: str
    value: Points


class BallotRules(_Part, frozen=True):
    """满意度测评: answers with values, what does not count, the groups, and how many ballots are enough."""

    groups: tuple[str, ...]
    void: tuple[str, ...]
    enough: int
    answers: tuple[Answer, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every count that is typed, void ones last."""
        return (*(answer.name for answer in self.answers), *self.void)


class TotalWeights(_Part, frozen=True):
    base: Share
    satisfaction: Share


class Grade(_Part, frozen=True):
    """等次: reached from so many points on, paid so large a share of what is due."""

    name: str
    floor: Points = msgspec.field(name="from")
    pay: Share


class Quota(_Part, frozen=True):
    share: Share
    rounding: Literal["向下取整", "四舍五入", "向上取整"]


class Readings(_Part, frozen=True):
    """What the policy's text leaves open, as this office reads it (DOMAIN)."""

    missed: Literal["按人按周", "按周"]
    tenure: Share
    on_last_day: bool
    warned_at: int
    criticised_at: int
    dropped_at: int


class PublicationRules(_Part, frozen=True):
    """公示: for how many working days, unless the office sets other days."""

    days: int = 5


class Doubts(_Part, frozen=True):
    """When records are doubtful: so many workers of a village, or more, with equal weeks."""

    alike: int = 3


class Policy(_Part, frozen=True):
    """One dated, named version of the 考核办法."""

    version: str
    title: str
    start: date
    duties: tuple[Duty, ...]
    items: tuple[Item, ...]
    attendance: AttendanceRules
    ballots: BallotRules
    total: TotalWeights
    grades: tuple[Grade, ...]
    quota: Quota
    readings: Readings
    publication: PublicationRules = PublicationRules()
    doubts: Doubts = Doubts()

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by its code, in the policy's order."""
        return {clause.code: clause for item in self.items for clause in item.clauses}

    @cached_property
    def duty(self) -> dict[str, Duty]:
        return {duty.name: duty for duty in self.duties}

    @cached_property
    def weekly(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.period == "week")

    @cached_property
    def monthly(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.period == "month")

    @cached_property
    def full_marks(self) -> int:
        """基础分 of who loses nothing, in hundredths."""
        return sum(item.marks for item in self.items)

    @property
    def best(self) -> Grade:
        """优秀: the grade under quota."""
        return self.grades[0]

    @property
    def worst(self) -> Grade:
        """不合格: the grade that loses pay."""
        return self.grades[-1]

    def grade_of(self, total: int) -> Grade:
        """The band that a total (hundredths) falls in, quota left aside."""
        return next(grade for grade in self.grades if total >= grade.floor)


def seats(people: int, share: int, rounding: str) -> int:
    """How many of `people` may be 优秀: people × share (ten-thousandths), rounded as the reading says."""
    product = people * share
    if rounding == "四舍五入":
        return half_up(product, WHOLE)
    return -(-product // WHOLE) if rounding == "向上取整" else product // WHOLE
