"""等次: the bands, the quota and what decides at it, ties that wait for the leading group, runs of 不合格."""

from datetime import date

import pytest

from gridapp.periods import Quarter
from gridapp.scoring.grades import Outcome, runs
from tests.policies import POLICY
from tests.town import ALL_CONTENT, Scored, Town

MAY = date(2019, 5, 8)


def town_of(people: dict[str, float], **settings: str) -> Town:
    """A town whose workers lose so many points, all of their ballots being 满意: 10 points lost make a total of 92."""
    town = Town(**settings)
    for number, points in people.items():
        appoint(town, number, points)
    return town


def appoint(town: Town, number: str, points: float, ballots: dict[str, int] = ALL_CONTENT) -> None:
    town.appoint(number, ballots=ballots)
    left = int(points)
    for clause in ("1a", "2a", "4a"):
        if left > 0:
            town.finding(number, clause, min(left, 15))
        left -= 15
    if points % 1:
        town.meeting(f"H{number}", MAY, **{number: ("迟到", "按时")})


def excellent_of(scored: Scored) -> str:
    return "".join(scored.township["excellent"])


# --- bands ---


@pytest.mark.parametrize(
    ("points", "ballots", "total", "grade"),
    [
        (0, {"满意": 1}, "100.00", "优秀"),
        (12.5, {"满意": 1}, "90.00", "优秀"),
        (12.5, {"满意": 999, "较满意": 1}, "90.00", "优秀"),  # 89.996: the printed figure is the one graded
        (12.5, {"满意": 1997, "较满意": 3}, "89.99", "合格"),  # 89.994
        (12.5, {"满意": 399, "较满意": 1}, "89.99", "合格"),
        (10, {"满意": 7, "一般": 2, "较满意": 1}, "90.00", "优秀"),
        (37.5, {"满意": 1}, "70.00", "合格"),
        (37.5, {"满意": 999, "较满意": 1}, "70.00", "合格"),  # 69.996
        (37.5, {"满意": 399, "较满意": 1}, "69.99", "不合格"),
        (45, {"不满意": 1}, "52.00", "不合格"),
    ],
)
def test_a_total_falls_in_its_band(points: float, ballots: dict[str, int], total: str, grade: str) -> None:
    town = Town(名额取整="向上取整")
    appoint(town, "A", points, ballots)
    person = town.score().people["A"]

    assert (person["total"], person["grade"]) == (total, grade)


# --- the quota ---


@pytest.mark.parametrize(
    ("people", "rounding", "quota"),
    [
        (4, "向下取整", 0),
        (4, "四舍五入", 1),
        (4, "向上取整", 1),
        (5, "向下取整", 1),
        (5, "向上取整", 1),
        (7, "向下取整", 1),
        (7, "四舍五入", 1),
        (7, "向上取整", 2),
        (8, "四舍五入", 2),
    ],
)
def test_a_fifth_of_the_graded_people_is_rounded_as_the_quarter_says(people: int, rounding: str, quota: int) -> None:
    scored = town_of({f"{number:02}": number for number in range(people)}, 名额取整=rounding).score()

    assert (scored.township["graded_people"], scored.township["quota"]) == (people, quota)
    assert len(scored.township["excellent"]) == quota


def test_who_is_not_graded_is_not_in_the_headcount() -> None:
    town = town_of(dict.fromkeys("ABCD", 1) | {"A": 0})
    town.appoint("E", date(2019, 6, 10))
    town.appoint("F", stop=date(2019, 6, 29))
    scored = town.score()

    assert (scored.township["graded_people"], scored.township["quota"]) == (4, 0)
    assert scored.township["reached_90"] == ["A", "B", "C", "D"]
    assert (scored.people["E"]["grade"], scored.people["F"]["grade"]) == ("未定等次", "未定等次")


def test_nobody_below_ninety_is_promoted_to_fill_the_quota() -> None:
    scored = town_of(dict.fromkeys("ABCDE", 13)).score()

    assert (scored.township["quota"], scored.township["reached_90"], scored.township["excellent"]) == (1, [], [])
    assert set(scored.each("grade").values()) == {"合格"}


def test_with_no_place_at_all_nobody_is_excellent_and_nobody_tied() -> None:
    scored = town_of(dict.fromkeys("ABCD", 0)).score()

    assert (scored.township["quota"], scored.township["tie_pending"]) == (0, None)
    assert set(scored.each("grade").values()) == {"合格"}
    assert {scored.person(number).standing.note for number in "ABCD"} == {"名额所限"}


