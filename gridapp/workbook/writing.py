"""Writing workbooks: the office's records, and the wrong rows of an import with what is wrong beside them."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from gridapp.columns import COUNT, DATE, MONDAY, MONEY, RECORD_NUMBER, TIMES, Column
from gridapp.errors import UnusableFile
from gridapp.model import Meeting, Post, Record, Standard, Village, Worker
from gridapp.office import Office
from gridapp.periods import Quarter, Week
from gridapp.workbook.importing import PROBLEM_COLUMN, Plan
from gridapp.workbook.reading import RawSheet
from gridapp.workbook.sheets import SHEETS, Row, rows_of, value_in

_HEADER_FONT = Font(bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="E8EEEE")
_WRAP = Alignment(wrap_text=True, vertical="top")
_COLUMN_WIDTH = 14
_PROBLEM_WIDTH = 60


def write_book(office: Office, path: Path, quarter: Quarter | None = None) -> None:
    """The office's records as a workbook; with a quarter, that quarter's records and the whole rosters.

    Raises Refused for whom numbers are masked, UnusableFile.
    """
    office.must_see_whole()
    policy = office.newest_policy()
    kinds: set[type[Record]] = {Village, Worker, Post, Standard, *(sheet.record for sheet in SHEETS)}
    records: dict[type[Record], list[Any]] = {kind: office.all(kind) for kind in kinds}
    belongs = _within(quarter, {meeting.id: meeting.day for meeting in records[Meeting]})
    with _new_book(path) as book:
        for sheet in SHEETS:
            columns = sheet.columns(policy)
            page = _new_sheet(book, sheet.title, [(column.title, column.width) for column in columns])
            for row in filter(belongs, rows_of(sheet, records)):
                page.append([_cell(page, column, value_in(row, column.field)) for column in columns])
    office.record_export(f"台账工作簿（{quarter.title if quarter else '全部'}）", path)


def write_problems(office: Office, plan: Plan, raw: Sequence[RawSheet], path: Path) -> None:
    """Just the wrong rows, as they were read, each with what is wrong; to be mended and read again.

    Where the header itself won't do, all rows are wrong.
    """
    with _new_book(path) as book:
        for sheet in raw:
            wrong: dict[int, list[str]] = {}
            for problem in plan.problems:
                if problem.sheet == sheet.title:
                    wrong.setdefault(problem.row, []).append(f"{problem.cell}：{problem.message}")
            if wrong:
                _write_wrong_rows(book, sheet, wrong)
    office.record_export("有误的行", path)


def _write_wrong_rows(book: Workbook, sheet: RawSheet, wrong: dict[int, list[str]]) -> None:
    places = [place for place, title in enumerate(sheet.header) if title != PROBLEM_COLUMN]
    titles = [(sheet.header[place], _COLUMN_WIDTH) for place in places]
    page = _new_sheet(book, sheet.title, [*titles, (PROBLEM_COLUMN, _PROBLEM_WIDTH)])
    for row in sheet.rows:
        said = wrong.get(row.number, wrong.get(1))
        if said:
            values = [row.values[place] if place < len(row.values) else None for place in places]
            page.append([*(_as_read(page, value) for value in values), _text(page, "\n".join(said))])


@contextmanager
def _new_book(path: Path) -> Iterator[Workbook]:
    """A workbook to fill. It is saved beside its place and moved there, so that a half-written file never stands."""
    try:
        handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
        os.close(handle)
        book = Workbook(write_only=True)
        try:
            yield book
            book.save(name)
            os.replace(name, path)
        except BaseException:
            _drop_drafts(book)
            raise
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise UnusableFile(f"不能写入文件 {path}：请检查文件夹是否存在、是否可写、文件是否正在 Excel 中打开") from error


def _drop_drafts(book: Workbook) -> None:
    """openpyxl writes each sheet into the system's temporary folder first, and leaves it there when it fails."""
    for page in book.worksheets:
        rows, writer = getattr(page, "_rows", None), getattr(page, "_writer", None)
        for stream in (rows, getattr(writer, "xf", None)):
            with suppress(Exception):  # it would write its end, which the disk takes no more than the rest
                if stream:
                    stream.close()
        if writer:
            Path(writer.out).unlink(missing_ok=True)


def _within(quarter: Quarter | None, meeting_days: dict[str, date]) -> Callable[[Row], bool]:
    """Whether a row belongs to the quarter; rosters always do."""

    def belongs(row: Row) -> bool:
        if quarter is None:
            return True
        if "period" in row:
            return bool(row["period"].quarter == quarter)
        if "quarter" in row:
            return bool(row["quarter"] == str(quarter))
        day = meeting_days.get(row["meeting"]) if "meeting" in row else row.get("day")
        if day is None:
            return True
        weekly = "duty" in row and Week.of(day).quarter == quarter
        return weekly or Quarter.of(day) == quarter

    return belongs


def _new_sheet(book: Workbook, title: str, columns: Iterable[tuple[str, int]]) -> Any:
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    header = []
    for place, (name, width) in enumerate(columns, 1):
        page.column_dimensions[get_column_letter(place)].width = width
        cell = WriteOnlyCell(page, name)
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
        header.append(cell)
    page.append(header)
    return page


def _cell(page: Any, column: Column, value: Any) -> Any:
    """A cell that reads back as the same value; what only looks like a number stays text."""
    if value is None or value == "":
        return None
    if column.kind in (COUNT, TIMES, RECORD_NUMBER):
        return value
    if column.kind is MONEY:
        return _formatted(page, Decimal(value) / 100, "0.00")
    if column.kind in (DATE, MONDAY):
        return _formatted(page, value.monday if column.kind is MONDAY else value, "yyyy-mm-dd")
    return _text(page, column.kind.show(value))


def _formatted(page: Any, value: Any, number_format: str) -> Any:
    cell = WriteOnlyCell(page, value)
    cell.number_format = number_format
    return cell


def _text(page: Any, text: str) -> Any:
    """A text cell, whatever the text begins with: never a formula."""
    cell = _formatted(page, text, "@")
    cell.data_type = "s"
    if "\n" in text:
        cell.alignment = _WRAP
    return cell


def _as_read(page: Any, value: Any) -> Any:
    return _text(page, value) if isinstance(value, str) else value
