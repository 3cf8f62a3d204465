"""From the figures of quarters to what is drawn: totals through quarters, points lost by clause, villages compared."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from gridapp.amounts import half_up, show_points
from gridapp.charts.figures import Bar, Bars, Floor, Point, Range, Ranges, Trend, VillageWeeks, WeekMap
from gridapp.charts.past import Past, QuarterFigures, WorkerScore
from gridapp.periods import Quarter
from gridapp.progress import Chart
from gridapp.scoring.policy import Clause, Policy

PROVISIONAL = "未定案"
UNCAPPED = "按条款累计，没有按“扣完为止”封顶"
_SHORT = "一二三四"


class YearPlace(NamedTuple):
    """One quarter of a worker's year: the total as it is stated today, and what is said of it."""

    total: int | None
    note: str
    settled: bool


def township_trend(policy: Policy, past: Past) -> Trend:
    """The mean of the graded people's totals, with the lowest and highest, quarter by quarter."""
    points = _points(past, _of_many)
    remark = "，".join(filter(None, ("实线是平均，上下边是最高和最低，只算参评的人", _hollow(points))))
    return Trend("全镇近八个季度总分", points, _floors(policy), remark, many=True)


def worker_trend(policy: Policy, past: Past, number: str) -> Trend:
    """One worker's totals, quarter by quarter; nothing where they were not in post."""
    points = _points(past, lambda quarter: _of_one(quarter.people.get(number)))
    return Trend(f"{_name(past, number)}近八个季度总分", points, _floors(policy), _hollow(points))


def year_trend(policy: Policy, year: int, who: str, quarters: Sequence[YearPlace | None]) -> Trend:
    """One worker's four quarters of a year, None where they were in post on no day of it."""
    points = []
    for number, place in enumerate(quarters, 1):
        quarter = Quarter(year, number)
        points.append(
            Point(
                title=quarter.title,
                short=f"{_SHORT[number - 1]}季度",
                year="",
                value=place.total if place else None,
                settled=place is None or place.settled,
                note=place.note if place else "不在岗",
            )
        )
    return Trend(f"{who}{year}年四个季度总分", tuple(points), _floors(policy), _hollow(points))


class _Value(NamedTuple):
    """What one quarter comes to, and what is said of it."""

    note: str
    value: int | None = None
    low: int | None = None
    high: int | None = None


def _of_many(quarter: QuarterFigures) -> _Value:
    totals = quarter.totals
    if not totals:
        return _Value("")
    return _Value(f"参评{len(totals)}人", _mean(totals), min(totals), max(totals))


def _of_one(score: WorkerScore | None) -> _Value:
    return _Value("不在岗") if score is None else _Value(score.grade or "总分未定", score.total)


def _points(past: Past, value_of: Callable[[QuarterFigures], _Value]) -> tuple[Point, ...]:
    """The values of the quarters under their names; the year stands where it begins."""
    points = []
    for place, figures in enumerate(past):
        quarter, found = figures.quarter, value_of(figures)
        settled = figures.settled or not figures.people
        points.append(
            Point(
                title=quarter.title,
                short=f"{_SHORT[quarter.number - 1]}季度",
                year=f"{quarter.year}年" if place == 0 or quarter.number == 1 else "",
                value=found.value,
                low=found.low,
                high=found.high,
                settled=settled,
                note="，".join(filter(None, (found.note, "" if settled else PROVISIONAL))),
            )
        )
    return tuple(points)


def _hollow(points: Sequence[Point]) -> str:
    drawn = [point for point in points if point.value is not None]
    return "" if all(point.settled for point in drawn) else f"空心点的季度{PROVISIONAL}"


def _name(past: Past, number: str) -> str:
    """The name that a worker bore last, with the number."""
    names = [quarter.people[number].name for quarter in past if number in quarter.people]
    return f"{names[-1]}（{number}）" if names else number


def _floors(policy: Policy) -> tuple[Floor, ...]:
    return tuple(Floor(grade.name, grade.floor) for grade in policy.grades if grade.floor)


def township_losses(policy: Policy, past: Past) -> Bars:
    """What each clause cost everybody in the last of the quarters, and in the one before it."""
    *earlier, now = past
    before = _lost(earlier[-1]) if earlier and earlier[-1].people else None

    def note(code: str) -> str:
        people = sum(code in each.losses for each in now.people.values())
        return f"{people}人" if before is None else f"{people}人，上季{show_points(before[code])}"

    return Bars("全镇各条款扣分", _bars(policy, _lost(now), note), "人数", UNCAPPED)


def worker_losses(policy: Policy, figures: QuarterFigures, number: str) -> Bars:
    """What each clause cost one worker in a quarter."""
    score = figures.people.get(number)
    losses = score.losses if score else {}
    lost = Counter({code: loss.points for code, loss in losses.items()})
    bars = _bars(policy, lost, lambda code: f"{losses[code].times}处")
    return Bars(f"{_name((figures,), number)}各条款扣分", bars, "次数", UNCAPPED)


def _lost(figures: QuarterFigures) -> Counter[str]:
    """Points by clause of everybody together."""
    lost: Counter[str] = Counter()
    for each in figures.people.values():
        lost.update({code: loss.points for code, loss in each.losses.items()})
    return lost


def _bars(policy: Policy, lost: Counter[str], note: Callable[[str], str]) -> tuple[Bar, ...]:
    """The most first; clauses that cost the same in the policy's order, those that cost nothing not at all."""
    costly = [clause for code, clause in policy.clauses.items() if lost[code] > 0]
    costly.sort(key=lambda clause: -lost[clause.code])
    return tuple(Bar(each.code, _in_short(each), lost[each.code], note(each.code)) for each in costly)


def _in_short(clause: Clause) -> str:
    """A clause in a few words: the duty that fell short, else how its text begins."""
    if clause.kind == "shortfall":
        return f"{clause.duty}不足"
    if clause.kind == "missed":
        return f"{clause.listed}未访"
    return re.split("[，。；]", clause.text, maxsplit=1)[0]


def villages_compared(policy: Policy, figures: QuarterFigures) -> Ranges:
    """The totals of each village's graded people: lowest, mean and highest; the best mean first."""
    totals: defaultdict[str, list[int]] = defaultdict(list)
    for each in figures.people.values():
        if each.graded and each.total is not None:
            totals[each.village].append(each.total)
    ranges = [Range(village, min(found), _mean(found), max(found), len(found)) for village, found in totals.items()]
    everybody = figures.totals or [0]
    return Ranges(
        "各村（社区）总分",
        tuple(sorted(ranges, key=lambda each: -each.mean)),
        _floors(policy),
        mean=_mean(everybody),
        lowest=min(everybody),
        remark="圆点是平均，横线从最低到最高，只算参评的人",
    )


def week_map(quarter: Quarter, chart: Chart) -> WeekMap:
    """What is still missing of each village's weeks."""
    villages = []
    for village in chart.villages:
        weeks = [chart.by_week[village.name, week] for week in quarter.weeks]
        villages.append(VillageWeeks(village.name, tuple((each.typed, each.expected) for each in weeks)))
    names = tuple(week.title for week in quarter.weeks)
    remark = "✓ 已录齐，数字是还缺的格数，空白是还没有到期"
    return WeekMap("各村（社区）各周登记", names, tuple(villages), remark)


def _mean(totals: Sequence[int]) -> int:
    return half_up(sum(totals), len(totals))
