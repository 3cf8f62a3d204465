"""Doubtful spots: one small quarter, one thing odd in it."""

from datetime import date

import pytest

from gridapp.flags import Flag, Spot, flags
from gridapp.model import Counts, Finding, Grid, PolicyText, Post, Tally, Worker
from gridapp.office import Office
from gridapp.scoring.policy_file import parse_policy
from tests.offices import LI, MONTHLY, Q2, WEEKLY, ZHANG, finding, full_quarter

WEEK, MONTH = Q2.weeks[3], Q2.months[1]
DAY = date(2019, 5, 6)


@pytest.fixture
def full(office: Office) -> Office:
    office.change("录入二季度", save=full_quarter(Q2))
    return office


def found(office: Office) -> list[Flag]:
    return flags(office.policy(Q2), office.records(Q2))


def test_an_ordinary_quarter_has_none(full: Office) -> None:
    assert found(full) == []


@pytest.mark.parametrize(("count", "doubtful"), [(39, False), (40, True)])
def test_a_count_that_is_hardly_so(full: Office, count: int, doubtful: bool) -> None:
    full.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": count}))])
    assert bool(found(full)) == doubtful


def test_a_month_has_limits_of_its_own(full: Office) -> None:
    full.change("登记", save=[Tally(ZHANG, MONTH, Counts({**MONTHLY, "走访一般居民户数": 200}))])
    (flag,) = found(full)
    assert flag.text == "张三 5月 走访一般居民户数 200，多得不像一期的数"
    assert flag.spots == (Spot("month_tally", ("2019-05", ZHANG)),)


def test_a_policy_without_limits_means_twenty_times_the_quota(full: Office) -> None:
    full.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "排查": 20, "民情日志": 39, "应访特殊人员": 999}))])
    text = "\n".join(line for line in _policy_text(full).splitlines() if not line.startswith("most = "))
    (flag,) = flags(parse_policy(text, "改.toml"), full.records(Q2))
    assert flag.key.startswith("many/排查/")


def _policy_text(office: Office) -> str:
    return office.all(PolicyText)[0].text


def test_more_visited_than_there_are_to_visit(full: Office) -> None:
    full.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "应访特殊人员": 3, "实访特殊人员": 4}))])
    assert [flag.text for flag in found(full)] == [f"张三 {WEEK.title} 实访特殊人员 4 多于应访特殊人员 3"]


def test_counts_in_a_week_that_is_exempt(full: Office) -> None:
    full.change("登记", save=[Tally(ZHANG, WEEK, Counts({"排查": 1, "居民走访": 0}), exempt="防汛")])
    assert [flag.text for flag in found(full)] == [f"张三 {WEEK.title} 免考（防汛）却登记了排查 1"]


def test_one_fact_under_two_clauses(full: Office) -> None:
    full.change(
        "扣分", save=[finding(DAY), finding(DAY, "2a"), finding(DAY, "4a", LI), finding(date(2019, 5, 7), "2b")]
    )
    (flag,) = found(full)
    assert flag.text == "张三 2019-05-06 同一事项在条款 1a、2a 下各登记了一次：信息不全"
    assert flag.spots == (Spot("finding", ("1",)), Spot("finding", ("2",)))


def test_one_fact_twice_under_one_clause(full: Office) -> None:
    full.change("扣分", save=[finding(DAY), finding(DAY)])
    assert "在条款 1a 下登记了 2 次" in found(full)[0].text


def test_two_findings_of_a_day_without_words_are_not_the_same(full: Office) -> None:
    full.change("扣分", save=[Finding(ZHANG, DAY, "1a"), Finding(ZHANG, DAY, "2a")])
    assert found(full) == []


def test_a_whole_village_with_one_and_the_same_week(full: Office) -> None:
    numbers = ("1003", "1004")
    for number in numbers:
        grid = f"1{number}"
        person = [Worker(number, f"某{number}"), Grid(grid, "东村", grid), Post(number, date(2019, 1, 1), grid)]
        full.change("新网格", save=[*person, *full_quarter(Q2, number)])
    texts = [flag.text for flag in found(full)]
    assert len(texts) == len(Q2.weeks)
    assert texts[3] == (
        f"东村 {WEEK.title} 3 人的登记完全相同"
        "（平台录入 5、排查 1、居民走访 2、民情日志 2、应访特殊人员 0、实访特殊人员 0）"
    )
    full.change("登记", save=[Tally("1004", WEEK, Counts({**WEEKLY, "居民走访": 3}))])
    assert len(found(full)) == len(Q2.weeks) - 1
    full.change("免考", save=[Tally("1004", Q2.weeks[5], Counts(), exempt="住院")])
    assert len(found(full)) == len(Q2.weeks) - 2, "two people are too few to be alike"
