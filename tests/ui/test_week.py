"""登记 · 按周, typed as a clerk types: digits and one key for each cell."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gridapp.model import Counts, Tally
from tests.offices import LI, Q2, WEEKLY, ZHANG
from ui.pages.week import WeekPage
from ui.session import Session
from ui.widgets.record_table import RecordTable

WEEK = Q2.weeks[0]
WHO, ENTRIES, CHECKS, VISITS, LOGS, LISTED, VISITED, LOST, EXEMPT, PAPER = range(10)


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> WeekPage:
    """The page on the first week of 2019Q2, nothing typed yet: 张三 of a village, 李四 of a community."""
    page = WeekPage(session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.table.go_to(0, ENTRIES)
    page.table.setFocus()
    return page


def keys(qtbot: QtBot, table: RecordTable, text: str) -> None:
    """Type at whatever has the focus, as the hand does: ⏎ Enter, ⇥ Tab, anything else itself."""
    for character in text:
        target: QWidget = QApplication.focusWidget() or table
        if character in "⏎⇥":
            qtbot.keyClick(target, Qt.Key.Key_Return if character == "⏎" else Qt.Key.Key_Tab)
            QApplication.processEvents()  # the editor hands over what was typed when the key has been worked off
        elif character.isascii():
            qtbot.keyClicks(target, character)
        else:
            compose(target, character)


def compose(target: QWidget, character: str) -> None:
    """A character from a Chinese input method: first its spelling is seen, then the character is chosen."""
    QApplication.sendEvent(target, QInputMethodEvent("pin", []))
    chosen = QInputMethodEvent()
    chosen.setCommitString(character)
    QApplication.sendEvent(QApplication.focusWidget() or target, chosen)


def shown(page: WeekPage) -> list[list[str]]:
    model = page.model
    columns = range(len(model.columns))
    return [[model.index(row, column).data() for column in columns] for row in range(model.rowCount())]


def on_record(session: Session, worker: str) -> dict[str, int]:
    tally = session.office.tally(worker, WEEK)
    return dict(tally.counts) if tally else {}


def test_an_empty_week_shows_the_quota_of_village_and_community(page: WeekPage) -> None:
    village, community = shown(page)
    assert village[ENTRIES : VISITED + 1] == ["· 2", "· 1", "· 2", "· 2", "·", "·"]
    assert community[ENTRIES] == "· 5"
    assert village[LOST] == "未录"


def test_digits_and_enter_fill_a_column_and_each_cell_is_one_step(
    page: WeekPage, session: Session, qtbot: QtBot
) -> None:
    keys(qtbot, page.table, "1⏎4⏎")
    assert on_record(session, ZHANG) == {"平台录入": 1}
    assert on_record(session, LI) == {"平台录入": 4}
    assert [row[ENTRIES] for row in shown(page)] == ["▾1", "▾4"]
    session.undo()
    assert on_record(session, LI) == {}
    assert on_record(session, ZHANG) == {"平台录入": 1}


def test_tab_goes_right_and_the_row_tells_what_it_costs(page: WeekPage, qtbot: QtBot) -> None:
    keys(qtbot, page.table, "1⇥1⇥2⇥0⇥4⇥3⏎")
    assert shown(page)[0][ENTRIES : LOST + 1] == ["▾1", "1", "2", "▾0", "4", "3", "4"]  # 1c 1 + 6a 2 + 5a 1


def test_zero_is_not_empty_and_delete_makes_a_cell_empty_again(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    keys(qtbot, page.table, "0⏎")
    assert on_record(session, ZHANG) == {"平台录入": 0}
    page.table.go_to(0, ENTRIES)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert on_record(session, ZHANG) == {}
    assert shown(page)[0][ENTRIES] == "· 2"


def test_a_slip_stays_on_the_screen_with_its_reason_and_is_not_saved(
    page: WeekPage, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.failed) as said:
        keys(qtbot, page.table, "2a⏎")
    assert "不是数量" in said.args[0]
    assert shown(page)[0][ENTRIES] == "✗ 2a"
    assert on_record(session, ZHANG) == {}
    page.table.go_to(0, ENTRIES)
    keys(qtbot, page.table, "2⏎")
    assert shown(page)[0][ENTRIES] == "2"


def test_pasted_cells_are_checked_like_typed_ones_and_go_in_as_one_step(
    page: WeekPage, session: Session, qtbot: QtBot
) -> None:
    QGuiApplication.clipboard().setText("2\t1\t2\r\n5\t-1\t2\r\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert on_record(session, ZHANG) == {"平台录入": 2, "排查": 1, "居民走访": 2}
    assert on_record(session, LI) == {"平台录入": 5, "居民走访": 2}
    assert shown(page)[1][CHECKS] == "✗ -1"
    session.undo()
    assert (on_record(session, ZHANG), on_record(session, LI)) == ({}, {})


def test_copied_cells_paste_into_a_spreadsheet(page: WeekPage, qtbot: QtBot) -> None:
    keys(qtbot, page.table, "2⇥1⏎")
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\t")[1:4] == ["2", "1", ""]


def test_fill_down_copies_the_topmost_selected_cell(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    keys(qtbot, page.table, "7⏎")
    page.table.selectColumn(ENTRIES)
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert on_record(session, LI) == {"平台录入": 7}


def test_the_quota_fills_only_selected_empty_cells(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    keys(qtbot, page.table, "1⏎")
    page.table.selectColumn(ENTRIES)
    page.fill_quota()
    assert on_record(session, ZHANG) == {"平台录入": 1}
    assert on_record(session, LI) == {"平台录入": 5}


def test_an_exempt_week_says_so_and_costs_nothing(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    page.table.go_to(0, EXEMPT)
    keys(qtbot, page.table, "国庆节⏎")
    assert shown(page)[0][ENTRIES] == "免"
    assert shown(page)[0][LOST] == "免考"
    tally = session.office.tally(ZHANG, WEEK)
    assert tally is not None
    assert tally.exempt == "国庆节"
    assert session.office.undoable() == "第14周 张三 免考原因 空→国庆节"


def test_a_batch_of_paper_agrees_or_not(page: WeekPage, qtbot: QtBot) -> None:
    keys(qtbot, page.table, "2⏎5⏎")
    qtbot.keyClicks(page.batch.sheets, "2")
    qtbot.keyClicks(page.batch.sum, "8")
    assert page.batch.answer.text() == "张数 ✓ 相符，合计 差 1"


def test_page_down_turns_to_the_next_week(page: WeekPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_PageDown)
    assert page.sheet.week == Q2.weeks[1]


def test_the_page_opens_at_the_first_week_with_anything_missing(session: Session, qtbot: QtBot) -> None:
    full = [Tally(worker, WEEK, Counts(WEEKLY)) for worker in (ZHANG, LI)]
    session.office.change("第一周", save=full)
    page = WeekPage(session)
    qtbot.addWidget(page)
    page.show()
    assert page.sheet.week == Q2.weeks[1]
