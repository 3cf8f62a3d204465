"""满意度, typed group by group from the tallies of the ballots."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridapp.model import Ballots
from tests.offices import LI, Q2, ZHANG
from ui.pages.ballots import BallotsPage
from ui.session import Session, Spot
from ui.widgets.history import HistoryPanel

WHO, GOOD, FAIR, SO_SO, BAD, ABSTAINED, SPOILT, VALID, MEAN, ALL_VALID, ALL_MEAN = range(11)


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> BallotsPage:
    """No ballots yet; the first group of voters is shown."""
    page = BallotsPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.table.setFocus()
    return page


def keys(qtbot: QtBot, page: BallotsPage, text: str) -> None:
    """Digits, ⏎ for Enter and ⇥ for Tab, at whatever has the focus."""
    for character in text:
        target = QApplication.focusWidget() or page.table
        if character in "⏎⇥":
            qtbot.keyClick(target, Qt.Key.Key_Return if character == "⏎" else Qt.Key.Key_Tab)
            QApplication.processEvents()  # the editor hands over what was typed when the key has been worked off
        else:
            qtbot.keyClicks(target, character)


def shown(page: BallotsPage, row: int) -> list[str]:
    return [page.model.index(row, column).data() for column in range(len(page.model.columns))]


def on_record(session: Session) -> dict[tuple[str, str], dict[str, int]]:
    return {(each.worker, each.voters): dict(each.counts) for each in session.office.all(Ballots)}


def test_the_first_typed_cell_makes_the_other_answers_0_in_the_same_step(
    page: BallotsPage, session: Session, qtbot: QtBot
) -> None:
    assert shown(page, 0)[GOOD:] == ["·"] * 10
    with qtbot.waitSignal(session.saved) as said:
        keys(qtbot, page, "9⏎")
    assert said.args[0] == "满意度 居民代表 张三 满意 未录→9"
    counts = {"满意": 9, "较满意": 0, "一般": 0, "不满意": 0}
    assert on_record(session) == {(ZHANG, "居民代表"): counts}
    assert shown(page, 0)[GOOD:] == ["9", "0", "0", "0", "", "", "9", "100.00", "9", "100.00"]
    session.undo()
    assert on_record(session) == {}


def test_valid_ballots_and_means_follow_the_typing_void_ones_aside(
    page: BallotsPage, session: Session, qtbot: QtBot
) -> None:
    keys(qtbot, page, "5⇥2⇥1⇥0⇥3⇥4⏎")
    assert shown(page, 0)[VALID:] == ["8", "90.00", "8", "90.00"]
    page.voters.setCurrentText("党员代表")
    assert shown(page, 0)[GOOD:] == ["·"] * 8 + ["8", "90.00"]
    keys(qtbot, page, "0⇥0⇥0⇥2⏎")
    assert shown(page, 0)[VALID:] == ["2", "40.00", "10", "80.00"]
    sheet = session.office.score(Q2).people[0].sheet
    assert (sheet.valid_ballots, sheet.satisfaction) == (10, 8000)


def test_too_few_ballots_are_marked_and_say_why(page: BallotsPage, qtbot: QtBot) -> None:
    keys(qtbot, page, "4⏎")
    assert shown(page, 0)[ALL_VALID] == "▾4"
    tip = page.model.index(0, ALL_VALID).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "有效票只有 4 张，少于 5 张，请核对"
    assert "▾ 有效票少于 5 张 1 人" in page.foot.text()
    page.table.go_to(0, GOOD)
    keys(qtbot, page, "5⏎")
    assert shown(page, 0)[ALL_VALID] == "5"


def test_an_emptied_answer_is_0_and_an_emptied_row_is_not_typed_yet_again(
    page: BallotsPage, session: Session, qtbot: QtBot
) -> None:
    keys(qtbot, page, "5⇥2⏎")
    page.table.go_to(0, GOOD)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert shown(page, 0)[GOOD:ABSTAINED] == ["0", "2", "0", "0"]
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert on_record(session) == {}
    assert shown(page, 0)[GOOD] == "·"


def test_ballots_that_were_cast_but_are_all_void_stay_on_record(
    page: BallotsPage, session: Session, qtbot: QtBot
) -> None:
    page.table.go_to(0, ABSTAINED)
    keys(qtbot, page, "3⏎")
    assert on_record(session)[ZHANG, "居民代表"] == {"满意": 0, "较满意": 0, "一般": 0, "不满意": 0, "弃权": 3}
    assert shown(page, 0)[VALID : MEAN + 1] == ["·", "·"]


def test_a_typed_0_is_a_tally_without_ballots_not_an_empty_row(
    page: BallotsPage, session: Session, qtbot: QtBot
) -> None:
    keys(qtbot, page, "0⏎")
    assert on_record(session) == {(ZHANG, "居民代表"): {"满意": 0, "较满意": 0, "一般": 0, "不满意": 0}}
    assert shown(page, 0)[GOOD:ABSTAINED] == ["0", "0", "0", "0"]


def test_pasted_rows_go_in_as_one_step(page: BallotsPage, session: Session, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("9\t1\t0\t0\n8\t0\tx\t1\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown(page, 1)[GOOD:ABSTAINED] == ["8", "0", "✗ x", "1"]
    assert on_record(session)[LI, "居民代表"] == {"满意": 8, "较满意": 0, "一般": 0, "不满意": 1}
    session.undo()
    assert on_record(session) == {}


def test_the_foot_counts_people_and_answers(page: BallotsPage, qtbot: QtBot) -> None:
    keys(qtbot, page, "9⏎7⏎")
    assert page.foot.text().startswith("已录 2 / 2 人    满意 16  较满意 0")


def test_the_page_can_be_pointed_at_a_worker(page: BallotsPage) -> None:
    page.point_at(Spot(worker=LI))
    assert page.table.currentIndex().row() == 1


def test_a_count_tells_who_typed_it_and_what_it_was_before(page: BallotsPage, qtbot: QtBot) -> None:
    page.model.write([(0, 1, "8")])
    page.model.write([(0, 1, "9")])
    page.table.go_to(0, 1)
    qtbot.keyClick(page.table, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    guest = page.history.panel.guest()
    assert isinstance(guest, HistoryPanel)
    assert "王敏" in guest.list.item(0).text()
    assert guest.list.item(0).text().endswith("满意：8 → 9")
    qtbot.keyClick(guest.list, Qt.Key.Key_Escape)
    assert page.history.panel.guest() is None
    page.table.go_to(0, 0)
    with qtbot.waitSignal(page.session.failed):
        page.history.show_history()
