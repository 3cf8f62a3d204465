"""What holds on every page: each control has a name, keys lead to it, what has the focus is seen, all is Chinese."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gridapp.door import Door, Latch
from gridapp.prints.paper_key import PaperKey
from tests.offices import Q2, finding, full_quarter, meeting
from tests.ui.test_sign_in import RIGHT, Locked
from ui.book_office import BookOffice
from ui.first_start import StartPage
from ui.lock_page import LockPage
from ui.pages import PAGES
from ui.pages.printing import PrintingPage
from ui.program import Program
from ui.sign_in import SignInPage
from ui.widgets.backup_key import BackupKey
from ui.widgets.paper_key_panel import PaperKeyPanel
from ui.widgets.record_table import RecordTable
from ui.window import Window

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QPlainTextEdit, QTextBrowser, QTabBar)
FARTHEST = 120
"""So many steps are walked before a page counts as one that Tab does not lead around in."""
FOREIGN = re.compile(r"[A-Za-z]{3,}")
PATH = re.compile(r"(/|[A-Z]:\\)\S+")
"""Where a file lies is what it is."""
KNOWN = {
    *("Alt", "Ctrl", "Delete", "Enter", "Esc", "PgDn", "PgUp", "Shift", "Tab"),
    *("Excel", "PDF", "WPS", "gridapp", "xlsx"),
}
"""What stands on keys, and names that every office knows."""


@pytest.fixture
def filled(window: Window) -> Window:
    """The window on an office with something of everything."""
    day = Q2.weeks[5].monday
    window.session.office.change("登记", save=[*full_quarter(Q2), *meeting("2019-05", day), finding(day)])
    return window


def views(window: Window, title: str, qtbot: QtBot) -> Iterator[QWidget]:
    """A page, and each of its tabs in turn; 打印 when its preview is there, which takes a moment beside the window."""
    window.session.wanted.emit(title, None)
    page = window.stack.currentWidget()
    if isinstance(page, PrintingPage):
        qtbot.waitUntil(page.all_button.isEnabled, timeout=60_000)
    tabs = page.findChildren(QTabWidget)
    if not tabs:
        yield page
    for tab in tabs:
        for place in range(tab.count()):
            tab.setCurrentIndex(place)
            QApplication.processEvents()
            yield page


def controls(page: QWidget) -> list[QWidget]:
    """What a person works with on the page as it is now."""
    return [
        each
        for each in page.findChildren(QWidget)
        if isinstance(each, CONTROLS) and each.isVisibleTo(page) and not _is_part(each)
    ]


def _is_part(widget: QWidget) -> bool:
    """Whether it belongs to another control, which has the name: a list that pops up, a table's own parts."""
    parent = widget.parentWidget()
    inside = isinstance(parent, QComboBox | QLineEdit | QAbstractItemView) or widget.objectName() == "firstColumn"
    return inside or widget.objectName().startswith("qt_") or type(widget).__name__ in ("QComboBoxListView", "QTabBar")


def called(widget: QWidget) -> str:
    """The name that a control goes by, what is written on it, or on the tab in front."""
    written = widget.text() if isinstance(widget, QAbstractButton) else ""
    if isinstance(widget, QTabBar):
        written = widget.tabText(widget.currentIndex())
    return widget.accessibleName() or written


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_every_control_has_a_name_for_a_screen_reader(title: str, filled: Window, qtbot: QtBot) -> None:
    for page in views(filled, title, qtbot):
        nameless = [each for each in controls(page) if not called(each)]
        assert [(type(each).__name__, each.objectName()) for each in nameless] == []


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_every_control_is_reached_by_key_and_seen_then(title: str, filled: Window, qtbot: QtBot) -> None:
    for page in views(filled, title, qtbot):
        came: set[tuple[str, str]] = set()
        for widget in _walk(page, qtbot):
            came.add((type(widget).__name__, called(widget)))
            assert called(widget), f"{type(widget).__name__} takes the focus and has no name"
            assert not _seen(widget).visibleRegion().isEmpty(), f"{called(widget)} has the focus out of sight"
        there = [each for each in controls(page) if each.isEnabled() and _takes_focus(each)]
        assert {(type(each).__name__, called(each)) for each in there} - came == set()


def _seen(widget: QWidget) -> QWidget:
    """The part of a control that nothing else of it covers."""
    if isinstance(widget, QScrollArea):
        return widget.widget()
    return widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget


