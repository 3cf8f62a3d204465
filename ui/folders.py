"""Where the program keeps what is the person's: settings, logs, the demo township, and where new files are offered.

They lie in the person's own folders, as each system has them. Where a file named `portable` stands beside the program
(on a USB stick, say), all of it lies in a folder beside it instead, and nothing on the computer.
"""

import sys
from pathlib import Path

import platformdirs

from gridapp.resources import root

PORTABLE = ("portable", "portable.txt")
"""Windows hides the ending from whoever makes the file."""
CARRIED = "数据"
"""The folder beside a portable program."""


def program_folder() -> Path:
    """Where the program lies: the frozen one's file, or the sources."""
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else root()


def carried() -> Path | None:
    """The folder beside a portable program; None where it is installed."""
    beside = program_folder()
    return beside / CARRIED if any((beside / name).is_file() for name in PORTABLE) else None


def settings_folder() -> Path:
    beside = carried()
    return beside / "设置" if beside else platformdirs.user_config_path("gridapp", appauthor=False)


def log_folder() -> Path:
    beside = carried()
    return beside / "日志" if beside else platformdirs.user_log_path("gridapp", appauthor=False)


def data_folder() -> Path:
    """For what the program makes for itself: the demo township."""
    return carried() or platformdirs.user_data_path("gridapp", appauthor=False)


def documents_folder() -> Path:
    """Where a new office's file is offered to be put."""
    return carried() or platformdirs.user_documents_path()


def to_keep(path: str) -> str:
    """A path as the settings keep it: within the portable folder told from there, for the stick may be E: or F:."""
    beside = carried()
    if path and beside and Path(path).is_relative_to(beside):
        return Path(path).relative_to(beside).as_posix()
    return path


def kept(path: str) -> str:
    """The path that `to_keep` was given."""
    beside = carried()
    return str(beside / path) if path and beside else path
