"""The backups in a folder. All that a list shows stands in a file's name, so that no file need be opened for it.

台账-0012-20190806-093000.backup: of 台账.db, the 12th, made on 6 August 2019 at 09:30; “-保留” behind: never thinned.
"""

import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gridapp.errors import UnusableFile
from gridapp.store.disk import sync_folder

SUFFIX = ".backup"
_TIME = "%Y%m%d-%H%M%S"
_PIN = "-保留"


class Backup(NamedTuple):
    """One backup: `number` counts up whatever the clock says, `at` is the local time that the clock said."""

    path: Path
    number: int
    at: datetime
    pinned: bool


def found(folder: Path, stem: str) -> list[Backup]:
    """The backups of the file with this stem in a folder, in the order in which they were made; none if unreadable."""
    with suppress(OSError):
        known = (read(path, stem) for path in folder.iterdir())
        return sorted((backup for backup in known if backup), key=lambda backup: backup.number)
    return []


def stem_of(backup: Path) -> str:
    """The stem of the file that a backup is of, by its name."""
    return re.sub(rf"-\d{{4,}}-\d{{8}}-\d{{6}}({_PIN})?$", "", backup.stem)


def read(path: Path, stem: str) -> Backup | None:
    """What a file's name says; None when it is no backup of the file with this stem."""
    match = re.fullmatch(rf"{re.escape(stem)}-(\d{{4,}})-(\d{{8}}-\d{{6}})({_PIN})?{re.escape(SUFFIX)}", path.name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match[2], _TIME)
    except ValueError:
        return None
    return Backup(path, int(match[1]), at, match[3] is not None)


def named(folder: Path, stem: str, number: int, at: datetime, *, pinned: bool = False) -> Backup:
    """A backup that is still to be made."""
    name = f"{stem}-{number:04d}-{at.strftime(_TIME)}{_PIN if pinned else ''}{SUFFIX}"
    return Backup(folder / name, number, at.replace(microsecond=0), pinned)


def pin(backup: Backup, stem: str, *, pinned: bool) -> Backup:
    """Let a backup be kept for ever, or no longer. Raises UnusableFile when its folder can't be written."""
    renamed = named(backup.path.parent, stem, backup.number, backup.at, pinned=pinned)
    try:
        backup.path.rename(renamed.path)
        sync_folder(renamed.path.parent)
    except OSError as error:
        raise UnusableFile(f"备份 {backup.path.name} 不能改名：请检查文件夹 {backup.path.parent} 是否可写") from error
    return renamed
