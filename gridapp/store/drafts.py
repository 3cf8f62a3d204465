"""Folders for drafts: what is in them is as personal as the office's file, lies beside it, and goes again."""

import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


def beside(path: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder on the disk of a file, so that a draft can take its place in one step.

    Where that can only be read, in the system's place for such.
    """
    try:
        return tempfile.TemporaryDirectory(prefix=prefix_of(path.stem), dir=path.parent, ignore_cleanup_errors=True)
    except OSError:
        return tempfile.TemporaryDirectory(prefix=prefix_of(path.stem), ignore_cleanup_errors=True)


def sweep(folder: Path, stem: str) -> None:
    """Take away what was left half done when the program or the power went. Nobody else may be at work there."""
    with suppress(OSError):
        for left in list(folder.iterdir()):
            if re.fullmatch(rf"{re.escape(prefix_of(stem))}[a-z0-9_]{{8}}", left.name):
                shutil.rmtree(left, ignore_errors=True)


def prefix_of(stem: str) -> str:
    """What the folders for drafts of the file with this stem begin with."""
    return f".gridapp-{stem}-"
