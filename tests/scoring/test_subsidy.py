"""Money, to the 分: what is due by days, what is withheld and shared, and that it always balances."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridapp.model import Standard
from gridapp.scoring.subsidy import Terms, standard_on
from tests.town import LONG_AGO, Scored, Town


def failing(town: Town, number: str, standard: int = 150_000) -> None:
    """A worker with 30 of 100 points lost twice over: 不合格."""
    town.appoint(number, standard=standard)
    for clause in ("1a", "2a", "4a"):
        town.finding(number, clause, 15)


def town_of(good: str, bad: str, *, standard: int = 150_000, **settings: str) -> Town:
    """Workers in order of merit without a tie, and workers who fail. Five of them make one place."""
    town = Town(**settings)
    for place, number in enumerate(good):
        town.appoint(number)
        town.finding(number, "1a", 1 + place)
    for number in bad:
        failing(town, number, standard)
    return town


# --- what is due ---


@pytest.mark.parametrize(
    ("start", "stop", "standard", "due"),
    [
        (LONG_AGO, None, 150_000, 150_000),
        (date(2019, 5, 16), None, 150_000, 75_824),  # × 46 ÷ 91 = 75824.1…
        (date(2019, 6, 10), None, 150_000, 34_615),  # × 21 ÷ 91 = 34615.3…
        (LONG_AGO, date(2019, 5, 31), 150_000, 100_549),  # × 61 ÷ 91 = 100549.4…
        (date(2019, 6, 30), None, 150_000, 1_648),  # × 1 ÷ 91 = 1648.3…
        (date(2019, 6, 30), None, 150_003, 1_648),
        (date(2019, 4, 1), date(2019, 4, 1), 182, 2),
        (LONG_AGO, None, 150_003, 150_003),
        (LONG_AGO, None, 0, 0),
    ],
)
def test_due_is_the_standard_by_days_in_post(start: date, stop: date | None, standard: int, due: int) -> None:
    town = Town("2019Q2")
    town.appoint("A", start, stop, standard=standard)

    assert town.score().people["A"]["subsidy_due_cents"] == due


@pytest.mark.parametrize(("standard", "due"), [(91, 46), (1, 1), (3, 2), (5, 3)])
def test_half_a_cent_is_rounded_up(standard: int, due: int) -> None:
    """46 of 92 days are one half."""
    town = Town("2019Q3")
    town.appoint("A", date(2019, 8, 16), standard=standard)

    assert town.score().people["A"]["subsidy_due_cents"] == due


def test_a_standard_that_changes_counts_by_its_days() -> None:
    """45 days at 1500 元 and 46 at 1800 元, rounded once: (45 × 150000 + 46 × 180000) ÷ 91 = 165164.8…"""
    town = Town("2019Q2")
    town.appoint("A", standard=150_000)
    town.add(Standard("A", date(2019, 5, 16), 180_000))
    scored = town.score()

    assert scored.people["A"]["subsidy_due_cents"] == 165_165
    assert scored.person("A").pay.standard == 180_000  # the last that held in the quarter


def test_two_posts_are_paid_for_their_days_rounded_once() -> None:
    """10 and 10 of 91 days at 0.05 元: 5 × 20 ÷ 91 = 1.09…, where each for itself would be 0.54… → 1."""
    town = Town("2019Q2")
    town.worker("A", standard=5)
    town.post("A", date(2019, 4, 1), date(2019, 4, 10))
    town.post("A", date(2019, 6, 1), date(2019, 6, 10))

    assert town.score().people["A"]["subsidy_due_cents"] == 1


def test_a_standard_that_begins_on_the_last_day_counts_for_that_day() -> None:
    town = Town("2019Q2")
    town.appoint("A", standard=91_000)
    town.add(Standard("A", date(2019, 6, 30), 182_000))

    assert town.score().people["A"]["subsidy_due_cents"] == 92_000  # 90 days at 10 元 and one at 20


def test_the_townships_default_stands_in_until_a_worker_has_a_standard() -> None:
    own = Standard("A", date(2019, 6, 1), 90_000)
    defaults = [Standard("", LONG_AGO, 100_000), Standard("", date(2019, 5, 1), 120_000)]
    raised = Standard("", date(2019, 7, 1), 140_000)

    def on(*day: int) -> int:
        return standard_on([Terms.of(each) for each in (own, raised, *defaults)], date(*day))

    assert on(2017, 12, 31) == 0
    assert (on(2019, 4, 30), on(2019, 5, 1), on(2019, 5, 31)) == (100_000, 120_000, 120_000)
    assert (on(2019, 6, 1), on(2019, 7, 1)) == (90_000, 90_000)  # one's own goes before a later default


def test_without_any_standard_nothing_is_due_and_it_is_missing() -> None:
    town = Town()
    town.appoint("A", standard=None)
    scored = town.score()

    assert (scored.people["A"]["subsidy_due_cents"], scored.missing) == (0, [("A", "补贴标准", "2019Q2")])


# --- what is withheld and shared ---


@pytest.mark.parametrize(
    ("standard", "paid", "withheld"),
    [(150_000, 105_000, 45_000), (150_003, 105_002, 45_001), (150_005, 105_004, 45_001), (1, 1, 0), (2, 1, 1)],
)
def test_who_fails_gets_seventy_percent_half_up(standard: int, paid: int, withheld: int) -> None:
    town = Town()
    failing(town, "A", standard)
    person = town.score().people["A"]

    assert (person["grade"], person["subsidy_paid_cents"], person["withheld_cents"]) == ("不合格", paid, withheld)


def test_who_is_not_graded_gets_all_of_what_is_due() -> None:
    town = Town()
    town.appoint("A", date(2019, 6, 10))
    for clause in ("1a", "2a", "4a"):
        town.finding("A", clause, 15, day=date(2019, 6, 12))
    person = town.score().people["A"]

    assert (person["total"], person["grade"], person["withheld_cents"]) == ("64.00", "未定等次", 0)
    assert person["subsidy_paid_cents"] == person["paid_cents"] == 34_615


def test_what_is_withheld_goes_to_who_is_excellent() -> None:
    scored = town_of("ABC", "DE").score()

    assert (scored.township["withheld_cents"], scored.township["bonus_each_cents"]) == (90_000, 90_000)
    assert scored.each("bonus_cents") == {"A": 90_000, "B": 0, "C": 0, "D": 0, "E": 0}
    assert (scored.people["A"]["paid_cents"], scored.people["A"]["paid_upper"]) == (240_000, "贰仟肆佰元整")
    assert scored.township["pool_out_cents"] == 0


def test_what_cannot_be_divided_is_carried_over() -> None:
    """450.01 元 withheld and 0.02 元 carried in, for two people: 225.01 each, and one 分 left."""
    scored = town_of("ABCDEFGHI", "J", standard=150_003, **{"上季结转（元）": "0.02"}).score()

    assert (scored.township["pool_in_cents"], scored.township["pool_cents"]) == (2, 45_003)
    assert (scored.township["bonus_each_cents"], scored.township["pool_out_cents"]) == (22_501, 1)
    assert [scored.people[number]["bonus_cents"] for number in "ABC"] == [22_501, 22_501, 0]


def test_with_nobody_excellent_the_whole_pool_is_carried_over() -> None:
    scored = town_of("AB", "C", **{"上季结转（元）": "100"}).score()  # three people: no place

    assert (scored.township["pool_cents"], scored.township["bonus_each_cents"]) == (55_000, 0)
    assert scored.township["pool_out_cents"] == 55_000


def test_the_fixed_reward_comes_from_the_township_and_not_from_the_pool() -> None:
    scored = town_of("ABCD", "E", **{"优秀奖励（元/人）": "200.50"}).score()

    assert (scored.township["bonus_each_cents"], scored.township["pool_out_cents"]) == (45_000, 0)
    assert (scored.people["A"]["bonus_cents"], scored.people["A"]["paid_cents"]) == (65_050, 215_050)
    assert scored.people["B"]["bonus_cents"] == 0


def test_who_has_no_total_yet_is_paid_as_if_nothing_were_withheld() -> None:
    town = town_of("ABCD", "E")
    town.appoint("F", ballots={})
    scored = town.score()

    assert (scored.people["F"]["total"], scored.people["F"]["paid_cents"]) == (None, 150_000)
    assert scored.people["A"]["bonus_cents"] == 45_000


# --- it always balances ---

WORKERS = st.lists(
    st.fixed_dictionaries(
        {
            "start": st.sampled_from([LONG_AGO, date(2019, 4, 2), date(2019, 5, 16), date(2019, 6, 29)]),
            "standard": st.integers(0, 200_000) | st.sampled_from([150_000, 150_003]),
            "ballots": st.sampled_from([{"满意": 1}, {"满意": 3, "较满意": 1}, {"不满意": 1}, {}]),
            "times": st.sampled_from([0, 1, 5, 15]),
        }
    ),
    min_size=1,
    max_size=12,
)
YUAN = st.integers(0, 100_000).map(lambda cents: f"{cents // 100}.{cents % 100:02}")


@settings(max_examples=60)
@given(WORKERS, YUAN, YUAN, st.sampled_from(["向下取整", "四舍五入", "向上取整"]))
def test_money_balances_to_the_cent(workers: list[dict[str, Any]], carried: str, reward: str, rounding: str) -> None:
    town = Town(**{"上季结转（元）": carried, "优秀奖励（元/人）": reward, "名额取整": rounding})
    for place, worker in enumerate(workers):
        number, times = f"{place:02}", worker.pop("times")
        town.appoint(number, **worker)
        for clause in ("1a", "2a", "4a") if times else ():
            town.finding(number, clause, times, day=date(2019, 6, 30))
    scored = town.score()

    assert all(0 <= each["subsidy_paid_cents"] <= each["subsidy_due_cents"] for each in scored.people.values())
    assert scored.township["tie_pending"] or balance(scored, reward) == 0


def balance(scored: Scored, reward: str) -> Fraction:
    """Σ paid + carried out − Σ due − carried in − Σ fixed rewards."""
    people, township = scored.people.values(), scored.township
    out = sum(each["paid_cents"] for each in people) + township["pool_out_cents"]
    rewards = Fraction(reward) * 100 * len(township["excellent"])
    return out - sum(each["subsidy_due_cents"] for each in people) - township["pool_in_cents"] - rewards
