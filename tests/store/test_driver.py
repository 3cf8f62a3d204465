"""One SQLite for the program and for sqlite-utils: by another's errors it would lose writes."""

import subprocess
import sys
from pathlib import Path

from gridapp.store.driver import sqlite3

WRITING = """
import sys
if sys.argv[2] == "wrong":
    import sqlite_utils  # before its driver is chosen: by the standard library's it knows no error of ours
    del sys.modules["sqlite_utils"]
from gridapp.store.driver import sqlite3
if sys.argv[2] == "wrong":
    sys.modules["sqlite_utils"] = sqlite_utils
import sqlite_utils

conn = sqlite3.connect(sys.argv[1])
conn.execute("CREATE TABLE worker (id INTEGER PRIMARY KEY, name TEXT)")
db = sqlite_utils.Database(conn)
try:
    db.query("INSERT INTO worker (id, name) VALUES (1, '甲'), (2, '乙') RETURNING id")
except sqlite3.Error:
    pass
for number in range(3, 503):
    db["worker"].insert({"id": number, "name": "丙"})
conn.close()
"""


def rows_after(path: Path, driver: str) -> int:
    """Rows that are there on opening again, of 502."""
    subprocess.run([sys.executable, "-c", WRITING, str(path), driver], check=True)
    raw = sqlite3.connect(path)
    try:
        return int(raw.execute("SELECT count(*) FROM worker").fetchone()[0])
    finally:
        raw.close()


def test_what_is_written_after_a_returning_is_there_on_opening_again(tmp_path: Path) -> None:
    assert rows_after(tmp_path / "a.db", "ours") == 502


def test_by_another_driver_it_would_be_lost_without_a_word(tmp_path: Path) -> None:
    """Or the test before could not fail."""
    assert rows_after(tmp_path / "a.db", "wrong") == 0


def test_sqlite_utils_that_came_too_early_is_refused() -> None:
    program = "import sqlite_utils, gridapp.store.driver"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "sqlite_utils was imported before its driver was chosen" in run.stderr


def test_it_is_sqlcipher_for_plain_files_too() -> None:
    import sqlite_utils.utils

    assert sqlite_utils.utils.sqlite3.connect is sqlite3.connect
    raw = sqlite3.connect(":memory:")
    assert raw.execute("PRAGMA cipher_version").fetchone()
    raw.close()
