"""Fuzzed bytes of a database and of a backup (fault 25): an error for the user, no traceback, no hang, no changed file.

A longer run: `FUZZED=20000 python -m pytest tests/faults/test_fuzzed_files.py`; guided by coverage: atheris_run.py.
"""

import os
import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from gridapp import backups
from gridapp.errors import OfficeError
from gridapp.model import Worker
from gridapp.office import Office
from tests.faults.fuzz import damaged
from tests.offices import Q2, full_quarter, open_office

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
