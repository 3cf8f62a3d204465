"""`python build/wheels.py linux|win32`: prints the lines of the lock files that an installer is built from.

These are the program's packages, and PyInstaller with its own, for that platform whatever the one this runs on.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FREEZING = "pyinstaller pyinstaller-hooks-contrib altgraph packaging setuptools".split()
FREEZING_ON_WINDOWS = "pefile pywin32-ctypes colorama".split()


def locked(name: str) -> dict[str, str]:
    """The entries of a lock file, each with its hashes, by the package's name."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {entry.split("==")[0]: entry for entry in re.findall(r"^[a-z0-9].*(?:\n .*)*", text, re.MULTILINE)}


def needed(platform: str) -> list[str]:
    """The entries for a platform, without the conditions that chose it."""
    program, everything = locked("requirements.lock"), locked("requirements-dev.lock")
    names = [*program, *FREEZING, *(FREEZING_ON_WINDOWS if platform == "win32" else ())]
    return [re.sub(r" ; .*?(?= \\)", "", everything[name]) for name in dict.fromkeys(names)]


if __name__ == "__main__":
    print("\n".join(needed(sys.argv[1])))
