"""What a correction of a settled quarter makes of its people: who is restated, what is paid, what is only listed.

How far it reaches is read like this. It restates those whose own sheet comes out otherwise: sheet, total, grade, money;
and those of a tie that comes about and that the leading group decides. Whose grade alone would change, since the places
of 优秀 would go to others, is listed, and is restated only if a person confirms it. So are runs of 不合格, what was
accepted about them, and what would have been carried over: listed, for a person to decide.

The pool of a settled quarter is not opened again: who becomes 优秀 gets the share that each 优秀 got then, who no
longer is gives it back; the money comes from the township or goes back to it, as the fixed reward does.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from gridapp.amounts import half_up, show_yuan
from gridapp.errors import Refused
from gridapp.periods import Quarter
from gridapp.scoring.grades import BEYOND_QUOTA, PENDING
from gridapp.scoring.policy import WHOLE, Policy
from gridapp.scoring.result import Pay, Person, QuarterResult, ScoreSheet, Standing
from gridapp.scoring.settings import read_settings
from gridapp.ties import names

Stated = Mapping[str, Person]
"""Everybody of a settled quarter by number, as stated so far: as settled, or as the newest correction restated them."""


class Difference(NamedTuple):
    """One worker as stated so far and as the correction would have it.

    `own`: the correction itself restates it, for the sheet is another or the leading group has decided the grade;
    otherwise a person confirms it or not.
    """

    before: Person
    after: Person
    own: bool

    @property
    def cents(self) -> int:
        """What is paid, or taken back, for it."""
        return paid_more(self.before, self.after)


def paid_more(before: Person, after: Person) -> int:
    """What is paid for a correction of a person's quarter, in 分; below 0 what is taken back."""
    return (after.pay.paid or 0) - (before.pay.paid or 0)


def check_settled(quarter: Quarter, stated: Stated, without: QuarterResult) -> None:
    """Raises Refused unless the records as they were still give what was settled and corrected so far (`without`)."""
    same = {person.sheet.worker.id: person.sheet for person in without.people}
    if same != {number: person.sheet for number, person in stated.items()}:
        raise Refused(
            f"按{quarter.title}定案时的记录重算，与封存的得分不符，不能办理更正；请先检查数据库（gridapp check）"
        )


def check_corrected(stated: Stated, without: QuarterResult, with_it: QuarterResult) -> None:
    """Raises Refused unless the corrected records give a whole result for the same people."""
    if {person.sheet.worker.id for person in with_it.people} != stated.keys():
        raise Refused("更正不能增加或减少参加考核的人")
    if len(with_it.unsettled) > len(without.unsettled):
        raise Refused("更正以后还有未录的，请补全")


def differences(
    policy: Policy,
    kept: QuarterResult,
    stated: Stated,
    without: QuarterResult,
    with_it: QuarterResult,
    decided: Collection[str],
) -> Iterator[Difference]:
    """Whom the correction restates, or would if that is confirmed; `decided`: whose tie the leading group decides."""
    was = {person.sheet.worker.id: person for person in without.people}
    for now in with_it.people:
        number, standing = now.sheet.worker.id, now.standing
        before = stated[number]
        own = now.sheet != was[number].sheet or now.pay.due != was[number].pay.due
        if number in decided:
            own = own or standing != before.standing
        elif standing.grade == PENDING:  # nobody has decided that: the place stays whose it was
            grade = before.standing.grade if before.standing.grade == policy.best.name else policy.grades[1].name
            standing = Standing(grade, standing.rank, f"{BEYOND_QUOTA}，更正后同分，名额未重定")
        elif not own and standing.grade == was[number].standing.grade:
            continue
        if own or standing.grade != before.standing.grade:
            yield Difference(before, restate(policy, kept, before, now.sheet, standing, now.pay), own)


def restate(
    policy: Policy, kept: QuarterResult, stated: Person, sheet: ScoreSheet, standing: Standing, pay: Pay
) -> Person:
    """A person with another sheet or standing, paid by it. `pay` says what is due on the corrected records."""
    worst, best = policy.worst, policy.best
    withheld = pay.due - half_up(pay.due * worst.pay, WHOLE) if standing.grade == worst.name else 0
    wins = standing.grade == best.name
    share = (kept.pool.each or 0) if wins else 0
    reward = read_settings(policy, kept.settings).reward if wins else 0
    carried = stated.pay.correction
    paid = pay.due - withheld + share + reward + carried
    return Person(sheet, standing, Pay(pay.standard, pay.due, withheld, share, reward, paid, carried))


def listed(kept: QuarterResult, with_it: QuarterResult) -> Iterator[str]:
    """What else the correction touches, in Chinese, for a person to decide."""
    settled, now = kept.pool.carried_out, with_it.pool.carried_out
    if now is not None and settled is not None and now != settled:
        yield (
            f"照此重算，结转下季应为 {show_yuan(now)} 元，定案时是 {show_yuan(settled)} 元。"
            "扣发资金不再重开，更正的补发、扣回由镇另行安排。"
        )
    if with_it.board.stale:
        yield "照此重算，领导小组原来的决定不再相符；原定的等次不变。"


def undecided(with_it: QuarterResult) -> Iterator[str]:
    """The tie that the correction leaves open."""
    tie = with_it.board.tie
    if tie:
        told = f"照此重算，{names(with_it, tie.candidates)} 在名额处并列，余 {tie.seats} 个名额"
        yield f"{told}；名额不重定，等次有变请由领导小组决定。"


def unconfirmed(found: Collection[Difference], chosen: Collection[Difference]) -> Iterator[str]:
    """Whose grade would have changed and was not confirmed."""
    for each in found:
        if each not in chosen:
            name, before, after = each.before.sheet.worker.name, each.before.standing.grade, each.after.standing.grade
            yield f"照此重算，{name} 的等次会由{before}变为{after}；经办人没有确认，等次不变。"
