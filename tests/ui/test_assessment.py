"""考核: the table, why each figure is what it is, the quota, ties and the steps to settling."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gridapp.model import Attendance, Ballots, Counts, Finding, Grid, Post, QuarterSetting, Tally, TieBasis, Worker
from gridapp.periods import Quarter
from tests.offices import LI, MONTHLY, Q1, Q2, WEEKLY, ZHANG, finding, full_quarter, meeting
from ui.pages.assessment import AssessmentPage
from ui.pages.assessment_forms import DecisionForm, PublishForm, SendBackForm, SettleForm
from ui.session import Session, Spot
from ui.widgets.line_button import LineButton

RANK, WHO, ITEM_1, ITEM_5, BASE, SATISFACTION, TOTAL, GRADE = 0, 1, 2, 6, 9, 10, 11, 12
UP = QuarterSetting(str(Q2), "名额取整", "向上取整")
"""One place for two people."""


def opened(session: Session, qtbot: QtBot) -> AssessmentPage:
    page = AssessmentPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 650)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def full(session: Session) -> Session:
    """2019Q2 typed in to the full, with a meeting; the two are equal in everything."""
    session.office.change("录入", save=[*full_quarter(Q2), *meeting("H1", date(2019, 5, 6))])
    return session


def row(page: AssessmentPage, number: int) -> list[str]:
    model = page.table.rows_model
    return [model.index(number, column).data() for column in range(model.columnCount())]


def lines(page: AssessmentPage) -> list[str]:
    """What the lines of the sheet say that are to be seen."""
    return [each.whole for each in page.panel.findChildren(LineButton) if each.isVisibleTo(page)]


def told(page: AssessmentPage) -> list[str]:
    return [each.text() for each in page.panel.findChildren(QLabel) if each.text() and each.isVisibleTo(page)]


def leads(page: AssessmentPage, qtbot: QtBot, beginning: str) -> tuple[str, object]:
    """Where the line leads that begins so."""
    line = next(each for each in page.findChildren(LineButton) if each.whole.startswith(beginning) and each.isVisible())
    with qtbot.waitSignal(page.session.wanted) as wanted:
        qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    page_title, target = wanted.args
    return page_title, target


def write(qtbot: QtBot, form: DecisionForm | SendBackForm, text: str) -> None:
    field = form.form.fields["reason"].input
    assert isinstance(field, QLineEdit)
    field.insert(text)  # as an input method does
    qtbot.keyClick(field, Qt.Key.Key_Return)


def publish(page: AssessmentPage, qtbot: QtBot, first: str, last: str) -> None:
    """The days typed over those that are proposed, and the button."""
    form = page.panel.guest()
    assert isinstance(form, PublishForm)
    form.form.show_values({"first": first, "last": last})
    qtbot.mouseClick(form.form.button, Qt.MouseButton.LeftButton)


# ── the table ─────────────────────────────────────────────────────────────────────────────────────


def test_everybody_stands_there_in_order_of_rank(full: Session, qtbot: QtBot) -> None:
    full.office.change("扣分", save=[finding(date(2019, 4, 3))])
    page = opened(full, qtbot)
    assert row(page, 0) == ["1", "李四", "15", "15", "15", "15", "20", "10", "10", "100", "100.00", "100.00", "合格*"]
    assert row(page, 1)[:3] == ["2", "张三", "14"]
    assert row(page, 1)[BASE:] == ["99", "100.00", "99.20", "合格*"]
    assert page.table.rows_model.index(0, GRADE).data(Qt.ItemDataRole.ToolTipRole) == "名额所限"
    assert page.quota.text() == (
        "优秀名额：参评2人 × 20% = 0.4，向下取整为0人；总分达到90分的2人，评定优秀0人。  * 名额所限 2 人"
    )


def test_an_empty_quarter_says_what_to_do_and_goes_no_step_on(session: Session, qtbot: QtBot) -> None:
    session.look_at(Quarter(2018, 4))
    page = opened(session, qtbot)
    assert page.table.rows_model.rowCount() == 0
    assert "名册" in page.table.empty
    assert not page.forward.isEnabled()
    assert not page.panel.isVisible()


def test_an_unknown_total_is_never_0(full: Session, qtbot: QtBot) -> None:
    gone = [each for each in full.office.all(Ballots) if each.worker == LI]
    full.office.change("删票", remove=gone)
    page = opened(full, qtbot)
    assert row(page, 1)[:2] == ["—", "李四"]
    assert row(page, 1)[SATISFACTION:] == ["未录", "未定", "未定"]


def test_people_of_one_name_are_told_apart(full: Session, qtbot: QtBot) -> None:
    full.office.change("改名", save=[Worker(LI, "张三", "女")])
    page = opened(full, qtbot)
    assert {row(page, 0)[WHO], row(page, 1)[WHO]} == {"张三（1001）", "张三（1002）"}


def test_scores_follow_every_change(full: Session, qtbot: QtBot) -> None:
    page = opened(full, qtbot)
    full.do(lambda: full.office.change("扣分", save=[finding(date(2019, 4, 3))]))
    assert row(page, 1)[:3] == ["2", "张三", "14"]
    full.undo()
    assert row(page, 0)[ITEM_1] == row(page, 1)[ITEM_1] == "15"


# ── the sheet ─────────────────────────────────────────────────────────────────────────────────────


def test_every_deduction_says_what_and_leads_to_its_record(full: Session, qtbot: QtBot) -> None:
    week, month = Q2.weeks[1], Q2.months[0]
    full.office.change(
        "扣分",
        save=[
            Tally(ZHANG, week, Counts({**WEEKLY, "应访特殊人员": 4, "实访特殊人员": 3}), paper="走访表3"),
            Tally(ZHANG, month, Counts({**MONTHLY, "走访一般居民户数": 17})),
            finding(date(2019, 4, 3), paper="核查单1"),
            *meeting("H1", date(2019, 5, 6), mark="迟到"),
        ],
    )
    page = opened(full, qtbot)
    page.point_at(Spot(worker=ZHANG))
    assert page.panel.kept_title == "张三 · 东村 东一格"
    assert "20 − 1.3 = 18.7" in told(page)
    assert lines(page) == [
        "1a  4月3日  信息不全（核查单1）  −1",
        f"5a  {week.title}  应访4人，实访3人（走访表3）  −1",
        "5c  4月  走访一般居民户数17户，少3户  −0.3",
        "7a  5月6日  例会迟到  −0.5",
    ]
    assert leads(page, qtbot, "1a") == ("登记 · 按项", Spot(None, "东村", ZHANG, "1a"))
    assert leads(page, qtbot, "5a") == ("登记 · 按周", Spot(week, "东村", ZHANG, "实访特殊人员"))
    assert leads(page, qtbot, "5c") == ("登记 · 按项", Spot(month, "东村", ZHANG, "走访一般居民户数"))
    assert leads(page, qtbot, "7a") == ("会议", Spot(None, "", ZHANG, "H1"))


def test_an_item_loses_no_more_than_its_marks_and_the_sheet_says_so(full: Session, qtbot: QtBot) -> None:
    full.office.change("扣分", save=[finding(date(2019, 4, 3), times=18)])
    page = opened(full, qtbot)
    page.point_at(Spot(worker=ZHANG))
    assert "15 − 15 = 0" in told(page)
    assert "应扣 18 分，扣完为止" in told(page)


def test_exemptions_and_what_is_missing_stand_in_the_sheet(full: Session, qtbot: QtBot) -> None:
    first, second = Q2.weeks[:2]
    full.office.change(
        "改",
        save=[Tally(ZHANG, first, Counts(), exempt="清明节"), Tally(ZHANG, second, Counts({**WEEKLY, "排查": 1}))],
        remove=[each for each in full.office.all(Ballots) if each.worker == ZHANG],
    )
    without = Counts({name: count for name, count in WEEKLY.items() if name != "排查"})
    full.office.change("漏填", save=[Tally(ZHANG, second, without)])
    page = opened(full, qtbot)
    page.point_at(Spot(worker=ZHANG))
    assert lines(page) == [f"{first.title}  清明节", f"{second.title} 排查", "满意度"]
    assert leads(page, qtbot, f"{second.title} 排查") == ("登记 · 按周", Spot(second, "东村", ZHANG, "排查"))
    assert leads(page, qtbot, "满意度") == ("满意度", Spot(worker=ZHANG))


def test_enter_in_the_table_goes_to_the_lines_beside_it(full: Session, qtbot: QtBot) -> None:
    full.office.change("扣分", save=[finding(date(2019, 4, 3), worker=LI)])
    page = opened(full, qtbot)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.panel.kept_title.startswith("李四")
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    focused = page.focusWidget()
    assert isinstance(focused, LineButton)
    assert focused.whole.startswith("1a")


# ── the steps ─────────────────────────────────────────────────────────────────────────────────────


def test_what_stands_in_the_way_leads_to_where_it_is_removed(full: Session, qtbot: QtBot) -> None:
    month = Q2.months[2]
    full.office.change("删", remove=[each for each in full.office.all(Tally) if each.period == month])
    page = opened(full, qtbot)
    assert not page.forward.isEnabled()
    assert leads(page, qtbot, "还有 2 处未录") == ("登记 · 按项", Spot(month, "东村", ZHANG, "走访一般居民户数"))


def test_an_open_quarter_before_is_come_to(full: Session, qtbot: QtBot) -> None:
    full.office.change("一季度", save=full_quarter(Q1))
    full.office.advance(Q1)
    page = opened(full, qtbot)
    line = next(each for each in page.findChildren(LineButton) if "尚未定案" in each.whole)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert full.quarter == Q1


def test_step_by_step_to_the_end_settling_only_after_saying_what_it_does(full: Session, qtbot: QtBot) -> None:
    page = opened(full, qtbot)
    assert page.steps.accessibleName() == "考核的步骤：录入中"
    assert page.forward.text() == "下一步：核对"
    qtbot.mouseClick(page.forward, Qt.MouseButton.LeftButton)
    assert page.steps.accessibleName() == "考核的步骤：已核对"
    assert page.forward.text() == "下一步：公示…"
    qtbot.mouseClick(page.forward, Qt.MouseButton.LeftButton)
    publish(page, qtbot, "2019-07-01", "2019-07-05")
    assert page.steps.accessibleName() == "考核的步骤：公示中"
    qtbot.mouseClick(page.forward, Qt.MouseButton.LeftButton)
    assert full.office.state(Q2) == "公示中"
    form = page.panel.guest()
    assert isinstance(form, SettleForm)
    assert any("定案不能撤销" in text for text in told(page))
    qtbot.mouseClick(form.settle, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.panel.guest() is None)  # it is done beside the window
    assert full.office.state(Q2) == "已定案"
    assert not page.back.isVisible()
    qtbot.mouseClick(page.forward, Qt.MouseButton.LeftButton)
    assert full.office.state(Q2) == "已发放"
    assert not page.forward.isVisible()


def test_the_way_back_asks_for_a_reason_and_keeps_it(full: Session, qtbot: QtBot) -> None:
    full.office.advance(Q2)
    page = opened(full, qtbot)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    form = page.panel.guest()
    assert isinstance(form, SendBackForm)
    qtbot.mouseClick(form.form.button, Qt.MouseButton.LeftButton)
    assert full.office.state(Q2) == "已核对"
    with qtbot.waitSignal(full.saved) as said:
        write(qtbot, form, "漏了一张走访表")
    assert said.args[0] == "2019年第二季度 已核对 → 录入中（漏了一张走访表）"
    assert full.office.state(Q2) == "录入中"
    assert page.panel.guest() is None


# ── ties ──────────────────────────────────────────────────────────────────────────────────────────


def settings(session: Session) -> dict[str, str]:
    return {each.item: each.value for each in session.office.all(QuarterSetting)}


def test_a_tie_is_decided_by_ticks_and_a_reason_in_one_step(full: Session, qtbot: QtBot) -> None:
    full.office.change("取整", save=[UP])
    page = opened(full, qtbot)
    assert row(page, 0)[GRADE] == row(page, 1)[GRADE] == "待定*"
    line = next(each for each in page.findChildren(LineButton) if "完全并列" in each.whole)
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    form = page.panel.guest()
    assert isinstance(form, DecisionForm)
    assert [tick.text() for tick in form.ticks.values()] == ["张三（1001）  东村 东一格", "李四（1002）  南社区 南一格"]
    for tick in form.ticks.values():
        qtbot.keyClick(tick, Qt.Key.Key_Space)
    write(qtbot, form, "七月二日会议，王主任、周书记在场")
    assert form.fault.text() == "✗ 余 1 个名额，须恰好勾选 1 人，现在勾选了 2 人"
    assert settings(full) == {"名额取整": "向上取整"}
    qtbot.keyClick(form.ticks[ZHANG], Qt.Key.Key_Space)
    with qtbot.waitSignal(full.saved) as said:
        qtbot.mouseClick(form.form.button, Qt.MouseButton.LeftButton)
    assert said.args[0] == "2019年第二季度 领导小组决定 李四"
    assert settings(full) == {
        "名额取整": "向上取整",
        "领导小组决定": LI,
        "决定理由": "七月二日会议，王主任、周书记在场",
    }
    assert page.panel.guest() is None
    assert sorted(row(page, number)[GRADE] for number in (0, 1)) == ["优秀*", "合格*"]
    assert page.forward.isEnabled()
    full.undo()
    assert settings(full) == {"名额取整": "向上取整"}
    assert row(page, 0)[GRADE] == "待定*"


def test_a_decision_that_fits_no_more_is_said_and_can_be_cleared(full: Session, qtbot: QtBot) -> None:
    decision = [QuarterSetting(str(Q2), "领导小组决定", LI), QuarterSetting(str(Q2), "决定理由", "创建先进")]
    full.office.change("决定", save=[UP, *decision, finding(date(2019, 4, 3))])
    page = opened(full, qtbot)
    assert page.ties.text() == "领导小组的决定与现在的并列情况不符，未采用。"
    assert not page.forward.isEnabled()
    qtbot.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert settings(full) == {"名额取整": "向上取整"}
    assert page.forward.isEnabled()
    assert not page.clear.isVisible()


def test_a_decision_is_renewed_by_the_form_after_its_tie_has_changed(full: Session, qtbot: QtBot) -> None:
    """A third comes to be equal: what was decided about two is laid out again, to be decided about three."""
    third = [Grid("301", "东村", "东三格"), Worker("1003", "王五"), Post("1003", date(2019, 1, 1), "301")]
    typed = [
        *full_quarter(Q2, "1003"),
        Attendance("H1", "1003", "正常", "按时"),
        finding(date(2019, 4, 3), worker="1003"),
    ]
    full.office.change("王五", save=[UP, *third, *typed])
    full.office.decide(Q2, [LI], "七月二日会议")
    page = opened(full, qtbot)
    assert page.forward.isEnabled()
    (slip,) = [each for each in full.office.all(Finding) if each.worker == "1003"]
    full.do(lambda: full.office.change("误记", remove=[slip]))
    told = [each.whole for each in page.findChildren(LineButton) if "决定时 张三、李四 并列" in each.whole]
    assert told[0].endswith("余 1 个名额；现在 张三、李四、王五 并列，余 1 个名额")
    qtbot.mouseClick(page.decide, Qt.MouseButton.LeftButton)
    form = page.panel.guest()
    assert isinstance(form, DecisionForm)
    assert [tick.isChecked() for tick in form.ticks.values()] == [False, True, False]
    assert form.form.fields["reason"].text() == "七月二日会议"
    for number in (LI, "1003"):
        qtbot.keyClick(form.ticks[number], Qt.Key.Key_Space)
    form.form.fields["reason"].put("")
    write(qtbot, form, "七月三日会议，三人并列")
    assert settings(full) == {"名额取整": "向上取整", "领导小组决定": "1003", "决定理由": "七月三日会议，三人并列"}
    (basis,) = full.office.all(TieBasis)
    assert basis.candidates == (ZHANG, LI, "1003")
    assert page.forward.isEnabled()
    assert not page.ties.isVisible()


def test_a_form_goes_when_what_it_is_about_is_gone_and_stays_otherwise(full: Session, qtbot: QtBot) -> None:
    full.do(lambda: full.office.change("取整", save=[UP]))
    page = opened(full, qtbot)
    page.point_at(Spot())
    full.do(lambda: full.office.change("电话", save=[]))
    page.refresh()
    assert isinstance(page.panel.guest(), DecisionForm)
    full.undo()
    assert page.panel.guest() is None
    assert page.panel.kept_title.startswith("张三")
