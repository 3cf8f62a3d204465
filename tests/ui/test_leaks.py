"""A page that is closed is gone: nothing in the session, nor any signal, keeps it."""

import gc
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.offices import Q2, full_quarter
from ui.first_start import StartPage
from ui.manual import Manual
from ui.pages import PAGES, Entry, make
from ui.pages.home import CHARTS, HomePage
from ui.pages.page import Page
from ui.pages.workbook import ImportPage
from ui.session import Session

TIMES = 3


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.title)
def test_a_closed_page_is_gone(entry: Entry, session: Session, qtbot: QtBot) -> None:
    session.office.change("登记", save=full_quarter(Q2))
    gone = [open_and_close(entry, session, qtbot) for _ in range(TIMES)]
    gc.collect()
    assert [page() for page in gone] == [None] * TIMES


def test_the_charts_of_the_first_page_go_with_it(session: Session, qtbot: QtBot) -> None:
    session.office.change("登记", save=full_quarter(Q2))

    def look(page: Page) -> None:
        assert isinstance(page, HomePage)
        page.sides.setCurrentIndex(CHARTS)
        qtbot.waitUntil(lambda: bool(page.charts and page.charts.trend.figure), timeout=30_000)

    gone = [open_and_close(PAGES[0], session, qtbot, look) for _ in range(TIMES)]
    gc.collect()
    assert [page() for page in gone] == [None] * TIMES


@pytest.mark.parametrize("made", [Manual, StartPage, None], ids=["手册", "第一次打开", "导入"])
def test_what_stands_beside_the_pages_goes_too(
    made: Callable[[], QWidget] | None, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    gone = []
    for _ in range(TIMES):
        gone.append(close(made() if made else ImportPage(session, tmp_path / "无.xlsx"), session, qtbot))
    gc.collect()
    assert [page() for page in gone] == [None] * TIMES


def open_and_close(
    entry: Entry, session: Session, qtbot: QtBot, look: Callable[[Page], None] = lambda page: None
) -> "weakref.ref[object]":
    return close(make(entry, session), session, qtbot, look)


def close(
    page: QWidget, session: Session, qtbot: QtBot, look: Callable[[Page], None] = lambda page: None
) -> "weakref.ref[object]":
    """Show a page, look at it, close it, and change something for which it would show itself anew."""
    with qtbot.waitExposed(page):
        page.show()
    for tabs in page.findChildren(QTabWidget):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            QApplication.processEvents()
    if isinstance(page, Page):
        look(page)
    page.close()
    page.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(page)
    QApplication.processEvents()
    session.undo()  # whoever still listens would now be called
    session.redo()
    return weakref.ref(page)
