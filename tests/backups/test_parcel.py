"""The backup of an encrypted file: file and keyring in one, and what of it may be spoiled without being found."""

import zipfile
from collections import Counter
from pathlib import Path

import pytest

from gridapp.backups.parcel import is_packed, pack, unpack
from gridapp.errors import DamagedFile
from gridapp.keyring import Keyring
from gridapp.passwords import new_key, new_keyring
from tests.offices import PASSWORD, WANG


@pytest.fixture
def keyring() -> Keyring:
    return new_keyring(WANG, PASSWORD, new_key())[0]


@pytest.fixture
def parcel(tmp_path: Path, keyring: Keyring) -> Path:
    """Of a file whose contents don't matter here."""
    copy = tmp_path / "台账.db"
    copy.write_bytes(bytes(range(256)) * 16)
    copy.chmod(0o640)
    return pack(copy, keyring)


def test_it_holds_file_and_keyring_and_nothing_is_compressed(parcel: Path, keyring: Keyring, tmp_path: Path) -> None:
    assert is_packed(parcel)
    assert unpack(parcel, tmp_path / "出.db") == keyring
    assert (tmp_path / "出.db").read_bytes() == (tmp_path / "台账.db").read_bytes()
    assert parcel.stat().st_mode == (tmp_path / "台账.db").stat().st_mode
    assert {entry.compress_type for entry in zipfile.ZipFile(parcel).infolist()} == {zipfile.ZIP_STORED}


@pytest.mark.parametrize("start", [b"SQLite format 3\0", b"gridapp\x01", b"", b"hello"])
def test_what_is_none_is_no_parcel(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "x").write_bytes(start + bytes(100))
    assert not is_packed(tmp_path / "x")


def test_each_bit_of_what_is_said_of_the_contents_is_found_or_does_no_harm(
    parcel: Path, keyring: Keyring, tmp_path: Path
) -> None:
    """Every one, of the heads of both and of the directory; no other error than the sentence about the backup."""
    whole, file, target = parcel.read_bytes(), (tmp_path / "台账.db").read_bytes(), tmp_path / "出.db"
    second = whole.index(b"PK\x03\x04", 4)
    places = [*range(34), *range(second, second + 36), *range(whole.index(b"PK\x01\x02"), len(whole))]
    outcomes = Counter[str]()
    for place in places:
        for bit in range(8):
            parcel.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :])
            assert is_packed(parcel), f"byte {place}: it would be taken for another kind of file"
            try:
                assert (unpack(parcel, target), target.read_bytes()) == (keyring, file), f"byte {place}, bit {bit}"
                outcomes["no harm"] += 1
            except DamagedFile as error:
                outcomes[error.message] += 1
    assert outcomes.keys() == {"no harm", f"备份 {parcel.name} 已损坏，没有使用"}


def test_a_parcel_that_was_compressed_is_none_of_ours(tmp_path: Path) -> None:
    """Nor one that would fill the disk."""
    with zipfile.ZipFile(tmp_path / "x", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("keys", b"")
        packed.writestr("office", bytes(1_000_000))
    with pytest.raises(DamagedFile):
        unpack(tmp_path / "x", tmp_path / "出.db")
    assert not (tmp_path / "出.db").exists()


def test_a_disk_that_takes_no_more_is_not_called_a_damaged_backup(parcel: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        unpack(parcel, Path("/dev/full"))
