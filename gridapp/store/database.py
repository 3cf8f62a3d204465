"""Opening the office's file: is it ours and whole, which version, and who holds it.

The settings stood every simulated power cut: a rollback journal with synchronous=EXTRA and an exclusive lock.
"""

import errno
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gridapp.errors import READ_ONLY, DamagedFile, Locked, UnusableFile
from gridapp.keyring import FileKey, Keyring
from gridapp.model import Record
from gridapp.store import keys
from gridapp.store.changes import step, watch
from gridapp.store.connection import Database as Database
from gridapp.store.disk import sync_file, sync_folder
from gridapp.store.drafts import folder_beside
from gridapp.store.driver import sqlite3
from gridapp.store.tables import put_records
from gridapp.store.version import APPLICATION_ID, ENCRYPTED, LATEST, SPOILED_BITS

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises: SQLite's errors, or that its message quotes a text that is none any more."""
ENGINE = f"SQLite {sqlite3.sqlite_version}"
_MAGIC = b"SQLite format 3\0"
_HEAD = 100
"""Bytes of SQLite's header."""
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


def open_database(path: Path, key: FileKey | None = None, *, keep: bool = False) -> Database:
    """Open the office's file, bring it to this program's version, and hold it alone; with its key if it has one.

    With `keep` a file of an older version is first copied as it is (_keep_before): not for what is a copy itself.
    One that can't be written (is_read_only) is opened to be read only. Raises UnusableFile when it is missing, damaged,
    foreign, newer than the program, or held by another process, Locked when the key is missing or another's; the file
    is then untouched.
    """
    _check_key(path, key)
    read_only = is_read_only(path)
    try:
        db = Database(_connect(path, "ro" if read_only else "rw", key))
    except sqlite3.OperationalError as error:
        raise (held(path) if "locked" in str(error) else _damaged(path)) from error
    except UNREADABLE as error:
        raise _damaged(path) from error
    try:
        if not read_only:
            _take_lock(db, path)
        _check_whole(db, path)
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > LATEST:
            raise _newer(path)
        if version < LATEST:
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
    if key:
        db.again = lambda: open_database(path, key).conn
    return db


def make_sure_it_is_free(path: Path, key: FileKey | None) -> None:
    """Raises UnusableFile when a file is held by another process or is not ours, DamagedFile when it is damaged.

    An encrypted one whose key isn't known is asked no more than whether it is held, and not touched.
    """
    number = key_number(path)
    if number is None or (key and key.number == number):
        open_database(path, key if number else None).close()
        return
    conn = connect_plainly(path)
    try:
        conn.execute("SELECT 1 FROM sqlite_schema")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise held(path) from error
    except sqlite3.DatabaseError:
        pass  # it is encrypted
    finally:
        conn.close()


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
        return held(path)
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


def create_database(
    path: Path, first: Sequence[Record], who: str, keyring: Keyring | None = None, key: FileKey | None = None
) -> None:
    """Make an office's file that holds nothing but these records and the keyring, if there are accounts.

    It appears under its name only when it is complete; nothing is ever overwritten.
    """
    if path.exists():
        raise UnusableFile(f"文件 {path.name} 已存在，不会在它上面新建")
    if not path.parent.is_dir():
        raise UnusableFile(f"文件夹 {path.parent} 不存在，请先建立该文件夹")
    try:
        with folder_beside(path) as folder:
            draft = Path(folder) / path.name
            draft.touch(mode=0o600)  # it will hold people's identity numbers and accounts
            db = Database(_connect(draft, key=key))
            try:
                _migrate(db)
                watch(db)
                with step(db, "建立数据库", who):
                    put_records(db, first)
                if keyring and not key:
                    keys.write_within(db, keyring)
            finally:
                db.close()
            check_encrypted(draft, key)
            with keys.coming_beside(path, keyring):
                draft.rename(path)
    except (OSError, sqlite3.OperationalError) as error:
        raise UnusableFile(f"不能在文件夹 {path.parent} 中建立文件，请检查是否可写、空间是否足够") from error
    sync_folder(path.parent)


def _connect(path: Path, mode: str = "rw", key: FileKey | None = None) -> sqlite3.Connection:
    """A connection that one thread after another may use, never two at once.

    sqlite3 would bind it to the thread that opened it; but long work beside the window (import, backup) has it
    meanwhile. That is safe without a lock of ours: the window asks the office nothing until the work has given it
    back, starting and ending a thread order all that was written before, and SQLite itself is built serialized.
    """
    conn = connect_plainly(path, mode)
    if key:
        conn.execute(f'PRAGMA key = "{key_text(key)}"')
    for setting in _SETTINGS:
        conn.execute(f"PRAGMA {setting}")
    return conn


