"""Where backups are looked for, which is the newest, and when the last one was made, as this computer knows it."""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from ui import preferences

PATTERN = "*.backup"
_TIME = "%Y%m%d-%H%M%S"
"""What a backup's name ends in."""


class Backup(NamedTuple):
    """A backup and when it was made; it may lie on a stick that is not here now."""

    file: Path
    at: datetime


def offered_folder(path: Path) -> Path:
    """The folder of the last backup, else the one where the office's file lies."""
    kept = preferences.load().backups
    return Path(kept) if kept and Path(kept).is_dir() else path.parent


def newest_backup(path: Path) -> Path | None:
    """The newest backup of a file, in the folder of the last backup or beside the file."""
    folders = {offered_folder(path), path.parent}
    found = [backup for folder in folders for backup in folder.glob(PATTERN) if backup.name.startswith(f"{path.stem}-")]
    return max(found, key=lambda backup: backup.name, default=None)


def remember_backup(path: Path, backup: Path) -> None:
    """Keep in mind which backup of a file was made last, wherever it lies."""
    preferences.remember(made={**preferences.load().made, str(path): str(backup)})


def last_backup(path: Path) -> Backup | None:
    """The last backup of a file that is known of: found, or made from here and by now out of sight."""
    made = preferences.load().made.get(str(path))
    known = [file for file in (newest_backup(path), Path(made) if made else None) if file]
    return max((Backup(file, at) for file in known if (at := _made_at(file))), key=lambda each: each.at, default=None)


def _made_at(backup: Path) -> datetime | None:
    try:
        return datetime.strptime(backup.stem[-15:], _TIME)
    except ValueError:
        return datetime.fromtimestamp(backup.stat().st_mtime) if backup.exists() else None


def in_words(at: datetime, today: date) -> str:
    """今天 09:30, 昨天 17:05, 8 天前."""
    days = (today - at.date()).days
    if days > 1:
        return f"{days} 天前"
    return f"{at.month}月{at.day}日 {at:%H:%M}" if days < 0 else f"{'昨天' if days else '今天'} {at:%H:%M}"
