"""What of a backup needs SQL: a copy of the open file, and what a closed one holds once it has passed every check."""

from pathlib import Path
from typing import NamedTuple

from gridapp.errors import DamagedFile, NotSaved
from gridapp.keyring import FileKey
from gridapp.store import changes
from gridapp.store.audit import verify
from gridapp.store.changes import Step
from gridapp.store.connection import Database
from gridapp.store.database import UNREADABLE, open_database
from gridapp.store.driver import sqlite3
from gridapp.store.quarters import known_quarters
from gridapp.store.tables import OFFICE_SETTINGS, QUARTERS, TABLES


class Contents(NamedTuple):
    """What a file holds: the head of its log, its steps, its records by table, its quarters with their states."""

    head: str
    steps: int
    last: Step | None
    records: dict[str, int]
    quarters: dict[str, str]
    township: str


def copy_out(db: Database, target: Path) -> Contents:
    """Copy the open file to a new one; what it must then hold. Takes some 4 ms a megabyte.

    VACUUM INTO never waits for anybody. Raises NotSaved when there is no room, DamagedFile when it can't be read.
    """
    try:
        db.execute("VACUUM INTO ?", [str(target)])
        return contents(db)
    except sqlite3.OperationalError as error:
        raise NotSaved(f"不能备份：磁盘已满，或文件夹 {target.parent.parent} 不可写") from error
    except UNREADABLE as error:
        raise DamagedFile(f"文件 {target.name} 已损坏") from error


def contents(db: Database) -> Contents:
    """What an open file holds."""
    states = {kept.quarter: kept.state for kept in QUARTERS.find(db)}
    township = OFFICE_SETTINGS.get(db, "镇名")
    return Contents(
        head=changes.head(db).hex(),
        steps=db.execute("SELECT count(*) FROM step").fetchone()[0],
        last=changes.last_step(db),
        records={table.name: db.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0] for table in TABLES},
        quarters={str(quarter): states.get(str(quarter), "") for quarter in known_quarters(db)},
        township=township.value if township else "",
    )


def examine(copy: Path, key: FileKey | None = None) -> Contents:
    """What a closed file holds, once it has passed every check; it is brought to this program's version.

    Raises UnusableFile: DamagedFile when it is not whole.
    """
    db = open_database(copy, key)
    try:
        found = verify(db)
        if found:
            raise DamagedFile(f"文件 {copy.name} 与它的变更记录不一致（{found[0]}），没有使用")
        return contents(db)
    finally:
        db.close()
