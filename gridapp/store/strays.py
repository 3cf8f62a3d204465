"""Records that lie outside every post of their worker, as may come about when a post is shortened later."""

from gridapp.flags import Stray
from gridapp.periods import Quarter
from gridapp.store.connection import Database
from gridapp.store.records import reach


def strays(db: Database, quarter: Quarter) -> list[Stray]:
    """A quarter's tallies, 明细, findings and attendance that no post of their worker reaches."""
    ends = "date(period || '-01', '+1 month', '-1 day')"
    return [
        *_tallies(db, quarter, "week_tally", [week.key for week in quarter.weeks], "period", "date(period, '+6 days')"),
        *_tallies(db, quarter, "month_tally", [month.key for month in quarter.months], "period || '-01'", ends),
        *_dated(db, quarter, "detail", "json_array(duty, object, note)"),
        *_dated(db, quarter, "finding", "json_array(clause, times, note)"),
        *_attendance(db, quarter),
    ]


def _outside(quarter: Quarter, worker: str, first: str, last: str) -> str:
    """SQL: no post of the worker reaches these days. Most people have one that covers the quarter: they are known."""
    begins, ends = (day.isoformat() for day in reach(quarter))
    return f"""{worker} NOT IN (
            SELECT worker FROM post WHERE start <= '{begins}' AND coalesce(stop, '9999') >= '{ends}')
        AND NOT EXISTS (SELECT 1 FROM post
            WHERE post.worker = {worker} AND post.start <= {last} AND coalesce(post.stop, '9999') >= {first})"""


def _tallies(db: Database, quarter: Quarter, table: str, keys: list[str], first: str, last: str) -> list[Stray]:
    marks = ", ".join("?" * len(keys))
    outside = _outside(quarter, f"{table}.worker", first, last)
    rows = db.execute(
        f"SELECT period, worker, counts FROM {table} WHERE period IN ({marks}) AND {outside} ORDER BY period, worker",
        keys,
    )
    return [Stray(table, (period, worker), worker, period, counts) for period, worker, counts in rows]


def _dated(db: Database, quarter: Quarter, table: str, image: str) -> list[Stray]:
    outside = _outside(quarter, f"{table}.worker", "day", "day")
    rows = db.execute(
        f"SELECT id, worker, day, {image} FROM {table} WHERE day BETWEEN ? AND ? AND {outside} ORDER BY id",
        [day.isoformat() for day in quarter.span],
    )
    return [Stray(table, (str(number),), worker, day, told) for number, worker, day, told in rows]


def _attendance(db: Database, quarter: Quarter) -> list[Stray]:
    outside = _outside(quarter, "attendance.worker", "day", "day")
    rows = db.execute(
        f"""SELECT meeting, attendance.worker, day, mark FROM attendance JOIN meeting ON meeting.id = meeting
            WHERE day BETWEEN ? AND ? AND {outside} ORDER BY day, meeting, attendance.worker""",
        [day.isoformat() for day in quarter.span],
    )
    return [Stray("attendance", (meeting, worker), worker, day, mark) for meeting, worker, day, mark in rows]
