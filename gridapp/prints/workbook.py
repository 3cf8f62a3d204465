"""Forms as a workbook: the same documents as on paper, a sheet for each; numbers stay numbers and sums are formulas.

What a sheet looks like comes from the layout of the page: its columns are as wide, its rows as high as they are there.
"""

import re
from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from gridapp.prints.blocks import Align, Document, Figure, Paper
from gridapp.prints.fonts import Face
from gridapp.prints.page import plain
from gridapp.prints.spread import Look, Placed, Spread, spread

_FONTS = {Face.SONG: "宋体", Face.HEI: "宋体", Face.KAI: "仿宋"}
"""What every Chinese office has; the sheet's reader takes another of the kind (family, charset) where it is missing."""
_ROMAN, _GB2312 = 1, 134
_A4 = 9
_DIGIT, _MARGIN = 7, 5  # pixels of 96 to the inch: a digit of the font that columns are measured in; a cell's padding
_TALLEST = 409.0  # points: no row can be higher
_ALIGNED = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_TITLE = 31  # characters of a sheet's name
_DECIMALS = re.compile(r"\d+\.\d\d")


def workbook(documents: Sequence[Document], *, title: str, author: str) -> bytes:
    """The documents as the bytes of an xlsx file. Raises MissingGlyphs, for the texts are measured as for paper."""
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, author
    pen = _Pen(book)
    names: set[str] = set()
    for document in documents:
        pen.write(document, _name(document, names))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _name(document: Document, taken: set[str]) -> str:
    """A name for the sheet that no other has, also when upper and lower case are one."""
    wanted = _FORBIDDEN.sub(" ", document.bookmark or plain(document.title)).strip(" '") or document.number
    name, count = wanted[:_TITLE], 1
    while name.casefold() in taken:
        count += 1
        name = f"{wanted[: _TITLE - 2 - len(str(count))]}({count})"
    taken.add(name.casefold())
    return name


class _Style(NamedTuple):
    look: Look
    format: str


class _Pen:
    """Writes sheets. A cell of each style is made once and copied, for to style one takes much longer."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.models: dict[_Style, Any] = {}

    def write(self, document: Document, name: str) -> None:
        page = spread(document)
        sheet: Any = self.book.create_sheet(name)
        _set_up(sheet, document, page)
        for place, width in enumerate(page.widths, 1):
            sheet.column_dimensions[get_column_letter(place)].width = _characters(width)
        for number, height in enumerate(page.heights, 1):
            sheet.row_dimensions[number].height = min(height, _TALLEST)
        rows: list[list[Any]] = [[None] * len(page.widths) for _ in page.heights]
        for placed in page.cells:
            for row in range(placed.top, placed.bottom):
                for column in range(placed.left, placed.right):
                    rows[row][column] = self._cell(placed, row == placed.top and column == placed.left)
            if placed.bottom - placed.top > 1 or placed.right - placed.left > 1:
                sheet.merged_cells.add(_range(placed))
        for cells in rows:
            sheet.append(cells)

    def _cell(self, placed: Placed, first: bool) -> Any:
        """A cell; only the first of those that are merged has the content, but all have the frame."""
        figure = placed.content if isinstance(placed.content, Figure) else None
        cell = copy(self._model(_Style(placed.look, _format(figure))))
        if first and figure:
            cell.value = placed.formula or Decimal(figure.value).scaleb(-figure.places)
        elif first and placed.content:
            cell.value = placed.content
            cell.data_type = "s"  # whatever it begins with: never a formula
        return cell

    def _model(self, style: _Style) -> Any:
        if style not in self.models:
            self.models[style] = self._new_model(style)
        return self.models[style]

    def _new_model(self, style: _Style) -> Any:
        look = style.look
        cell: Any = WriteOnlyCell(self.book.worksheets[0])
        bold = look.face is Face.SONG
        cell.font = Font(_FONTS[look.face], look.size, bold=bold, family=_ROMAN, charset=_GB2312)
        vertical = "center" if look.framed else "bottom"
        cell.alignment = Alignment(_ALIGNED[look.align], vertical, wrap_text=True)
        if look.framed:
            line = Side("thin")
            cell.border = Border(line, line, line, line)
        cell.number_format = style.format
        return cell


def _set_up(sheet: Any, document: Document, page: Spread) -> None:
    """A4 with the margins of the paper, as wide as one page, the header of the table on every page, the same foot."""
    landscape = document.paper is Paper.LANDSCAPE
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    _, _, left, top, right, bottom = (mm / 25.4 for mm in document.paper.value)
    margins = sheet.page_margins
    margins.left, margins.top, margins.right = left, top, right
    margins.bottom, margins.footer = bottom + 6.5 / 25.4, bottom
    sheet.print_options.horizontalCentered = True
    if page.head:
        first, last = page.head
        sheet.print_title_rows = f"{first + 1}:{last}"
        sheet.freeze_panes = f"A{last + 1}"
    day = document.drawn_up
    foot = sheet.oddFooter
    foot.left.text = document.label.replace("&", "&&")
    foot.center.text = "\n".join(filter(None, ("第 &P 页 共 &N 页", document.foot.replace("&", "&&"))))
    foot.right.text = f"制表日期：{day.year}年{day.month}月{day.day}日"


def _characters(points: float) -> float:
    """The width of a column in the unit of the file: digits of its standard font."""
    return round((points / 72 * 96 - _MARGIN) / _DIGIT, 2)


def _range(placed: Placed) -> str:
    return f"{get_column_letter(placed.left + 1)}{placed.top + 1}:{get_column_letter(placed.right)}{placed.bottom}"


def _format(figure: Figure | None) -> str:
    """A number with as many decimals as on paper; a text as text, also when it is edited."""
    if figure is None:
        return "@"
    if not figure.places:
        return "0"
    return "0.00" if _DECIMALS.fullmatch(figure.text.lstrip("-")) else "General"
