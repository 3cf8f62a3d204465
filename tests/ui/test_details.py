"""明细 behind a count: opened from a cell, typed entry by entry, and then the count is theirs."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gridapp.model import Counts, Detail, Tally
from tests.offices import LI, Q2, ZHANG
from tests.ui.test_week import keys
from ui.pages.item import ItemPage
from ui.pages.week import WeekPage
from ui.session import Session
from ui.theme import colours
from ui.widgets.details import DetailPanel

WEEK = Q2.weeks[2]  # 15 to 21 April
ENTRIES, CHECKS = 1, 2


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> WeekPage:
    """One week of everybody, 张三's 平台录入 typed as 2; the cursor stands on it."""
    session.office.change("录入", save=[Tally(ZHANG, WEEK, Counts({"平台录入": 2, "排查": 1}))])
    page = WeekPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.sheet.week = WEEK
    page.refresh()
    page.table.go_to(0, ENTRIES)
    page.table.setFocus()
    return page


def opened(page: WeekPage | ItemPage, qtbot: QtBot) -> DetailPanel:
    """The panel that F2 opens for the cell where the cursor is."""
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    panel = page.panel.guest()
    assert isinstance(panel, DetailPanel)
    return panel


def enter(panel: DetailPanel, qtbot: QtBot, **texts: str) -> None:
    """Type an entry: fields by name, Enter at the last."""
    fields = panel.editor.form.fields
    for name, text in texts.items():
        entry = fields[name].input
        if isinstance(entry, QLineEdit):
            entry.clear()
            qtbot.keyClicks(entry, text)
        else:
            entry.setCurrentText(text)
    qtbot.keyClick(fields["paper"].input, Qt.Key.Key_Return)


def details(session: Session) -> list[Detail]:
    return session.office.all(Detail)


def cell(page: WeekPage, row: int = 0, column: int = ENTRIES) -> tuple[str, bool]:
    """What a cell shows, and whether it bears the corner mark."""
    found = page.model.cell(page.model.index(row, column))
    return found.text, found.corner


