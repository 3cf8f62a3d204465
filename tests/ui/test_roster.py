"""名册, worked as a clerk works it: looking people up, 任用 调动 离任, all by keyboard. All people are invented."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gridapp.model import ASSISTANT_ROLES, Assistant, Grid, Post, Village, Worker
from gridapp.office import Office
from tests.offices import LI, ZHANG
from tests.ui.shown import show
from ui.pages.roster import RosterPage
from ui.session import Session, Spot
from ui.widgets.list_table import ListTable
from ui.widgets.record_form import RecordForm

ALT = Qt.KeyboardModifier.AltModifier
NAME, NUMBER, GRID, STATE = range(4)
IDENTITY = 10


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RosterPage:
    """The small office, with a third grid that is free, a second 张三, and somebody who has left."""
    session.office.change(
        "补充名册",
        save=[
            Grid("102", "东村", "东二格", households=95),
            Worker("1003", "张三", "男", "64012119850101069X", education="高中"),
            Worker("1004", "曾红", "女", education="初中"),
            Post("1004", date(2018, 1, 1), "201", date(2018, 12, 31), "辞职"),
        ],
    )
    return show(qtbot, RosterPage(session))


def shown(table: ListTable, *columns: int) -> list[list[str]]:
    model = table.rows_model
    places = columns or range(len(model.columns))
    return [[model.index(row, column).data() for column in places] for row in range(model.rowCount())]


def numbers(page: RosterPage) -> list[str]:
    return [row[0] for row in shown(page.workers.table, NUMBER)]


def alt(qtbot: QtBot, page: RosterPage, letter: str) -> None:
    """A key that stands in brackets on a button, a tab or a label."""
    qtbot.keyClick(focused(page), letter, ALT)
    qtbot.waitUntil(lambda: not any(button.isDown() for button in page.findChildren(QAbstractButton)))


def focused(page: QWidget) -> QWidget:
    return QApplication.focusWidget() or page


def write(qtbot: QtBot, entry: QWidget, text: str) -> None:
    """Type a text; Chinese comes from the input method."""
    if text.isascii():
        qtbot.keyClicks(entry, text)
    else:
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        QApplication.sendEvent(entry, composed)


def type_into(qtbot: QtBot, form: RecordForm | None, field: str, text: str) -> None:
    """Replace what stands in a field; of a choice, type the beginning of one."""
    assert form
    entry = form.fields[field].input
    entry.setFocus()
    if isinstance(entry, QComboBox):
        place = next(n for n in range(entry.count()) if entry.itemText(n).startswith(text))
        entry.setCurrentIndex(place)
        entry.activated.emit(place)
    else:
        entry.selectAll()
        write(qtbot, entry, text)


def enter(qtbot: QtBot, page: QWidget, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(focused(page), Qt.Key.Key_Return, modifier)


def worker(office: Office, number: str) -> Worker:
    return next(each for each in office.all(Worker) if each.id == number)


def posts(office: Office, number: str) -> list[Post]:
    return [post for post in office.all(Post) if post.worker == number]


def lines(page: RosterPage) -> str:
    return "\n".join(label.text() for label in page.workers.panel.remarks.findChildren(QLabel))


# ── looking people up ─────────────────────────────────────────────────────────────────────────────


def test_everybody_is_listed_by_grid_those_who_left_last_with_masked_identity_numbers(page: RosterPage) -> None:
    assert shown(page.workers.table, NAME, NUMBER, GRID, STATE) == [
        ["张三", "1003", "", "未任用"],
        ["张三", "1001", "东村 东一格", "在任"],
        ["李四", "1002", "南社区 南一格", "在任"],
        ["曾红", "1004", "南社区 南一格", "离任"],
    ]
    assert shown(page.workers.table, IDENTITY)[1] == ["640***********0014"]
    assert page.workers.count.text() == "4 人，在任 2"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("zs", ["1003", "1001"]),
        ("张", ["1003", "1001"]),
        ("1002", ["1002"]),
        ("0014", ["1001"]),
        ("69x", ["1003"]),
        ("zh", ["1003", "1001", "1004"]),
        ("ceng", ["1004"]),
        ("无此人", []),
    ],
)
def test_search_by_number_name_pinyin_and_the_end_of_the_identity_number(
    page: RosterPage, qtbot: QtBot, query: str, found: list[str]
) -> None:
    alt(qtbot, page, "k")
    write(qtbot, focused(page), query)
    assert numbers(page) == found


def test_the_tree_filters_by_village_and_grid(page: RosterPage, qtbot: QtBot) -> None:
    alt(qtbot, page, "t")
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert numbers(page) == ["1001"]
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    assert numbers(page) == ["1002", "1004"]
    qtbot.keyClick(page.tree, Qt.Key.Key_Home)
    assert len(numbers(page)) == 4


def test_any_column_sorts_and_names_sort_by_pinyin(page: RosterPage, qtbot: QtBot) -> None:
    header = page.workers.table.horizontalHeader()
    header.sectionClicked.emit(NAME)
    assert [row[0] for row in shown(page.workers.table, NAME)] == ["李四", "曾红", "张三", "张三"]  # li zeng zhang
    header.sectionClicked.emit(NAME)
    assert [row[0] for row in shown(page.workers.table, NAME)] == ["张三", "张三", "曾红", "李四"]
    page.workers.order.setCurrentText("编号")
    page.workers.order.activated.emit(page.workers.order.currentIndex())
    assert numbers(page) == ["1001", "1002", "1003", "1004"]


# ── one person ────────────────────────────────────────────────────────────────────────────────────


def test_a_field_is_saved_as_it_is_left_under_a_name_that_says_who_and_what(
    page: RosterPage, session: Session, qtbot: QtBot
) -> None:
    page.workers.go_to(ZHANG)
    with qtbot.waitSignal(session.saved) as said:
        type_into(qtbot, page.workers.panel.person, "phone", "13900000009")
        enter(qtbot, page)
    assert worker(session.office, ZHANG).phone == "13900000009"
    assert said.args[0] == "张三（1001 东村 东一格）联系电话 13900000001→13900000009"
    session.undo()
    assert page.workers.panel.person.fields["phone"].text() == "13900000001"


def test_a_wrong_identity_number_stays_marked_and_is_not_saved(
    page: RosterPage, session: Session, qtbot: QtBot
) -> None:
    page.workers.go_to(ZHANG)
    type_into(qtbot, page.workers.panel.person, "identity", "640121198002070015")
    enter(qtbot, page)
    assert "校验不符" in page.workers.panel.person.fields["identity"].fault.text()
    assert worker(session.office, ZHANG).identity == "640121198002070014"


def test_sex_against_the_identity_number_is_a_line_and_no_error(
    page: RosterPage, session: Session, qtbot: QtBot
) -> None:
    page.workers.go_to(ZHANG)
    type_into(qtbot, page.workers.panel.person, "sex", "女")
    assert worker(session.office, ZHANG).sex == "女"
    assert "性别填的是女，身份证号上是男" in lines(page)


def test_the_panel_tells_two_people_of_one_name_apart(page: RosterPage) -> None:
    page.workers.go_to(ZHANG)
    assert "1001 · 东村 东一格" in page.workers.panel.subheading.text()
    page.workers.go_to("1003")
    assert page.workers.panel.subheading.text() == "编号 1003\n未任用"


# ── posts ─────────────────────────────────────────────────────────────────────────────────────────


def test_somebody_new_is_appointed_into_a_free_grid_by_keyboard_alone(
    page: RosterPage, session: Session, qtbot: QtBot
) -> None:
    alt(qtbot, page, "n")
    write(qtbot, focused(page), "赵丽")
    enter(qtbot, page)
    qtbot.keyClick(focused(page), Qt.Key.Key_Down)  # the only free grid
    enter(qtbot, page)
    write(qtbot, focused(page), "2019-07-01")
    enter(qtbot, page)
    enter(qtbot, page)
    write(qtbot, focused(page), "640121199001010022")
    enter(qtbot, page, Qt.KeyboardModifier.ControlModifier)
    assert worker(session.office, "1005") == Worker("1005", "赵丽", "女", "640121199001010022")
    assert posts(session.office, "1005") == [Post("1005", date(2019, 7, 1), "102")]
    assert page.workers.table.current().worker.id == "1005"


def test_a_number_that_is_taken_is_refused_at_its_field(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    alt(qtbot, page, "n")
    form = page.workers.panel.new
    assert form
    type_into(qtbot, form, "id", ZHANG)
    type_into(qtbot, form, "name", "赵丽")
    enter(qtbot, page, Qt.KeyboardModifier.ControlModifier)
    assert form.fields["id"].fault.text() == "✗ 编号 1001 已是张三的，请换一个编号"
    assert worker(session.office, ZHANG).name == "张三"


def test_moving_ends_the_present_post_the_day_before_as_one_step(
    page: RosterPage, session: Session, qtbot: QtBot
) -> None:
    page.workers.go_to(ZHANG)
    alt(qtbot, page, "m")
    qtbot.keyClick(focused(page), Qt.Key.Key_Down)
    type_into(qtbot, page.workers.panel.desk.form, "start", "2019-09-01")
    enter(qtbot, page)
    first, second = posts(session.office, ZHANG)
    assert first == Post(ZHANG, date(2019, 1, 1), "101", date(2019, 8, 31), "调整")
    assert second == Post(ZHANG, date(2019, 9, 1), "102")
    assert [row[1] for row in shown(page.workers.panel.history)] == ["2019-09-01 至今", "2019-01-01 至2019-08-31"]
    session.undo()
    assert posts(session.office, ZHANG) == [Post(ZHANG, date(2019, 1, 1), "101")]


def test_a_move_before_the_present_post_began_is_refused_at_the_date(
    page: RosterPage, session: Session, qtbot: QtBot
) -> None:
    page.workers.go_to(ZHANG)
    alt(qtbot, page, "m")
    form = page.workers.panel.desk.form
    type_into(qtbot, form, "grid", "102")
    type_into(qtbot, form, "start", "2019-01-01")
    enter(qtbot, page)
    assert form
    assert form.fields["start"].fault.text() == "✗ 调动日期须晚于现任的任用日期 2019-01-01"
    assert len(posts(session.office, ZHANG)) == 1


def test_leaving_asks_for_the_day_and_one_of_the_reasons(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    page.workers.go_to(LI)
    alt(qtbot, page, "l")
    form = page.workers.panel.desk.form
    type_into(qtbot, form, "stop", "2019-10-15")
    enter(qtbot, page)
    enter(qtbot, page)
    assert form
    assert form.fields["reason"].fault.text() == "✗ 请填写"
    type_into(qtbot, form, "reason", "辞退")
    enter(qtbot, page)
    assert posts(session.office, LI) == [Post(LI, date(2019, 1, 1), "201", date(2019, 10, 15), "辞退")]
    assert page.workers.panel.appoint.isEnabled()
    assert not page.workers.panel.leave.isEnabled()


def test_who_has_left_is_appointed_again(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    page.workers.go_to("1004")
    alt(qtbot, page, "a")
    form = page.workers.panel.desk.form
    type_into(qtbot, form, "grid", "102")
    type_into(qtbot, form, "start", "2019-05-01")
    enter(qtbot, page)
    assert posts(session.office, "1004")[-1] == Post("1004", date(2019, 5, 1), "102")


def test_fitness_stands_in_plain_lines_while_the_date_is_typed(page: RosterPage, qtbot: QtBot) -> None:
    page.workers.go_to("1003")
    assert lines(page).strip() == ""
    alt(qtbot, page, "a")
    type_into(qtbot, page.workers.panel.desk.form, "start", "2029-12-31")
    assert lines(page).strip() == ""
    type_into(qtbot, page.workers.panel.desk.form, "start", "2030-01-01")
    assert "2030-01-01 时 45 周岁，原则上应在 45 周岁以下" in lines(page)


def test_an_office_that_may_not_be_held_beside_the_post_bars_it(
    page: RosterPage, session: Session, qtbot: QtBot
) -> None:
    secretary = Worker("1003", "张三", "男", education="高中", offices="村党支部书记")
    session.do(lambda: session.office.change("兼任", save=[secretary]))
    page.workers.go_to("1003")
    alt(qtbot, page, "a")
    form = page.workers.panel.desk.form
    type_into(qtbot, form, "grid", "102")
    with qtbot.waitSignal(session.failed) as said:
        type_into(qtbot, form, "start", "2019-05-01")
        enter(qtbot, page)
    assert said.args[0] == "不能任用：兼任“村党支部书记”：村、社区党支部书记不得兼任网格员"
    assert posts(session.office, "1003") == []


def test_without_a_free_grid_it_is_said_what_to_do(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    session.do(lambda: session.office.change("任用", save=[Post("1003", date(2019, 1, 1), "102")]))
    page.workers.go_to(ZHANG)
    with qtbot.waitSignal(session.failed) as said:
        alt(qtbot, page, "m")
    assert "没有空缺的网格" in said.args[0]


def test_a_post_that_was_typed_wrong_is_mended(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    page.workers.go_to("1004")
    alt(qtbot, page, "e")
    type_into(qtbot, page.workers.panel.desk.form, "start", "2018-02-01")
    enter(qtbot, page, Qt.KeyboardModifier.ControlModifier)
    assert posts(session.office, "1004") == [Post("1004", date(2018, 2, 1), "201", date(2018, 12, 31), "辞职")]


# ── grids ─────────────────────────────────────────────────────────────────────────────────────────


def test_households_of_a_grid_are_changed_in_the_panel(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    alt(qtbot, page, "g")
    page.grids.table.choose("102")
    with qtbot.waitSignal(session.saved) as said:
        type_into(qtbot, page.grids.panel.grid, "households", "101")
        enter(qtbot, page)
    assert said.args[0] == "东村 东二格 户数 95→101"
    assert shown(page.grids.table)[1][:6] == ["东二格", "东村", "村", "102", "101", "缺"]


def test_a_village_is_renamed_with_all_its_grids_as_one_step(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    alt(qtbot, page, "g")
    page.grids.table.choose("101")
    type_into(qtbot, page.grids.panel.village, "village", "东沟村")
    enter(qtbot, page)
    assert {grid.village for grid in session.office.all(Grid)} == {"东沟村", "南社区"}
    assert [village.name for village in session.office.all(Village)] == ["东沟村", "南社区"]
    session.undo()
    assert {grid.village for grid in session.office.all(Grid)} == {"东村", "南社区"}


def test_a_new_village_and_its_first_grid(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    alt(qtbot, page, "g")
    alt(qtbot, page, "v")
    write(qtbot, focused(page), "西村")
    enter(qtbot, page)
    qtbot.keyClick(focused(page), Qt.Key.Key_Down)
    enter(qtbot, page)
    form = page.grids.panel.new
    assert form
    assert form.fields["village"].text() == "西村"
    assert form.fields["code"].text() == "202"
    type_into(qtbot, form, "name", "西一格")
    enter(qtbot, page, Qt.KeyboardModifier.ControlModifier)
    assert Grid("202", "西村", "西一格") in session.office.all(Grid)
    assert Village("西村", "村") in session.office.all(Village)


def test_a_code_that_is_taken_is_refused(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    alt(qtbot, page, "g")
    alt(qtbot, page, "n")
    form = page.grids.panel.new
    assert form
    type_into(qtbot, form, "code", "101")
    type_into(qtbot, form, "village", "南社区")
    type_into(qtbot, form, "name", "某格")
    enter(qtbot, page, Qt.KeyboardModifier.ControlModifier)
    assert form.fields["code"].fault.text() == "✗ 编号 101 已是东村 东一格的，请换一个"
    assert Grid("101", "东村", "东一格", households=80) in session.office.all(Grid)


# ── helpers, and what is lacking ──────────────────────────────────────────────────────────────────


def test_an_assistant_is_added_and_later_ends(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    alt(qtbot, page, "x")
    alt(qtbot, page, "n")
    form = page.assistants.form
    type_into(qtbot, form, "grid", "101")
    type_into(qtbot, form, "name", "王强")
    type_into(qtbot, form, "role", "督导员")
    type_into(qtbot, form, "start", "2019-01-01")
    enter(qtbot, page, Qt.KeyboardModifier.ControlModifier)
    (added,) = session.office.all(Assistant)
    assert (added.grid, added.name, added.role, added.start) == ("101", "王强", "督导员", date(2019, 1, 1))
    enter(qtbot, page, Qt.KeyboardModifier.ControlModifier)
    assert len(session.office.all(Assistant)) == 1, "the same person is not put there twice"
    page.assistants.table.setFocus()
    enter(qtbot, page)
    type_into(qtbot, page.assistants.form, "stop", "2019-06-30")
    enter(qtbot, page, Qt.KeyboardModifier.ControlModifier)
    assert session.office.all(Assistant)[0].stop == date(2019, 6, 30)
    assert shown(page.assistants.table) == []
    alt(qtbot, page, "h")
    assert len(shown(page.assistants.table)) == 1


def test_the_monitor_says_what_each_grid_lacks_and_since_when(page: RosterPage, session: Session, qtbot: QtBot) -> None:
    four = [Assistant("101", f"某{role}", role, date(2019, 1, 1)) for role in ASSISTANT_ROLES[:3]]
    ended = Assistant("101", "某某", ASSISTANT_ROLES[3], date(2019, 1, 1), stop=date(2019, 4, 30))
    session.do(lambda: session.office.change("协管员", save=[*four, ended]))
    alt(qtbot, page, "p")
    first, second, _ = shown(page.staffing.table)
    assert first[1] == "张三 1001"
    assert first[5] == "▾缺 自2019-05-01"
    assert second[1] == "▾缺 从未配备"
    assert page.staffing.summary.text() == "3 个网格：缺网格员 1 人，缺协管员 9 人"


def test_enter_on_a_vacant_place_opens_the_form_that_fills_it(page: RosterPage, qtbot: QtBot) -> None:
    alt(qtbot, page, "p")
    page.staffing.table.choose("102")
    page.staffing.table.setFocus()
    enter(qtbot, page)
    new = page.workers.panel.new
    assert new
    assert new.fields["grid"].text() == "102 东村 东二格"
    alt(qtbot, page, "p")
    page.staffing.table.setCurrentIndex(page.staffing.table.rows_model.index(0, 3))
    enter(qtbot, page)
    assert page.assistants.form
    assert page.assistants.form.fields["role"].text() == ASSISTANT_ROLES[1]


# ── by keyboard ───────────────────────────────────────────────────────────────────────────────────


def test_tab_leads_from_the_tree_through_search_and_table_into_the_panel_and_esc_back(
    page: RosterPage, qtbot: QtBot
) -> None:
    page.tree.setFocus()
    visited: list[QWidget] = []
    while focused(page) is not page.workers.table and len(visited) < 10:
        qtbot.keyClick(focused(page), Qt.Key.Key_Tab)
        visited.append(focused(page))
    assert page.workers.search in visited
    assert page.workers.table.current().worker.id == "1003"
    enter(qtbot, page)
    assert focused(page) is page.workers.panel.person.fields["name"].input
    qtbot.keyClick(focused(page), Qt.Key.Key_Escape)
    assert not page.workers.panel.isVisible()
    assert focused(page) is page.workers.table
    qtbot.keyClick(focused(page), Qt.Key.Key_Tab)
    assert focused(page) is not page.workers.table, "Tab leaves the table"


def test_an_empty_office_says_what_to_do(dressed: QApplication, empty_office: Office, qtbot: QtBot) -> None:
    page = RosterPage(Session(empty_office))
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    assert "新增" in page.workers.table.empty
    assert page.workers.count.text() == "0 人，在任 0"


def test_another_page_points_at_a_worker(page: RosterPage) -> None:
    page.tabs.setCurrentWidget(page.staffing)
    page.point_at(Spot(worker=LI))
    assert page.section() is page.workers
    assert page.workers.panel.heading.text() == "李四"
    page.point_at(Spot(village="东村"))
    assert numbers(page) == ["1001"]
