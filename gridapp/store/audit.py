"""What is wrong with a file: as a database, its schema, its steps, its chain of hashes, and what replaying it gives.

The file may have been damaged or altered by hand: whatever stands there is looked at, nothing is taken for granted.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gridapp.periods import Quarter
from gridapp.store.changes import ORIGIN, TABLE, Step, digest, image_sql, key_sql, steps
from gridapp.store.connection import Database
from gridapp.store.database import UNREADABLE
from gridapp.store.quarters import thaw
from gridapp.store.tables import SETTLEMENTS, TABLES, Table

_SCHEMA = "SELECT type || ' ' || name, sql FROM main.sqlite_schema WHERE name NOT LIKE '%sqlite\\_%' ESCAPE '\\'"


def verify(db: Database) -> list[str]:
    """What is wrong, in Chinese; empty when all is well."""
    with _tolerant(db):
        try:
            known = {each.id: each for each in steps(db, "1")}
            return [
                *_file_problems(db),
                *_schema_problems(db),
                *_step_problems(db, known.values()),
                *_log_problems(db, known),
                *_frozen_problems(db),
            ]
        except UNREADABLE as error:
            return [f"数据库文件已损坏，读不下去（{error}）"]


@contextmanager
def _tolerant(db: Database) -> Iterator[None]:
    """Let texts that are no UTF-8 any more be read with the bad bytes replaced, so that they are found to differ."""
    db.conn.text_factory = lambda raw: raw.decode("utf-8", "replace")
    try:
        yield
    finally:
        db.conn.text_factory = str


def _file_problems(db: Database) -> Iterator[str]:
    yield from (f"数据库文件：{row[0]}" for row in db.execute("PRAGMA integrity_check") if row[0] != "ok")
    yield from (f"表 {row[0]} 引用了不存在的记录" for row in db.execute("PRAGMA foreign_key_check"))


def _schema_problems(db: Database) -> Iterator[str]:
    """Tables, indexes and guards must be those that this program makes."""
    from gridapp.store.migrations import in_memory  # takes long to import, and is seldom needed

    fresh = in_memory()
    wanted, found = dict(fresh.execute(_SCHEMA).fetchall()), dict(db.execute(_SCHEMA).fetchall())
    fresh.close()
    for name in sorted(wanted.keys() | found.keys()):
        if wanted.get(name) != found.get(name):
            yield f"数据库结构 {name} 被改动过"


def _step_problems(db: Database, known: Any) -> Iterator[str]:
    """No step may be left open, and what is undone must be what the log says was undone."""
    undone: dict[int | None, bool] = {}
    for each in sorted(known):
        if each.kind != "do":
            undone[each.target] = each.kind == "undo"
    for number, flag, is_open in db.execute("SELECT id, undone, open FROM step"):
        if is_open:
            yield f"第 {number} 步没有完结，其后的改动可能没有记录"
        if flag != undone.get(number, False):
            yield f"第 {number} 步的撤销标记与变更记录不符"


def _log_problems(db: Database, known: dict[int, Step]) -> Iterator[str]:
    """Follow the chain and replay it; then hold what comes out against the tables."""
    before_hash, replayed = ORIGIN, {table.name: dict[str, str]() for table in TABLES}
    rows = db.execute("SELECT id, tbl, key, before, after, step, hash FROM change ORDER BY id")
    for number, table, key, before, after, owner, sealed in rows:
        before_hash = digest(before_hash, (*known.get(owner, ()), number, table, key, before, after))
        if before_hash != sealed:
            yield f"变更记录第 {number} 条与前后不符，可能被改动过"
            before_hash = sealed or before_hash
        if not _replay(replayed.setdefault(table, {}), table, key, before, after):
            yield f"变更记录第 {number} 条的“变更前”与此前记录不符"
    for each in TABLES:
        yield from _differences(db, each, replayed[each.name])


def _replay(rows: dict[str, str], table: str, key: str, before: str | None, after: str | None) -> bool:
    """Make one change to the replayed rows; whether what was before it is what the log had come to."""
    try:
        old = key if before is None else _text([json.loads(before)[name] for name in TABLE[table].key])
    except (ValueError, KeyError, TypeError):
        return False
    fits = rows.pop(old, None) == before
    if after is not None:
        rows[key] = after
    return fits


def _text(key: list[Any]) -> str:
    return json.dumps(key, ensure_ascii=False, separators=(",", ":"))


def _differences(db: Database, table: Table[Any], replayed: dict[str, str]) -> Iterator[str]:
    rows = db.execute(f"SELECT {key_sql(table, table.name)}, {image_sql(table, table.name)} FROM {table.name}")
    today = dict(rows.fetchall())
    for key in sorted(today.keys() | replayed.keys()):
        if today.get(key) != replayed.get(key):
            yield f"表 {table.name} 中 {key} 的内容与变更记录不一致"


def _frozen_problems(db: Database) -> Iterator[str]:
    """Every settled quarter and every correction must still hold what was frozen."""
    for settled in SETTLEMENTS.find(db):
        if thaw(db, settled.digest) is None:
            yield f"{Quarter.parse(settled.quarter).title}的定案内容缺失或已损坏"
    for name, digest_of_it in db.execute("SELECT id, digest FROM correction ORDER BY id").fetchall():
        if thaw(db, digest_of_it) is None:
            yield f"更正 {name} 的内容缺失或已损坏"
