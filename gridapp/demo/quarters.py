"""The demo's quarters, step by step as a clerk types them, up to the state in which each is left."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

import msgspec

from gridapp.amounts import show_yuan
from gridapp.demo import duties, events
from gridapp.demo.decisions import objections
from gridapp.demo.stage import Stage
from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    QuarterSetting,
    Record,
    Standard,
    Tally,
)
from gridapp.office import Office
from gridapp.periods import DAY, Month, Quarter, Week, working_day

_WEEKS_AT_ONCE = 3
_DAYS_TO_CHECK = 5
"""The working day of the next quarter on which the result is published."""

# How far the last quarter is typed: chances of a gap, and the number of the last village that is in.
_FORGOTTEN = 0.02
_WITHOUT_DIARY = 0.3
_REPORT_AWAITED = 0.12
_VILLAGES_THIS_WEEK = 6
_VILLAGES_VOTED = 4


class Step(NamedTuple):
    """What is typed at once: the day on which it is known, what the step is called, the records."""

    day: date
    name: str
    records: list[Record]


def steps(stage: Stage, quarter: Quarter, standards: Iterable[Standard]) -> list[Step]:
    """A quarter's steps in the order of their days."""
    found = chain(
        _posts(stage, quarter),
        _standards(quarter, standards),
        _weeks(stage, quarter),
        _months(stage, quarter),
        _end_of_quarter(stage, quarter),
    )
    return sorted(found, key=lambda step: step.day)


def _posts(stage: Stage, quarter: Quarter) -> Iterator[Step]:
    """Who leaves a grid and who comes to one, the end of a post unknown at its beginning."""
    for person in stage.roster.people:
        for post in person.posts:
            name = person.worker.name
            grid = f"{stage.roster.village_of(post.grid).name}{stage.roster.grids[post.grid].name}"
            if quarter.span.holds(post.start) and post.start > stage.plan.opening:
                begun = msgspec.structs.replace(post, stop=None, reason="")
                yield Step(post.start, f"任用 {name}（{grid}）", [person.worker, begun])
            if post.stop and quarter.span.holds(post.stop):
                yield Step(post.stop, f"离任 {name}（{grid}，{post.reason}）", [post])


def _standards(quarter: Quarter, standards: Iterable[Standard]) -> Iterator[Step]:
    by_day: dict[date, list[Record]] = {}
    for standard in standards:
        if quarter.span.holds(standard.start):
            by_day.setdefault(standard.start, []).append(standard)
    for day, records in by_day.items():
        yield Step(day, f"补贴标准 {day} 起", records)


def _weeks(stage: Stage, quarter: Quarter) -> Iterator[Step]:
    by_week: dict[Week, list[Record]] = {week: [] for week in quarter.weeks}
    for person in stage.roster.people:
        for week, records in duties.weeks(stage, person, quarter):
            by_week[week] += records
    for number in range(0, len(quarter.weeks), _WEEKS_AT_ONCE):
        together = quarter.weeks[number : number + _WEEKS_AT_ONCE]
        title = together[0].title if len(together) == 1 else f"{together[0].title}至{together[-1].title}"
        records = [record for week in together for record in by_week[week]]
        yield Step(together[-1].span.last, f"{quarter.title} {title} 登记", records)


def _months(stage: Stage, quarter: Quarter) -> Iterator[Step]:
    """The meetings of each month with their attendance, and the monthly tallies."""
    by_month: dict[Month, list[Record]] = {month: [] for month in quarter.months}
    for meeting in events.meetings(stage, quarter):
        by_month[Month.of(meeting.day)] += [meeting, *events.attendance(stage, meeting)]
    for person in stage.roster.people:
        for month, records in duties.months(stage, person, quarter):
            by_month[month] += records
    for month, records in by_month.items():
        yield Step(month.span.last, f"{quarter.title} {month.title} 会议考勤和走访户数", records)


def _end_of_quarter(stage: Stage, quarter: Quarter) -> Iterator[Step]:
    serving = [person for person in stage.roster.people if any(post.span.meet(quarter.span) for post in person.posts)]
    found: list[Record] = [each for person in serving for each in events.findings(stage, person, quarter)]
    yield Step(quarter.span.last, f"{quarter.title} 扣分事项", found)
    votes: list[Record] = [each for person in serving for each in events.ballots(stage, person, quarter)]
    story = stage.plan.story
    opening, reward = ("上季结转（元）", story.opening_balance), ("优秀奖励（元/人）", story.reward)
    item, yuan = opening if str(quarter) == story.learning else reward
    amount = QuarterSetting(str(quarter), item, show_yuan(yuan * 100))
    yield Step(quarter.span.last, f"{quarter.title} 满意度测评和考核设置", [*votes, amount])


def so_far(stage: Stage, step: Step) -> Step:
    """What of a step is typed when the demo stops in the middle of its last quarter."""
    kept = (_typed(stage, record) for record in step.records)
    return step._replace(records=[record for record in kept if record is not None])


def _typed(stage: Stage, record: Record) -> Record | None:
    until, rng = stage.plan.typed_until, stage.rng
    match record:
        case Tally():
            return _tally_so_far(stage, record)
        case Detail() | Finding():
            return record if record.day <= until else None
        case Attendance() if record.meeting > f"H{until - 30 * DAY:%Y%m%d}" and rng.random() < _REPORT_AWAITED:
            return msgspec.structs.replace(record, report="")
        case Ballots():
            return record if _village_number(stage, record.worker) <= _VILLAGES_VOTED else None
    return record


def _tally_so_far(stage: Stage, tally: Tally) -> Tally | None:
    """The week before is typed for some villages only, partly without diaries; later ones not at all."""
    until, rng, last = stage.plan.typed_until, stage.rng, tally.period.span.last
    latest = last > until - 7 * DAY
    if last > until or (latest and _village_number(stage, tally.worker) > _VILLAGES_THIS_WEEK):
        return None
    if tally.exempt or rng.random() >= (_WITHOUT_DIARY if latest else _FORGOTTEN):
        return tally
    counts = Counts({name: count for name, count in tally.counts.items() if name != "民情日志"})
    return msgspec.structs.replace(tally, counts=counts)


def _village_number(stage: Stage, worker: str) -> int:
    grid = next(person.posts[-1].grid for person in stage.roster.people if person.worker.id == worker)
    return list(stage.roster.villages).index(stage.roster.grids[grid].village) + 1


def settle(office: Office, stage: Stage, quarter: Quarter, state: str) -> None:
    """Take a complete quarter to a state; where equals stand at the quota the leading group decides first."""
    board = office.score(quarter).board
    if board.tie:
        named = {person.worker.id: person.worker.name for person in stage.roster.people}
        chosen, seats = board.tie.candidates[: board.tie.seats], board.tie.seats
        told = ["、".join(named[number] for number in some) for some in (chosen, board.tie.candidates[seats:])]
        reason = stage.plan.story.decision.format(chosen=told[0], others=told[1])
        office.decide(quarter, chosen, reason)
    office.advance(quarter)
    first = working_day(quarter.span.last + DAY, _DAYS_TO_CHECK)
    last = working_day(first, stage.policy.publication.days)
    office.publish(quarter, first, last)
    objections(office, stage, quarter, last)
    while office.state(quarter) != state:
        office.advance(quarter)
