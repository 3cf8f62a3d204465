"""What is due in a quarter by a day: how far typing has come, what is missing, what else waits. Pure functions.

A cell is due when its week, month or quarter is over (its meeting held) before `today`; what was typed earlier counts
as due, so that 已录 never exceeds 应录.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from gridapp.drafts import Draft
from gridapp.flags import Doubt
from gridapp.model import (
    SETTLED_STATES,
    Counts,
    Grid,
    Meeting,
    QuarterRecords,
    Tally,
    Village,
    Worker,
    WorkerQuarter,
)
from gridapp.periods import Month, Quarter, Week
from gridapp.rulings import Objection
from gridapp.scoring.policy import Policy
from gridapp.scoring.result import SATISFACTION, Missing, QuarterResult, Tie
from gridapp.scoring.service import Service, post_on, service

ATTENDED, REPORTED, STANDARD = "考勤", "书面汇报", "补贴标准"
REGULAR = ("例会", "合并")
"""Kinds of meeting that are the monthly one; 合并 is also a training (DOMAIN section 7)."""
TRAINING = ("培训", "合并")
TRAININGS_A_YEAR = 2

Period = Week | Month | Meeting | Quarter
_NOTHING = Counts()


class Progress(NamedTuple):
    """Cells typed (已录), and cells due (应录)."""

    typed: int = 0
    expected: int = 0

    @property
    def missing(self) -> int:
        return self.expected - self.typed


class Chart(NamedTuple):
    """Progress of the villages: by what is typed (duties, 考勤, 书面汇报, 满意度), and of the weekly duties by week."""

    villages: tuple[Village, ...]
    kinds: tuple[str, ...]
    by_kind: dict[tuple[str, str], Progress]
    by_week: dict[tuple[str, Week], Progress]

    @property
    def whole(self) -> Progress:
        """Everything together."""
        typed = sum(each.typed for each in self.by_kind.values())
        return Progress(typed, sum(each.expected for each in self.by_kind.values()))


class _Count:
    """Adds up cells by a village and something else."""

    def __init__(self) -> None:
        self.typed: defaultdict[tuple[str, str | Week], int] = defaultdict(int)
        self.expected: defaultdict[tuple[str, str | Week], int] = defaultdict(int)

    def add(self, village: str, what: str | Week, typed: int, expected: int) -> None:
        self.typed[village, what] += typed
        self.expected[village, what] += expected

    def of(self, village: str, what: str | Week) -> Progress:
        return Progress(self.typed[village, what], self.expected[village, what])


def chart(policy: Policy, records: QuarterRecords, result: QuarterResult, today: date) -> Chart:
    """How far typing has come; villages without anybody in post are left out."""
    graded = {person.sheet.worker.id for person in result.people if person.sheet.graded}
    count = _Count()
    services = _services(records)
    for duties, alike in (
        (policy.weekly, _alike(records, services, lambda case, served: (served.weeks, case.weeks))),
        (policy.monthly, _alike(records, services, lambda case, served: (served.months, case.months))),
    ):
        _count_tallies([duty.name for duty in duties], alike, today, count)
    for case in records.people:
        village = records.grids[case.home.grid].village
        _count_meetings(policy, village, case, today, count)
        polled = bool(case.ballots)
        due = polled or (case.worker.id in graded and _over(records.quarter, today))
        count.add(village, SATISFACTION, int(polled), int(due))
    seen = {village for village, _ in count.expected}
    villages = tuple(village for name, village in records.villages.items() if name in seen)
    kinds = (*(duty.name for duty in (*policy.weekly, *policy.monthly)), ATTENDED, REPORTED, SATISFACTION)
    return Chart(
        villages,
        kinds,
        {(village.name, kind): count.of(village.name, kind) for village in villages for kind in kinds},
        {(village.name, week): count.of(village.name, week) for village in villages for week in records.quarter.weeks},
    )


def _services(records: QuarterRecords) -> list[Service]:
    """Everybody's time in post; equal terms, which most have, are worked out once."""
    terms = [tuple((post.start, post.stop) for post in case.posts) for case in records.people]
    first = {held: case.posts for held, case in zip(terms, records.people, strict=True)}
    known = {held: service(posts, records.quarter) for held, posts in first.items()}
    return [known[held] for held in terms]


Tallies = tuple[Sequence[Week | Month], Mapping[Any, Tally]]


def _alike(
    records: QuarterRecords, services: Sequence[Service], of: Callable[[WorkerQuarter, Service], Tallies]
) -> Counter[tuple[str, Week | Month, Counts]]:
    """How many people of a village have the same counts in a period that counts for them: most are like another."""
    found: Counter[tuple[str, Week | Month, Counts]] = Counter()
    for case, served in zip(records.people, services, strict=True):
        periods, tallies = of(case, served)
        village = records.grids[case.home.grid].village
        for period in periods:
            tally = tallies.get(period)
            if tally and tally.exempt:
                continue
            if len(case.posts) > 1:
                village = records.grids[post_on(case.posts, period).grid].village
            found[village, period, tally.counts if tally else _NOTHING] += 1
    return found


def _count_tallies(
    duties: Sequence[str], alike: Counter[tuple[str, Week | Month, Counts]], today: date, count: _Count
) -> None:
    for (village, period, counts), people in alike.items():
        over = _over(period, today)
        typed = [people * (name in counts) for name in duties]
        expected = [people if over else known for known in typed]
        for name, known, due in zip(duties, typed, expected, strict=True):
            count.add(village, name, known, due)
        if isinstance(period, Week):
            count.add(village, period, sum(typed), sum(expected))


