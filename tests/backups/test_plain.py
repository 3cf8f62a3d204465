"""The backups without encryption that a file had before: found, and deleted."""

from datetime import datetime
from pathlib import Path

import pytest

from gridapp import backups, door
from gridapp.door import Door
from gridapp.errors import UnusableFile
from gridapp.office import Office
from tests.offices import PASSWORD, WANG, open_office


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two backups that are plain, then one that is encrypted."""
    place = tmp_path / "备份"
    place.mkdir()
    with open_office(tmp_path) as office:
        office.begin_accounts(WANG, PASSWORD)
        unlocked = office.unlocked
        for _ in range(2):
            office.back_up(place)
    assert unlocked
    after = door.encrypt(office.path, unlocked)
    with Office.open(office.path, unlocked=after) as again:
        again.back_up(place)
    return place


def test_only_what_anybody_can_read_is_found_and_deleted(place: Path) -> None:
    known = backups.found(place, "台账")
    plain = backups.unencrypted(known)
    assert [each.number for each in plain] == [1, 2]
    assert backups.remove(plain) == 2
    (left,) = backups.found(place, "台账")
    with Door(place.parent / "台账.db").enter(WANG, PASSWORD, datetime.now()) as office:
        assert backups.look_into(left.path, office.path, office.unlocked).steps > 0


def test_a_backup_that_is_gone_meanwhile_is_none_and_to_delete_it_is_told(place: Path) -> None:
    plain = backups.unencrypted(backups.found(place, "台账"))
    plain[1].path.unlink()
    assert backups.unencrypted(plain) == plain[:1]
    with pytest.raises(UnusableFile, match="前面的 1 份已删除"):
        backups.remove(plain)
