"""The manual: a chapter for every page, opened there by F1, and searched."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QColor, QImage, QShortcut, QTextDocument
from PySide6.QtWidgets import QApplication, QTabWidget
from pytestqt.qtbot import QtBot

from gridapp.prints.blocks import texts
from gridapp.prints.quick_card import quick_card
from gridapp.resources import resource, root
from ui.first_start import StartPage
from ui.manual import FIRST, Manual, chapters, place_of
from ui.pages import PAGES
from ui.pages.settings import TABS
from ui.shell.navigation import PAGE_KEYS
from ui.theme import colours, dress
from ui.widgets.chapter_text import MARGIN
from ui.window import Window

FOREIGN = re.compile(r"[A-Za-z]{2,}")
KNOWN = {
    *("Ctrl", "Alt", "Shift", "Tab", "Delete", "Esc", "PgUp", "PgDn"),
    *("Excel", "WPS", "PDF", "zs", "xls", "xlsx", "keys"),
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
    assert len(set(titles)) == len(titles) >= 17
    for chapter in chapters():
        assert set(FOREIGN.findall(chapter.words)) <= {word.casefold() for word in KNOWN}, chapter.title


def test_every_page_has_a_chapter_of_its_own_and_every_part_of_it_is_explained_there() -> None:
    assert [entry.title for entry in PAGES if chapters()[place_of(entry.title)].title != entry.title] == []
    settings = chapters()[place_of("设置")].text
    assert [tab.title for tab in TABS if f"- **{tab.title}**：" not in settings] == []


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_the_tabs_of_a_page_are_named_in_its_chapter(title: str, window: Window) -> None:
    window.session.wanted.emit(title, None)
    words = chapters()[place_of(title)].words
    for tabs in window.stack.currentWidget().findChildren(QTabWidget):
        named = [re.sub(r"\(&.\)|^\d{4}年", "", tabs.tabText(place)) for place in range(tabs.count())]
        assert [each for each in named if each.casefold() not in words] == []


def test_what_the_manual_and_the_card_quote_is_what_the_program_says() -> None:
    sources = [file for folder in ("gridapp", "ui") for file in (root() / folder).rglob("*.py")]
    sources.append(resource("policies/2019.toml"))
    said = "".join(file.read_text(encoding="utf-8") for file in sources if file.stem != "quick_card")
    said = re.sub(r"\(&.\)", "", said)
    for told in (*(chapter.text for chapter in chapters()), "".join(texts(quick_card(date.today()).blocks))):
        quoted = re.findall("“(.+?)”", told)
        assert [each for each in quoted if not all(part in said for part in each.split("："))] == []


def test_every_key_of_the_window_stands_in_the_chapter_of_keys(window: Window) -> None:
    for entry in PAGES:
        window.session.wanted.emit(entry.title, None)
    shortcuts = [each.key() for each in window.findChildren(QShortcut)]
    shortcuts += [each.shortcut() for each in window.findChildren(QAction)]
    written = {"Del": "Delete", "PgDown": "PgDn"}
    keys = {written.get(key.toString(), key.toString()) for key in shortcuts}
    keys -= {"", "Ctrl+=", *(f"Alt+{key}" for key in PAGE_KEYS)}
    told = set(re.split("[、|\n]", chapters()[place_of("按键一览")].text.replace(" ", "")))
    assert sorted(keys - told) == []


def test_the_page_beside_the_navigation_has_its_chapter_too() -> None:
    assert chapters()[place_of("导入台账工作簿")].title == "台账导入导出"
    assert chapters()[place_of("从备份恢复")].title == "备份与恢复"
    assert chapters()[place_of("没有这一页")].title == FIRST


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("place", range(len(chapters())), ids=lambda place: chapters()[place].title)
def test_every_picture_of_a_chapter_is_there_and_shown_no_wider_than_the_text(place: int, manual: Manual) -> None:
    manual.list.setCurrentRow(place)
    named = re.findall(r"!\[(.+)\]\((.+)\)", chapters()[place].text)
    assert manual.text.pictures() == [name for _, name in named]
    for wide in (1200, 600):
        manual.resize(wide, 600)
        for _, name in named:
            whole, shown = QImage(str(resource(f"manual/{name}"))), shown_picture(manual, name)
            room = manual.text.viewport().width() - 2 * MARGIN
            assert not whole.isNull()
            assert shown.width() == min(whole.width(), room)
            assert shown.pixelColor(0, 0) == QColor(colours().faint)


def shown_picture(manual: Manual, name: str) -> QImage:
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = manual.text.document().resource(kind, QUrl(name))
    assert isinstance(picture, QImage)
    return picture


def test_no_picture_is_left_over_and_all_are_light() -> None:
    named = {name for chapter in chapters() for name in re.findall(r"\(pictures/(.+?)\)", chapter.text)}
    files = {file.name: file.stat().st_size for file in resource("manual/pictures").iterdir()}
    assert files.keys() == named
    assert max(files.values()) <= 80_000
    assert sum(files.values()) <= 1_500_000


def test_the_script_that_takes_them_still_runs(tmp_path: Path) -> None:
    script = [sys.executable, str(root() / "build" / "manual.py"), "start", "week", "--to", str(tmp_path)]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name in ("start", "week"):
        taken, shipped = (QImage(str(folder / f"{name}.png")) for folder in (tmp_path, resource("manual/pictures")))
        assert taken.size() == shipped.size()
        assert len({taken.pixel(x, y) for x in range(0, 800, 7) for y in range(0, 500, 3)}) > 20


# ── finding ───────────────────────────────────────────────────────────────────────────────────────────


def offered(manual: Manual) -> list[str]:
    """The chapters that are still to be seen in the list."""
    items = [manual.list.item(place) for place in range(manual.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_only_chapters_with_the_words_are_offered_and_the_place_is_shown(manual: Manual, qtbot: QtBot) -> None:
    assert not manual.found.isVisible()
    manual.search.setText("回收站")
    assert "出错了怎么办" in offered(manual)
    assert "满意度" not in offered(manual)
    assert manual.text.textCursor().selectedText() == "回收站"
    hits = len(manual.text.extraSelections())
    assert hits == manual.text.toPlainText().count("回收站") > 0
    assert manual.found.text() == f"{len(offered(manual))} 章里有，这一章 {hits} 处"


def test_enter_goes_from_place_to_place_through_all_chapters_that_hold_the_words(manual: Manual, qtbot: QtBot) -> None:
    manual.search.setText("回收站")
    places = []
    for _ in range(sum(chapter.words.count("回收站") for chapter in chapters())):
        places.append((manual.list.currentRow(), manual.text.textCursor().position()))
        qtbot.keyClick(manual.search, Qt.Key.Key_Return)
    assert len(set(places)) == len(places)
    assert {row for row, _ in places} == {place for place, each in enumerate(chapters()) if "回收站" in each.words}
    assert (manual.list.currentRow(), manual.text.textCursor().position()) == places[0]


def test_several_words_are_all_looked_for_and_signs_of_writing_are_not_found(manual: Manual) -> None:
    manual.search.setText("扫描枪  二维码")
    assert offered(manual) == ["打印"]
    manual.search.setText("**")
    assert offered(manual) == []
    assert manual.found.text() == "没有找到，请换一个说法"
    manual.search.setText("CTRL+P")
    assert "打印" in offered(manual)


def test_the_search_is_reached_by_key_from_the_text(manual: Manual, qtbot: QtBot) -> None:
    qtbot.waitUntil(manual.text.hasFocus)
    qtbot.keyClick(manual.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(manual.search.hasFocus)
    qtbot.keyClicks(manual.search, "pgup")
    assert "登记 · 按周" in offered(manual)
    qtbot.keyClick(manual.search, Qt.Key.Key_Escape)
    assert offered(manual) == [chapter.title for chapter in chapters()]


def test_larger_text_makes_more_room(manual: Manual, dressed: QApplication) -> None:
    before = manual.left.width()
    dress(dressed, dressed.font().family(), "浅色", "特大")
    assert manual.left.width() > before
    dress(dressed, dressed.font().family(), "浅色", "标准")


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
