"""Every change is one named step that is audited, chained, undone and redone; nothing changes beside it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from gridapp.errors import DamagedFile, Refused
from gridapp.model import Assistant, Finding, Grid, Meeting, OfficeSetting, Village, Worker
from gridapp.office import Office
from gridapp.store import changes
from gridapp.store.audit import verify
from gridapp.store.database import Database
from gridapp.store.driver import sqlite3
from gridapp.store.tables import TABLES, VILLAGES, WORKERS, Table
from tests.offices import LI, ZHANG, finding

TABLE_NAMES = [table.name for table in TABLES]


def _rows(db: Database, table: str) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = db.execute(f"SELECT * FROM {table}").fetchall()
    return rows


# ── nothing changes outside a step ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("table", TABLES, ids=TABLE_NAMES)
def test_a_write_outside_a_step_raises(db: Database, table: Table[Any]) -> None:
    before = _rows(db, table.name)
    column = table.columns[0]
    marks = ", ".join("?" * len(table.columns))
    for statement, values in (
        (f"DELETE FROM {table.name}", ()),
        (f"UPDATE {table.name} SET {column} = {column}", ()),
        (f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({marks})", before[0]),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="a write outside a step"):
            db.execute(statement, values)
    assert _rows(db, table.name) == before


@pytest.mark.parametrize("table", TABLE_NAMES)
def test_another_program_cannot_write_either(file: Path, table: str) -> None:
    """The guards are in the file itself."""
    raw = sqlite3.connect(file)
    with pytest.raises(sqlite3.IntegrityError, match="a write outside a step"):
        raw.execute(f"DELETE FROM {table}")
    raw.close()


# ── a step is whole or not at all ─────────────────────────────────────────────────────────────────


def test_a_step_that_raises_leaves_nothing(db: Database) -> None:
    before = _everything(db)

    def broken_off() -> None:
        with changes.step(db, "录入村", "王敏"):
            VILLAGES.put(db, [Village("西村", "村")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_off()
    assert _everything(db) == before


def test_a_step_that_a_guard_forbids_leaves_nothing(db: Database) -> None:
    def forbid(db: Database, number: int) -> None:
        assert [change.table for change in changes.changes_of(db, number)] == ["village"]
        raise Refused("不可以")

    before = _everything(db)
    with pytest.raises(Refused), changes.step(db, "录入村", "王敏", guards=[forbid]):
        VILLAGES.put(db, [Village("西村", "村")])
    assert _everything(db) == before


def test_a_step_after_which_a_reference_would_hang_leaves_nothing(office: Office) -> None:
    before = office.all(Village)
    with pytest.raises(Refused, match="还有别的记录用到它"):
        office.change("删村", remove=[Village("东村", "村")])
    assert (office.all(Village), office.check()) == (before, [])


def test_a_step_that_changes_nothing_leaves_no_trace(office: Office) -> None:
    head = office.chain_head()
    event = office.change("再存一遍", save=office.all(Worker))
    assert (event.step, event.tables) == (0, frozenset())
    assert office.chain_head() == head
    undone = office.undo()
    assert undone is not None
    assert undone.name == "录入名册"


def _everything(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    return {name: _rows(db, name) for name in (*TABLE_NAMES, "step", "change", "frozen")}


# ── audit ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_event_says_what_was_changed(office: Office) -> None:
    event = office.change("扣分", save=[finding(date(2019, 5, 6))])
    assert (event.name, event.tables) == ("扣分", {"finding"})


def test_history_tells_who_changed_what_and_when(office: Office) -> None:
    renamed = Worker(ZHANG, "张三丰")
    office.who = "李娜"
    office.change("改名", save=[renamed])
    office.undo()
    steps, rows = zip(*office.history(renamed), strict=True)
    assert [(step.name, step.who, step.kind) for step in steps] == [
        ("录入名册", "王敏", "do"),
        ("改名", "李娜", "do"),
        ("撤销：改名", "李娜", "undo"),
    ]
    names = [[row["name"] if row else None for row in (change.before, change.after)] for change in rows]
    assert names == [[None, "张三"], ["张三", "张三丰"], ["张三丰", "张三"]]
    assert all(datetime.fromisoformat(step.at).tzinfo for step in steps)


def test_history_ends_with_the_record(office: Office) -> None:
    village = Village("西村", "村")
    office.change("录入西村", save=[village])
    office.change("删去西村", remove=[village])
    assert [change.after for _, change in office.history(village)] == [{"name": "西村", "kind": "村"}, None]


def test_history_of_one_record_is_not_mixed_with_another(office: Office) -> None:
    office.change("改名", save=[Worker(LI, "李四方")])
    assert [step.name for step, _ in office.history(Worker(ZHANG, ""))] == ["录入名册"]


@pytest.mark.parametrize("item", ['引号"和\\斜杠/', "换行\n", "㛃𠮷䶮", "50%_'; DROP TABLE step"])
def test_any_text_can_be_part_of_a_key(office: Office, item: str) -> None:
    setting = OfficeSetting(item, "值")
    office.change("设置", save=[setting])
    assert [change.after for _, change in office.history(setting)] == [{"item": item, "value": "值"}]
    assert office.check() == []
    office.undo()
    assert setting not in office.all(OfficeSetting)


def test_every_step_moves_the_head_of_the_chain(office: Office) -> None:
    heads = [office.chain_head()]
    for change in (lambda: office.set_office(镇名="柳河镇"), office.undo, office.redo):
        change()
        heads.append(office.chain_head())
    assert len(set(heads)) == 4
    assert all(len(head) == 64 for head in heads)


def test_the_head_is_the_hash_of_the_newest_change(db: Database) -> None:
    hashes = db.execute("SELECT hash FROM change ORDER BY id").fetchall()
    assert (changes.head(db),) == hashes[-1]
    assert len(set(hashes)) == len(hashes)


# ── tampering ─────────────────────────────────────────────────────────────────────────────────────


def _tampered(file: Path, *statements: str) -> list[str]:
    """What the check finds after somebody worked on the file with another program, the guards taken away."""
    raw = sqlite3.connect(file, isolation_level=None)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute("PRAGMA synchronous = OFF")
    raw.execute("BEGIN")
    kept = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in kept:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert raw.execute(statement).rowcount > 0, statement
    for _, sql in kept:
        raw.execute(sql)
    raw.execute("COMMIT")
    raw.close()
    try:
        with Office.open(file) as office:
            return office.check()
    except DamagedFile as damaged:
        return [str(damaged)]


def test_an_untouched_file_passes(file: Path) -> None:
    with Office.open(file) as office:
        assert office.check() == []


@pytest.mark.parametrize("table", TABLES, ids=TABLE_NAMES)
def test_a_record_that_was_tampered_with_is_found(file: Path, full_file: bytes, table: Table[Any]) -> None:
    for column in table.columns:
        file.write_bytes(full_file)
        assert _tampered(file, _spoil(table.name, column, table.key)), column


@pytest.mark.parametrize("table", TABLES, ids=TABLE_NAMES)
def test_a_record_that_was_taken_out_is_found(file: Path, table: Table[Any]) -> None:
    key = ", ".join(table.key)
    assert _tampered(file, f"DELETE FROM {table.name} WHERE ({key}) IN (SELECT {key} FROM {table.name} LIMIT 1)")


def test_a_record_that_was_slipped_in_is_found(file: Path) -> None:
    found = _tampered(file, "INSERT INTO village VALUES ('西村', '村')")
    assert found == ['表 village 中 ["西村"] 的内容与变更记录不一致']


LOG_COLUMNS = [
    *(("change", column) for column in ("step", "tbl", "key", "before", "after", "hash")),
    *(("step", column) for column in ("name", "who", "at", "kind", "target", "undone", "open")),
]


@pytest.mark.parametrize(("table", "column"), LOG_COLUMNS, ids=[".".join(names) for names in LOG_COLUMNS])
def test_a_log_that_was_tampered_with_is_found(file: Path, table: str, column: str) -> None:
    assert _tampered(file, _spoil(table, column, ["id"]))


@pytest.mark.parametrize("table", ["change", "step"])
@pytest.mark.parametrize("which", ["min", "max"])
def test_a_line_that_was_taken_out_of_the_log_is_found(file: Path, table: str, which: str) -> None:
    assert _tampered(file, f"DELETE FROM {table} WHERE id = (SELECT {which}(id) FROM {table})")


def test_two_lines_of_the_log_that_changed_places_are_found(file: Path) -> None:
    assert _tampered(
        file,
        "UPDATE change SET id = -1 WHERE id = 5",
        "UPDATE change SET id = 5 WHERE id = 6",
        "UPDATE change SET id = 6 WHERE id = -1",
    )


def test_an_unfinished_step_left_open_is_found(file: Path) -> None:
    """With it anybody could write unrecorded."""
    assert _tampered(file, "INSERT INTO step (name, who, at, kind, open) VALUES ('', '', '', 'do', 1)")


@pytest.mark.parametrize("spoil", ["UPDATE frozen SET body = zeroblob(9)", "DELETE FROM frozen"])
def test_a_settled_quarter_that_was_tampered_with_is_found(file: Path, spoil: str) -> None:
    assert "2019年第二季度的定案内容缺失或已损坏" in _tampered(file, spoil)


@pytest.mark.parametrize(
    "spoil",
    [
        "DROP TRIGGER finding_update",
        "DROP INDEX step_open",
        "ALTER TABLE worker ADD COLUMN note TEXT",
        "ALTER TABLE settlement RENAME COLUMN carried_out TO carried",
        "CREATE TABLE beside (note TEXT)",
    ],
)
def test_a_schema_that_was_altered_is_found(file: Path, spoil: str) -> None:
    raw = sqlite3.connect(file, isolation_level=None)
    raw.execute(spoil)
    raw.close()
    with Office.open(file) as office:
        assert office.check()


def _spoil(table: str, column: str, key: Sequence[str]) -> str:
    """Another value in the row where it is largest, of the same type, as STRICT tables want."""
    names = ", ".join(key)
    return f"""UPDATE {table} SET {column} = CASE typeof({column})
            WHEN 'text' THEN {column} || '改' WHEN 'integer' THEN {column} + 1000 WHEN 'blob' THEN zeroblob(32)
            ELSE 1 END
        WHERE ({names}) IN (SELECT {names} FROM {table} ORDER BY {column} DESC LIMIT 1)"""


# ── undo and redo ─────────────────────────────────────────────────────────────────────────────────


def _names(office: Office) -> list[str]:
    return [worker.name for worker in office.all(Worker)]


def test_undo_takes_back_and_redo_brings_back(office: Office) -> None:
    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    undone = office.undo()
    assert undone is not None
    assert (undone.name, undone.tables, _names(office)) == ("改名", {"worker"}, ["张三", "李四"])
    redone = office.redo()
    assert redone is not None
    assert (redone.name, redone.tables, _names(office)) == ("改名", {"worker"}, ["张三丰", "李四"])
    assert office.check() == []


def test_steps_are_undone_newest_first_and_redone_oldest_first(office: Office) -> None:
    for name in ("甲", "乙", "丙"):
        office.change(f"改为{name}", save=[Worker(ZHANG, name)])
    seen = []
    for go in (office.undo, office.undo, office.redo, office.undo, office.undo, office.redo, office.redo, office.redo):
        go()
        seen.append(_names(office)[0])
    assert seen == ["乙", "甲", "乙", "甲", "张三", "甲", "乙", "丙"]


def test_there_is_nothing_to_redo_after_a_new_step(office: Office) -> None:
    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    office.undo()
    office.change("再改", save=[Worker(LI, "李四方")])
    assert office.redo() is None
    assert _names(office) == ["张三", "李四方"]


def test_redo_brings_back_the_step_that_was_undone_last_not_one_overtaken_before(office: Office) -> None:
    office.change("增加甲", save=[Worker("1003", "甲")])
    office.undo()
    office.change("增加乙", save=[Worker("1003", "乙")])
    office.undo()
    redone = office.redo()
    assert redone is not None
    assert redone.name == "增加乙"
    assert office.redo() is None


def test_undo_of_everything_is_the_empty_office_and_stops_there(office: Office) -> None:
    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    assert office.undo() is not None
    assert office.undo() is not None
    assert office.undo() is None
    assert [office.all(kind) for kind in (Village, Grid, Worker)] == [[], [], []]
    assert office.check() == []


def test_undo_and_redo_outlast_closing(office: Office) -> None:
    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    office.close()
    with Office.open(office.path) as again:
        again.undo()
    with Office.open(office.path) as again:
        assert _names(again)[0] == "张三"
        again.redo()
        assert _names(again)[0] == "张三丰"


def test_a_number_given_by_the_file_stays_with_its_record(office: Office) -> None:
    """Undone and redone, a finding keeps its number, and the next one gets another."""
    office.change("扣分", save=[finding(date(2019, 5, 6))])
    office.undo()
    office.redo()
    office.change("扣分", save=[finding(date(2019, 5, 7))])
    assert [each.id for each in office.all(Finding)] == [1, 2]


def test_a_number_is_never_given_twice(office: Office) -> None:
    office.change("扣分", save=[finding(date(2019, 5, 6))])
    office.undo()
    office.change("另一条扣分", save=[finding(date(2019, 5, 7))])
    assert [each.id for each in office.all(Finding)] == [2]


Change = Callable[[Office], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda office: office.change("删", remove=[Meeting("H9", date(2019, 7, 3), "例会")]),
        lambda office: office.change("改", save=[Meeting("H9", date(2019, 7, 4), "培训", topic="改了")]),
        lambda office: office.change("增", save=[Assistant("101", "赵六", "网格警员")]),
        lambda office: office.change(
            "换", save=[Meeting("H8", date(2019, 7, 3), "例会")], remove=[Meeting("H9", date(2019, 7, 3), "例会")]
        ),
        lambda office: office.change(
            "重建", save=[Meeting("H9", date(2019, 7, 3), "培训")], remove=[Meeting("H9", date(2019, 7, 3), "例会")]
        ),
    ],
    ids=["removed", "changed", "added", "exchanged", "removed and made again"],
)
def test_undo_gives_the_very_tables_of_before(office: Office, change: Change) -> None:
    office.change("会议", save=[Meeting("H9", date(2019, 7, 3), "例会", topic="原来的")])
    before = [office.all(table.record) for table in TABLES]
    change(office)
    assert [office.all(table.record) for table in TABLES] != before
    office.undo()
    assert [office.all(table.record) for table in TABLES] == before


def test_a_worker_can_be_put_and_taken_within_one_step(db: Database) -> None:
    before = WORKERS.find(db)
    with changes.step(db, "来了又走", "王敏") as number:
        WORKERS.put(db, [Worker("1009", "过客")])
        WORKERS.delete(db, [["1009"]])
    assert [change.after is None for change in changes.changes_of(db, number)] == [False, True]
    assert (WORKERS.find(db), verify(db)) == (before, [])
