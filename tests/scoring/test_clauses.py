"""Every clause of the 2019 policy with an example worked out by hand, and each kind of clause by itself.

An example fails when the clause's points, what it counts, or where it looks changes.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gridapp.model import Finding
from gridapp.scoring.clauses import (
    ATTENDANCE_RULES,
    FINDING_RULES,
    TALLY_RULES,
    TallyCase,
    attendance,
    count,
    level,
    missed,
    once,
    period_of,
    shortfall,
)
from tests.policies import POLICY
from tests.town import Town

CLAUSES = POLICY.clauses
MONDAY = "2019-05-06"
DAY = date(2019, 5, 8)


# --- the clauses of 2019: what is on record in 2019Q2, how often it counts, what it costs, where it was found ---


def week(**counts: int) -> Callable[[Town], None]:
    return lambda town: town.week("A", MONDAY, **counts)


def month(**counts: int) -> Callable[[Town], None]:
    return lambda town: town.month("A", "2019-05", **counts)


def findings(clause: str, *times: int, level: str = "") -> Callable[[Town], None]:
    def find(town: Town) -> None:
        for each in times:
            town.finding("A", clause, each, level, DAY)

    return find


def marks(mark: str, report: str = "按时", kind: str = "例会") -> Callable[[Town], None]:
    return lambda town: town.meeting("H01", DAY, kind, A=(mark, report))


WEEK, MONTH, FOUND, HELD = "week_tally", "month_tally", "finding", "attendance"


@pytest.mark.parametrize(
    ("clause", "arrange", "times", "deduct", "source", "fact"),
    [
        ("1a", findings("1a", 3), "3", "3", FOUND, "核查发现"),
        ("1b", findings("1b", 1, 2), "3", "3", FOUND, "核查发现"),
        ("1c", week(平台录入=0), "2", "2", WEEK, "平台录入0条，少2条"),
        ("2a", findings("2a", 2), "2", "2", FOUND, "核查发现"),
        ("2b", findings("2b", 2), "2", "2", FOUND, "核查发现"),
        ("2c", findings("2c", 1, 2, 1), "1", "1", FOUND, "核查发现"),
        ("2d", findings("2d", 2), "2", "2", FOUND, "核查发现"),
        ("3a", week(排查=0), "1", "0.5", WEEK, "排查0次，少1次"),
        ("3b", findings("3b", 2, level="县"), "2", "2", FOUND, "到县：核查发现"),
        ("3b", findings("3b", 2, level="市"), "2", "4", FOUND, "到市：核查发现"),
        ("3b", findings("3b", 2, level="区"), "2", "6", FOUND, "到区：核查发现"),
        ("3b", findings("3b", 2, level="进京"), "2", "6", FOUND, "到进京：核查发现"),
        ("4a", findings("4a", 2), "2", "2", FOUND, "核查发现"),
        ("4b", findings("4b", 2), "2", "4", FOUND, "核查发现"),
        ("4c", findings("4c", 2), "2", "2", FOUND, "核查发现"),
        ("5a", week(应访特殊人员=6, 实访特殊人员=2), "4", "4", WEEK, "应访6人，实访2人"),
        ("5b", week(居民走访=0), "2", "0.2", WEEK, "居民走访0次，少2次"),
        ("5c", month(走访一般居民户数=17), "3", "0.3", MONTH, "走访一般居民户数17户，少3户"),
        ("6a", week(民情日志=0), "2", "2", WEEK, "民情日志0篇，少2篇"),
        ("7a", marks("迟到"), "1", "0.5", HELD, "例会迟到"),
        ("7a", marks("早退", kind="培训"), "1", "0.5", HELD, "培训早退"),
        ("7a", marks("迟到早退"), "2", "1", HELD, "例会迟到早退"),
        ("7b", marks("缺席", kind="临时"), "1", "1", HELD, "临时缺席"),
        ("7c", marks("正常", "迟交"), "1", "0.5", HELD, "例会迟交"),
        ("7c", marks("请假", "未交"), "1", "0.5", HELD, "例会未交"),  # leave does not excuse the report
    ],
)
def test_a_clause_of_2019(clause: str, arrange: Any, times: str, deduct: str, source: str, fact: str) -> None:
    town = Town("2019Q2")
    town.appoint("A")
    arrange(town)
    scored = town.score()
    first = scored.deductions("A")[0]

    assert scored.people["A"]["lines"] == [{"clause": clause, "count": times, "deduct": deduct}]
    assert scored.item("A", clause[0])["raw_deduction"] == deduct
    assert (first.table, first.fact) == (source, fact)
    assert first.when == {WEEK: "2019-W19", MONTH: "2019-05"}.get(source, "2019-05-08")


def test_every_clause_of_2019_has_its_example() -> None:
    [mark] = [mark for mark in test_a_clause_of_2019.pytestmark if mark.name == "parametrize"]

    assert sorted({case[0] for case in mark.args[1]}) == sorted(CLAUSES)


def test_what_each_clause_of_2019_counts() -> None:
    units = {code: POLICY.duty[each.duty].unit if each.duty else each.unit for code, each in CLAUSES.items()}

    assert "".join(unit for code, unit in units.items() if code not in ("2c", "5a")) == (
        "次次条" + "起起起" + "次起" + "起次次" + "次户" + "篇" + "次次次"
    )
    assert {POLICY.duty[name].unit for name in (CLAUSES["5a"].listed, CLAUSES["5a"].visited)} == {"人"}


@pytest.mark.parametrize("mark", ["正常", "请假", "公差"])
@pytest.mark.parametrize("report", ["按时", "不要求"])
def test_coming_leave_and_business_elsewhere_cost_nothing(mark: str, report: str) -> None:
    town = Town()
    town.appoint("A")
    town.meeting("H01", DAY, A=(mark, report))

    assert town.score().people["A"]["lines"] == []


def test_coming_late_without_the_report_costs_twice() -> None:
    town = Town()
    town.appoint("A")
    town.meeting("H01", DAY, A=("迟到早退", "未交"))

    assert town.score().people["A"]["lines"] == [
        {"clause": "7a", "count": "2", "deduct": "1"},
        {"clause": "7c", "count": "1", "deduct": "0.5"},
    ]


def test_a_community_enters_five_a_week_and_a_village_two() -> None:
    town = Town()
    for number, kind in (("V", "村"), ("K", "社区")):
        town.appoint(number, kind=kind)
        town.week(number, MONDAY, 平台录入=2)
    scored = town.score()

    assert scored.people["V"]["lines"] == []
    assert scored.people["K"]["lines"] == [{"clause": "1c", "count": "3", "deduct": "3"}]


def test_more_than_the_quota_in_one_week_repairs_no_other() -> None:
    town = Town()
    town.appoint("A")
    town.week("A", MONDAY, 排查=0)
    town.week("A", "2019-05-13", 排查=9)

    assert town.score().people["A"]["lines"] == [{"clause": "3a", "count": "1", "deduct": "0.5"}]


@pytest.mark.parametrize(("reading", "count"), [("按人按周", "10"), ("按周", "1")])
def test_missed_people_count_by_person_or_by_week(reading: str, count: str) -> None:
    """Six people are listed; two are visited in each of two weeks, nobody in the third."""
    town = Town(**{"5a口径": reading})
    town.appoint("A")
    for monday, visited in (("2019-04-29", 2), (MONDAY, 2), ("2019-05-13", 4), ("2019-05-20", 6), ("2019-05-27", 9)):
        town.week("A", monday, 应访特殊人员=6, 实访特殊人员=visited)
    town.week("A", "2019-06-03", 应访特殊人员=0, 实访特殊人员=0)
    if reading == "按周":
        town.week("A", "2019-06-10", 应访特殊人员=6, 实访特殊人员=0)

    assert town.score().people["A"]["lines"] == [{"clause": "5a", "count": count, "deduct": count}]


# --- each kind by itself ---

VILLAGE, COMMUNITY = TallyCase(POLICY, "按人按周", "村"), TallyCase(POLICY, "按人按周", "社区")
BY_WEEK = TallyCase(POLICY, "按周", "村")


@pytest.mark.parametrize(
    ("done", "village", "community"),
    [(0, (2, 200), (5, 500)), (1, (1, 100), (4, 400)), (2, None, (3, 300)), (5, None, None), (9, None, None)],
)
def test_a_shortfall_costs_each_missing_unit(
    done: int, village: tuple[int, int] | None, community: tuple[int, int] | None
) -> None:
    losses = [shortfall(CLAUSES["1c"], case, {"平台录入": done}) for case in (VILLAGE, COMMUNITY)]

    assert [loss and (loss.times, loss.points) for loss in losses] == [village, community]


def test_what_is_not_typed_in_costs_nothing() -> None:
    assert shortfall(CLAUSES["1c"], VILLAGE, {"排查": 0}) is None
    assert missed(CLAUSES["5a"], VILLAGE, {"应访特殊人员": 6}) is None
    assert missed(CLAUSES["5a"], VILLAGE, {"实访特殊人员": 0}) is None


@pytest.mark.parametrize(
    ("listed", "visited", "by_person", "by_week"),
    [(6, 0, 6, 1), (6, 1, 5, None), (6, 6, None, None), (6, 7, None, None), (0, 0, None, None), (1, 0, 1, 1)],
)
def test_missed_people(listed: int, visited: int, by_person: int | None, by_week: int | None) -> None:
    counts = {"应访特殊人员": listed, "实访特殊人员": visited}
    losses = [missed(CLAUSES["5a"], case, counts) for case in (VILLAGE, BY_WEEK)]

    assert [loss and loss.times for loss in losses] == [by_person, by_week]
    assert all(loss is None or loss.points == 100 * loss.times for loss in losses)


def finding(clause: str, times: int = 1, level: str = "", note: str = "") -> Finding:
    return Finding("A", DAY, clause, level, times, note)


def test_findings_are_counted_by_their_times() -> None:
    losses = [loss for _, loss in count(CLAUSES["4b"], [finding("4b"), finding("4b", 3)])]

    assert [(loss.times, loss.points) for loss in losses] == [(1, 200), (3, 600)]


def test_once_a_quarter_only_the_first_finding_costs() -> None:
    losses = [loss for _, loss in once(CLAUSES["2c"], [finding("2c", 4, note="名单不全"), finding("2c", note="又缺")])]

    assert [(loss.times, loss.points) for loss in losses] == [(1, 100), (0, 0)]
    assert [loss.fact for loss in losses] == ["名单不全", "又缺（每季度只扣一次）"]


def test_each_incident_costs_by_its_level() -> None:
    found = [finding("3b", 2, "市", "集体访"), finding("3b", 1, "区")]
    losses = [loss for _, loss in level(CLAUSES["3b"], found)]

    assert [(loss.times, loss.points, loss.fact) for loss in losses] == [(2, 400, "到市：集体访"), (1, 300, "到区")]


def test_the_marks_of_a_meeting_cost_what_the_clause_counts_them_for() -> None:
    assert attendance(CLAUSES["7a"], ["迟到早退", "未交"]) == ("7a", 2, 100, "迟到早退")
    assert attendance(CLAUSES["7b"], ["迟到早退", "未交"]) is None
    assert attendance(CLAUSES["7c"], ["迟到早退", "未交"]) == ("7c", 1, 50, "未交")


def test_every_kind_of_clause_has_its_rule_and_its_period() -> None:
    rules = {**TALLY_RULES, **FINDING_RULES, **ATTENDANCE_RULES}

    assert {clause.kind for clause in CLAUSES.values()} == set(rules)
    assert period_of(CLAUSES["5c"], POLICY) == "month"
    assert {period_of(CLAUSES[code], POLICY) for code in ("1c", "3a", "5a", "5b", "6a")} == {"week"}
