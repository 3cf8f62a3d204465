"""Quarters, months and weeks.

A week runs Monday to Sunday and belongs whole to the quarter of its Thursday (DOMAIN section 3; ISO 8601 numbers
weeks the same way). Each period knows its first and last day, its middle day and how a person reads it.
"""

from collections.abc import Container
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, Self

DAY = timedelta(days=1)
_QUARTER_NAMES = "一二三四"


class Span(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def meet(self, other: "Span") -> "Span | None":
        """The days that both hold, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


def working_day(first: date, number: int, free: Container[date] = ()) -> date:
    """The last of so many working days from a day on, which counts if it is one: Monday to Friday, but for `free` days.

    Weekends on which people work instead are not known: a person looks at the day that comes out.
    """
    day = first
    while True:
        number -= day.weekday() < 5 and day not in free
        if number <= 0 and day.weekday() < 5 and day not in free:
            return day
        day += DAY


class Week(NamedTuple):
    """A week, named by its Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day - day.weekday() * DAY)

    @property
    def span(self) -> Span:
        return Span(self.monday, self.monday + 6 * DAY)

    @property
    def middle(self) -> date:
        """Thursday: the day that decides to which quarter the week belongs."""
        return self.monday + 3 * DAY

    @property
    def key(self) -> str:
        """How the file stores it: the Monday, "2019-08-05"."""
        return self.monday.isoformat()

    @property
    def iso(self) -> str:
        """ISO 8601: "2019-W32"."""
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def title(self) -> str:
        return f"第{self.monday.isocalendar().week}周"

    @property
    def quarter(self) -> "Quarter":
        return Quarter.of(self.middle)


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, key: str) -> Self:
        """From "2019-05"; raises ValueError."""
        return cls.of(date.fromisoformat(key + "-01"))

    @property
    def span(self) -> Span:
        first = date(self.year, self.month, 1)
        after = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return Span(first, after - DAY)

    @property
    def middle(self) -> date:
        return date(self.year, self.month, 16)

    @property
    def key(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def iso(self) -> str:
        return self.key

    @property
    def title(self) -> str:
        return f"{self.month}月"

    @property
    def quarter(self) -> "Quarter":
        return Quarter.of(self.middle)


class Quarter(NamedTuple):
    """A calendar quarter, 2019Q3."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, key: str) -> Self:
        """From "2019Q3"; raises ValueError."""
        year, mark, number = key[:4], key[4:5], key[5:]
        if not (len(year) == 4 and year.isdecimal() and mark == "Q" and number in ("1", "2", "3", "4")):
            raise ValueError(key)
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def span(self) -> Span:
        return _span(self)

    @property
    def title(self) -> str:
        return f"{self.year}年第{_QUARTER_NAMES[self.number - 1]}季度"

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(Month(self.year, 3 * self.number - back) for back in (2, 1, 0))

    @property
    def weeks(self) -> tuple[Week, ...]:
        """The 12 to 14 weeks whose Thursday lies in the quarter."""
        return _weeks(self)

    def shift(self, quarters: int) -> "Quarter":
        year, index = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(year, index + 1)


@cache
def _span(quarter: Quarter) -> Span:
    return Span(quarter.months[0].span.first, quarter.months[-1].span.last)


@cache
def _weeks(quarter: Quarter) -> tuple[Week, ...]:
    first, last = quarter.span
    week, weeks = Week.of(first), []
    while week.monday <= last:
        if first <= week.middle <= last:
            weeks.append(week)
        week = Week(week.monday + 7 * DAY)
    return tuple(weeks)
