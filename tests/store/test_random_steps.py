"""Random steps against a plain dict: the same answers, a whole chain at the end, and undoing all gives the start.

10,000 operations: `RANDOM_STEPS=400 python -m pytest tests/store/test_random_steps.py` (up to 40 in each).
"""

import os
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from gridapp.errors import OfficeError
from gridapp.model import Assistant, Grid, Meeting, OfficeSetting, Post, Record, Standard, Village, Worker
from gridapp.office import Office
from gridapp.store.tables import TABLES

Key = tuple[str, tuple[Any, ...]]
Model = dict[Key, Record]
KINDS = (Village, Grid, Worker, Post, Assistant, Standard, Meeting, OfficeSetting)
TABLE_OF = {table.record: table for table in TABLES}

names = st.sampled_from(["甲", "乙", "丙"])
days = st.dates(date(2019, 1, 1), date(2019, 1, 3))
texts = st.text(st.characters(codec="utf-8"), max_size=8)
records: st.SearchStrategy[Record] = st.one_of(
    st.builds(Village, names, st.sampled_from(["村", "社区"])),
    st.builds(Grid, names, names, texts, st.none() | st.integers(0, 99), texts),
    st.builds(Worker, names, texts, phone=texts),
    st.builds(Post, names, days, names, st.just(date(2019, 1, 31)), texts),
    st.builds(Assistant, names, texts, st.just("网格警员"), st.none() | days, phone=texts, id=st.integers(1, 3)),
    st.builds(Standard, st.just(""), days, st.integers(0, 200_000)),
    st.builds(Meeting, names, days, st.just("例会"), texts, report_due=st.none() | days),
    st.builds(OfficeSetting, names, texts),
)


def key_of(record: Record) -> Key:
    table = TABLE_OF[type(record)]
    return table.name, table.key_of(record)


several = st.lists(records, max_size=4, unique_by=key_of)


def stands(model: Model) -> bool:
    """What the rules ask of these records: nothing refers to what isn't there, no grid and no person twice at once."""
    known = defaultdict[type, set[str]](set)
    for record in model.values():
        match record:
            case Village():
                known[Village].add(record.name)
            case Grid():
                known[Grid].add(record.code)
            case Worker():
                known[Worker].add(record.id)
    posts = [record for record in model.values() if isinstance(record, Post)]
    return (
        all(record.village in known[Village] for record in model.values() if isinstance(record, Grid))
        and all(record.grid in known[Grid] for record in model.values() if isinstance(record, Assistant | Post))
        and all(post.worker in known[Worker] for post in posts)
        and len({post.worker for post in posts}) == len({post.grid for post in posts}) == len(posts)
    )


class RandomSteps(RuleBasedStateMachine):
    """An office beside a dict; `undone` and `done` are the dict's states before and after where it stands."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.office = Office.create(Path(self.folder.name) / "台账.db")
        self.model: Model = {}
        self.done: list[Model] = []
        self.undone: list[Model] = []

    @rule(save=several, remove=several)
    def change(self, save: list[Record], remove: list[Record]) -> None:
        wanted = dict(self.model)
        for record in remove:
            wanted.pop(key_of(record), None)
        wanted |= {key_of(record): record for record in save}
        try:
            event = self.office.change("录入", save=save, remove=remove)
        except OfficeError:
            assert not stands(wanted), "refused without a reason"
        else:
            assert stands(wanted), "let pass what refers to nothing"
            assert event.step or wanted == self.model
            if event.step:
                self.done.append(self.model)
                self.undone.clear()
                self.model = wanted
        self.compare()

    @rule()
    def undo(self) -> None:
        event = self.office.undo()
        assert (event is None) == (not self.done)
        if event:
            self.undone.append(self.model)
            self.model = self.done.pop()
        self.compare()

    @rule()
    def redo(self) -> None:
        event = self.office.redo()
        assert (event is None) == (not self.undone)
        if event:
            self.done.append(self.model)
            self.model = self.undone.pop()
        self.compare()

    def compare(self) -> None:
        assert {key_of(record): record for kind in KINDS for record in self.office.all(kind)} == self.model

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        try:
            assert self.office.check() == []
            while self.office.undo():
                pass
            assert [self.office.all(kind) for kind in KINDS] == [[]] * len(KINDS)
            assert self.office.check() == []
        finally:
            self.office.close()
            self.folder.cleanup()


TestRandomSteps = RandomSteps.TestCase
TestRandomSteps.settings = settings(
    max_examples=int(os.environ.get("RANDOM_STEPS", "50")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
