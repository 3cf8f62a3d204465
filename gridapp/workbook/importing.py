"""What reading a workbook would do to the office: rows new, changed, the same or wrong, cell by cell. Changes nothing.

The plan is looked at first (预览); its good rows then go in as one step of the Office. Every sheet is read twice over:
first all rows become records, then each is held against the office as it would be, so that the order of rows is free.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from gridapp.collector import collector_paused
from gridapp.columns import SHORTEST_ACCOUNT, Column, Kind
from gridapp.errors import OfficeError
from gridapp.fitness import doubts, fitness
from gridapp.model import Post, Record, Standard, Worker
from gridapp.office import Event, Office
from gridapp.rules import Problem, Register, problems
from gridapp.store.tables import table_for
from gridapp.workbook.matching import Matched, match
from gridapp.workbook.reading import RawRow, RawSheet, address
from gridapp.workbook.sheets import COUNTS, SHEETS, Row, Sheet

PROBLEM_COLUMN = "问题"
"""Heads the last column of a workbook of wrong rows; such a column is passed over when it is read again."""
MANY_DIGITS = 12
"""So many make a person's number, whatever else was typed among them."""
_BRACKETS = str.maketrans("()", "（）")


class CellProblem(NamedTuple):
    """One cell that is wrong: where, what it holds, and a Chinese sentence on how to mend it.

    `shown` is what it holds as it is told: a person's number only masked.
    """

    sheet: str
    row: int
    cell: str
    value: str
    shown: str
    message: str

    def __str__(self) -> str:
        held = f"“{self.shown}”" if self.shown else "（空）"
        return f"{self.sheet}!{self.cell} {held}：{self.message}"


class SheetReport(msgspec.Struct):
    """How many rows of a sheet are new, changed, the same or wrong, and which columns were left alone."""

    title: str
    new: int = 0
    changed: int = 0
    same: int = 0
    wrong: int = 0
    unknown_columns: tuple[str, ...] = ()


class Plan(msgspec.Struct):
    """What an import would do. `save` and `remove` are the records of the good rows; nothing has happened yet.

    `warnings` are about good rows, which go in all the same: what people have to weigh (任用条件) or to look at.
    """

    sheets: list[SheetReport]
    problems: list[CellProblem]
    save: list[Record]
    remove: list[Record]
    unknown_sheets: list[str]
    warnings: list[CellProblem] = []


@collector_paused()
def plan_import(office: Office, book: Sequence[RawSheet]) -> Plan:
    """Hold every row of a workbook against the office as it stands and the rows beside it."""
    raw: dict[str, RawSheet] = {}
    twins = [sheet.title for sheet in book if raw.setdefault(sheet.title, sheet) is not sheet]
    titles = {sheet.title for sheet in SHEETS}
    plan = Plan([], [], [], [], [title for title in raw if title not in titles])
    for title in twins:
        message = f"有两张名为“{title}”的工作表，只读了第一张；请并成一张"
        plan.problems.append(CellProblem(title, 1, "A1", "", "", message))
    register = office.register().copy()
    for sheet in SHEETS:
        if sheet.title in raw:
            _SheetPlan(office, register, sheet, raw[sheet.title], plan).read()
    return plan


@collector_paused()
def carry_out(office: Office, plan: Plan, name: str) -> Event:
    """Put the good rows of a plan into the office, as one step."""
    return office.change(f"导入 {name}", save=plan.save, remove=plan.remove)


