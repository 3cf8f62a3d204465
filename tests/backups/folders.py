"""What the tests of backups share: how one is made, and what lies in a folder then."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from gridapp import backups
from gridapp.office import Office

NOON = datetime.combine(date.today() + timedelta(days=1), time(12))
"""Later than every step: a clock before them would be a wrong one."""


def kept(office: Office, *places: Path, now: datetime = NOON) -> backups.Kept:
    return backups.keep(office.draft_backup(), places, now)


def names(folder: Path) -> list[str]:
    """What lies in a folder; SQLite keeps its empty journal beside an open file."""
    return sorted(path.name for path in folder.iterdir() if path.name != "台账.db-journal")


def name(number: int, day: int = 0, pinned: str = "") -> str:
    """The name of a backup made so many days after NOON."""
    return f"台账-{number:04d}-{NOON + timedelta(days=day):%Y%m%d}-120000{pinned}.backup"


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])
