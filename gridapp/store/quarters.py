"""A quarter's records as scoring wants them, and what a settled quarter froze."""

import zlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import TypeVar

from sqlite_utils import Database

from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    Meeting,
    Post,
    QuarterRecords,
    Standard,
    Tally,
    Worker,
    WorkerQuarter,
)
from gridapp.periods import Month, Quarter, Span, Week
from gridapp.scoring.policy import Policy
from gridapp.scoring.settings import read_settings
from gridapp.store.tables import (
    ATTENDANCE,
    BALLOTS,
    DETAILS,
    FINDINGS,
    GRIDS,
    MEETINGS,
    POSTS,
    QUARTERS,
    SETTLEMENTS,
    STANDARDS,
    VILLAGES,
    WORKERS,
    counts_of,
    period_of,
)

P = TypeVar("P", Week, Month)


def read_quarter(db: Database, quarter: Quarter, policy: Policy) -> QuarterRecords:
    """Everything that counts in a quarter, of the people in post on any of its days."""
    first, last = (day.isoformat() for day in quarter.span)
    reach = _reach(quarter)
    villages = {village.name: village for village in VILLAGES.find(db)}
    grids = {grid.code: grid for grid in GRIDS.find(db)}
    settings = dict(db.execute("SELECT item, value FROM quarter_setting WHERE quarter = ?", [str(quarter)]).fetchall())
    posts = _by_worker(_posts(db, reach))
    homes = {post.worker: post for held in posts.values() for post in held if post.span.meet(quarter.span)}
    workers = {worker.id: worker for worker in WORKERS.find(db) if worker.id in homes}
    weeks, months = _tallies(db, quarter, policy)
    findings = _by_worker(FINDINGS.find(db, "day BETWEEN ? AND ?", [first, last]))
    ballots = _by_worker(BALLOTS.find(db, "quarter = ?", [str(quarter)]))
    meetings = _Meetings(db, quarter.span)
    standards = _by_worker(STANDARDS.find(db, "start <= ?", [last]))
    township = standards.get("", [])

    def place(worker: Worker) -> tuple[str, str]:
        return homes[worker.id].grid, worker.id

    return QuarterRecords(
        quarter=quarter,
        settings=settings,
        carried_in=_carried_in(db, quarter, policy, settings),
        villages=villages,
        grids=grids,
        people=tuple(
            WorkerQuarter(
                worker=worker,
                posts=tuple(posts[worker.id]),
                home=homes[worker.id],
                weeks=weeks.get(worker.id, {}),
                months=months.get(worker.id, {}),
                findings=tuple(findings.get(worker.id, ())),
                meetings=meetings.of(worker.id, posts[worker.id]),
                ballots=tuple(ballots.get(worker.id, ())),
                standards=(*standards.get(worker.id, ()), *township),
            )
            for worker in sorted(workers.values(), key=place)
        ),
    )


def _reach(quarter: Quarter) -> Span:
    """The days of the quarter and of its weeks, the first and last of which stick out of it."""
    return Span(min(quarter.weeks[0].monday, quarter.span.first), max(quarter.weeks[-1].span.last, quarter.span.last))


def _posts(db: Database, span: Span) -> list[Post]:
    """The posts held on any day of the span, in the order in which they began."""
    first, last = (day.isoformat() for day in span)
    return POSTS.find(db, "start <= ? AND (stop IS NULL OR stop >= ?) ORDER BY start", [last, first])


R = TypeVar("R", Post, Detail, Finding, Ballots, Standard)


def _by_worker(records: Sequence[R]) -> dict[str, list[R]]:
    grouped: defaultdict[str, list[R]] = defaultdict(list)
    for record in records:
        grouped[record.worker].append(record)
    return grouped


def _tallies(
    db: Database, quarter: Quarter, policy: Policy
) -> tuple[dict[str, dict[Week, Tally]], dict[str, dict[Month, Tally]]]:
    """Weekly and monthly tallies by worker and period; a cell that has 明细 counts them instead of what was typed."""
    weeks: dict[str, dict[Week, Tally]] = _typed(db, "week_tally", quarter.weeks)
    months: dict[str, dict[Month, Tally]] = _typed(db, "month_tally", quarter.months)
    reach = [day.isoformat() for day in _reach(quarter)]
    entries: defaultdict[tuple[str, str, Week | Month], list[Detail]] = defaultdict(list)
    for detail in DETAILS.find(db, "day BETWEEN ? AND ?", reach):
        if detail.duty not in policy.duty:
            continue  # a duty of another version of the policy
        weekly = policy.duty[detail.duty].period == "week"
        entries[detail.worker, detail.duty, (Week if weekly else Month).of(detail.day)].append(detail)
    for (worker, duty, period), details in entries.items():
        count = _count(details, policy.duty[duty].distinct)
        if isinstance(period, Week):
            _override(weeks.setdefault(worker, {}), worker, period, duty, count)
        else:
            _override(months.setdefault(worker, {}), worker, period, duty, count)
    return weeks, months


def _typed(db: Database, table: str, periods: Sequence[P]) -> dict[str, dict[P, Tally]]:
    """The tallies as they were typed. Counts are fetched as bytes: nobody needs 65,000 times the same text decoded."""
    by_worker: defaultdict[str, dict[P, Tally]] = defaultdict(dict)
    select = f"SELECT worker, CAST(counts AS BLOB), exempt, paper FROM {table} WHERE period = ?"
    for period in periods:
        for worker, counts, exempt, paper in db.execute(select, [period.key]):
            by_worker[worker][period] = Tally(worker, period, counts_of(counts), exempt, paper)
    return by_worker


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


