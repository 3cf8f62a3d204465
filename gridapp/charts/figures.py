"""Kinds of figures: a line through quarters, bars, ranges, a map of weeks.

Each knows its marks as the rows of a table and as words.

Values are integer hundredths of a point. The marks of a figure, the rows of its table and the spots of its drawing
are the same in number and order, so that one place means one thing in all of them. A `remark` says how to read it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from gridapp.amounts import show_points, show_score

NONE = "—"
FULL = 10_000
"""The best total there is, in hundredths."""


class Floor(NamedTuple):
    """Where a grade begins: a thin line."""

    name: str
    points: int


class Point(NamedTuple):
    """One quarter of a line: `value` None where there is none, `low` and `high` around it for many people.

    What is not `settled` may still change and is drawn hollow. `short` stands on the axis, `year` under it where a
    year begins; `note` says more in words.
    """

    title: str
    short: str
    year: str
    value: int | None
    low: int | None = None
    high: int | None = None
    settled: bool = True
    note: str = ""


class Trend(NamedTuple):
    """Totals through quarters. `many`: means of many people with the lowest and highest, else one worker's."""

    title: str
    points: tuple[Point, ...]
    floors: tuple[Floor, ...]
    remark: str = ""
    many: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        return ("季度", "平均", "最低", "最高", "说明") if self.many else ("季度", "总分", "说明")

    @property
    def rows(self) -> list[tuple[str, ...]]:
        shown = [(each, (each.value, each.low, each.high) if self.many else (each.value,)) for each in self.points]
        return [(each.title, *map(score_text, values), each.note) for each, values in shown]

    @property
    def empty(self) -> bool:
        return all(each.value is None for each in self.points)


class Bar(NamedTuple):
    """What a clause cost: `label` says what it is, `note` stands after the value. Many together have no code."""

    code: str
    label: str
    points: int
    note: str = ""

    @property
    def name(self) -> str:
        return f"{self.code} {self.label}".strip()


class Bars(NamedTuple):
    """Points lost by clause, the most first. `notes` heads what the notes say."""

    title: str
    bars: tuple[Bar, ...]
    notes: str
    remark: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        return ("条款", "扣分", self.notes)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [(each.name, show_points(each.points), each.note) for each in self.bars]

    @property
    def empty(self) -> bool:
        return not self.bars

    def first(self, count: int) -> "Bars":
        """So many bars, the last of them for all the others together."""
        if len(self.bars) <= count:
            return self
        rest = self.bars[count - 1 :]
        together = Bar("", f"其余 {len(rest)} 条", sum(each.points for each in rest))
        return self._replace(bars=(*self.bars[: count - 1], together))


class Range(NamedTuple):
    """A village's totals: from the lowest to the highest, and their mean."""

    label: str
    low: int
    mean: int
    high: int
    people: int


class Ranges(NamedTuple):
    """Villages compared, the best mean first; `mean` is that of everybody, `lowest` the lowest of all totals."""

    title: str
    ranges: tuple[Range, ...]
    floors: tuple[Floor, ...]
    mean: int
    lowest: int
    remark: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        return ("村（社区）", "平均", "最低", "最高", "参评")

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [
            (each.label, show_score(each.mean), show_score(each.low), show_score(each.high), f"{each.people}人")
            for each in self.ranges
        ]

    @property
    def empty(self) -> bool:
        return not self.ranges

    def parts(self, count: int) -> "list[Ranges]":
        """Figures of so many villages each, all on the same scale."""
        starts = range(0, len(self.ranges), count)
        return [self._replace(ranges=self.ranges[start : start + count]) for start in starts]


class VillageWeeks(NamedTuple):
    """A village's weeks: (已录, 应录) of each."""

    label: str
    weeks: tuple[tuple[int, int], ...]


class WeekMap(NamedTuple):
    """How far typing has come, villages by weeks; `names` are those of the weeks."""

    title: str
    names: tuple[str, ...]
    villages: tuple[VillageWeeks, ...]
    remark: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        return ("村（社区）", *self.names)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        return [(each.label, *(week_text(*week) for week in each.weeks)) for each in self.villages]

    @property
    def empty(self) -> bool:
        return not self.villages

    def parts(self, count: int) -> "list[WeekMap]":
        """Figures of so many villages each."""
        starts = range(0, len(self.villages), count)
        return [self._replace(villages=self.villages[start : start + count]) for start in starts]


def week_text(typed: int, expected: int) -> str:
    """✓ where nothing is missing, else how much is; nothing while nothing is due."""
    return ("✓" if typed >= expected else str(expected - typed)) if expected else ""


Figure = Trend | Bars | Ranges | WeekMap


def score_text(hundredths: int | None) -> str:
    return NONE if hundredths is None else show_score(hundredths)


def said(figure: Figure, place: int) -> str:
    """One mark in words: “东沟村：平均 90.10，最低 81.00，最高 97.20，参评 3人”."""
    name, *values = figure.rows[place]
    return f"{name}：{_listed(figure.heads[1:], values)}"


def _listed(heads: Sequence[str], values: Sequence[str]) -> str:
    """Each value after its head; what heads 说明 speaks for itself."""
    told = zip(heads, values, strict=True)
    return "，".join(value if head == "说明" else f"{head} {value}" for head, value in told if value)


def described(figure: Figure) -> str:
    """The whole figure in words, for whom the picture tells nothing."""
    if figure.empty:
        return f"{figure.title}：没有数据。"
    return f"{figure.title}。{'；'.join(said(figure, place) for place in range(len(figure.rows)))}。"
