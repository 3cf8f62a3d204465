"""节假日: days and their names, typed, pasted or imported; 登记 · 按周 shows them at the head of their week."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from gridapp.errors import OfficeError
from gridapp.holidays import COLUMNS, Holiday, each_day, holidays
from gridapp.model import Record
from gridapp.office import Event
from gridapp.periods import Span
from ui.file_kinds import BOOKS
from ui.pages.page import faint
from ui.pages.settings_part import Part
from ui.session import Session
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable
from ui.widgets.told_button import told_button

BLANK = 40
"""Empty lines to type or paste into."""
DAYS, NAME = range(2)


class Line(NamedTuple):
    """A line of the table: a holiday on record, or (`number`) an empty one with what is typed in it so far."""

    known: Holiday | None
    number: int
    days: Span | None
    name: str


class HolidaysPart(Part):
    """The table: what is on record, then empty lines. A line is saved when it has both its cells."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._begun: dict[int, tuple[Span | None, str]] = {}
        self.model = RecordModel(_COLUMNS, self._save)
        self.model.told.connect(session.failed)
        self.model.refused = refused = session.refusal("office_setting")
        self.table = RecordTable(self.model, "节假日")
        self.table.horizontalHeader().setStretchLastSection(True)
        row = QHBoxLayout()
        row.addWidget(faint("连续几天可写成 2019-10-01 至 10-07，也可从 Excel、WPS 粘贴两列。清空一行就是删去。"))
        row.addStretch(1)
        row.addWidget(told_button("导入…", "从工作簿导入“日期”“名称”两列", self.ask_import, refused))
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)

    def refresh(self, event: Event | None = None) -> None:
        known = holidays(self.session.office.settings())
        lines = [Line(each, -1, Span(each.day, each.day), each.name) for each in known]
        lines += [Line(None, number, *self._begun.get(number, (None, ""))) for number in range(BLANK)]
        (self.model.replace if event else self.model.show)(lines)

    def _save(self, edits: Sequence[Edit]) -> bool:
        """One step for the lines that were typed in together; half a line waits for its other half."""
        lines: dict[int, Line] = {}
        for line, column, value in edits:
            now = lines.get(id(line), line)
            lines[id(line)] = now._replace(days=value) if column == DAYS else now._replace(name=value or "")
        remove = [line.known.setting for line in lines.values() if line.known and not _same(line)]
        whole = [line for line in lines.values() if line.days and line.name and not _same(line)]
        save = [day.setting for line in whole if line.days for day in each_day(line.days, line.name)]
        begun = {line.number: (line.days, line.name) for line in lines.values() if line.known is None}
        if (save or remove) and not self._change(save, remove):
            return False
        done = {line.number for line in whole}
        self._begun = {number: half for number, half in {**self._begun, **begun}.items() if number not in done}
        self.refresh()
        return True

    def _change(self, save: Sequence[Record], remove: Sequence[Record]) -> bool:
        kept = {each.item for each in save}  # type: ignore[attr-defined]
        gone = [each for each in remove if each.item not in kept]  # type: ignore[attr-defined]
        name = f"节假日 {len(save)} 天" if save else f"节假日 删去 {len(gone)} 天"
        return self.session.do(lambda: self.session.office.change(name, save=save, remove=gone))

    # ── importing ─────────────────────────────────────────────────────────────────────────────────

    def ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入节假日", "", BOOKS)
        if name:
            self.import_book(Path(name))

    def import_book(self, book: Path) -> None:
        """All of a workbook's days as one step, or nothing with the cell that is wrong."""
        from gridapp.workbook.holidays import holidays_in
        from gridapp.workbook.reading import read_book

        try:
            found = holidays_in(read_book(book))
        except OfficeError as error:
            self.session.failed.emit(error.message)
        else:
            self._change([each.setting for each in found], [])


def _same(line: Line) -> bool:
    return line.known is not None and line.days is not None and line.known == Holiday(line.days.first, line.name)


def _days(line: Line) -> Cell:
    if line.days is None:
        return Cell("", tip="再填日期就保存" if line.name else "")
    several = line.days.first != line.days.last
    text = f"{line.days.first} 至 {line.days.last}" if several else str(line.days.first)
    return Cell(text, tip="" if line.known or line.name else "再填名称就保存")


_COLUMNS = (
    TableColumn("日期", _days, COLUMNS[DAYS].kind, 26),
    TableColumn("名称", lambda line: Cell(line.name), COLUMNS[NAME].kind, 24),
)
