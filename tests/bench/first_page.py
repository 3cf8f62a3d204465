"""process start to the first page and all that is on it, 32 workers and 40 quarters ÷ a bare window (beside start)"""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.process import Work
from tests.bench.start import limit as limit
from tests.bench.start import prepare as prepare
from tests.bench.start import program

if TYPE_CHECKING:
    from ui.program import Program

WHOLE_PROCESS = True


def ours(folder: Path) -> Work:
    return program(folder, _open)


def _open(program: "Program", path: Path) -> None:
    from PySide6.QtWidgets import QApplication

    window = program.open(path)
    assert window
    while not window.stack.pages:
        QApplication.processEvents()
    QApplication.processEvents()
    program.frame.close()
