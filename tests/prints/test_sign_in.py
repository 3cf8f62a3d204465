"""会议签到表: what lies at the door of the meeting."""

from collections.abc import Callable
from datetime import date

from gridapp.model import Meeting
from gridapp.prints.blocks import Merge, Pairs, Table
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.sign_in import sign_in_sheets
from gridapp.prints.subjects import MeetingPaper
from tests.prints.papers import meeting_paper
from tests.prints.quarters import people, person

Read = Callable[..., list[str]]


def table(paper: MeetingPaper, choice: Choice = ALL) -> Table:
    (found,) = [block for block in sign_in_sheets(paper, choice)[0].blocks if isinstance(block, Table)]
    return found


def head(paper: MeetingPaper, choice: Choice = ALL) -> dict[str, str]:
    (pairs,) = [block for block in sign_in_sheets(paper, choice)[0].blocks if isinstance(block, Pairs)]
    return {label: value for row in pairs.rows for label, value in row}


def heads(paper: MeetingPaper, choice: Choice = ALL) -> list[str]:
    return [column.head.replace("\n", "") for column in table(paper, choice).columns]


def test_the_meeting_stands_on_top() -> None:
    assert head(meeting_paper(person(1))) == {
        "日期": "2019年8月14日",
        "类型": "例会",
        "地点": "镇政府二楼会议室",
        "主持人": "杨海清",
        "主题": "八月工作安排",
        "书面汇报截止": "2019年8月12日",
    }


def test_everybody_expected_has_a_row_and_guests_some_more() -> None:
    rows = table(meeting_paper(*people(4))).rows

    assert [row[:4] for row in rows] == [
        ("1", "东沟村", "第一网格", "网格员1"),
        ("2", Merge.ABOVE, "第二网格", "网格员2"),
        ("3", Merge.ABOVE, "第三网格", "网格员3"),
        ("4", "西湾村", "第一网格", "网格员4"),
        *((str(number), "", "", "") for number in range(5, 9)),
    ]
    assert {text for row in rows for text in row[4:]} == {""}


def test_a_report_is_asked_for_where_the_policy_says() -> None:
    training = Meeting("H9", date(2019, 9, 11), "培训")

    assert heads(meeting_paper(person(1)))[4:] == ["签到", "到会", "请假", "书面汇报", "备注"]
    assert heads(meeting_paper(person(1), held=training))[4:] == ["签到", "到会", "请假", "备注"]


def test_a_meeting_that_is_not_on_record_yet() -> None:
    """A day and a kind; where the kind is open too it is ticked, and a report may be asked for."""
    paper = meeting_paper(person(1), held=None)
    training = Choice(day=date(2019, 11, 6), kind="培训")

    assert head(paper, training) == {
        "日期": "2019年11月6日",
        "类型": "培训",
        "地点": "＿＿＿＿＿＿",
        "主持人": "＿＿＿＿＿＿",
        "主题": "＿＿＿＿＿＿",
    }
    assert "书面汇报" not in heads(paper, training)
    assert sign_in_sheets(paper, training)[0].number == "QD-2019-11-06"
    assert head(paper, Choice(day=date(2019, 11, 6)))["类型"] == "□例会 □培训 □合并 □临时"
    assert "书面汇报" in heads(paper, Choice(day=date(2019, 11, 6)))


def test_the_count_is_filled_in_by_hand(read: Read) -> None:
    (page,) = read(sign_in_sheets(meeting_paper(*people(3))))

    assert "应到3人，实到＿＿＿人，请假＿＿＿人，缺席＿＿＿人。" in page
    assert "出勤分为正常、迟到、早退、迟到早退、请假、公差、缺席" in page


def test_a_list_of_nobody_still_serves(read: Read) -> None:
    (page,) = read(sign_in_sheets(meeting_paper()))

    assert "应到0人" in page


def test_a_long_topic_wraps_and_many_people_go_on_under_the_header(read: Read) -> None:
    topic = "传达县委政法工作会议精神，安排第三季度矛盾纠纷排查和国庆节前安全隐患整治" * 3
    held = Meeting("H1", date(2019, 8, 14), "例会", topic)

    pages = read(sign_in_sheets(meeting_paper(*people(90), held=held)))

    assert topic in pages[0]
    assert len(pages) > 3
    assert all("序号村（社区）网格姓名签到" in page for page in pages)
