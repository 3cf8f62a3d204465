"""Making a backup. A half-written copy never bears a backup's name.

A backup is made in two parts, so that the window need not wait: `draft` copies the open file beside itself at once;
`keep` checks that copy and takes it to its places, and may run in another thread, for it has nothing of the open file.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gridapp.backups.files import Backup, found, named
from gridapp.backups.parcel import pack
from gridapp.backups.thinning import clock_problem, in_order, to_drop
from gridapp.errors import DamagedFile, UnusableFile
from gridapp.keyring import FileKey, Keyring
from gridapp.store import keys
from gridapp.store.backup import Contents, copy_out, examine
from gridapp.store.database import Database
from gridapp.store.disk import as_private, sync_file, sync_folder
from gridapp.store.drafts import folder_in, folder_near

Report = Callable[[str], None]


class Draft(NamedTuple):
    """A copy of an office's file at one moment, still to be checked; and what it must hold.

    Of an encrypted file the key comes along, to check the copy with, and the keyring, to be packed with it.
    """

    folder: tempfile.TemporaryDirectory[str]
    copy: Path
    contents: Contents
    key: FileKey | None
    keyring: Keyring | None


class Kept(NamedTuple):
    """The backups that were made, one a place, and in Chinese what went wrong beside that."""

    backups: tuple[Backup, ...]
    warnings: tuple[str, ...]


def draft(db: Database, source: Path, key: FileKey | None = None) -> Draft:
    """Copy the open file beside itself; `key` is what it is encrypted with.

    Raises NotSaved when there is no room, DamagedFile when it can't be read.
    """
    folder = folder_near(source)
    copy = Path(folder.name) / source.name
    try:
        keyring = keys.beside(source, key.number) if key else None
        made = Draft(folder, copy, copy_out(db, copy), key, keyring)
        as_private(source, copy)
        return made
    except DamagedFile as error:
        folder.cleanup()
        raise _not_from(source) from error
    except BaseException:
        folder.cleanup()
        raise


def keep(made: Draft, places: Sequence[Path], now: datetime, report: Report = lambda _: None) -> Kept:
    """Check a draft, take it to every place under one name, and thin what is there. The draft is gone afterwards.

    Raises DamagedFile when the file itself is not whole, UnusableFile when no place took it; nothing that was there
    before is touched then.
    """
    with made.folder:
        stem = made.copy.stem
        report("核对")
        try:
            whole = examine(made.copy, made.key) == made.contents
        except DamagedFile as error:
            raise _not_from(made.copy) from error
        if not whole:
            raise _not_from(made.copy)
        try:
            parcel = pack(made.copy, made.keyring) if made.keyring else made.copy
        except OSError as error:
            raise UnusableFile(f"不能备份 {made.copy.name}：磁盘已满，请腾出空间") from error
        number = 1 + max((backup.number for place in places for backup in found(place, stem)), default=0)
        backups, warnings = [], []
        for place in places:
            report(f"写入 {place}")
            try:
                backups.append(_take_to(parcel, stem, named(place, stem, number, now)))
            except OSError:
                warnings.append(f"不能备份到 {place}：请检查文件夹（U 盘）是否还在、是否可写、空间是否足够")
        if not backups:
            raise UnusableFile("；".join(warnings) or "没有设置备份的位置")
        last = [datetime.fromisoformat(made.contents.last.at).replace(tzinfo=None)] if made.contents.last else []
        wrong_clock = clock_problem(now, [*last, *(each.at for each in _times(places, stem, number))])
        if not wrong_clock:
            for backup in backups:
                thin(backup.path.parent, stem, now)
        return Kept(tuple(backups), (*warnings, *filter(None, [wrong_clock])))


def _times(places: Iterable[Path], stem: str, number: int) -> list[Backup]:
    """The newest trusted backup of each place, the one just made left out."""
    orders = (in_order([backup for backup in found(place, stem) if backup.number != number]) for place in places)
    return [order[-1] for order in orders if order]


def thin(folder: Path, stem: str, now: datetime) -> None:
    """Delete the backups that need not be kept."""
    for backup in to_drop(found(folder, stem), now):
        with suppress(OSError):
            backup.path.unlink()


def _take_to(copy: Path, stem: str, backup: Backup) -> Backup:
    """Copy into a place, where it gets its name when it was written through and read back equal. Raises OSError."""
    folder = backup.path.parent
    with folder_in(folder, stem) as half:
        written = Path(half) / backup.path.name
        shutil.copyfile(copy, written)
        as_private(copy, written)
        sync_file(written)
        if _digest(written) != _digest(copy):
            raise OSError("what was written is not what is read")
        os.replace(written, backup.path)
    sync_folder(folder)
    return backup


def _not_from(source: Path) -> DamagedFile:
    return DamagedFile(
        f"文件 {source.name} 已损坏或与变更记录不一致，没有从它备份；已有的备份都没有动。"
        "请停止录入，用“从备份恢复”回到最近的完好备份；如果它是在程序开着的时候直接复制来的，请到原来的电脑上备份"
    )


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
        return digest.digest()
