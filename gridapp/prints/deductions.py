"""Deductions in words, as they run on in one cell of the score sheet."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from gridapp.amounts import show_points
from gridapp.periods import DAY, Month, Span, Week
from gridapp.prints.wording import short_span
from gridapp.scoring.policy import Clause, Policy
from gridapp.scoring.result import Deduction

_WEEK = re.compile(r"(\d{4})-W(\d\d)")


def in_words(policy: Policy, deductions: Sequence[Deduction]) -> str:
    """A clause's deductions: when, what, how many points; equal ones of weeks (or months) in a row drawn together."""
    return "；".join(_words(policy, run) for run in _runs(deductions))


def period_text(iso: str) -> str:
    """A week, month or day as a person reads it: 第32周（8.5–8.11）, 7月, 8月7日."""
    return _named([_period(iso)])


def _runs(deductions: Sequence[Deduction]) -> Iterator[list[Deduction]]:
    run: list[Deduction] = []
    for deduction in deductions:
        if run and not _continues(run[-1], deduction):
            yield run
            run = []
        run.append(deduction)
    if run:
        yield run


def _continues(before: Deduction, after: Deduction) -> bool:
    first, second = _period(before.when), _period(after.when)
    if isinstance(first, date) or isinstance(second, date):
        return False
    adjacent = first.span.last + DAY == second.span.first
    return adjacent and (before.fact, before.points) == (after.fact, after.points)


def _words(policy: Policy, run: Sequence[Deduction]) -> str:
    first, several = run[0], len(run) > 1
    each = ("每周" if isinstance(_period(first.when), Week) else "每月") if several else ""
    what = _fact(policy.clauses[first.clause], policy, first)
    when = _named([_period(deduction.when) for deduction in run])
    return " ".join(filter(None, (f"{when}{each}{what}", _cost(run))))


def _cost(run: Sequence[Deduction]) -> str:
    each, total = run[0].points, sum(deduction.points for deduction in run)
    if not total:
        return "不再扣分"
    return f"扣{show_points(each)}分" if len(run) == 1 else f"各扣{show_points(each)}分 共{show_points(total)}分"


def _fact(clause: Clause, policy: Policy, deduction: Deduction) -> str:
    """What was found. A shortfall says how much, for the clause beside it says of what; a finding names its paper."""
    if clause.kind == "shortfall":
        return f"少{deduction.count}{policy.duty[clause.duty].unit}"
    times = f"{deduction.count}{clause.unit}" if clause.from_findings and deduction.count > 1 else ""
    paper = f"（{deduction.paper}）" if clause.from_findings and deduction.paper else ""
    return "，".join(filter(None, (f"{deduction.fact}{paper}", times)))


def _period(iso: str) -> Week | Month | date:
    if week := _WEEK.fullmatch(iso):
        return Week(date.fromisocalendar(int(week[1]), int(week[2]), 1))
    return Month.parse(iso) if len(iso) == 7 else date.fromisoformat(iso)


def _named(periods: Sequence[Week | Month | date]) -> str:
    first, last = periods[0], periods[-1]
    if isinstance(first, date):
        return f"{first.month}月{first.day}日"
    assert not isinstance(last, date)
    title = first.title
    if len(periods) > 1:  # 第28–30周, 7–8月
        title = f"{first.title[:-1]}–{last.title.removeprefix('第')}"
    if isinstance(first, Month):
        return title
    return f"{title}（{short_span(Span(first.span.first, last.span.last))}）"
