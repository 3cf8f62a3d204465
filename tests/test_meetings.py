"""The roll of a meeting: who is expected, what 全部正常 fills, the next number, who falls away on another day."""

from datetime import date

from gridapp.meetings import all_present, meeting_lines, next_number, stranded
from gridapp.model import Attendance, Meeting, Post
from gridapp.office import Office
from gridapp.periods import Month
from tests.offices import LI, Q2, ZHANG

MAY_8 = date(2019, 5, 8)
REGULAR, TRAINING = Meeting("H1", MAY_8, "例会"), Meeting("H2", date(2019, 4, 3), "培训")


def test_everyone_in_post_that_day_is_expected_and_meetings_stand_by_day(office: Office) -> None:
    gone = Post(LI, date(2019, 1, 1), "201", stop=date(2019, 4, 30))
    office.change("会议", save=[REGULAR, TRAINING, Meeting("H0", date(2019, 1, 8), "例会"), gone])
    lines = meeting_lines(office.policy(Q2).attendance, office.records(Q2), office.all(Meeting))
    assert [(line.meeting.id, [row.worker.id for row in line.roll]) for line in lines] == [
        ("H2", [ZHANG, LI]),
        ("H1", [ZHANG]),
    ]


def test_all_present_fills_what_is_empty_and_only_that(office: Office) -> None:
    rules = office.policy(Q2).attendance
    office.change("会议", save=[REGULAR, TRAINING, Attendance("H1", ZHANG, "迟到", note="堵车")])
    training, regular = meeting_lines(rules, office.records(Q2), office.all(Meeting))
    assert (training.typed, regular.typed) == (0, 0)
    assert all_present(rules, regular) == [
        Attendance("H1", ZHANG, "迟到", "按时", "堵车"),
        Attendance("H1", LI, "正常", "按时"),
    ]
    assert all_present(rules, training) == [Attendance("H2", ZHANG, "正常"), Attendance("H2", LI, "正常")]
    office.change("填", save=[*all_present(rules, regular), Attendance("H1", LI, "缺席", "未交")])
    _, regular = meeting_lines(rules, office.records(Q2), office.all(Meeting))
    assert all_present(rules, regular) == []
    assert regular.typed == 2


def test_the_next_number_is_free() -> None:
    assert next_number([], Month(2019, 8), "例会") == "2019-08-例会"
    assert next_number(["2019-08-例会", "2019-08-例会-2"], Month(2019, 8), "例会") == "2019-08-例会-3"


def test_attendance_of_people_not_in_post_on_the_new_day_falls_away(office: Office) -> None:
    office.change("离任", save=[Post(LI, date(2019, 1, 1), "201", stop=date(2019, 4, 30))])
    attended = [Attendance("H2", ZHANG, "正常"), Attendance("H2", LI, "正常")]
    assert stranded(office.register(), MAY_8, attended) == attended[1:]
    assert stranded(office.register(), date(2019, 4, 30), attended) == []
