"""The backup of an encrypted file: file and keyring in one (ZIP, nothing compressed), so that none goes without the
other, and the paper key opens it on any computer."""

import errno
import shutil
import struct
import zipfile
from pathlib import Path

from gridapp.errors import DamagedFile, UnusableFile
from gridapp.keyring import Keyring, from_bytes, to_bytes
from gridapp.store.disk import as_private
from gridapp.store.version import ENCRYPTED

_OFFICE, _KEYS = "office", "keys"
_ZIP = b"PK\x03\x04"
_DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, EOFError, RuntimeError, struct.error, UnusableFile)
"""What reading a damaged parcel raises; RuntimeError where it seems to ask for a password of its own."""


def pack(copy: Path, keyring: Keyring) -> Path:
    """The parcel of a copy, beside it. Raises OSError."""
    parcel = copy.with_suffix(".parcel")
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(_KEYS, to_bytes(keyring))
        packed.write(copy, _OFFICE)
    as_private(copy, parcel)
    return parcel


def is_packed(backup: Path) -> bool:
    """By its beginning, or by its end, lest one that was spoiled at its beginning be taken for a foreign file. Raises
    OSError."""
    with backup.open("rb") as file:
        start = file.read(len(_ZIP))
        return start == _ZIP or (start not in (b"SQLi", ENCRYPTED[: len(_ZIP)]) and zipfile.is_zipfile(file))


def unpack(backup: Path, target: Path) -> Keyring:
    """Take the file out of its parcel; returns its keyring. Raises DamagedFile when it is not whole, OSError."""
    try:
        with zipfile.ZipFile(backup) as packed:
            if any(entry.compress_type != zipfile.ZIP_STORED for entry in packed.infolist()):
                raise ValueError("not packed by this program")
            keyring = from_bytes(packed.read(_KEYS))
            with packed.open(_OFFICE) as file, target.open("wb") as copy:
                shutil.copyfileobj(file, copy)
            return keyring
    except _DAMAGED as error:
        raise DamagedFile(f"备份 {backup.name} 已损坏，没有使用") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place before the file's beginning, where the directory leads
            raise
        raise DamagedFile(f"备份 {backup.name} 已损坏，没有使用") from error
