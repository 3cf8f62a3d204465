"""Where backups are looked for, and which is the newest."""

from pathlib import Path

from ui import preferences

PATTERN = "*.backup"


def offered_folder(path: Path) -> Path:
    """The folder of the last backup, else the one where the office's file lies."""
    kept = preferences.load().backups
    return Path(kept) if kept and Path(kept).is_dir() else path.parent


def newest_backup(path: Path) -> Path | None:
    """The newest backup of a file, in the folder of the last backup or beside the file; their names end in the time."""
    folders = {offered_folder(path), path.parent}
    found = [backup for folder in folders for backup in folder.glob(PATTERN) if backup.name.startswith(f"{path.stem}-")]
    return max(found, key=lambda backup: backup.name, default=None)