def _count_meetings(policy: Policy, village: str, case: WorkerQuarter, today: date, count: _Count) -> None:
    for meeting, attended in case.meetings:
        count.add(village, ATTENDED, int(bool(attended)), int(bool(attended) or _over(meeting, today)))
        if attended and (attended.report or meeting.kind in policy.attendance.reported_at):
            count.add(village, REPORTED, int(bool(attended.report)), 1)


class Chase(NamedTuple):
    """What is missing of one worker for one week, month, meeting or the quarter: what to ask the village for."""

    worker: Worker
    grid: Grid
    village: Village
    period: Period
    what: tuple[str, ...]


def chase(records: QuarterRecords, result: QuarterResult, today: date) -> list[Chase]:
    """What is due and 未录, the oldest first and then in the order of the people; nothing once a quarter is settled."""
    if result.state in SETTLED_STATES:
        return []
    people = {person.sheet.worker.id: person.sheet for person in result.people}
    meetings = {meeting.id: meeting for case in records.people for meeting, _ in case.meetings}
    weeks = {week.iso: week for week in records.quarter.weeks}

    def period_of(missing: Missing) -> Period:
        if missing.what in (ATTENDED, REPORTED):
            return meetings[missing.period]
        if missing.what in (SATISFACTION, STANDARD):
            return records.quarter
        return weeks.get(missing.period) or Month.parse(missing.period)

    owed: defaultdict[tuple[str, Period, bool], list[str]] = defaultdict(list)
    for missing in result.unsettled:
        owed[missing.worker, period_of(missing), missing.what == STANDARD].append(missing.what)
    found = [
        Chase(people[number].worker, people[number].grid, people[number].village, period, tuple(what))
        for (number, period, always), what in owed.items()
        if always or _over(period, today)
    ]
    return sorted(found, key=lambda each: _last_day(each.period))


class Due(NamedTuple):
    """One thing to be done beside typing: the title of its page, in words, and what it is about there."""

    kind: str
    text: str
    target: Month | Tie | Worker | Objection | str | None = None


def meetings_due(meetings: Iterable[Meeting], quarter: Quarter, today: date) -> list[Due]:
    """Months that have begun without a 例会, and a year with too few trainings so far (DOMAIN section 7)."""
    held = list(meetings)
    regular = {Month.of(meeting.day) for meeting in held if meeting.kind in REGULAR}
    found = [
        Due("会议", f"{month.title}还没有例会的记录", month)
        for month in quarter.months
        if month not in regular and month.span.first <= today
    ]
    year = [m for m in held if m.kind in TRAINING and m.day.year == quarter.year and m.day <= quarter.span.last]
    if len(year) < TRAININGS_A_YEAR and quarter.span.first <= today:
        found.append(Due("会议", f"{quarter.year}年有记录的培训 {len(year)} 次，一年至少 {TRAININGS_A_YEAR} 次"))
    return found


def ties_due(result: QuarterResult) -> list[Due]:
    """A tie at the quota that the leading group has to decide, or a decision that fits no more."""
    names = {person.sheet.worker.id: person.sheet.worker.name for person in result.people}
    found = []
    if result.board.tie:
        tie = result.board.tie
        tied = "、".join(names[number] for number in tie.candidates)
        decide = f"余 {tie.seats} 个名额，由领导小组决定"
        found.append(Due("考核", f"名额处并列 {len(tie.candidates)} 人（{tied}），{decide}", tie))
    if result.board.stale:
        found.append(Due("考核", "领导小组的决定与现在的并列情况不符，须重新决定或清空"))
    return found


def runs_due(policy: Policy, drafts: Iterable[Draft]) -> list[Due]:
    """What runs of 不合格 lead to and nobody has accepted or declined yet."""
    waiting: dict[Worker, list[Draft]] = {}
    for draft in drafts:
        if draft.decided is None:
            waiting.setdefault(draft.worker, []).append(draft)
    return [Due("年度", f"{worker.name} {_in_a_row(policy, found)}", worker) for worker, found in waiting.items()]


def _in_a_row(policy: Policy, drafts: Sequence[Draft]) -> str:
    run, what = drafts[0].run, "、".join(draft.kind for draft in drafts)
    if run.length == 1:
        return f"{run.quarter.title}{policy.worst.name}：{what}"
    return f"连续 {run.length} 个季度{policy.worst.name}：{what}（到{run.quarter.title}）"


def objections_due(objections: Iterable[Objection]) -> list[Due]:
    """Objections that nobody has answered yet, to whatever quarter."""
    return [
        Due("考核", f"{Quarter.parse(each.quarter).title} {each.objector} 的异议没有答复", each)
        for each in objections
        if not each.outcome
    ]


def doubts_due(doubts: Iterable[Doubt]) -> list[Due]:
    """Doubtful spots that nobody has explained yet."""
    untold = sum(doubt.answer is None for doubt in doubts)
    return [Due("考核", f"还有 {untold} 处可疑未说明", "可疑之处")] if untold else []


def _over(period: Period, today: date) -> bool:
    return _last_day(period) < today


def _last_day(period: Period) -> date:
    return period.day if isinstance(period, Meeting) else period.span.last
