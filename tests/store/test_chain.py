"""The chain from a mark on: only what came since is verified, and the rows that it speaks of."""

from datetime import date
from pathlib import Path

import pytest

from gridapp.model import Worker
from gridapp.office import Mark, Office
from gridapp.store.chain import START, STRETCH, ChainWalk
from gridapp.store.driver import sqlite3
from tests.offices import ZHANG, finding


def walked(file: Path, mark: Mark = START) -> ChainWalk:
    """A whole walk along a closed file's chain."""
    with Office.open(file) as office:
        walk = office.walk_chain(mark)
        while walk.go_on():
            pass
        return walk


def altered(file: Path, statement: str) -> None:
    """What somebody does with another program: the guards are in the way, so they go."""
    raw = sqlite3.connect(file, isolation_level=None)
    kept = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in kept:
        raw.execute(f"DROP TRIGGER {name}")
    assert raw.execute(statement).rowcount > 0
    for _, sql in kept:
        raw.execute(sql)
    raw.close()


def test_a_whole_chain_is_walked_to_its_head(file: Path) -> None:
    walk = walked(file)
    with Office.open(file) as office:
        assert (walk.problems, walk.mark.hash) == ([], office.chain_head())


def test_it_goes_a_stretch_at_a_time(office: Office) -> None:
    for day in range(1, 29):
        office.change("扣分", save=[finding(date(2019, 5, day)) for _ in range(STRETCH // 20)])
    walk, stretches = office.walk_chain(), 1
    while walk.go_on():
        stretches += 1
    assert (walk.problems, stretches, walk.mark.hash) == ([], 2, office.chain_head())


def test_what_came_since_a_mark_is_verified_alone(file: Path) -> None:
    """What was altered before it is left to the whole check; that is what makes it quick."""
    mark = walked(file).mark
    altered(file, f"UPDATE worker SET name = '王五' WHERE id = '{ZHANG}'")
    assert walked(file, mark).problems == []
    assert walked(file).problems == [f'表 worker 中 ["{ZHANG}"] 的内容与变更记录不一致']


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE worker SET name = '王五' WHERE id = '{ZHANG}'",
        f"DELETE FROM worker WHERE id = '{ZHANG}'",
        "UPDATE change SET after = replace(after, '张三丰', '王五') WHERE id = (SELECT max(id) FROM change)",
        "UPDATE step SET who = '李娜' WHERE id = (SELECT max(id) FROM step)",
        "UPDATE change SET key = '[\"10\x1101\"]' WHERE id = (SELECT max(id) FROM change)",
        "UPDATE change SET key = '[1, 2]' WHERE id = (SELECT max(id) FROM change)",
        "UPDATE change SET hash = NULL WHERE id = (SELECT max(id) FROM change)",
        "DELETE FROM step WHERE id = (SELECT max(id) FROM step)",
    ],
)
def test_an_alteration_after_the_mark_is_found(office: Office, statement: str) -> None:
    mark = office.walk_chain().mark
    walk = office.walk_chain()
    while walk.go_on():
        pass
    mark = walk.mark
    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    office.close()
    assert walked(office.path, mark).problems == []
    altered(office.path, statement)
    assert walked(office.path, mark).problems


def test_a_log_that_does_not_hold_the_mark_is_told_and_walked_whole(file: Path) -> None:
    """Somebody has written the log anew, every hash of it right: only who remembers the old one can tell."""
    for mark in (Mark(3, "ab" * 32), Mark(10**9, "ab" * 32)):
        walk = walked(file, mark)
        assert walk.another.startswith("变更记录和上次打开时的不是同一份")
        assert walk.problems == []
        with Office.open(file) as office:
            assert walk.mark.hash == office.chain_head()


def test_what_is_typed_between_two_stretches_is_verified_too(office: Office) -> None:
    walk = office.walk_chain()
    assert not walk.go_on()
    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    assert not walk.go_on()
    assert (walk.problems, walk.mark.hash) == ([], office.chain_head())
