"""The pool of 扣发资金 and all that is paid, quarter by quarter: every line balances and leads to the next."""

from collections.abc import Iterable, Iterator

from gridapp.model import SETTLED_STATES, Record
from gridapp.scoring.result import QuarterResult


class PoolLine(Record, frozen=True):
    """One quarter's money in 分; what a tie leaves open is None.

    `paid` includes corrections that are paid beside the table. `follows`: what comes in is what the line before
    carried out (or there is no line of the quarter before).
    """

    quarter: str
    state: str
    carried_in: int
    withheld: int
    winners: int
    each: int | None
    carried_out: int | None
    due: int
    rewards: int
    corrections: int
    paid: int | None
    follows: bool

    @property
    def settled(self) -> bool:
        return self.state in SETTLED_STATES

    @property
    def balances(self) -> bool:
        """Σ paid + carried out = Σ due + carried in + Σ rewards + Σ corrections; False while something is open."""
        if self.paid is None or self.carried_out is None:
            return False
        return self.paid + self.carried_out == self.due + self.carried_in + self.rewards + self.corrections


def pool_book(results: Iterable[QuarterResult]) -> Iterator[PoolLine]:
    """A line for each quarter that has people, oldest first as they come."""
    before: PoolLine | None = None
    for result in results:
        if result.people:
            before = _line(result, before)
            yield before


def _line(result: QuarterResult, before: PoolLine | None) -> PoolLine:
    pays, pool = [person.pay for person in result.people], result.pool
    amounts = [pay.paid for pay in pays if pay.paid is not None]
    elsewhere = sum(each.cents for each in result.elsewhere)
    return PoolLine(
        quarter=result.quarter,
        state=result.state,
        carried_in=pool.carried_in,
        withheld=pool.withheld,
        winners=len(result.board.excellent),
        each=pool.each,
        carried_out=pool.carried_out,
        due=sum(pay.due for pay in pays),
        rewards=sum(pay.reward or 0 for pay in pays),
        corrections=sum(each.cents for each in result.corrections),
        paid=sum(amounts) + elsewhere if len(amounts) == len(pays) else None,
        follows=before is None or not before.settled or before.carried_out == pool.carried_in,
    )
