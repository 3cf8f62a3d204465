"""One duty of everybody through the quarter, with what it costs now."""

from collections.abc import Sequence

from gridapp.model import Counts, Grid, Record, Tally, Village, VillageKind, Worker, WorkerQuarter
from gridapp.periods import Month, Week
from gridapp.scoring.policy import Duty
from gridapp.scoring.service import post_on
from gridapp.scoring.sheet import Scorer


class DutyCell(Record, frozen=True):
    """A worker's week or month: what is on record (明细 counted in), whose quota holds, and if it counts."""

    tally: Tally
    kind: VillageKind
    counted: bool


class DutyLine(Record, frozen=True):
    """A worker's quarter in one duty: a cell for each week (or month), None where they were in post on no day of it.

    `grid` is the last that they served in; `lost` in hundredths, before the item's cap (扣完为止).
    """

    worker: Worker
    grid: Grid
    village: Village
    cells: tuple[DutyCell | None, ...]
    lost: int


def duty_line(scorer: Scorer, duty: Duty, case: WorkerQuarter) -> DutyLine:
    """A worker's quarter in one duty."""
    quarter = scorer.quarter
    periods: Sequence[Week | Month] = quarter.weeks if duty.period == "week" else quarter.months
    cells = tuple([_cell(scorer, case, period) for period in periods])
    judged = (scorer.judge(cell.kind, cell.tally).losses for cell in cells if cell and cell.counted)
    clauses = scorer.policy.clauses
    lost = sum(loss.points for losses in judged for loss in losses if duty.name in clauses[loss.clause].duties)
    grid = scorer.grids[case.home.grid]
    return DutyLine(case.worker, grid, scorer.villages[grid.village], cells, lost)


def _cell(scorer: Scorer, case: WorkerQuarter, period: Week | Month) -> DutyCell | None:
    if not any(post.span.meet(period.span) for post in case.posts):
        return None
    found = case.weeks.get(period) if isinstance(period, Week) else case.months.get(period)
    village = scorer.villages[scorer.grids[post_on(case.posts, period).grid].village]
    tally = found or Tally(case.worker.id, period, Counts())
    return DutyCell(tally, village.kind, scorer.counts(case, period))
