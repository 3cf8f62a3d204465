"""An encrypted file keeps what is in it: nothing of it lies about in plain, and no password or key lies anywhere.

Every test first shows on a plain file that it would find what it looks for, where there is such a file.
"""

import base64
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridapp import backups, door
from gridapp.keyring import DamagedKeyring, Unlocked, from_bytes, to_bytes
from gridapp.model import Worker
from gridapp.office import Office
from gridapp.passwords import new_keyring, unlock, with_key
from tests.backups.folders import kept
from tests.offices import PASSWORD, Q2, WANG, ZHANG, full_quarter, open_office
from ui import preferences
from ui.diagnosis import report
from ui.program import Program
from ui.sign_in import SignInPage

NAME, NUMBER, ACCOUNT, PHONE = "欧阳若兰", "640121198002070014", "6228480000000000017", "13912345678"
PERSON = Worker(ZHANG, NAME, "女", NUMBER, phone=PHONE, account=ACCOUNT)

KILLED = """
import os, signal, sys
from pathlib import Path
from gridapp.store import changes
from tests.faults.test_secrets import PERSON
from tests.offices import Q3, full_quarter, open_signed_in

with open_signed_in(Path(sys.argv[1])) as office:
    office._db.execute("PRAGMA cache_size = 1")  # so that half of the work is in the file before the end
    changes._commit = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    office.change("改名", save=[PERSON, *full_quarter(Q3)])
"""
"""Killed when all is written but the commit."""

CONVERTING = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from gridapp import door
from gridapp.store import encryption
from tests.offices import PASSWORD, WANG

encryption.sync_file = lambda _: os.kill(os.getpid(), signal.SIGKILL)
path = Path(sys.argv[1])
getattr(door, sys.argv[2])(path, door.Door(path).unlock(WANG, PASSWORD, datetime.now()))
"""
"""Killed when the copy is made and has not taken the file's place."""


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def encrypted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def full_office(folder: Path, *, encrypted: bool) -> Office:
    office = open_office(folder, encrypted=encrypted)
    office.change("改名", save=[PERSON, *full_quarter(Q2)])
    return office


def found_in(places: Sequence[Path], secrets: Sequence[str | bytes] = (NAME, NUMBER, ACCOUNT, PHONE)) -> set[str]:
    """The names of the files, at any depth, in whose bytes one of these stands."""
    raw = [secret.encode() if isinstance(secret, str) else secret for secret in secrets]
    files = [file for place in places for file in place.rglob("*") if file.is_file()]
    return {file.name for file in files for content in [file.read_bytes()] if any(secret in content for secret in raw)}


def killed(program: str, *arguments: object) -> None:
    run = subprocess.run([sys.executable, "-c", program, *map(str, arguments)], check=False)
    assert run.returncode == -9


# ── what is in the file ───────────────────────────────────────────────────────────────────────────


def test_in_the_midst_of_a_change_neither_file_nor_journal_shows_anything(
    folders: dict[str, str], tmp_path: Path, encrypted: bool
) -> None:
    with full_office(tmp_path, encrypted=encrypted) as office:
        path = office.path
    killed(KILLED, path)
    journal = path.with_name("台账.db-journal")
    assert journal.stat().st_size > 4096, "the change must be half written"
    assert found_in([tmp_path]) == (set() if encrypted else {path.name, journal.name})
    with Office.open(path, unlocked=office.unlocked) as again:
        assert again.check() == []


def test_work_leaves_nothing_in_the_temporary_folder_while_it_goes_on(
    folders: dict[str, str], tmp_path: Path, encrypted: bool
) -> None:
    """SQLite's own temporary files (sorting, VACUUM) are kept in memory."""
    (tmp_path / "备份").mkdir()
    with full_office(tmp_path, encrypted=encrypted) as office:
        assert (office.check(), office.rebuild()) == ([], [])
        draft = office.draft_backup()
        beside = found_in([Path(draft.folder.name)])
        backup = kept(office, tmp_path / "备份").backups[0].path
        backups.look_into(backup, office.path, office.unlocked)
        draft.folder.cleanup()
        assert found_in([Path(folders["TMPDIR"])]) == set()
        assert found_in([backup.parent]) == (set() if encrypted else {backup.name})
        assert beside == (set() if encrypted else {"台账.db"})


