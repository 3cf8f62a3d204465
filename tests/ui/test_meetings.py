"""会议, as a clerk works: a meeting in the form, then one key for each person."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gridapp.model import Attendance, Meeting, Post, Record
from gridapp.office import Office
from gridapp.periods import Month
from tests.offices import LI, Q2, Q3, ZHANG, meeting
from ui.pages.meeting_roll import MARK, NOTE, REPORT
from ui.pages.meetings import MeetingsPage
from ui.session import Session, Spot
from ui.widgets.history import HistoryPanel

MAY_8 = date(2019, 5, 8)
HELD = Meeting("2019-05-例会", MAY_8, "例会", "防汛")


def opened(session: Session, qtbot: QtBot, *records: Record) -> MeetingsPage:
    if records:
        session.office.change("先录入", save=records)
    page = MeetingsPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.roll.table.setFocus()
    return page


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> MeetingsPage:
    """One 例会 on 8 May, nobody's attendance typed."""
    return opened(session, qtbot, HELD)


def keys(qtbot: QtBot, page: MeetingsPage, text: str) -> None:
    """Digits as the hand types them, each into whatever cell the cursor is in by then."""
    for character in text:
        qtbot.keyClicks(page.roll.table, character)


def shown(page: MeetingsPage, column: int) -> list[str]:
    return [page.roll.model.index(row, column).data() for row in range(page.roll.model.rowCount())]


def listed(page: MeetingsPage) -> list[list[str]]:
    model = page.list.records()
    return [[model.index(row, column).data() for column in range(4)] for row in range(model.rowCount())]


def attended(office: Office) -> dict[str, tuple[str, str]]:
    return {each.worker: (each.mark, each.report) for each in office.all(Attendance)}


def fill(qtbot: QtBot, page: MeetingsPage, field: str, text: str) -> None:
    target = page.form.fields[field].input
    assert isinstance(target, QLineEdit)
    target.setFocus()
    target.selectAll()
    if text.isascii():
        qtbot.keyClicks(target, text)
    else:
        target.insert(text)
    qtbot.keyClick(target, Qt.Key.Key_Tab)


def test_one_key_is_a_mark_and_the_cursor_goes_down_by_itself(
    page: MeetingsPage, session: Session, qtbot: QtBot
) -> None:
    assert shown(page, MARK) == ["·", "·"]
    keys(qtbot, page, "27")
    assert attended(session.office) == {ZHANG: ("迟到", ""), LI: ("缺席", "")}
    page.roll.table.go_to(0, REPORT)
    keys(qtbot, page, "13")
    assert attended(session.office) == {ZHANG: ("迟到", "按时"), LI: ("缺席", "未交")}
    assert page.roll.foot.text().split("    ") == [
        "应到 2 人",
        "已录 2",
        "迟到\u00a01",
        "缺席\u00a01",
        "书面汇报：按时\u00a01  未交\u00a01",
    ]


