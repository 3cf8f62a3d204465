"""满意度: what ballots come to, and the tallies of one group as the clerk sees them while typing (DOMAIN section 4)."""

from collections.abc import Iterable, Sequence

from gridapp.amounts import half_up
from gridapp.model import Ballots, Counts, Grid, QuarterRecords, Record, Village, Worker
from gridapp.scoring.policy import BallotRules, Policy


class Opinion(Record, frozen=True):
    """How many ballots are valid, and their mean in hundredths; None without a valid one."""

    valid: int
    mean: int | None


def worth(rules: BallotRules, counts: Counts) -> tuple[int, int]:
    """How many of the ballots are valid (弃权 and 废票 are not), and the sum of their values in hundredths."""
    valid = sum(counts.get(answer.name, 0) for answer in rules.answers)
    return valid, sum(counts.get(answer.name, 0) * answer.value for answer in rules.answers)


def mean_of(valid: int, points: int) -> int | None:
    """The mean of valid ballots in hundredths, half up; never 0 for want of ballots."""
    return half_up(points, valid) if valid else None


def opinion(rules: BallotRules, ballots: Iterable[Ballots]) -> Opinion:
    """All groups of voters pooled: every valid ballot weighs the same."""
    sums = [worth(rules, group.counts) for group in ballots]
    valid, points = sum(each for each, _ in sums), sum(each for _, each in sums)
    return Opinion(valid, mean_of(valid, points))


class BallotLine(Record, frozen=True):
    """A worker's ballots of one group of voters (None while 未录), what they come to, and all groups' together.

    `enough` False where there are ballots, but fewer valid ones in all than the policy wants.
    """

    worker: Worker
    grid: Grid
    village: Village
    ballots: Ballots | None
    own: Opinion
    pooled: Opinion
    enough: bool


def ballot_lines(policy: Policy, records: QuarterRecords, voters: str) -> Sequence[BallotLine]:
    """One group's ballots about everybody, in the order of the records."""
    lines = []
    for case in records.people:
        grid = records.grids[case.home.grid]
        typed = next((group for group in case.ballots if group.voters == voters), None)
        own, pooled = opinion(policy.ballots, [typed] if typed else []), opinion(policy.ballots, case.ballots)
        enough = not case.ballots or pooled.valid >= policy.ballots.enough
        lines.append(BallotLine(case.worker, grid, records.villages[grid.village], typed, own, pooled, enough))
    return lines
