"""Enter after the password to the painted window, an encrypted file, beyond a plain one's opening ÷ 150 ms (aim ≤ 1)"""

import shutil
import statistics
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build
from tests.bench.windows import dressed, paint

if TYPE_CHECKING:
    from ui.program import Program

TIMES = 7
NAME, PASSWORD = "王敏", "huaishu xia 3 tiao lu"


def prepare(folder: Path) -> None:
    from gridapp.door import Door, encrypt
    from gridapp.office import Office

    plain, encrypted = folder / "plain.gridapp", folder / "encrypted.gridapp"
    build(plain, size(32), quarters=size(40))
    shutil.copy(plain, encrypted)
    with Office.open(encrypted) as office:
        office.begin_accounts(NAME, PASSWORD)
    encrypt(encrypted, Door(encrypted).unlock(NAME, PASSWORD, datetime.now()))


def ours(folder: Path) -> Work:
    dressed(folder)

    def work() -> float:
        _plain(folder), _encrypted(folder)  # so that everything is loaded
        plain, encrypted = ([way(folder) for _ in range(size(TIMES))] for way in (_plain, _encrypted))
        return statistics.median(encrypted) - statistics.median(plain)

    return work


def limit(folder: Path) -> Work:
    return lambda: 0.15


def _plain(folder: Path) -> float:
    from ui.program import Program

    program = Program()
    start = time.perf_counter()
    program.open(folder / "plain.gridapp")
    return _painted(program, start)


def _encrypted(folder: Path) -> float:
    from PySide6.QtCore import QEventLoop, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.program import Program
    from ui.sign_in import SignInPage

    program = Program()
    program.open(folder / "encrypted.gridapp")
    page = program.frame.page
    assert isinstance(page, SignInPage)
    paint(program.frame)
    QTest.keyClicks(page.form.password.field, PASSWORD)
    start = time.perf_counter()
    QTest.keyClick(page.form.password.field, Qt.Key.Key_Return)
    while program.window is None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return _painted(program, start)


def _painted(program: "Program", start: float) -> float:
    from PySide6.QtWidgets import QApplication

    window = program.window
    assert window
    seen: list[float] = []
    window.painted.connect(lambda: seen.append(time.perf_counter()))
    while not seen:
        QApplication.processEvents()
    program.frame.close()
    program.close()
    return seen[0] - start
