"""Money: what is due, withheld, shared and carried over, to the 分 (DOMAIN section 5)."""

from collections.abc import Mapping, Sequence
from datetime import date

from gridapp.amounts import half_up
from gridapp.model import Standard, WorkerQuarter
from gridapp.periods import DAY, Quarter, Span
from gridapp.scoring.policy import WHOLE, Policy
from gridapp.scoring.result import Pay, Pool, QuotaBoard, ScoreSheet, Standing
from gridapp.scoring.service import merged


class Unbalanced(Exception):
    """Σ paid + carried out ≠ Σ due + carried in + Σ rewards: a bug, never a state of the office."""


def due(case: WorkerQuarter, quarter: Quarter) -> int:
    """Standard × days in post ÷ days in the quarter, half up once; a standard that changes counts by its days."""
    days = [span for post in merged(case.posts) if (span := post.meet(quarter.span))]
    earned = sum(cents * span.days for period in days for span, cents in _standards(case.standards, period))
    return half_up(earned, quarter.span.days)


def _standards(standards: Sequence[Standard], period: Span) -> list[tuple[Span, int]]:
    """The period cut where another standard begins; the worker's own goes before the township's default."""
    starts = sorted({period.first, *(s.start for s in standards if period.holds(s.start))})
    ends = [*(start - DAY for start in starts[1:]), period.last]
    return [(Span(first, last), standard_on(standards, first)) for first, last in zip(starts, ends, strict=True)]


def standard_on(standards: Sequence[Standard], day: date) -> int:
    """The standard in 分 per quarter that holds on a day, 0 where there is none."""
    holding = [s for s in standards if s.start <= day]
    latest = max(holding, key=lambda s: (bool(s.worker), s.start), default=None)
    return latest.cents if latest else 0


def pay_people(
    policy: Policy,
    quarter: Quarter,
    carried_in: int,
    reward: int,
    board: QuotaBoard,
    people: Sequence[tuple[WorkerQuarter, ScoreSheet]],
    standings: Mapping[str, Standing],
) -> tuple[dict[str, Pay], Pool]:
    """Everyone's money by number, and the pool. Shares wait while a tie or a graded worker's total is open."""
    dues = {sheet.worker.id: due(case, quarter) for case, sheet in people}
    withheld = {number: _withheld(policy, standings[number], cents) for number, cents in dues.items()}
    pool = carried_in + sum(cents or 0 for cents in withheld.values())
    is_open = board.tie is not None or None in withheld.values()
    winners = len(board.excellent)
    each = None if is_open else pool // winners if winners else 0
    pays = {}
    for case, sheet in people:
        number = sheet.worker.id
        wins = number in board.excellent
        share = None if each is None else each if wins else 0
        prize = None if each is None else reward if wins else 0
        kept = withheld[number]
        paid = None if share is None or prize is None or kept is None else dues[number] - kept + share + prize
        standard = standard_on(case.standards, min(case.posts[-1].span.last, quarter.span.last))
        pays[number] = Pay(standard, dues[number], kept, share, prize, paid)
    ledger = Pool(carried_in, pool - carried_in, each, None if each is None else pool - each * winners)
    _check_balance(pays, ledger)
    return pays, ledger


def _withheld(policy: Policy, standing: Standing, cents: int) -> int | None:
    """What 不合格 loses of the due: all but its share, which is rounded half up; None while the grade is open."""
    if not standing.grade:
        return None
    if standing.grade != policy.worst.name:
        return 0
    return cents - half_up(cents * policy.worst.pay, WHOLE)


def _check_balance(pays: Mapping[str, Pay], pool: Pool) -> None:
    if pool.carried_out is None:
        return
    out = sum(pay.paid or 0 for pay in pays.values()) + pool.carried_out
    into = sum(pay.due + (pay.reward or 0) for pay in pays.values()) + pool.carried_in
    if out != into:
        raise Unbalanced(f"{out} != {into}")
