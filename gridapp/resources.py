"""Where the files lie that the program brings along: policies, fonts, icons, the manual; and its version."""

import re
import sys
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent
"""The folder in which the package lies."""


def root() -> Path:
    """What `resources/` and pyproject.toml lie in: run from the sources their folder, frozen by PyInstaller the
    bundle's own (`sys._MEIPASS`)."""
    return Path(getattr(sys, "_MEIPASS", SOURCES))


def resource(name: str) -> Path:
    """The path of a file under `resources/`, such as `resource("fonts/x.ttf")`."""
    return root() / "resources" / name


def version() -> str:
    """The program's version, as pyproject.toml has it: the one place where it is written."""
    text = (root() / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(r'^version = "(.+)"$', text, re.MULTILINE)
    assert found
    return found.group(1)
