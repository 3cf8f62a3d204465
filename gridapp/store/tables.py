"""Which record stands in which table, and how its fields become columns. Columns bear the fields' names."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import starmap
from typing import Any, Generic, TypeVar, get_type_hints

import msgspec

from gridapp.model import (
    Account,
    Assistant,
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    Grid,
    Meeting,
    OfficeSetting,
    PolicyText,
    Post,
    QuarterSetting,
    QuarterState,
    Record,
    Restatement,
    Settlement,
    Standard,
    Tally,
    TieBasis,
    Village,
    Worker,
)
from gridapp.periods import Month, Week
from gridapp.rulings import (
    Consequence,
    Correction,
    FlagAnswer,
    Objection,
    Publication,
    Recommendation,
    YearDecision,
)
from gridapp.store.connection import Database

R = TypeVar("R", bound=Record)


@lru_cache(maxsize=1 << 16)
def counts_of(text: str | bytes) -> Counts:
    """Counts from their JSON; equal texts share one object."""
    return Counts(msgspec.json.decode(text, type=dict[str, int]))


def text_of(counts: Counts) -> str:
    """Counts as JSON with the names in order, so that equal counts are equal texts."""
    return msgspec.json.encode(counts, order="sorted").decode()


@lru_cache(maxsize=1 << 14)
def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1 << 12)
def period_of(text: str) -> Week | Month:
    """A week from its Monday ("2019-08-05"), a month from "2019-08"."""
    return Month.parse(text) if len(text) == 7 else Week(date.fromisoformat(text))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _numbers(text: str) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...])


_READERS: dict[Any, Callable[[Any], Any]] = {
    bool: bool,
    tuple[str, ...]: _numbers,
    date: day_of,
    date | None: day_of,
    Counts: counts_of,
    Week | Month: period_of,
}
_WRITERS: dict[Any, Callable[[Any], Any]] = {
    bool: int,
    tuple[str, ...]: lambda numbers: msgspec.json.encode(numbers).decode(),
    date: _iso,
    date | None: _iso,
    Counts: text_of,
    Week | Month: lambda period: period.key,
}


class Table(Generic[R]):
    """One table: its name, the record that a row is, and the columns that make its key."""

    def __init__(self, name: str, record: type[R], *key: str) -> None:
        self.name = name
        self.record = record
        self.key = key
        self.columns: tuple[str, ...] = record.__struct_fields__
        hints = get_type_hints(record)
        self._readers = [(i, _READERS[hints[c]]) for i, c in enumerate(self.columns) if hints[c] in _READERS]
        self._writers = [(i, _WRITERS[hints[c]]) for i, c in enumerate(self.columns) if hints[c] in _WRITERS]
        self._key_places = [self.columns.index(column) for column in key]
        self._select = f"SELECT {', '.join(self.columns)} FROM {name}"
        self._where_key = " AND ".join(f"{column} = ?" for column in key)

    def to_row(self, record: R) -> list[Any]:
        row = list(msgspec.structs.astuple(record))
        for place, write in self._writers:
            row[place] = write(row[place])
        return row

    def key_of(self, record: R) -> tuple[Any, ...]:
        """The record's key as the table holds it."""
        row = self.to_row(record)
        return tuple(row[place] for place in self._key_places)

    def read(self, rows: Iterable[Sequence[Any]]) -> Iterator[R]:
        record, readers = self.record, self._readers
        if not readers:
            yield from starmap(record, rows)
            return
        for row in rows:
            values = list(row)
            for place, read in readers:
                values[place] = read(values[place])
            yield record(*values)

    def find(self, db: Database, where: str = "", args: Sequence[Any] = ()) -> list[R]:
        """Rows that match an SQL condition (it may end in ORDER BY), else all, in the order of the key."""
        tail = f" WHERE {where}" if where else ""
        order = "" if "ORDER BY" in where else f" ORDER BY {', '.join(self.key)}"
        return list(self.read(db.execute(self._select + tail + order, list(args))))

    def get(self, db: Database, *key: Any) -> R | None:
        return next(self.read(db.execute(f"{self._select} WHERE {self._where_key}", list(key))), None)

    def put(self, db: Database, records: Iterable[R]) -> None:
        """Insert, or update the row that has the same key. Rows without an id get one."""
        rows = [self.to_row(record) for record in records]
        columns, marks = ", ".join(self.columns), ", ".join("?" * len(self.columns))
        rest = [column for column in self.columns if column not in self.key]
        update = ", ".join(f"{column} = excluded.{column}" for column in rest)
        upsert = f"ON CONFLICT ({', '.join(self.key)}) DO UPDATE SET {update}"
        db.conn.executemany(f"INSERT INTO {self.name} ({columns}) VALUES ({marks}) {upsert}", rows)

    def delete(self, db: Database, keys: Iterable[Sequence[Any]]) -> None:
        db.conn.executemany(f"DELETE FROM {self.name} WHERE {self._where_key}", keys)


