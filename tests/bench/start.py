"""process start to first painted window, 32 workers and 40 quarters ÷ a bare window (aim ≤ 1.5, memory ≤ 2.5)

Timed from outside: the interpreter and every import count, on both sides. Ours is the whole program as `python -m
gridapp FILE` starts it; the limit is a QMainWindow of PySide6 that holds nothing.
"""

import sys
from contextlib import suppress
from pathlib import Path

from tests.bench.measure import Work

WHOLE_PROCESS = True


def prepare(folder: Path) -> None:
    from tests.bench.size import size
    from tests.bench.township import build

    build(folder / "office.db", size(32), quarters=size(40))


def ours(folder: Path) -> Work:
    from tests.bench.windows import offscreen

    offscreen(folder)

    def work() -> None:
        import ui.app
        from gridapp.cli import run
        from tests.bench.windows import paint

        class Program(ui.app.Program):
            """The program, until its window is painted."""

            def start(self, path: Path | None) -> None:
                super().start(path)
                assert self.shown
                paint(self.shown)
                self.shown.close()

        ui.app.Program = Program  # type: ignore[misc]
        sys.argv = ["gridapp", str(folder / "office.db")]
        with suppress(SystemExit):
            run()

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
