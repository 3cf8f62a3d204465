"""Flipped bits in an encrypted file, its keyring and its backup (fault 6): each is found, and told for what it is.

The whole number: `FLIPPED=3000 python -m pytest tests/faults/test_flipped_bits.py`. Plain: store/test_database.py.
"""

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from gridapp import backups, door
from gridapp.door import Door
from gridapp.errors import DamagedFile
from gridapp.keyring import DamagedKeyring, Unlocked, from_bytes
from gridapp.model import Worker
from gridapp.office import Office
from tests.backups.folders import kept
from tests.offices import Q2, full_quarter, open_office

BITS = int(os.environ.get("FLIPPED", "150"))


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Unlocked]:
    """A full quarter, encrypted, without a page that holds nothing: as it is after it was given another key."""
    with open_office(tmp_path, encrypted=True) as office:
        office.change("录入", save=full_quarter(Q2))
        assert office.unlocked
        unlocked = office.unlocked
    return office.path, door.rekey(office.path, unlocked)


def flipped(whole: bytes, dice: random.Random, first: int = 0) -> bytes:
    place = dice.randrange(first, len(whole))
    return whole[:place] + bytes([whole[place] ^ 1 << dice.randrange(8)]) + whole[place + 1 :]


def enter(path: Path, unlocked: Unlocked) -> None:
    """As one does: the keyring is looked for first."""
    Door(path)
    Office.open(path, unlocked=unlocked).close()


def test_every_bit_of_an_encrypted_file_counts(made: tuple[Path, Unlocked]) -> None:
    path, unlocked = made
    whole, dice = path.read_bytes(), random.Random(6)
    for trial in range(BITS):
        spoiled = flipped(whole, dice)
        path.write_bytes(spoiled)
        with pytest.raises(DamagedFile, match="已损坏"):
            enter(path, unlocked)
        assert path.read_bytes() == spoiled, f"trial {trial}: the file was changed"


def test_a_page_that_holds_nothing_does_no_harm(tmp_path: Path) -> None:
    """As a power cut may leave it: SQLite keeps nothing of it in the journal when it uses it again."""
    with open_office(tmp_path, encrypted=True) as office:
        office.change("录入", save=full_quarter(Q2))
        office.undo()
        office._db.execute("CREATE TABLE big AS SELECT randomblob(200000) AS filled")
        office._db.execute("DROP TABLE big")
        assert office._db.execute("PRAGMA freelist_count").fetchone()[0] > 40
    whole, outcomes, dice = office.path.read_bytes(), Counter[str](), random.Random(7)
    for _ in range(BITS):
        office.path.write_bytes(flipped(whole, dice, 16))
        try:
            with Office.open(office.path, unlocked=office.unlocked) as opened:
                assert (opened.check(), opened.rebuild(), len(opened.all(Worker))) == ([], [], 2)
                opened.change("录入", save=full_quarter(Q2))  # uses it again
                assert (opened.check(), opened.rebuild()) == ([], [])
            outcomes["without effect"] += 1
        except DamagedFile:
            outcomes["found"] += 1
    assert outcomes["found"] > outcomes["without effect"] > 0


def test_every_bit_of_a_keyring_counts(made: tuple[Path, Unlocked]) -> None:
    """All of them, where it is read; a share of them through the door."""
    path, _ = made
    (keys,) = path.parent.glob("*.keys")
    whole, dice = keys.read_bytes(), random.Random(8)
    for place in range(len(whole)):
        for bit in range(8):
            with pytest.raises(DamagedKeyring):
                from_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
    for _ in range(BITS // 5):
        keys.write_bytes(flipped(whole, dice))
        with pytest.raises(DamagedKeyring, match="的钥匙文件已损坏，请从备份取回；数据没有改动"):
            Door(path)


def test_a_bit_of_an_encrypted_backup_is_found_or_does_no_harm(made: tuple[Path, Unlocked], tmp_path: Path) -> None:
    """What does none lies in what a ZIP says beside its contents: times and rights of them."""
    path, unlocked = made
    with Office.open(path, unlocked=unlocked) as office:
        (tmp_path / "备份").mkdir()
        (backup,) = kept(office, tmp_path / "备份").backups
        head = office.chain_head()
    whole, dice, outcomes = backup.path.read_bytes(), random.Random(9), Counter[str]()
    outside = [*range(2000), *range(len(whole) - 400, len(whole))]  # all but the file itself
    for trial in range(2 * BITS):
        spoiled = bytearray(whole)
        place = dice.choice(outside) if trial % 2 else dice.randrange(len(whole))
        spoiled[place] ^= 1 << dice.randrange(8)
        backup.path.write_bytes(spoiled)
        try:
            assert backups.look_into(backup.path, path, unlocked).head == head, f"byte {place}"
            outcomes["no harm"] += 1
        except DamagedFile as error:  # any other error would say what isn't so
            outcomes["found" if backup.path.name in error.message else "told as the file's"] += 1
    assert outcomes.keys() <= {"found", "no harm"}
    assert outcomes["found"] > 0.9 * outcomes.total()


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.7, 0.999])
def test_what_is_cut_short_is_found(made: tuple[Path, Unlocked], tmp_path: Path, share: float) -> None:
    path, unlocked = made
    with Office.open(path, unlocked=unlocked) as office:
        (tmp_path / "备份").mkdir()
        (backup,) = kept(office, tmp_path / "备份").backups
    (keys,) = path.parent.glob("*.keys")
    for file, told, work in (
        (keys, DamagedKeyring, lambda: Door(path)),
        (backup.path, DamagedFile, lambda: backups.look_into(backup.path, path, unlocked)),
        (path, DamagedFile, lambda: enter(path, unlocked)),
    ):
        whole = file.read_bytes()
        file.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(told):
            work()
        file.write_bytes(whole)
