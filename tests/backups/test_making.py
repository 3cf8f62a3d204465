"""A backup is whole or it is none; those before it stay."""

import shutil
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gridapp import backups
from gridapp.errors import DamagedFile, UnusableFile
from gridapp.office import Office
from gridapp.store.driver import sqlite3
from tests.backups.folders import NOON, kept, name, names


def test_a_backup_bears_its_number_and_time_and_holds_what_the_file_does(office: Office, place: Path) -> None:
    made = kept(office, place)
    assert names(place) == [name(1)]
    assert made.backups == (backups.Backup(place / name(1), 1, NOON, False),)
    holds = backups.look_into(made.backups[0].path, office.path)
    assert (holds.head, holds.records["worker"]) == (office.chain_head(), 2)
    assert holds.last is not None
    assert (holds.last.name, holds.last.who) == ("录入名册", "王敏")
    assert names(office.path.parent) == ["台账.db", "备份"], "no draft may be left"


def test_numbers_count_on_whatever_the_clock_says(office: Office, place: Path) -> None:
    """Fault 12: the order is the numbers', also when the clock goes back twenty years."""
    for now in (NOON, NOON - timedelta(days=20 * 365 + 5), NOON):
        kept(office, place, now=now)
    assert [(backup.number, NOON.year - backup.at.year) for backup in backups.found(place, "台账")] == [
        (1, 0),
        (2, 20),
        (3, 0),
    ]


def test_a_wrong_clock_is_told_and_nothing_is_thinned(office: Office, place: Path) -> None:
    for day in range(40):
        shutil.copyfile(office.path, place / name(day + 1, day - 41))
    made = kept(office, place, now=datetime(1970, 1, 1))
    assert made.warnings[0].startswith("电脑的时间不对：现在显示 1970年1月1日")
    assert len(names(place)) == 41
    made = kept(office, place, now=NOON)
    assert made.warnings == ()
    assert len(names(place)) < 30


def test_two_places_get_the_same_and_one_that_is_gone_is_told(office: Office, place: Path, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    kept(office, stick)
    made = kept(office, place, stick, now=NOON + timedelta(days=1))
    assert [backup.number for backup in made.backups] == [2, 2]
    assert names(place) == [name(2, 1)]
    stick.rename(tmp_path / "拔了")
    made = kept(office, place, stick, now=NOON + timedelta(days=2))
    assert [backup.path.parent for backup in made.backups] == [place]
    assert made.warnings == (f"不能备份到 {stick}：请检查文件夹（U 盘）是否还在、是否可写、空间是否足够",)


def test_no_place_at_all_is_an_error(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UnusableFile, match="不能备份到"):
        kept(office, tmp_path / "没有")
    assert names(tmp_path) == ["台账.db"]


def test_another_office_s_backups_are_not_ours(office: Office, place: Path) -> None:
    for other in ("台账-乡-0007-20260601-120000.backup", "台账-0007-20260601-120000.backup.part", "台账-7-x.backup"):
        (place / other).touch()
    (place / "台账-0009-20269901-120000.backup").touch()  # no such month
    kept(office, place)
    assert [backup.number for backup in backups.found(place, "台账")] == [1]


def test_nothing_is_backed_up_from_a_damaged_file(office: Office, place: Path) -> None:
    """Somebody has been at the file while the program was closed: opening finds nothing, the backup's check does."""
    kept(office, place)
    office.close()
    raw = sqlite3.connect(office.path, isolation_level=None)
    raw.execute("DROP TRIGGER worker_update")
    raw.execute("UPDATE worker SET name = '王五'")
    raw.close()
    before = {path: path.read_bytes() for path in place.iterdir()}
    with Office.open(office.path) as spoiled, pytest.raises(DamagedFile, match="没有从它备份；已有的备份都没有动"):
        kept(spoiled, place)
    assert {path: path.read_bytes() for path in place.iterdir()} == before


def test_a_draft_that_the_disk_spoiled_is_never_kept(office: Office, place: Path) -> None:
    """Written is not yet whole: what is read back decides."""
    draft = office.draft_backup()
    whole = bytearray(draft.copy.read_bytes())
    whole[len(whole) // 2 : len(whole) // 2 + 4096] = bytes(4096)
    draft.copy.write_bytes(whole)
    with pytest.raises(DamagedFile):
        backups.keep(draft, [place], NOON)
    assert names(place) == []


def test_only_who_may_read_the_file_may_read_a_backup(office: Office, place: Path) -> None:
    """A new file is its owner's alone; what was made of it is as private, also when it comes back."""
    assert stat.S_IMODE(office.path.stat().st_mode) == 0o600
    for mode in (0o600, 0o640):
        office.path.chmod(mode)
        (backup,) = kept(office, place).backups
        assert stat.S_IMODE(backup.path.stat().st_mode) == mode
    office.close()
    backup.path.chmod(0o644)  # as a stick makes it
    at = backups.restore(backup.path, office.path)
    assert at is not None
    assert [stat.S_IMODE(each.stat().st_mode) for each in (office.path, at)] == [0o640, 0o640]


def test_a_pin_is_in_the_name_and_keeps_it(office: Office, place: Path) -> None:
    (backup,) = kept(office, place).backups
    pinned = backups.pin(backup, "台账", pinned=True)
    assert names(place) == [name(1, pinned="-保留")]
    assert backups.found(place, "台账") == [pinned]
    assert backups.pin(pinned, "台账", pinned=False) == backup
    with pytest.raises(UnusableFile, match="不能改名"):
        backups.pin(pinned, "台账", pinned=False)


def test_what_a_broken_off_backup_left_is_swept_and_nothing_else(office: Office, place: Path) -> None:
    left = office.draft_backup()
    left.folder._finalizer.detach()  # type: ignore[attr-defined]  # as when the power goes: nobody cleans up
    (place / ".gridapp-别的镇-abcdefgh").mkdir()
    kept(office, place)
    backups.sweep(office.path.parent, "台账")
    backups.sweep(place, "台账")
    assert names(office.path.parent) == ["台账.db", "备份"]
    assert names(place) == [".gridapp-别的镇-abcdefgh", name(1)]
