"""One week of everybody, with what it costs now: what the clerk sees beside the cells while typing."""

from collections.abc import Sequence

from gridapp.model import Counts, Grid, QuarterRecords, Record, Tally, Village, Worker, WorkerQuarter
from gridapp.periods import Week
from gridapp.scoring.policy import Policy
from gridapp.scoring.service import post_on
from gridapp.scoring.settings import read_settings
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


def week_lines(policy: Policy, records: QuarterRecords, week: Week) -> Sequence[WeekLine]:
    """The week of all who were in post on any of its days, in the order of the records."""
    settings = read_settings(policy, records.settings)
    scorer = Scorer(policy, settings, records.quarter, records.villages, records.grids)
    lines = []
    for case in records.people:
        if not any(post.span.meet(week.span) for post in case.posts):
            continue
        grid = records.grids[post_on(case.posts, week).grid]
        village = records.villages[grid.village]
        tally = case.weeks.get(week) or Tally(case.worker.id, week, Counts())
        counted = scorer.counts(case, week)
        losses, untold = scorer.judge(village.kind, tally) if counted else ((), ())
        lines.append(WeekLine(case.worker, grid, village, tally, counted, sum(loss.points for loss in losses), untold))
    return lines


def first_open_week(policy: Policy, records: QuarterRecords) -> Week:
    """The first week of the quarter in which something is still 未录, else the last."""
    settings = read_settings(policy, records.settings)
    scorer = Scorer(policy, settings, records.quarter, records.villages, records.grids)
    duties = {duty.name for duty in policy.weekly}

    def is_open(case: WorkerQuarter, week: Week) -> bool:
        tally = case.weeks.get(week)
        if tally and duties <= tally.counts.keys():
            return False  # nearly everybody, nearly always: spares judging them
        if not scorer.counts(case, week):
            return False
        village = records.villages[records.grids[post_on(case.posts, week).grid].village]
        return bool(scorer.judge(village.kind, tally or Tally(case.worker.id, week, Counts())).missing)

    weeks = records.quarter.weeks
    return next((week for week in weeks if any(is_open(case, week) for case in records.people)), weeks[-1])
