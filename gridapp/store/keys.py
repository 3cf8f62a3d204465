"""Where a file's keyring lies: beside an encrypted file, in a file of its own; within a plain one.

The file beside bears the number of the key in its name, as the encrypted file does in its first bytes: so they find one
another whatever they are called, and a file can be given another key in one step.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gridapp.errors import DamagedFile, NotSaved, UnusableFile
from gridapp.keyring import DamagedKeyring, Keyring, from_bytes, to_bytes
from gridapp.store.connection import Database
from gridapp.store.disk import sync_folder
from gridapp.store.driver import sqlite3
from gridapp.store.version import ENCRYPTED, SPOILED_BITS

SUFFIX = ".keys"


class MissingKeyring(UnusableFile):
    """An encrypted file without its keyring: a backup has it too."""


def beside(path: Path, number: bytes) -> Keyring:
    """The keyring of an encrypted file, the newest where there are several. Raises MissingKeyring, DamagedKeyring."""
    found, wrong = [], ""
    for file in _named(path.parent, number):
        try:
            keyring = from_bytes(file.read_bytes())
        except OSError:
            wrong = wrong or f"{path.name} 的钥匙文件 {file.name} 读不出来：请检查是否有读取权限，或从备份取回"
        except DamagedKeyring:
            wrong = f"{path.name} 的钥匙文件已损坏，请从备份取回；数据没有改动"
        else:
            if keyring.number == number:
                found.append(keyring)
            else:
                wrong = (
                    wrong or f"{file.name} 是另一个数据库的钥匙文件，不是 {path.name} 的：请从备份取回；数据没有改动"
                )
    if found:
        return max(found, key=lambda keyring: keyring.version)
    if wrong:
        raise DamagedKeyring(wrong)
    if _nearly_named(path.parent, number):
        raise DamagedFile(f"文件 {path.name} 的开头已损坏，不能打开；原文件保留未动，请从最近的备份恢复")
    ending = f"{number.hex()}{SUFFIX}"
    raise MissingKeyring(
        f"{path.name} 已加密，但旁边没有它的钥匙文件（名称以 {ending} 结尾）：请把它一同复制过来，或从备份取回"
    )


def _named(folder: Path, number: bytes) -> list[Path]:
    return sorted(folder.glob(f"*-{number.hex()}{SUFFIX}"))


def _nearly_named(folder: Path, number: bytes) -> bool:
    """Whether a keyring is there whose number differs in a few bits: then it is the file's that was spoiled. Two
    numbers at random are as near to one another once in 10¹¹ times."""
    wanted = int.from_bytes(number)
    ends = (re.search(r"-([0-9a-f]{16})$", file.stem) for file in folder.glob(f"*{SUFFIX}"))
    return any((int(end[1], 16) ^ wanted).bit_count() <= SPOILED_BITS for end in ends if end)


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


@contextmanager
def coming_beside(path: Path, keyring: Keyring | None) -> Iterator[None]:
    """Keep the keyring of an encrypted file that takes its place in the block; where it does not, the keyring goes
    again. Nothing is kept of a plain file's, or of none. Raises NotSaved."""
    if keyring is None or not keyring.number:
        yield
        return
    write_beside(path, keyring)
    try:
        yield
    except OSError:
        forget_beside(path, keyring.number)
        raise


def forget_beside(path: Path, number: bytes) -> None:
    """Take away the keyrings of a key that the file has no more, unless another file there has it: what was kept before
    a restore, say. Backups have theirs within."""
    with suppress(OSError):
        if not any(_bears(file, number) for file in path.parent.iterdir()):
            for file in _named(path.parent, number):
                file.unlink()


def _bears(file: Path, number: bytes) -> bool:
    """Whether a file is encrypted with the key of this number; one that can't be read may be."""
    if not file.is_file():
        return False
    try:
        with file.open("rb") as opened:
            return opened.read(len(ENCRYPTED) + len(number)) == ENCRYPTED + number
    except OSError:
        return True


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
