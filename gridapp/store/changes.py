"""Audit and undo, one mechanism: every change is a named step whose rows carry before, after and a chained hash.

Triggers write the rows; a step opens the transaction, seals the rows with SHA-256 over the hash of the row before, and
commits. Undo puts the befores back, as a step of its own.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from gridapp.errors import READ_ONLY, DamagedFile, NotSaved, OfficeError, Refused
from gridapp.store.connection import Database
from gridapp.store.disk import sync_file
from gridapp.store.driver import sqlite3
from gridapp.store.tables import TABLES, Table

TABLE = {table.name: table for table in TABLES}
ORIGIN = bytes(32)
"""What stands before the first hash of the chain."""
_UNSURE = "磁盘读写出错，不能确认“{}”是否已经保存。请关闭程序重新打开，看到没有再录一次"


class Step(NamedTuple):
    """One named change: who made it, when (local time, ISO), and whether it was done, undone or redone."""

    id: int
    name: str
    who: str
    at: str
    kind: str
    target: int | None


class Change(NamedTuple):
    """One row's change: table, key columns, and the whole row before and after (None where there was none)."""

    table: str
    key: tuple[Any, ...]
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def watch(db: Database) -> None:
    """Make the triggers that log every row's before and after, for as long as the file is open.

    They are TEMP because trusted_schema=OFF keeps JSON functions out of a file's own triggers; a program that does
    not make them can't write either (`migrations.guard`).
    """
    for table in TABLES:
        for event, before, after in (("INSERT", None, "NEW"), ("UPDATE", "OLD", "NEW"), ("DELETE", "OLD", None)):
            differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in table.columns)
            when = f"WHEN {differs}" if event == "UPDATE" else ""
            db.execute(
                f"""CREATE TEMP TRIGGER log_{table.name}_{event.lower()} AFTER {event} ON main.{table.name} {when} BEGIN
                    INSERT INTO change (step, tbl, key, before, after) VALUES (
                        (SELECT id FROM step WHERE open = 1), '{table.name}', {key_sql(table, after or "OLD")},
                        {image_sql(table, before)}, {image_sql(table, after)});
                END"""
            )


def key_sql(table: Table[Any], row: str) -> str:
    """SQL for a row's key as the log holds it: a JSON array."""
    return "json_array(" + ", ".join(f"{row}.{column}" for column in table.key) + ")"


def image_sql(table: Table[Any], row: str | None) -> str:
    """SQL for a whole row as the log holds it: a JSON object."""
    if row is None:
        return "NULL"
    return "json_object(" + ", ".join(f"'{column}', {row}.{column}" for column in table.columns) + ")"


Guard = Callable[[Database, int], None]
"""Looks at an unfinished step (by its id) and raises when the rules of the office forbid it."""

_NO_GUARDS: tuple[Guard, ...] = ()


@contextmanager
def step(
    db: Database,
    name: str,
    who: str,
    kind: str = "do",
    target: int | None = None,
    guards: Sequence[Guard] = _NO_GUARDS,
) -> Iterator[int]:
    """One transaction, one named step; yields its id. Nothing is kept when the block or a guard raises.

    A step that changed nothing leaves no trace.
    """
    with saving(db, name), _transaction(db):
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        number = db.execute(
            "INSERT INTO step (name, who, at, kind, target, open) VALUES (?, ?, ?, ?, ?, 1) RETURNING id",
            [name, who, at, kind, target],
        ).fetchone()[0]
        yield number
        for guard in guards:
            guard(db, number)
        sealed = _seal(db, number)
        if sealed:
            db.execute("UPDATE step SET open = 0 WHERE id = ?", [number])
            _commit(db, number, name, sealed)
        else:
            db.execute("ROLLBACK")


