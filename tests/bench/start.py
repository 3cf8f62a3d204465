"""process start to first painted window, 32 workers and 40 quarters ÷ a bare window (aim ≤ 1.5, memory ≤ 2.5)

Timed from outside: the interpreter and every import count, on both sides. Ours is the whole program as `python -m
gridapp FILE` starts it, up to the window that tells that the file is being opened; the limit is a QMainWindow of
PySide6 that holds nothing.
"""

import importlib
import runpy
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from tests.bench.process import Work

if TYPE_CHECKING:
    from ui.program import Program

WHOLE_PROCESS = True


def prepare(folder: Path) -> None:
    from tests.bench.size import size
    from tests.bench.township import build

    build(folder / "office.gridapp", size(32), quarters=size(40))


def ours(folder: Path) -> Work:
    """Until the window is painted, before a file is opened: what comes then is measured in first_page."""
    return program(folder, lambda program, path: program.frame.close())


def program(folder: Path, start: Callable[["Program", Path | None], object]) -> Work:
    """The whole program up to the first paint, then `start` in the place of what it would do with its file."""
    from tests.bench.windows import offscreen

    offscreen(folder)

    def load(name: str) -> ModuleType:
        importlib.import_module = import_module
        loaded = import_module(name)
        loaded.Program.start = start
        return loaded

    def work() -> None:
        importlib.import_module = load  # by which the window is opened; nothing is loaded before it would be
        sys.argv = ["gridapp", str(folder / "office.gridapp")]
        with suppress(SystemExit):
            runpy.run_module("gridapp", run_name="__main__")

    return work


def limit(folder: Path) -> Work:
    from tests.bench.windows import offscreen

    offscreen(folder)

    def work() -> None:
        from PySide6.QtWidgets import QApplication, QMainWindow

        from tests.bench.windows import paint

        app = QApplication([])
        window = QMainWindow()
        window.resize(1280, 720)
        window.show()
        paint(window)
        app.quit()

    return work
