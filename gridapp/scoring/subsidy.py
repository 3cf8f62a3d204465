"""Money: what is due, withheld, shared and carried over, to the 分 (DOMAIN section 5)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, Self

from gridapp.amounts import half_up
from gridapp.model import Standard, WorkerQuarter
from gridapp.periods import DAY, Quarter, Span
from gridapp.scoring.policy import WHOLE, Policy
from gridapp.scoring.result import Pay, Pool, QuotaBoard, Standing
from gridapp.scoring.service import merged

NO_CORRECTIONS: Mapping[str, int] = MappingProxyType({})


class Unbalanced(Exception):
    """Σ paid + carried out ≠ Σ due + carried in + Σ rewards + Σ corrections: a bug, never a state of the office."""


class Claim(NamedTuple):
    """What a worker has a claim to, in 分: the standard that held last, and what is due for the days in post."""

    standard: int
    due: int


class Terms(NamedTuple):
    """A standard as far as it decides what is due: whether it is the worker's own, from when on it holds, and 分."""

    own: bool
    start: date
    cents: int

    @classmethod
    def of(cls, standard: Standard) -> Self:
        return cls(standard.worker != "", standard.start, standard.cents)


def claim(quarter: Quarter, case: WorkerQuarter) -> Claim:
    """A worker's claim before anything is withheld or shared out."""
    return _claim(quarter, case.home.last, tuple(merged(case.posts)), tuple(map(Terms.of, case.standards)))


@lru_cache(maxsize=1 << 12)
def _claim(quarter: Quarter, last: date, posts: tuple[Span, ...], standards: tuple[Terms, ...]) -> Claim:
    """Most people of a township serve the same days for the same standard: they are worked out once."""
    return Claim(standard_on(standards, min(last, quarter.span.last)), due(posts, standards, quarter))


def due(posts: Iterable[Span], standards: Sequence[Terms], quarter: Quarter) -> int:
    """Standard × days in post ÷ days in the quarter, half up once; a standard that changes counts by its days."""
    served = [days for days in (post.meet(quarter.span) for post in posts) if days]
    earned = sum(standard_on(standards, part.first) * part.days for days in served for part in _cut(days, standards))
    return half_up(earned, quarter.span.days)


def _cut(days: Span, standards: Sequence[Terms]) -> list[Span]:
    """The days in pieces, a new one where another standard begins."""
    starts = sorted({each.start for each in standards if days.first < each.start <= days.last})
    firsts, lasts = [days.first, *starts], [*(start - DAY for start in starts), days.last]
    return [Span(first, last) for first, last in zip(firsts, lasts, strict=True)]


def standard_on(standards: Sequence[Terms], day: date) -> int:
    """The standard in 分 per quarter that holds on a day, 0 where there is none; a worker's own before the default."""
    return max([each for each in standards if each.start <= day], default=_NONE).cents


_NONE = Terms(False, date.min, 0)


def pay_people(
    policy: Policy,
    carried_in: int,
    reward: int,
    board: QuotaBoard,
    claims: Mapping[str, Claim],
    standings: Mapping[str, Standing],
    corrections: Mapping[str, int] = NO_CORRECTIONS,
) -> tuple[dict[str, Pay], Pool]:
    """Everyone's money by number, and the pool; claims and standings are by number too.

    What is shared out waits while a tie is open. Who has no total yet is paid as if nothing were to be withheld: a
    preview, since such a quarter can't be settled. `corrections` of earlier quarters (分 by number) come from the
    township and go back to it, as the fixed reward does: the pool of a settled quarter is not opened again.
    """
    withheld = {number: _withheld(policy, standings[number], claim.due) for number, claim in claims.items()}
    total = sum(withheld.values())
    winners = frozenset(board.excellent)
    each = None if board.tie else (carried_in + total) // len(winners) if winners else 0
    pays = {}
    for number, (standard, cents) in claims.items():
        wins = number in winners
        share, prize = (None, None) if each is None else (each, reward) if wins else (0, 0)
        corrected = corrections.get(number, 0)
        paid = None if share is None or prize is None else cents - withheld[number] + share + prize + corrected
        pays[number] = Pay(standard, cents, withheld[number], share, prize, paid, corrected)
    left = None if each is None else carried_in + total - each * len(winners)
    pool = Pool(carried_in, total, each, left)
    _check_balance(pays, pool)
    return pays, pool


def _withheld(policy: Policy, standing: Standing, cents: int) -> int:
    """What 不合格 loses of the due: all but its share, which is rounded half up."""
    return cents - half_up(cents * policy.worst.pay, WHOLE) if standing.grade == policy.worst.name else 0


def _check_balance(pays: Mapping[str, Pay], pool: Pool) -> None:
    if pool.carried_out is None:
        return
    out = sum(pay.paid or 0 for pay in pays.values()) + pool.carried_out
    into = sum(pay.due + (pay.reward or 0) + pay.correction for pay in pays.values()) + pool.carried_in
    if out != into:
        raise Unbalanced(f"{out} != {into}")