def test_who_reaches_ninety_beyond_the_quota_keeps_the_score_and_reads_why() -> None:
    scored = town_of({"A": 1, "B": 2, "C": 13, "D": 20, "E": 45}).score()

    assert scored.each("grade") == {"A": "优秀", "B": "合格", "C": "合格", "D": "合格", "E": "不合格"}
    assert scored.people["B"]["total"] == "98.40"
    assert [scored.person(number).standing.note for number in "ABCDE"] == ["", "名额所限", "", "", ""]


def test_at_the_quota_base_decides_between_equal_totals() -> None:
    """A: base 96, 满意度 95. B: base 95, 满意度 99. Both come to 95.80."""
    town = town_of(dict.fromkeys("CDE", 20))
    appoint(town, "A", 4, {"满意": 3, "较满意": 1})
    appoint(town, "B", 5, {"满意": 19, "较满意": 1})
    scored = town.score()

    assert (scored.people["A"]["total"], scored.people["B"]["total"]) == ("95.80", "95.80")
    assert (excellent_of(scored), scored.township["tie_pending"]) == ("A", None)
    assert [scored.person(number).standing.rank for number in "AB"] == [1, 2]


def test_at_the_quota_satisfaction_decides_last() -> None:
    """Totals are rounded, so that they may be equal where only 满意度 is not: 97.196 and 97.2 are both 97.20."""
    town = town_of(dict.fromkeys("CDE", 20))
    appoint(town, "A", 3.5, {"满意": 999, "较满意": 1})
    appoint(town, "B", 3.5, {"满意": 1})
    scored = town.score()

    assert (scored.people["A"]["total"], scored.people["B"]["total"]) == ("97.20", "97.20")
    assert (scored.people["A"]["satisfaction"], scored.people["B"]["satisfaction"]) == ("99.98", "100.00")
    assert (excellent_of(scored), scored.township["tie_pending"]) == ("B", None)


# --- ties ---

TEN = {f"{number:02}": 20.0 for number in range(1, 11)}
"""Ten people who do not reach 90: two places for whoever else does."""


@pytest.mark.parametrize(
    ("ahead", "tied", "seats"),
    [(0, 3, 2), (0, 4, 2), (1, 2, 1), (1, 3, 1), (1, 4, 1)],
)
def test_equals_across_the_last_place_all_wait(ahead: int, tied: int, seats: int) -> None:
    numbers = sorted(TEN)
    leaders, equals = numbers[:ahead], numbers[ahead : ahead + tied]
    scored = town_of(TEN | dict.fromkeys(leaders, 0.0) | dict.fromkeys(equals, 4.0)).score()

    assert scored.township["quota"] == 2
    assert scored.township["excellent"] == leaders
    assert scored.township["tie_pending"] == {"candidates": equals, "seats": seats}
    assert {scored.people[number]["grade"] for number in equals} == {"待定"}
    assert {scored.person(number).standing.note for number in equals} == {"名额所限，同分待定"}
    open_money = ("bonus_cents", "paid_cents", "paid_upper")
    assert all(person[key] is None for person in scored.people.values() for key in open_money)
    assert scored.township["bonus_each_cents"] is scored.township["pool_out_cents"] is None


@pytest.mark.parametrize(("ahead", "tied"), [(0, 2), (1, 1), (2, 2), (2, 4)])
def test_equals_on_one_side_of_the_last_place_do_not_wait(ahead: int, tied: int) -> None:
    numbers = sorted(TEN)
    leaders, equals = numbers[:ahead], numbers[ahead : ahead + tied]
    scored = town_of(TEN | dict.fromkeys(leaders, 0.0) | dict.fromkeys(equals, 4.0)).score()

    assert scored.township["tie_pending"] is None
    assert scored.township["excellent"] == numbers[:2]
    assert {scored.people[number]["grade"] for number in equals} == {"优秀" if ahead < 2 else "合格"}


def decided(decision: str, ahead: int = 1) -> Scored:
    """Three equals, 02 03 04, for the places that 01 leaves (or for both places), and what the group has decided."""
    people = TEN | {"01": 0.0 if ahead else 20.0} | dict.fromkeys(("02", "03", "04"), 4.0)
    return town_of(people, 领导小组决定=decision, 决定理由="党委会研究").score()


@pytest.mark.parametrize(
    ("decision", "ahead", "excellent"),
    [
        ("03", 1, {"01", "03"}),
        ("01；03", 1, {"01", "03"}),  # naming who is 优秀 anyway does no harm
        ("04；02", 0, {"02", "04"}),
    ],
)
def test_the_leading_group_decides_who_takes_the_open_places(decision: str, ahead: int, excellent: set[str]) -> None:
    scored = decided(decision, ahead)
    tied = {"02", "03", "04"}

    assert set(scored.township["excellent"]) == excellent
    assert scored.township["tie_pending"] is None
    assert {number for number in tied if scored.people[number]["grade"] == "优秀"} == excellent & tied
    assert {scored.person(number).standing.note for number in excellent & tied} == {"领导小组研究决定"}
    assert {scored.person(number).standing.note for number in tied - excellent} == {"名额所限，领导小组研究决定"}
    assert (scored.result.board.reason, scored.result.board.stale) == ("党委会研究", False)
    assert all(person["paid_cents"] is not None for person in scored.people.values())


