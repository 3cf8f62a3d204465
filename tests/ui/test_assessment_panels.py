"""Beside the table of 考核: publication, objections, doubtful spots, corrections."""

from datetime import date

import pytest
import time_machine
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gridapp.model import Counts, Finding, Grid, Post, QuarterSetting, Tally
from gridapp.prints.choice import Choice
from gridapp.rulings import Publication
from gridapp.ties import Decision
from tests.offices import LI, Q2, Q3, WEEKLY, ZHANG, bring_to, finding, full_quarter, meeting
from ui.pages.assessment import AssessmentPage
from ui.pages.assessment_correct import CorrectForm
from ui.pages.assessment_corrections import BothSheets, CorrectionsPanel
from ui.pages.assessment_doubts import DoubtsPanel
from ui.pages.assessment_forms import DecisionForm, Guest, PublishForm
from ui.pages.assessment_objections import ObjectionsPanel
from ui.pages.ways import CORRECTIONS
from ui.session import Session, Spot, ToPrint
from ui.widgets.chart_picture import ChartPicture
from ui.widgets.line_button import LineButton
from ui.widgets.record_form import RecordForm

WEEK = Q2.weeks[3]
MOST_STEPS = 200
CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, ChartPicture)


@pytest.fixture
def full(session: Session) -> Session:
    """2019Q2 typed in to the full, with a meeting."""
    session.office.change("录入", save=[*full_quarter(Q2), *meeting("H1", date(2019, 5, 6))])
    return session


def opened(session: Session, qtbot: QtBot) -> AssessmentPage:
    page = AssessmentPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 650)
    with qtbot.waitExposed(page):
        page.show()
    return page


def lines(page: AssessmentPage) -> list[str]:
    return [each.whole for each in page.findChildren(LineButton) if each.isVisibleTo(page)]


