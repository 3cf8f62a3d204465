"""Doubtful spots of a quarter's records: what is hardly so, or was hardly typed as it was meant. Never deductions.

A flag has a key that stays the same while the records stay where they are, and the facts that it rests on: a person
answers it once, and the answer holds until the facts are others. Pure functions of records.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gridapp.model import Counts, Finding, QuarterRecords, Record, Tally, Worker, WorkerQuarter
from gridapp.periods import Month, Week
from gridapp.rulings import FlagAnswer
from gridapp.scoring.policy import Duty, Policy
from gridapp.scoring.service import post_on

MOST_TIMES_QUOTA = 20
"""A policy that does not say how much is doubtful means so many times what is asked for."""
TABLE_TITLES = {
    "week_tally": "每周登记",
    "month_tally": "每月登记",
    "detail": "明细",
    "finding": "扣分事项",
    "attendance": "考勤",
}


class Stray(NamedTuple):
    """A record outside every post of its worker: its table and key, whose it is, its day or period, what is in it."""

    table: str
    key: tuple[str, ...]
    worker: str
    when: str
    image: str


class Spot(Record, frozen=True):
    """A record that a flag rests on: its table and the columns of its key."""

    table: str
    key: tuple[str, ...]


class Flag(Record, frozen=True):
    """One doubtful spot: `text` says it in Chinese, `facts` is all that it rests on, `spots` lead to the records."""

    key: str
    facts: str
    text: str
    workers: tuple[str, ...]
    spots: tuple[Spot, ...]


class Doubt(Record, frozen=True):
    """A flag with its answer; `lapsed` is one that was given when the facts were others."""

    flag: Flag
    answer: FlagAnswer | None = None
    lapsed: FlagAnswer | None = None


def answered(found: Iterable[Flag], answers: Iterable[FlagAnswer]) -> list[Doubt]:
    """Every flag with what was said to it."""
    said = {answer.key: answer for answer in answers}

    def doubt(flag: Flag) -> Doubt:
        answer = said.get(flag.key)
        holds = answer is not None and answer.facts == flag.facts
        return Doubt(flag, answer if holds else None, None if holds else answer)

    return [doubt(flag) for flag in found]


def flags(policy: Policy, records: QuarterRecords, strayed: Sequence[Stray] = ()) -> list[Flag]:
    """Everything doubtful in a quarter, kind by kind, each in the order of the people."""
    looked = PersonFlags(policy)
    return [*(flag for case in records.people for flag in looked.of(case)), *shared_flags(policy, records, strayed)]


def shared_flags(policy: Policy, records: QuarterRecords, strayed: Sequence[Stray]) -> list[Flag]:
    """What is doubtful about several people's records together, or about those outside every post."""
    known = {case.worker.id: case.worker for case in records.people}
    return [*_alike(policy, records), *(_stray(each, known) for each in strayed)]


class PersonFlags:
    """What is doubtful about one person's records alone.

    Too many of anything in one period; more visited than listed; counts where the period is exempt; one fact typed
    twice. What counts come to is remembered: most weeks of a township are like another.
    """

    def __init__(self, policy: Policy) -> None:
        self._limits = {duty.name: limit for duty in policy.duties if (limit := _limit(duty))}
        self._visits = [(c.listed, c.visited) for c in policy.clauses.values() if c.kind == "missed"]
        self._known: dict[Counts, tuple[tuple[str, str], ...]] = {}

    def of(self, case: WorkerQuarter) -> list[Flag]:
        odd = [
            tally
            for tallies in (case.weeks, case.months)
            for tally in tallies.values()
            if self._said(tally.counts) or (tally.exempt and any(tally.counts.values()))
        ]
        odd.sort(key=lambda tally: tally.period.span)
        found = [_of_tally(case, tally, kind, told) for tally in odd for kind, told in self._all(tally)]
        return [*found, *_findings(case)] if len(case.findings) > 1 else found

    def _said(self, counts: Counts) -> tuple[tuple[str, str], ...]:
        """The kinds of doubt about these counts, each in words."""
        known = self._known.get(counts)
        if known is None:
            known = self._known[counts] = tuple(self._judge(counts))
        return known

    def _judge(self, counts: Counts) -> Iterator[tuple[str, str]]:
        for duty, count in counts.items():
            if duty in self._limits and count >= self._limits[duty]:
                yield f"many/{duty}", f"{duty} {count}，多得不像一期的数"
        for listed, visited in self._visits:
            if listed in counts and counts.get(visited, 0) > counts[listed]:
                yield f"visited/{visited}", f"{visited} {counts[visited]} 多于{listed} {counts[listed]}"

    def _all(self, tally: Tally) -> Iterator[tuple[str, str]]:
        yield from self._said(tally.counts)
        done = "、".join(f"{duty} {count}" for duty, count in tally.counts.items() if count)
        if tally.exempt and done:
            yield "exempt", f"免考（{tally.exempt}）却登记了{done}"


