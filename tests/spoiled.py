"""Files that are not what they should be, in more than one test."""

from pathlib import Path

from gridapp.store.driver import sqlite3
from gridapp.store.version import LATEST


def of_another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.executescript("CREATE TABLE contact (name); INSERT INTO contact VALUES ('王芳')")
    other.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {LATEST + 1}")
    raw.close()
