"""Random sequences of every action of a quarter's life: whatever is done, and in whatever order, the money balances, a
settled figure stays what it was, and no decision vanishes that nobody took back.

Longer: `RANDOM_LIFE=200 python -m pytest tests/test_random_life.py`.
"""

import json
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gridapp import sentences
from gridapp.answer import answer
from gridapp.errors import OfficeError
from gridapp.model import (
    SETTLED_STATES,
    Ballots,
    Counts,
    Finding,
    Grid,
    PolicyText,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
    TieBasis,
    Worker,
)
from gridapp.periods import Quarter
from gridapp.rulings import (
    Consequence,
    Correction,
    FlagAnswer,
    Objection,
    Publication,
    Recommendation,
    YearDecision,
)
from tests.offices import LI, Q1, Q2, Q3, WEEKLY, ZHANG, full_quarter, open_office

WANG = "1003"
PEOPLE = (ZHANG, LI, WANG)
QUARTERS = (Q1, Q2, Q3)
DECIDED = (Objection, FlagAnswer, Correction, Consequence, YearDecision, Recommendation, TieBasis)
"""Kinds of record that stay unless somebody takes them back (撤销, 清空决定)."""

quarters = st.sampled_from(QUARTERS)
people = st.sampled_from(PEOPLE)
names = st.sampled_from(["王敏", "周建民"])
reasons = st.sampled_from(["", "经研究"])


