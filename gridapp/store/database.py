"""Opening the office's file: is it ours and whole, which version, and who holds it.

The settings stood every simulated power cut: a rollback journal with synchronous=EXTRA and an exclusive lock.
"""

import errno
import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gridapp.errors import READ_ONLY, DamagedFile, UnusableFile
from gridapp.model import PolicyText
from gridapp.store.changes import step, watch
from gridapp.store.connection import Database as Database
from gridapp.store.disk import sync_file, sync_folder
from gridapp.store.driver import sqlite3
from gridapp.store.tables import POLICIES
from gridapp.store.version import APPLICATION_ID, LATEST

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: SQLite's errors, or that its message quotes a text that is none any more."""
ENGINE = f"SQLite {sqlite3.sqlite_version}"
_MAGIC = b"SQLite format 3\0"
_SETTINGS = (
    "journal_mode = DELETE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "locking_mode = EXCLUSIVE",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "cache_size = -65536",
    "temp_store = MEMORY",
    "recursive_triggers = ON",
)


def open_database(path: Path, *, keep: bool = False) -> Database:
    """Open the office's file, bring it to this program's version, and hold it alone.

    With `keep` a file of an older version is first copied as it is (_keep_before): not for what is a copy itself.
    One that can't be written (is_read_only) is opened to be read only. Raises UnusableFile when it is missing, damaged,
    foreign, newer than the program, or held by another process; the file is then untouched.
    """
    _check_header(path)
    read_only = is_read_only(path)
    try:
        db = Database(_connect(path, "ro" if read_only else "rw"))
    except sqlite3.OperationalError as error:
        raise (_held(path) if "locked" in str(error) else _damaged(path)) from error
    except UNREADABLE as error:
        raise _damaged(path) from error
    try:
        if not read_only:
            _take_lock(db, path)
        _check_whole(db, path)
        if db.execute("PRAGMA user_version").fetchone()[0] < LATEST:
            if read_only:
                raise UnusableFile(f"{READ_ONLY}；它由旧版本写成，要先升级才能看，请复制到可写的文件夹再打开")
            if keep:
                _keep_before(db, path)
            _migrate(db)
        watch(db)
    except UNREADABLE as error:
        db.close()
        if read_only and isinstance(error, sqlite3.OperationalError):
            raise _unreadable_as_it_is(path, error) from error
        if "full" in str(error):
            raise UnusableFile(f"磁盘已满，文件 {path.name} 现在不能打开；请腾出空间后再打开，文件没有损坏") from error
        raise _damaged(path) from error
    except BaseException:
        db.close()
        raise
    return db


def _migrate(db: Database) -> None:
    from gridapp.store.migrations import migrate  # only when it is needed: the import takes longer than the opening

    migrate(db.conn)


def is_read_only(path: Path) -> bool:
    """Whether the file, or its folder, in which each change needs room for a journal, can't be written by this person.

    A disk that is full is none: it can be written once there is room. The file itself is not opened for this: to close
    it again would let go of the lock by which this process may hold it (POSIX).
    """
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        return True
    try:
        tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as error:
        return error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    return False


def _unreadable_as_it_is(path: Path, error: sqlite3.OperationalError) -> UnusableFile:
    """Why a file can't even be read: another process writes it, or a change of it was cut short."""
    if "locked" in str(error):
        return _held(path)
    return UnusableFile(f"{READ_ONLY}；它上次没有正常关闭，要在可写的文件夹里打开一次才能看，请连同旁边的文件一起复制")


