"""A quarter's records as scoring wants them: everybody's, or read again only of those whom a change touched."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec

from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    Meeting,
    Post,
    QuarterRecords,
    Record,
    Restatement,
    Standard,
    Tally,
    Worker,
    WorkerQuarter,
)
from gridapp.periods import Month, Quarter, Span, Week
from gridapp.scoring.policy import Policy
from gridapp.scoring.settings import read_settings
from gridapp.store.connection import Database
from gridapp.store.tables import (
    ATTENDANCE,
    BALLOTS,
    DETAILS,
    FINDINGS,
    GRIDS,
    MEETINGS,
    POSTS,
    RESTATEMENTS,
    SETTLEMENTS,
    STANDARDS,
    TIE_BASES,
    VILLAGES,
    WORKERS,
    Table,
    counts_of,
)

P = TypeVar("P", Week, Month)
R = TypeVar("R", bound=Record)
S = TypeVar("S", Post, Finding, Ballots, Standard)


def read_quarter(db: Database, quarter: Quarter, policy: Policy) -> QuarterRecords:
    """Everything that counts in a quarter, of the people in post on any of its days."""
    settings = dict(db.execute("SELECT item, value FROM quarter_setting WHERE quarter = ?", [str(quarter)]).fetchall())
    return QuarterRecords(
        quarter=quarter,
        settings=settings,
        carried_in=_carried_in(db, quarter, policy, settings),
        villages={village.name: village for village in VILLAGES.find(db)},
        grids={grid.code: grid for grid in GRIDS.find(db)},
        people=tuple(sorted(_Rows(db, quarter, policy).cases(), key=_place)),
        basis=TIE_BASES.get(db, str(quarter)),
        restated=tuple(_restated(db, quarter)),
    )


def read_again(db: Database, policy: Policy, records: QuarterRecords, workers: Collection[str]) -> QuarterRecords:
    """The records with those of some people as they are now, and what the quarters before it hand on to it.

    Meetings, villages, grids, the quarter's settings and its tie are as before.
    """
    quarter = records.quarter
    read = _Rows(db, quarter, policy, workers).cases() if workers else ()
    people = _people_again(records.people, read, workers)
    restated = tuple(_restated(db, quarter))
    carried_in = _carried_in(db, quarter, policy, records.settings)
    if (people, restated, carried_in) == (records.people, records.restated, records.carried_in):
        return records
    return msgspec.structs.replace(records, people=people, restated=restated, carried_in=carried_in)


def _people_again(
    people: tuple[WorkerQuarter, ...], read: Iterable[WorkerQuarter], workers: Collection[str]
) -> tuple[WorkerQuarter, ...]:
    """The people with those of `workers` as they were read; who is not among these is in post no more."""
    now = {case.worker.id: case for case in read}
    if not now and not any(case.worker.id in workers for case in people):
        return people
    stay = [now.pop(case.worker.id, None) if case.worker.id in workers else case for case in people]
    return tuple(sorted([*filter(None, stay), *now.values()], key=_place))


def _place(case: WorkerQuarter) -> tuple[str, str]:
    """People stand in the order of the grid that they served in last, and of their numbers."""
    return case.home.grid, case.worker.id


def reach(quarter: Quarter) -> Span:
    """The days of the quarter and of its weeks, the first and last of which stick out of it."""
    return Span(min(quarter.weeks[0].monday, quarter.span.first), max(quarter.weeks[-1].span.last, quarter.span.last))


class _Rows:
    """What stands in the file of each worker alone: of everybody, or of `only` some."""

    def __init__(self, db: Database, quarter: Quarter, policy: Policy, only: Collection[str] | None = None) -> None:
        self._db = db
        self._quarter = quarter
        self._only = "" if only is None else " AND {} IN (SELECT value FROM json_each(?))"
        self._names = [] if only is None else [json.dumps(list(only))]
        days, around = ([day.isoformat() for day in span] for span in (quarter.span, reach(quarter)))
        self._workers = self._find(WORKERS, "1", [], "id")
        self._posts = _by_worker(self._find(POSTS, "start <= ? AND (stop IS NULL OR stop >= ?)", around[::-1]))
        self._weeks: dict[str, dict[Week, Tally]] = self._typed("week_tally", quarter.weeks)
        self._months: dict[str, dict[Month, Tally]] = self._typed("month_tally", quarter.months)
        self._count_details(policy, self._find(DETAILS, "day BETWEEN ? AND ?", around))
        self._findings = _by_worker(self._find(FINDINGS, "day BETWEEN ? AND ?", days))
        held = "meeting IN (SELECT id FROM meeting WHERE day BETWEEN ? AND ?)"
        self._attended: defaultdict[str, dict[str, Attendance]] = defaultdict(dict)
        for each in self._find(ATTENDANCE, held, days):
            self._attended[each.meeting][each.worker] = each
        self._ballots = _by_worker(self._find(BALLOTS, "quarter = ?", [str(quarter)]))
        self._standards = _by_worker(self._find(STANDARDS, "worker <> '' AND start <= ?", days[1:]))
        self._township = STANDARDS.find(db, "worker = '' AND start <= ?", days[1:])

    def cases(self) -> Iterator[WorkerQuarter]:
        """The quarter of each who was in post on any of its days, in the order of their numbers."""
        first, last = self._quarter.span
        expecting = _Expecting(self._db, self._quarter.span)
        for worker in self._workers:
            posts = self._posts.get(worker.id, ())
            homes = [post for post in posts if post.start <= last and first <= post.last]
            if homes:
                yield self._case(worker, posts, homes[-1], expecting.of(posts))

    def _case(self, worker: Worker, posts: Sequence[Post], home: Post, meetings: Sequence[Meeting]) -> WorkerQuarter:
        """One worker's quarter, with the posts that they held and the meetings at which they were expected."""
        number, attended = worker.id, self._attended
        return WorkerQuarter(
            worker=worker,
            posts=tuple(posts),
            home=home,
            weeks=self._weeks.get(number, {}),
            months=self._months.get(number, {}),
            findings=tuple(self._findings.get(number, ())),
            meetings=tuple([(meeting, attended[meeting.id].get(number)) for meeting in meetings]),
            ballots=tuple(self._ballots.get(number, ())),
            standards=(*self._standards.get(number, ()), *self._township),
        )

    def _find(self, table: Table[R], where: str, args: Sequence[str], worker: str = "worker") -> list[R]:
        return table.find(self._db, where + self._only.format(worker), [*args, *self._names])

    def _typed(self, table: str, periods: Sequence[P]) -> dict[str, dict[P, Tally]]:
        """The tallies as typed. Counts are fetched as bytes: nobody needs 65,000 times the same text decoded."""
        by_worker: defaultdict[str, dict[P, Tally]] = defaultdict(dict)
        known: dict[bytes, Counts] = {}
        select = f"SELECT worker, CAST(counts AS BLOB), exempt, paper FROM {table} WHERE period = ?"
        select += self._only.format("worker")
        for period in periods:
            rows = self._db.execute(select, [period.key, *self._names]).fetchall()
            for worker, text, exempt, paper in rows:
                counts = known.get(text)
                if counts is None:
                    counts = known[text] = counts_of(text)
                by_worker[worker][period] = Tally(worker, period, counts, exempt, paper)
        return by_worker

    def _count_details(self, policy: Policy, details: Sequence[Detail]) -> None:
        """A cell that has 明细 counts them instead of what was typed."""
        entries: defaultdict[tuple[str, str, Week | Month], list[Detail]] = defaultdict(list)
        for detail in details:
            if detail.duty not in policy.duty:
                continue  # a duty of another version of the policy
            weekly = policy.duty[detail.duty].period == "week"
            entries[detail.worker, detail.duty, (Week if weekly else Month).of(detail.day)].append(detail)
        for (worker, duty, period), counted in entries.items():
            count = _count(counted, policy.duty[duty].distinct)
            if isinstance(period, Week):
                _override(self._weeks.setdefault(worker, {}), worker, period, duty, count)
            else:
                _override(self._months.setdefault(worker, {}), worker, period, duty, count)


