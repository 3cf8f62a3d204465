"""登记 · 按项: an item's duties through the quarter, its findings, its checklist, its attendance."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gridapp.model import Attendance, Counts, Finding, Grid, Meeting, Post, Tally, Worker
from gridapp.office import Office
from gridapp.resources import resource
from tests.offices import LI, Q2, Q3, ROSTER, ZHANG, finding, full_quarter, meeting
from tests.town import create_office
from tests.ui.test_week import keys
from ui.pages.item import ItemPage
from ui.pages.week import WeekPage
from ui.session import Session, Spot
from ui.widgets.person_field import PersonField
from ui.widgets.record_table import RecordTable

WEEK = Q2.weeks[0]
NEW = "1003"
"""王五, who begins in the middle of the quarter."""
LATE: tuple[object, ...] = (Worker(NEW, "王五"), Grid("102", "东村", "东二格"), Post(NEW, date(2019, 5, 8), "102"))

EIGHTH = """
[[duties]]
name = "巡查"
period = "week"
unit = "次"
quota = { "村" = 3, "社区" = 1 }

[[items]]
number = "8"
name = "巡查值守"
marks = 5

[[items.clauses]]
code = "8a"
kind = "shortfall"
duty = "巡查"
points = 0.5
text = "每周巡查村少于3次、社区少于1次，每少一次扣0.5分"

