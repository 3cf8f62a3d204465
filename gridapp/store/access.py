"""The list of who came in, what was shown whole and what left the file. It only grows, as that of prints does."""

from collections.abc import Sequence

import msgspec

from gridapp.errors import NotSaved
from gridapp.model import Access
from gridapp.store.connection import Database
from gridapp.store.driver import sqlite3

_COLUMNS = ", ".join(Access.__struct_fields__)


def add(db: Database, accesses: Sequence[Access]) -> None:
    """Write down what was done, all or nothing. Raises NotSaved."""
    rows = [msgspec.structs.astuple(each) for each in accesses]
    try:
        with db.atomic():
            db.conn.executemany(f"INSERT INTO access ({_COLUMNS}) VALUES (?, ?, ?, ?)", rows)
    except sqlite3.OperationalError as error:
        raise NotSaved("没有记入使用记录：磁盘可能已满，或文件不可写") from error


def newest(db: Database, most: int) -> list[Access]:
    """What was done last, the newest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM access ORDER BY id DESC LIMIT ?", [most])
    return [Access(*row) for row in rows]
