"""The window, which the office's work knows nothing of: it is opened by its name."""

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gridapp import SUFFIX
from gridapp.collector import collector_paused

UNUSABLE = 3
"""The exit status where a file, or here the screen, cannot be used."""


def double_clicked(arguments: Sequence[str]) -> bool:
    """Whether the program was started by itself, or with nothing but an office's file."""
    return all(each.endswith(SUFFIX) and not each.startswith("-") for each in arguments) and len(arguments) < 2


def open_window(file: str | Path | None = None) -> None:
    """Open the window, on this file or on the last one, and end the process with its status."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(map(os.environ.get, screens)):
        print("这里没有图形界面，不能打开窗口；不用窗口的命令见 gridapp --help", file=sys.stderr)
        sys.exit(UNUSABLE)
    with collector_paused():
        window = importlib.import_module("ui.app")
    sys.exit(window.main(Path(file) if file else None))
