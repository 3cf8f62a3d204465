"""Looking into backups, and finding the newest that is whole."""

from datetime import timedelta
from pathlib import Path

from gridapp import backups
from tests.backups.folders import NOON, cut_short, kept, name
from tests.offices import open_office


def test_the_newest_backup_that_is_whole_is_found(tmp_path: Path, place: Path) -> None:
    """Fault 6: of three the last is damaged; the one before it is offered."""
    with open_office(tmp_path) as office:
        for day in range(3):
            kept(office, place, now=NOON + timedelta(days=day))
    cut_short(place / name(3, 2))
    newest = backups.newest_good([place], office.path)
    assert newest is not None
    assert newest.number == 2
    assert backups.newest_good([tmp_path], office.path) is None
