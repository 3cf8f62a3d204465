"""kill -9 while it saves, while it makes a backup (faults 2 and 9), and while a file is given another key.

The whole number: `KILLS=150 python -m pytest tests/faults/test_kills.py`.
"""

import os
import random
from pathlib import Path
from time import sleep

import pytest

from gridapp import backups
from gridapp.door import Door
from gridapp.model import Finding, Worker
from gridapp.office import Office
from gridapp.passwords import unlock_again
from tests.faults import sitter
from tests.offices import PASSWORD, open_office

KILLS = int(os.environ.get("KILLS", "12"))
LONGEST = 0.05
"""Seconds after a saved finding at which the kill comes at the latest; a finding takes a few thousandths."""


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_nothing_that_was_saved_is_lost_when_the_program_is_killed(tmp_path: Path, encrypted: bool) -> None:
    """Fault 2: what was said to be saved is there once, and at most the one under way as well."""
    dice, saved = random.Random(2), 0
    with open_office(tmp_path, encrypted=encrypted) as office:
        path, unlocked = office.path, office.unlocked
    for kill in range(KILLS):
        process, hear = sitter.begin(sitter.type_findings, path, unlocked, saved)
        for _ in range(dice.randint(2, 6)):
            hear.recv()
        sleep(dice.random() * LONGEST)
        process.kill()
        said = [int(each) for each in sitter.heard(hear) if each != "open"]
        process.join()
        with Office.open(path, unlocked=unlocked) as office:
            assert office.check() == [], f"kill {kill}"
            notes = [int(each.note) for each in office.all(Finding)]
        assert notes == list(range(len(notes))), f"kill {kill}: nothing twice, nothing between missing"
        assert len(notes) - 1 in ({said[-1], said[-1] + 1} if said else {len(notes) - 1}), f"kill {kill}"
        assert len(notes) > saved
        saved = len(notes)


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_a_backup_that_was_cut_off_is_never_taken_for_one(tmp_path: Path, encrypted: bool) -> None:
    """Fault 9: whatever is called a backup is whole, those before it still are, and what was left is swept."""
    dice, place = random.Random(9), tmp_path / "备份"
    place.mkdir()
    with open_office(tmp_path, encrypted=encrypted) as office:
        path, unlocked = office.path, office.unlocked
    for kill in range(KILLS):
        before = {backup.path: backup.path.read_bytes() for backup in backups.found(place, "台账")}
        process, hear = sitter.begin(sitter.back_up, path, unlocked, place)
        for _ in range(dice.randint(1, 3)):
            hear.recv()
        sleep(dice.random() * LONGEST)
        process.kill()
        said = [each for each in sitter.heard(hear) if each != "open"]
        process.join()
        found = backups.found(place, "台账")
        assert {backup.path.name for backup in found} >= set(said)
        assert all(file.read_bytes() == content for file, content in before.items()), f"kill {kill}"
        for backup in found[-2:]:
            backups.look_into(backup.path, path, unlocked)
        for folder in (path.parent, place):
            backups.sweep(folder, "台账")
        assert {each.name for each in place.iterdir()} == {backup.path.name for backup in found}
        left = {each.name for each in tmp_path.iterdir() if each.suffix != ".keys"}
        assert left <= {"台账.db", "台账.db-journal", "备份"}


def test_a_file_that_was_to_get_another_key_opens_by_one_of_them(tmp_path: Path) -> None:
    """And what is swept at the next start was the only copy that isn't encrypted, where the file is."""
    dice = random.Random(6)
    with open_office(tmp_path, encrypted=True) as office:
        office.add_account("李强", "录入", PASSWORD)
        path, unlocked = office.path, office.unlocked
    assert unlocked
    for kill in range(KILLS):
        process, hear = sitter.begin(sitter.change_keys, path, unlocked)
        for _ in range(dice.randint(1, 3)):
            hear.recv()
        sleep(dice.random() * 4 * LONGEST)
        process.kill()
        sitter.heard(hear)
        process.join()
        keyring = Door(path).keyring
        assert keyring, f"kill {kill}"
        unlocked = unlocked._replace(key=unlock_again(keyring, unlocked))
        with Office.open(path, unlocked=unlocked) as office:
            assert (office.check(), len(office.all(Worker))) == ([], 2), f"kill {kill}"
        backups.sweep(tmp_path, "台账")
        if unlocked.key:
            for file in tmp_path.iterdir():
                assert b"640121198002070014" not in file.read_bytes(), f"kill {kill}: {file.name} is not encrypted"
