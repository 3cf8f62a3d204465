"""The tables made anew from the log alone, and held against the file's row by row.

audit.verify compares the texts that the log holds; here the log is carried out, by the same SQL as redo, into an empty
file in memory, with every constraint.
"""

import json
from collections.abc import Iterator
from itertools import zip_longest

from gridapp.store.changes import put_back
from gridapp.store.connection import Database
from gridapp.store.driver import sqlite3
from gridapp.store.tables import TABLES


def differences(db: Database) -> list[str]:
    """How the file differs from what its log makes, in Chinese; empty when it does not."""
    from gridapp.store.migrations import in_memory  # takes long to import, and is seldom needed

    fresh = in_memory()
    try:
        _carry_out(db, fresh)
        return [line for table in TABLES for line in _compare(db, fresh, table.name, table.key)]
    except (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError, OverflowError) as error:
        return [f"不能按变更记录重建：{error}"]
    finally:
        fresh.close()


def _carry_out(db: Database, fresh: Database) -> None:
    """Every change in turn, as one open step: the guards let nothing else pass."""
    fresh.execute("PRAGMA foreign_keys = OFF")  # what was frozen is no part of the log
    fresh.execute("BEGIN")
    fresh.execute("INSERT INTO step (name, who, at, kind, open) VALUES ('', '', '', 'do', 1)")
    for table, key, before, after in db.execute("SELECT tbl, key, before, after FROM change ORDER BY id"):
        old, new = (json.loads(text) if text is not None else None for text in (before, after))
        put_back(fresh, table, tuple(json.loads(key)), new, old)
    fresh.execute("COMMIT")


def _compare(db: Database, fresh: Database, table: str, key: tuple[str, ...]) -> Iterator[str]:
    wanted = f"SELECT * FROM {table} ORDER BY {', '.join(key)}"
    made, present = (each.execute(wanted) for each in (fresh, db))
    for rebuilt, there in zip_longest(made, present):
        if rebuilt != there:
            yield f"表 {table}：按变更记录应为 {_shown(rebuilt)}，文件中是 {_shown(there)}"
            return


def _shown(row: tuple[object, ...] | None) -> str:
    return "没有这一行" if row is None else "、".join(str(value) for value in row if value not in (None, ""))
