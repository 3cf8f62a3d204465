"""What the office allows of answers and decisions (rulings), one function per kind, as rules does for the records."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from gridapp.model import Record
from gridapp.periods import Quarter
from gridapp.register import Problem, Register
from gridapp.rulings import (
    OUTCOMES,
    RECOMMENDATION_FIELDS,
    RECOMMENDATION_STEPS,
    YEAR_DECISIONS,
    Consequence,
    Correction,
    FlagAnswer,
    Objection,
    Publication,
    Recommendation,
    YearDecision,
)


def _given(fields: Mapping[str, str]) -> Iterator[Problem]:
    """Texts that must not be empty, by field."""
    yield from (Problem(field, "请填写") for field, text in fields.items() if not text.strip())


def _one_of(field: str, value: str, options: Sequence[str]) -> Iterator[Problem]:
    if value not in options:
        yield Problem(field, f"“{value}”不在可选之列，应为：{'、'.join(options)}")


def _somebody(register: Register, worker: str) -> Iterator[Problem]:
    if worker not in register.workers:
        yield Problem("worker", f"没有编号为“{worker}”的网格员，请核对编号")


def _publication(register: Register, publication: Publication) -> Iterator[Problem]:
    first, last = publication.first, publication.last
    if last < first:
        yield Problem("last", f"公示截止日期 {last} 早于开始日期 {first}")
    state = register.closed.get(publication.quarter, "")
    if state in ("已定案", "已发放"):
        yield Problem("last", f"{Quarter.parse(publication.quarter).title}{state}，公示日期不能再改")


def _objection(register: Register, objection: Objection) -> Iterator[Problem]:
    yield from _given({"objector": objection.objector, "text": objection.text})
    if objection.worker:
        yield from _somebody(register, objection.worker)
    if not (objection.outcome or objection.answer or objection.answered or objection.answered_by):
        return
    yield from _one_of("outcome", objection.outcome, OUTCOMES)
    yield from _given({"answer": objection.answer, "answered_by": objection.answered_by})
    if objection.answered is None:
        yield Problem("answered", "请填写答复日期")
    elif objection.answered < objection.received:
        yield Problem("answered", f"答复日期 {objection.answered} 早于收到日期 {objection.received}")


def _flag_answer(register: Register, answer: FlagAnswer) -> Iterator[Problem]:
    yield from _given({"answer": answer.answer, "who": answer.who})


def _correction(register: Register, correction: Correction) -> Iterator[Problem]:
    names = {"proposed_by": correction.proposed_by, "confirmed_by": correction.confirmed_by}
    yield from _given({"reason": correction.reason, **names})
    if correction.proposed_by.strip() and correction.proposed_by.strip() == correction.confirmed_by.strip():
        yield Problem("confirmed_by", "更正须由两个不同的人经办和复核")


def _consequence(register: Register, consequence: Consequence) -> Iterator[Problem]:
    yield from _somebody(register, consequence.worker)
    yield from _given({"who": consequence.who})
    if not consequence.accepted:
        yield from _given({"reason": consequence.reason})


def _year_decision(register: Register, decision: YearDecision) -> Iterator[Problem]:
    yield from _somebody(register, decision.worker)
    yield from _one_of("decision", decision.decision, YEAR_DECISIONS)
    yield from _given({"reason": decision.reason, "who": decision.who})


def _recommendation(register: Register, recommendation: Recommendation) -> Iterator[Problem]:
    """The steps are taken one after the other, none is left out."""
    if recommendation.grid not in register.grids:
        yield Problem("grid", f"没有编号为“{recommendation.grid}”的网格，请核对")
    if recommendation.worker:
        yield from _somebody(register, recommendation.worker)
    yield from _given({"name": recommendation.name})
    steps = list(zip(RECOMMENDATION_FIELDS, RECOMMENDATION_STEPS, recommendation.days, strict=True))
    for (_, before, earlier), (field, step, day) in pairwise(steps):
        yield from _in_turn(field, (before, earlier), (step, day))


def _in_turn(field: str, before: tuple[str, date | None], after: tuple[str, date | None]) -> Iterator[Problem]:
    (step, earlier), (following, day) = before, after
    if day and earlier is None:
        yield Problem(field, f"还没有“{step}”的日期，不能填写“{following}”")
    elif day and earlier and day < earlier:
        yield Problem(field, f"“{following}”的日期 {day} 早于“{step}”的日期 {earlier}")


RULING_RULES: dict[type[Record], Callable[[Register, Any], Iterator[Problem]]] = {
    Publication: _publication,
    Objection: _objection,
    FlagAnswer: _flag_answer,
    Correction: _correction,
    Consequence: _consequence,
    YearDecision: _year_decision,
    Recommendation: _recommendation,
}
