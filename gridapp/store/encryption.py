"""A closed file's keyring; and giving the file a key, another one or none: a whole copy takes its place, or nothing
changes."""

import os
from contextlib import closing, suppress
from pathlib import Path

from gridapp.errors import DamagedFile, NotSaved, UnusableFile
from gridapp.keyring import FileKey, Keyring
from gridapp.model import Access
from gridapp.store import access, keys
from gridapp.store.backup import contents, examine
from gridapp.store.connection import Database
from gridapp.store.database import (
    UNREADABLE,
    check_encrypted,
    connect_plainly,
    held,
    key_number,
    key_text,
    open_database,
)
from gridapp.store.disk import as_private, sync_file, sync_folder
from gridapp.store.drafts import folder_beside
from gridapp.store.driver import sqlite3


def keyring_of(path: Path) -> Keyring | None:
    """The keyring of a closed file; None when it has no accounts, or is too old or damaged to tell.

    Raises UnusableFile.
    """
    number = key_number(path)
    if number:
        return keys.beside(path, number)
    try:
        with closing(Database(connect_plainly(path))) as db:
            return keys.within(db)
    except UNREADABLE as error:
        if "locked" in str(error):
            raise held(path) from error
        if "no such table" in str(error):
            return None
    with suppress(DamagedFile), closing(open_database(path, keep=True)) as db:  # what was cut short is undone first
        return keys.within(db)
    return None  # opening it again will say why


def keep_keyring(path: Path, keyring: Keyring) -> None:
    """Keep the changed keyring of a closed file. Raises UnusableFile, NotSaved."""
    if keyring.number:
        keys.write_beside(path, keyring)
    else:
        with closing(open_database(path)) as db:
            keys.write_within(db, keyring)


def convert(path: Path, key: FileKey | None, keyring: Keyring, new: FileKey | None, note: Access) -> None:
    """Give a closed file the key `new`, or none; `keyring` already holds it (passwords.with_key). With it comes the
    note of who did so.

    A power cut leaves the file as it was or as it shall be, each with its keyring. Raises UnusableFile when it can't
    be opened, NotSaved when there is no room; nothing has changed then.
    """
    try:
        with folder_beside(path) as folder:
            draft = Path(folder) / path.name
            draft.touch(mode=0o600)  # it holds people's identity numbers and accounts
            with closing(open_database(path, key)) as db:
                wanted = contents(db)
                _copy(db, draft, new)
            check_encrypted(draft, new)
            if examine(draft, new) != wanted:
                raise DamagedFile(f"文件 {path.name} 与它的变更记录不一致，没有改动")
            with closing(open_database(draft, new)) as db:
                keys.write_within(db, None if new else keyring)
                access.add(db, [note])
            as_private(path, draft)
            sync_file(draft)
            with keys.coming_beside(path, keyring):
                os.replace(draft, path)
        sync_folder(path.parent)
    except (OSError, sqlite3.OperationalError) as error:
        raise NotSaved(f"{path.name} 没有改动：磁盘可能已满，或文件夹不可写") from error
    if key:
        keys.forget_beside(path, key.number)


def _copy(db: Database, target: Path, key: FileKey | None) -> None:
    """All of an open file into another, by SQLCipher's own export, which leaves out what the header says."""
    db.execute("ATTACH ? AS other KEY ?", [str(target), key_text(key) if key else ""])
    try:
        for name in ("application_id", "user_version"):
            db.execute(f"PRAGMA other.{name} = {db.execute(f'PRAGMA main.{name}').fetchone()[0]}")
        db.execute("SELECT sqlcipher_export('other')")
        db.execute("DELETE FROM other.keyring")
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise UnusableFile(f"文件 {target.name} 已损坏，没有改动") from error
    finally:
        with suppress(sqlite3.OperationalError):
            db.execute("DETACH other")