class RandomLife(RuleBasedStateMachine):
    """Three people and three quarters, typed in to the full; one place of 优秀 among them."""

    @initialize(failing=st.sets(quarters), closed=st.integers(0, 3))
    def begin(self, failing: set[Quarter], closed: int) -> None:
        """李四 is 不合格 in some of the quarters, and the first of them are closed already."""
        self.folder = tempfile.TemporaryDirectory()
        self.office = open_office(Path(self.folder.name))
        third = [Grid("102", "东村", "东二格"), Worker(WANG, "王五"), Post(WANG, date(2019, 1, 1), "102")]
        places = [QuarterSetting(str(each), "名额取整", "向上取整") for each in QUARTERS]
        opening = QuarterSetting(str(Q1), "上季结转（元）", "100.01")
        reward = QuarterSetting(str(Q2), "优秀奖励（元/人）", "33.33")
        self.office.change("录入", save=[*third, *places, opening, reward])
        for quarter in QUARTERS:
            self.office.change("录入", save=full_quarter(quarter, *PEOPLE))
        self.settled: dict[Quarter, bytes] = {}
        self.decided: dict[type[Record], set[Any]] = {kind: set() for kind in DECIDED}
        for quarter in failing:
            for clause in ("1a", "2a", "4a"):
                self.find(quarter, LI, clause, 15)
        for quarter in QUARTERS[:closed]:
            self.close(quarter)

    def attempt(self, work: Any) -> None:
        """Do what may be refused; a refusal changes nothing."""
        head = self.office.chain_head()
        try:
            work()
        except OfficeError:
            assert self.office.chain_head() == head
        self.note()

    def note(self) -> None:
        """What is settled now, and what is decided, is remembered beside the office."""
        for quarter in QUARTERS:
            if self.office.state(quarter) in SETTLED_STATES and quarter not in self.settled:
                self.settled[quarter] = self.figures(quarter)
        for kind in DECIDED:
            self.decided[kind] |= set(self.keys(kind))

    def keys(self, kind: type[Record]) -> list[Any]:
        fields = {
            Objection: ("id",),
            FlagAnswer: ("quarter", "key"),
            Correction: ("id",),
            Consequence: ("quarter", "worker", "kind"),
            YearDecision: ("year", "worker"),
            Recommendation: ("year", "grid"),
            TieBasis: ("quarter",),
        }[kind]
        return [tuple(getattr(each, field) for field in fields) for each in self.office.all(kind)]

    def figures(self, quarter: Quarter) -> bytes:
        found = answer(self.office.score(quarter))
        return json.dumps({**found, "state": ""}, ensure_ascii=False).encode()

    # ── every action ──────────────────────────────────────────────────────────────────────────────

    @rule(quarter=quarters, worker=people, clause=st.sampled_from(["1a", "2a", "4a"]), times=st.integers(1, 15))
    def find(self, quarter: Quarter, worker: str, clause: str, times: int) -> None:
        day = quarter.months[1].span.first
        self.attempt(lambda: self.office.change("扣分", save=[Finding(worker, day, clause, times=times, note="漏")]))

    @rule(quarter=quarters)
    def strike_out(self, quarter: Quarter) -> None:
        found = [each for each in self.office.all(Finding) if quarter.span.holds(each.day)]
        self.attempt(lambda: self.office.change("撤扣分", remove=found))

    @rule(quarter=quarters, worker=people, visits=st.sampled_from([0, 2, 40, 41]))
    def count(self, quarter: Quarter, worker: str, visits: int) -> None:
        tally = Tally(worker, quarter.weeks[3], Counts({**WEEKLY, "居民走访": visits}))
        self.attempt(lambda: self.office.change("登记", save=[tally]))

    @rule(quarter=quarters, worker=people, satisfied=st.integers(0, 10))
    def vote(self, quarter: Quarter, worker: str, satisfied: int) -> None:
        counts = Counts({"满意": satisfied, "较满意": 10 - satisfied, "一般": 0, "不满意": 0})
        self.attempt(lambda: self.office.change("测评", save=[Ballots(str(quarter), worker, "其他", counts)]))

    @rule(quarter=quarters)
    def advance(self, quarter: Quarter) -> None:
        over = (quarter.span.last, quarter.span.last)
        published = self.office.state(quarter) == "已核对"
        self.attempt(lambda: self.office.publish(quarter, *over) if published else self.office.advance(quarter))

    @rule(quarter=quarters)
    def close(self, quarter: Quarter) -> None:
        """All the way, as an office does that wants to be done with it."""
        self.answer_objections("维持")
        if self.office.score(quarter).board.stale:
            self.clear_decision(quarter)
        tie = self.office.score(quarter).board.tie
        if tie:
            self.decide(quarter, set(tie.candidates[: tie.seats]), "经研究")
        for _ in range(3):
            if self.office.state(quarter) not in SETTLED_STATES:
                self.advance(quarter)

    @rule(quarter=quarters, last=st.dates(date(2019, 1, 1), date(2030, 1, 1)))
    def publish(self, quarter: Quarter, last: date) -> None:
        self.attempt(lambda: self.office.publish(quarter, date(2019, 2, 1), last))

    @rule(quarter=quarters, reason=reasons)
    def send_back(self, quarter: Quarter, reason: str) -> None:
        self.attempt(lambda: self.office.send_back(quarter, reason))

    @rule(quarter=quarters, chosen=st.sets(people), reason=reasons)
    def decide(self, quarter: Quarter, chosen: set[str], reason: str) -> None:
        self.attempt(lambda: self.office.decide(quarter, sorted(chosen), reason))

    @rule(quarter=quarters)
    def clear_decision(self, quarter: Quarter) -> None:
        def clear() -> None:
            self.office.clear_decision(quarter)
            self.decided[TieBasis].discard((str(quarter),))

        self.attempt(clear)

    @rule(quarter=quarters, outcome=st.sampled_from(["", "维持", "更正"]))
    def object_to(self, quarter: Quarter, outcome: str) -> None:
        said = ("答复", outcome, "王敏", date(2019, 12, 2)) if outcome else ()
        objection = Objection(str(quarter), "赵六", date(2019, 12, 1), "有异议", ZHANG, *said)
        self.attempt(lambda: self.office.change("异议", save=[objection]))

    @rule(outcome=st.sampled_from(["维持", "其他"]))
    def answer_objections(self, outcome: str) -> None:
        for each in self.office.all(Objection):
            told = {"answer": "答复", "outcome": outcome, "answered_by": "王敏", "answered": date(2019, 12, 2)}
            answered = msgspec.structs.replace(each, **told)
            self.attempt(lambda answered=answered: self.office.change("答复", save=[answered]))

    @rule(quarter=quarters, text=reasons)
    def explain(self, quarter: Quarter, text: str) -> None:
        for doubt in self.office.doubts(quarter)[:2]:
            self.attempt(lambda doubt=doubt: self.office.answer_doubt(quarter, doubt, text, "王敏", date(2019, 12, 1)))

    @precondition(lambda self: self.settled)
    @rule(quarter=quarters, worker=people, points=st.integers(1, 15), confirmed=st.sets(people), who=names)
    def correct(self, quarter: Quarter, worker: str, points: int, confirmed: set[str], who: str) -> None:
        day = quarter.months[1].span.first
        added = [Finding(worker, day, "4a", times=points, note="补")]
        told = {"reason": "漏记", "proposed_by": "王敏", "confirmed_by": who, "day": date(2019, 12, 1)}
        self.attempt(lambda: self.office.correct(quarter, added, confirmed=confirmed, **told))

    @precondition(lambda self: self.settled)
    @rule(quarter=quarters, worker=people)
    def correct_back(self, quarter: Quarter, worker: str) -> None:
        if quarter not in self.settled:
            return
        held = [each for each in self.office.as_corrected(quarter, Finding, worker) if quarter.span.holds(each.day)]
        told = {"reason": "误记", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2019, 12, 1)}
        self.attempt(lambda: self.office.correct(quarter, remove=held, confirmed=PEOPLE, **told))

    @rule(quarter=quarters, accepted=st.booleans(), reason=reasons)
    def follow(self, quarter: Quarter, accepted: bool, reason: str) -> None:
        for draft in self.office.drafts(quarter):
            self.attempt(
                lambda draft=draft: self.office.decide_draft(
                    draft, reason, "周建民", date(2019, 12, 1), accepted=accepted
                )
            )

    @rule(worker=people, decision=st.sampled_from(["续用", "不予续用", "升职"]), reason=reasons)
    def end_the_year(self, worker: str, decision: str, reason: str) -> None:
        known = self.office.register().workers[worker]
        self.attempt(lambda: self.office.decide_year(2019, known, decision, reason, "周建民", date(2019, 12, 30)))

    @rule(worker=people, days=st.lists(st.dates(date(2019, 12, 1), date(2019, 12, 9)), max_size=4))
    def recommend(self, worker: str, days: list[date]) -> None:
        steps = dict(zip(("recommended", "reviewed", "decided", "appointed"), days, strict=False))
        self.attempt(lambda: self.office.recommend(Recommendation(2020, "101", "某人", worker, **steps)))

    @rule(worker=people, name=st.sampled_from(["张三丰", "李四"]), cents=st.integers(0, 300_000))
    def change_the_roster(self, worker: str, name: str, cents: int) -> None:
        records = [Worker(worker, name), Standard("", date(2019, 1, 1), cents)]
        self.attempt(lambda: self.office.change("改名册", save=records))

    @rule(stricter=st.booleans())
    def change_the_policy(self, stricter: bool) -> None:
        (known,) = self.office.all(PolicyText)
        text = known.text.replace("points = 1\n", "points = 2\n") if stricter else known.text
        self.attempt(lambda: self.office.change("修订办法", save=[PolicyText(known.version, text)]))

    @rule()
    def undo(self) -> None:
        self.go_back(self.office.undo)

    @rule()
    def redo(self) -> None:
        self.go_back(self.office.redo)

    def go_back(self, way: Any) -> None:
        """What is taken back on purpose has not vanished; nor may what is settled be taken back."""
        try:
            way()
        except OfficeError:
            return
        self.decided = {kind: set(self.keys(kind)) for kind in DECIDED}
        self.note()

    # ── what holds always ─────────────────────────────────────────────────────────────────────────

    @invariant()
    def balances(self) -> None:
        for quarter in QUARTERS:
            view = self.office.view(quarter)
            if view.result.pool.carried_out is not None:
                into, out = sentences.balance(view)
                assert into == out
        for line in self.office.pool_book():
            assert not line.settled or (line.balances and line.follows)

    @invariant()
    def what_is_settled_stays(self) -> None:
        for quarter, before in self.settled.items():
            assert self.office.state(quarter) in SETTLED_STATES
            assert self.figures(quarter) == before

    @invariant()
    def no_decision_vanishes(self) -> None:
        for kind in DECIDED:
            assert self.decided[kind] <= set(self.keys(kind)), kind.__name__

    @invariant()
    def nothing_is_settled_with_anything_open(self) -> None:
        for quarter in self.settled:
            assert self.office.frozen(quarter).result.board.tie is None
            assert not self.office.frozen(quarter).result.board.stale
            published = self.office.frozen(quarter).publication
            assert isinstance(published, Publication)
            assert published.last < date.today()

    @invariant()
    def corrections_are_paid_once(self) -> None:
        """Each in one quarter, and in none that was settled before it."""
        paid = [each.correction for quarter in QUARTERS for each in self.office.score(quarter).corrections]
        assert len(set(paid)) <= len(self.office.all(Correction))
        for correction in self.office.all(Correction):
            assert Quarter.parse(correction.paid_in) > Quarter.parse(correction.quarter)

    def teardown(self) -> None:
        if hasattr(self, "office"):
            try:
                assert self.office.check() == []
            finally:
                self.office.close()
                self.folder.cleanup()


TestRandomLife = RandomLife.TestCase
TestRandomLife.settings = settings(
    max_examples=int(os.environ.get("RANDOM_LIFE", "8")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