[[items.clauses]]
code = "8b"
kind = "count"
points = 1
text = "值守脱岗，每次扣1分"
"""


def open_page(session: Session, qtbot: QtBot) -> ItemPage:
    page = ItemPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ItemPage:
    """The page on 2019Q2, nothing typed yet: 张三 of a village, 李四 of a community."""
    return open_page(session, qtbot)


def choose(page: ItemPage, item: int, register: str = "") -> None:
    page.items.setCurrentIndex(item - 1)
    if register:
        page.registers.setCurrentText(register)


def type_at(page: ItemPage, qtbot: QtBot, row: int, column: int, text: str) -> None:
    page.table.go_to(row, column)
    page.table.setFocus()
    keys(qtbot, page.table, text)


def shown(table: RecordTable) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def heads(page: ItemPage) -> list[str]:
    return [column.title for column in page.model.columns]


def clauses(page: ItemPage) -> list[str]:
    labels = [page.clauses.itemAt(place).widget() for place in range(page.clauses.count())]
    return [label.text() for label in labels if isinstance(label, QLabel)]


def told(page: ItemPage) -> list[str]:
    """What the status line will be asked to say."""
    said: list[str] = []
    page.session.failed.connect(said.append)
    return said


def fill(page: ItemPage, qtbot: QtBot, worker: str, **texts: str) -> None:
    """Type a finding as a clerk would: the person from the list, the rest field by field, Enter at the end."""
    assert page.findings.editor
    fields = page.findings.editor.form.fields
    person = fields["worker"].input
    assert isinstance(person, PersonField)
    person.setFocus()
    person.clear()
    qtbot.keyClicks(person, worker)
    qtbot.keyClick(person.finder.popup(), Qt.Key.Key_Return)
    for name, text in texts.items():
        entry = fields[name].input
        if isinstance(entry, QLineEdit):
            entry.clear()
        qtbot.keyClicks(entry, text) if isinstance(entry, QLineEdit) else entry.setCurrentText(text)
    qtbot.keyClick(fields["paper"].input, Qt.Key.Key_Return)


def findings(session: Session) -> list[Finding]:
    return session.office.all(Finding)


# ── the items ─────────────────────────────────────────────────────────────────────────────────────


def test_every_item_of_the_policy_shows_its_clauses_and_points(page: ItemPage) -> None:
    assert page.items.count() == 7
    choose(page, 3)
    assert page.marks.text() == "满分 15 分"
    assert clauses(page) == [
        "3a  每周排查少于1次，每少一次扣0.5分",
        "3b  未报或迟报致非访、越级访，到县、市、区每起扣1、2、3分",
    ]


def test_page_down_goes_to_the_next_item(page: ItemPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    seen = []
    for _ in range(7):
        qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_PageDown)
        seen.append((page.item.number, page.table.isVisible()))
    duties = [("2", False), ("3", True), ("4", False), ("5", True), ("6", True), ("7", True), ("7", True)]
    assert seen == duties  # nothing is counted in 2 and 4: their findings fill the page


@pytest.fixture
def eighth(tmp_path: Path) -> Iterator[Office]:
    """The small office under a policy with an eighth item and another weekly duty."""
    text = resource("policies/2019.toml").read_text(encoding="utf-8")
    for old, new in (
        ('version = "2019"', 'version = "改"'),
        ("start = 2019-01-01", "start = 2019-02-01"),
        ('name = "参加培训、例会"\nmarks = 10', 'name = "参加培训、例会"\nmarks = 5'),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    with create_office(tmp_path, text + EIGHTH) as office:
        office.change("录入名册", save=ROSTER)
        yield office


def test_an_eighth_item_needs_no_code(dressed: QApplication, eighth: Office, qtbot: QtBot) -> None:
    session = Session(eighth)
    session.look_at(Q2)
    page = open_page(session, qtbot)
    choose(page, 8)
    assert clauses(page) == ["8a  每周巡查村少于3次、社区少于1次，每少一次扣0.5分", "8b  值守脱岗，每次扣1分"]
    type_at(page, qtbot, 0, 1, "1⏎")
    assert shown(page.table)[0][1:3] == ["▾1", "· 3"]
    fill(page, qtbot, "ls", day="5-6")
    people = {person.sheet.worker.id: person.sheet for person in eighth.score(Q2).people}
    assert [(each.clause, each.points) for each in people[ZHANG].deductions] == [("8a", 100)]
    assert [(each.clause, each.points) for each in people[LI].deductions] == [("8b", 100)]
    week = WeekPage(session)
    qtbot.addWidget(week)
    week.week = WEEK
    week.refresh()
    assert "巡查" in [column.title for column in week.model.columns]


# ── duties ────────────────────────────────────────────────────────────────────────────────────────


def test_a_duty_through_the_quarter_is_the_same_data_as_by_week(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    choose(page, 6)
    assert heads(page) == ["网格员", *(week.title for week in Q2.weeks), "扣分"]
    type_at(page, qtbot, 0, 1, "1⏎0⏎")
    assert session.office.tally(ZHANG, WEEK) == Tally(ZHANG, WEEK, Counts({"民情日志": 1}))
    assert [row[1] for row in shown(page.table)] == ["▾1", "▾0"]
    assert [row[-1] for row in shown(page.table)] == ["1", "2"]
    week = WeekPage(session)
    qtbot.addWidget(week)
    week.week = WEEK
    week.refresh()
    column = [column.title for column in week.model.columns].index("民情日志")
    assert [row[column] for row in shown(week.table)] == ["▾1", "▾0"]


def test_a_typed_cell_keeps_what_else_the_week_holds_and_is_a_named_step(
    page: ItemPage, session: Session, qtbot: QtBot
) -> None:
    session.office.change("录入", save=[Tally(ZHANG, WEEK, Counts({"排查": 1}), paper="登记表第3页")])
    names: list[str] = []
    session.saved.connect(lambda name, _: names.append(name))
    choose(page, 6)
    type_at(page, qtbot, 0, 1, "2⏎")
    assert session.office.tally(ZHANG, WEEK) == Tally(
        ZHANG, WEEK, Counts({"排查": 1, "民情日志": 2}), paper="登记表第3页"
    )
    assert names == [f"{WEEK.title} 张三 民情日志 未录→2"]
    session.undo()
    assert shown(page.table)[0][1] == "· 2"


def test_an_item_with_several_duties_has_a_chooser_and_months_too(
    page: ItemPage, session: Session, qtbot: QtBot
) -> None:
    choose(page, 5)
    registers = [page.registers.itemText(place) for place in range(page.registers.count())]
    assert registers == ["应访特殊人员", "实访特殊人员", "居民走访", "走访一般居民户数"]
    choose(page, 5, "走访一般居民户数")
    assert heads(page) == ["网格员", "4月", "5月", "6月", "扣分"]
    type_at(page, qtbot, 1, 2, "17⏎")
    tally = session.office.tally(LI, Q2.months[1])
    assert tally
    assert tally.counts == {"走访一般居民户数": 17}
    assert shown(page.table)[1] == ["南社区 南一格  李四", "· 20", "▾17", "· 20", "0.3"]


def test_exempt_weeks_and_weeks_out_of_post_are_told_apart(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    session.office.change("王五", save=LATE)  # type: ignore[arg-type]
    session.office.change("免考", save=[Tally(ZHANG, WEEK, Counts(), exempt="国庆节")])
    choose(page, 6)
    said = told(page)
    zhang, new, _ = shown(page.table)
    assert zhang[1] == "免"
    assert (new[0], new[1], new[6], new[7]) == ("东村 东二格  王五", "—", "· 2", "· 2")
    type_at(page, qtbot, 1, 1, "2")
    assert said == ["这段时间不在岗"]
    assert session.office.tally(NEW, WEEK) is None


def test_one_village_at_a_time(page: ItemPage) -> None:
    choose(page, 6)
    page.village.setCurrentText("南社区")
    assert [row[0] for row in shown(page.table)] == ["南社区 南一格  李四"]


def test_the_names_stand_still_while_the_weeks_scroll(page: ItemPage) -> None:
    choose(page, 6)
    page.resize(800, 600)
    names, bar = page.table.first_column, page.table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert names.isVisible()
    assert (names.x(), names.width()) == (page.table.frameWidth(), page.table.columnWidth(0))
    assert names.visualRect(page.model.index(1, 0)).y() == page.table.visualRect(page.model.index(1, 0)).y()
    bar.setValue(0)
    assert not names.isVisible()


def test_another_quarter_brings_its_own_weeks(page: ItemPage, session: Session) -> None:
    choose(page, 6)
    session.look_at(Q3)
    assert page.items.currentText() == "6  民情日志填写"
    assert heads(page)[1:-1] == [week.title for week in Q3.weeks]


def test_a_closed_quarter_says_why_nothing_can_be_typed(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    session.office.change("录入二季度", save=[*full_quarter(Q2), *meeting("H1", date(2019, 4, 3))])
    session.office.advance(Q2)
    choose(page, 6)
    said = told(page)
    type_at(page, qtbot, 0, 1, "1⏎")
    assert said == ["2019年第二季度已核对，记录不能改动，请先将季度退回“录入中”"]
    assert shown(page.table)[0][1] == "✗ 1"


# ── findings ──────────────────────────────────────────────────────────────────────────────────────


def test_a_finding_is_typed_with_the_person_found_by_initials(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    names: list[str] = []
    session.saved.connect(lambda name, _: names.append(name))
    choose(page, 4)
    fill(page, qtbot, "zs", day="5-6", clause="4b", times="2", note="no", paper="p7")
    (found,) = findings(session)
    assert found == Finding(ZHANG, date(2019, 5, 6), "4b", times=2, note="no", paper="p7", id=found.id)
    assert page.findings.editor
    assert shown(page.findings.editor.table) == [["东村 东一格  张三", "2019-05-06", "4b", "2", "no", "p7"]]
    assert page.findings.heading.text() == "扣分事项  1 条"
    assert names == ["扣分事项 4b 张三 5月6日 新增"]
    session.undo()
    assert findings(session) == []
    assert shown(page.findings.editor.table) == []


def test_the_next_finding_keeps_date_clause_and_paper(page: ItemPage, qtbot: QtBot) -> None:
    choose(page, 4)
    fill(page, qtbot, "zs", day="5-6", clause="4b", note="no", paper="p7")
    assert page.findings.editor
    texts = {name: field.text() for name, field in page.findings.editor.form.fields.items()}
    assert texts == {"worker": "", "day": "5-6", "clause": "4b", "times": "1", "note": "", "paper": "p7"}
    assert QApplication.focusWidget() is page.findings.editor.form.fields["worker"].input


def test_only_the_clauses_that_a_person_types_are_offered(page: ItemPage) -> None:
    choose(page, 3)
    assert page.findings.editor
    assert page.findings.editor.form.fields["clause"].column.kind.options == ("3b",)
    assert page.findings.editor.form.fields["level"].column.kind.options == ("县", "市", "区", "进京")
    choose(page, 4)
    assert "level" not in page.findings.editor.form.fields
    choose(page, 6)
    assert page.findings.editor is None
    assert page.panel.isHidden()


def test_what_the_office_refuses_stands_at_its_field(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    choose(page, 3)
    fill(page, qtbot, "ls", day="5-6", paper="x")
    assert page.findings.editor
    assert page.findings.editor.form.fields["level"].fault.text() == "✗ 条款 3b 须填写层级，应为：县、市、区、进京"
    assert page.findings.editor.form.fields["level"].fault.isVisible()
    assert findings(session) == []


def test_a_day_of_another_quarter_is_refused_where_it_is_typed(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    choose(page, 4)
    fill(page, qtbot, "ls", day="2019-7-6", clause="4a")
    assert page.findings.editor
    fault = page.findings.editor.form.fields["day"].fault.text()
    assert fault == "✗ 2019-07-06 不在2019年第二季度（2019-04-01 至 2019-06-30）之内，请核对日期"
    assert findings(session) == []


def test_a_finding_is_changed_and_removed(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    session.office.change("扣分", save=[finding(date(2019, 5, 6)), finding(date(2019, 5, 7), worker=LI)])
    choose(page, 1)
    page.refresh()
    assert page.findings.editor
    table, fields = page.findings.editor.table, page.findings.editor.form.fields
    table.setCurrentIndex(table.model().index(1, 0))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.findings.editor.form.button.text() == "保存修改"
    fill(page, qtbot, "ls", day="5-9")
    assert [(each.worker, each.day.day, each.note) for each in findings(session)] == [
        (ZHANG, 6, "信息不全"),
        (LI, 9, "信息不全"),
    ]
    assert page.findings.editor.form.button.text() == "登记"
    assert fields["day"].text() == ""
    table.setCurrentIndex(table.model().index(0, 0))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert [each.worker for each in findings(session)] == [LI]


# ── the checklist ─────────────────────────────────────────────────────────────────────────────────


def test_a_tick_makes_the_finding_and_taking_it_off_removes_it(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    choose(page, 1, "1b 清单")
    assert heads(page) == [
        "网格员", "常住人口", "流动人口", "党员", "育龄妇女", "青少年", "残疾人", "特色人才", "项数",
    ]  # fmt: skip
    type_at(page, qtbot, 0, 3, " ")
    (found,) = findings(session)
    assert found == Finding(ZHANG, Q2.span.last, "1b", note="党员", id=found.id)
    tick = page.model.index(0, 3).data(Qt.ItemDataRole.CheckStateRole)
    assert Qt.CheckState(tick) == Qt.CheckState.Checked
    assert page.findings.editor
    assert shown(page.findings.editor.table)[0][:3] == ["东村 东一格  张三", "2019-06-30", "1b"]
    type_at(page, qtbot, 0, 3, " ")
    assert findings(session) == []


def test_a_finding_that_names_the_category_is_ticked(page: ItemPage, session: Session) -> None:
    text = "残疾人信息本季度未更新"
    session.office.change("扣分", save=[Finding(LI, date(2019, 5, 6), "1b", note=text)])
    choose(page, 1, "1b 清单")
    cell = page.model.cell(page.model.index(1, 6))
    assert cell.ticked
    assert cell.tip == f"2019-05-06 {text}"
    assert [row[-1] for row in shown(page.table)] == ["0", "1"]


# ── attendance ────────────────────────────────────────────────────────────────────────────────────


def test_attendance_is_shown_with_what_it_costs_and_typed_elsewhere(
    page: ItemPage, session: Session, qtbot: QtBot
) -> None:
    held = [Meeting("H1", date(2019, 4, 10), "例会"), Meeting("H2", date(2019, 5, 15), "培训")]
    marks = [Attendance("H1", ZHANG, "迟到早退", "迟交"), Attendance("H1", LI, "正常"), Attendance("H2", LI, "缺席")]
    session.office.change("会议", save=[*held, *marks])
    choose(page, 7)
    assert heads(page) == ["网格员", "4月10日 例会", "5月15日 培训", "扣分"]
    assert shown(page.table) == [
        ["东村 东一格  张三", "迟到早退，汇报迟交  −1.5", "未录", "1.5"],
        ["南社区 南一格  李四", "正常，汇报未录", "缺席  −1", "1"],
    ]
    assert not page.model.flags(page.model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    with qtbot.waitSignal(session.wanted) as wanted:
        qtbot.mouseClick(page.meetings, Qt.MouseButton.LeftButton)
    assert wanted.args[0] == "会议"


def test_without_a_meeting_the_table_says_where_to_begin(page: ItemPage) -> None:
    choose(page, 7)
    assert page.model.rowCount() == 0
    assert page.sheet.empty == page.table.empty == "这一季度还没有会议。会议和考勤在“会议”页登记。"


# ── pointed at, and looked back ───────────────────────────────────────────────────────────────────


def test_another_page_can_point_at_a_cell(page: ItemPage) -> None:
    page.point_at(Spot(Q2.months[2], "南社区", LI, "走访一般居民户数"))
    index = page.table.currentIndex()
    assert page.items.currentText() == "5  入户走访"
    assert [row[0] for row in shown(page.table)] == ["南社区 南一格  李四"]
    assert heads(page)[index.column()] == "6月"


def history(page: ItemPage, qtbot: QtBot) -> list[str]:
    qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    entries = page.panel.guest().list  # type: ignore[union-attr]
    return [entries.item(row).text() for row in range(entries.count())]


def test_a_cell_answers_who_typed_it_and_what_it_was_before(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    session.office.change("录入", save=[Tally(ZHANG, WEEK, Counts({"民情日志": 1}), paper="日志第3页")])
    session.office.change("排查", save=[Tally(ZHANG, WEEK, Counts({"民情日志": 1, "排查": 1}), paper="日志第3页")])
    choose(page, 6)
    type_at(page, qtbot, 0, 1, "2⏎")
    page.table.go_to(0, 1)
    newest, oldest = (text.splitlines() for text in history(page, qtbot))  # 排查 is no business of this cell
    assert newest[0].endswith("王敏")
    assert newest[1:] == [f"{WEEK.title} 张三 民情日志 1→2", "民情日志：1 → 2", "依据：日志第3页"]
    assert oldest[1:] == ["录入", "民情日志：1", "依据：日志第3页"]
    qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert QApplication.focusWidget() is page.table


def test_a_finding_answers_too(page: ItemPage, session: Session, qtbot: QtBot) -> None:
    session.office.change("扣分", save=[finding(date(2019, 5, 6))])
    (found,) = findings(session)
    session.office.change("改条款", save=[Finding(ZHANG, found.day, "1b", note=found.note, id=found.id)])
    page.refresh()
    assert page.findings.editor
    page.findings.editor.table.setCurrentIndex(page.findings.editor.table.model().index(0, 0))
    page.findings.editor.table.setFocus()
    newest, oldest = (text.splitlines()[1:] for text in history(page, qtbot))
    assert newest == ["改条款", "条款：1a → 1b"]
    assert oldest == ["扣分", "日期：2019-05-06", "条款：1a", "次数：1", "说明：信息不全"]
