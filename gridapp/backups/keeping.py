"""Making a backup, looking into one, putting one back. A half-written copy never bears a backup's name.

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
from gridapp.backups.parcel import is_packed, pack, unpack
from gridapp.backups.thinning import clock_problem, in_order, to_drop
from gridapp.errors import DamagedFile, Locked, UnusableFile
from gridapp.keyring import FileKey, Keyring, Unlocked
from gridapp.store import keys
from gridapp.store.backup import Contents, copy_out, examine
from gridapp.store.database import Database, key_number, make_sure_it_is_free
from gridapp.store.disk import sync_file, sync_folder
from gridapp.store.drafts import beside, prefix_of

Report = Callable[[str], None]
JOURNAL = "-journal"


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


# ── making ────────────────────────────────────────────────────────────────────────────────────────


def draft(db: Database, source: Path, key: FileKey | None = None) -> Draft:
    """Copy the open file beside itself; `key` is what it is encrypted with.

    Raises NotSaved when there is no room, DamagedFile when it can't be read.
    """
    folder = beside(source)
    copy = Path(folder.name) / source.name
    try:
        keyring = keys.beside(source, key.number) if key else None
        made = Draft(folder, copy, copy_out(db, copy), key, keyring)
        shutil.copymode(source, copy)
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
        parcel = pack(made.copy, made.keyring) if made.keyring else made.copy
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
    prefix = prefix_of(stem)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=folder, ignore_cleanup_errors=True) as half:
        written = Path(half) / backup.path.name
        shutil.copyfile(copy, written)
        _as_private(copy, written)
        sync_file(written)
        if _digest(written) != _digest(copy):
            raise OSError("what was written is not what is read")
        os.replace(written, backup.path)
    sync_folder(folder)
    return backup


def _as_private(source: Path, copy: Path) -> None:
    """Whoever may read a copy may read what it is of, and nobody else, where the disk knows of such things."""
    with suppress(OSError):
        shutil.copymode(source, copy)


def _not_from(source: Path) -> DamagedFile:
    return DamagedFile(
        f"文件 {source.name} 已损坏或与变更记录不一致，没有从它备份；已有的备份都没有动。"
        "请停止录入，用“从备份恢复”回到最近的完好备份；如果它是在程序开着的时候直接复制来的，请到原来的电脑上备份"
    )


# ── looking into one ──────────────────────────────────────────────────────────────────────────────


def look_into(backup: Path, near: Path, unlocked: Unlocked | None = None) -> Contents:
    """What a backup holds, checked on a copy beside the file `near`. Raises UnusableFile; touches nothing.

    `unlocked` is who has signed in: an encrypted backup opens for whom it opened when it was made.
    """
    with beside(near) as folder:
        copy = _copied(backup, Path(folder))
        return examine(copy.file, copy.key(unlocked))


def keyring_of(backup: Path, near: Path) -> Keyring | None:
    """The keyring of an encrypted backup; None of a plain one, which needs none to be put back. Raises UnusableFile."""
    with beside(near) as folder:
        return _copied(backup, Path(folder)).keyring


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


def fetch_keyring(folders: Iterable[Path], path: Path) -> bool:
    """Put the keyring that an encrypted file has lost beside it again, from the newest backup that has it; whether one
    was found. Raises UnusableFile when the file itself can't be read, or its folder can't be written."""
    number = key_number(path)
    backups = [backup for folder in folders for backup in found(folder, path.stem)]
    for backup in sorted(backups, key=lambda each: each.number, reverse=True):
        with suppress(UnusableFile):
            keyring = keyring_of(backup.path, path)
            if keyring and keyring.number == number:
                keys.write_beside(path, keyring)
                return True
    return False


# ── putting one back ──────────────────────────────────────────────────────────────────────────────


def restore(backup: Path, target: Path, unlocked: Unlocked | None = None) -> Path | None:
    """Put a backup in the place of a file, which is kept beside it; returns where, or None if there was none.

    The backup is tried in a temporary place first, by the key of who has signed in if it is encrypted. Raises
    UnusableFile, and changes nothing, when it won't do.
    """
    try:
        with beside(target) as folder:
            copy = _copied(backup, Path(folder))
            key = copy.key(unlocked)
            examine(copy.file, key)
            _as_private(target if target.exists() else backup, copy.file)
            sync_file(copy.file)
            kept = _keep_present(target, unlocked)
            if copy.keyring and not _has_keyring(target, copy.keyring):
                keys.write_beside(target, copy.keyring)
            os.replace(copy.file, target)
        sync_folder(target.parent)
    except OSError as error:
        raise UnusableFile(f"不能恢复到 {target}：请检查文件夹是否可写、空间是否足够；原来的文件没有改动") from error
    return kept


def _has_keyring(target: Path, wanted: Keyring) -> bool:
    """Whether a keyring of the same key is there; it may know newer passwords, and stays."""
    with suppress(UnusableFile):
        keys.beside(target, wanted.number)
        return True
    return False


class _Copy(NamedTuple):
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


def _copied(backup: Path, folder: Path) -> _Copy:
    """A copy of a backup, with the journal that may lie beside it, as beside a database that was copied whole."""
    if not backup.is_file():
        raise UnusableFile(f"找不到备份 {backup}")
    copy = folder / backup.name
    try:
        if is_packed(backup):
            return _Copy(copy, unpack(backup, copy))
        shutil.copyfile(backup, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(_journal_of(backup), _journal_of(copy))
    except OSError as error:
        raise UnusableFile(f"备份 {backup.name} 读不出来：请检查 U 盘是否还在，或磁盘空间是否足够") from error
    number = key_number(copy)
    return _Copy(copy, keys.beside(backup, number) if number else None)


def _keep_present(target: Path, unlocked: Unlocked | None) -> Path | None:
    """The present file, even a damaged one, under another name beside it; refused if it is held, or not ours.

    A journal that it left goes with it: beside the restored file SQLite would take it for that one's own.
    """
    if not target.exists():
        return None
    with suppress(DamagedFile):
        make_sure_it_is_free(target, unlocked.key if unlocked else None)
    kept = _free_name(target)
    shutil.copyfile(target, kept)
    _as_private(target, kept)
    sync_file(kept)
    journal = _journal_of(target)
    if journal.exists():
        shutil.copyfile(journal, _journal_of(kept))
        sync_file(_journal_of(kept))
        sync_folder(target.parent)
        journal.unlink()
    sync_folder(target.parent)
    return kept


def _free_name(target: Path) -> Path:
    base = f"{target.stem}-恢复前-{datetime.now():%Y%m%d-%H%M%S}"
    names = (f"{base}{f'-{again}' if again else ''}{target.suffix}" for again in range(1000))
    return next(path for path in map(target.with_name, names) if not path.exists())


def _journal_of(path: Path) -> Path:
    return path.with_name(path.name + JOURNAL)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
        return digest.digest()