def press(page: AssessmentPage, qtbot: QtBot, beginning: str) -> None:
    """The line that begins so, as soon as it is there: what a layout was given is shown by the event loop."""

    def found() -> list[LineButton]:
        return [each for each in page.findChildren(LineButton) if each.whole.startswith(beginning) and each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    qtbot.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def fill_in(form: RecordForm, qtbot: QtBot, **texts: str) -> None:
    """Texts over what stands in these fields, and the button."""
    for name, text in texts.items():
        form.fields[name].put(text)
    qtbot.mouseClick(form.button, Qt.MouseButton.LeftButton)


# ── publication ───────────────────────────────────────────────────────────────────────────────────


@time_machine.travel(date(2019, 7, 4), tick=False)
def test_five_working_days_are_proposed_and_shown_while_it_is_published(full: Session, qtbot: QtBot) -> None:
    bring_to(full.office, Q2, "已核对")
    page = opened(full, qtbot)
    qtbot.mouseClick(page.forward, Qt.MouseButton.LeftButton)
    form = page.panel.guest()
    assert isinstance(form, PublishForm)
    assert [field.text() for field in form.form.fields.values()] == ["2019-07-04", "2019-07-10"]
    qtbot.mouseClick(form.form.button, Qt.MouseButton.LeftButton)
    assert page.panel.guest() is None
    assert page.days.text() == "公示 2019-07-04 至 2019-07-10…"
    assert not page.forward.isEnabled()
    press(page, qtbot, "公示到 2019-07-10 为止")
    later = page.panel.guest()
    assert isinstance(later, PublishForm)
    fill_in(later.form, qtbot, last="2019-07-12")
    assert full.office.publication(Q2) == Publication(str(Q2), date(2019, 7, 4), date(2019, 7, 12))


# ── objections ────────────────────────────────────────────────────────────────────────────────────


def test_an_objection_is_typed_answered_and_no_longer_in_the_way(full: Session, qtbot: QtBot) -> None:
    bring_to(full.office, Q2, "公示中")
    page = opened(full, qtbot)
    assert page.objections.text() == "异议"
    qtbot.mouseClick(page.objections, Qt.MouseButton.LeftButton)
    panel = page.panel.guest()
    assert isinstance(panel, ObjectionsPanel)
    fill_in(panel.form, qtbot, objector="赵六", worker=ZHANG, received="2019-07-02", text="走访没有算")
    assert page.objections.text() == "异议（1，1 未答复）"
    assert not page.forward.isEnabled()
    qtbot.waitUntil(lambda: "7月2日 赵六 关于张三：走访没有算  未答复" in lines(page))
    assert panel.form.fields["answer"].input.hasFocus()
    fill_in(panel.form, qtbot, answer="已经计入", outcome="维持", answered_by="王敏", answered="2019-07-01")
    assert "早于收到日期" in panel.form.fields["answered"].fault.text()
    fill_in(panel.form, qtbot, answered="2019-07-03")
    assert page.objections.text() == "异议（1）"
    assert page.forward.isEnabled()
    assert full.office.objections(Q2)[0].outcome == "维持"


def test_the_way_from_the_obstacle_to_the_objection(full: Session, qtbot: QtBot) -> None:
    bring_to(full.office, Q2, "公示中")
    page = opened(full, qtbot)
    page.point_at("异议")
    panel = page.panel.guest()
    assert isinstance(panel, ObjectionsPanel)
    fill_in(panel.form, qtbot, objector="赵六", received="2019-07-02", text="太低")
    page.panel.leave()
    press(page, qtbot, "还有 1 件异议没有答复")
    again = page.panel.guest()
    assert isinstance(again, ObjectionsPanel)
    assert again.chosen is not None


# ── doubtful spots ────────────────────────────────────────────────────────────────────────────────


def test_a_doubtful_spot_is_told_leads_to_its_record_and_is_explained(full: Session, qtbot: QtBot) -> None:
    full.office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 40}))])
    page = opened(full, qtbot)
    assert page.doubts.text() == "可疑之处（1，1 未说明）"
    assert page.forward.isEnabled(), "it stands in nobody's way"
    press(page, qtbot, "还有 1 处可疑未说明")
    panel = page.panel.guest()
    assert isinstance(panel, DoubtsPanel)
    with qtbot.waitSignal(full.wanted) as wanted:
        qtbot.mouseClick(panel.look, Qt.MouseButton.LeftButton)
    assert wanted.args == ["登记 · 按周", Spot(WEEK, worker=ZHANG)]
    fill_in(panel.form, qtbot, answer="人口普查", who="王敏")
    assert page.doubts.text() == "可疑之处（1）"
    assert not any("可疑" in text for text in lines(page))
    assert panel.said.text().startswith("说明：人口普查（王敏，")
    full.do(lambda: full.office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 41}))]))
    assert page.doubts.text() == "可疑之处（1，1 未说明）"
    assert panel.said.text().startswith("登记后来变了，原来的说明：人口普查")


def test_another_quarter_sends_away_what_was_shown_of_this_one(full: Session, qtbot: QtBot) -> None:
    """Other people, other columns: the sheet that comes back is of the quarter that is looked at."""
    full.office.change("离任", save=[Post(LI, date(2019, 1, 1), "201", date(2019, 6, 30), "辞职")])
    full.office.change(
        "三季度", save=[*full_quarter(Q3, ZHANG), Tally(ZHANG, Q3.weeks[2], Counts({**WEEKLY, "民情日志": 0}))]
    )
    full.office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 1}))])
    page = opened(full, qtbot)
    page.table.choose(ZHANG)
    page.point_at("可疑之处")
    full.look_at(Q3)
    assert page.panel.guest() is None
    qtbot.waitUntil(lambda: any("民情日志0篇" in text for text in lines(page)))
    full.look_at(Q2)
    qtbot.waitUntil(lambda: any("居民走访1次" in text for text in lines(page)))


def test_without_doubts_there_is_no_button(full: Session, qtbot: QtBot) -> None:
    assert not opened(full, qtbot).doubts.isVisible()


# ── corrections ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def settled(full: Session) -> Session:
    """One place for two: 张三 is 优秀, 李四 不合格."""
    poor = [finding(date(2019, 5, 6), clause, LI, times=15) for clause in ("1a", "2a", "4a")]
    full.office.change("扣分", save=[QuarterSetting(str(Q2), "名额取整", "向上取整"), *poor])
    bring_to(full.office, Q2)
    return full


