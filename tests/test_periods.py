"""Weeks, months and quarters: which belongs where, and how each is named."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridapp.periods import DAY, Month, Quarter, Span, Week, working_day

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


# --- weeks ---


def test_a_week_runs_from_monday_to_sunday() -> None:
    week = Week.of(date(2019, 8, 8))

    assert week.span == (date(2019, 8, 5), date(2019, 8, 11))
    assert (week.key, week.iso, week.title) == ("2019-08-05", "2019-W32", "第32周")


@pytest.mark.parametrize(
    ("monday", "quarter"),
    [
        (date(2019, 3, 25), "2019Q1"),  # ends on 31 March
        (date(2019, 9, 30), "2019Q4"),  # one day in September, Thursday on 3 October
        (date(2019, 12, 30), "2020Q1"),  # the new year's first week
        (date(2020, 3, 30), "2020Q2"),  # two days in March
        (date(2020, 6, 29), "2020Q3"),
        (date(2020, 9, 28), "2020Q4"),  # three days in September, Thursday on 1 October
        (date(2020, 12, 28), "2020Q4"),  # Thursday is the last day of the year
        (date(2021, 3, 29), "2021Q2"),  # Thursday is the first day of the quarter
        (date(2026, 12, 28), "2026Q4"),
    ],
)
def test_a_week_belongs_to_the_quarter_that_holds_most_of_its_days(monday: date, quarter: str) -> None:
    days = Counter(str(Quarter.of(monday + n * DAY)) for n in range(7))

    assert str(Week(monday).quarter) == quarter == days.most_common(1)[0][0]


@pytest.mark.parametrize(
    ("quarter", "weeks", "first", "last"),
    [
        ("2019Q2", 13, date(2019, 4, 1), date(2019, 6, 24)),
        ("2019Q4", 13, date(2019, 9, 30), date(2019, 12, 23)),
        ("2020Q1", 13, date(2019, 12, 30), date(2020, 3, 23)),
        ("2020Q4", 14, date(2020, 9, 28), date(2020, 12, 28)),
        ("2021Q1", 12, date(2021, 1, 4), date(2021, 3, 22)),
    ],
)
def test_a_quarter_has_twelve_to_fourteen_weeks(quarter: str, weeks: int, first: date, last: date) -> None:
    found = Quarter.parse(quarter).weeks

    assert (len(found), found[0].monday, found[-1].monday) == (weeks, first, last)


@given(DAYS)
def test_every_day_lies_in_one_week_of_one_quarter(day: date) -> None:
    week = Week.of(day)
    near = [Quarter.of(day).shift(n) for n in (-1, 0, 1)]

    assert week.span.holds(day)
    assert [quarter for quarter in near if week in quarter.weeks] == [week.quarter]
    assert week.iso == f"{day:%G-W%V}"


@given(st.integers(1990, 2090), st.integers(1, 4))
def test_the_weeks_of_a_quarter_follow_one_another(year: int, number: int) -> None:
    quarter = Quarter(year, number)
    mondays = [week.monday for week in quarter.weeks]

    assert all(later - earlier == timedelta(days=7) for earlier, later in pairwise(mondays))
    assert quarter.shift(1).weeks[0].monday - mondays[-1] == timedelta(days=7)
    assert 12 <= len(mondays) <= 14


# --- months ---


@pytest.mark.parametrize(
    ("key", "last"), [("2019-02", 28), ("2020-02", 29), ("2100-02", 28), ("2019-12", 31), ("2019-04", 30)]
)
def test_a_month_ends_where_the_calendar_says(key: str, last: int) -> None:
    month = Month.parse(key)

    assert month.span == (date(month.year, month.month, 1), date(month.year, month.month, last))
    assert month.key == key


def test_a_month_knows_its_quarter_and_its_name() -> None:
    assert str(Month.of(date(2019, 12, 31)).quarter) == "2019Q4"
    assert Month(2019, 5).title == "5月"


@pytest.mark.parametrize("key", ["2019-13", "2019", "2019-00", "五月"])
def test_what_is_no_month_is_refused(key: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its text is for nobody)
        Month.parse(key)


# --- quarters ---


def test_a_quarter_knows_its_days_months_and_name() -> None:
    quarter = Quarter.parse("2020Q1")

    assert quarter.span == (date(2020, 1, 1), date(2020, 3, 31))
    assert quarter.span.days == 91
    assert [month.key for month in quarter.months] == ["2020-01", "2020-02", "2020-03"]
    assert quarter.title == "2020年第一季度"


@pytest.mark.parametrize(
    "key", ["2019Q5", "2019Q0", "2019q2", "19Q2", "2019Q", "2019Q22", "2019-2", "Q2", "", "二〇一九Q2"]
)
def test_what_is_no_quarter_is_refused(key: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Quarter.parse(key)


@given(DAYS, st.integers(-40, 40))
def test_quarters_are_counted_forward_and_back(day: date, count: int) -> None:
    quarter = Quarter.of(day)

    assert quarter.span.holds(day)
    assert Quarter.parse(str(quarter)) == quarter
    assert quarter.shift(count).shift(-count) == quarter
    assert quarter.shift(1).span.first == quarter.span.last + DAY


# --- spans ---


def test_a_span_holds_both_its_ends() -> None:
    span = Span(date(2019, 5, 16), date(2019, 6, 30))

    assert span.days == 46
    assert span.holds(date(2019, 5, 16))
    assert span.holds(date(2019, 6, 30))
    assert not span.holds(date(2019, 7, 1))


@given(DAYS, DAYS, DAYS, DAYS)
def test_spans_meet_in_the_days_that_both_hold(a: date, b: date, c: date, d: date) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    met = one.meet(other)

    assert met == other.meet(one)
    assert (met is None) == (one.last < other.first or other.last < one.first)
    if met:
        assert all(one.holds(day) and other.holds(day) for day in met)
        assert not (one.holds(met.first - DAY) and other.holds(met.first - DAY))
        assert not (one.holds(met.last + DAY) and other.holds(met.last + DAY))


@pytest.mark.parametrize(
    ("first", "number", "last"),
    [
        (date(2019, 7, 1), 1, date(2019, 7, 1)),
        (date(2019, 7, 1), 5, date(2019, 7, 5)),
        (date(2019, 7, 4), 5, date(2019, 7, 10)),
        (date(2019, 7, 6), 1, date(2019, 7, 8)),
        (date(2019, 7, 5), 2, date(2019, 7, 8)),
    ],
    ids=["Monday", "a week", "over a weekend", "from Saturday", "from Friday"],
)
def test_working_days_are_counted_from_monday_to_friday(first: date, number: int, last: date) -> None:
    assert working_day(first, number) == last


def test_free_days_are_no_working_days() -> None:
    assert working_day(date(2019, 7, 1), 2, {date(2019, 7, 1), date(2019, 7, 3)}) == date(2019, 7, 4)