def connect_plainly(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """A connection without a key and settings, to look at a file that may be none of ours."""
    address = f"{path.resolve().as_uri()}?mode={mode}"
    conn = sqlite3.connect(address, uri=True, isolation_level=None, timeout=0, check_same_thread=False)
    conn.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
    return conn


def key_text(key: FileKey) -> str:
    """A key as SQLCipher takes it raw: its 32 bytes, then the salt that the file shall begin with."""
    return f"x'{(key.secret + ENCRYPTED + key.number).hex()}'"


def key_number(path: Path) -> bytes | None:
    """The number of the key that a file is encrypted with; None for a plain one. Raises UnusableFile."""
    header = _header(path)
    return header[len(ENCRYPTED) :][:8] if header.startswith(ENCRYPTED) else None


def _is_for(path: Path, key: FileKey | None) -> bool:
    """Whether a file is encrypted with this key, or plain where there is none: its first bytes tell."""
    return key_number(path) == (key.number if key else None)


def _check_key(path: Path, key: FileKey | None) -> None:
    if not _is_for(path, key):
        encrypted = key_number(path) is not None
        raise Locked(f"文件 {path.name} " + ("已加密，要登录才能打开" if encrypted else "没有加密，不需要密钥"))


def check_encrypted(path: Path, key: FileKey | None) -> None:
    """What was to be encrypted must be so on the disk. Raises AssertionError."""
    if not _is_for(path, key):
        raise AssertionError("SQLCipher did not encrypt the file")


def _header(path: Path) -> bytes:
    """A file's first bytes; what is not ours by these alone is refused before SQLite may touch it (SQLite file format,
    1.3; an encrypted file shows nothing but its salt)."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEAD)
    except FileNotFoundError:
        raise UnusableFile(f"找不到文件 {path}，请检查文件名和所在文件夹") from None
    except OSError as error:
        raise UnusableFile(f"文件 {path} 不能打开：请检查它是否为文件、是否有读取权限") from error
    if not header:
        raise DamagedFile(f"文件 {path.name} 是空的（0 字节），不是本程序的数据库；请从备份恢复，原文件未改动")
    encrypted = header.startswith(ENCRYPTED)
    if not encrypted and not header.startswith(_MAGIC):
        if _nearly(header, ENCRYPTED) or _nearly(header, _MAGIC):
            raise _damaged(path)
        raise UnusableFile(f"文件 {path.name} 不是本程序的数据库，未作任何改动")
    if len(header) < _HEAD:
        raise _damaged(path)
    if encrypted:
        return header
    version, application = (int.from_bytes(header[place : place + 4], "big") for place in (60, 68))
    if application != APPLICATION_ID:
        raise UnusableFile(f"文件 {path.name} 是别的程序的数据库，未作任何改动")
    if version > LATEST:
        raise _newer(path)
    return header


def _nearly(header: bytes, wanted: bytes) -> bool:
    """Whether a file begins as wanted but for a few bits: then these were spoiled."""
    found = int.from_bytes(header[: len(wanted)]) ^ int.from_bytes(wanted)
    return len(header) >= len(wanted) and found.bit_count() <= SPOILED_BITS


def _take_lock(db: Database, path: Path) -> None:
    """With locking_mode=EXCLUSIVE the lock of this empty transaction stays until the file is closed."""
    try:
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise held(path) from error
        raise


def _check_whole(db: Database, path: Path) -> None:
    """quick_check reads every page that holds something, which in an encrypted file proves each by its HMAC.

    Not cipher_integrity_check: it also asks of pages that hold nothing, and a power cut may leave such a page torn, for
    SQLite keeps nothing of it in the journal when it uses it again.
    """
    answer = [row[0] for row in db.execute("PRAGMA quick_check(1)")]
    pages, size = (int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    if answer != ["ok"] or pages * size != path.stat().st_size:
        raise _damaged(path)


def _newer(path: Path) -> UnusableFile:
    return UnusableFile(f"文件 {path.name} 由更新版本的程序写成，请升级本程序后再打开；文件未作改动")


def held(path: Path) -> UnusableFile:
    return UnusableFile(f"文件 {path.name} 正被另一个程序使用（可能本程序已经打开），请先关闭再试")


def _damaged(path: Path) -> DamagedFile:
    return DamagedFile(f"文件 {path.name} 已损坏，不能打开；原文件保留未动，请从最近的备份恢复")