class _SheetPlan:
    """One sheet's part of the plan."""

    def __init__(self, office: Office, register: Register, sheet: Sheet, raw: RawSheet, plan: Plan) -> None:
        self.office = office
        self.register = register
        self.sheet = sheet
        self.raw = raw
        self.plan = plan
        self.report = SheetReport(sheet.title)
        self.places: dict[str, int] = {}
        self.kinds: dict[str, Kind] = {}
        self.read_before: dict[tuple[int, type, Any], Any] = {}
        self.refusals: dict[str, str] = {}
        plan.sheets.append(self.report)

    def read(self) -> None:
        columns = self._columns()
        if columns is None:
            return
        rows = [(raw, row) for raw in self.raw.rows if (row := self._row(raw, columns)) is not None]
        matched = match(self.sheet, self.office, [(raw.number, row) for raw, row in rows])
        for result in matched:
            for record in result.remove:
                self.register.forget(record)
            for record in result.save:
                self.register.learn(record)
        wrong = [self._judge(raw, result) for (raw, _), result in zip(rows, matched, strict=True)]
        for (raw, _), result, found in zip(rows, matched, wrong, strict=True):
            if found:
                self._refuse(raw, result, found)
        good = [(raw, result) for (raw, _), result, found in zip(rows, matched, wrong, strict=True) if not found]
        for _, result in good:
            self._accept(result)
        if self.sheet.record is Worker:
            self._warn(good)

    def _columns(self) -> list[tuple[int, Column]] | None:
        """The columns that the sheet has, with their places; None when the header won't do."""
        wanted = {column.title: column for column in self.sheet.columns(self.office.newest_policy())}
        titles = [title.translate(_BRACKETS) for title in self.raw.header]
        found = [(place, wanted[title]) for place, title in enumerate(titles) if title in wanted]
        self.places = {column.field: place for place, column in found}
        self.kinds = {column.field: column.kind for _, column in found}
        self.report.unknown_columns = tuple(t for t in titles if t and t not in wanted and t != PROBLEM_COLUMN)
        missing = [c.title for c in wanted.values() if c.required and c.field not in self.places]
        if missing and self.raw.rows:
            self._header_problem(0, f"第一行缺少必需的列：{'、'.join(missing)}")
        for place, column in found:
            if self.places[column.field] != place:
                self._header_problem(place, f"列“{column.title}”出现了两次，请删去一列")
        return None if self.report.wrong else found

    def _header_problem(self, place: int, message: str) -> None:
        self.report.wrong = len(self.raw.rows)
        held = self.raw.header[place] if place < len(self.raw.header) else ""
        self.plan.problems.append(CellProblem(self.sheet.title, 1, address(1, place + 1), held, held, message))

    def _row(self, raw: RawRow, columns: Sequence[tuple[int, Column]]) -> Row | None:
        """The row's values by field; None, and problems noted, when any cell is wrong."""
        row: Row = {}
        counts: Row = {}
        faults: list[Problem] = []
        width, known = len(raw.values), self.read_before
        for place, column in columns:
            cell = raw.values[place] if place < width else None
            key = (place, cell.__class__, cell)
            try:
                if self.raw.bad_cells and (raw.number, place + 1) in self.raw.bad_cells:
                    raise OfficeError(self.raw.bad_cells[raw.number, place + 1])
                value = known[key] if key in known else known.setdefault(key, _value(column, cell))
            except OfficeError as error:
                faults.append(Problem(column.field, error.message))
            else:
                if column.field.startswith(COUNTS):
                    counts[column.field.removeprefix(COUNTS)] = value
                else:
                    row[column.field] = value
        if faults:
            self._note(raw, faults)
            return None
        return row | {"counts": counts} if counts else row

    def _judge(self, raw: RawRow, result: Matched) -> list[Problem]:
        found = list(result.problems)
        if result.status == "same":  # on record already, perhaps in a quarter that is closed by now
            return found
        for record in result.save:
            found += problems(self.register, record)
        for record in (*result.save, *result.remove):
            changed = record not in result.known or record in result.remove
            if changed and (told := self._beyond(record)) and told not in found:
                found.append(told)
        return found

    def _beyond(self, record: Record) -> Problem | None:
        """What the role of who imports does not reach; the other rows come in all the same."""
        table = table_for(record).name
        if table not in self.refusals:
            self.refusals[table] = self.office.refusal(table)
        own = isinstance(record, self.sheet.record) or not isinstance(record, Standard)
        message = self.refusals[table]
        return Problem(self.sheet.key[0] if own else "standard", message) if message else None

    def _refuse(self, raw: RawRow, result: Matched, found: list[Problem]) -> None:
        """A wrong row leaves no trace for the sheets that follow."""
        self._note(raw, found)
        for record in result.save:
            self.register.forget(record)
        for record in result.known:
            self.register.learn(record)

    def _accept(self, result: Matched) -> None:
        for record in result.save:
            self.register.learn(record)
        setattr(self.report, result.status, getattr(self.report, result.status) + 1)
        if result.status != "same":
            self.plan.save += result.save
            self.plan.remove += result.remove

    def _warn(self, rows: Sequence[tuple[RawRow, Matched]]) -> None:
        """What the form for a worker would say of these people, and let pass; of columns that are absent nothing."""
        same: defaultdict[str, list[Worker]] = defaultdict(list)
        for known in self.register.workers.values():
            if known.identity:
                same[known.identity].append(known)
        for raw, result in rows:
            if result.status == "same":
                continue
            worker, post = result.save[:2]
            assert isinstance(worker, Worker)
            assert isinstance(post, Post)
            told = [(each.field, each.message) for each in fitness(worker, post.start)]
            told += [("name", doubt) for doubt in doubts(worker, same[worker.identity])]
            found = [self._problem(raw, field, message) for field, message in told if field in self.places]
            self.plan.warnings += found

    def _note(self, raw: RawRow, faults: Sequence[Problem]) -> None:
        self.report.wrong += 1
        self.plan.problems += [self._problem(raw, field, message) for field, message in faults]

    def _problem(self, raw: RawRow, field: str, message: str) -> CellProblem:
        place = self.places.get(field, self._first_of(field))
        value = raw.values[place] if place < len(raw.values) else None
        held = "" if value is None else str(value)[:60]
        return CellProblem(
            self.sheet.title, raw.number, address(raw.number, place + 1), held, self._shown(place, held), message
        )

    def _shown(self, place: int, held: str) -> str:
        """What a cell holds, as it is told: what may be somebody's number only masked."""
        field = next((name for name, at in self.places.items() if at == place), "")
        digits = sum(character.isdigit() for character in held)
        may_be_one = digits >= MANY_DIGITS or (digits >= SHORTEST_ACCOUNT and held.isdigit())
        return self.kinds[field].masked(held) if may_be_one and field in self.kinds else held

    def _first_of(self, field: str) -> int:
        """Where to point when a fault is about no single column: the first of its family, else the first of all."""
        return next((place for name, place in self.places.items() if name.startswith(f"{field}.")), 0)


def _value(column: Column, cell: Any) -> Any:
    """The cell by its column's kind; None when it is empty."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        if column.required:
            raise OfficeError(f"“{column.title}”不能为空")
        return None
    return column.kind.read(cell)
