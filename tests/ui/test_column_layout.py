"""A table's columns as the clerk wants them, by mouse and by key, remembered for the next time."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gridapp.columns import COUNT
from gridapp.model import Worker
from tests.offices import LI, ZHANG
from ui import preferences
from ui.pages.pay import PayPage
from ui.pages.roster import RosterPage
from ui.pages.week import WeekPage
from ui.session import Session
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.column_layout import PADDING
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.people_orders import PINYIN, STROKES, by_name
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

CONTROL = Qt.KeyboardModifier.ControlModifier


class Counts(RecordTable):
    """Three columns of counts beside the names of three people."""

    def __init__(self) -> None:
        self.counts: dict[tuple[str, int], int] = {}
        columns = [TableColumn("谁", lambda row: Cell(row), None, 8, orders=by_name(str))]
        columns += [TableColumn(title, self._shower(place), COUNT, 6) for place, title in enumerate("甲乙丙", 1)]
        super().__init__(RecordModel(columns, self._take), "试验")
        self.records().show(["王五", "李四", "丁一"])

    def _shower(self, place: int) -> object:
        return lambda row: Cell(str(self.counts.get((row, place), "")))

    def _take(self, edits: Sequence[Edit]) -> bool:
        self.counts.update({(row, column): value for row, column, value in edits})
        return True

    def titles(self) -> list[str]:
        """What is seen, from left to right."""
        return [self.records().columns[place].title for place in self.layout_of_columns.shown()]


@pytest.fixture
def table(dressed: QApplication, qtbot: QtBot) -> Counts:
    return made(qtbot)


def made(qtbot: QtBot) -> Counts:
    shown = Counts()
    qtbot.addWidget(shown)
    shown.resize(600, 300)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def choose(table: RecordTable, column: int, *texts: str) -> None:
    """The line of the menu (and of a menu in it) that begins so."""
    menus = [table.column_menu.made(column)]
    for text in texts:
        action = next(each for each in menus[-1].actions() if each.text().startswith(text))
        within = next((each for each in menus[0].findChildren(QMenu) if each.menuAction() is action), None)
        if within:
            menus.append(within)
        else:
            assert action.isEnabled()
            action.trigger()


def enabled(menu: QMenu) -> set[str]:
    return {action.text().partition("(")[0] for action in menu.actions() if action.isEnabled() and action.text()}


def test_columns_are_moved_hidden_and_widened_and_the_next_table_of_that_name_comes_so(
    table: Counts, qtbot: QtBot
) -> None:
    width = table.columnWidth(3)
    choose(table, 3, "左移")
    choose(table, 1, "不显示")
    choose(table, 3, "加宽")
    assert table.titles() == ["谁", "丙", "乙"]
    again = made(qtbot)
    assert again.titles() == ["谁", "丙", "乙"]
    assert again.columnWidth(3) > width
    choose(again, 0, "显示哪些列", "甲")
    assert again.titles() == ["谁", "甲", "丙", "乙"]
    choose(again, 0, "恢复标准")
    assert again.titles() == ["谁", "甲", "乙", "丙"]
    assert again.columnWidth(3) == width
    assert made(qtbot).titles() == ["谁", "甲", "乙", "丙"]


def test_a_last_column_of_words_takes_the_room_that_is_left(dressed: QApplication, qtbot: QtBot) -> None:
    columns = [ListColumn("谁", Cell), ListColumn("说明", Cell, 10)]
    table = ListTable(columns, "名单", str)
    qtbot.addWidget(table)
    table.resize(900, 200)
    with qtbot.waitExposed(table):
        table.show()
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    table.resize(100, 200)
    assert table.columnWidth(1) == 10 * table.fontMetrics().horizontalAdvance("0") + PADDING
    assert preferences.load().tables == {}


def test_the_first_column_stays_first_and_seen(table: Counts) -> None:
    assert enabled(table.column_menu.made(0)).isdisjoint({"左移", "右移", "不显示"})
    assert "左移" not in enabled(table.column_menu.made(1))
    table.horizontalHeader().moveSection(3, 0)
    assert table.titles() == ["谁", "丙", "甲", "乙"]


def test_a_column_widened_with_the_mouse_stays_so(table: Counts, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(1) + header.sectionSize(1) - 1, header.height() // 2)
    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    qtbot.mouseMove(header.viewport(), edge + QPoint(20, 0))
    qtbot.mouseMove(header.viewport(), edge + QPoint(40, 0))
    wide = table.columnWidth(1)
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    assert list(preferences.load().tables["试验"].widths) == ["甲"]
    assert abs(made(qtbot).columnWidth(1) - wide) <= 1


def test_f4_opens_the_menu_for_the_column_where_the_cursor_is(table: Counts, qtbot: QtBot) -> None:
    table.setFocus()
    table.go_to(0, 2)
    qtbot.keyClick(table, Qt.Key.Key_F4)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "“乙”这一列" in [action.text() for action in menu.actions()]
    qtbot.keyClick(menu, Qt.Key.Key_R)
    assert table.titles() == ["谁", "甲", "丙", "乙"]


def test_the_right_button_on_a_header_opens_the_menu_for_that_column(table: Counts, qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(3) + 5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, header.viewport().mapToGlobal(at))
    QApplication.sendEvent(header.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "“丙”这一列" in [action.text() for action in menu.actions()]
    qtbot.keyClick(menu, Qt.Key.Key_H)
    assert table.titles() == ["谁", "甲", "乙"]


def test_keys_copying_and_pasting_go_by_what_is_seen(table: Counts, qtbot: QtBot) -> None:
    choose(table, 3, "左移")
    choose(table, 1, "不显示")
    table.go_to(0, 3)
    QGuiApplication.clipboard().setText("7\t8\n9\t\n")
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)
    assert table.counts == {("王五", 3): 7, ("王五", 2): 8, ("李四", 3): 9, ("李四", 2): None}
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "王五\t7\t8"


def test_people_are_sorted_by_strokes_or_pinyin_and_slips_go_with_their_rows(table: Counts, qtbot: QtBot) -> None:
    table.records().write([(0, 1, "x")])
    table.go_to(0, 1)
    choose(table, 0, f"按{STROKES}")
    assert table.records().rows == ["丁一", "王五", "李四"]
    assert table.records().index(1, 1).data() == "✗ x"
    assert table.currentIndex().row() == 1
    choose(table, 0, f"按{PINYIN}")
    assert table.records().rows == ["丁一", "李四", "王五"]
    choose(table, 0, "倒过来")
    assert table.records().rows == ["王五", "李四", "丁一"]
    assert made(qtbot).records().rows == ["王五", "李四", "丁一"]
    choose(table, 0, f"按{STROKES}")
    table.records().replace(["李四", "丁一", "王五"])
    assert table.records().rows == ["丁一", "王五", "李四"]
    choose(table, 0, "原来的顺序")
    assert table.records().rows == ["李四", "丁一", "王五"]


def test_a_list_is_sorted_by_any_column_and_remembers_it(dressed: QApplication, qtbot: QtBot) -> None:
    def shown() -> ListTable:
        columns = [ListColumn("谁", Cell, orders=by_name(str)), ListColumn("长", lambda row: Cell(str(len(row))))]
        table = ListTable(columns, "名单", str)
        qtbot.addWidget(table)
        table.show_rows(["王五五", "丁一", "李四四四"])
        return table

    table = shown()
    choose(table, 1, "按长排序")
    assert table.rows_model.rows == ["丁一", "王五五", "李四四四"]
    table.sort_by(1)
    assert shown().rows_model.rows == ["李四四四", "王五五", "丁一"]
    table.sort_by(0)
    assert table.rows_model.rows == ["丁一", "李四四四", "王五五"]


def test_the_week_is_typed_in_the_order_of_strokes(session: Session, qtbot: QtBot) -> None:
    session.office.change("改名", save=[Worker(ZHANG, "张三"), Worker(LI, "丁四")])
    page = WeekPage(session)
    qtbot.addWidget(page)
    page.show()
    choose(page.table, 0, f"按{STROKES}")
    assert [row.worker.name for row in page.model.rows] == ["丁四", "张三"]
    page.model.write([(0, 1, "5")])
    tally = session.office.tally(LI, page.sheet.week)
    assert tally is not None
    assert tally.counts == {"平台录入": 5}


def test_the_roster_offers_both_orders_and_shows_which_holds(session: Session, qtbot: QtBot) -> None:
    page = RosterPage(session)
    qtbot.addWidget(page)
    page.show()
    workers = page.workers
    workers.order.setCurrentText(STROKES)
    workers.order.activated.emit(workers.order.currentIndex())
    assert [row.worker.name for row in workers.table.rows_model.rows] == ["张三", "李四"]
    workers.order.activated.emit(workers.order.currentIndex())
    assert [row.worker.name for row in workers.table.rows_model.rows] == ["李四", "张三"]
    choose(workers.table, 0, f"按{PINYIN}")
    assert workers.order.currentText() == PINYIN


def test_the_sums_of_the_money_stand_under_their_columns(session: Session, qtbot: QtBot) -> None:
    page = PayPage(session)
    qtbot.addWidget(page)
    page.show()
    choose(page.table, 3, "左移")
    choose(page.table, 1, "不显示")
    choose(page.table, 4, "加宽")
    assert page.foot.layout_of_columns.shown() == page.table.layout_of_columns.shown()
    assert page.foot.columnWidth(4) == page.table.columnWidth(4)
    assert isinstance(page.table.column_menu.made(0).actions()[0], QAction)
