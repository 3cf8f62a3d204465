"""One worker's score sheet: caps, the three states of a cell, 满意度 and the total."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridapp.model import Ballots, Counts, Detail
from tests.town import WEEK_DONE, Town

NOTHING_DONE = dict.fromkeys(WEEK_DONE, 0)


# --- caps ---


@pytest.mark.parametrize(
    ("item", "clause", "times", "marks"),
    [("1", "1a", 14, "1"), ("1", "1a", 15, "0"), ("1", "1a", 16, "0"), ("4", "4b", 7, "1"), ("4", "4b", 8, "0")],
)
def test_an_items_deductions_stop_at_its_full_marks(item: str, clause: str, times: int, marks: str) -> None:
    town = Town()
    town.appoint("A")
    town.finding("A", clause, times)
    scored = town.score()

    assert scored.item("A", item)["score"] == marks
    others = [each for each in scored.people["A"]["items"] if each["item"] != item]
    assert all(each["score"] == each["cap"] for each in others)


def test_nothing_done_all_quarter_leaves_what_nobody_found_fault_with() -> None:
    town = Town()
    town.appoint("A")
    for week in town.quarter.weeks:
        town.week("A", week.key, **NOTHING_DONE | {"应访特殊人员": 4})
    for month in town.quarter.months:
        town.month("A", month.key, 走访一般居民户数=0)
    items = {each["item"]: each for each in town.score().people["A"]["items"]}

    assert {number: item["raw_deduction"] for number, item in items.items()} == {
        "1": "26",  # 13 weeks × 2 条
        "2": "0",
        "3": "6.5",  # 13 weeks × 0.5
        "4": "0",
        "5": "60.6",  # 13 × 4 people, 13 × 2 × 0.1, 3 × 20 × 0.1
        "6": "26",
        "7": "0",
    }
    assert [item["score"] for item in items.values()] == ["0", "15", "8.5", "15", "0", "0", "10"]
    assert [item["deduction"] for item in items.values()] == ["15", "0", "6.5", "0", "20", "10", "0"]


# --- 未录, 0, 免考 ---


def test_what_is_not_typed_in_is_missing_and_what_was_not_done_costs() -> None:
    town = Town()
    town.appoint("A")
    town.week("A", "2019-04-08", 平台录入=None, 实访特殊人员=None, 应访特殊人员=3)  # 未录
    town.week("A", "2019-04-15", 平台录入=0)
    town.week("A", "2019-04-22", exempt="省里培训", 平台录入=0)  # 免考
    town.month("A", "2019-05", 走访一般居民户数=None)
    scored = town.score()

    assert scored.people["A"]["lines"] == [{"clause": "1c", "count": "2", "deduct": "2"}]
    assert [deduction.when for deduction in scored.deductions("A")] == ["2019-W16"]
    assert sorted(scored.missing) == [
        ("A", "实访特殊人员", "2019-W15"),
        ("A", "平台录入", "2019-W15"),
        ("A", "走访一般居民户数", "2019-05"),
    ]
    assert (scored.people["A"]["counted_weeks"], scored.people["A"]["counted_months"]) == (12, 3)


def test_an_exempt_month_counts_no_household_and_keeps_its_reason() -> None:
    town = Town()
    town.appoint("A")
    town.month("A", "2019-05", exempt="住院", 走访一般居民户数=None)
    scored = town.score()

    assert (scored.people["A"]["counted_months"], scored.people["A"]["base"], scored.missing) == (2, "100", [])
    assert [(each.period, each.reason) for each in scored.person("A").sheet.exemptions] == [("2019-05", "住院")]


def test_a_week_without_any_row_is_missing_whole() -> None:
    town = Town()
    town.appoint("A")
    del town.tallies["A", town.quarter.weeks[4]]
    scored = town.score()

    assert scored.missing == [("A", duty, "2019-W18") for duty in WEEK_DONE]
    assert scored.people["A"]["base"] == "100"


def test_attendance_and_reports_that_nobody_marked_are_missing() -> None:
    town = Town()
    town.appoint("A")
    town.appoint("B", start=date(2019, 5, 6))
    town.meeting("H01", date(2019, 5, 5), "例会", A=("正常", ""))  # B was not yet in post
    town.meeting("H02", date(2019, 5, 6), "培训", A=("正常", ""))  # a training asks for no report
    scored = town.score()

    assert scored.missing == [("A", "书面汇报", "H01"), ("B", "考勤", "H02")]


def test_details_count_instead_of_what_was_typed() -> None:
    town = Town()
    town.appoint("A")
    town.week("A", "2019-05-06", 民情日志=9)
    town.week("A", "2019-05-13", 民情日志=None)
    households = ["1号", "2号", "1号", "1号", "", ""]  # four: whoever is not named stands for themselves
    town.add(*(Detail("A", date(2019, 5, 7), "走访一般居民户数", object=house) for house in households))
    town.add(Detail("A", date(2019, 5, 8), "民情日志"))
    town.add(*(Detail("A", date(2019, 5, 19), "民情日志", object="同一户") for _ in range(2)))
    scored = town.score()

    assert scored.people["A"]["lines"] == [
        {"clause": "5c", "count": "16", "deduct": "1.6"},
        {"clause": "6a", "count": "1", "deduct": "1"},
    ]
    assert scored.missing == []


# --- 满意度 and the total ---


@pytest.mark.parametrize(
    ("ballots", "satisfaction"),
    [
        ({"满意": 5, "较满意": 3, "一般": 2, "不满意": 1}, "81.82"),
        ({"不满意": 1}, "40.00"),
        ({"满意": 1, "较满意": 2}, "86.67"),
        ({"满意": 1, "弃权": 7, "废票": 9}, "100.00"),
        ({"较满意": 799, "满意": 1}, "80.03"),  # 80.025, half up
    ],
)
def test_satisfaction_is_the_mean_of_the_valid_ballots(ballots: dict[str, int], satisfaction: str) -> None:
    town = Town()
    town.appoint("A", ballots=ballots)

    assert town.score().people["A"]["satisfaction"] == satisfaction


def test_ballots_of_all_groups_are_pooled() -> None:
    town = Town()
    town.appoint("A", ballots={"满意": 9})
    counts = Counts({"满意": 0, "较满意": 0, "一般": 0, "不满意": 1})
    town.add(*(Ballots("2019Q2", "A", group, counts) for group in ("党员代表", "其他")))
    town.add(Ballots("2019Q1", "A", "其他", counts))  # another quarter's

    assert town.score().people["A"]["satisfaction"] == "89.09"  # (900 + 80) ÷ 11


@pytest.mark.parametrize("ballots", [{}, {"弃权": 3, "废票": 2}])
def test_without_a_valid_ballot_the_total_is_missing_and_never_0(ballots: dict[str, int]) -> None:
    town = Town()
    town.appoint("A", ballots=ballots)
    scored = town.score()
    person = scored.people["A"]

    assert (person["base"], person["satisfaction"], person["total"], person["grade"]) == ("100", None, None, None)
    assert scored.missing == [("A", "满意度", "2019Q2")]


@pytest.mark.parametrize(
    ("items", "ballots", "total"),
    [
        ({}, {"满意": 1}, "100.00"),
        ({"1a": 3}, {"满意": 3, "较满意": 1}, "96.60"),
        ({"1a": 10}, {"满意": 1, "较满意": 1}, "90.00"),
        ({"1a": 15, "2a": 10}, {"较满意": 5, "一般": 6}, "73.82"),  # 0.8 × 75 + 0.2 × 69.09 = 73.818
        ({"1a": 1}, {"满意": 1, "较满意": 2}, "96.53"),  # 79.2 + 17.334 = 96.534
    ],
)
def test_the_total_is_eighty_and_twenty_percent_rounded_once(
    items: dict[str, int], ballots: dict[str, int], total: str
) -> None:
    town = Town()
    town.appoint("A", ballots=ballots)
    for clause, times in items.items():
        town.finding("A", clause, times)

    assert town.score().people["A"]["total"] == total


# --- what always holds ---

COUNTS = st.fixed_dictionaries({duty: st.integers(0, 9) | st.none() for duty in WEEK_DONE})
FINDINGS = st.lists(st.tuples(st.sampled_from("1a 1b 2a 2b 2c 2d 4a 4b 4c".split()), st.integers(1, 9)), max_size=6)


def town_of(weeks: list[dict[str, int | None]], findings: list[tuple[str, int]]) -> Town:
    town = Town()
    town.appoint("A", ballots={"满意": 7, "一般": 2})
    for week, counts in zip(town.quarter.weeks, weeks, strict=False):
        town.week("A", week.key, **counts)
    for clause, times in findings:
        town.finding("A", clause, times)
    return town


@settings(max_examples=40)
@given(st.lists(COUNTS, max_size=13), FINDINGS)
def test_no_item_falls_below_nothing_or_rises_above_its_marks(
    weeks: list[dict[str, int | None]], findings: list[tuple[str, int]]
) -> None:
    sheet = town_of(weeks, findings).score().person("A").sheet

    assert all(0 <= item.score <= item.marks and item.score == item.marks - item.deducted for item in sheet.items)
    assert all(item.deducted == min(item.raw, item.marks) for item in sheet.items)
    assert sheet.base == sum(item.score for item in sheet.items)
    assert sum(item.raw for item in sheet.items) == sum(deduction.points for deduction in sheet.deductions)


@settings(max_examples=40)
@given(st.lists(COUNTS, max_size=4), FINDINGS, st.sampled_from("1a 2c 3b 4b 7b".split()), st.integers(1, 20))
def test_one_more_deduction_never_raises_a_total(
    weeks: list[dict[str, int | None]], findings: list[tuple[str, int]], clause: str, times: int
) -> None:
    town = town_of(weeks, findings)
    before = town.score().person("A").sheet.total
    if clause == "7b":
        town.meeting("H01", date(2019, 5, 8), A=("缺席", "未交"))
    else:
        town.finding("A", clause, times, "区" if clause == "3b" else "")

    assert town.score().person("A").sheet.total <= before
