"""Time in post: which weeks and months count, what a move costs, who is graded."""

from datetime import date

import pytest

from gridapp.model import Ballots, Post
from tests.town import WEEK_DONE, Town

NOTHING_DONE = dict.fromkeys(WEEK_DONE, 0)
APRIL, JUNE_END = date(2019, 4, 1), date(2019, 6, 30)


# --- which weeks and months count ---


@pytest.mark.parametrize(
    ("start", "stop", "weeks", "months"),
    [
        (APRIL, JUNE_END, 13, 3),
        (date(2019, 4, 2), None, 12, 2),  # a Tuesday: its week and April are not whole
        (date(2019, 4, 8), None, 12, 2),  # a Monday
        (date(2018, 1, 1), date(2019, 6, 29), 12, 2),  # a Saturday
        (date(2018, 1, 1), date(2019, 6, 23), 12, 2),  # a Sunday
        (date(2019, 5, 1), date(2019, 5, 31), 3, 1),
        (date(2019, 5, 6), date(2019, 5, 12), 1, 0),
        (date(2019, 5, 7), date(2019, 5, 12), 0, 0),
        (date(2019, 6, 30), None, 0, 0),
    ],
)
def test_a_week_or_month_counts_when_it_was_served_whole(
    start: date, stop: date | None, weeks: int, months: int
) -> None:
    town = Town("2019Q2")
    town.appoint("A", start, stop)
    person = town.score().people["A"]

    assert (person["counted_weeks"], person["counted_months"]) == (weeks, months)


@pytest.mark.parametrize(
    ("quarter", "start", "weeks"),
    [
        ("2019Q4", date(2019, 9, 30), 13),  # the week of 30 September belongs to the fourth quarter …
        ("2019Q4", date(2019, 10, 1), 12),  # … and counts for who served on its Monday
        ("2020Q1", date(2019, 12, 30), 13),
        ("2020Q1", date(2020, 1, 1), 12),
        ("2020Q4", date(2020, 1, 1), 14),
        ("2021Q1", date(2020, 1, 1), 12),
    ],
)
def test_a_week_across_two_quarters_counts_whole_in_one(quarter: str, start: date, weeks: int) -> None:
    town = Town(quarter)
    town.appoint("A", start)

    assert town.score().people["A"]["counted_weeks"] == weeks


def test_a_week_of_the_next_quarter_costs_nothing_in_this_one() -> None:
    """The Monday, 30 September 2019, is a day of the third quarter, but its week is of the fourth."""
    lost = {}
    for quarter in ("2019Q3", "2019Q4"):
        town = Town(quarter)
        town.appoint("A")
        town.finding("A", "1a", day=date(2019, 9, 30))
        if quarter == "2019Q4":
            town.week("A", "2019-09-30", 民情日志=0)
        lost[quarter] = [line["clause"] for line in town.score().people["A"]["lines"]]

    assert lost == {"2019Q3": ["1a"], "2019Q4": ["6a"]}  # a finding counts by its day


def test_what_was_typed_for_a_partial_week_is_kept_but_not_counted() -> None:
    town = Town()
    town.appoint("A", date(2019, 5, 8))
    town.week("A", "2019-05-06", **NOTHING_DONE)
    town.month("A", "2019-05", 走访一般居民户数=0)

    assert town.score().people["A"]["base"] == "100"


# --- moves ---


def moved(day: date, first: str = "村", second: str = "社区", pause: int = 0) -> Town:
    """A worker who enters two a week, and on `day` begins in a grid of the other kind."""
    town = Town("2019Q2")
    town.worker("A")
    town.post("A", date(2018, 1, 1), date.fromordinal(day.toordinal() - 1 - pause), kind=first)  # type: ignore[arg-type]
    town.post("A", day, kind=second)  # type: ignore[arg-type]
    for week in town.quarter.weeks:
        if ("A", week) in town.tallies:
            town.week("A", week.key, 平台录入=2)
    return town


