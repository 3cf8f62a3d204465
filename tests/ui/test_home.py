"""首页: what a clerk sees to be due, and where each line leads."""

from datetime import date

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridapp.model import Counts, Meeting, Tally
from gridapp.periods import Quarter
from gridapp.rulings import Objection
from tests.offices import LI, Q2, WEEKLY, ZHANG, bring_to, full_quarter, meeting
from ui.pages import PAGES
from ui.pages.assessment import AssessmentPage
from ui.pages.assessment_doubts import DoubtsPanel
from ui.pages.assessment_objections import ObjectionsPanel
from ui.pages.ballots import BallotsPage
from ui.pages.home import HomePage
from ui.pages.item import ItemPage
from ui.pages.meetings import MeetingsPage
from ui.pages.page import Page
from ui.pages.week import WeekPage
from ui.session import Session
from ui.widgets.line_button import LineButton
from ui.window import Window


def opened(session: Session, qtbot: QtBot) -> HomePage:
    page = HomePage(session)
    qtbot.addWidget(page)
    page.resize(1200, 650)
    with qtbot.waitExposed(page):
        page.show()
    return page


def lines(page: HomePage) -> list[str]:
    """What the lines say that are to be seen."""
    return [button.whole for button in page.findChildren(LineButton) if button.isVisibleTo(page)]


def cells(page: HomePage) -> list[list[str]]:
    model = page.progress.by_kind.records()
    return [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(2)]


def press(window: Window, qtbot: QtBot, text: str) -> Page:
    """Press the line on the window's 首页 that begins so; the page that is shown then."""
    home = window.stack.currentWidget()
    assert isinstance(home, HomePage)
    line = next(each for each in home.findChildren(LineButton) if each.whole.startswith(text))
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    shown = window.stack.currentWidget()
    assert isinstance(shown, Page)
    return shown


