"""Which backups stay: by day, week and month of their own, in the order of their numbers, whatever the clock says."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gridapp.backups.files import Backup
from gridapp.backups.thinning import clock_problem, in_order, to_drop

MONDAY = datetime(2026, 6, 1, 9)
DAY = timedelta(days=1)


def made(*times: datetime, pinned: frozenset[int] = frozenset()) -> list[Backup]:
    """Backups with the numbers 1, 2, … made at these times."""
    return [Backup(Path(f"{n}"), n, at, n in pinned) for n, at in enumerate(times, 1)]


def thinned(times: list[datetime]) -> list[datetime]:
    """What is left when each is made in turn and the others are thinned then."""
    left: list[Backup] = []
    for backup in made(*times):
        left.append(backup)
        gone = to_drop(left, backup.at)
        left = [each for each in left if each not in gone]
    return [each.at for each in left]


def test_all_of_today_stays_and_of_each_day_before_the_last() -> None:
    today = [MONDAY + timedelta(hours=hour) for hour in range(4)]
    yesterday = [each - DAY for each in today]
    assert thinned(yesterday + today) == [yesterday[-1], *today]


def test_a_year_of_work_leaves_twelve_days_ten_weeks_and_nine_months() -> None:
    left = thinned([MONDAY + day * DAY + timedelta(hours=hour) for day in range(365) for hour in (0, 5)])
    days = [at.date() for at in left]
    assert left[-2:] == [MONDAY + 364 * DAY, MONDAY + 364 * DAY + timedelta(hours=5)]
    assert days[-13:-1] == [(MONDAY + day * DAY).date() for day in range(353, 365)]
    sundays = [day for day in days if day.isoweekday() == 7]
    assert len(sundays) >= 9
    assert {(day.year, day.month) for day in days} == {(2026, month) for month in range(9, 13)} | {
        (2027, month) for month in range(1, 6)
    }
    assert len(days) <= 12 + 10 + 9 + 1


def test_days_are_those_on_which_there_was_a_backup() -> None:
    """An office that works once a month keeps as many; a summer without work costs nothing."""
    assert thinned([MONDAY + 30 * n * DAY for n in range(9)]) == [MONDAY + 30 * n * DAY for n in range(9)]


def test_a_pinned_one_is_never_thinned() -> None:
    year = [MONDAY + day * DAY for day in range(365)]
    gone = {backup.number for backup in to_drop(made(*year, pinned=frozenset({3, 200})), year[-1])}
    assert 2 in gone
    assert not gone & {3, 200}


# ── the clock (fault 12) ──────────────────────────────────────────────────────────────────────────

WRONG = [datetime(1970, 1, 1, 8), datetime(2006, 11, 28, 10), datetime(2026, 1, 1)]


@pytest.mark.parametrize("now", WRONG)
def test_nothing_goes_while_the_clock_is_wrong(now: datetime) -> None:
    backups = made(*(MONDAY + day * DAY for day in range(60)), now)
    assert to_drop(backups, now) == []
    assert to_drop(backups[:-1], MONDAY + 59 * DAY) != []


def test_what_a_wrong_clock_made_stays_when_it_is_right_again() -> None:
    """Its times fit nowhere between its neighbours': they tell nothing, so nothing is concluded from them."""
    wrong = [datetime(1970, 1, 1, hour) for hour in range(5)]
    days = [MONDAY + day * DAY for day in range(60)]
    backups = made(*days[:20], *wrong, *days[20:])
    gone = to_drop(backups, days[-1])
    assert gone
    assert not {each.at for each in gone} & set(wrong)


def test_a_clock_that_ran_ahead_once_does_not_stop_the_thinning_for_ever() -> None:
    days = [MONDAY + day * DAY for day in range(60)]
    backups = made(*days[:20], datetime(2046, 1, 1), *days[20:])
    gone = to_drop(backups, days[-1])
    assert gone
    assert backups[20] not in gone


def test_a_clock_that_jumps_ahead_ages_nothing() -> None:
    """Twenty years on there is one day more; only the thirteenth last goes, as on any other day."""
    days = [MONDAY + day * DAY for day in range(12)]
    assert [backup.number for backup in to_drop(made(*days, datetime(2046, 1, 1)), datetime(2046, 1, 1))] == [1]


def test_those_in_order_are_the_most_that_can_be() -> None:
    times = [MONDAY + n * DAY for n in (1, 2, 9, 3, 4, 0, 5)]
    assert [backup.number for backup in in_order(made(*times))] == [1, 2, 4, 5, 7]
    assert in_order([]) == []


@pytest.mark.parametrize(
    ("now", "last", "said"),
    [
        (MONDAY, [MONDAY], ""),
        (MONDAY - timedelta(hours=12), [MONDAY], ""),
        (MONDAY - timedelta(hours=12), [], ""),
        (datetime(1970, 1, 1), [], "电脑的时间不对：现在显示 1970年1月1日。"),
        (datetime(2006, 6, 1), [MONDAY], "电脑的时间不对：现在显示 2006年6月1日，而最近的记录是 2026年6月1日。"),
        (datetime(2026, 5, 30), [MONDAY], "电脑的时间不对：现在显示 2026年5月30日，而最近的记录是 2026年6月1日。"),
    ],
)
def test_a_clock_that_cannot_be_right_is_said(now: datetime, last: list[datetime], said: str) -> None:
    told = clock_problem(now, last)
    assert told == (f"{said}请把时间调准；调准以前不会清理旧备份" if said else "")
