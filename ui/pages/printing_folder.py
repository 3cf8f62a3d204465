"""Where prints are saved: the next ones are offered the same folder."""

from pathlib import Path

from ui import preferences
from ui.session import Session


def prints_folder(session: Session) -> Path:
    """Where prints were saved last, else where the office's file is."""
    kept = preferences.load().prints
    return Path(kept) if kept and Path(kept).is_dir() else session.office.path.parent


def remember_folder(folder: Path) -> None:
    preferences.remember(prints=str(folder))
