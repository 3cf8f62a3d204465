"""The table's keys, wherever it stands: on, back to where the Tabs began, and out of it."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridapp.columns import COUNT
from ui.widgets.cell_painter import PADDING
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

Row = dict[int, int]


class Sheet(QWidget):
    """A table of counts, three by three, between two other fields."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = [{}, {}, {}]
        self.asked: list[Row] = []
        columns = [TableColumn(str(place), self._shower(place), COUNT) for place in range(3)]
        self.model = RecordModel(columns, self._take)
        self.model.show(self.rows)
        self.before, self.table, self.after = QLineEdit(), RecordTable(self.model, "表"), QLineEdit()
        layout = QHBoxLayout(self)
        for part in (self.before, self.table, self.after):
            layout.addWidget(part)

    def _shower(self, place: int) -> object:
        def show(row: Row) -> Cell:
            self.asked.append(row)
            return Cell(str(row.get(place, "")))

        return show

    def drawn(self) -> list[int]:
        """The rows that were asked for their looks since last time."""
        QApplication.processEvents()
        rows = [place for place, row in enumerate(self.rows) if any(row is each for each in self.asked)]
        self.asked.clear()
        return rows

    def _take(self, edits: Sequence[Edit]) -> bool:
        for row, column, value in edits:
            row[column] = value
        return True


@pytest.fixture
def sheet(dressed: QApplication, qtbot: QtBot) -> Sheet:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    sheet.table.setFocus()
    sheet.table.go_to(0, 0)
    return sheet


def hands(qtbot: QtBot, text: str) -> None:
    """Keys that come faster than the program works: ⏎ Enter, ⇥ Tab, digits."""
    for character in text:
        key = {"⏎": Qt.Key.Key_Return, "⇥": Qt.Key.Key_Tab}.get(character, character)
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_a_key_that_comes_right_after_enter_is_typed_in_the_next_cell(sheet: Sheet, qtbot: QtBot) -> None:
    hands(qtbot, "12⏎3⏎4⏎")
    assert sheet.rows == [{0: 12}, {0: 3}, {0: 4}]


@pytest.mark.parametrize("there", ["", "12⏎"])
def test_what_an_input_method_hands_over_whole_takes_the_place_of_what_was_there(
    sheet: Sheet, qtbot: QtBot, there: str
) -> None:
    hands(qtbot, there)
    sheet.table.go_to(0, 0)
    words = QInputMethodEvent()
    words.setCommitString("7")
    QApplication.sendEvent(sheet.table, words)
    hands(qtbot, "⏎")
    assert sheet.rows == [{0: 7}, {}, {}]


def test_enter_after_tabs_comes_back_to_where_they_began_one_row_below(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.table.go_to(0, 1)
    hands(qtbot, "1⇥2⏎3⇥4⏎5⏎")
    assert sheet.rows == [{1: 1, 2: 2}, {1: 3, 2: 4}, {1: 5}]


def test_enter_elsewhere_than_the_tabs_came_to_goes_down(sheet: Sheet, qtbot: QtBot) -> None:
    hands(qtbot, "1⇥")
    sheet.table.go_to(0, 2)
    hands(qtbot, "7⏎8⏎")
    assert sheet.rows == [{0: 1, 2: 7}, {2: 8}, {}]


def test_f6_leaves_the_table_forwards_and_with_shift_backwards(sheet: Sheet, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet.table, Qt.Key.Key_F6)
    assert sheet.after.hasFocus()
    sheet.table.setFocus()
    qtbot.keyClick(sheet.table, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert sheet.before.hasFocus()
    sheet.table.setFocus()
    hands(qtbot, "⇥⇥")
    assert sheet.table.hasFocus()


# ── what is drawn ─────────────────────────────────────────────────────────────────────────────────


def test_typing_draws_the_row_that_is_typed_in_and_no_other(sheet: Sheet, qtbot: QtBot) -> None:
    sheet.drawn()
    hands(qtbot, "1")
    assert sheet.drawn() == [0]
    hands(qtbot, "⏎")
    assert sheet.drawn() == [0, 1]


def test_replacing_draws_nothing_above_the_row_that_changed(sheet: Sheet) -> None:
    sheet.drawn()
    sheet.rows = [sheet.rows[0], {1: 7}, sheet.rows[2]]
    sheet.model.replace(sheet.rows)
    assert 0 not in sheet.drawn()
    assert sheet.model.index(1, 1).data() == "7"


def test_a_table_that_gets_the_focus_shows_it(sheet: Sheet) -> None:
    sheet.before.setFocus()
    sheet.drawn()
    sheet.table.setFocus()
    assert 0 in sheet.drawn()


def test_a_narrow_cell_still_shows_the_whole_of_its_number(dressed: QApplication, qtbot: QtBot) -> None:
    def seen(text: str) -> QImage:
        model = RecordModel([TableColumn("周", lambda _: Cell(text))], lambda _: True)
        model.show([{}])
        table = RecordTable(model, "表")
        qtbot.addWidget(table)
        table.setColumnWidth(0, 2 * PADDING + table.fontMetrics().horizontalAdvance("2"))
        return table.viewport().grab(table.visualRect(model.index(0, 0))).toImage()

    assert seen("23") not in (seen("24"), seen("…"))
