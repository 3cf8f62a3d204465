"""scoring a quarter of 5,000 workers ÷ reading that quarter's rows with sqlite3 (aim ≤ 2)

Both sides have the file open; what is timed is everything from the first query to the whole result.
"""

from pathlib import Path

from gridapp.office import Office
from gridapp.store.driver import sqlite3
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build

QUERIES = (
    "SELECT * FROM village",
    "SELECT * FROM grid",
    "SELECT * FROM worker",
    "SELECT * FROM post",
    "SELECT * FROM standard",
    "SELECT * FROM week_tally WHERE period BETWEEN '{first_week}' AND '{last_week}'",
    "SELECT * FROM month_tally WHERE period BETWEEN '{first_month}' AND '{last_month}'",
    "SELECT * FROM finding WHERE day BETWEEN '{first}' AND '{last}'",
    "SELECT * FROM detail WHERE day BETWEEN '{first}' AND '{last}'",
    "SELECT * FROM meeting WHERE day BETWEEN '{first}' AND '{last}'",
    "SELECT * FROM attendance WHERE meeting IN (SELECT id FROM meeting WHERE day BETWEEN '{first}' AND '{last}')",
    "SELECT * FROM ballots WHERE quarter = '{quarter}'",
    "SELECT * FROM quarter_setting WHERE quarter = '{quarter}'",
)


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(5000))


def ours(folder: Path) -> Work:
    office = Office.open(folder / "office.db")
    return lambda: office.score(LAST)


def limit(folder: Path) -> Work:
    connection = sqlite3.connect(folder / "office.db")
    first, last = LAST.span
    names = {
        "quarter": LAST,
        "first": first,
        "last": last,
        "first_week": LAST.weeks[0].key,
        "last_week": LAST.weeks[-1].key,
        "first_month": LAST.months[0].key,
        "last_month": LAST.months[-1].key,
    }
    queries = [query.format(**names) for query in QUERIES]
    return lambda: [connection.execute(query).fetchall() for query in queries]