@pytest.mark.parametrize(("how", "plain"), [("encrypt", True), ("rekey", False), ("decrypt", False)])
def test_what_a_killed_conversion_left_is_swept(folders: dict[str, str], tmp_path: Path, how: str, plain: bool) -> None:
    """Of an encrypted file that was to be decrypted a plain copy would lie about."""
    with full_office(tmp_path, encrypted=not plain) as office:
        if plain:
            office.begin_accounts(WANG, PASSWORD)
    killed(CONVERTING, office.path, how)
    left = found_in([tmp_path])
    assert left == ({"台账.db"} if plain or how == "decrypt" else set())
    backups.sweep(tmp_path, "台账")
    assert found_in([tmp_path]) == ({"台账.db"} if plain else set())
    with Office.open(office.path, unlocked=office.unlocked) as again:
        assert again.check() == []


# ── passwords and keys ────────────────────────────────────────────────────────────────────────────


def keys_of(unlocked: Unlocked) -> list[str | bytes]:
    """The file's key and the account's own, as they might be written down."""
    assert unlocked.key
    raw = [unlocked.key.secret, unlocked.private]
    return [shape for each in raw for shape in (each, each.hex(), each.hex().upper(), base64.b64encode(each))]


def test_no_password_and_no_key_lies_in_any_file(
    watched: Path, folders: dict[str, str], tmp_path: Path, qtbot: QtBot
) -> None:
    """Typed wrong and right at the window, with bugs among it: not in log, preferences, keyring, backup, diagnosis."""
    path, wrong = tmp_path / "台账.gridapp", "wrong-but-long"
    unlocked, paper = door.found(path, WANG, PASSWORD, encrypted=True)
    program = Program()
    program.start(path)
    page = program.frame.page
    assert isinstance(page, SignInPage)
    field = page.form.password.field
    for password in (wrong, PASSWORD):
        field.selectAll()
        QTest.keyClicks(field, password)
        with qtbot.waitSignals([page.form.waits, page.form.waits]):
            qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.office is not None)
    office = program.office
    assert office
    office.add_account("李强", "录入", "qiang-likes-tea")
    (tmp_path / "备份").mkdir(exist_ok=True)
    kept(office, tmp_path / "备份")
    noted = str(office.accesses())
    for work in (
        lambda: unlock(new_keyring(WANG, PASSWORD, unlocked.key)[0], WANG, [PASSWORD]),  # type: ignore[arg-type]
        lambda: {PASSWORD: unlocked}[paper],
        lambda: Office.open(path / PASSWORD / paper, unlocked=unlocked),
        lambda: with_key(unlocked, unlocked.key),  # type: ignore[arg-type]
    ):
        try:
            work()
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
    diagnosis = report(watched)
    program.frame.close()
    program.frame.deleteLater()
    program.close()

    assert watched.read_text(encoding="utf-8").count("没有料到的问题") == 4
    secrets = [PASSWORD, wrong, "qiang-likes-tea", paper, paper.replace("-", ""), *keys_of(unlocked)]
    assert found_in([tmp_path, preferences.preferences_file().parent], secrets) == set()
    for text in (noted, diagnosis):
        assert not [secret for secret in secrets if isinstance(secret, str) and secret in text]
    (tmp_path / "写下来的.txt").write_text(paper, encoding="utf-8")
    assert found_in([tmp_path], secrets) == {"写下来的.txt"}, "it would be found"


def test_a_keyring_says_no_more_than_names(tmp_path: Path) -> None:
    """Whoever copies it has the names, and work for years at each password."""
    unlocked, paper = door.found(tmp_path / "台账.db", WANG, PASSWORD, encrypted=True)
    (file,) = tmp_path.glob("*.keys")
    keyring = from_bytes(file.read_bytes())
    assert WANG.encode() in file.read_bytes()
    assert found_in([tmp_path], [PASSWORD, paper, *keys_of(unlocked)]) == set()
    assert [(slot.passes, slot.memory) for slot in keyring.slots] == [(3, 64 << 20)]
    assert len({slot.salt for slot in new_keyring(WANG, PASSWORD, None)[0].slots + keyring.slots}) == 2
    with pytest.raises(DamagedKeyring):
        from_bytes(to_bytes(keyring).replace(WANG.encode(), "王梅".encode()))
