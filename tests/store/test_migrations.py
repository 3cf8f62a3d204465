"""A file of every released version opens for ever; a migration that breaks off leaves the version that was there."""

import json
import subprocess
import sys
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine

from gridapp.answer import answer
from gridapp.errors import UnusableFile
from gridapp.model import Finding, Post, Worker
from gridapp.office import Office
from gridapp.store.driver import sqlite3
from gridapp.store.version import LATEST
from tests.offices import LI, Q2, Q3, ZHANG, finding, open_signed_in

VERSIONS = sorted((Path(__file__).parent / "versions").glob("v*.db"))
BROKEN_OFF = """
import os, signal, sys
from pathlib import Path
from gridapp.store import database, migrations

database.LATEST += 1

@migrations.migrations()
def next_release(db):
    db.execute("PRAGMA cache_size = 1")  # so that half of the work is in the file already
    db.execute("ALTER TABLE worker ADD COLUMN photo TEXT")
    db.execute("CREATE TABLE leave (worker TEXT NOT NULL, day TEXT NOT NULL, reason TEXT NOT NULL) STRICT")
    db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
               "INSERT INTO leave SELECT i, i, hex(randomblob(50)) FROM n")
    db.execute(f"PRAGMA user_version = {database.LATEST}")
    if sys.argv[2] == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    raise RuntimeError("migration failed")

database.open_database(Path(sys.argv[1]))
"""


@pytest.fixture(params=VERSIONS, ids=[path.stem for path in VERSIONS])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a released version's file; versions/make.py says what is in it."""
    path = tmp_path / "台账.db"
    path.write_bytes(request.param.read_bytes())
    return path


def test_there_is_a_file_of_every_version() -> None:
    assert [path.name for path in VERSIONS] == [f"v{number}.db" for number in range(1, LATEST + 1)]


def test_an_old_file_opens_with_all_that_is_in_it(old: Path) -> None:
    with open_signed_in(old) as office:
        assert office.check() == []
        assert [worker.name for worker in office.all(Worker)] == ["张三丰", "李四"]
        assert [(post.worker, post.grid, post.start) for post in office.all(Post)] == [
            (ZHANG, "101", date(2019, 1, 1)),
            (LI, "201", date(2019, 1, 1)),
        ]
        assert [(each.worker, each.clause, each.level) for each in office.all(Finding)] == [
            (ZHANG, "1a", ""),
            (LI, "3b", "市"),
        ]
        assert [step.name for step, _ in office.history(Worker(ZHANG, ""))] == ["录入名册", "改名"]
    assert _version(old) == LATEST


def test_an_old_file_is_first_copied_as_it_is(old: Path) -> None:
    before = _version(old)
    with open_signed_in(old):
        kept = list(old.parent.glob("台账-升级前-*.backup"))
    assert [_version(copy) for copy in kept] == ([before] if before < LATEST else [])
    with open_signed_in(old):
        assert list(old.parent.glob("台账-升级前-*")) == kept, "only once"


def test_an_old_file_that_cannot_be_copied_first_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "台账.db"
    path.write_bytes(VERSIONS[0].read_bytes())
    with time_machine.travel(datetime(2019, 8, 1, 9, 30), tick=False):
        (tmp_path / "台账-升级前-第1版-20190801-093000.new").mkdir()
        with pytest.raises(UnusableFile, match=r"备份没有写成：.*文件没有改动"):
            Office.open(path)
    assert path.read_bytes() == VERSIONS[0].read_bytes()


def test_a_quarter_settled_in_an_old_version_answers_as_it_did(old: Path) -> None:
    with open_signed_in(old) as office:
        found = answer(office.score(Q2))
    people = [
        (each["name"], each["base"], each["total"], each["grade"], each["paid_cents"]) for each in found["people"]
    ]
    assert found["state"] == "已定案"
    assert people == [("张三", "98.5", "98.80", "合格", 150_000), ("李四", "97.5", "98.00", "合格", 150_000)]


def test_its_answer_is_byte_for_byte_what_the_program_of_then_gave(tmp_path: Path) -> None:
    """v1.json is what `score --json` of the program that wrote v1.db printed."""
    path = tmp_path / "台账.db"
    path.write_bytes((VERSIONS[0]).read_bytes())
    with Office.open(path) as office:
        printed = json.dumps(answer(office.score(Q2)), ensure_ascii=False, indent=1) + "\n"
        assert printed.encode() == VERSIONS[0].with_suffix(".json").read_bytes()
        names = {"reason": "漏记", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2019, 8, 1)}
        office.correct(Q2, [finding(date(2019, 5, 8), "4a")], **names)
        again = json.dumps(answer(office.score(Q2)), ensure_ascii=False, indent=1) + "\n"
        assert again == printed
        assert office.restated(Q2)[ZHANG].sheet.base == 97_50


def test_work_goes_on_in_an_old_file(old: Path) -> None:
    with open_signed_in(old) as office:
        office.change("扣分", save=[finding(date(2019, 8, 5))])
        office.undo()
        office.undo()
        assert [worker.name for worker in office.all(Worker)] == ["张三", "李四"]
        assert office.check() == []
        assert Q3.shift(-1) in office.quarters()


@pytest.mark.parametrize("end", ["killed", "failed"])
def test_a_migration_that_breaks_off_leaves_the_old_version(old: Path, end: str) -> None:
    with open_signed_in(old):
        pass
    beside = {path.name for path in old.parent.iterdir()}
    before = sha256(old.read_bytes()).hexdigest()
    run = subprocess.run([sys.executable, "-c", BROKEN_OFF, str(old), end], capture_output=True, check=False)
    if end == "killed":
        assert run.returncode == -9
        assert old.with_name("台账.db-journal").exists()
        assert sha256(old.read_bytes()).hexdigest() != before, "it was to be killed half-way"
    else:
        assert b"migration failed" in run.stderr
    with open_signed_in(old) as office:
        assert office.check() == []
    assert sha256(old.read_bytes()).hexdigest() == before
    assert _version(old) == LATEST
    assert {path.name for path in old.parent.iterdir()} == beside


def _version(path: Path) -> int:
    raw = sqlite3.connect(path)
    try:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])
    finally:
        raw.close()
