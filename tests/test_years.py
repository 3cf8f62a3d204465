"""Runs of 不合格 over new year with what a person decides about them, the year, and next year's recommendations."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gridapp.errors import OfficeError, Refused
from gridapp.model import Attendance, Counts, Meeting, Post, Record, Tally, Worker
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.rulings import Consequence, Recommendation, YearDecision
from gridapp.years import YearQuarter, mean_of_year
from tests.offices import LI, MONTHLY, Q3, ZHANG, bring_to, finding, full_quarter, open_office

Q4 = Q3.shift(1)
BOSS = "周建民"


def failing(quarter: Quarter, worker: str = LI) -> list[Record]:
    """45 points lost: 不合格 whatever the ballots say."""
    day = quarter.months[1].span.first
    return [finding(day, clause, worker, times=15) for clause in ("1a", "2a", "4a")]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """李四 is 不合格 in the third and fourth quarter of 2019 and the first of 2020."""
    with open_office(tmp_path) as opened:
        for quarter in (Q3, Q4, Q4.shift(1)):
            opened.change(quarter.title, save=[*full_quarter(quarter), *failing(quarter)])
            bring_to(opened, quarter)
        yield opened


def told(office: Office, quarter: Quarter) -> list[tuple[str, int, str]]:
    return [(draft.worker.name, draft.run.length, draft.kind) for draft in office.drafts(quarter)]


# ── what runs lead to ─────────────────────────────────────────────────────────────────────────────


def test_one_two_three_over_new_year(office: Office) -> None:
    assert told(office, Q3) == [("李四", 1, "提醒")]
    assert told(office, Q4) == [("李四", 2, "通报批评")]
    assert told(office, Q4.shift(1)) == [("李四", 3, "通报批评"), ("李四", 3, "2021年不予续用")]


def test_an_open_quarter_has_what_the_settled_one_before_leads_to(office: Office) -> None:
    assert told(office, Q4.shift(2)) == told(office, Q4.shift(1))
    assert office.drafts(Q3.shift(-1)) == []


def test_a_person_accepts_and_that_is_kept_with_name_and_day(office: Office) -> None:
    (draft,) = office.drafts(Q4)
    office.decide_draft(draft, "", BOSS, date(2020, 1, 9), accepted=True)
    (now,) = office.drafts(Q4)
    assert now.decided == Consequence(str(Q4), LI, "通报批评", True, "", BOSS, date(2020, 1, 9), 2)


def test_or_declines_with_a_reason(office: Office) -> None:
    (draft,) = office.drafts(Q4)
    with pytest.raises(OfficeError, match="请填写") as refused:
        office.decide_draft(draft, "", BOSS, date(2020, 1, 9), accepted=False)
    assert refused.value.field == "reason"
    office.decide_draft(draft, "本人住院，另行处理", BOSS, date(2020, 1, 9), accepted=False)
    assert office.drafts(Q4)[0].decided is not None


# ── the year ──────────────────────────────────────────────────────────────────────────────────────


def test_the_year_shows_its_quarters_their_mean_and_the_run(office: Office) -> None:
    zhang, li = office.year(2019)
    open_, settled = YearQuarter(None, "", True, False, False), YearQuarter(100_00, "合格", True, True, False)
    assert zhang.quarters == (open_, open_, settled, settled)
    assert [each.total for each in li.quarters[2:] if each] == [64_00, 64_00]
    assert (zhang.mean, li.mean) == (100_00, 64_00)
    assert (li.run and li.run.length, zhang.run) == (2, None)
    assert [draft.kind for draft in li.drafts] == ["提醒", "通报批评"]


def quarter_of(total: int | None, *, graded: bool = True, settled: bool = True) -> YearQuarter:
    return YearQuarter(total, "合格", graded, settled, False)


def test_the_mean_is_of_settled_quarters_in_which_one_was_graded() -> None:
    assert mean_of_year([None, quarter_of(90_00), quarter_of(90_01), None]) == 90_01
    assert mean_of_year([quarter_of(90_00), quarter_of(10_00, graded=False), quarter_of(10_00, settled=False)]) == 90_00
    assert mean_of_year([None, quarter_of(None)]) is None


def test_a_corrected_quarter_counts_as_corrected(office: Office) -> None:
    struck = [each for each in office.all(type(finding(date(2019, 1, 1)))) if each.day < date(2019, 9, 1)]
    names = {"reason": "误记", "proposed_by": "王敏", "confirmed_by": BOSS, "day": date(2020, 5, 6)}
    office.correct(Q3, remove=struck, **names)
    li = office.year(2019)[1]
    third = li.quarters[2]
    assert third is not None
    assert (third.total, third.corrected) == (100_00, True)
    assert li.mean == 82_00
    assert told(office, Q4) == [("李四", 1, "提醒")]


def test_trainings_held_and_attended_while_in_post(office: Office) -> None:
    year = Q4.year + 1
    days = {"P1": (date(year, 4, 8), "正常"), "P2": (date(year, 5, 6), "请假"), "P3": (date(year, 6, 8), "迟到")}
    for number, (day, mark) in days.items():
        office.change("培训", save=[Meeting(number, day, "培训"), Attendance(number, ZHANG, mark)])
    office.change("例会", save=[Meeting("H1", date(year, 4, 9), "例会"), Attendance("H1", ZHANG, "正常", "按时")])
    office.change("离任", save=[Post(LI, date(2019, 1, 1), "201", date(year, 5, 31), "辞职")])
    zhang, li = office.year(year)
    assert (zhang.trainings, zhang.attended) == (3, 2)
    assert (li.trainings, li.attended) == (2, 0)


def test_the_office_decides_with_a_reason(office: Office) -> None:
    zhang = office.year(2019)[0].worker
    with pytest.raises(OfficeError, match="不在可选之列，应为：续用、不予续用、辞退"):
        office.decide_year(2019, zhang, "升职", "好", BOSS, date(2019, 12, 30))
    with pytest.raises(OfficeError, match="请填写"):
        office.decide_year(2019, zhang, "续用", "", BOSS, date(2019, 12, 30))
    office.decide_year(2019, zhang, "续用", "四个季度均合格", BOSS, date(2019, 12, 30))
    decision = YearDecision(2019, ZHANG, "续用", "四个季度均合格", BOSS, date(2019, 12, 30))
    assert [line.decision for line in office.year(2019)] == [decision, None]
    assert office.check() == []


# ── the recommendation round ──────────────────────────────────────────────────────────────────────

STEPS = {
    "recommended": date(2019, 12, 2),
    "reviewed": date(2019, 12, 9),
    "decided": date(2019, 12, 16),
    "appointed": date(2020, 1, 1),
}


def test_every_grid_is_in_the_round_with_who_has_it(office: Office) -> None:
    office.recommend(Recommendation(2020, "201", "赵六", recommended=STEPS["recommended"]))
    first, second = office.recommendation_round(2020)
    assert (first.holder and first.holder.name, first.recommendation) == ("张三", None)
    assert second.recommendation is not None
    assert (second.holder and second.holder.name, second.recommendation.name) == ("李四", "赵六")
    assert office.recommendation_round(2021)[1].recommendation is None


def test_the_steps_are_taken_one_after_the_other(office: Office) -> None:
    with pytest.raises(OfficeError, match="还没有“镇党委组织审查”的日期，不能填写“镇党委会研究确定”"):
        office.recommend(Recommendation(2020, "101", "张三", ZHANG, STEPS["recommended"], decided=STEPS["decided"]))
    with pytest.raises(OfficeError, match="“镇党委组织审查”的日期 2019-12-01 早于“村（社区）推荐”的日期 2019-12-02"):
        office.recommend(Recommendation(2020, "101", "张三", ZHANG, STEPS["recommended"], date(2019, 12, 1)))
    office.recommend(Recommendation(2020, "101", "张三", ZHANG, **STEPS))


def test_a_grid_has_one_recommendation_a_year(office: Office) -> None:
    office.recommend(Recommendation(2020, "101", "张三", ZHANG, STEPS["recommended"]))
    office.recommend(Recommendation(2020, "101", "张三", ZHANG, **STEPS))
    with pytest.raises(Refused, match="一年一推荐"):
        office.recommend(Recommendation(2020, "101", "赵六"))
    office.recommend(Recommendation(2021, "101", "赵六"))


def test_the_year_of_a_newcomer_begins_when_they_come(office: Office) -> None:
    spring = Quarter(2020, 2)
    office.change(
        "换人",
        save=[
            Post(LI, date(2019, 1, 1), "201", date(2020, 3, 31), "不予续用"),
            *(Worker("1003", "王五"), Post("1003", date(2020, 4, 1), "201")),
            Tally("1003", spring.months[0], Counts(MONTHLY)),
        ],
    )
    newcomer = office.year(2020)[-1]
    assert newcomer.worker.name == "王五"
    assert newcomer.quarters[0] is None
    assert newcomer.mean is None
