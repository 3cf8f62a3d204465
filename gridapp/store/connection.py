"""The open file: one connection, with as much about it of sqlite-utils' Database as the store needs every day.

sqlite-utils itself makes the files and migrates them. It takes longer to import than a file to open, so the window does
not wait for it where the file is up to date.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from gridapp.store.driver import sqlite3


class Database:
    """A connection to one office's file."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def execute(self, sql: str, args: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self.conn.execute(sql, args)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """A transaction: all of it or nothing."""
        self.execute("BEGIN")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self.conn.in_transaction:
                self.execute("ROLLBACK")
            raise

    def close(self) -> None:
        self.conn.close()
