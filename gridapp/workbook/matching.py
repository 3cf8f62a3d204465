"""Rows against what is on record: which records a row gives, and whether they are new, changed or the same.

Rows are matched by their keys, never by a person's name. Findings and 明细 have no key of their own: they are matched
by 记录号 where the sheet has it, else by being equal, each to one.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from gridapp.errors import OfficeError
from gridapp.model import (
    FAR,
    Detail,
    Finding,
    Grid,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
    Village,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Month, Span, Week
from gridapp.rules import Problem
from gridapp.workbook.sheets import Row, Sheet, record_of, setting_of

Numbered = tuple[int, Row]
"""A row with its number in the sheet."""


class Matched(NamedTuple):
    """What one row comes to: the records it wants, what was there, what goes for them, what is wrong already.

    `is_new` when nothing stands under the row's own key, though what it belongs to (a village, a person) may be known.
    """

    save: tuple[Record, ...]
    known: tuple[Record, ...]
    is_new: bool
    remove: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> str:
        """The name of the count in the sheet's report: new, changed or same."""
        if self.is_new:
            return "new"
        return "same" if self.save == self.known and not self.remove else "changed"


def match(sheet: Sheet, office: Office, rows: Sequence[Numbered]) -> list[Matched]:
    """Every row of a sheet against the office's records, in the order of the rows."""
    if sheet.record is Grid:
        return _grids(office, rows)
    if sheet.record is Worker:
        return _workers(office, rows)
    if sheet.record is Finding:
        return _by_number(Finding, office.all(Finding), rows)
    if sheet.record is Detail:
        return _by_number(Detail, office.all(Detail), rows)
    return _by_key(sheet, office, rows)


def _by_key(sheet: Sheet, office: Office, rows: Sequence[Numbered]) -> list[Matched]:
    """Rows with keys of their own, each key once."""
    known = {_key(record, sheet.key): record for record in _on_record(sheet, office)}
    seen: dict[tuple[Any, ...], int] = {}
    matched = []
    for number, row in rows:
        for field, default in sheet.defaults.items():
            row[field] = row.get(field) or default
        key = tuple(row.get(field) for field in sheet.key)
        if key in seen:
            matched.append(_wrong(sheet.key[-1], f"与第 {seen[key]} 行重复，请只保留一行"))
            continue
        seen[key] = number
        there = known.get(key)
        try:
            record = setting_of(row) if sheet.record is QuarterSetting else record_of(sheet.record, row, there)
        except OfficeError as error:
            matched.append(_wrong(error.field or "", error.message))
        else:
            matched.append(Matched((record,), (there,) if there else (), not there))
    return matched


def _wrong(field: str, message: str) -> Matched:
    return Matched((), (), False, (), (Problem(field, message),))


def _key(record: Record, fields: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(record, field) for field in fields)


def _on_record(sheet: Sheet, office: Office) -> list[Any]:
    records = office.all(sheet.record)
    if sheet.record is not Tally:
        return records
    period = Week if sheet.title == "每周登记" else Month
    return [tally for tally in records if isinstance(tally.period, period)]  # type: ignore[attr-defined]


def _grids(office: Office, rows: Sequence[Numbered]) -> list[Matched]:
    """A row of 网格 names its village too; all rows of one village must agree on its kind."""
    villages = {village.name: village for village in office.all(Village)}
    grids = {grid.code: grid for grid in office.all(Grid)}
    kinds: dict[str, tuple[int, str]] = {}
    seen: dict[str, int] = {}
    matched = []
    for number, row in rows:
        kind = row.pop("kind")
        village, first = Village(row["village"], kind), kinds.setdefault(row["village"], (number, kind))
        grid = record_of(Grid, row, grids.get(row["code"]))
        before = seen.setdefault(row["code"], number)
        if before != number:
            matched.append(_wrong("code", f"与第 {before} 行重复，请只保留一行"))
        elif first[1] != kind:
            matched.append(_wrong("kind", f"与第 {first[0]} 行同一村（社区）的类型不一致"))
        else:
            known = (villages.get(village.name), grids.get(row["code"]))
            matched.append(Matched((village, grid), tuple(record for record in known if record), not known[1]))
    return matched


