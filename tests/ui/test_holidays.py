"""节假日: typed and pasted in 设置, told at the head of their week, and everybody exempted for them in one step."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gridapp.holidays import Holiday, each_day, holidays
from gridapp.model import Counts, Tally
from gridapp.periods import Span, Week
from tests.books import write
from tests.offices import LI, Q2, ZHANG
from ui.pages.settings_holidays import BLANK, DAYS, NAME, HolidaysPart
from ui.pages.week import WeekPage
from ui.session import Session

MAY = each_day(Span(date(2019, 5, 1), date(2019, 5, 3)), "劳动节")
WEEK = Week.of(MAY[0].day)


@pytest.fixture
def part(session: Session, qtbot: QtBot) -> HolidaysPart:
    shown = HolidaysPart(session)
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.refresh()
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def test_a_line_is_saved_when_it_has_both_its_cells_and_several_days_become_lines(
    part: HolidaysPart, session: Session
) -> None:
    assert part.model.write([(0, DAYS, "2019-5-1 至 5-3")])
    assert holidays(session.office.settings()) == []
    assert part.model.index(0, DAYS).data() == "2019-05-01 至 2019-05-03"
    assert part.model.write([(0, NAME, "劳动节")])
    assert holidays(session.office.settings()) == MAY
    assert session.office.undoable() == "节假日 3 天"
    assert [part.model.index(row, DAYS).data() for row in range(4)] == ["2019-05-01", "2019-05-02", "2019-05-03", ""]
    assert part.model.rowCount() == 3 + BLANK


def test_pasted_lines_go_in_as_one_step_and_an_emptied_one_goes(
    part: HolidaysPart, session: Session, qtbot: QtBot
) -> None:
    part.table.go_to(0, DAYS)
    QGuiApplication.clipboard().setText("2019-5-1\t劳动节\r\n2019年6月7日\t端午节\r\n")
    qtbot.keyClick(part.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert holidays(session.office.settings()) == [MAY[0], Holiday(date(2019, 6, 7), "端午节")]
    part.model.write([(0, NAME, "五一")])
    assert holidays(session.office.settings())[0].name == "五一"
    part.table.selectRow(0)
    qtbot.keyClick(part.table, Qt.Key.Key_Delete)
    assert holidays(session.office.settings()) == [Holiday(date(2019, 6, 7), "端午节")]
    for _ in range(3):
        session.undo()
    assert holidays(session.office.settings()) == []


def test_a_day_that_is_moved_leaves_its_old_place(part: HolidaysPart, session: Session) -> None:
    session.do(lambda: session.office.change("节假日", save=[MAY[0].setting]))
    part.model.write([(0, DAYS, "2019-05-04")])
    assert holidays(session.office.settings()) == [Holiday(date(2019, 5, 4), "劳动节")]


def test_a_workbook_brings_them_in_as_one_step(part: HolidaysPart, session: Session, tmp_path: Path) -> None:
    part.import_book(write(tmp_path / "放假.xlsx", {"放假": [["日期", "名称"], ["2019-5-1至5-3", "劳动节"]]}))
    assert holidays(session.office.settings()) == MAY
    session.undo()
    assert holidays(session.office.settings()) == []


def test_the_week_tells_its_holidays_and_exempts_everybody_in_one_step(session: Session, qtbot: QtBot) -> None:
    session.office.change("节假日", save=[each.setting for each in MAY])
    session.office.change("登记", save=[Tally(ZHANG, WEEK, Counts({"排查": 1}), paper="周报")])
    page = WeekPage(session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert not page.holidays.isVisible()
    page.sheet.week = WEEK
    page.refresh()
    page.village.setCurrentText("东村")
    assert page.holidays.told.text() == "● 劳动节 5月1日–3日"
    assert page.holidays.exempt.text() == "全体免考（2 人）：劳动节"
    qtbot.mouseClick(page.holidays.exempt, Qt.MouseButton.LeftButton)
    assert session.office.tally(ZHANG, WEEK) == Tally(ZHANG, WEEK, Counts({"排查": 1}), "劳动节", "周报")
    assert session.office.tally(LI, WEEK) == Tally(LI, WEEK, Counts(), "劳动节")
    assert page.holidays.told.text() == "● 劳动节 5月1日–3日，全体已免考"
    assert not page.holidays.exempt.isVisible()
    session.undo()
    assert session.office.tally(LI, WEEK) is None
    assert Q2.weeks.index(WEEK) > 0
