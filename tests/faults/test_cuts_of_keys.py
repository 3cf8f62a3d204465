"""Power cuts while a new office is made, while a file is encrypted, decrypted or given another key, and while somebody
gets another password: it is as it was or as it shall be, and opens with the keyring that is there.

See power.py for how it is cut, and for the long run.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from gridapp import backups
from gridapp.door import Door
from gridapp.errors import UnusableFile
from gridapp.keyring import Keyring, Unlocked
from gridapp.model import Worker
from gridapp.office import Office
from gridapp.passwords import unlock_again
from tests.faults.power import Cut, Op, cuts
from tests.faults.test_power_cuts import recorded, relocated
from tests.offices import PASSWORD, WANG, ZHANG, open_office

LAST = 16
"""So many things are done to files at the end, when keyring and file take their places: half of the cuts are there."""
NUMBER = "640121198002070014"
"""Of ZHANG, an identity number, as it stands in a plain file."""

FOUNDING = """
import os, sys
from pathlib import Path
from gridapp.door import found
from tests.offices import PASSWORD, WANG

found(Path(sys.argv[1]), WANG, PASSWORD, encrypted=True)
os.write(1, b"done\\n")
"""

CONVERTING = """
import os, sys
from datetime import datetime
from pathlib import Path
from gridapp import door
from tests.offices import PASSWORD, WANG

path = Path(sys.argv[1])
unlocked = door.Door(path).unlock(WANG, PASSWORD, datetime.now())
getattr(door, sys.argv[2])(path, unlocked)
os.write(1, b"done\\n")
"""

SETTING = """
import os, sys
from pathlib import Path
from tests.offices import PASSWORD, WANG, open_signed_in

with open_signed_in(Path(sys.argv[1])) as office:
    office.set_password("李强", "another-one")
    os.write(1, b"done\\n")
"""


def mostly_the_end(ops: Sequence[Op]) -> list[int]:
    """All points of a recording, and its last ones as often as all others together."""
    end = [*range(len(ops) - LAST, len(ops))]
    return [*range(len(ops)), *end * (len(ops) // LAST)]


def while_founding(trials: int) -> Counter[str]:
    """There is no file, or a whole one that its first account may open; the clerk has the paper key then or makes the
    office once more under another name."""
    with tempfile.TemporaryDirectory() as folder:
        before, work = Path(folder) / "before", Path(folder) / "work"
        before.mkdir(), work.mkdir()
        ops = [relocated(op, work, before) for op in recorded(FOUNDING, work / "台账.db", folder=work)]
        outcomes, unlocked = Counter[str](), None
        for cut in cuts(before, ops, trials, seed=4, at=mostly_the_end(ops)):
            path = cut.folder / "台账.db"
            outcomes["new" if path.exists() else "none"] += 1
            assert path.exists() or not cut.said
            if path.exists():
                unlocked = unlocked or Door(path).unlock(WANG, PASSWORD, datetime.now())
                with Office.open(path, unlocked=unlocked) as office:
                    assert (Door(path).names, office.check()) == ((WANG,), [])
        return outcomes


def while_converting(how: str, trials: int) -> Counter[str]:
    """How: encrypt, decrypt, rekey. What is swept at the next start holds the only other copy of people's data."""
    with tempfile.TemporaryDirectory() as folder:
        before, work = Path(folder) / "before", Path(folder) / "work"
        before.mkdir()
        with open_office(before, encrypted=how != "encrypt") as office:
            if how == "encrypt":
                office.begin_accounts(WANG, PASSWORD)
            assert office.unlocked
            unlocked, head = office.unlocked, office.chain_head()
        shutil.copytree(before, work)
        ops = [relocated(op, work, before) for op in recorded(CONVERTING, work / "台账.db", how, folder=work)]
        outcomes = Counter[str]()
        for cut in cuts(before, ops, trials, seed=5, at=mostly_the_end(ops)):
            outcome = _after(cut, unlocked, head)
            assert not cut.said or outcome == "new", "said to be done, and is not"
            outcomes[outcome] += 1
        return outcomes


def _after(cut: Cut, unlocked: Unlocked, head: str) -> str:
    path = cut.folder / "台账.db"
    keyring = Door(path).keyring
    assert keyring, "what could be opened before and after can be opened between"
    key = unlock_again(keyring, unlocked)
    with Office.open(path, unlocked=unlocked._replace(key=key)) as office:
        assert office.check() == []
        assert (office.chain_head(), office.now(Worker(ZHANG, "")).identity) == (head, NUMBER)
        noted = [each.about for each in office.accesses()]
    new = key != unlocked.key
    assert any("数据库" in about for about in noted) == new, "the note of it comes with it"
    backups.sweep(cut.folder, "台账")
    if key:
        for file in cut.folder.rglob("*"):
            assert not file.is_file() or NUMBER.encode() not in file.read_bytes(), f"{file.name} is not encrypted"
    return "new" if new else "old"


def while_setting_a_password(trials: int) -> Counter[str]:
    """The old one or the new one, and everybody else's."""
    with tempfile.TemporaryDirectory() as folder:
        before, work = Path(folder) / "before", Path(folder) / "work"
        before.mkdir()
        with open_office(before, encrypted=True) as office:
            office.add_account("李强", "录入", PASSWORD)
            unlocked = office.unlocked
        old = Door(office.path).keyring
        assert unlocked
        assert old
        shutil.copytree(before, work)
        ops = [relocated(op, work, before) for op in recorded(SETTING, work / "台账.db", folder=work)]
        outcomes = Counter[str]()
        for cut in cuts(before, ops, trials, seed=6):
            now = Door(cut.folder / "台账.db").keyring
            assert now
            assert unlock_again(now, unlocked) == unlocked.key
            new = _private(now) != _private(old)
            assert new or not cut.said
            outcomes["new" if new else "old"] += 1
        return outcomes


def _private(keyring: Keyring) -> bytes:
    return next(slot.private for slot in keyring.slots if slot.name == "李强")


RUNS: dict[str, Callable[[int], Counter[str]]] = {
    "founding": while_founding,
    "encrypting": partial(while_converting, "encrypt"),
    "decrypting": partial(while_converting, "decrypt"),
    "giving another key": partial(while_converting, "rekey"),
    "setting a password": while_setting_a_password,
}
CI_SHARE = 60


@pytest.mark.parametrize("name", RUNS)
def test_it_is_as_it_was_or_as_it_shall_be(name: str) -> None:
    outcomes = RUNS[name](CI_SHARE)
    assert outcomes.total() == CI_SHARE
    assert len(outcomes) == 2, f"every cut came out alike: {outcomes}"


def test_a_keyring_that_comes_after_its_file_would_be_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same by a program that writes the keyring when the file has taken its place: between, nobody gets in."""
    monkeypatch.setattr(f"{__name__}.CONVERTING", LATE + CONVERTING)
    with pytest.raises(UnusableFile):
        while_converting("encrypt", 4 * CI_SHARE)


LATE = """
import os
from gridapp.store import encryption, keys

late, write, replace = [], keys.write_beside, os.replace

def write_late(path, keyring):
    late.append((path, keyring))

def replace_first(draft, path):
    replace(draft, path)
    if late and path == late[0][0]:
        write(*late.pop())

keys.write_beside, encryption.os.replace = write_late, replace_first
"""
