"""The manual: a chapter for every page, opened there by F1, and searched."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.first_start import StartPage
from ui.manual import FIRST, Manual, chapters, place_of
from ui.pages import PAGES
from ui.window import Window

FOREIGN = re.compile(r"[A-Za-z]{2,}")
KNOWN = {
    *("Ctrl", "Alt", "Shift", "Tab", "Delete", "Esc", "PgUp", "PgDn"),
    *("Excel", "WPS", "PDF", "zs", "xls", "xlsx", "USB"),
}
"""What stands on keys, and names that every office knows."""


@pytest.fixture
def manual(window: Window) -> Manual:
    window.show_manual()
    assert window.manual
    return window.manual


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_f1_opens_the_chapter_of_the_page(title: str, window: Window, qtbot: QtBot) -> None:
    window.session.wanted.emit(title, None)
    qtbot.keyClick(window.stack.currentWidget(), Qt.Key.Key_F1)
    assert window.manual
    assert window.manual.isVisible()
    assert window.manual.windowTitle() == f"手册 — {title}"
    assert window.manual.text.toPlainText().startswith(title)


def test_chapters_have_titles_of_their_own_and_speak_no_foreign_language() -> None:
    titles = [chapter.title for chapter in chapters()]
    assert len(set(titles)) == len(titles) >= 14
    for chapter in chapters():
        assert set(FOREIGN.findall(chapter.text)) <= KNOWN, chapter.title


def test_the_page_beside_the_navigation_has_its_chapter_too() -> None:
    assert chapters()[place_of("导入台账工作簿")].title == "台账导入导出"
    assert chapters()[place_of("没有这一页")].title == FIRST


def test_only_chapters_with_the_words_are_offered_and_the_place_is_shown(manual: Manual, qtbot: QtBot) -> None:
    qtbot.keyClicks(manual.search, "")
    manual.search.setText("回收站")
    offered = [
        manual.list.item(place).text() for place in range(manual.list.count()) if not manual.list.item(place).isHidden()
    ]
    assert "出错了怎么办" in offered
    assert "满意度" not in offered
    assert manual.text.textCursor().selectedText() == "回收站"
    first = manual.text.textCursor().position()
    assert len(manual.text.extraSelections()) == manual.text.toPlainText().count("回收站")
    qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.text.textCursor().selectedText() == "回收站"
    assert (manual.text.textCursor().position() != first) == (len(manual.text.extraSelections()) > 1)


def test_escape_closes_the_manual_and_the_window_closes_it_too(manual: Manual, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()
    window.show_manual()
    window.close()
    assert not manual.isVisible()


def test_the_start_page_has_its_chapter(dressed: QApplication, qtbot: QtBot) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    qtbot.keyClick(page, Qt.Key.Key_F1)
    assert page.manual
    assert page.manual.windowTitle() == f"手册 — {FIRST}"
    page.manual.close()
