"""Power cuts while records are saved, while the file's version is raised, while a backup is made (faults 1, 9, 11).

Also the database copied from under a running program, without its journal (fault 7). Plain files and encrypted ones;
power cuts while a file is given a key: test_cuts_of_keys.py. See power.py for how it is cut, and for the long run.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from gridapp import backups
from gridapp.errors import DamagedFile, OfficeError, UnusableFile
from gridapp.keyring import Unlocked
from gridapp.office import Office
from gridapp.store.database import key_text
from gridapp.store.driver import sqlite3
from gridapp.store.version import LATEST
from tests.faults.power import Disk, Op, cuts, of_interest, record
from tests.offices import Q2, full_quarter, meeting, open_office

VERSIONS = Path(__file__).parents[1] / "store" / "versions"

SITTING = """
import os, sys
from datetime import date
from pathlib import Path
from gridapp.model import STATES, Finding, Worker
from tests.offices import Q2, ZHANG, LI, bring_to, open_signed_in

def said(office):
    os.write(1, f"{office.chain_head()}\\n".encode())

with open_signed_in(Path(sys.argv[1])) as office:
    said(office)
    for number in range(12):
        office.change("扣分", save=[Finding(ZHANG, date(2019, 5, 6), "1a", note=f"第{number}条")])
        said(office)
    office.change("改名", save=[Worker(ZHANG, "张三丰"), Worker(LI, "李四方")])
    said(office)
    for go in (office.undo, office.redo, office.undo):
        go()
        said(office)
    for state in STATES[1:]:
        bring_to(office, Q2, state)
        said(office)
    office.set_office(镇名="柳河镇" * 2000)
    said(office)
"""
"""Typing, a change of two records, undo, redo, settling a quarter, a text longer than pages; after each the head."""

MIGRATING = """
import os, sys
from pathlib import Path
from gridapp.keyring import FileKey
from gridapp.store import database, migrations

database.LATEST += 1

@migrations.migrations()
def next_release(db):
    db.execute("PRAGMA cache_size = 1")  # so that half of the work is in the file before the end
    db.execute("ALTER TABLE worker ADD COLUMN note TEXT")
    db.execute("CREATE TABLE absence (worker TEXT NOT NULL, day TEXT NOT NULL, reason TEXT NOT NULL) STRICT")
    db.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
               "INSERT INTO absence SELECT i, i, hex(randomblob(50)) FROM n")
    db.execute(f"PRAGMA user_version = {database.LATEST}")

key = FileKey(*map(bytes.fromhex, sys.argv[2:])) if sys.argv[2:] else None
database.open_database(Path(sys.argv[1]), key).close()
os.write(1, b"done\\n")
"""

BACKING_UP = """
import os, sys
from datetime import datetime
from pathlib import Path
from gridapp import backups
from tests.offices import open_signed_in

with open_signed_in(Path(sys.argv[1])) as office:
    for _ in range(3):
        office.set_office(镇名="柳河镇")
        office.undo()
        kept = backups.keep(office.draft_backup(), [Path(sys.argv[2])], datetime.now())
        os.write(1, f"{kept.backups[0].path.name}\\n".encode())
