"""Lists that only grow: what was printed, who came in, what went out. None of it is a change of a record."""

from collections.abc import Sequence

import msgspec

from gridapp.errors import NotSaved
from gridapp.model import Record
from gridapp.store.connection import Database
from gridapp.store.driver import sqlite3


def append(db: Database, table: str, records: Sequence[Record], refusal: str) -> None:
    """Write them down, all or nothing. Raises NotSaved, which says `refusal` and why."""
    if not records:
        return
    columns = records[0].__struct_fields__
    marks = ", ".join("?" * len(columns))
    rows = [msgspec.structs.astuple(each) for each in records]
    try:
        with db.atomic():
            db.conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
    except sqlite3.OperationalError as error:
        raise NotSaved(f"{refusal}：磁盘可能已满，或文件不可写") from error
