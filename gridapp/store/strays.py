"""Records that lie outside every post of their worker, as may come about when a post is shortened later."""

from gridapp.flags import Stray
from gridapp.periods import Quarter
from gridapp.store.connection import Database

_OUTSIDE = """NOT EXISTS (SELECT 1 FROM post WHERE post.worker = {worker}
    AND post.start <= {last} AND coalesce(post.stop, '9999') >= {first})"""


def strays(db: Database, quarter: Quarter) -> list[Stray]:
    """A quarter's tallies, 明细, findings and attendance that no post of their worker reaches."""
    first, last = (day.isoformat() for day in quarter.span)
    return [
        *_tallies(db, "week_tally", [week.key for week in quarter.weeks], "period", "date(period, '+6 days')"),
        *_tallies(
            db,
            "month_tally",
            [month.key for month in quarter.months],
            "period || '-01'",
            "date(period || '-01', '+1 month', '-1 day')",
        ),
        *_dated(db, "detail", "json_array(duty, object, note)", first, last),
        *_dated(db, "finding", "json_array(clause, times, note)", first, last),
        *_attendance(db, first, last),
    ]


def _tallies(db: Database, table: str, keys: list[str], first: str, last: str) -> list[Stray]:
    marks = ", ".join("?" * len(keys))
    outside = _OUTSIDE.format(worker=f"{table}.worker", first=first, last=last)
    rows = db.execute(
        f"SELECT period, worker, counts FROM {table} WHERE period IN ({marks}) AND {outside} ORDER BY period, worker",
        keys,
    )
    return [Stray(table, (period, worker), worker, period, counts) for period, worker, counts in rows]


def _dated(db: Database, table: str, image: str, first: str, last: str) -> list[Stray]:
    outside = _OUTSIDE.format(worker=f"{table}.worker", first="day", last="day")
    rows = db.execute(
        f"SELECT id, worker, day, {image} FROM {table} WHERE day BETWEEN ? AND ? AND {outside} ORDER BY id",
        [first, last],
    )
    return [Stray(table, (str(number),), worker, day, told) for number, worker, day, told in rows]


def _attendance(db: Database, first: str, last: str) -> list[Stray]:
    outside = _OUTSIDE.format(worker="attendance.worker", first="day", last="day")
    rows = db.execute(
        f"""SELECT meeting, attendance.worker, day, mark FROM attendance JOIN meeting ON meeting.id = meeting
            WHERE day BETWEEN ? AND ? AND {outside} ORDER BY day, meeting, attendance.worker""",
        [first, last],
    )
    return [Stray("attendance", (meeting, worker), worker, day, mark) for meeting, worker, day, mark in rows]
