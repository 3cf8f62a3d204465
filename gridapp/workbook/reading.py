"""A workbook's cells as they stand, with what makes a cell unreadable. Knows nothing of the office.

The file may be anything: it is held against limits before it is opened, and whatever openpyxl makes of a broken one
becomes one plain sentence.
"""

import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, iterparse

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from gridapp.collector import collector_paused
from gridapp.errors import UnusableFile

MAX_UNPACKED = 512 << 20
"""Bytes that a workbook may unpack to; 5,000 workers' quarter is 40 MB."""
MAX_RATIO = 120
"""How many times its size a large part may unpack to: sheets reach 10 to 40, bombs 1,000."""
MAX_ROWS = 300_000
MAX_COLUMNS = 200
"""What stands to the right of them is left alone."""
MAX_BAD_CELLS = 100_000
"""More of them say nothing new."""
_LAST_ROW = 1 << 20
_LARGE = 16 << 20
_NOT_A_WORKBOOK = (
    "不是 Excel 工作簿（.xlsx），或者文件不完整。请在 Excel 或 WPS 中打开（有密码的先取消密码），另存为 .xlsx 再导入"
)
_BROKEN = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    SyntaxError,  # of which the XML parsers' errors are
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
_UNCOMPUTED = "是没有算出结果的公式，请改为数值（复制后选择性粘贴为“值”）"
_IN_ERROR = "是出错的公式或日期，请改为正确的内容"
_ERRORS = frozenset(ERROR_CODES)
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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells what it leaves out of looks and extensions
            sheets = _read_sheets(path, progress)
    except _BROKEN as error:
        raise UnusableFile(f"文件 {path.name} {_NOT_A_WORKBOOK}") from error
    if not sheets:
        raise UnusableFile(f"文件 {path.name} {_NOT_A_WORKBOOK}")
    return sheets


def _read_sheets(path: Path, progress: Progress) -> list[RawSheet]:
    with path.open("rb") as file:  # openpyxl would leave a broken one open, and Windows would keep it locked
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        return [_read_sheet(sheet, progress) for sheet in book.worksheets]


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
    bad = _bad_cells(sheet)
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        values = tuple(cells[:MAX_COLUMNS])
        if number == 1:
            header = tuple("" if value is None else str(value).strip() for value in values)
        elif not all(value is None or (isinstance(value, str) and not value.strip()) for value in values):
            rows.append(RawRow(number, values))
            if not _ERRORS.isdisjoint(values):
                bad |= {(number, place): _IN_ERROR for place, value in enumerate(values, 1) if value in _ERRORS}
            if len(rows) > MAX_ROWS:
                raise UnusableFile(f"工作表“{title}”超过 {MAX_ROWS} 行，请分成几个文件导入")
        if number % 1000 == 0:
            progress(title, number)
        if number > _LAST_ROW:
            raise ValueError(number)
    return RawSheet(title, header, rows, bad)


def _bad_cells(sheet: Any) -> dict[tuple[int, int], str]:
    """Formulas that were never computed and merged cells, by row and column, with what to do.

    openpyxl's quick reader hides both, so the sheet's XML is looked through; it is parsed only if it has any.
    """
    with sheet._get_source() as source:
        xml = source.read()
    _check_order(xml)
    if not re.search(rb"<(?:\w+:)?(?:f|mergeCell)[ />]", xml):
        return {}
    return dict(islice(_faults(BytesIO(xml)), MAX_BAD_CELLS))


def _check_order(xml: bytes) -> None:
    """Raise ValueError unless the rows follow each other: openpyxl leaves out, without a word, one that goes back."""
    numbers = [0, *map(int, re.findall(rb"""<(?:\w+:)?row\s(?:[^>]*?\s)?r=["']([^"']*)""", xml))]
    if any(after <= before for before, after in pairwise(numbers)):
        raise ValueError("rows out of order")


def _faults(file: Any) -> Iterator[tuple[tuple[int, int], str]]:
    row = 0
    for _, element in iterparse(file):
        if element.tag == f"{_MAIN}row":
            row = int(element.get("r", row + 1))
            yield from (((row, column), _UNCOMPUTED) for column in _uncomputed(element))
            element.clear()
        elif element.tag == f"{_MAIN}mergeCell":
            area = element.get("ref", "A1")
            left, top, right, bottom = (edge or 1 for edge in range_boundaries(area))
            for place in range(top, bottom + 1):
                for column in range(left, min(right, MAX_COLUMNS) + 1):
                    yield (place, column), f"是合并单元格（{area}）的一部分，请取消合并并逐格填写"


def _uncomputed(row: Element) -> Iterator[int]:
    """The columns of a row whose formula has no value. An empty text is one; a cell need not say where it stands."""
    column = 0
    for cell in row:
        address = cell.get("r")
        column = coordinate_to_tuple(address)[1] if address else column + 1
        value = cell.find(f"{_MAIN}v")
        empty = value is None or not (value.text or cell.get("t") == "str")
        if empty and cell.find(f"{_MAIN}f") is not None:
            yield column


def address(row: int, column: int) -> str:
    """A cell's address from its row and column, both from 1: (3, 2) → "B3"."""
    return f"{get_column_letter(column)}{row}"
