"""One duty of everybody through the quarter, with what it costs now."""

from collections.abc import Sequence

from gridapp.model import Counts, Grid, QuarterRecords, Record, Tally, Village, VillageKind, Worker, WorkerQuarter
from gridapp.periods import Month, Week
from gridapp.scoring.policy import Duty, Policy
from gridapp.scoring.service import post_on
from gridapp.scoring.settings import read_settings
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


def duty_lines(policy: Policy, records: QuarterRecords, duty: Duty) -> Sequence[DutyLine]:
    """A line for everybody who was in post in the quarter, in the order of the records."""
    settings = read_settings(policy, records.settings)
    scorer = Scorer(policy, settings, records.quarter, records.villages, records.grids)
    fed = {clause.code for clause in policy.clauses.values() if duty.name in clause.duties}
    periods: Sequence[Week | Month] = records.quarter.weeks if duty.period == "week" else records.quarter.months
    lines = []
    for case in records.people:
        cells = tuple(_cell(scorer, records, case, period) for period in periods)
        judged = (scorer.judge(cell.kind, cell.tally).losses for cell in cells if cell and cell.counted)
        grid = records.grids[case.home.grid]
        lost = sum(loss.points for losses in judged for loss in losses if loss.clause in fed)
        lines.append(DutyLine(case.worker, grid, records.villages[grid.village], cells, lost))
    return lines


def _cell(scorer: Scorer, records: QuarterRecords, case: WorkerQuarter, period: Week | Month) -> DutyCell | None:
    if not any(post.span.meet(period.span) for post in case.posts):
        return None
    found = case.weeks.get(period) if isinstance(period, Week) else case.months.get(period)
    village = records.villages[records.grids[post_on(case.posts, period).grid].village]
    tally = found or Tally(case.worker.id, period, Counts())
    return DutyCell(tally, village.kind, scorer.counts(case, period))