def test_an_entry_makes_the_count_its_own(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    names: list[str] = []
    session.saved.connect(lambda name, _: names.append(name))
    panel = opened(page, qtbot)
    assert page.panel.heading.text() == f"明细 · {WEEK.title} 张三 平台录入"
    assert panel.sum.text() == "直接录入的是 2 条"
    enter(panel, qtbot, day="4-16", kind="群众诉求", object="x", note="y", paper="p3")
    (entry,) = details(session)
    assert entry == Detail(ZHANG, date(2019, 4, 16), "平台录入", "群众诉求", "x", "y", "p3", id=entry.id)
    assert cell(page) == ("▾1", True)
    assert panel.sum.text() == "明细 1 条，计 1 条（直接录入的是 2 条，现按明细计）"
    assert names == [f"明细 {WEEK.title} 张三 平台录入 4月16日 新增"]
    enter(panel, qtbot, object="z")  # date, kind and paper stay for the next
    assert [each.day for each in details(session)] == [date(2019, 4, 16)] * 2
    assert cell(page) == ("2", True)


def test_a_cell_with_entries_cannot_be_typed_over_and_says_why(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    session.office.change("明细", save=[Detail(ZHANG, date(2019, 4, 16), "平台录入")])
    page.refresh()
    said: list[str] = []
    session.failed.connect(said.append)
    page.table.go_to(0, ENTRIES)
    why = "这一格由 1 条明细计数，不能直接改数。按 F2 打开明细，增删后自动计数"
    keys(qtbot, page.table, "5⏎")
    assert said == [why]
    page.table.go_to(0, ENTRIES)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    assert said == [why, why]
    assert cell(page) == ("▾1", True)
    typed = session.office.tally(ZHANG, WEEK)
    assert typed
    assert typed.counts["平台录入"] == 2


def test_pasting_over_it_takes_the_other_cells_only(page: WeekPage, session: Session) -> None:
    session.office.change("明细", save=[Detail(ZHANG, date(2019, 4, 16), "平台录入")])
    page.refresh()
    page.model.write([(0, ENTRIES, "7"), (0, CHECKS, "3")])
    typed = session.office.tally(ZHANG, WEEK)
    assert typed
    assert typed.counts == {"平台录入": 2, "排查": 3}


def test_without_its_last_entry_the_cell_is_what_was_typed(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    enter(panel, qtbot, day="4-16")
    table = panel.editor.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert details(session) == []
    assert cell(page) == ("2", False)
    session.undo()
    assert cell(page) == ("▾1", True)


def test_an_entry_is_changed_in_the_form(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    enter(panel, qtbot, day="4-16", note="y")
    panel.editor.table.setFocus()
    qtbot.keyClick(panel.editor.table, Qt.Key.Key_F2)
    enter(panel, qtbot, day="4-17")
    assert [(each.day.day, each.note) for each in details(session)] == [(17, "y")]


def test_a_day_of_another_week_is_refused_where_it_is_typed(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    enter(panel, qtbot, day="4-22")
    fault = panel.editor.form.fields["day"].fault.text()
    assert fault == f"✗ 2019-04-22 不在{WEEK.title}（2019-04-15 至 2019-04-21）之内，请核对日期"
    assert details(session) == []


def test_the_kinds_are_those_of_the_duty(page: WeekPage, qtbot: QtBot) -> None:
    panel = opened(page, qtbot)
    assert panel.editor.form.fields["kind"].column.kind.options == (
        "矛盾纠纷", "群众诉求", "社情民意", "居民信息咨询", "事项查询", "办理反馈",
    )  # fmt: skip


def test_a_double_click_opens_them_too(page: WeekPage, qtbot: QtBot) -> None:
    place = page.table.visualRect(page.model.index(1, CHECKS)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.panel.heading.text() == f"明细 · {WEEK.title} 李四 排查"


def test_escape_goes_back_to_the_cell(page: WeekPage, qtbot: QtBot) -> None:
    opened(page, qtbot)
    qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert QApplication.focusWidget() is page.table
    assert page.table.currentIndex().column() == ENTRIES


def test_the_corner_mark_is_seen(page: WeekPage, session: Session) -> None:
    session.office.change("明细", save=[Detail(ZHANG, date(2019, 4, 16), "平台录入")])
    page.refresh()
    page.table.clearSelection()
    picture = page.table.viewport().grab().toImage()
    corners = [page.table.visualRect(page.model.index(0, column)).topRight() for column in (ENTRIES, CHECKS)]
    marked, plain = (picture.pixelColor(corner.x() - 1, corner.y() + 1) for corner in corners)
    assert marked == QColor(colours().accent)
    assert plain != marked


def test_different_households_are_what_counts_in_a_month(session: Session, qtbot: QtBot) -> None:
    page = ItemPage(session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.items.setCurrentIndex(4)
    page.registers.setCurrentText("走访一般居民户数")
    page.table.go_to(1, 1)
    page.table.setFocus()
    panel = opened(page, qtbot)
    for household in ("a", "b", "a"):
        enter(panel, qtbot, day="4-2", object=household)
    assert [each.worker for each in details(session)] == [LI] * 3
    assert panel.sum.text() == "明细 3 条，计 2 户"
    shown = page.model.cell(page.model.index(1, 1))
    assert (shown.text, shown.corner) == ("▾2", True)


def test_history_tells_of_the_entries_as_well(page: WeekPage, qtbot: QtBot) -> None:
    enter(opened(page, qtbot), qtbot, day="4-16", note="y", paper="p3")
    page.panel.leave()
    qtbot.keyClick(page.table, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    entries = page.panel.guest().list  # type: ignore[union-attr]
    newest, oldest = (entries.item(row).text().splitlines()[1:] for row in range(entries.count()))
    assert newest == [f"明细 {WEEK.title} 张三 平台录入 4月16日 新增", "日期：2019-04-16", "内容：y", "依据：p3"]
    assert oldest == ["录入", "平台录入：2"]