def test_an_empty_quarter_is_all_to_be_chased(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    assert page.state.text() == "录入中    应录 164 格，已录 0 格，还缺 164 格"
    assert page.chased_title.text() == "催报：34 条未录，先列 20 条"
    first = "东村 东一格 张三  第14周  平台录入、排查、居民走访、民情日志、应访特殊人员、实访特殊人员"
    assert lines(page)[:6] == [
        "4月还没有例会的记录",
        "5月还没有例会的记录",
        "6月还没有例会的记录",
        "2019年有记录的培训 0 次，一年至少 2 次",
        "还没有备份",
        first,
    ]
    assert len(lines(page)) == 5 + 20
    assert cells(page)[0][:3] == ["东村", "0/13", "0/13"]


def test_a_full_quarter_says_that_nothing_is_left(session: Session, qtbot: QtBot) -> None:
    held = [record for month in (4, 5, 6) for record in meeting(f"H{month}", date(2019, month, 8))]
    trainings = [Meeting("P1", date(2019, 1, 9), "培训"), Meeting("P2", date(2019, 2, 9), "合并")]
    session.office.change("录入", save=[*full_quarter(Q2), *held, *trainings])
    page = opened(session, qtbot)
    assert lines(page) == ["还没有备份"]
    work = session.caretaker.back_up()
    assert work
    with qtbot.waitSignal(work.done):
        pass
    assert lines(page) == []
    assert page.state.text() == "录入中    应录 176 格，已录 176 格"
    assert page.todo.itemAt(0).widget().text() == "没有要办的事。"
    assert cells(page)[0] == ["东村", *["13/13"] * 6, "3/3", "3/3", "3/3", "1/1"]
    weeks = page.progress.by_week.records()
    assert {weeks.index(row, week).data() for row in (0, 1) for week in range(1, 14)} == {"✓"}


def test_the_map_of_weeks_counts_what_is_missing(session: Session, qtbot: QtBot) -> None:
    full = [r for r in full_quarter(Q2) if not (isinstance(r, Tally) and (r.worker, r.period) == (LI, Q2.weeks[4]))]
    session.office.change("录入", save=full)
    page = opened(session, qtbot)
    model = page.progress.by_week.records()
    assert [model.index(1, week).data() for week in range(1, 14)] == ["✓"] * 4 + ["6"] + ["✓"] * 8
    assert model.index(1, 5).data(Qt.ItemDataRole.ToolTipRole) == "南社区 第18周：应录 6，已录 0，还缺 6"


def test_a_run_of_failed_quarters_is_to_be_done(session: Session, qtbot: QtBot) -> None:
    office, first = session.office, Quarter(2019, 1)
    office.change("录入", save=[*full_quarter(first, ZHANG), *full_quarter(first, LI, satisfied=0)])
    nothing = type(full_quarter(first)[0].counts)({"平台录入": 0, "排查": 0, "居民走访": 0, "民情日志": 0})
    spoilt = [Tally(LI, week, type(nothing)(nothing | {"应访特殊人员": 9, "实访特殊人员": 0})) for week in first.weeks]
    office.change("李四什么也没做", save=spoilt)
    bring_to(office, first)
    page = opened(session, qtbot)
    assert "李四 2019年第一季度不合格：提醒" in lines(page)


def test_open_objections_and_doubtful_spots_lead_to_where_they_are_answered(
    session: Session, window: Window, qtbot: QtBot
) -> None:
    first = Quarter(2019, 1)
    counts = Counts({**WEEKLY, "居民走访": 40})
    session.office.change("录入", save=[*full_quarter(Q2), Tally(ZHANG, Q2.weeks[3], counts)])
    session.do(
        lambda: session.office.change("异议", save=[Objection(str(first), "赵六", date(2019, 4, 9), "走访没有算")])
    )
    doubts = press(window, qtbot, "还有 1 处可疑未说明")
    assert isinstance(doubts, AssessmentPage)
    assert isinstance(doubts.panel.guest(), DoubtsPanel)
    window.navigation.setCurrentRow(0)
    objections = press(window, qtbot, "2019年第一季度 赵六 的异议没有答复")
    assert session.quarter == first
    assert isinstance(objections, AssessmentPage)
    assert isinstance(objections.panel.guest(), ObjectionsPanel)


def test_lines_lead_to_the_work(window: Window, session: Session, qtbot: QtBot) -> None:
    week = press(window, qtbot, "东村 东一格 张三  第15周")
    assert isinstance(week, WeekPage)
    assert (week.sheet.week, week.village.currentText()) == (Q2.weeks[1], "东村")
    window.navigation.setCurrentRow(0)
    meetings = press(window, qtbot, "5月还没有例会")
    assert isinstance(meetings, MeetingsPage)
    assert meetings.form.fields["id"].text() == "2019-05-例会"


def test_late_marks_and_ballots_lead_to_their_pages(session: Session, window: Window, qtbot: QtBot) -> None:
    tallies = [record for record in full_quarter(Q2) if isinstance(record, Tally)]
    months = [record for record in tallies if not (record.worker == LI and record.period == Q2.months[2])]
    session.do(lambda: session.office.change("录入", save=[*months, *meeting("H5", date(2019, 5, 8))[:2]]))
    meetings = press(window, qtbot, "南社区 南一格 李四  5月8日例会  考勤")
    assert isinstance(meetings, MeetingsPage)
    assert meetings.roll.table.currentIndex().row() == 1
    window.navigation.setCurrentRow(0)
    ballots = press(window, qtbot, "南社区 南一格 李四  满意度")
    assert isinstance(ballots, BallotsPage)
    assert ballots.table.currentIndex().row() == 1
    window.navigation.setCurrentRow(0)
    assert isinstance(press(window, qtbot, "南社区 南一格 李四  6月"), ItemPage)


def test_a_cell_of_the_map_leads_to_its_week_and_village(window: Window, qtbot: QtBot) -> None:
    home = window.stack.currentWidget()
    assert isinstance(home, HomePage)
    home.progress.by_week.setFocus()
    home.progress.by_week.go_to(1, 3)
    qtbot.keyClick(home.progress.by_week, Qt.Key.Key_F2)
    week = window.stack.currentWidget()
    assert isinstance(week, WeekPage)
    assert (week.sheet.week, week.village.currentText()) == (Q2.weeks[2], "南社区")


def test_a_cell_of_progress_leads_to_where_that_is_typed(window: Window, qtbot: QtBot) -> None:
    home = window.stack.currentWidget()
    assert isinstance(home, HomePage)
    titles = [column.title.replace("\n", "") for column in home.progress.by_kind.records().columns]
    for kind, page in (("走访一般居民户数", ItemPage), ("考勤", MeetingsPage), ("满意度", BallotsPage)):
        window.navigation.setCurrentRow(0)
        home.progress.by_kind.go_to(0, titles.index(kind))
        qtbot.keyClick(home.progress.by_kind, Qt.Key.Key_F2)
        assert isinstance(window.stack.currentWidget(), page)


def test_lines_lead_to_pages_that_are_there_and_others_only_tell(session: Session, qtbot: QtBot) -> None:
    home = HomePage(session)
    qtbot.addWidget(home)
    titles = {entry.title for entry in PAGES}
    assert titles >= {"登记 · 按周", "登记 · 按项", "会议", "满意度", "设置"}
    for title in {*titles, "没有的页"}:
        button = LineButton("一行", home._going(title, None))
        assert button.isEnabled() == (title in titles)


def test_the_map_of_weeks_names_every_week_in_a_narrow_window(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    page.resize(880, 560)
    header = page.progress.by_week.horizontalHeader()
    qtbot.waitUntil(lambda: header.sectionSize(1) < 30)
    assert [place for place in range(header.count()) if header.sectionSizeHint(place) > header.sectionSize(place)] == []
