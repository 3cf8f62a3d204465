"""What is kept of a quarter follows every change: asked again, the office says what one says that has kept nothing.

More of it: `RANDOM_STEPS=2000 python -m pytest tests/test_ledger.py`.
"""

import os
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from gridapp.errors import OfficeError
from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    Grid,
    Meeting,
    PolicyText,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
    Village,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.store.tables import TABLES
from tests.offices import LI, MONTHLY, Q1, Q2, Q3, WEEKLY, ZHANG, bring_to, full_quarter, meeting, open_office

NEW = "1003"
QUARTERS = (Q1, Q2, Q3)
quarters = st.sampled_from(QUARTERS)
workers = st.sampled_from([ZHANG, LI, NEW])
weeks = st.sampled_from([Q1.weeks[0], Q1.weeks[-1], Q2.weeks[0], Q2.weeks[-1], Q3.weeks[0]])
days = st.sampled_from([date(2019, 3, 31), date(2019, 4, 1), date(2019, 5, 6), date(2019, 6, 30)])
asked = st.sampled_from([Q2, Q2, Q1, Q3, None])
few = st.integers(0, 6)
texts = st.sampled_from(["", "甲", "乙"])


def some(counts: Counts) -> st.SearchStrategy[Counts]:
    """Some of the counts, others 未录."""
    return st.dictionaries(st.sampled_from(sorted(counts)), few).map(Counts)


of_one: st.SearchStrategy[Record] = st.one_of(
    st.builds(Tally, workers, weeks, some(WEEKLY), texts, texts),
    st.builds(Tally, workers, st.sampled_from([*Q1.months, *Q2.months]), some(MONTHLY), texts),
    st.builds(Detail, workers, days, st.sampled_from([*WEEKLY, *MONTHLY]), object=texts, id=st.integers(1, 4)),
    st.builds(Finding, workers, days, st.sampled_from(["1a", "2c", "4b"]), note=texts, id=st.integers(1, 4)),
    st.builds(Attendance, st.just("H1"), workers, st.sampled_from(["正常", "迟到", "缺席"]), st.just("迟交")),
    st.builds(Ballots, quarters.map(str), workers, st.just("其他"), st.builds(lambda n: Counts({"满意": n}), few)),
    st.builds(Standard, st.sampled_from(["", ZHANG]), days, st.integers(0, 200_000)),
    st.builds(Worker, workers, st.sampled_from(["张三", "李四"])),
)
shared: st.SearchStrategy[Record] = st.one_of(
    st.builds(Meeting, st.sampled_from(["H1", "H2"]), days, st.sampled_from(["例会", "培训"])),
    st.builds(Post, st.just(ZHANG), st.just(date(2019, 1, 1)), st.sampled_from(["101", "301"]), st.none() | days),
    st.builds(Post, st.just(NEW), days, st.just("301")),
    st.builds(Grid, st.sampled_from(["101", "301"]), st.sampled_from(["东村", "南社区"]), texts),
    st.builds(Village, st.just("东村"), st.sampled_from(["村", "社区"])),
    st.builds(QuarterSetting, quarters.map(str), st.just("5a口径"), st.sampled_from(["按周", "按人按周"])),
)
KINDS: list[Any] = [table.record for table in TABLES if table.record not in (Village, Grid, Worker, PolicyText)]


def all_of(office: Office, quarter: Quarter) -> list[object]:
    """All that an office says of a quarter."""
    duties = office.policy(quarter).duties
    weeks = [office.week(quarter, week) for week in (quarter.weeks[0], quarter.weeks[-1])]
    return [
        office.records(quarter),
        office.score(quarter),
        office.open_week(quarter),
        *weeks,
        *(office.duty(quarter, duty) for duty in (duties[0], duties[-1])),
    ]


def forgetful(office: Office) -> Office:
    """An office on the same file that has kept nothing."""
    return Office(office._db, office.path, office.who)


class RandomChanges(RuleBasedStateMachine):
    """An office that is asked about one quarter or another, mostly after every change."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.office = open_office(Path(self.folder.name))
        self.office.change("录入", save=[*full_quarter(Q1), *full_quarter(Q2), *meeting("H1", date(2019, 4, 3))])
        self.office.change("录入", save=[Grid("301", "东村", "东三格"), Worker(NEW, "王五")])

    @rule(save=st.lists(of_one, min_size=1, max_size=3), asked=asked)
    def type(self, save: list[Record], asked: Quarter | None) -> None:
        self._change(asked, save=save)

    @rule(save=shared, asked=asked)
    def alter_what_is_shared(self, save: Record, asked: Quarter | None) -> None:
        self._change(asked, save=[save])

    @rule(kind=st.sampled_from(KINDS), place=st.integers(0, 30), asked=asked)
    def remove(self, kind: Any, place: int, asked: Quarter | None) -> None:
        self._change(asked, remove=self.office.all(kind)[place : place + 2])

    def _change(self, asked: Quarter | None, **what: list[Record]) -> None:
        with suppress(OfficeError):  # what the rules of the office forbid changes nothing
            self.office.change("录入", **what)
        self._ask(asked)

    @rule(quarter=quarters, asked=asked)
    def advance(self, quarter: Quarter, asked: Quarter | None) -> None:
        with suppress(OfficeError):
            bring_to(self.office, quarter)
        self._ask(asked)

    @rule(quarter=quarters, times=few, asked=asked)
    def correct(self, quarter: Quarter, times: int, asked: Quarter | None) -> None:
        forgotten = [Finding(ZHANG, quarter.span.first, "4b", times=times)]
        names = {"reason": "漏记", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2020, 1, 6)}
        with suppress(OfficeError):
            self.office.correct(quarter, forgotten, **names)
        self._ask(asked)

    @rule(asked=asked)
    def undo(self, asked: Quarter | None) -> None:
        with suppress(OfficeError):
            self.office.undo()
        self._ask(asked)

    @rule(asked=asked)
    def redo(self, asked: Quarter | None) -> None:
        with suppress(OfficeError):
            self.office.redo()
        self._ask(asked)

    def _ask(self, quarter: Quarter | None) -> None:
        if quarter:
            assert all_of(self.office, quarter) == all_of(forgetful(self.office), quarter)

    def teardown(self) -> None:
        if hasattr(self, "office"):
            kept = [all_of(self.office, quarter) for quarter in QUARTERS]
            self.office.close()
            with Office.open(self.office.path) as opened:
                assert kept == [all_of(opened, quarter) for quarter in QUARTERS]
            self.folder.cleanup()


TestRandomChanges = RandomChanges.TestCase
TestRandomChanges.settings = settings(
    max_examples=int(os.environ.get("RANDOM_STEPS", "50")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
