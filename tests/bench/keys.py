"""key to painted, committed cell in 登记·按周, 32 workers ÷ a bare SQLite commit (95th percentiles; aim ≤ 1.3 + 8 ms)

The bare commit has the settings of the office's file and lies in the same folder: a row inserted, one transaction.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from gridapp.store.driver import sqlite3
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build
from tests.bench.windows import dressed, paint, sitting

KEYS = 200


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(32), quarters=size(40))


def slow(work: Callable[[int], object]) -> float:
    """The 95th percentile of the seconds of one piece of work."""
    return statistics.quantiles(taken(work), n=20)[-1]


def usual(work: Callable[[int], object]) -> float:
    """The median of them."""
    return statistics.median(taken(work))


def taken(work: Callable[[int], object]) -> list[float]:
    seconds = []
    for number in range(size(KEYS)):
        start = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - start)
    return seconds


def ours(folder: Path) -> Work:
    return typing(folder, "office.db", slow)


def typing(folder: Path, name: str, of: Callable[[Callable[[int], object]], float]) -> Work:
    """Typing cells of the file with this name, one after another."""
    app = dressed(folder)
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ui.window import Window

    window = Window(sitting(folder / name))
    window.open_at("登记 · 按周", None)
    window.resize(1366, 768)
    window.show()
    paint(window)
    page = window.stack.currentWidget()
    table = page.table
    rows = table.records().rowCount()

    def key(number: int) -> None:
        place = number % (6 * rows)
        table.go_to(place % rows, 1 + place // rows)
        QTest.keyClick(table, "8" if table.currentIndex().data() == "7" else "7")
        QTest.keyClick(app.focusWidget(), Qt.Key.Key_Return)
        app.processEvents()

    def work() -> float:
        table.setFocus()
        before = window.session.office.chain_head()
        seconds = of(key)
        assert window.session.office.chain_head() != before
        return seconds

    return work


def limit(folder: Path) -> Work:
    from gridapp.store.database import _SETTINGS

    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    connection.execute("CREATE TABLE IF NOT EXISTS tally (worker TEXT, period TEXT, counts TEXT)")

    def commit(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO tally VALUES (?, '2019-W27', '{\"平台录入\": 2}')", [f"W{number:05d}"])
        connection.execute("COMMIT")

    return lambda: slow(commit)
