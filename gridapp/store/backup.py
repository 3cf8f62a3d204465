"""Backups: a checked copy of the file, and putting one back. A half-written copy never bears a backup's name."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from gridapp.errors import DamagedFile, UnusableFile
from gridapp.store import changes
from gridapp.store.audit import verify
from gridapp.store.database import open_database, sync_folder

SUFFIX = ".backup"


def back_up(db: Database, source: Path, folder: Path) -> Path:
    """Copy the open file into a folder under its name and the time; the copy is checked before it gets its name.

    Raises UnusableFile when the folder can't be written or the copy is not equal to the file.
    """
    name = f"{source.stem}-{datetime.now():%Y%m%d-%H%M%S}{SUFFIX}"
    target = folder / name
    try:
        with tempfile.TemporaryDirectory(prefix="gridapp-", dir=folder) as draft:
            copy = Path(draft) / name
            db.execute("VACUUM INTO ?", [str(copy)])
            _check_copy(copy, changes.head(db))
            _sync(copy)
            os.replace(copy, target)
        sync_folder(folder)
    except (OSError, sqlite3.OperationalError) as error:
        raise UnusableFile(f"不能备份到 {folder}：请检查文件夹是否存在、是否可写、空间是否足够") from error
    return target


def restore(backup: Path, target: Path) -> Path | None:
    """Put a backup in the place of a file, which is kept beside it; returns where, or None if there was none.

    The backup is tried in a temporary place first. Raises UnusableFile, and changes nothing, when it won't do.
    """
    with tempfile.TemporaryDirectory(prefix="gridapp-", dir=target.parent) as draft:
        copy = Path(draft) / backup.name
        if not backup.is_file():
            raise UnusableFile(f"找不到备份 {backup}")
        shutil.copyfile(backup, copy)
        _check_copy(copy, None)
        _sync(copy)
        kept = _keep(target)
        os.replace(copy, target)
    sync_folder(target.parent)
    return kept


def _check_copy(copy: Path, head: bytes | None) -> None:
    """Open a copy as the program would, verify its log, and compare the log's head if one is given."""
    db = open_database(copy)
    try:
        if verify(db) or (head is not None and changes.head(db) != head):
            raise UnusableFile(f"备份 {copy.name} 与记录不一致，没有使用")
    finally:
        db.close()


def _keep(target: Path) -> Path | None:
    """The present file, even a damaged one, under another name beside it; refused if it is held, or not ours."""
    if not target.exists():
        return None
    with suppress(DamagedFile):
        open_database(target).close()
    kept = target.with_name(f"{target.stem}-恢复前-{datetime.now():%Y%m%d-%H%M%S}{target.suffix}")
    shutil.copyfile(target, kept)
    _sync(kept)
    return kept


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
