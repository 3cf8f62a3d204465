"""The backup of an encrypted file: file and keyring in one (ZIP, nothing compressed), so that none goes without the
other, and the paper key opens it on any computer."""

import shutil
import zipfile
from pathlib import Path

from gridapp.errors import DamagedFile, UnusableFile
from gridapp.keyring import Keyring, from_bytes, to_bytes

_OFFICE, _KEYS = "office", "keys"
_ZIP = b"PK\x03\x04"


def pack(copy: Path, keyring: Keyring) -> Path:
    """The parcel of a copy, beside it. Raises OSError."""
    parcel = copy.with_suffix(".parcel")
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(_KEYS, to_bytes(keyring))
        packed.write(copy, _OFFICE)
    shutil.copymode(copy, parcel)
    return parcel


def is_packed(backup: Path) -> bool:
    """Raises OSError."""
    with backup.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


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
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, NotImplementedError, UnusableFile) as error:
        raise DamagedFile(f"备份 {backup.name} 已损坏，没有使用") from error
