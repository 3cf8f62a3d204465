"""Where a file's keyring lies: beside an encrypted file, in a file of its own; within a plain one.

The file beside bears the number of the key in its name, as the encrypted file does in its first bytes: so they find one
another whatever they are called, and a file can be given another key in one step.
"""

import os
from contextlib import suppress
from pathlib import Path

from gridapp.errors import NotSaved, UnusableFile
from gridapp.keyring import DamagedKeyring, Keyring, from_bytes, to_bytes
from gridapp.store.connection import Database
from gridapp.store.disk import sync_folder
from gridapp.store.driver import sqlite3

SUFFIX = ".keys"


class MissingKeyring(UnusableFile):
    """An encrypted file without its keyring: a backup has it too."""


def beside(path: Path, number: bytes) -> Keyring:
    """The keyring of an encrypted file, the newest where there are several. Raises MissingKeyring, DamagedKeyring."""
    found, damaged = [], None
    for file in path.parent.glob(f"*-{number.hex()}{SUFFIX}"):
        try:
            keyring = from_bytes(file.read_bytes())
        except (OSError, DamagedKeyring) as error:
            damaged = error
        else:
            found += [keyring] if keyring.number == number else []
    if found:
        return max(found, key=lambda keyring: keyring.version)
    if damaged:
        raise DamagedKeyring(f"{path.name} 的钥匙文件已损坏，请从备份取回；数据没有改动") from damaged
    ending = f"{number.hex()}{SUFFIX}"
    raise MissingKeyring(
        f"{path.name} 已加密，但旁边没有它的钥匙文件（名称以 {ending} 结尾）：请把它一同复制过来，或从备份取回"
    )


def write_beside(path: Path, keyring: Keyring) -> None:
    """Keep the keyring of an encrypted file; the old one stays until the new one is whole. Raises NotSaved."""
    file = file_beside(path, keyring.number)
    draft = file.with_suffix(".new")
    try:
        with suppress(FileNotFoundError):
            draft.unlink()
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as written:
            written.write(to_bytes(keyring))
            written.flush()
            os.fsync(written.fileno())
        os.replace(draft, file)
        sync_folder(file.parent)
    except OSError as error:
        raise NotSaved(f"钥匙文件 {file.name} 没有写成：请检查文件夹是否可写、空间是否足够") from error


def file_beside(path: Path, number: bytes) -> Path:
    return path.with_name(f"{path.stem}-{number.hex()}{SUFFIX}")


def within(db: Database) -> Keyring | None:
    """The keyring that a plain file holds; None when it has no accounts. Raises DamagedKeyring."""
    row = db.execute("SELECT body FROM keyring").fetchone()
    return from_bytes(row[0]) if row else None


def write_within(db: Database, keyring: Keyring | None) -> None:
    """Keep it in the open file, or forget it there. Raises NotSaved."""
    try:
        with db.atomic():
            db.execute("DELETE FROM keyring")
            if keyring:
                db.execute("INSERT INTO keyring (id, body) VALUES (1, ?)", [to_bytes(keyring)])
    except sqlite3.OperationalError as error:
        raise NotSaved("账号和密码没有保存：磁盘可能已满，或文件不可写") from error
