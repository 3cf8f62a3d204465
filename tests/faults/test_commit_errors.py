"""Calls of the system that fail now and then, by libfiu: a commit that tells of an error may be stored (fault 3).

A longer run: `FAULTY=2000 python -m pytest tests/faults/test_commit_errors.py`.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gridapp.errors import OfficeError
from gridapp.model import Finding
from gridapp.office import Office
from gridapp.store import changes
from tests.offices import open_office, reopen

FINDINGS = int(os.environ.get("FAULTY", "150"))
ROOT = Path(__file__).parents[2]
TYPE = "import sys; from pathlib import Path; from tests.faults.sitter import type_among_faults as work;"


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
@pytest.mark.skipif(shutil.which("fiu-run") is None, reason="libfiu (fiu-utils) is not installed")
@pytest.mark.parametrize(
    ("calls", "probability"),
    [("posix/io/sync/*", 0.15), ("posix/io/rw/pwrite*", 0.02), ("posix/io/rw/*", 0.02), ("posix/io/*", 0.02)],
)
def test_nothing_is_made_twice_and_nothing_that_was_saved_is_lost(
    tmp_path: Path, calls: str, probability: float, encrypted: bool
) -> None:
    """What is not saved is tried again at once, as often as it takes; only what nobody can tell may be there or not."""
    with open_office(tmp_path, encrypted=encrypted) as office:
        path = office.path
    work = f"{TYPE} work(Path({str(path)!r}), {FINDINGS}, {calls!r}, {probability})"
    run = subprocess.run(
        ["fiu-run", "-x", sys.executable, "-c", work],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    *said, counted = run.stdout.splitlines()
    saved, unsure = ({each.rstrip("?") for each in said if each.endswith("?") is doubt} for doubt in (False, True))
    assert len(said) == FINDINGS
    assert not any(each.endswith("!") for each in said)
    with reopen(office) as office:
        assert office.check() == []
        notes = Counter(each.note for each in office.all(Finding))
    assert set(notes.values()) == {1}, "nothing twice"
    assert saved <= notes.keys() <= saved | unsure
    if "sync" in calls:
        assert int(counted.removeprefix("stored ")) > 0, "a commit must have told of an error and been stored"


def test_where_nobody_can_tell_it_is_not_made_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit fails, and so does the sync that would make sure: said in a sentence, and not as NotSaved."""

    def fails(journal: Path) -> None:
        raise OSError

    class Broken:
        """The connection, whose next COMMIT is made and tells of an error all the same."""

        def __init__(self, db: object) -> None:
            self.db = db

        def __getattr__(self, name: str) -> object:
            return getattr(self.db, name)

        def execute(self, sql: str, *rest: object) -> object:
            answer = self.db.execute(sql, *rest)  # type: ignore[attr-defined]
            if sql == "COMMIT":
                raise changes.sqlite3.OperationalError("disk I/O error")
            return answer

    monkeypatch.setattr(changes, "sync_file", fails)
    whole, office._db = office._db, Broken(office._db)  # type: ignore[assignment]
    with pytest.raises(OfficeError, match="不能确认“设置”是否已经保存。请关闭程序重新打开") as told:
        office.set_office(镇名="柳河镇")
    assert type(told.value) is OfficeError
    office._db = whole
    assert office.settings() == {"镇名": "柳河镇"}