def _keep_before(db: Database, path: Path) -> None:
    """Copy a file beside itself before it is brought to this program's version; it opens only when that is done."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    kept = path.with_name(f"{path.stem}-升级前-第{version}版-{datetime.now():%Y%m%d-%H%M%S}.backup")
    draft = kept.with_suffix(".new")
    try:
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)  # it holds people's identity numbers and accounts
        db.execute("VACUUM INTO ?", [str(draft)])
        sync_file(draft)
        draft.rename(kept)
        sync_folder(path.parent)
    except (OSError, sqlite3.OperationalError) as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise UnusableFile(
            f"{path.name} 由旧版本写成，要先备份再升级，但备份没有写成：请在它所在的文件夹腾出空间再打开，文件没有改动"
        ) from error


def create_database(path: Path, policy: PolicyText, who: str) -> None:
    """Make an office's file that holds nothing but its policy.

    It appears under its name only when it is complete; nothing is ever overwritten.
    """
    if path.exists():
        raise UnusableFile(f"文件 {path.name} 已存在，不会在它上面新建")
    if not path.parent.is_dir():
        raise UnusableFile(f"文件夹 {path.parent} 不存在，请先建立该文件夹")
    try:
        with tempfile.TemporaryDirectory(prefix=".gridapp-", dir=path.parent) as folder:
            draft = Path(folder) / path.name
            draft.touch(mode=0o600)  # it will hold people's identity numbers and accounts
            db = Database(_connect(draft))
            try:
                _migrate(db)
                watch(db)
                with step(db, "建立数据库", who):
                    POLICIES.put(db, [policy])
            finally:
                db.close()
            draft.rename(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise UnusableFile(f"不能在文件夹 {path.parent} 中建立文件，请检查是否可写、空间是否足够") from error
    sync_folder(path.parent)


def _connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A connection that one thread after another may use, never two at once.

    sqlite3 would bind it to the thread that opened it; but long work beside the window (import, backup) has it
    meanwhile. That is safe without a lock of ours: the window asks the office nothing until the work has given it
    back, starting and ending a thread order all that was written before, and SQLite itself is built serialized.
    """
    address = f"{path.resolve().as_uri()}?mode={mode}"
    conn = sqlite3.connect(address, uri=True, isolation_level=None, timeout=0, check_same_thread=False)
    for setting in _SETTINGS:
        conn.execute(f"PRAGMA {setting}")
    return conn


def _check_header(path: Path) -> None:
    """Refuse what is not ours by its first bytes alone, before SQLite may touch it (SQLite file format, 1.3)."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise UnusableFile(f"找不到文件 {path}，请检查文件名和所在文件夹") from None
    except OSError as error:
        raise UnusableFile(f"文件 {path} 不能打开：请检查它是否为文件、是否有读取权限") from error
    if not header:
        raise DamagedFile(f"文件 {path.name} 是空的（0 字节），不是本程序的数据库；请从备份恢复，原文件未改动")
    if not header.startswith(_MAGIC):
        raise UnusableFile(f"文件 {path.name} 不是本程序的数据库，未作任何改动")
    if len(header) < 100:
        raise _damaged(path)
    version, application = (int.from_bytes(header[place : place + 4], "big") for place in (60, 68))
    if application != APPLICATION_ID:
        raise UnusableFile(f"文件 {path.name} 是别的程序的数据库，未作任何改动")
    if version > LATEST:
        raise UnusableFile(f"文件 {path.name} 由更新版本的程序写成，请升级本程序后再打开；文件未作改动")


def _take_lock(db: Database, path: Path) -> None:
    """With locking_mode=EXCLUSIVE the lock of this empty transaction stays until the file is closed."""
    try:
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise _held(path) from error
        raise


def _check_whole(db: Database, path: Path) -> None:
    answer = [row[0] for row in db.execute("PRAGMA quick_check(1)")]
    pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if answer != ["ok"] or pages * size != path.stat().st_size:
        raise _damaged(path)


def _held(path: Path) -> UnusableFile:
    return UnusableFile(f"文件 {path.name} 正被另一个程序使用（可能本程序已经打开），请先关闭再试")


def _damaged(path: Path) -> DamagedFile:
    return DamagedFile(f"文件 {path.name} 已损坏，不能打开；原文件保留未动，请从最近的备份恢复")
