"""回收站: what was removed is listed with who, when and by which step, and comes back where it still fits."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from gridapp.model import Attendance, Detail, Finding, Meeting, Post, Record, Standard, Tally, Worker
from tests.offices import LI, Q2, ZHANG, finding, full_quarter, meeting
from ui.pages.settings_removed import RemovedPart
from ui.session import Session
from ui.window import Window

DAY = date(2019, 5, 7)


@pytest.fixture
def part(window: Window, session: Session, qtbot: QtBot) -> RemovedPart:
    shown = RemovedPart(session)
    qtbot.addWidget(shown)
    session.changed.connect(shown.refresh)
    shown.refresh()
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def lines(part: RemovedPart) -> list[tuple[str, str, str]]:
    model = part.table.rows_model
    return [tuple(model.index(row, column).data() for column in (1, 2, 3)) for row in range(model.rowCount())]  # type: ignore[misc]


def remove(session: Session, *records: Record) -> None:
    session.do(lambda: session.office.change("删除", remove=records))


def test_what_was_removed_is_told_and_comes_back_as_it_was(part: RemovedPart, session: Session, window: Window) -> None:
    session.office.change("登记", save=[finding(DAY, times=2)])
    (known,) = session.office.all(Finding)
    assert lines(part) == []
    remove(session, known)
    assert lines(part) == [("王敏", "扣分事项", "张三（1001） 2019-05-07 1a ×2 信息不全")]
    part.table.selectRow(0)
    part.back.click()
    assert session.office.all(Finding) == [known]
    assert session.office.undoable() == "恢复 扣分事项 张三（1001） 2019-05-07 1a ×2 信息不全"
    assert lines(part) == []
    session.undo()
    assert session.office.all(Finding) == []


def test_what_was_taken_back_or_given_another_day_is_not_listed(part: RemovedPart, session: Session) -> None:
    session.do(lambda: session.office.change("登记", save=[finding(DAY)]))
    session.undo()
    (_, post) = session.office.all(Post)
    moved = Post(post.worker, date(2019, 2, 1), post.grid)
    session.do(lambda: session.office.change("更正任职", save=[moved], remove=[post]))
    assert lines(part) == []


def test_what_no_longer_fits_is_refused_in_plain_words(part: RemovedPart, session: Session, window: Window) -> None:
    (_, post) = session.office.all(Post)
    remove(session, post)
    other = Worker("1003", "王五")
    session.do(lambda: session.office.change("任用", save=[other, Post("1003", date(2019, 3, 1), post.grid)]))
    part.table.selectRow(0)
    part.back.click()
    assert "同期已有网格员王五" in window.status.message.text()
    assert len(lines(part)) == 1


def test_a_meeting_comes_back_with_its_attendance_when_both_are_chosen(part: RemovedPart, session: Session) -> None:
    session.office.change("会议", save=meeting("2019-05", DAY))
    held, came = session.office.all(Meeting), session.office.all(Attendance)
    remove(session, *came, *held)
    assert ("王敏", "考勤", "5月7日例会 张三（1001） 正常 汇报按时") in lines(part)
    part.table.selectAll()
    part.back.click()
    assert (session.office.all(Meeting), session.office.all(Attendance)) == (held, came)


def test_every_kind_of_record_is_named(part: RemovedPart, session: Session) -> None:
    session.office.change("明细", save=[Detail(LI, DAY, "平台录入", note="路灯")])
    session.office.change("登记", save=full_quarter(Q2, LI)[:1])
    gone = [each for kind in (Detail, Tally, Standard) for each in session.office.all(kind)]
    remove(session, *gone)
    assert sorted(lines(part)) == [
        ("王敏", "明细", "李四（1002） 2019-05-07 平台录入 路灯"),
        (
            "王敏",
            "每周登记",
            "李四（1002） 2019年第14周 实访特殊人员 0、居民走访 2、平台录入 5、应访特殊人员 0、排查 1、民情日志 2",
        ),
        ("王敏", "补贴标准", "全镇 2019-01-01 起 1500.00 元"),
    ]
    assert session.office.tally(ZHANG, Q2.weeks[0]) is None
