"""every page opened, used and closed 100 times ÷ 10 times: the peaks tell what stays in memory (aim ≤ 5 MB more)"""

from pathlib import Path

from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build
from tests.bench.windows import dressed, paint, sitting


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(32))


def rounds(folder: Path, times: int) -> Work:
    app = dressed(folder)
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QTabWidget

    from ui.pages import PAGES, make
    from ui.work import Work

    session = sitting(folder / "office.db")

    def work() -> None:
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

    return work


def ours(folder: Path) -> Work:
    return rounds(folder, size(100))


def limit(folder: Path) -> Work:
    return rounds(folder, size(10))
