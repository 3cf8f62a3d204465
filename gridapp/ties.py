"""并列 at the quota: what the leading group decides, what that was decided upon, and how it has changed since."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from gridapp.amounts import show_points, show_score
from gridapp.errors import Refused
from gridapp.model import QuarterSetting, Record, TieBasis
from gridapp.periods import Quarter
from gridapp.scoring.result import QuarterResult, Tie

DECISION, REASON = "领导小组决定", "决定理由"


class Decision(Record, frozen=True):
    """Whom of the tied the leading group puts on the open seats (numbers), and why, with those present."""

    chosen: tuple[str, ...]
    reason: str


class Decided(NamedTuple):
    """The records that a decision is kept in: what was decided, and what it was decided upon."""

    settings: tuple[QuarterSetting, ...]
    basis: TieBasis


def decided(quarter: Quarter, result: QuarterResult, tie: Tie, decision: Decision) -> Decided:
    """The records of a decision about a tie of this result. Raises Refused when it doesn't fit the tie."""
    chosen = set(decision.chosen)
    if len(chosen) != tie.seats or not chosen <= set(tie.candidates):
        raise Refused(f"余 {tie.seats} 个名额，须从并列的 {len(tie.candidates)} 人中恰好选定 {tie.seats} 人")
    one = next(person.sheet for person in result.people if person.sheet.worker.id == tie.candidates[0])
    values = {DECISION: "；".join(_in_order(tie, chosen)), REASON: decision.reason}
    settings = tuple(QuarterSetting(str(quarter), item, value) for item, value in values.items())
    basis = TieBasis(str(quarter), tie.candidates, tie.seats, one.total or 0, one.base, one.satisfaction or 0)
    return Decided(settings, basis)


def chosen_names(result: QuarterResult, tie: Tie, decision: Decision) -> str:
    """Who was chosen, by name, in the order of rank."""
    return names(result, _in_order(tie, decision.chosen))


def names(result: QuarterResult, numbers: Sequence[str]) -> str:
    """People by name; by number who is not in the result."""
    known = {person.sheet.worker.id: person.sheet.worker.name for person in result.people}
    return "、".join(known.get(number, number) for number in numbers)


def _in_order(tie: Tie, chosen: Collection[str]) -> list[str]:
    return [number for number in tie.candidates if number in chosen]


def what_changed(basis: TieBasis, result: QuarterResult) -> str:
    """How the tie that was decided differs from what there is now, in Chinese."""
    people = {person.sheet.worker.id: person for person in result.people}
    now = result.board.tie
    figures = (
        f"总分 {show_score(basis.total)}、基础分 {show_points(basis.base)}、满意度 {show_score(basis.satisfaction)}"
    )
    then = f"决定时 {names(result, basis.candidates)} 并列（{figures}），余 {basis.seats} 个名额"
    moved = []
    for number in basis.candidates:
        person = people.get(number)
        if person is None or not person.sheet.graded:
            moved.append(f"{names(result, [number])} 不再参评")
        elif person.sheet.total != basis.total:
            total = "未定" if person.sheet.total is None else show_score(person.sheet.total)
            moved.append(f"{names(result, [number])} 的总分变为 {total}")
    tied = f"现在 {names(result, now.candidates)} 并列，余 {now.seats} 个名额" if now else "现在名额处没有并列"
    return "；".join([then, *moved, tied])
