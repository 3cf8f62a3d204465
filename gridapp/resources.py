"""Where the files lie that the program brings along: policies, fonts, icons, the manual."""

import sys
from pathlib import Path


def resource(name: str) -> Path:
    """The path of a file under `resources/`, such as `resource("fonts/x.ttf")`.

    Run from the sources, that folder lies beside the package; frozen by PyInstaller, in `sys._MEIPASS`.
    """
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return root / "resources" / name
