"""年度: the four quarters, what runs lead to, the office's decision, next year's recommendations."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from gridapp.periods import Quarter
from gridapp.rulings import Consequence, Recommendation, YearDecision
from tests.offices import LI, Q3, ZHANG, bring_to, finding, full_quarter
from ui.pages.year import YearPage
from ui.pages.year_person import YearPerson
from ui.session import Session, Spot
from ui.theme import SIZES, dress
from ui.widgets.cell_painter import PADDING
from ui.widgets.chart_panel import ChartPanel
from ui.widgets.line_button import LineButton
from ui.widgets.record_form import RecordForm

WHO, FIRST, THIRD, FOURTH, MEAN, FAILING, TRAININGS, DECISION = 0, 1, 3, 4, 5, 6, 7, 8
Q4 = Q3.shift(1)


@pytest.fixture
def failing(session: Session) -> Session:
    """李四 is 不合格 in the last two quarters of 2019."""
    for quarter in (Q3, Q4):
        day = quarter.months[1].span.first
        poor = [finding(day, clause, LI, times=15) for clause in ("1a", "2a", "4a")]
        session.office.change(quarter.title, save=[*full_quarter(quarter), *poor])
        bring_to(session.office, quarter)
    session.look_at(Q4)
    return session


def opened(session: Session, qtbot: QtBot) -> YearPage:
    page = YearPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 650)
    with qtbot.waitExposed(page):
        page.show()
    return page


def row(page: YearPage, number: int) -> list[str]:
    model = page.people.table.rows_model
    return [model.index(number, column).data() for column in range(model.columnCount())]


def person(page: YearPage) -> YearPerson:
    area = page.people.panel.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    found = area.widget()
    assert isinstance(found, YearPerson)
    return found


def fill_in(form: RecordForm, qtbot: QtBot, **texts: str) -> None:
    for name, text in texts.items():
        form.fields[name].put(text)
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)


def told(page: YearPage) -> str:
    return "\n".join(each.text() for each in person(page).findChildren(QLabel) if each.isVisibleTo(page))


def test_everybody_s_year_stands_in_a_row(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    assert row(page, 0) == ["张三", "（未定）", "（未定）", "100.00 合格", "100.00 合格", "100.00", "", "0/0", "未决定"]
    assert row(page, 1)[THIRD:DECISION] == ["64.00 不合格", "64.00 不合格", "64.00", "2 季", "0/0"]
    assert page.people.note.text().startswith("共 2 人，已有年度决定 0 人；不合格的处理还有 2 件没有决定。")


@pytest.mark.parametrize("size", SIZES)
def test_a_grade_is_read_whole_in_every_size_of_text(
    size: str, failing: Session, dressed: QApplication, qtbot: QtBot
) -> None:
    try:
        dress(dressed, dressed.font().family(), "浅色", size)
        table = opened(failing, qtbot).people.table
        for column in (THIRD, FOURTH):
            assert table.fontMetrics().horizontalAdvance("64.00* 不合格") + 2 * PADDING <= table.columnWidth(column)
    finally:
        dress(dressed, dressed.font().family(), "浅色", "标准")


def test_a_quarter_leads_to_its_sheet(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    page.point_at(Spot(worker=LI))
    line = next(each for each in person(page).findChildren(LineButton) if each.whole.startswith("2019年第三季度"))
    with qtbot.waitSignal(failing.wanted) as wanted:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert wanted.args == ["考核", Spot(worker=LI)]
    assert failing.quarter == Q3


def test_a_consequence_is_accepted_or_declined_with_a_reason(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    page.point_at(Spot(worker=LI))
    warning, criticism = person(page).drafts
    fill_in(warning, qtbot, accepted="接受", who="周建民", day="2019-10-15")
    assert "✓ 已接受（周建民，2019-10-15）" in told(page)
    warning, criticism = person(page).drafts
    fill_in(criticism, qtbot, accepted="不接受", who="周建民", day="2020-01-15")
    assert criticism.fields["reason"].fault.text() == "✗ 请填写"
    fill_in(criticism, qtbot, reason="本人住院")
    assert [(each.kind, each.accepted, each.length) for each in failing.office.all(Consequence)] == [
        ("提醒", True, 1),
        ("通报批评", False, 2),
    ]
    assert row(page, 1)[FAILING] == "2 季"


def test_the_decision_of_the_year(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    form = person(page).form
    fill_in(form, qtbot, decision="续用", reason="称职", who="周建民", day="2019-12-30")
    decision = YearDecision(2019, ZHANG, "续用", "称职", "周建民", date(2019, 12, 30))
    assert failing.office.all(YearDecision) == [decision]
    assert row(page, 0)[DECISION] == "续用"
    failing.undo()
    assert row(page, 0)[DECISION] == "未决定"


def test_a_form_that_is_being_filled_in_stays_when_something_else_changes(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    form = person(page).form
    form.fields["reason"].put("写到一半")
    failing.do(lambda: failing.office.set_office(镇名="柳河镇"))
    assert person(page).form is form


def test_another_year_is_looked_at_by_its_quarters(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    failing.look_at(Quarter(2020, 1))
    assert page.heading.text() == "2020年"
    assert page.tabs.tabText(1) == "2021年推荐任用"


def test_recommendations_step_by_step(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    page.tabs.setCurrentIndex(1)
    part = page.round
    model = part.table.rows_model
    assert [model.index(0, column).data() for column in range(3)] == ["东村 东一格", "张三", "未推荐"]
    qtbot.mouseClick(part.again, Qt.MouseButton.LeftButton)
    fill_in(part.form, qtbot, recommended="2019-12-02", decided="2019-12-16")
    assert "还没有“镇党委组织审查”的日期" in part.form.fields["decided"].fault.text()
    fill_in(part.form, qtbot, reviewed="2019-12-09")
    kept = Recommendation(2020, "101", "张三", ZHANG, date(2019, 12, 2), date(2019, 12, 9), date(2019, 12, 16))
    assert failing.office.all(Recommendation) == [kept]
    assert part.note.text() == "2020年：2 个网格，已推荐 1 个，已任用 0 个。"
    assert not part.again.isEnabled()


def test_the_page_is_gone_through_by_keys(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    page.people.table.setFocus()
    qtbot.keyClick(page.people.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.people.table, Qt.Key.Key_Return)
    assert person(page).drafts[0].fields["accepted"].input.hasFocus()


def test_a_person_s_year_stands_there_as_a_line_and_leads_to_its_quarters(failing: Session, qtbot: QtBot) -> None:
    page = opened(failing, qtbot)
    page.point_at(Spot(worker=LI))
    (chart,) = person(page).findChildren(ChartPanel)
    assert chart.figure
    assert chart.figure.rows[0] == ("2019年第一季度", "—", "（预览）")
    assert [row[2] for row in chart.figure.rows[2:]] == ["不合格", "不合格"]
    with qtbot.waitSignal(failing.wanted) as wanted:
        chart.opened.emit(2)
    assert wanted.args == ["考核", Spot(worker=LI)]
    assert failing.quarter == Q3
