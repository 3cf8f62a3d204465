"""Fuzzed bytes of a database, a keyring and a backup (fault 25): an error for the user, no traceback, no changed file.

A longer run: `FUZZED=20000 python -m pytest tests/faults/test_fuzzed_files.py`; guided by coverage: atheris_run.py.
"""

import os
import random
import sqlite3
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from gridapp import backups
from gridapp.door import Door
from gridapp.errors import OfficeError
from gridapp.model import Worker
from gridapp.office import Office
from tests.faults.fuzz import damaged, spoiled_keyring
from tests.offices import PASSWORD, Q2, WANG, full_quarter, open_office, reopen

FILES = int(os.environ.get("FUZZED", "150"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    with open_office(tmp_path_factory.mktemp("office")) as office:
        office.change("录入", save=full_quarter(Q2))
    return office.path.read_bytes()


def test_a_fuzzed_database_is_refused_or_found_or_whole(tmp_path: Path, whole: bytes) -> None:
    path, outcomes = tmp_path / "坏.db", Counter[str]()
    for seed in range(FILES):
        spoiled = damaged(whole, random.Random(seed))
        path.write_bytes(spoiled)
        outcomes[_outcome(path)] += 1
        assert path.read_bytes() == spoiled, f"seed {seed}: the file was changed"
    assert {"refused", "found by the check"} <= outcomes.keys()


def _outcome(path: Path) -> str:
    """Anything but an OfficeError falls through."""
    try:
        office = Office.open(path)
    except OfficeError:
        return "refused"
    with office:
        if office.check():
            office.rebuild()
            walk = office.walk_chain()
            while walk.go_on():
                pass
            return "found by the check"
        assert len(office.all(Worker)) == 2
        assert len(office.score(Q2).people) == 2
        return "whole"


def test_a_fuzzed_backup_is_never_put_back(office: Office, tmp_path: Path, whole: bytes) -> None:
    """What is put back is what an undamaged one holds; else nothing is."""
    office.close()
    before, bad = office.path.read_bytes(), tmp_path / "坏.backup"
    for seed in range(FILES // 5):
        bad.write_bytes(damaged(whole, random.Random(1000 + seed)))
        try:
            backups.restore(bad, office.path)
        except OfficeError:
            assert office.path.read_bytes() == before, f"seed {seed}"
            continue
        assert _dump(office.path) == _dump_of(whole, tmp_path), f"seed {seed}"
        office.path.write_bytes(before)


def _dump_of(whole: bytes, folder: Path) -> list[str]:
    (folder / "好.db").write_bytes(whole)
    return _dump(folder / "好.db")


def _dump(path: Path) -> list[str]:
    raw = sqlite3.connect(path)
    try:
        lines = [line for line in raw.iterdump() if "sqlite_migrations" not in line]
        return [line if line.startswith("INSERT") else line.lower() for line in lines]
    finally:
        raw.close()


# ── encrypted ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Closed; its password costs no time, lest a changed digit make it cost minutes."""
    monkeypatch.setattr("gridapp.passwords.PASSES", 1)
    monkeypatch.setattr("gridapp.passwords.MEMORY", 8192)
    with open_office(tmp_path, encrypted=True) as office:
        office.change("录入", save=full_quarter(Q2))
    return office


def test_a_fuzzed_encrypted_database_is_refused_or_whole(encrypted: Office) -> None:
    path, outcomes = encrypted.path, Counter[str]()
    whole, journal = path.read_bytes(), path.with_name("台账.db-journal")
    for seed in range(FILES):
        spoiled = damaged(whole, random.Random(seed))
        path.write_bytes(spoiled)
        journal.unlink(missing_ok=True)
        try:
            Door(path)
            with reopen(encrypted) as office:
                assert (office.check(), len(office.all(Worker))) == ([], 2)
            outcomes["whole"] += 1
        except OfficeError:
            outcomes["refused"] += 1
        assert path.read_bytes() == spoiled, f"seed {seed}: the file was changed"
    assert outcomes["refused"] > 0.9 * FILES


def test_a_fuzzed_keyring_is_told_or_opens_for_whom_it_is_meant(encrypted: Office) -> None:
    """Half of them with their digest put right, so that what is in them is read."""
    (keys,) = encrypted.path.parent.glob("*.keys")
    whole, outcomes = keys.read_bytes(), Counter[str]()
    database = encrypted.path.read_bytes()
    for seed in range(3 * FILES):
        keys.write_bytes(spoiled_keyring(whole, random.Random(seed), sealed=seed % 2 == 1))
        try:
            with Door(encrypted.path).enter(WANG, PASSWORD, datetime.now()) as office:
                assert (office.check(), len(office.all(Worker))) == ([], 2)
            outcomes["opened"] += 1
        except OfficeError as error:
            outcomes[type(error).__name__] += 1
        encrypted.path.write_bytes(database)
    assert outcomes["DamagedKeyring"] > FILES


def test_a_fuzzed_parcel_is_never_put_back(encrypted: Office, tmp_path: Path) -> None:
    (tmp_path / "备份").mkdir()
    with reopen(encrypted) as office:
        parcel = office.back_up(tmp_path / "备份").backups[0].path
    whole, before, head = parcel.read_bytes(), encrypted.path.read_bytes(), _head(encrypted)
    for seed in range(FILES):
        spoiled = damaged(whole, random.Random(2000 + seed))
        parcel.write_bytes(spoiled)
        try:
            kept = backups.restore(parcel, encrypted.path, encrypted.unlocked)
        except OfficeError:
            assert encrypted.path.read_bytes() == before, f"seed {seed}"
        else:
            assert kept
            assert _head(encrypted) == head, f"seed {seed}"
            kept.unlink()
            encrypted.path.write_bytes(before)
        assert parcel.read_bytes() == spoiled, f"seed {seed}: the backup was changed"


def _head(office: Office) -> str:
    with reopen(office) as opened:
        assert opened.check() == []
        return opened.chain_head()
