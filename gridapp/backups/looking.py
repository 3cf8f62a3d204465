"""Looking into backups: what one holds, by whom it opens, which is the newest that is whole; on copies alone."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from gridapp.backups.files import Backup, found
from gridapp.backups.making import Report
from gridapp.backups.parcel import is_packed, unpack
from gridapp.errors import Locked, UnusableFile
from gridapp.keyring import FileKey, Keyring, Unlocked
from gridapp.store import keys
from gridapp.store.backup import Contents, examine
from gridapp.store.database import key_number
from gridapp.store.drafts import folder_near


def look_into(backup: Path, near: Path, unlocked: Unlocked | None = None) -> Contents:
    """What a backup holds, checked on a copy beside the file `near`. Raises UnusableFile; touches nothing.

    `unlocked` is who has signed in: an encrypted backup opens for whom it opened when it was made.
    """
    with folder_near(near) as folder:
        copy = copied(backup, Path(folder))
        return examine(copy.file, copy.key(unlocked))


def keyring_of(backup: Path, near: Path) -> Keyring | None:
    """The keyring of an encrypted backup; None of a plain one, which needs none to be put back. Raises UnusableFile."""
    with folder_near(near) as folder:
        return copied(backup, Path(folder)).keyring


def newest_good(
    folders: Iterable[Path], near: Path, unlocked: Unlocked | None = None, report: Report = lambda _: None
) -> Backup | None:
    """The newest backup of a file that passes every check; each that is looked into is reported."""
    backups = [backup for folder in folders for backup in found(folder, near.stem)]
    for backup in sorted(backups, key=lambda each: each.number, reverse=True):
        report(backup.path.name)
        with suppress(UnusableFile):
            look_into(backup.path, near, unlocked)
            return backup
    return None


def fetch_keyring(folders: Iterable[Path], path: Path, report: Report = lambda _: None) -> bool:
    """Put the keyring that an encrypted file has lost beside it again, from the newest backup that has it; whether one
    was found. Raises UnusableFile when the file itself can't be read, NotSaved when its folder can't be written."""
    number = key_number(path)
    backups = [backup for folder in folders for backup in found(folder, path.stem)]
    for backup in sorted(backups, key=lambda each: each.number, reverse=True):
        report(backup.path.name)
        with suppress(UnusableFile):
            if _take(backup.path, path, number):
                return True
    return False


def take_keyring(backup: Path, path: Path) -> bool:
    """The same from this backup; whether it has it. Raises UnusableFile, NotSaved."""
    return _take(backup, path, key_number(path))


def _take(backup: Path, path: Path, number: bytes | None) -> bool:
    keyring = keyring_of(backup, path)
    if keyring is None or keyring.number != number:
        return False
    keys.write_beside(path, keyring)
    return True


class Copy(NamedTuple):
    """A backup taken out of its parcel; the keyring is that of an encrypted one."""

    file: Path
    keyring: Keyring | None

    def key(self, unlocked: Unlocked | None) -> FileKey | None:
        """What it opens with. Raises Locked when that isn't known to who has signed in."""
        number = key_number(self.file)
        if number is None:
            return None
        if unlocked and unlocked.key and unlocked.key.number == number:
            return unlocked.key
        if unlocked and self.keyring:
            from gridapp.passwords import unlock_again  # plain backups do without

            key = unlock_again(self.keyring, unlocked)
            if key:
                return key
        raise Locked(f"备份 {self.file.name} 已加密，要用当时的账号和密码，或应急密钥才能打开")


def copied(backup: Path, folder: Path) -> Copy:
    """A copy of a backup, with the journal that may lie beside it, as beside a database that was copied whole."""
    if not backup.is_file():
        raise UnusableFile(f"找不到备份 {backup}")
    copy = folder / backup.name
    try:
        if is_packed(backup):
            return Copy(copy, unpack(backup, copy))
        shutil.copyfile(backup, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(journal_of(backup), journal_of(copy))
    except OSError as error:
        raise UnusableFile(f"备份 {backup.name} 读不出来：请检查 U 盘是否还在，或磁盘空间是否足够") from error
    number = key_number(copy)
    return Copy(copy, keys.beside(backup, number) if number else None)


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")
