"""核对 and 定案 by somebody else than who typed, where the office wants it so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gridapp.errors import Refused
from gridapp.model import Attendance, Ballots, Counts, Detail, Finding, Meeting, Record, Tally, Worker
from gridapp.office import AnotherPerson, Office
from gridapp.second_person import setting
from tests.offices import LI, Q1, Q2, Q3, WEEKLY, ZHANG, finding, full_quarter, meeting, open_office

PASSWORD = "liuhe-2019"
TYPED = {
    "week": Tally(ZHANG, Q2.weeks[0], Counts({**WEEKLY, "排查": 2})),
    "month": Tally(ZHANG, Q2.months[2], Counts({"走访一般居民户数": 21})),
    "detail": Detail(ZHANG, date(2019, 4, 2), "排查", "隐患"),
    "finding": finding(date(2019, 6, 30)),
    "meeting": Meeting("H1", date(2019, 4, 3), "例会", topic="另一个主题"),
    "attendance": Attendance("H1", LI, "迟到", "按时"),
    "ballots": Ballots(str(Q2), ZHANG, "其他", Counts({"满意": 9, "较满意": 1, "一般": 0, "不满意": 0})),
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """王敏 has typed the second quarter of 2019; 周建民 and 钱进, 审核, and 李强, 录入, have not. The rule holds."""
    with open_office(tmp_path) as opened:
        opened.change("录入二季度", save=[*full_quarter(Q2), *meeting("H1", date(2019, 4, 3))])
        opened.begin_accounts("王敏", PASSWORD)
        for name, role in (("周建民", "审核"), ("钱进", "审核"), ("李强", "录入")):
            opened.add_account(name, role, PASSWORD)
        opened.change("设置", save=[setting(True)])
        yield opened


def test_it_is_off_at_first_and_who_typed_may_check(office: Office) -> None:
    office.change("设置", save=[setting(False)])
    assert office.obstacles(Q2) == []
    office.advance(Q2)
    assert office.state(Q2) == "已核对"


def test_who_typed_is_told_who_may_check_instead(office: Office) -> None:
    (obstacle,) = office.obstacles(Q2)
    assert obstacle.text == "本季度由王敏录入，核对须由没有录入过的人办理：请由周建民、钱进办理"
    assert obstacle.about == AnotherPerson(("王敏",), ("周建民", "钱进"))
    with pytest.raises(Refused, match="核对须由没有录入过的人办理"):
        office.advance(Q2)


def test_another_person_checks_and_settles_and_who_typed_may_publish_and_pay(office: Office) -> None:
    office.who = "周建民"
    office.advance(Q2)
    office.who = "王敏"
    office.publish(Q2, Q2.span.last, Q2.span.last)
    with pytest.raises(Refused, match="定案须由没有录入过的人办理：请由周建民、钱进办理"):
        office.advance(Q2)
    office.who = "钱进"
    office.advance(Q2)
    office.who = "王敏"
    office.advance(Q2)
    assert office.state(Q2) == "已发放"


@pytest.mark.parametrize("what", TYPED)
def test_one_record_of_any_kind_is_enough(office: Office, what: str) -> None:
    office.who = "周建民"
    assert office.obstacles(Q2) == []
    office.change("改一处", save=[TYPED[what]])
    (obstacle,) = office.obstacles(Q2)
    assert obstacle.about == AnotherPerson(("周建民", "王敏"), ("钱进",))


def test_to_take_away_a_record_is_to_type_too(office: Office) -> None:
    office.change("扣分", save=[finding(date(2019, 5, 6))])
    office.who = "周建民"
    office.change("删去扣分", remove=office.all(Finding))
    assert office.obstacles(Q2)


@pytest.mark.parametrize(
    "record",
    [Worker(ZHANG, "张三丰"), Tally(ZHANG, Q3.weeks[0], WEEKLY), finding(date(2019, 7, 1))],
    ids=["roster", "week of another quarter", "finding of another quarter"],
)
def test_what_is_not_scored_in_the_quarter_does_not_count(office: Office, record: Record) -> None:
    office.who = "周建民"
    office.change("别处", save=[record])
    assert office.obstacles(Q2) == []


def test_a_step_that_was_undone_does_not_count_and_done_again_it_does(office: Office) -> None:
    office.who = "周建民"
    office.change("扣分", save=[finding(date(2019, 5, 6))])
    seen = [bool(office.obstacles(Q2))]
    office.undo()
    seen.append(bool(office.obstacles(Q2)))
    office.redo()
    seen.append(bool(office.obstacles(Q2)))
    assert seen == [True, False, True]


def test_to_undo_what_another_typed_is_not_to_type(office: Office) -> None:
    office.change("扣分", save=[finding(date(2019, 5, 6))])
    office.who = "周建民"
    office.undo()
    assert office.obstacles(Q2) == []


def test_where_everybody_has_typed_it_says_what_to_do(office: Office) -> None:
    for name in ("周建民", "钱进"):
        office.who = name
        office.change("扣分", save=[finding(date(2019, 5, 6))])
    (obstacle,) = office.obstacles(Q2)
    assert obstacle.text.endswith("现在没有这样的人，请“管理”新增一个“审核”账号")


def test_who_was_stopped_is_not_asked(office: Office) -> None:
    office.stop_account("钱进")
    (obstacle,) = office.obstacles(Q2)
    assert obstacle.about == AnotherPerson(("王敏",), ("周建民",))


def test_without_accounts_nobody_can_be_told_apart(tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        office.change("录入二季度", save=[*full_quarter(Q2), setting(True)])
        office.advance(Q2)
        assert office.state(Q2) == "已核对"


def test_an_empty_quarter_was_typed_by_nobody(office: Office) -> None:
    assert not any("录入过" in each.text for each in office.obstacles(Q1))
