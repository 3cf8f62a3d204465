"""Encrypting a closed file: what was to be encrypted is, by its first bytes on the disk, or it does not come to be.

Who may, and what opens afterwards: tests/test_door.py; power cuts: tests/faults/test_cuts_of_keys.py.
"""

from pathlib import Path

import pytest

from gridapp import door
from gridapp.keyring import FileKey
from gridapp.office import Office
from gridapp.store import database, encryption
from gridapp.store.database import connect_plainly, key_number, key_text
from gridapp.store.driver import sqlite3
from tests.offices import PASSWORD, WANG, open_office


def test_a_key_is_given_raw_with_its_number_in_the_salt() -> None:
    key = FileKey(bytes(range(8)), bytes(range(32)))
    assert key_text(key) == f"x'{bytes(range(32)).hex()}{b'gridapp'.hex()}01{bytes(range(8)).hex()}'"


def test_an_encrypted_file_shows_its_key_s_number_and_nothing_else(tmp_path: Path) -> None:
    with open_office(tmp_path, encrypted=True) as office:
        assert office.unlocked
        key = office.unlocked.key
    whole = office.path.read_bytes()
    assert key
    assert key_number(office.path) == key.number
    assert whole[:16] == b"gridapp\x01" + key.number
    assert len({whole[place : place + 16] for place in range(16, len(whole), 4096)}) == len(whole) // 4096


def test_a_new_office_that_was_not_encrypted_after_all_does_not_come_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = database._connect
    monkeypatch.setattr(database, "_connect", lambda path, mode="rw", key=None: connect(path, mode))
    with pytest.raises(AssertionError, match="did not encrypt"):
        door.found(tmp_path / "台账.db", WANG, PASSWORD, encrypted=True)
    assert list(tmp_path.iterdir()) == []


def test_nor_does_a_file_that_was_to_be_encrypted_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_office(tmp_path) as office:
        office.begin_accounts(WANG, PASSWORD)
        unlocked = office.unlocked
    before = office.path.read_bytes()
    assert unlocked
    monkeypatch.setattr(encryption, "key_text", lambda _: "")
    with pytest.raises(AssertionError, match="did not encrypt"):
        door.encrypt(office.path, unlocked)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("台账.db", before)]


def test_a_file_with_another_number_in_its_salt_does_not_open(tmp_path: Path) -> None:
    """The keyring would be another's; and SQLCipher's own check finds that the pages were not made by this salt."""
    with open_office(tmp_path, encrypted=True) as office:
        assert office.unlocked
        key = office.unlocked.key
    assert key
    raw = connect_plainly(office.path)
    raw.execute(f'PRAGMA key = "{key_text(FileKey(bytes(8), key.secret))}"')
    with pytest.raises(sqlite3.DatabaseError):
        raw.execute("SELECT * FROM worker")
    raw.close()


def test_an_encrypted_file_keeps_the_settings_of_every_file(tmp_path: Path) -> None:
    with open_office(tmp_path, encrypted=True) as office:
        asked = ("journal_mode", "synchronous", "locking_mode", "temp_store", "cipher_status")
        assert [office._db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == [
            *("delete", 3, "exclusive", 2, "1")
        ]


def test_a_read_that_failed_for_a_moment_is_over_at_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLCipher then answers nothing any more: the file is opened again. Real faults: faults/test_commit_errors.py."""
    with open_office(tmp_path, encrypted=True) as office:
        stuck = office._db.conn
        monkeypatch.setattr(office._db, "_is_stuck", lambda: office._db.conn is stuck)
        office.set_office(镇名="柳河镇")
        assert office._db.conn is not stuck
        office.set_office(镇名="清水镇")
        assert (office.settings(), office.check()) == ({"镇名": "清水镇"}, [])
    with Office.open(office.path, unlocked=office.unlocked) as again:
        assert again.settings() == {"镇名": "清水镇"}