def test_each_key_is_one_step_with_a_name(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    names: list[str] = []
    session.saved.connect(lambda name, at: names.append(name))
    keys(qtbot, page, "14")
    assert names == ["5月8日例会 张三 出勤 未录→正常", "5月8日例会 李四 出勤 未录→迟到早退"]
    session.undo()
    assert attended(session.office) == {ZHANG: ("正常", "")}
    assert shown(page, MARK) == ["正常", "·"]


def test_a_digit_that_stands_for_nothing_is_told_and_not_saved(
    page: MeetingsPage, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.failed) as said:
        keys(qtbot, page, "8")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        QApplication.processEvents()
    assert "“8”不在可选之列" in said.args[0]
    assert attended(session.office) == {}


def test_a_report_waits_for_the_mark(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    page.roll.table.go_to(0, REPORT)
    with qtbot.waitSignal(session.failed) as said:
        keys(qtbot, page, "1")
    assert said.args == ["请先录张三的出勤"]
    assert attended(session.office) == {}
    assert page.roll.table.currentIndex().row() == 0


def test_an_emptied_mark_is_not_typed_yet_again(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    keys(qtbot, page, "1")
    page.roll.table.go_to(0, MARK)
    qtbot.keyClick(page.roll.table, Qt.Key.Key_Delete)
    assert attended(session.office) == {}
    assert shown(page, MARK) == ["·", "·"]


def test_all_present_fills_only_what_is_empty_as_one_step(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    keys(qtbot, page, "5")
    qtbot.mouseClick(page.roll.fill, Qt.MouseButton.LeftButton)
    assert attended(session.office) == {ZHANG: ("请假", "按时"), LI: ("正常", "按时")}
    session.undo()
    assert attended(session.office) == {ZHANG: ("请假", "")}


def test_a_training_asks_for_no_report(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot, Meeting("H1", MAY_8, "培训"))
    assert shown(page, REPORT) == ["—", "—"]
    qtbot.mouseClick(page.roll.fill, Qt.MouseButton.LeftButton)
    assert attended(session.office) == {ZHANG: ("正常", ""), LI: ("正常", "")}
    assert listed(page)[0][2] == "2/2"


def test_pasted_digits_and_words_are_taken_alike(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("1\t2\n缺席\t按时\n")
    qtbot.keyClick(page.roll.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert attended(session.office) == {ZHANG: ("正常", "迟交"), LI: ("缺席", "按时")}


def test_a_note_is_kept_with_the_mark(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    keys(qtbot, page, "5")
    page.roll.model.setData(page.roll.model.index(0, NOTE), "有请假条")
    assert session.office.all(Attendance) == [Attendance(HELD.id, ZHANG, "请假", note="有请假条")]


def test_only_people_in_post_that_day_are_expected(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot, HELD, Post(LI, date(2019, 1, 1), "201", stop=date(2019, 4, 30)))
    assert listed(page) == [["5月8日", "例会", "0/1", "防汛"]]
    assert page.roll.model.rowCount() == 1


def test_an_empty_quarter_says_what_to_do_and_proposes_a_number(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot)
    assert page.empty.text() == "这个季度还没有会议，请在左边填写并添加。"
    assert page.form.fields["id"].text() == "2019-04-例会"
    fill(qtbot, page, "day", "2019-05-08")
    assert page.form.fields["id"].text() == "2019-05-例会"
    fill(qtbot, page, "topic", "防汛")
    qtbot.mouseClick(page.form.button, Qt.MouseButton.LeftButton)
    assert session.office.all(Meeting) == [HELD]
    assert page.roll.heading.text() == "5月8日 例会  防汛"
    assert shown(page, MARK) == ["·", "·"]
    keys(qtbot, page, "1")
    assert attended(session.office) == {ZHANG: ("正常", "")}


def test_a_new_meeting_never_takes_the_number_of_another(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.new, Qt.MouseButton.LeftButton)
    fill(qtbot, page, "day", "2019-05-20")
    assert page.form.fields["id"].text() == "2019-05-例会-2"
    fill(qtbot, page, "id", HELD.id)
    qtbot.mouseClick(page.form.button, Qt.MouseButton.LeftButton)
    assert page.form.fields["id"].fault.text() == "✗ 已有这个编号的会议，请换一个编号"
    assert session.office.all(Meeting) == [HELD]


def test_a_day_of_another_quarter_is_a_slip(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    fill(qtbot, page, "day", "2018-05-08")
    qtbot.mouseClick(page.form.button, Qt.MouseButton.LeftButton)
    assert "不在2019年第二季度内" in page.form.fields["day"].fault.text()
    assert session.office.all(Meeting) == [HELD]


def test_a_changed_day_keeps_the_attendance_of_those_in_post_then(session: Session, qtbot: QtBot) -> None:
    gone = Post(LI, date(2019, 1, 1), "201", stop=date(2019, 5, 8))
    page = opened(session, qtbot, gone, *meeting(HELD.id, MAY_8))
    fill(qtbot, page, "day", "2019-05-09")
    with qtbot.waitSignal(session.saved) as said:
        qtbot.mouseClick(page.form.button, Qt.MouseButton.LeftButton)
    assert said.args[0] == "修改会议 5月9日例会，去掉当日不在岗 1 人的考勤"
    assert attended(session.office) == {ZHANG: ("正常", "按时")}


def test_deleting_says_what_goes_and_can_be_undone(page: MeetingsPage, session: Session, qtbot: QtBot) -> None:
    keys(qtbot, page, "11")
    assert page.delete.text() == "删除会议和 2 人的考勤"
    with qtbot.waitSignal(session.saved) as said:
        qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    assert said.args[0] == "删除会议 5月8日例会（2019-05-例会）和 2 人的考勤"
    assert (session.office.all(Meeting), session.office.all(Attendance)) == ([], [])
    assert not page.roll.table.isVisible()
    session.undo()
    assert session.office.all(Meeting) == [HELD]
    assert len(attended(session.office)) == 2


def test_another_meeting_is_chosen_from_the_list(session: Session, qtbot: QtBot) -> None:
    page = opened(session, qtbot, HELD, Meeting("H2", date(2019, 6, 5), "培训", "消防"))
    assert page.roll.heading.text() == "5月8日 例会  防汛"
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.roll.heading.text() == "6月5日 培训  消防"
    assert page.form.fields["id"].text() == "H2"


def test_a_month_that_lacks_its_meeting_begins_a_new_one(page: MeetingsPage) -> None:
    page.point_at(Spot(Month(2019, 6)))
    assert page.form.fields["id"].text() == "2019-06-例会"
    page.point_at(Spot(worker=LI, what=HELD.id))
    assert page.roll.heading.text() == "5月8日 例会  防汛"
    assert page.roll.table.currentIndex().row() == 1


def test_another_quarter_has_its_own_meetings(page: MeetingsPage, session: Session) -> None:
    session.look_at(Q3)
    assert listed(page) == []
    assert page.form.fields["id"].text() == "2019-07-例会"
    session.look_at(Q2)
    assert page.roll.heading.text() == "5月8日 例会  防汛"


def test_an_attendance_tells_who_typed_it_and_what_it_was_before(page: MeetingsPage, qtbot: QtBot) -> None:
    page.roll.model.write([(0, MARK, "正常")])
    page.roll.model.write([(0, MARK, "迟到")])
    page.roll.table.go_to(0, MARK)
    qtbot.keyClick(page.roll.table, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    guest = page.roll.history.panel.guest()
    assert isinstance(guest, HistoryPanel)
    assert guest.list.item(0).text().endswith("出勤：正常 → 迟到")
    assert "王敏" in guest.list.item(0).text()