def _workers(office: Office, rows: Sequence[Numbered]) -> list[Matched]:
    """A row of 网格员 is a person, a post and the standard from its first day; who moved stands in several rows."""
    workers = {worker.id: worker for worker in office.all(Worker)}
    posts: defaultdict[str, list[Post]] = defaultdict(list)
    for post in office.all(Post):
        posts[post.worker].append(post)
    standards = {(standard.worker, standard.start): standard for standard in office.all(Standard)}
    grouped: defaultdict[str, list[Numbered]] = defaultdict(list)
    for numbered in rows:
        grouped[numbered[1]["id"]].append(numbered)
    answers: dict[int, Matched] = {}
    for number, group in grouped.items():
        answers |= _one_worker(group, workers.get(number), posts[number], standards)
    return [answers[number] for number, _ in rows]


_POST_FIELDS = ("grid", "start", "stop", "reason")


def _one_worker(
    group: Sequence[Numbered], known: Worker | None, posts: Sequence[Post], standards: dict[Any, Standard]
) -> dict[int, Matched]:
    person: Row = {}
    answers: dict[int, Matched] = {}
    held = _matching_posts([row for _, row in group], posts)
    seen: dict[Any, int] = {}
    for number, row in group:
        own = {field: value for field, value in row.items() if field not in (*_POST_FIELDS, "standard")}
        differing = [field for field, value in own.items() if value and (person.get(field) or value) != value]
        before = seen.setdefault(row["start"], number)
        if before != number:
            answers[number] = _wrong("start", f"与第 {before} 行编号和任用日期都相同，请只保留一行")
        elif differing:
            answers[number] = _wrong(differing[0], f"与前面编号 {row['id']} 的一行不一致，同一编号应是同一个人")
        else:
            person |= {field: value or person.get(field) for field, value in own.items()}
            answers[number] = _one_post(row, person, known, held.get(row["start"]), standards)
    return answers


def _matching_posts(rows: Sequence[Row], posts: Sequence[Post]) -> dict[Any, Post]:
    """Posts on record by the first day that their row gives.

    The same day; or, as a first day that was mended, the one row left for the one post left, of the same grid and time.
    """
    by_start = {post.start: post for post in posts}
    held = {row["start"]: by_start[row["start"]] for row in rows if row["start"] in by_start}
    left = [post for post in posts if post.start not in held]
    free = [row for row in rows if row["start"] not in held]
    if len(left) == len(free) == 1 and _overlap(left[0], free[0]):
        held[free[0]["start"]] = left[0]
    return held


def _overlap(post: Post, row: Row) -> bool:
    span = Span(row["start"], max(row["start"], row.get("stop") or FAR))
    return post.grid == row["grid"] and post.span.meet(span) is not None


def _one_post(
    row: Row, person: Row, known: Worker | None, held: Post | None, standards: dict[Any, Standard]
) -> Matched:
    worker = record_of(Worker, person, known)
    fields = {field: row[field] for field in _POST_FIELDS if field in row}
    post = record_of(Post, {"worker": row["id"], **fields}, held)
    paid = standards.get((row["id"], held.start)) if held else None
    cents = row.get("standard", paid.cents if paid else None)
    save: list[Record] = [worker, post]
    if cents is not None:
        save.append(Standard(row["id"], row["start"], cents))
    there = [record for record in (known, held, paid) if record]
    gone = [record for record in (held, paid) if record and record.start != row["start"]]
    if paid and cents is None:
        gone.append(paid)
    return Matched(tuple(save), tuple(there), not held, tuple(dict.fromkeys(gone)))


def _by_number(
    kind: type[Finding] | type[Detail], on_record: Sequence[Finding | Detail], rows: Sequence[Numbered]
) -> list[Matched]:
    """Findings and 明细: by 记录号, else each row to one equal record that no other row has taken."""
    known = {record.id: record for record in on_record}
    claimed = {row["id"] for _, row in rows if row.get("id") is not None}
    equal: defaultdict[Record, list[Record]] = defaultdict(list)
    for record in reversed(on_record):
        if record.id not in claimed:
            equal[msgspec.structs.replace(record, id=None)].append(record)
    seen: dict[int, int] = {}
    matched = []
    for line, row in rows:
        number = row.get("id")
        there = known.get(number)
        if number is not None and seen.setdefault(number, line) != line:
            matched.append(_wrong("id", f"与第 {seen[number]} 行的记录号重复，请清空其中一个"))
        elif there and there.worker != row["worker"]:
            matched.append(_wrong("id", f"记录号 {number} 是编号 {there.worker} 的另一条记录，请清空记录号"))
        else:
            matched.append(_numbered(record_of(kind, row, there), there, equal))
    return matched


def _numbered(record: Record, there: Record | None, equal: dict[Record, list[Record]]) -> Matched:
    if there is None and equal[record]:
        there = record = equal[record].pop()
    return Matched((record,), (there,) if there else (), not there)