@pytest.mark.parametrize(
    ("day", "weeks_at_five"),
    [
        (date(2019, 6, 17), 2),  # a Monday
        (date(2019, 6, 20), 2),  # a Thursday: the week's middle day lies in the community
        (date(2019, 6, 21), 1),  # a Friday: it lies in the village
        (date(2019, 6, 30), 0),
    ],
)
def test_who_moves_within_a_week_is_judged_where_they_were_on_its_thursday(day: date, weeks_at_five: int) -> None:
    person = moved(day).score().people["A"]

    assert person["counted_weeks"] == 13  # a move without a pause loses no week
    assert [line["count"] for line in person["lines"]] == [str(3 * weeks_at_five)] * bool(weeks_at_five)
    assert (person["village_kind"], person["days_in_post"]) == ("社区", 91)


def test_a_day_between_two_posts_costs_the_week_and_the_month() -> None:
    person = moved(date(2019, 6, 20), pause=1).score().people["A"]

    assert (person["counted_weeks"], person["counted_months"], person["days_in_post"]) == (12, 2, 90)


@pytest.mark.parametrize("quarter", ["2019Q3", "2019Q4"])
def test_who_moves_at_the_quarters_end_keeps_the_week_across_it(quarter: str) -> None:
    """From a village to a community on 1 October 2019, a Tuesday whose week belongs to the fourth quarter."""
    town = Town(quarter)
    town.worker("A")
    town.post("A", date(2018, 1, 1), date(2019, 9, 30), kind="村")
    town.post("A", date(2019, 10, 1), kind="社区")
    scored = town.score()

    assert scored.people["A"]["counted_weeks"] == 13
    assert (scored.people["A"]["village_kind"], scored.missing) == ("村" if quarter == "2019Q3" else "社区", [])


def test_who_moves_after_a_week_across_the_quarters_end_keeps_it_too() -> None:
    """The last week of 2020Q4 ends on 3 January 2021; the worker moves on New Year's Day."""
    town = Town("2020Q4")
    town.worker("A")
    town.post("A", date(2018, 1, 1), date(2020, 12, 31), kind="社区")
    town.post("A", date(2021, 1, 1), kind="村")
    person = town.score().people["A"]

    assert (person["counted_weeks"], person["village_kind"], person["days_in_post"]) == (14, "社区", 92)


def test_a_grid_that_changes_hands_scores_both_by_their_own_weeks() -> None:
    town = Town("2019Q2")
    town.appoint("A", stop=date(2019, 5, 15))
    town.worker("B")
    town.add(Post("B", date(2019, 5, 16), "村A0101"))
    people = town.score().people

    assert {number: (each["counted_weeks"], each["days_in_post"]) for number, each in people.items()} == {
        "A": (6, 45),
        "B": (6, 46),
    }
    assert people["A"]["grid"] == people["B"]["grid"]


# --- who is graded ---


@pytest.mark.parametrize(
    ("quarter", "start", "stop", "days", "graded"),
    [
        ("2019Q2", date(2019, 5, 16), None, 46, True),  # 46 of 91 days
        ("2019Q2", date(2019, 5, 17), None, 45, False),
        ("2019Q3", date(2019, 8, 16), None, 46, True),  # 46 of 92: exactly half
        ("2019Q3", date(2019, 8, 17), None, 45, False),
        ("2019Q3", date(2019, 1, 1), date(2019, 9, 30), 92, True),
        ("2019Q3", date(2019, 1, 1), date(2019, 9, 29), 91, False),  # not in post on the last day
        ("2019Q3", date(2019, 9, 30), None, 1, False),
    ],
)
def test_graded_is_who_served_half_the_quarter_and_its_last_day(
    quarter: str, start: date, stop: date | None, days: int, graded: bool
) -> None:
    town = Town(quarter)
    town.appoint("A", start, stop)
    person = town.score().people["A"]

    assert (person["days_in_post"], person["graded"]) == (days, graded)
    assert (person["grade"] == "未定等次") == (not graded)


def test_who_was_not_in_post_on_any_day_does_not_appear() -> None:
    town = Town("2019Q2")
    town.appoint("A")
    town.appoint("B", stop=date(2019, 3, 31))
    town.appoint("C", start=date(2019, 7, 1))
    town.records = [record for record in town.records if not (isinstance(record, Ballots) and record.worker != "A")]

    assert list(town.score().people) == ["A"]