def _limit(duty: Duty) -> int:
    return duty.most or MOST_TIMES_QUOTA * max(duty.quota.values(), default=0)


def _of_tally(case: WorkerQuarter, tally: Tally, kind: str, told: str) -> Flag:
    table = "week_tally" if isinstance(tally.period, Week) else "month_tally"
    key, worker = tally.period.key, case.worker
    text = f"{worker.name} {tally.period.title} {told}"
    return Flag(f"{kind}/{key}/{worker.id}", told, text, (worker.id,), (Spot(table, (key, worker.id)),))


def _findings(case: WorkerQuarter) -> Iterator[Flag]:
    """The same fact of one day typed twice, under two clauses or under one."""
    by_fact: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in case.findings:
        note = "".join(finding.note.split())
        if note:
            by_fact[finding.day.isoformat(), note].append(finding)
    for (day, _), same in by_fact.items():
        if len(same) < 2:
            continue
        numbers = sorted(str(each.id) for each in same)
        clauses = sorted({each.clause for each in same})
        how = (
            f"在条款 {'、'.join(clauses)} 下各登记了一次"
            if len(clauses) > 1
            else f"在条款 {clauses[0]} 下登记了 {len(same)} 次"
        )
        yield Flag(
            f"twice/{case.worker.id}/{day}/{'-'.join(numbers)}",
            f"{how}：{same[0].note}",
            f"{case.worker.name} {day} 同一事项{how}：{same[0].note}",
            (case.worker.id,),
            tuple(Spot("finding", (number,)) for number in numbers),
        )


def _alike(policy: Policy, records: QuarterRecords) -> Iterator[Flag]:
    """A whole village with one and the same week, where enough people work there."""
    names = [duty.name for duty in policy.weekly]
    rooms: defaultdict[str, list[WorkerQuarter]] = defaultdict(list)
    for case in records.people:
        for village in {records.grids[post.grid].village for post in case.posts}:
            rooms[village].append(case)
    for week in records.quarter.weeks:
        for village, cases in rooms.items():
            there = _same_week(records, village, cases, week)
            if len(there) < policy.doubts.alike or not all(name in there[0].counts for name in names):
                continue
            told = "、".join(f"{name} {there[0].counts[name]}" for name in names)
            people = tuple(tally.worker for tally in there)
            yield Flag(
                f"alike/{village}/{week.key}",
                f"{'、'.join(people)}：{told}",
                f"{village} {week.title} {len(there)} 人的登记完全相同（{told}）",
                people,
                tuple(Spot("week_tally", (week.key, number)) for number in people),
            )


def _same_week(records: QuarterRecords, village: str, cases: Sequence[WorkerQuarter], week: Week) -> list[Tally]:
    """What the people of a village have on record of a week, if all of them have the same; else nothing."""
    found: list[Tally] = []
    for case in cases:
        tally = case.weeks.get(week)
        if tally is None and not any(post.span.meet(week.span) for post in case.posts):
            continue
        if len(case.posts) > 1 and records.grids[post_on(case.posts, week).grid].village != village:
            continue
        if tally is None or (found and not tally.exempt and tally.counts != found[0].counts):
            return []
        if not tally.exempt:
            found.append(tally)
    return found


def _stray(stray: Stray, known: dict[str, Worker]) -> Flag:
    worker = known[stray.worker].name if stray.worker in known else f"编号 {stray.worker}"
    when = _when(stray.when)
    return Flag(
        f"stray/{stray.table}/{'/'.join(stray.key)}",
        stray.image,
        f"{worker} {when} 的{TABLE_TITLES[stray.table]}不在任职期内",
        (stray.worker,),
        (Spot(stray.table, stray.key),),
    )


def _when(text: str) -> str:
    return Month.parse(text).title if len(text) == 7 else text