def correcting(page: AssessmentPage, qtbot: QtBot, worker: str) -> CorrectForm:
    page.table.choose(worker)
    qtbot.mouseClick(page.corrections, Qt.MouseButton.LeftButton)
    panel = page.panel.guest()
    assert isinstance(panel, CorrectionsPanel)
    qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(page.panel.guest(), CorrectForm))  # what it rests on is read beside the window
    form = page.panel.guest()
    assert isinstance(form, CorrectForm)
    return form


def amend(form: CorrectForm, qtbot: QtBot, kind: str, **texts: str) -> None:
    form.kind.setCurrentText(kind)
    fill_in(form.form, qtbot, **texts)


def told(form: CorrectForm) -> list[str]:
    return [each.text() for each in form.findChildren(QLabel) if each.text() and each.isVisibleTo(form)]


def test_a_correction_from_the_record_to_the_money(settled: Session, qtbot: QtBot) -> None:
    page = opened(settled, qtbot)
    form = correcting(page, qtbot, LI)
    assert not form.names.isVisible()
    struck = form.form.fields["finding"].column.kind.options[0]
    amend(form, qtbot, "撤销扣分事项", finding=struck)
    qtbot.waitUntil(lambda: "李四　补发 450.00 元" in told(form))
    both = form.findChild(BothSheets)
    assert both is not None
    assert "等次 由 不合格 变为 合格" in both.accessibleName()
    fill_in(form.names, qtbot, reason="误记", proposed_by="王敏", confirmed_by="王敏")
    assert form.names.fields["confirmed_by"].fault.text() == "✗ 更正须由两个不同的人经办和复核"
    fill_in(form.names, qtbot, confirmed_by="周建民")
    assert page.corrections.text() == "更正（1）"
    assert "有更正的：李四" in page.quota.text()
    panel = page.panel.guest()
    assert isinstance(panel, CorrectionsPanel)
    qtbot.waitUntil(lambda: any(text.startswith("2019Q2-1 李四：误记") for text in lines(page)))
    (paper,) = [each for each in panel.findChildren(QPushButton) if each.text() == "打印更正表…"]
    with qtbot.waitSignal(settled.wanted) as wanted:
        qtbot.mouseClick(paper, Qt.MouseButton.LeftButton)
    assert wanted.args == ["打印", ToPrint("更正表", Choice(Q2, people=frozenset({LI})))]
    assert settled.office.state(Q2) == "已定案"
    settled.office.change("三季度", save=full_quarter(Q3))
    assert [each.pay.correction for each in settled.office.score(Q3).people] == [0, 45_000]


def test_two_counts_of_one_week_are_amended_one_after_the_other(settled: Session, qtbot: QtBot) -> None:
    form = correcting(opened(settled, qtbot), qtbot, ZHANG)
    week = f"{WEEK.title}（{WEEK.monday}起）"
    amend(form, qtbot, "改登记的数", period=week, duty="民情日志", count="0")
    amend(form, qtbot, "改登记的数", period=week, duty="排查", count="0")
    (after,) = [each for each in form.records()[0] if isinstance(each, Tally)][-1:]
    assert (after.counts["民情日志"], after.counts["排查"], after.counts["居民走访"]) == (0, 0, 2)
    press_line = next(each for each in form.findChildren(LineButton) if each.whole.startswith(f"{WEEK.title} 排查"))
    qtbot.mouseClick(press_line, Qt.MouseButton.LeftButton)
    assert [each.said for each in form.amendments] == [f"{WEEK.title} 民情日志 2 → 0"]