@contextmanager
def saving(db: Database, name: str) -> Iterator[None]:
    """What SQLite says against a change, as an error for the user: NotSaved, Refused or DamagedFile."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Refused("还有别的记录用到它（或它用到的记录不存在），不能这样改动") from error
    except sqlite3.OperationalError as error:
        if "readonly" in str(error):
            raise Refused(READ_ONLY) from error
        raise NotSaved("没有保存：磁盘可能已满，或文件不可写。请腾出空间或检查权限后再试", step=name) from error
    except sqlite3.DatabaseError as error:
        raise DamagedFile("没有保存：数据库文件读不出来。请关闭程序重新打开；打不开的，从备份恢复") from error
    finally:
        db.revive()


@contextmanager
def _transaction(db: Database) -> Iterator[None]:
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
    except BaseException:
        _roll_back(db)
        raise


def _commit(db: Database, number: int, name: str, sealed: bytes) -> None:
    """Commit; when that reports an error, look up whether the step was stored after all, so that it is not made twice.

    It is when only the very last failed: with locking_mode=EXCLUSIVE the journal's head is blanked, then synced. That
    sync is tried again. Where nobody can tell, OfficeError says so, which is no reason to try again by itself.
    """
    try:
        db.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        _roll_back(db)
        try:
            stored = db.execute("SELECT 1 FROM change WHERE step = ? AND hash = ?", [number, sealed]).fetchone()
            if stored:
                sync_file(Path(f"{db.execute('PRAGMA database_list').fetchone()[2]}-journal"))
        except (OSError, sqlite3.DatabaseError):
            raise OfficeError(_UNSURE.format(name)) from error
        if not stored:
            raise


def _roll_back(db: Database) -> None:
    """Leave the transaction; what the disk does not let be undone now, SQLite undoes before it reads again."""
    with suppress(sqlite3.DatabaseError):
        if db.conn.in_transaction:
            db.execute("ROLLBACK")


@contextmanager
def supposing(db: Database, after: int, tables: Collection[str]) -> Iterator[int]:
    """These tables as they were when the change of that id had been made, for as long as the block lasts.

    Yields an open step, so that more can be supposed on top; nothing of it stays in the file.
    """
    with saving(db, "更正"):
        db.execute("BEGIN IMMEDIATE")
    try:
        number = db.execute(
            "INSERT INTO step (name, who, at, kind, open) VALUES ('', '', '', 'do', 1) RETURNING id"
        ).fetchone()[0]
        marks = ", ".join("?" * len(tables))
        later = db.execute(
            f"SELECT tbl, key, before, after FROM change WHERE id > ? AND tbl IN ({marks}) ORDER BY id DESC",
            [after, *tables],
        ).fetchall()
        for table, key, before, now in later:
            put_back(db, table, tuple(json.loads(key)), _row(before), _row(now))
        yield number
    finally:
        _roll_back(db)


def suppose(db: Database, change: Change) -> None:
    """Make a change that was made elsewhere, in a step that is open."""
    put_back(db, change.table, change.key, change.after, change.before)


def last_change(db: Database, table: str, *key: object) -> int:
    """The number of the newest change of one row; 0 when there is none."""
    text = json.dumps(list(key), ensure_ascii=False, separators=(",", ":"))
    found = db.execute("SELECT coalesce(max(id), 0) FROM change WHERE tbl = ? AND key = ?", [table, text])
    return int(found.fetchone()[0])


def digest(before: bytes, facts: Sequence[Any]) -> bytes:
    """A change's hash: over the hash before it, its step and itself."""
    return sha256(before + msgspec.json.encode(facts)).digest()


def _seal(db: Database, number: int) -> bytes:
    """Chain the step's rows to the log's head; returns the new head, or nothing when there are no rows."""
    stepped = steps(db, "id = ?", [number])[0]
    rows = db.execute("SELECT id, tbl, key, before, after FROM change WHERE step = ? ORDER BY id", [number]).fetchall()
    hashes, chained = head(db), []
    for row in rows:
        hashes = digest(hashes, (*stepped, *row))
        chained.append((hashes, row[0]))
    db.conn.executemany("UPDATE change SET hash = ? WHERE id = ?", chained)
    return hashes if rows else b""


def head(db: Database) -> bytes:
    """The hash of the newest sealed change."""
    row = db.execute("SELECT hash FROM change WHERE hash IS NOT NULL ORDER BY id DESC LIMIT 1").fetchone()
    return row[0] if row else ORIGIN


def steps_since(db: Database, known: bytes) -> int | None:
    """How many steps came after the head was this hash; None when it never was."""
    if known == ORIGIN:
        last = 0
    else:
        row = db.execute("SELECT step FROM change WHERE hash = ?", [known]).fetchone()
        if row is None:
            return None
        last = row[0]
    return int(db.execute("SELECT count(*) FROM step WHERE id > ?", [last]).fetchone()[0])


def steps_at(db: Database, printed: str) -> list[Step]:
    """The steps after which the head of the chain began with these hexadecimal digits, as a sheet bears them."""
    return steps(db, "id IN (SELECT step FROM change WHERE hex(hash) LIKE ? || '%')", [printed])


def last_step(db: Database) -> Step | None:
    """The newest step."""
    return next(iter(steps(db, "1 ORDER BY id DESC LIMIT 1")), None)


def steps(db: Database, where: str, args: Sequence[Any] = ()) -> list[Step]:
    rows = db.execute(f"SELECT id, name, who, at, kind, target FROM step WHERE {where}", list(args))
    return [Step(*row) for row in rows]


def tables_of(db: Database, number: int) -> frozenset[str]:
    """The tables that a step touched; none when it left no trace."""
    return frozenset(row[0] for row in db.execute("SELECT DISTINCT tbl FROM change WHERE step = ?", [number]))


