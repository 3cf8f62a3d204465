"""A disk that is full, a file that may not grow, a stick that is pulled (faults 4 and 9)."""

import os
import subprocess
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

from gridapp import backups
from gridapp.door import found
from gridapp.errors import NotSaved, OfficeError, UnusableFile
from gridapp.model import Finding
from gridapp.office import Office
from tests.faults.disks import mount, size_limit
from tests.offices import PASSWORD, WANG, ZHANG, open_office, reopen

SAID = "没有保存：磁盘可能已满，或文件不可写。请腾出空间或检查权限后再试"


def finding(number: int) -> Finding:
    return Finding(ZHANG, date(2019, 5, 6), "1a", note=f"{number} " + "很长的说明" * 100)


def numbers(office: Office) -> list[int]:
    return [int(each.note.split()[0]) for each in office.all(Finding)]


def type_until_full(office: Office, first: int = 0) -> int:
    """How many findings went in before the disk took no more; that one must have left nothing."""
    number = first
    while _goes_in(office, number):
        number += 1
        assert number < 2000, "it never was full"
    assert numbers(office) == list(range(number))
    assert office.check() == []
    return number


def _goes_in(office: Office, number: int) -> bool:
    try:
        office.change("扣分", save=[finding(number)])
    except NotSaved as error:
        if str(error) != SAID:
            raise
        return False
    return True


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def encrypted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def office(tmp_path: Path, encrypted: bool) -> Iterator[Office]:
    """The small office, plain and encrypted."""
    with open_office(tmp_path, encrypted=encrypted) as opened:
        yield opened


@pytest.mark.parametrize("room", [0, 4096, 50_000, 200_000])
def test_a_file_that_may_not_grow_is_said_and_works_again_when_it_may(office: Office, room: int) -> None:
    with size_limit(office.path.stat().st_size + room):
        went_in = type_until_full(office)
    office.change("扣分", save=[finding(went_in)])
    office.close()
    with reopen(office) as again:
        assert numbers(again) == list(range(went_in + 1))
        assert again.check() == []


def test_a_journal_that_may_not_be_written_loses_nothing(office: Office) -> None:
    office.change("扣分", save=[finding(0)])
    for limit in (0, 100, 512, 1024, 5000, 9000, 20_000):
        with size_limit(limit), pytest.raises(NotSaved, match=SAID):
            office.change("扣分", save=[finding(1)])
        assert (numbers(office), office.check()) == ([0], [])


# ── a real file system ────────────────────────────────────────────────────────────────────────────


def test_a_full_disk_is_said_and_works_again_when_there_is_room(small_disk: Path, encrypted: bool) -> None:
    with open_office(small_disk, encrypted=encrypted) as office:
        ballast = small_disk / "照片.jpg"
        ballast.write_bytes(bytes(300_000))
        went_in = type_until_full(office)
        ballast.unlink()
        assert type_until_full(office, went_in) > went_in, "there was room again"
    with reopen(office) as again:
        assert again.check() == []


@pytest.mark.parametrize("ballast", [950_000, 1_040_000])
def test_an_office_is_not_half_made_on_a_full_disk(small_disk: Path, encrypted: bool, ballast: int) -> None:
    (small_disk / "照片.jpg").write_bytes(bytes(ballast))
    make = partial(found, name=WANG, password=PASSWORD, encrypted=True) if encrypted else Office.create
    with pytest.raises(UnusableFile, match="空间是否足够"):
        make(small_disk / "台账.db")
    assert [path.name for path in small_disk.iterdir()] == ["照片.jpg"]


def test_a_backup_that_finds_no_room_leaves_the_old_ones(office: Office, small_disk: Path) -> None:
    """Fault 9: the stick is full."""

    def until_full() -> None:
        for _ in range(20):
            backups.keep(office.draft_backup(), [small_disk], datetime.now())

    with pytest.raises(UnusableFile, match="不能备份到"):
        until_full()
    made = backups.found(small_disk, "台账")
    assert made
    assert [path.name for path in sorted(small_disk.iterdir())] == [backup.path.name for backup in made]
    for backup in made:
        backups.look_into(backup.path, office.path, office.unlocked)


def test_a_stick_that_is_pulled_is_told_and_its_backups_are_whole(office: Office, tmp_path: Path) -> None:
    """Fault 9: gone between two backups; what was on it is as it was, and the computer's own backup is made."""
    stick, inside, here = tmp_path / "U盘", tmp_path / "里面", tmp_path / "备份"
    for folder in (stick, inside, here):
        folder.mkdir()
    mount("--bind", str(inside), str(stick))
    try:
        backups.keep(office.draft_backup(), [here, stick], datetime.now())
        draft = office.draft_backup()
    finally:
        subprocess.run(["umount", "-l", str(stick)], check=True)
    stick.rmdir()
    kept = backups.keep(draft, [here, stick], datetime.now())
    assert [backup.path.parent for backup in kept.backups] == [here]
    assert kept.warnings[0].startswith(f"不能备份到 {stick}：请检查文件夹（U 盘）是否还在")
    (old,) = backups.found(inside, "台账")
    backups.look_into(old.path, office.path, office.unlocked)


@pytest.mark.parametrize("room", [0, 100_000, 250_000, 400_000])
def test_a_backup_whose_own_computer_is_full_is_told(
    small_disk: Path, tmp_path: Path, encrypted: bool, room: int
) -> None:
    """The copy to be checked, and of an encrypted file the parcel, are made beside it first."""
    place, ballast = tmp_path / "备份", small_disk / "照片.jpg"
    place.mkdir()
    with open_office(small_disk, encrypted=encrypted) as office:
        disk = os.statvfs(small_disk)
        ballast.write_bytes(bytes(disk.f_bavail * disk.f_frsize - room))
        try:
            office.back_up(place)
        except OfficeError as error:
            told = error.message
        else:
            told = ""
        assert ("磁盘已满" in told) == (list(place.iterdir()) == [])
        ballast.unlink()
        mount("-o", "remount,size=4m", str(small_disk))
        office.back_up(place)