@pytest.mark.parametrize(
    ("kind", "texts", "told_of_it"),
    [
        ("补记扣分事项", {"day": "2019-05-07", "clause": "4b", "note": "未开展代办"}, "补记 2019-05-07 4b 未开展代办"),
        ("改免考", {"period": "5月", "exempt": "住院"}, "5月 免考（住院）"),
        (
            "改考勤",
            {"meeting": "2019-05-06 例会 每月例会", "mark": "缺席", "report": "按时"},
            "2019-05-06 例会 缺席 按时",
        ),
        (
            "改测评票",
            {"voters": "其他", "counts.满意": "0", "counts.较满意": "9", "counts.一般": "0", "counts.不满意": "0"},
            "测评票（其他）满意 0、较满意 9、一般 0、不满意 0",
        ),
        ("改补贴标准", {"start": "2019-04-01", "cents": "1800"}, "补贴标准 2019-04-01 起 1800.00 元"),
        (
            "改任职",
            {"stop": "2019-05-31"},
            "任职改为 东村东一格 2019-01-01 至 2019-05-31（原 东村东一格 2019-01-01 至 今）",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_kind_of_amendment(
    settled: Session, qtbot: QtBot, kind: str, texts: dict[str, str], told_of_it: str
) -> None:
    form = correcting(opened(settled, qtbot), qtbot, ZHANG)
    amend(form, qtbot, kind, **texts)
    assert [each.said for each in form.amendments] == [told_of_it]
    assert form.names.isVisible()


def test_what_the_office_refuses_is_said_and_not_kept(settled: Session, qtbot: QtBot) -> None:
    form = correcting(opened(settled, qtbot), qtbot, ZHANG)
    amend(form, qtbot, "补记扣分事项", day="2019-07-07", clause="4b")
    assert "只能改2019年第二季度的记录" in form.fault.text()
    assert form.amendments == []


def test_whose_grade_follows_is_asked(settled: Session, qtbot: QtBot) -> None:
    """Without any deduction 李四 is the equal of 张三 on points; a lost point of 张三's gives the place away."""
    page = opened(settled, qtbot)
    form = correcting(page, qtbot, ZHANG)
    amend(form, qtbot, "补记扣分事项", day="2019-05-07", clause="4b", times="15")
    fill_in(form.names, qtbot, reason="漏记", proposed_by="王敏", confirmed_by="周建民")
    page.table.choose(ZHANG)
    second = correcting(page, qtbot, LI)
    for _ in range(3):
        second.kind.setCurrentText("撤销扣分事项")
        options = second.form.fields["finding"].column.kind.options
        amend(second, qtbot, "撤销扣分事项", finding=options[len(second.amendments)])
    ticks = [each.text() for each in second.findChildren(QCheckBox)]
    assert ticks == [] or ticks[0].startswith("张三")
    assert {each.clause for each in settled.office.all(Finding)} == {"1a", "2a", "4a"}


def test_a_post_that_was_wrong_from_the_form_to_the_record(settled: Session, qtbot: QtBot) -> None:
    """What is chosen stands in the fields, as it was when the quarter was settled; two posts at a time are refused."""
    settled.office.change("网格", save=[Grid("202", "南社区", "南二格")])
    settled.office.change("调回", save=[Post(LI, date(2019, 1, 1), "201", date(2019, 7, 31), "调整")])
    page = opened(settled, qtbot)
    form = correcting(page, qtbot, LI)
    form.kind.setCurrentText("改任职")
    assert [field.text() for field in form.form.fields.values()][:3] == [
        "南社区南一格 2019-01-01 至 今",  # as it was when the quarter was settled
        "201 南社区 南一格",
        "2019-01-01",
    ]
    fill_in(form.form, qtbot, start="2019-04-16")
    assert [each.said for each in form.amendments] == [
        "任职改为 南社区南一格 2019-04-16 至 今（原 南社区南一格 2019-01-01 至 今）"
    ]
    (both,) = form.findChildren(BothSheets)
    assert both.accessibleName().startswith("在岗（天） 由 91 变为 76；")
    form.kind.setCurrentText("改任职")
    form.form.fields["post"].put("补登一段任职")
    assert form.form.fields["start"].text() == ""
    fill_in(form.form, qtbot, grid="201 南社区 南一格", start="2019-05-01")
    assert form.fault.text().startswith("✗ ")
    assert len(form.amendments) == 1
    fill_in(form.names, qtbot, reason="任职日期有误", proposed_by="王敏", confirmed_by="周建民")
    assert settled.office.restated(Q2)[LI].sheet.days_in_post == 76
    (post,) = [each for each in settled.office.all(Post) if each.worker == LI]
    assert post.start == date(2019, 1, 1)


def test_a_tie_that_a_correction_brings_about_is_decided_in_the_form(settled: Session, qtbot: QtBot) -> None:
    page = opened(settled, qtbot)
    form = correcting(page, qtbot, LI)
    options = form.form.fields["finding"].column.kind.options
    for each in options:
        amend(form, qtbot, "撤销扣分事项", finding=each)
    decision = form.findChild(DecisionForm)
    assert decision is not None
    qtbot.keyClick(decision.ticks[LI], Qt.Key.Key_Space)
    fill_in(decision.form, qtbot, reason="八月一日会议")
    assert form.decision == Decision((LI,), "八月一日会议")
    qtbot.waitUntil(lambda: {"李四　补发 900.00 元", "张三　扣回 450.00 元"} <= set(told(form)))
    assert any(text.startswith("并列决定：张三（1001）、李四（1002）") for text in told(form))
    amend(form, qtbot, "改登记的数", period=f"{WEEK.title}（{WEEK.monday}起）", duty="居民走访", count="3")
    assert form.decision is None
    qtbot.waitUntil(lambda: any(each.isVisibleTo(form) for each in form.findChildren(DecisionForm)))
    again = next(each for each in form.findChildren(DecisionForm) if each.isVisibleTo(form))
    assert (again.ticks[LI].isChecked(), again.form.fields["reason"].text()) == (True, "八月一日会议")
    again.form.submit()
    fill_in(form.names, qtbot, reason="误记", proposed_by="王敏", confirmed_by="周建民")
    assert {number: each.standing.grade for number, each in settled.office.restated(Q2).items()} == {
        ZHANG: "合格",
        LI: "优秀",
    }
    qtbot.waitUntil(lambda: any("并列决定" in each.text() for each in page.panel.findChildren(QLabel)))


def test_a_tie_that_was_left_open_can_still_be_decided(settled: Session, qtbot: QtBot) -> None:
    findings = [each for each in settled.office.all(Finding) if each.worker == LI]
    names = {"reason": "误记", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2019, 8, 1)}
    settled.office.correct(Q2, remove=findings, **names)
    form = correcting(opened(settled, qtbot), qtbot, LI)
    decision = form.findChild(DecisionForm)
    assert decision is not None
    qtbot.keyClick(decision.ticks[ZHANG], Qt.Key.Key_Space)
    fill_in(decision.form, qtbot, reason="八月五日会议")
    fill_in(form.names, qtbot, reason="补办决定", proposed_by="王敏", confirmed_by="周建民")
    assert [body.decision[:4] for _, body in settled.office.corrections(Q2)] == ["", "并列决定"]


# ── keys ──────────────────────────────────────────────────────────────────────────────────────────


def walk(guest: Guest, qtbot: QtBot) -> list[QWidget]:
    """What Tab comes to in a guest, from where it begins until it comes there again."""
    guest.first.setFocus()
    found: list[QWidget] = []
    for _ in range(MOST_STEPS):
        at = QApplication.focusWidget()
        assert at is not None
        if found and at is found[0]:
            return found
        if guest.isAncestorOf(at):
            found.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come around: {found[-5:]}")


def controls(guest: Guest) -> list[QWidget]:
    """What of a guest is to be reached by keys, from top to foot."""
    found = [each for each in guest.findChildren(QWidget) if isinstance(each, CONTROLS) and each.isVisibleTo(guest)]
    reached = [each for each in found if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return sorted(reached, key=lambda each: each.mapTo(guest, QPoint()).toTuple()[::-1])


@pytest.fixture
def corrected(settled: Session) -> Session:
    """Two corrections of the settled quarter; a tie is left open."""
    names = {"reason": "误记", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2019, 8, 1)}
    for each in [each for each in settled.office.all(Finding) if each.worker == LI]:
        settled.office.correct(Q2, remove=[each], **names)
    return settled


def test_tab_reaches_the_lines_of_the_corrections(corrected: Session, qtbot: QtBot) -> None:
    page = opened(corrected, qtbot)
    page.point_at(CORRECTIONS)
    panel = page.panel.guest()
    assert isinstance(panel, CorrectionsPanel)
    qtbot.waitUntil(lambda: len([each for each in controls(panel) if isinstance(each, LineButton)]) == 3)
    assert walk(panel, qtbot) == controls(panel)
    (last,) = [each for each in controls(panel) if isinstance(each, LineButton)][-1:]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any(each.text() == "2019Q2-1" for each in panel.findChildren(QLabel)))
    assert walk(panel, qtbot) == controls(panel)


def test_tab_goes_through_a_correction_from_top_to_foot(corrected: Session, qtbot: QtBot) -> None:
    """Also through what is put in while it is filled in: another kind's fields, lines, a decision, two names."""
    form = correcting(opened(corrected, qtbot), qtbot, ZHANG)
    assert form.findChild(DecisionForm) is not None
    assert walk(form, qtbot) == controls(form)
    amend(form, qtbot, "补记扣分事项", day="2019-05-07", clause="4b", times="15")
    amend(form, qtbot, "改登记的数", period=f"{WEEK.title}（{WEEK.monday}起）", duty="民情日志", count="0")
    qtbot.waitUntil(lambda: len([each for each in controls(form) if isinstance(each, LineButton)]) == 2)
    found = controls(form)
    assert form.names.button in found
    assert any(isinstance(each, QCheckBox) for each in found)
    assert walk(form, qtbot) == found


def test_tab_goes_through_what_is_asked_on_the_way(full: Session, qtbot: QtBot) -> None:
    full.office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 40}))])
    page = opened(full, qtbot)
    for state, shown in {
        "录入中": [page.guests.show_doubts, page.guests.compare_villages],
        "已核对": [page.guests.ask_days, page.guests.ask_back],
        "公示中": [page.guests.step_forward, page.guests.show_objections],
    }.items():
        bring_to(full.office, Q2, state)
        page.refresh()
        for show in shown:
            show()
            guest = page.panel.guest()
            assert isinstance(guest, Guest)
            assert set(walk(guest, qtbot)) == set(controls(guest)), (state, type(guest))