def _takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _walk(page: QWidget, qtbot: QtBot) -> Iterator[QWidget]:
    """Tab (F6 out of a table) from control to control, until it comes around."""
    window = page.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.setFocus()
    start = next(each for each in controls(window) if _takes_focus(each) and each.isEnabled())
    start.setFocus()
    for _ in range(FARTHEST):
        at = QApplication.focusWidget()
        assert at
        yield at
        qtbot.keyClick(at, Qt.Key.Key_F6 if isinstance(at, RecordTable) else Qt.Key.Key_Tab)
        QApplication.processEvents()  # a panel that opened beside is laid out
        if QApplication.focusWidget() is start:
            return
    raise AssertionError("Tab does not come around")


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_no_page_speaks_a_foreign_language(title: str, filled: Window, qtbot: QtBot) -> None:
    for page in views(filled, title, qtbot):
        for said in _texts(page):
            strange = set(FOREIGN.findall(PATH.sub("", said))) - KNOWN
            assert not strange, said


def _texts(page: QWidget) -> Iterator[str]:
    for widget in page.findChildren(QWidget):
        if not widget.isVisibleTo(page) or _is_file_or_law(widget):
            continue
        yield widget.toolTip()
        yield widget.accessibleName()
        if isinstance(widget, QLabel | QAbstractButton):
            yield re.sub("<[^>]*>", "", widget.text())
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, RecordTable):
            yield widget.empty
            yield from (f"{column.title} {column.tip}" for column in widget.records().columns)


def _is_file_or_law(widget: QWidget) -> bool:
    """Paths of files and the texts of licences are what they are."""
    flags = widget.textInteractionFlags() if isinstance(widget, QLabel | QPlainTextEdit) else None
    chosen = isinstance(widget, QComboBox) and widget.accessibleName() == "随附的字体和数据"
    return chosen or bool(flags and flags & Qt.TextInteractionFlag.TextSelectableByKeyboard)


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_an_empty_table_says_what_to_do_next(title: str, window: Window, qtbot: QtBot) -> None:
    window.session.office.change("清空名册", remove=_everything(window))
    for page in views(window, title, qtbot):
        for table in page.findChildren(RecordTable):
            if table.isVisibleTo(page) and not table.records().rows and table.objectName() != "firstColumn":
                assert table.empty, table.accessibleName()


def _everything(window: Window) -> list[object]:
    from gridapp.model import Grid, Post, Standard, Village, Worker

    return [each for kind in (Post, Standard, Worker, Grid, Village) for each in window.session.office.all(kind)]


def test_the_start_page_names_its_controls_too(dressed: QApplication, qtbot: QtBot) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert [each for each in controls(page) if not called(each)] == []
    assert isinstance(page.form.table, RecordTable)
    assert page.findChildren(QListWidget) == []
    assert page.findChildren(QScrollArea) == []


# ── where no office is open, or it is covered ─────────────────────────────────────────────────────────


def _sign_in(program: Program, locked: Locked) -> QWidget:
    return SignInPage(Door(locked.path), "王敏")


def _forgotten(program: Program, locked: Locked) -> QWidget:
    page = SignInPage(Door(locked.path), "王敏")
    page.show_paper()
    return page


def _lock(program: Program, locked: Locked) -> QWidget:
    page = LockPage(Latch(Door(locked.path).enter("王敏", RIGHT, datetime.now()), lambda: False), "王敏")
    page.other.click()
    return page


def _start(program: Program, locked: Locked) -> QWidget:
    return StartPage()


def _paper_key(program: Program, locked: Locked) -> QWidget:
    return PaperKeyPanel(PaperKey(locked.paper, "西镇", "西镇.gridapp", date(2026, 3, 2), encrypted=True))


def _prove(program: Program, locked: Locked) -> QWidget:
    panel = PaperKeyPanel(PaperKey(locked.paper, "西镇", "西镇.gridapp", date(2026, 3, 2), encrypted=True))
    panel.on.click()
    return panel


def _book(program: Program, locked: Locked) -> QWidget:
    return BookOffice(locked.path, locked.path.with_name("台账.xlsx"))


def _backup_key(program: Program, locked: Locked) -> QWidget:
    keyring = Door(locked.path).keyring
    assert keyring
    return BackupKey(keyring)


@pytest.mark.parametrize(
    "make",
    [_sign_in, _forgotten, _lock, _start, _paper_key, _prove, _book, _backup_key],
    ids=lambda make: make.__name__,
)
def test_a_page_that_stands_alone_keeps_to_all_that_too(
    make: Callable[[Program, Locked], QWidget], program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    locked = Locked(tmp_path, encrypted=True)
    page = make(program, locked)
    program.frame.show_page(page)
    assert [type(each).__name__ for each in controls(page) if not called(each)] == []
    came = {called(widget) for widget in _walk(page, qtbot)}
    assert {called(each) for each in controls(page) if each.isEnabled() and _takes_focus(each)} - came == set()
    for said in set(_texts(page)) - set(locked.paper.split("-")):
        assert not set(FOREIGN.findall(PATH.sub("", said))) - KNOWN, said
