"""The sheets of the workbook: which columns each has, which cells are its key, and how a row and records correspond.

A row is a dict of field → value for the columns that the sheet has, counts by duty under “counts”; a field whose column
is absent keeps what is on record, an empty cell (None) empties it.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from gridapp import columns
from gridapp.columns import Column
from gridapp.errors import OfficeError
from gridapp.model import (
    Assistant,
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    Grid,
    Meeting,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
    Village,
    Worker,
)
from gridapp.periods import Month, Week
from gridapp.scoring.policy import Policy

Row = dict[str, Any]
COUNTS = "counts."
"""Columns of counts have the field “counts.” and the duty's name; in a row they stand together under “counts”."""


class Sheet(NamedTuple):
    """One sheet: its title, its columns under a policy, the fields that tell its rows apart, what a row makes.

    `defaults` are what empty cells of the key stand for.
    """

    title: str
    columns: Callable[[Policy], tuple[Column, ...]]
    key: tuple[str, ...]
    record: type[Record]
    defaults: Mapping[str, Any] = MappingProxyType({})


def _fixed(table: tuple[Column, ...]) -> Callable[[Policy], tuple[Column, ...]]:
    return lambda policy: table


SHEETS = (
    Sheet("网格", _fixed(columns.GRID), ("code",), Grid),
    Sheet("网格员", _fixed(columns.WORKER), ("id", "start"), Worker),
    Sheet("协管员", _fixed(columns.ASSISTANT), ("grid", "role", "name", "start"), Assistant),
    Sheet("补贴标准", _fixed(columns.STANDARD), ("worker", "start"), Standard, {"worker": ""}),
    Sheet("每周登记", columns.week_tally, ("worker", "period"), Tally),
    Sheet("每月登记", columns.month_tally, ("worker", "period"), Tally),
    Sheet("明细", columns.detail, ("id",), Detail),
    Sheet("扣分事项", columns.finding, ("id",), Finding),
    Sheet("会议", _fixed(columns.MEETING), ("id",), Meeting),
    Sheet("考勤", columns.attendance, ("meeting", "worker"), Attendance),
    Sheet("满意度", columns.ballots, ("quarter", "worker", "voters"), Ballots, {"voters": "其他"}),
    Sheet("考核设置", _fixed(columns.QUARTER_SETTING), ("quarter", "item"), QuarterSetting),
)
"""In the order in which they are read: what others refer to comes first. 补贴标准 holds what 网格员 has no room for."""


def record_of(kind: type[Record], row: Row, known: Record | None) -> Record:
    """The record that a row gives, on the ground of what is known under its key."""
    fields = msgspec.structs.asdict(known) | row if known else row
    values = {name: value for name, value in fields.items() if value is not None}
    if "counts" in row:
        counts = {**known.counts, **row["counts"]} if isinstance(known, Tally | Ballots) else row["counts"]
        values["counts"] = Counts({name: count for name, count in counts.items() if count is not None})
    return kind(**values)


def setting_of(row: Row) -> QuarterSetting:
    """A quarter's setting in its canonical text; raises OfficeError about the value."""
    try:
        value = columns.read_setting(row["item"], row.get("value") or "")
    except OfficeError as error:
        raise OfficeError(error.message, field="value") from None
    return QuarterSetting(row["quarter"], row["item"], value)


def rows_of(sheet: Sheet, records: dict[type[Record], list[Any]]) -> Iterator[Row]:
    """The rows that a sheet has for the office's records (every record by its type)."""
    match sheet.title:
        case "网格":
            kinds = {village.name: village.kind for village in records[Village]}
            for grid in records[Grid]:
                yield {**msgspec.structs.asdict(grid), "kind": kinds[grid.village]}
        case "网格员":
            yield from _worker_rows(records)
        case "补贴标准":
            shown = {(post.worker, post.start) for post in records[Post]}
            for standard in records[Standard]:
                if (standard.worker, standard.start) not in shown:
                    yield msgspec.structs.asdict(standard)
        case _:
            period = {"每周登记": Week, "每月登记": Month}.get(sheet.title)
            for record in records[sheet.record]:
                if period is None or isinstance(record.period, period):
                    yield msgspec.structs.asdict(record)


def value_in(row: Row, field: str) -> Any:
    """What a row holds for a column's field."""
    if field.startswith(COUNTS):
        return row["counts"].get(field.removeprefix(COUNTS))
    return row.get(field)


def _worker_rows(records: dict[type[Record], list[Any]]) -> Iterator[Row]:
    """One row per post: who moved stands once for each grid."""
    workers = {worker.id: worker for worker in records[Worker]}
    standards = {(standard.worker, standard.start): standard.cents for standard in records[Standard]}
    for post in records[Post]:
        row = msgspec.structs.asdict(workers[post.worker]) | msgspec.structs.asdict(post)
        yield row | {"standard": standards.get((post.worker, post.start))}