@pytest.mark.parametrize("decision", ["02；03", "01", "05", "02；05", "01；02；03"])
def test_a_decision_that_does_not_fit_decides_nothing(decision: str) -> None:
    scored = decided(decision)

    assert scored.township["tie_pending"] == {"candidates": ["02", "03", "04"], "seats": 1}
    assert scored.township["excellent"] == ["01"]
    assert scored.result.board.stale


def test_a_decision_about_a_tie_that_is_no_more_is_stale_and_changes_nothing() -> None:
    scored = town_of(TEN | {"01": 0.0, "02": 1.0, "03": 4.0}, 领导小组决定="03").score()

    assert scored.township["excellent"] == ["01", "02"]
    assert (scored.result.board.stale, scored.township["tie_pending"]) == (True, None)


def test_a_decision_that_fits_a_smaller_tie_no_longer_fits_a_larger_one() -> None:
    """Decided for one of two seats' equals; a finding taken back later makes the leader one of the equals."""
    before = decided("03")
    after = town_of(TEN | dict.fromkeys(("01", "02", "03", "04"), 4.0), 领导小组决定="03").score()

    assert before.township["tie_pending"] is None
    assert after.township["tie_pending"] == {"candidates": ["01", "02", "03", "04"], "seats": 2}
    assert after.result.board.stale


def test_who_has_no_ballots_yet_counts_as_a_head_but_takes_no_place() -> None:
    town = town_of(dict.fromkeys("BCDE", 13.0) | {"B": 5.0})
    appoint(town, "A", 0, {})
    scored = town.score()

    assert (scored.township["graded_people"], scored.township["quota"]) == (5, 1)
    assert scored.township["reached_90"] == scored.township["excellent"] == ["B"]
    assert (scored.people["A"]["grade"], scored.person("A").standing.rank) == (None, None)


# --- ranks ---


def test_equals_share_a_rank_and_the_next_counts_them_all() -> None:
    people = {"A": 1.0, "B": 3.0, "C": 3.0, "D": 7.0, "E": 7.0, "F": 7.0, "G": 40.0}
    town = town_of(people)
    town.appoint("H", date(2019, 6, 10))  # not graded: no rank
    scored = town.score()

    ranks = {number: scored.person(number).standing.rank for number in scored.people}
    assert ranks == {"A": 1, "B": 2, "C": 2, "D": 4, "E": 4, "F": 4, "G": 7, "H": None}


# --- runs of 不合格 ---

FAILED = "不合格"


def history(*outcomes: tuple[str, str] | tuple[str, str, bool]) -> list[tuple[int, list[str]]]:
    found = runs(POLICY, [Outcome(Quarter.parse(quarter), *rest) for quarter, *rest in outcomes])
    return [(run.length, list(run.actions)) for run in found]


def test_two_in_a_row_are_criticised_and_three_are_not_renewed_for_the_year_after() -> None:
    assert history(("2019Q3", FAILED), ("2019Q4", FAILED), ("2020Q1", FAILED), ("2020Q2", FAILED)) == [
        (1, []),
        (2, ["通报批评"]),
        (3, ["通报批评", "2021年不予续用"]),
        (4, ["通报批评", "2021年不予续用"]),
    ]


def test_three_within_a_year_are_not_renewed_for_the_next() -> None:
    *_, last = history(("2019Q2", FAILED), ("2019Q3", FAILED), ("2019Q4", FAILED))

    assert last == (3, ["通报批评", "2020年不予续用"])


@pytest.mark.parametrize("other", ["合格", "优秀", "未定等次", ""])
def test_any_other_outcome_restarts_the_run(other: str) -> None:
    assert history(("2019Q1", FAILED), ("2019Q2", FAILED), ("2019Q3", other), ("2019Q4", FAILED)) == [
        (1, []),
        (2, ["通报批评"]),
        (0, []),
        (1, []),
    ]


def test_a_quarter_left_out_restarts_the_run() -> None:
    assert [length for length, _ in history(("2019Q1", FAILED), ("2019Q3", FAILED))] == [1, 1]


def test_a_new_appointment_restarts_the_run() -> None:
    assert [length for length, _ in history(("2019Q1", FAILED), ("2019Q2", FAILED, True), ("2019Q3", FAILED))] == [
        1,
        1,
        2,
    ]
