"""what stays in memory each time that every page is opened, used and closed ÷ the 0.05 MB that may (aim ≤ 1)

Counted from the fifth time on: what is loaded once and kept is no leak. What the process holds is asked of glibc, to
the byte and so alike in every run, which the memory that the system sees is not. Python's own small objects lie beside
it; few of them come without any other.
"""

import ctypes
import gc
from pathlib import Path

from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build
from tests.bench.windows import dressed, paint, sitting

UNIT, ONCE = "MB", True
ALLOWED = 0.05
FIRST, TIMES = 4, 30


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(32))


def ours(folder: Path) -> Work:
    app = dressed(folder)
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QTabWidget

    from ui.pages import PAGES, make
    from ui.work import Work

    session = sitting(folder / "office.db")

    def use(times: int) -> float:
        for _ in range(times):
            for entry in PAGES:
                page = make(entry, session)
                page.resize(1280, 720)
                page.show()
                paint(page)
                for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Down):
                    QTest.keyClick(app.focusWidget() or page, key)
                for tabs in page.findChildren(QTabWidget):
                    for place in range(tabs.count()):
                        tabs.setCurrentIndex(place)
                        paint(page)
                page.close()
                page.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
                while app.findChildren(Work) or session.findChildren(Work):
                    app.processEvents()
        return in_use()

    def work() -> float:
        before = use(size(FIRST))
        return (use(size(TIMES)) - before) / size(TIMES)

    return work


class Mallinfo(ctypes.Structure):
    """mallinfo2(3)"""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
    ]


def in_use() -> float:
    """MB that were asked for and not given back."""
    gc.collect()
    ask = ctypes.CDLL("libc.so.6").mallinfo2
    ask.restype = Mallinfo
    told = ask()
    return float(told.uordblks + told.hblkhd) / 1e6


def limit(folder: Path) -> Work:
    return lambda: ALLOWED
