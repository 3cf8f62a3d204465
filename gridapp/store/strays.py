"""Records that lie outside every post of their worker, as may come about when a post is shortened later."""

import json

from gridapp.flags import Stray
from gridapp.periods import Quarter
from gridapp.store.connection import Database
from gridapp.store.records import reach

_OUTSIDE = """{worker} IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM post
    WHERE post.worker = {worker} AND post.start <= {last} AND coalesce(post.stop, '9999') >= {first})"""


def strays(db: Database, quarter: Quarter) -> list[Stray]:
    """A quarter's tallies, 明细, findings and attendance that no post of their worker reaches."""
    some = _not_always_in_post(db, quarter)
    if some == "[]":
        return []
    first, last = (day.isoformat() for day in quarter.span)
    ends = "date(period || '-01', '+1 month', '-1 day')"
    return [
        *_tallies(db, "week_tally", [week.key for week in quarter.weeks], some, "period", "date(period, '+6 days')"),
        *_tallies(db, "month_tally", [month.key for month in quarter.months], some, "period || '-01'", ends),
        *_dated(db, "detail", "json_array(duty, object, note)", first, last, some),
        *_dated(db, "finding", "json_array(clause, times, note)", first, last, some),
        *_attendance(db, first, last, some),
    ]


def _not_always_in_post(db: Database, quarter: Quarter) -> str:
    """Whom no single post holds through the quarter and its weeks, as a JSON array: few, and only they are read."""
    begins, ends = (day.isoformat() for day in reach(quarter))
    rows = db.execute(
        """SELECT id FROM worker WHERE id NOT IN (
            SELECT worker FROM post WHERE start <= ? AND coalesce(stop, '9999') >= ?)""",
        [begins, ends],
    )
    return json.dumps([number for (number,) in rows])


def _tallies(db: Database, table: str, keys: list[str], some: str, first: str, last: str) -> list[Stray]:
    marks = ", ".join("?" * len(keys))
    outside = _OUTSIDE.format(worker=f"{table}.worker", first=first, last=last)
    rows = db.execute(
        f"SELECT period, worker, counts FROM {table} WHERE period IN ({marks}) AND {outside} ORDER BY period, worker",
        [*keys, some],
    )
    return [Stray(table, (period, worker), worker, period, counts) for period, worker, counts in rows]


def _dated(db: Database, table: str, image: str, first: str, last: str, some: str) -> list[Stray]:
    outside = _OUTSIDE.format(worker=f"{table}.worker", first="day", last="day")
    rows = db.execute(
        f"SELECT id, worker, day, {image} FROM {table} WHERE day BETWEEN ? AND ? AND {outside} ORDER BY id",
        [first, last, some],
    )
    return [Stray(table, (str(number),), worker, day, told) for number, worker, day, told in rows]


def _attendance(db: Database, first: str, last: str, some: str) -> list[Stray]:
    outside = _OUTSIDE.format(worker="attendance.worker", first="day", last="day")
    rows = db.execute(
        f"""SELECT meeting, attendance.worker, day, mark FROM attendance JOIN meeting ON meeting.id = meeting
            WHERE day BETWEEN ? AND ? AND {outside} ORDER BY day, meeting, attendance.worker""",
        [first, last, some],
    )
    return [Stray("attendance", (meeting, worker), worker, day, mark) for meeting, worker, day, mark in rows]
