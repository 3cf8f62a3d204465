"""One week of everybody, with what it costs now: what the clerk sees beside the cells while typing."""

from collections.abc import Sequence

from gridapp.model import Counts, Grid, Record, Tally, Village, Worker, WorkerQuarter
from gridapp.periods import Week
from gridapp.scoring.service import post_on
from gridapp.scoring.sheet import Scorer


class WeekLine(Record, frozen=True):
    """A worker's week: where they served, what is on record (明细 counted in), and what it costs.

    `lost` in hundredths; `counted` False where the week was not whole in post; `untold` names the duties 未录.
    """

    worker: Worker
    grid: Grid
    village: Village
    tally: Tally
    counted: bool
    lost: int
    untold: tuple[str, ...]


def week_line(scorer: Scorer, week: Week, case: WorkerQuarter) -> WeekLine | None:
    """A worker's week; None when they were in post on none of its days."""
    if not any(post.span.meet(week.span) for post in case.posts):
        return None
    grid = scorer.grids[post_on(case.posts, week).grid]
    village = scorer.villages[grid.village]
    tally = case.weeks.get(week) or Tally(case.worker.id, week, Counts())
    counted = scorer.counts(case, week)
    losses, untold = scorer.judge(village.kind, tally) if counted else ((), ())
    return WeekLine(case.worker, grid, village, tally, counted, sum(loss.points for loss in losses), untold)


def first_open_week(scorer: Scorer, people: Sequence[WorkerQuarter]) -> Week:
    """The first week of the quarter in which something of these people is still 未录, else the last."""
    duties = {duty.name for duty in scorer.policy.weekly}

    def is_open(case: WorkerQuarter, week: Week) -> bool:
        tally = case.weeks.get(week)
        if tally and duties <= tally.counts.keys():
            return False  # nearly everybody, nearly always: spares judging them
        line = week_line(scorer, week, case)
        return line is not None and bool(line.untold)

    weeks = scorer.quarter.weeks
    return next((week for week in weeks if any(is_open(case, week) for case in people)), weeks[-1])