def keys(qtbot: QtBot, *pressed: Qt.Key | str) -> None:
    """Keys, and texts as an input method gives them, to whatever has the focus."""
    for each in pressed:
        at = QApplication.focusWidget()
        assert at is not None
        if isinstance(each, str):
            assert isinstance(at, QLineEdit)
            at.insert(each)
        else:
            qtbot.keyClick(at, each)
        QApplication.processEvents()


SPACE, ENTER, ESCAPE = Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape


def test_a_doubtful_spot_is_explained_without_a_mouse(full: Session, qtbot: QtBot) -> None:
    """From the button along the panel to the words and the name; Esc goes back to the table."""
    full.office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 40}))])
    page = opened(full, qtbot)
    page.doubts.setFocus()
    keys(qtbot, SPACE, ENTER, "人口普查集中入户", ENTER, "王敏", ENTER)
    (doubt,) = full.office.doubts(Q2)
    assert doubt.answer is not None
    assert (doubt.answer.answer, doubt.answer.who) == ("人口普查集中入户", "王敏")
    keys(qtbot, ESCAPE)
    assert page.panel.guest() is None
    assert page.table.hasFocus()


def test_an_objection_is_typed_without_a_mouse(full: Session, qtbot: QtBot) -> None:
    bring_to(full.office, Q2, "公示中")
    page = opened(full, qtbot)
    page.objections.setFocus()
    keys(qtbot, SPACE, "赵六", ENTER, ENTER, ENTER, "走访没有算", ENTER, ENTER, ENTER, ENTER, ENTER)
    found = [(each.objector, each.text, each.outcome) for each in full.office.objections(Q2)]
    assert found == [("赵六", "走访没有算", "")]


def test_tab_comes_back_to_the_lines_above_the_form(full: Session, qtbot: QtBot) -> None:
    bring_to(full.office, Q2, "公示中")
    page = opened(full, qtbot)
    page.objections.setFocus()
    keys(qtbot, SPACE)
    panel = page.panel.guest()
    assert isinstance(panel, ObjectionsPanel)
    qtbot.keyClick(page, Qt.Key.Key_Backtab)
    assert panel.add.hasFocus()
