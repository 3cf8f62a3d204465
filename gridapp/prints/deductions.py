"""Deductions in words, as they run on in one cell of the score sheet."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gridapp.amounts import show_points
from gridapp.office import QuarterView
from gridapp.periods import DAY, Month, Span, Week
from gridapp.prints.wording import short_span
from gridapp.scoring.policy import MISSED_READINGS
from gridapp.scoring.result import Deduction
from gridapp.scoring.settings import read_settings

_WEEK = re.compile(r"(\d{4})-W(\d\d)")
Period = Week | Month | date


class Repeated(NamedTuple):
    """What recurs in some weeks (or months), or was found on one day: the periods, and one of the deductions."""

    periods: list[Period]
    deduction: Deduction


def in_words(view: QuarterView, deductions: Sequence[Deduction]) -> str:
    """A clause's deductions: when, what, how many points; those of equal weeks (or months) drawn together."""
    return "；".join(_words(view, repeated) for repeated in _drawn_together(deductions))


def periods_text(isos: Sequence[str]) -> str:
    """Weeks, or months, or a day, as a person reads them: 第32周 8.5–8.11, 第28、31–33周, 7–9月, 8月7日."""
    return _named([_period(iso) for iso in isos])


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
    fact, cost = _fact(view, deduction), _cost(deduction.points, len(periods))
    several = len(periods) > 1 and not isinstance(periods[0], date)
    each = f"每{'周' if isinstance(periods[0], Week) else '月'}" if several else ""
    words = " ".join(filter(None, (_named(periods), f"{each}{fact}", cost)))
    return words.replace("） ", "）")  # a full-width bracket is half blank


def _cost(points: int, times: int) -> str:
    if not points:
        return "不再扣分"
    each = f"扣{show_points(points)}分"
    return each if times == 1 else f"各{each} 共{show_points(times * points)}分"


def _fact(view: QuarterView, deduction: Deduction) -> str:
    """What was found; of a shortfall only how much, for the clause beside it says of what."""
    policy, clause = view.policy, view.policy.clauses[deduction.clause]
    by_person, _ = MISSED_READINGS
    duty = clause.duty or clause.listed
    if duty and (clause.kind == "shortfall" or read_settings(policy, view.result.settings).missed == by_person):
        return f"少{deduction.count}{policy.duty[duty].unit}"
    times = f"{deduction.count}{clause.unit}" if clause.from_findings and deduction.count > 1 else ""
    paper = f"（{deduction.paper}）" if clause.from_findings and deduction.paper else ""
    return "，".join(filter(None, (f"{deduction.fact}{paper}", times)))


def _period(iso: str) -> Period:
    if week := _WEEK.fullmatch(iso):
        return Week(date.fromisocalendar(int(week[1]), int(week[2]), 1))
    return Month.parse(iso) if len(iso) == 7 else date.fromisoformat(iso)


def _named(periods: Sequence[Period]) -> str:
    first = periods[0]
    if isinstance(first, date):
        return f"{first.month}月{first.day}日"
    stretches = _stretches([period for period in periods if not isinstance(period, date)])
    numbers = "、".join("–".join(dict.fromkeys((_number(start), _number(stop)))) for start, stop in stretches)
    if isinstance(first, Month):
        return f"{numbers}月"
    title = f"第{numbers}周"
    if len(stretches) > 1:
        return title
    (start, stop), *_ = stretches
    return f"{title} {short_span(Span(start.span.first, stop.span.last))}"


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
