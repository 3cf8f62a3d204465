"""The list of what was printed, saved and exported. It only grows; it is no record of the office that can be undone."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from gridapp.errors import NotSaved
from gridapp.model import Printed
from gridapp.store.connection import Database
from gridapp.store.driver import sqlite3

_COLUMNS = Printed.__struct_fields__
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM printed"
_MANY = 500
"""So many numbers are asked for at once."""


def add(db: Database, prints: Sequence[Printed]) -> None:
    """Write down what was printed, all or nothing. Raises NotSaved."""
    marks = ", ".join("?" * len(_COLUMNS))
    rows = [msgspec.structs.astuple(each) for each in prints]
    try:
        with db.atomic():
            db.conn.executemany(f"INSERT INTO printed ({', '.join(_COLUMNS)}) VALUES ({marks})", rows)
    except sqlite3.OperationalError as error:
        raise NotSaved("没有记入打印记录：磁盘可能已满，或文件不可写") from error


def find(db: Database, number: str) -> list[Printed]:
    """Everything that went out under a document number, newest first."""
    rows = db.execute(f"{_SELECT} WHERE number = ? ORDER BY id DESC", [number])
    return [Printed(*row) for row in rows]


def times(db: Database, numbers: Iterable[str]) -> Counter[tuple[str, str]]:
    """How often each (document number, digest of its figures) went out as pages: no workbooks, no previews."""
    wanted, found = list(numbers), Counter[tuple[str, str]]()
    for start in range(0, len(wanted), _MANY):
        part = wanted[start : start + _MANY]
        marks = ", ".join("?" * len(part))
        rows = db.execute(
            f"""SELECT number, digest, count(*) FROM printed
                WHERE how <> 'Excel' AND figures = '' AND number IN ({marks}) GROUP BY number, digest""",
            part,
        )
        found.update({(number, digest): count for number, digest, count in rows})
    return found
