"""Folders for what is half made: hidden, on the same disk as the file it is for, and as personal as that.

They go with the work. What is left where the program or the power went first is swept at the next start.
"""

import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


def folder_in(place: Path, stem: str) -> tempfile.TemporaryDirectory[str]:
    """One in a place, for a file with this stem. Raises OSError."""
    return tempfile.TemporaryDirectory(prefix=_prefix(stem), dir=place, ignore_cleanup_errors=True)


def folder_beside(path: Path) -> tempfile.TemporaryDirectory[str]:
    """One beside a file. Raises OSError."""
    return folder_in(path.parent, path.stem)


def folder_near(path: Path) -> tempfile.TemporaryDirectory[str]:
    """The same to look into something; where nothing can be written beside the file, in the system's place for such."""
    try:
        return folder_beside(path)
    except OSError:
        return tempfile.TemporaryDirectory(prefix=_prefix(path.stem), ignore_cleanup_errors=True)


def sweep(folder: Path, stem: str) -> None:
    """Take away what was left half made. Nobody else may be at work there."""
    with suppress(OSError):
        for left in list(folder.iterdir()):
            if re.fullmatch(rf"{re.escape(_prefix(stem))}[a-z0-9_]{{8}}", left.name):
                shutil.rmtree(left, ignore_errors=True)


def _prefix(stem: str) -> str:
    return f".gridapp-{stem}-"
