"""Which backups may go: of each of the last 12 days, 10 weeks and 9 months that have any, the last one stays.

Days, weeks and months are those of the backups themselves, counted back along their numbers: a clock that jumps ahead
makes one more day, not an age at which all the others would go. While the clock is plainly wrong nothing goes at all.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from gridapp.backups.files import Backup

DAYS, WEEKS, MONTHS = 12, 10, 9
EARLIEST = datetime(2019, 1, 1)
"""No clock can rightly show an earlier time: the policy that the program comes with is of that year."""
TOLERANCE = timedelta(days=1)
"""What another time zone, or a clock set right by hand, may differ."""
_PERIODS: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (DAYS, lambda at: at.date()),
    (WEEKS, lambda at: at.isocalendar()[:2]),
    (MONTHS, lambda at: (at.year, at.month)),
)


def to_drop(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Those that need not be kept, of backups in the order of their numbers.

    What was made today stays until the day is over; so does whatever is pinned, and whatever bears a time that does
    not fit between its neighbours'.
    """
    trusted = in_order(backups)
    if not trusted or clock_problem(now, [trusted[-1].at]):
        return []
    kept = {backup.number for backup in trusted if backup.pinned or backup.at.date() == trusted[-1].at.date()}
    for count, period in _PERIODS:
        last_of = {period(backup.at): backup.number for backup in trusted}
        kept.update(sorted(last_of.values())[-count:])
    return [backup for backup in trusted if backup.number not in kept]


def in_order(backups: Sequence[Backup]) -> list[Backup]:
    """The most of them whose times never go back along their numbers; the others were made by a wrong clock."""
    ends: list[datetime] = []
    chains: list[list[Backup]] = []
    for backup in backups:
        place = bisect_right(ends, backup.at)
        chain = [*(chains[place - 1] if place else ()), backup]
        ends[place : place + 1] = [backup.at]
        chains[place : place + 1] = [chain]
    return chains[-1] if chains else []


def newest(backups: Sequence[Backup]) -> Backup | None:
    """The one made last, whatever its clock said."""
    return max(backups, key=lambda backup: backup.number, default=None)


def clock_problem(now: datetime, witnesses: Iterable[datetime]) -> str:
    """Why the clock can't be right, in Chinese; "" when it may be. Witnesses are times that are past."""
    last = max(witnesses, default=EARLIEST)
    if now >= max(last - TOLERANCE, EARLIEST):
        return ""
    shown = f"电脑的时间不对：现在显示 {now.year}年{now.month}月{now.day}日"
    known = f"，而最近的记录是 {last.year}年{last.month}月{last.day}日" if last > EARLIEST else ""
    return f"{shown}{known}。请把时间调准；调准以前不会清理旧备份"
