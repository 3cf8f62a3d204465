"""The log's chain, verified from a mark on: what came since it was verified last, and the rows that it speaks of.

Quicker than the whole check (audit.verify) by all that was verified before, and done a stretch at a time, so that the
window can do it between two keys.
"""

import json
from typing import NamedTuple

from gridapp.store.changes import ORIGIN, TABLE, digest, image_sql
from gridapp.store.connection import Database
from gridapp.store.database import UNREADABLE
from gridapp.store.driver import sqlite3

STRETCH = 300
"""Changes verified at a time, some milliseconds."""


_ANOTHER = "变更记录和上次打开时的不是同一份。如果恢复过备份、换过文件，这是正常的；如果没有，请联系维护人员"


class Mark(NamedTuple):
    """How far a file's chain was verified: the newest change that was, and its hash in hexadecimal."""

    change: int
    hash: str


START = Mark(0, ORIGIN.hex())


class ChainWalk:
    """One walk along the chain. `problems` and `mark` tell what was found and how far it has come."""

    def __init__(self, db: Database, mark: Mark) -> None:
        """Begin after a mark; from the very beginning when the file's chain does not hold it."""
        self._db = db
        self.problems: list[str] = []
        self.mark = mark if self._holds(mark) else START
        self.another = "" if self.mark == mark else _ANOTHER
        """Told when the log is not the one that was verified before; it is then walked from its beginning."""

    def _holds(self, mark: Mark) -> bool:
        row = self._db.execute("SELECT hash FROM change WHERE id = ?", [mark.change]).fetchone()
        return mark == START or (row is not None and row[0] is not None and row[0].hex() == mark.hash)

    def go_on(self) -> bool:
        """Verify the next stretch; whether there may be more."""
        try:
            return self._stretch()
        except UNREADABLE as error:
            self.problems.append(f"数据库文件已损坏，读不下去（{error}）")
            return False

    def _stretch(self) -> bool:
        rows = self._db.execute(
            """SELECT step.id, name, who, at, kind, target, change.id, tbl, key, before, after, hash,
                NOT EXISTS (SELECT 1 FROM change AS later
                    WHERE later.tbl = change.tbl AND later.key = change.key AND later.id > change.id)
                FROM change LEFT JOIN step ON step.id = change.step
                WHERE change.id > ? ORDER BY change.id LIMIT ?""",
            [self.mark.change, STRETCH],
        ).fetchall()
        before_hash = bytes.fromhex(self.mark.hash)
        for *stepped, number, table, key, before, after, sealed, is_last in rows:
            facts = (*(stepped if stepped[0] is not None else ()), number, table, key, before, after)
            before_hash = digest(before_hash, facts)
            if before_hash != sealed:
                self.problems.append(f"变更记录第 {number} 条与前后不符，可能被改动过")
                before_hash = sealed or before_hash
            if is_last and self._today(table, key) != after:
                self.problems.append(f"表 {table} 中 {key} 的内容与变更记录不一致")
            self.mark = Mark(number, before_hash.hex())
        return len(rows) == STRETCH

    def _today(self, name: str, key: str) -> str | None:
        """The row as the log would hold it, if there is one."""
        table = TABLE.get(name)
        if table is None:
            return None
        at_key = " AND ".join(f"{column} = ?" for column in table.key)
        wanted = f"SELECT {image_sql(table, table.name)} FROM {table.name} WHERE {at_key}"
        try:
            found = self._db.execute(wanted, json.loads(key)).fetchone()
        except (ValueError, TypeError, OverflowError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
            return ""  # a key that was damaged is no row's
        return found[0] if found else None