VILLAGES = Table("village", Village, "name")
GRIDS = Table("grid", Grid, "code")
WORKERS = Table("worker", Worker, "id")
POSTS = Table("post", Post, "worker", "start")
ASSISTANTS = Table("assistant", Assistant, "id")
STANDARDS = Table("standard", Standard, "worker", "start")
WEEK_TALLIES = Table("week_tally", Tally, "period", "worker")
MONTH_TALLIES = Table("month_tally", Tally, "period", "worker")
DETAILS = Table("detail", Detail, "id")
FINDINGS = Table("finding", Finding, "id")
MEETINGS = Table("meeting", Meeting, "id")
ATTENDANCE = Table("attendance", Attendance, "meeting", "worker")
BALLOTS = Table("ballots", Ballots, "quarter", "worker", "voters")
QUARTER_SETTINGS = Table("quarter_setting", QuarterSetting, "quarter", "item")
QUARTERS = Table("quarter", QuarterState, "quarter")
SETTLEMENTS = Table("settlement", Settlement, "quarter")
POLICIES = Table("policy", PolicyText, "version")
OFFICE_SETTINGS = Table("office_setting", OfficeSetting, "item")
TIE_BASES = Table("tie_basis", TieBasis, "quarter")
PUBLICATIONS = Table("publication", Publication, "quarter")
OBJECTIONS = Table("objection", Objection, "id")
FLAG_ANSWERS = Table("flag_answer", FlagAnswer, "quarter", "key")
CORRECTIONS = Table("correction", Correction, "id")
RESTATEMENTS = Table("restatement", Restatement, "correction", "worker")
CONSEQUENCES = Table("consequence", Consequence, "quarter", "worker", "kind")
YEAR_DECISIONS = Table("year_decision", YearDecision, "year", "worker")
RECOMMENDATIONS = Table("recommendation", Recommendation, "year", "grid")
ACCOUNTS = Table("account", Account, "name")

RULINGS: tuple[Table[Any], ...] = (
    TIE_BASES,
    PUBLICATIONS,
    OBJECTIONS,
    FLAG_ANSWERS,
    CORRECTIONS,
    RESTATEMENTS,
    CONSEQUENCES,
    YEAR_DECISIONS,
    RECOMMENDATIONS,
)
"""What people publish, object to, answer, correct and decide; it stays out of the records workbook."""

TABLES: tuple[Table[Any], ...] = (
    VILLAGES,
    GRIDS,
    WORKERS,
    POSTS,
    ASSISTANTS,
    STANDARDS,
    WEEK_TALLIES,
    MONTH_TALLIES,
    DETAILS,
    FINDINGS,
    MEETINGS,
    ATTENDANCE,
    BALLOTS,
    QUARTER_SETTINGS,
    QUARTERS,
    SETTLEMENTS,
    POLICIES,
    OFFICE_SETTINGS,
    *RULINGS,
    ACCOUNTS,
)
"""Every audited table."""

_BY_RECORD: dict[type[Record], Table[Any]] = {table.record: table for table in TABLES if table.record is not Tally}


def rosters(db: Database) -> list[Record]:
    """Whom and what records are about: villages, grids, workers with their posts, meetings."""
    tables: list[Table[Any]] = [VILLAGES, GRIDS, WORKERS, POSTS, MEETINGS]
    return [record for table in tables for record in table.find(db)]


def table_for(record: Record) -> Table[Any]:
    """The table that a record stands in."""
    if isinstance(record, Tally):
        return WEEK_TALLIES if isinstance(record.period, Week) else MONTH_TALLIES
    return _BY_RECORD[type(record)]


def put_records(db: Database, records: Iterable[Record]) -> None:
    """Insert or update records of any kinds, tables in the order of TABLES."""
    for table, same in _by_table(records):
        table.put(db, same)


def remove_records(db: Database, records: Iterable[Record]) -> None:
    """Delete the rows that have these records' keys."""
    for table, same in _by_table(records):
        table.delete(db, [table.key_of(record) for record in same])


def _by_table(records: Iterable[Record]) -> Iterator[tuple[Table[Any], list[Record]]]:
    grouped: dict[str, list[Record]] = {}
    for record in records:
        grouped.setdefault(table_for(record).name, []).append(record)
    return ((table, grouped[table.name]) for table in TABLES if table.name in grouped)