class _Meetings:
    """The meetings of a quarter, and who was expected: those in post on the day."""

    def __init__(self, db: Database, span: Span) -> None:
        days = [day.isoformat() for day in span]
        self.meetings = MEETINGS.find(db, "day BETWEEN ? AND ? ORDER BY day, id", days)
        where = "meeting IN (SELECT id FROM meeting WHERE day BETWEEN ? AND ?)"
        self.attended = {(each.meeting, each.worker): each for each in ATTENDANCE.find(db, where, days)}
        self._expecting: dict[tuple[tuple[date, date | None], ...], list[Meeting]] = {}

    def of(self, worker: str, posts: Sequence[Post]) -> tuple[tuple[Meeting, Attendance | None], ...]:
        """The meetings that a worker was expected at, each with the attendance as far as it is typed."""
        terms = tuple([(post.start, post.stop) for post in posts])
        if terms not in self._expecting:
            self._expecting[terms] = [
                meeting for meeting in self.meetings if any(post.span.holds(meeting.day) for post in posts)
            ]
        attended = self.attended
        return tuple([(meeting, attended.get((meeting.id, worker))) for meeting in self._expecting[terms]])


def _carried_in(db: Database, quarter: Quarter, policy: Policy, settings: dict[str, str]) -> int:
    """What the settled quarter before carries over; else the opening balance that the office has set."""
    before = SETTLEMENTS.get(db, str(quarter.shift(-1)))
    return before.carried_out if before else read_settings(policy, settings).opening or 0


def freeze(db: Database, body: bytes) -> str:
    """Keep a settled quarter's result for ever under its own SHA-256; returns the digest."""
    digest = sha256(body).hexdigest()
    db.execute("INSERT OR IGNORE INTO frozen (digest, body) VALUES (?, ?)", [digest, zlib.compress(body, 6)])
    return digest


def thaw(db: Database, digest: str) -> bytes | None:
    """The frozen body of a digest; None when it is not there or no longer what was frozen."""
    row = db.execute("SELECT body FROM frozen WHERE digest = ?", [digest]).fetchone()
    try:
        body = zlib.decompress(row[0]) if row else b""
    except zlib.error:
        return None
    return body if sha256(body).hexdigest() == digest else None


def closed_quarters(db: Database) -> dict[str, str]:
    """The quarters that are past 录入中, with their states: their records may not be changed."""
    return {state.quarter: state.state for state in QUARTERS.find(db) if state.state != "录入中"}


def known_quarters(db: Database) -> list[Quarter]:
    """The quarters that have tallies, ballots or a state, oldest first."""
    periods = {*_first_keys(db, "week_tally", "period"), *_first_keys(db, "month_tally", "period")}
    named = {*_first_keys(db, "quarter", "quarter"), *_first_keys(db, "ballots", "quarter")}
    return sorted({period_of(text).quarter for text in periods} | {Quarter.parse(text) for text in named})


def _first_keys(db: Database, table: str, field: str) -> list[str]:
    """The different values of a key's first field. Goes from one to the next in the key: DISTINCT would read it all."""
    rows = db.execute(
        f"""WITH RECURSIVE found (value) AS (
                SELECT min({field}) FROM {table}
                UNION ALL SELECT (SELECT min({field}) FROM {table} WHERE {field} > value) FROM found
                WHERE value IS NOT NULL)
            SELECT value FROM found WHERE value IS NOT NULL"""
    )
    return [row[0] for row in rows]


def touched_quarters(db: Database, step: int) -> set[Quarter]:
    """The quarters whose records an open step has changed. A day's 明细 may count in two: its own and its week's."""
    found: set[Quarter] = set()
    for table in ("week_tally", "month_tally"):
        found |= {period_of(text).quarter for text in _values(db, step, table, "period")}
    for table in ("finding", "meeting"):
        found |= {Quarter.of(date.fromisoformat(text)) for text in _values(db, step, table, "day")}
    for table in ("ballots", "quarter_setting"):
        found |= {Quarter.parse(text) for text in _values(db, step, table, "quarter")}
    for text in _values(db, step, "detail", "day"):
        day = date.fromisoformat(text)
        found |= {Quarter.of(day), Week.of(day).quarter}
    for meeting in _values(db, step, "attendance", "meeting"):
        held = MEETINGS.get(db, meeting)
        found |= {Quarter.of(held.day)} if held else set()
    return found


def _values(db: Database, step: int, table: str, field: str) -> set[str]:
    rows = db.execute(
        f"""SELECT before ->> '{field}' FROM change WHERE step = ?1 AND tbl = ?2 UNION
            SELECT after ->> '{field}' FROM change WHERE step = ?1 AND tbl = ?2""",
        [step, table],
    )
    return {row[0] for row in rows if row[0] is not None}


def touches_roster(db: Database, step: int, quarter: Quarter) -> bool:
    """Whether an open step changed a post or standard that reaches into a quarter, or a village's or grid's place."""
    first, last = (day.isoformat() for day in _reach(quarter))
    reaching = """SELECT 1 FROM change, json_each(json_array(json(before), json(after))) AS image
        WHERE step = ? AND image.value IS NOT NULL AND (
            (tbl = 'post' AND image.value ->> 'start' <= ? AND coalesce(image.value ->> 'stop', '9999') >= ?)
            OR (tbl = 'standard' AND image.value ->> 'start' <= ?)
            OR (tbl IN ('village', 'grid') AND before IS NOT NULL
                AND (before ->> 'kind' IS NOT after ->> 'kind' OR before ->> 'village' IS NOT after ->> 'village')))"""
    return db.execute(reaching, [step, last, first, last]).fetchone() is not None