def _by_worker(records: Sequence[S]) -> dict[str, list[S]]:
    grouped: defaultdict[str, list[S]] = defaultdict(list)
    for record in records:
        grouped[record.worker].append(record)
    return grouped


def _count(details: Sequence[Detail], distinct: bool) -> int:
    """How many entries there are, or how many different 对象 (one without 对象 stands for itself)."""
    if not distinct:
        return len(details)
    named = {detail.object for detail in details if detail.object}
    return len(named) + sum(not detail.object for detail in details)


def _override(tallies: dict[P, Tally], worker: str, period: P, duty: str, count: int) -> None:
    typed = tallies.get(period) or Tally(worker, period, Counts())
    counts = Counts({**typed.counts, duty: count})
    tallies[period] = Tally(worker, period, counts, typed.exempt, typed.paper)


class _Expecting:
    """The meetings of a quarter, and at which of them somebody was expected: those held while they were in post."""

    def __init__(self, db: Database, span: Span) -> None:
        self._meetings = MEETINGS.find(db, "day BETWEEN ? AND ? ORDER BY day, id", [day.isoformat() for day in span])
        self._known: dict[tuple[tuple[date, date | None], ...], list[Meeting]] = {}

    def of(self, posts: Sequence[Post]) -> list[Meeting]:
        terms = tuple([(post.start, post.stop) for post in posts])
        if terms not in self._known:
            self._known[terms] = [m for m in self._meetings if any(post.span.holds(m.day) for post in posts)]
        return self._known[terms]


def _restated(db: Database, quarter: Quarter) -> Iterator[tuple[Worker, Restatement]]:
    """What a quarter pays for corrections of earlier ones."""
    paid_here = "correction IN (SELECT id FROM correction WHERE paid_in = ?) ORDER BY correction, worker"
    for each in RESTATEMENTS.find(db, paid_here, [str(quarter)]):
        worker = WORKERS.get(db, each.worker)
        if worker and each.cents:
            yield worker, each


def _carried_in(db: Database, quarter: Quarter, policy: Policy, settings: Mapping[str, str]) -> int:
    """What the settled quarter before carries over; else the opening balance that the office has set."""
    before = SETTLEMENTS.get(db, str(quarter.shift(-1)))
    return before.carried_out if before else read_settings(policy, settings).opening or 0
