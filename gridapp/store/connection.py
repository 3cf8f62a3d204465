"""The open file: one connection, with as much about it of sqlite-utils' Database as the store needs every day.

sqlite-utils itself makes the files and migrates them. It takes longer to import than a file to open, so the window does
not wait for it where the file is up to date.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from gridapp.errors import UnusableFile
from gridapp.store.driver import sqlite3


class Database:
    """A connection to one office's file."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self.again: Callable[[], sqlite3.Connection] | None = None
        """How an encrypted file is opened once more."""

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

    def revive(self) -> None:
        """Open an encrypted file again where that is needed: once a read has failed, be it for a moment, SQLCipher
        answers nothing any more, or calls the file damaged. What can't be opened now may be at the next change."""
        if self.again and self._is_stuck():
            self.conn.close()
            with suppress(UnusableFile):
                self.conn = self.again()

    def _is_stuck(self) -> bool:
        try:
            return not self.conn.in_transaction and self.conn.execute("PRAGMA cipher_status").fetchone() == ("0",)
        except sqlite3.ProgrammingError:  # it is closed
            return True

    def close(self) -> None:
        self.conn.close()
