"""A workbook's cells as they stand, with what makes a cell unreadable. Knows nothing of the office.

The file may be anything: it is held against limits before it is opened, and whatever openpyxl makes of a broken one
becomes one plain sentence.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError, iterparse

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from gridapp.collector import collector_paused
from gridapp.errors import UnusableFile

MAX_UNPACKED = 512 << 20
"""Bytes that a workbook may unpack to; 5,000 workers' quarter is 40 MB."""
MAX_RATIO = 120
"""How many times its size a large part may unpack to: sheets reach 10 to 40, bombs 1,000."""
MAX_ROWS = 300_000
MAX_COLUMNS = 200
MAX_MERGED = 1_000
"""Rows of one merged area that are named; more of them say nothing new."""
_LARGE = 16 << 20
_NOT_A_WORKBOOK = "不是 Excel 工作簿（.xlsx），或者文件不完整。请在 Excel 或 WPS 中打开后另存为 .xlsx 再导入"
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What openpyxl, zipfile and the XML parser raise on files that are cut, crossed or forged."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Progress = Callable[[str, int], None]
"""Called now and then with the sheet and the rows read so far; may raise to stop the reading."""


class RawRow(NamedTuple):
    """A row of cells: its number in the sheet, and the values from column A on."""

    number: int
    values: tuple[Any, ...]


class RawSheet(NamedTuple):
    """A sheet: the header's texts by column, the rows below that are not empty, and the cells that can't be read."""

    title: str
    header: tuple[str, ...]
    rows: list[RawRow]
    bad_cells: dict[tuple[int, int], str]


def _no_progress(sheet: str, rows: int) -> None:
    return


@collector_paused()
def read_book(path: Path, progress: Progress = _no_progress) -> list[RawSheet]:
    """Every sheet of a workbook. Raises UnusableFile when the file is none, too large, or not whole."""
    _check_zip(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            return [_read_sheet(sheet, progress) for sheet in book.worksheets]
        finally:
            book.close()
    except _BROKEN as error:
        raise UnusableFile(f"文件 {path.name} {_NOT_A_WORKBOOK}") from error


def _check_zip(path: Path) -> None:
    """Refuse by the zip's directory alone what is no workbook or would unpack to too much."""
    if not path.is_file():
        raise UnusableFile(f"找不到文件 {path}，请检查文件名和所在文件夹")
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnusableFile(f"文件 {path.name} {_NOT_A_WORKBOOK}") from error
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise UnusableFile(f"文件 {path.name} {_NOT_A_WORKBOOK}")
    swollen = any(part.file_size > _LARGE and part.file_size > MAX_RATIO * part.compress_size for part in parts)
    if swollen or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise UnusableFile(f"文件 {path.name} 解压后过大（疑似损坏或恶意文件），没有读取")


def _read_sheet(sheet: Any, progress: Progress) -> RawSheet:
    """The dimension that the sheet claims is left aside: some programs write it wrong, and rows would be lost."""
    sheet.reset_dimensions()
    title, header, rows = sheet.title.strip(), tuple[str, ...](), list[RawRow]()
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if number == 1:
            header = tuple("" if value is None else str(value).strip() for value in values)
        elif any(value is not None and value != "" for value in values):
            rows.append(RawRow(number, values))
            if len(rows) > MAX_ROWS:
                raise UnusableFile(f"工作表“{title}”超过 {MAX_ROWS} 行，请分成几个文件导入")
        if number % 1000 == 0:
            progress(title, number)
    return RawSheet(title, header, rows, _bad_cells(sheet))


def _bad_cells(sheet: Any) -> dict[tuple[int, int], str]:
    """Formulas that were never computed, formulas in error and merged cells, by row and column, with what to do.

    openpyxl's quick reader hides all three, so the sheet's XML is looked through; it is parsed only if it has any.
    """
    with sheet._get_source() as source:
        xml = source.read()
    if not re.search(rb"<(?:\w+:)?(?:f|mergeCell)[ />]", xml):
        return {}
    return dict(_faults(BytesIO(xml)))


def _faults(file: Any) -> Iterator[tuple[tuple[int, int], str]]:
    for _, element in iterparse(file):
        if element.tag == f"{_MAIN}c":
            formula, value = element.find(f"{_MAIN}f"), element.find(f"{_MAIN}v")
            if formula is not None and (value is None or value.text is None):
                yield (
                    _place(element.get("r", "A1")),
                    "是没有算出结果的公式，请改为数值（复制后选择性粘贴为“值”）",
                )
            elif element.get("t") == "e":
                yield _place(element.get("r", "A1")), "是出错的公式，请改为正确的数值"
            element.clear()
        elif element.tag == f"{_MAIN}mergeCell":
            left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
            area = element.get("ref", "")
            for row in range(top or 1, min(bottom or 1, (top or 1) + MAX_MERGED) + 1):
                for column in range(left or 1, min(right or 1, MAX_COLUMNS) + 1):
                    yield (row, column), f"是合并单元格（{area}）的一部分，请取消合并并逐格填写"


def _place(address: str) -> tuple[int, int]:
    letters, row = coordinate_from_string(address)
    return row, column_index_from_string(letters)


def address(row: int, column: int) -> str:
    """A cell's address from its row and column, both from 1: (3, 2) → "B3"."""
    return f"{get_column_letter(column)}{row}"
