"""Holidays: days with names that the office has set, for whose weeks everybody may be exempted.

Each day is one setting of the office, so that it is saved, taken back and told of like any other.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from gridapp.columns import DATE, TEXT, Column, Kind
from gridapp.dates import read_date
from gridapp.errors import OfficeError
from gridapp.model import OfficeSetting
from gridapp.periods import DAY, Span

_ITEM = "节假日 "
_UNTIL = re.compile(r"\s*(?:至|到|~|～|—+)\s*")
_SHORT = re.compile(r"(?:(?P<month>[0-9]{1,2})\s*[-/.月]\s*)?(?P<day>[0-9]{1,2})\s*[日号]?")
LONGEST = 31
"""More days than this are a slip of the hand."""


class Holiday(NamedTuple):
    """A day and what it is called."""

    day: date
    name: str

    @property
    def setting(self) -> OfficeSetting:
        """How it is on record."""
        return OfficeSetting(f"{_ITEM}{self.day.isoformat()}", self.name)


def holidays(settings: Mapping[str, str]) -> list[Holiday]:
    """Those among the office's settings, in order."""
    found = ((item.removeprefix(_ITEM), name) for item, name in settings.items() if item.startswith(_ITEM))
    return sorted(Holiday(date.fromisoformat(day), name) for day, name in found)


def within(settings: Mapping[str, str], span: Span) -> list[Holiday]:
    """The holidays of these days."""
    return [each for each in holidays(settings) if span.holds(each.day)]


def names_of(found: Iterable[Holiday]) -> str:
    """中秋节、国庆节"""
    return "、".join(dict.fromkeys(each.name for each in found))


def in_words(found: Iterable[Holiday]) -> str:
    """国庆节 10月1日–7日"""
    runs = groupby(enumerate(found), lambda each: (each[1].name, each[1].day - each[0] * DAY))
    return "，".join(f"{name} {_days([each.day for _, each in run])}" for (name, _), run in runs)


def _days(days: list[date]) -> str:
    first, last = days[0], days[-1]
    end = "" if first == last else f"–{last.day}日" if first.month == last.month else f"–{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日{end}"


def read_days(value: Any) -> Span:
    """One day, or several written 2019-10-01 至 10-07; the year and the month need not be said again."""
    parts = _UNTIL.split(str(value).strip()) if isinstance(value, str) else [value]
    if len(parts) > 2:
        raise OfficeError(f"“{value}”不是日期，请写成 2019-10-01，连续几天写成 2019-10-01 至 10-07")
    first = read_date(parts[0])
    last = _last(first, parts[1]) if len(parts) == 2 else first
    if last < first:
        raise OfficeError(f"结束的 {last} 早于开始的 {first}，请核对日期")
    if (last - first).days >= LONGEST:
        raise OfficeError(f"从 {first} 到 {last} 超过 {LONGEST} 天，请核对日期")
    return Span(first, last)


def _last(first: date, text: str) -> date:
    short = _SHORT.fullmatch(text)
    return read_date(f"{first.year}-{short['month'] or first.month}-{short['day']}" if short else text)


DAYS = Kind("days", read_days, lambda span: DATE.show(span.first))
COLUMNS = (
    Column("日期", "days", DAYS, required=True, width=14),
    Column("名称", "name", TEXT, required=True, width=24),
)
"""How holidays are typed, pasted and imported."""


def each_day(days: Span, name: str) -> list[Holiday]:
    """A span under one name, day by day."""
    return [Holiday(days.first + number * DAY, name) for number in range(days.days)]
