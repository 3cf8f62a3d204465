"""Deductions in words, as they run on in one cell of the score sheet."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gridapp.amounts import show_points
from gridapp.office import QuarterView
from gridapp.periods import DAY, Month, Span, Week
from gridapp.prints.wording import short_span
from gridapp.scoring.result import Deduction
from gridapp.scoring.settings import read_settings

_WEEK = re.compile(r"(\d{4})-W(\d\d)")
BY_PERSON = "按人按周"
Period = Week | Month | date


class Repeated(NamedTuple):
    """What recurs in some weeks (or months), or was found on one day: the periods, and one of the deductions."""

    periods: list[Period]
    deduction: Deduction


def in_words(view: QuarterView, deductions: Sequence[Deduction]) -> str:
    """A clause's deductions: when, what, how many points; those of equal weeks (or months) drawn together."""
    return "；".join(_words(view, repeated) for repeated in _drawn_together(deductions))


def period_text(iso: str) -> str:
    """A week, month or day as a person reads it: 第32周（8.5–11）, 7月, 8月7日."""
    return _named([_period(iso)])


def names_week(iso: str) -> bool:
    return bool(_WEEK.fullmatch(iso))


def _drawn_together(deductions: Sequence[Deduction]) -> list[Repeated]:
    """In the order of the first of each."""
    found: dict[object, Repeated] = {}
    for deduction in deductions:
        period = _period(deduction.when)
        alone = isinstance(period, date)  # each dated fact stands for itself
        alike = id(deduction) if alone else (type(period), deduction.fact, deduction.count, deduction.points)
        found.setdefault(alike, Repeated([], deduction)).periods.append(period)
    return list(found.values())


def _words(view: QuarterView, repeated: Repeated) -> str:
    periods, deduction = repeated
    several = len(periods) > 1
    each = ("每周" if isinstance(periods[0], Week) else "每月") if several else ""
    return f"{_named(periods)}{each}{_fact(view, deduction)} {_cost(deduction.points, len(periods))}".replace("  ", " ")


def _cost(points: int, times: int) -> str:
    if not points:
        return "不再扣分"
    each = f"扣{show_points(points)}分"
    return each if times == 1 else f"各{each} 共{show_points(times * points)}分"


def _fact(view: QuarterView, deduction: Deduction) -> str:
    """What was found: of a shortfall only how much, for the clause beside it says of what; a finding names its paper."""
    policy, clause = view.policy, view.policy.clauses[deduction.clause]
    duty = clause.duty or clause.listed
    by_unit = clause.kind == "shortfall" or read_settings(policy, view.result.settings).missed == BY_PERSON
    if duty and by_unit:
        return f"少{deduction.count}{policy.duty[duty].unit}"
    times = f"{deduction.count}{clause.unit}" if clause.from_findings and deduction.count > 1 else ""
    paper = f"（{deduction.paper}）" if clause.from_findings and deduction.paper else ""
    return "，".join(filter(None, (f"{deduction.fact}{paper}", times)))


def _period(iso: str) -> Period:
    if week := _WEEK.fullmatch(iso):
        return Week(date.fromisocalendar(int(week[1]), int(week[2]), 1))
    return Month.parse(iso) if len(iso) == 7 else date.fromisoformat(iso)


def _named(periods: Sequence[Period]) -> str:
    """第32周（8.5–11）, 第28–30周（7.8–28）, 第28、31–33周, 7月, 7、9月, 8月7日."""
    first = periods[0]
    if isinstance(first, date):
        return f"{first.month}月{first.day}日"
    stretches = _stretches([period for period in periods if not isinstance(period, date)])
    numbers = "、".join("–".join(dict.fromkeys((_number(start), _number(stop)))) for start, stop in stretches)
    if isinstance(first, Month):
        return f"{numbers}月"
    dates = (
        f"（{short_span(Span(stretches[0][0].span.first, stretches[0][1].span.last))}）" if len(stretches) == 1 else ""
    )
    return f"第{numbers}周{dates}"


def _stretches(periods: Sequence[Week | Month]) -> list[tuple[Week | Month, Week | Month]]:
    """The first and last of each stretch of periods that follow one another."""
    found: list[tuple[Week | Month, Week | Month]] = []
    for period in periods:
        if found and found[-1][1].span.last + DAY == period.span.first:
            found[-1] = (found[-1][0], period)
        else:
            found.append((period, period))
    return found


def _number(period: Week | Month) -> str:
    return str(period.month if isinstance(period, Month) else period.monday.isocalendar().week)