"""


def recorded(program: str, *arguments: object, folder: Path) -> list[Op]:
    try:
        return of_interest(record(program, *arguments), folder)
    except OSError as error:
        pytest.skip(f"strace can't trace here: {error}")


def sat(folder: Path, *, encrypted: bool = False) -> tuple[Path, list[Op], Unlocked | None]:
    """A sitting at a full quarter: the folder as it was before, what was done, and who may look at what is left."""
    before, work = folder / "before", folder / "work"
    before.mkdir()
    with open_office(before, encrypted=encrypted) as office:
        office.change("录入", save=[*full_quarter(Q2), *meeting("H1", date(2019, 4, 3), "迟到")])
    shutil.copytree(before, work)
    ops = recorded(SITTING, work / "台账.db", folder=work)
    return before, [relocated(op, work, before) for op in ops], office.unlocked


def relocated(op: Op, here: Path, there: Path) -> Op:
    """The same done in another folder."""
    return op._replace(path=op.path.replace(str(here), str(there)), other=op.other.replace(str(here), str(there)))


def while_saving(trials: int, *, encrypted: bool = False) -> Counter[str]:
    """Fault 1: whatever was said to be saved is there, whole; at most the one change under way as well."""
    with tempfile.TemporaryDirectory() as folder:
        before, ops, unlocked = sat(Path(folder), encrypted=encrypted)
        heads = [head for op in ops if op.kind == "say" for head in op.other.split()]
        assert len(heads) == len(set(heads)) > 20
        outcomes = Counter[str]()
        for cut in cuts(before, ops, trials, seed=1):
            with Office.open(cut.folder / "台账.db", unlocked=unlocked) as office:
                assert office.check() == []
                head = office.chain_head()
            known = len(cut.said)
            allowed = heads[max(known - 1, 0) : known + 1]
            assert head in allowed, f"after {known} were saved, the file is as after {heads.index(head) + 1}"
            outcomes[
                "the change under way as well" if known and head != heads[known - 1] else "all that was saved"
            ] += 1
        return outcomes


def while_migrating(trials: int, *, encrypted: bool = False) -> Counter[str]:
    """Fault 11: the old version or the new one, whole, never between."""
    with tempfile.TemporaryDirectory() as folder:
        before, work = Path(folder) / "before", Path(folder) / "work"
        before.mkdir()
        unlocked = None
        if encrypted:
            with open_office(before, encrypted=True) as office:
                unlocked = office.unlocked
        else:
            shutil.copyfile(VERSIONS / "v1.db", before / "台账.db")
        shutil.copytree(before, work)
        key = [part.hex() for part in unlocked.key] if unlocked and unlocked.key else []
        ops = [relocated(op, work, before) for op in recorded(MIGRATING, work / "台账.db", *key, folder=work)]
        outcomes = Counter[str]()
        for cut in cuts(before, ops, trials, seed=2):
            outcome = _version_after(cut.folder / "台账.db", unlocked)
            outcomes[outcome] += 1
            assert not cut.said or outcome == "new", "said to be done, and is not"
        return outcomes


def _version_after(path: Path, unlocked: Unlocked | None) -> str:
    """Opens it as SQLite does, which rolls back what was under way."""
    raw = sqlite3.connect(path)
    if unlocked and unlocked.key:
        raw.execute(f'PRAGMA key = "{key_text(unlocked.key)}"')
    try:
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        if version > LATEST:
            assert raw.execute("SELECT count(*) FROM absence").fetchone() == (500,)
    finally:
        raw.close()
    if version > LATEST:
        with pytest.raises(UnusableFile, match="由更新版本的程序写成"):
            Office.open(path, unlocked=unlocked)
        return "new"
    with Office.open(path, unlocked=unlocked) as office:
        assert office.check() == []
    return "old"


def while_backing_up(
    trials: int, *, encrypted: bool = False, program: str = BACKING_UP, where: str = ""
) -> Counter[str]:
    """Fault 9: every file with a backup's name is whole, and those that were said to be made are there."""
    with tempfile.TemporaryDirectory() as folder:
        before, work = Path(folder) / "before", Path(folder) / "work"
        (before / "备份").mkdir(parents=True)
        with open_office(before, encrypted=encrypted) as office:
            unlocked = office.unlocked
        shutil.copytree(before, work)
        ops = recorded(program, work / "台账.db", work / "备份", folder=work)
        ops = [relocated(op, work, before) for op in ops]
        outcomes = Counter[str]()
        for cut in cuts(before, ops, trials, seed=3, at=[place for place, op in enumerate(ops) if where in op.path]):
            (cut.folder / "备份").mkdir(exist_ok=True)
            found = backups.found(cut.folder / "备份", "台账")
            assert [backup.path.name for backup in found][: len(cut.said)] == list(cut.said)
            if found:
                backups.look_into(found[-1].path, cut.folder / "台账.db", unlocked)
            outcomes[f"{len(found)} backups"] += 1
        return outcomes


