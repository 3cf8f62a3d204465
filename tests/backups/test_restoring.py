"""Putting a backup back (fault 10): it was tried first; what was there before is always kept."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gridapp import backups
from gridapp.errors import UnusableFile
from gridapp.model import Village
from gridapp.office import Office
from gridapp.store.driver import sqlite3
from tests.backups.folders import cut_short, kept, names
from tests.offices import open_signed_in
from tests.spoiled import newer, of_another_program

VERSIONS = Path(__file__).parents[1] / "store" / "versions"


@pytest.fixture
def backup(office: Office, place: Path) -> Path:
    """A backup of the office; since then a village came, and the file was closed."""
    (made,) = kept(office, place).backups
    office.change("录入村", save=[Village("西村", "村")])
    office.close()
    return made.path


def villages(path: Path) -> list[str]:
    with Office.open(path) as office:
        assert office.check() == []
        return [village.name for village in office.all(Village)]


def test_a_backup_comes_back_and_the_present_file_is_kept(office: Office, backup: Path) -> None:
    at = backups.restore(backup, office.path)
    assert at is not None
    assert villages(office.path) == ["东村", "南社区"]
    assert villages(at) == ["东村", "南社区", "西村"]


def test_restoring_twice_in_a_second_keeps_both(office: Office, backup: Path) -> None:
    kept_files = {backups.restore(backup, office.path) for _ in range(3)}
    assert len(kept_files) == 3


@pytest.mark.parametrize("version", sorted(VERSIONS.glob("v*.db")), ids=lambda path: path.stem)
def test_a_backup_of_an_older_version_is_brought_up_to_date(office: Office, backup: Path, version: Path) -> None:
    shutil.copyfile(version, backup)
    assert backups.look_into(backup, office.path).records["worker"] == 2
    backups.restore(backup, office.path)
    assert backup.read_bytes() == version.read_bytes(), "the backup itself stays as it was"
    with open_signed_in(office.path) as restored:
        assert [village.name for village in restored.all(Village)] == ["东村", "南社区"]


def _altered(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TRIGGER village_update")
        raw.execute("UPDATE village SET kind = '村'")
    raw.close()


def _blanked(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[8 * 4096 : 9 * 4096] = bytes(4096)
    path.write_bytes(whole)


@pytest.mark.parametrize(
    "spoil",
    [of_another_program, newer, _altered, cut_short, _blanked, lambda path: path.write_bytes(b""), Path.unlink],
    ids=["foreign", "newer", "altered", "cut", "blanked", "empty", "missing"],
)
def test_a_backup_that_will_not_do_leaves_everything_as_it_was(
    office: Office, backup: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(backup)
    before = office.path.read_bytes()
    for work in (backups.look_into, backups.restore):
        with pytest.raises(UnusableFile):
            work(backup, office.path)
        assert office.path.read_bytes() == before
        assert names(office.path.parent) == ["台账.db", "备份"]


def test_a_file_that_is_open_is_not_replaced(office: Office, place: Path) -> None:
    (made,) = kept(office, place).backups
    with pytest.raises(UnusableFile, match="正被另一个程序使用"):
        backups.restore(made.path, office.path)
    assert names(office.path.parent) == ["台账.db", "备份"]


def test_a_damaged_file_is_replaced_and_kept_with_its_journal(office: Office, backup: Path) -> None:
    """The journal of the damaged file must not be taken for the restored one's: SQLite would roll it back into it."""
    damaged = office.path.read_bytes()[:50]
    office.path.write_bytes(damaged)
    journal = office.path.with_name("台账.db-journal")
    journal.write_bytes(b"the damaged file's")
    at = backups.restore(backup, office.path)
    assert at is not None
    assert at.read_bytes() == damaged
    assert at.with_name(f"{at.name}-journal").read_bytes() == b"the damaged file's"
    assert not journal.exists()
    assert villages(office.path) == ["东村", "南社区"]
