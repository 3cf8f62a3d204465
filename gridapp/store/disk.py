"""Making what was written outlast a power cut."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

_UNKNOWN_TO_THE_DRIVER = (errno.EINVAL, errno.ENOTSUP)
"""What some drivers of USB sticks answer, which have no such thing."""


def sync_file(path: Path) -> None:
    """Make what was written to a file outlast a power cut. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make a new name in a folder, or one taken away, outlast a power cut (POSIX; Windows does so by itself)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _UNKNOWN_TO_THE_DRIVER:
                raise
        finally:
            os.close(handle)


def as_private(source: Path, copy: Path) -> None:
    """Whoever may read a copy may read what it is of, and nobody else, where the disk knows of such things."""
    with suppress(OSError):
        shutil.copymode(source, copy)
