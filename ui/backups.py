"""Where backups lie, which is the newest, and how its age is said: the one place that knows."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from gridapp import backups
from gridapp.backups import Backup
from gridapp.errors import UnusableFile
from gridapp.keyring import Unlocked
from ui import preferences
from ui.work import Report

FOLDER = "备份"
"""Beside the office's file, unless the clerk has chosen another."""


def first_place(path: Path) -> Path:
    """Where the backups of a file are made."""
    kept = preferences.load().backups
    return Path(kept) if kept else path.parent / FOLDER


def second_place() -> Path | None:
    """Where each backup goes as well, if that was set: a USB stick that may not be there now."""
    kept = preferences.load().second_place
    return Path(kept) if kept else None


def ready_places(path: Path) -> list[Path]:
    """The places as they can be written now: the first, made if it has to be, and the second if it is there."""
    first, second = first_place(path), second_place()
    with suppress(OSError):
        first.mkdir(exist_ok=True)
    return [first, *([second] if second and second != first and second.is_dir() else [])]


def listed(path: Path) -> Sequence[Backup]:
    """Every backup of a file that can be found now, the newest first."""
    folders = dict.fromkeys(filter(None, (first_place(path), second_place(), path.parent)))
    known = [backup for folder in folders for backup in backups.found(folder, path.stem)]
    return sorted(known, key=lambda backup: backup.number, reverse=True)


def newest_backup(path: Path) -> Backup | None:
    """The backup of a file that was made last: found, or made from here and by now out of sight, as a stick is."""
    made = preferences.known(path).backup
    remembered = backups.read(Path(made), path.stem) if made else None
    return backups.newest([*listed(path), *([remembered] if remembered else [])])


class BestBackup(NamedTuple):
    """The backup that a damaged file is best put back to; `locked` when it is encrypted for others than who asks, so
    that nothing of it could be checked yet."""

    backup: Backup
    locked: bool


def best_backup(folders: Sequence[Path], path: Path, unlocked: Unlocked | None, report: Report) -> BestBackup | None:
    """The newest that is whole, else the newest that asks for a key. For work beside the window."""
    if good := backups.newest_good(folders, path, unlocked, report):
        return BestBackup(good, locked=False)
    for backup in listed(path):
        report(backup.path.name)
        with suppress(UnusableFile):
            if backups.keyring_of(backup.path, path):
                return BestBackup(backup, locked=True)
    return None


def when(at: datetime, now: datetime) -> str:
    """今天 09:30; 昨天 17:05; 8月1日 09:30（9 天前）."""
    days = (now.date() - at.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {at:%H:%M}"
    year = f"{at.year}年" if at.year != now.year else ""
    ago = f"（{days} 天前）" if days > 0 else ""
    return f"{year}{at.month}月{at.day}日 {at:%H:%M}{ago}"
