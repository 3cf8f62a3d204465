"""process start to the first page and all that is on it, 32 workers and 40 quarters ÷ a bare window (beside start)"""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Work
from tests.bench.start import limit as limit
from tests.bench.start import prepare as prepare
from tests.bench.start import program

if TYPE_CHECKING:
    from ui.window import Window

WHOLE_PROCESS = True


def ours(folder: Path) -> Work:
    return program(folder, _wait_for_page)


def _wait_for_page(window: "Window") -> None:
    from PySide6.QtWidgets import QApplication

    while not window.stack.pages:
        QApplication.processEvents()
    QApplication.processEvents()
    window.close()