def copied_without_journal(trials: int, *, encrypted: bool = False) -> Counter[str]:
    """Fault 7: a copy of the file alone, taken at any moment, is found out or is what it was before or after."""
    with tempfile.TemporaryDirectory() as folder:
        before, ops, unlocked = sat(Path(folder), encrypted=encrypted)
        heads = {head for op in ops if op.kind == "say" for head in op.other.split()}
        places = range(0, len(ops), max(1, len(ops) // trials))
        disk, outcomes, copy = Disk(before), Counter[str](), Path(folder) / "复制.db"
        for place, op in enumerate(ops):
            disk.do(op)
            if place in places:
                copy.write_bytes(disk.names[str(before / "台账.db")].now)
                outcomes[_found_out(copy, heads, unlocked)] += 1
        return outcomes


def _found_out(copy: Path, heads: set[str], unlocked: Unlocked | None) -> str:
    try:
        with Office.open(copy, unlocked=unlocked) as office:
            walk = office.walk_chain()
            while walk.go_on():
                pass
            if walk.problems:
                return "found when its log was walked"
            if office.check():
                return "found by the check"
            assert office.chain_head() in heads
    except DamagedFile:
        return "found on opening"
    except OfficeError:
        return "found by the check"
    assert _sound(copy, unlocked)
    return "whole"


def _sound(copy: Path, unlocked: Unlocked | None) -> bool:
    """As SQLite itself sees it, indexes and all."""
    raw = sqlite3.connect(copy)
    if unlocked and unlocked.key:
        raw.execute(f'PRAGMA key = "{key_text(unlocked.key)}"')
    try:
        return bool(raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    finally:
        raw.close()


_WORKS: dict[str, Callable[..., Counter[str]]] = {
    "saving": while_saving,
    "migrating": while_migrating,
    "backing up": while_backing_up,
    "copied without its journal": copied_without_journal,
}
RUNS: dict[str, Callable[[int], Counter[str]]] = {
    f"{name}, {kind}": partial(work, encrypted=kind == "encrypted")
    for kind in ("plain", "encrypted")
    for name, work in _WORKS.items()
}
CI_SHARE = 120


@pytest.mark.parametrize("name", RUNS)
def test_nothing_is_lost(name: str) -> None:
    outcomes = RUNS[name](CI_SHARE)
    assert outcomes.total() >= CI_SHARE
    assert len(outcomes) > 1, f"every cut came out alike: {outcomes}"


def test_a_backup_that_is_written_in_its_place_would_be_found_out() -> None:
    """The same by a program that copies straight to where a backup shall lie: half of one bears its name."""
    in_place = """
import shutil
from gridapp.backups import making

def take_to(copy, stem, backup):
    shutil.copyfile(copy, backup.path)
    making.sync_file(backup.path)
    making.sync_folder(backup.path.parent)
    return backup

making._take_to = take_to
"""
    with pytest.raises(UnusableFile):
        while_backing_up(CI_SHARE, program=in_place + BACKING_UP, where="备份/")


def test_the_cuts_can_lose_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with a disk that forgets every second sync: it is found, or the other tests could not fail."""
    forgotten: list[Op] = []

    def forgetful(ops: Sequence[Op]) -> list[Op]:
        kept = []
        for op in ops:
            if op.kind == "sync" and len(forgotten) % 2 == 0:
                forgotten.append(op)
                continue
            if op.kind == "sync":
                forgotten.append(op)
            kept.append(op)
        return kept

    with tempfile.TemporaryDirectory() as folder:
        before, ops, _ = sat(Path(folder))
        heads = [head for op in ops if op.kind == "say" for head in op.other.split()]
        lost = 0
        for cut in cuts(before, forgetful(ops), CI_SHARE, seed=1):
            try:
                with Office.open(cut.folder / "台账.db") as office:
                    wrong = (
                        office.check()
                        or office.chain_head() not in heads[max(len(cut.said) - 1, 0) : len(cut.said) + 1]
                    )
            except OfficeError:
                wrong = True
            lost += bool(wrong)
        assert lost
