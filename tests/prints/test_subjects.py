"""What the forms are printed of, read from a real file."""

from datetime import date

import pytest

from gridapp.errors import OfficeError
from gridapp.model import Meeting, Post, Worker
from gridapp.office import Office
from gridapp.prints.choice import Choice
from gridapp.prints.subjects import (
    blank_paper,
    meeting_paper,
    quarter_papers,
    quarter_result,
    quarter_runs,
    roster_paper,
    year_paper,
)
from tests.offices import LI, Q1, Q2, Q3, ZHANG, bring_to, finding, full_quarter, meeting

HELD = date(2019, 8, 7)


def settle(office: Office) -> None:
    office.change("登记", save=[*full_quarter(Q3), *meeting("H1", HELD, "迟到")])
    bring_to(office, Q3)


def test_a_quarter_needs_people(office: Office, empty_office: Office) -> None:
    assert [each.sheet.worker.name for each in quarter_result(office, Choice(Q3)).result.people] == ["张三", "李四"]
    with pytest.raises(OfficeError, match="2019年第三季度没有在岗的网格员"):
        quarter_result(empty_office, Choice(Q3))
    with pytest.raises(OfficeError, match="请先选择季度"):
        quarter_result(office, Choice())


def test_an_open_quarter_shows_who_was_expected_and_has_no_mark_yet(office: Office) -> None:
    office.change("会议", save=[Meeting("H2", date(2019, 9, 4), "培训"), *meeting("H1", HELD)])
    office.change("离任", save=[Post(LI, date(2019, 1, 1), "201", date(2019, 8, 31), "辞职")])

    papers = quarter_papers(office, Choice(Q3))

    assert [each.id for each in papers.meetings] == ["H1", "H2"]
    assert {key: each and each.mark for key, each in papers.attendance.items()} == {
        ("H1", ZHANG): "正常",
        ("H1", LI): "正常",
        ("H2", ZHANG): None,
    }


def test_the_lists_of_a_settled_quarter_do_not_follow_the_roster(office: Office) -> None:
    settle(office)
    before = quarter_papers(office, Choice(Q3))

    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    office.change("离任", save=[Post(LI, date(2019, 1, 1), "201", date(2019, 7, 31), "辞职")])

    assert quarter_papers(office, Choice(Q3)) == before
    assert before.attendance["H1", LI]
    assert [sum(votes.counts.values()) for votes in before.ballots[ZHANG]] == [10]


def test_a_run_has_the_total_of_each_of_its_quarters(office: Office) -> None:
    for quarter in (Q1, Q2, Q3):
        bad = [finding(quarter.months[0].span.first, clause, times=99) for clause in ("1a", "2a", "4a")]
        good = finding(Q1.months[0].span.first, "1a", worker=LI)
        office.change("登记", save=[*full_quarter(quarter), *(bad if quarter != Q1 else [good])])
        bring_to(office, quarter)

    (failing,) = quarter_runs(office, Choice(Q3)).failing

    assert failing.worker.name == "张三"
    assert (failing.village.name, failing.grid.name) == ("东村", "东一格")
    assert failing.run.actions == ("通报批评",)
    assert failing.totals == ((Q2, 6_400), (Q3, 6_400))  # 0.8 × 55 and all of 满意度
    assert quarter_runs(office, Choice(Q1)).failing == ()

    (draft,) = office.drafts(Q3)
    office.decide_draft(draft, "已经谈话", "周建民", date(2019, 10, 20), accepted=False)
    assert quarter_runs(office, Choice(Q3)).failing[0].run.actions == ()


def test_a_meeting_has_those_in_post_on_its_day(office: Office) -> None:
    office.change("会议", save=meeting("H1", HELD))
    office.change("离任", save=[Post(LI, date(2019, 1, 1), "201", date(2019, 8, 6), "辞职")])

    paper = meeting_paper(office, Choice(meeting="H1"))

    assert paper.meeting
    assert paper.meeting.day == HELD
    assert [(line.worker.name, line.village.name) for line in paper.roll] == [("张三", "东村")]


def test_a_meeting_that_is_not_on_record_yet(office: Office) -> None:
    paper = meeting_paper(office, Choice(day=date(2019, 8, 8)))

    assert paper.meeting is None
    assert [line.worker.name for line in paper.roll] == ["张三", "李四"]
    with pytest.raises(OfficeError, match="没有编号为“H9”的会议"):
        meeting_paper(office, Choice(meeting="H9"))


def test_a_roster_is_looked_at_on_a_day(office: Office) -> None:
    paper = roster_paper(office, Choice(day=date(2018, 12, 31)))

    assert paper.on == date(2018, 12, 31)
    assert paper.roster.standing(ZHANG, paper.on).state == "待任"


def test_a_year_has_everybody_with_four_quarters(office: Office, empty_office: Office) -> None:
    office.change("登记", save=[*full_quarter(Q2), *full_quarter(Q3)])

    paper = year_paper(office, Choice(year=2019))

    assert [line.worker.name for line in paper.lines] == ["张三", "李四"]
    assert all(len(line.quarters) == 4 for line in paper.lines)
    assert year_paper(office, Choice()).year == 2019
    assert year_paper(empty_office, Choice(year=2018)).lines == ()


def test_blank_forms_know_the_policy_and_the_people(office: Office) -> None:
    paper = blank_paper(office, Choice(Q3))

    assert paper.policy.version == office.policy(Q3).version
    assert [line.worker.name for line in paper.roll] == ["张三", "李四"]