def newest(db: Database) -> int:
    """The number of the newest change; 0 when there is none."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])


def touched_since(db: Database, number: int) -> set[tuple[str, str]]:
    """What the changes after one (by its number) were about: tables, each with the worker, "" where that is nobody."""
    rows = db.execute(
        """SELECT tbl, coalesce(image.value ->> iif(tbl = 'worker', 'id', 'worker'), '')
            FROM change, json_each(json_array(json(before), json(after))) AS image
            WHERE change.id > ? AND image.value IS NOT NULL""",
        [number],
    )
    return {(table, worker) for table, worker in rows}


def changes_of(db: Database, number: int) -> list[Change]:
    """The row changes of a step, in the order in which they were made."""
    rows = db.execute("SELECT tbl, key, before, after FROM change WHERE step = ? ORDER BY id", [number])
    return [Change(tbl, tuple(json.loads(key)), _row(before), _row(after)) for tbl, key, before, after in rows]


def history(db: Database, table: str, key: Sequence[Any]) -> list[tuple[Step, Change]]:
    """Everything that ever happened to one row, oldest first."""
    rows = db.execute(
        """SELECT step.id, name, who, at, kind, target, tbl, key, before, after
            FROM change JOIN step ON step.id = change.step WHERE tbl = ? AND key = ? ORDER BY change.id""",
        [table, json.dumps(list(key), ensure_ascii=False, separators=(",", ":"))],
    )
    return [(Step(*row[:6]), Change(row[6], tuple(key), _row(row[8]), _row(row[9]))) for row in rows]


def removals(db: Database, tables: Sequence[str], most: int) -> list[tuple[Step, Change]]:
    """The rows that are gone because a step removed them, the newest first; not those that were only given another key.

    A row that came back since, or went because its making was undone, is none of them.
    """
    marks = ", ".join("?" * len(tables))
    rows = db.execute(
        f"""SELECT step.id, name, who, at, kind, target, tbl, key, before FROM change JOIN step ON step.id = change.step
            WHERE after IS NULL AND kind != 'undo' AND tbl IN ({marks})
            AND NOT EXISTS (SELECT 1 FROM change AS later
                WHERE later.tbl = change.tbl AND later.key = change.key AND later.id > change.id)
            AND NOT (tbl IN ('village', 'post', 'standard', 'office_setting') AND EXISTS (SELECT 1 FROM change AS made
                WHERE made.step = change.step AND made.tbl = change.tbl AND made.before IS NULL))
            ORDER BY change.id DESC LIMIT ?""",
        [*tables, most],
    )
    return [(Step(*row[:6]), Change(row[6], tuple(json.loads(row[7])), _row(row[8]), None)) for row in rows]


def _row(text: str | None) -> dict[str, Any] | None:
    return json.loads(text) if text is not None else None


def next_undo(db: Database) -> Step | None:
    """The step that 撤销 would take back: the newest that stands. What was done about accounts stays done."""
    records = "id NOT IN (SELECT step FROM change WHERE tbl = 'account')"
    return next(iter(steps(db, f"kind = 'do' AND undone = 0 AND {records} ORDER BY id DESC LIMIT 1")), None)


def next_redo(db: Database) -> Step | None:
    """The step that 重做 would bring back: the one undone last, unless something new was done since."""
    undone_since = """id = (SELECT undoing.target FROM step AS undoing JOIN step AS done ON done.id = undoing.target
        WHERE undoing.kind = 'undo' AND done.undone = 1 AND undoing.id > (SELECT max(id) FROM step WHERE kind = 'do')
        ORDER BY undoing.id DESC LIMIT 1)"""
    return next(iter(steps(db, undone_since)), None)


Made = tuple[int, frozenset[str]]
"""The id of a step, and the tables it touched; none when it left no trace."""


def undo(db: Database, target: Step, who: str, guards: Sequence[Guard] = _NO_GUARDS) -> Made:
    """Put back what was before a step; returns the step that does it."""
    with step(db, f"撤销：{target.name}", who, "undo", target.id, guards) as number:
        for change in reversed(changes_of(db, target.id)):
            put_back(db, change.table, change.key, change.before, change.after)
        db.execute("UPDATE step SET undone = 1 WHERE id = ?", [target.id])
        tables = tables_of(db, number)  # while it can be taken back: a disk that fails afterwards changes nothing
    return number, tables


def redo(db: Database, target: Step, who: str, guards: Sequence[Guard] = _NO_GUARDS) -> Made:
    """Do an undone step again; returns the step that does it."""
    with step(db, f"重做：{target.name}", who, "redo", target.id, guards) as number:
        for change in changes_of(db, target.id):
            put_back(db, change.table, change.key, change.after, change.before)
        db.execute("UPDATE step SET undone = 0 WHERE id = ?", [target.id])
        tables = tables_of(db, number)  # while it can be taken back: a disk that fails afterwards changes nothing
    return number, tables


def put_back(
    db: Database, table: str, key: tuple[Any, ...], wanted: dict[str, Any] | None, present: dict[str, Any] | None
) -> None:
    """Make the row of `key` what it is wanted to be: gone, there, or otherwise."""
    names = TABLE[table].key
    at_key = " AND ".join(f"{name} = ?" for name in names)
    if wanted is None:
        db.execute(f"DELETE FROM {table} WHERE {at_key}", list(key))
    elif present is None:
        marks = ", ".join("?" * len(wanted))
        db.execute(f"INSERT INTO {table} ({', '.join(wanted)}) VALUES ({marks})", list(wanted.values()))
    else:
        here = [present[name] for name in names]
        assignments = ", ".join(f"{name} = ?" for name in wanted)
        db.execute(f"UPDATE {table} SET {assignments} WHERE {at_key}", [*wanted.values(), *here])
