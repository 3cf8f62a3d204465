"""Holidays from any workbook: its first sheet that has the columns 日期 and 名称."""

from collections.abc import Sequence

from gridapp.errors import OfficeError
from gridapp.holidays import COLUMNS, Holiday, each_day
from gridapp.workbook.reading import RawSheet, address


def holidays_in(book: Sequence[RawSheet]) -> list[Holiday]:
    """Every row's days. Raises OfficeError at the first cell that is wrong, with its address."""
    titles = [column.title for column in COLUMNS]
    sheet = next((each for each in book if set(titles) <= set(each.header)), None)
    if sheet is None:
        raise OfficeError(f"工作簿里没有第一行写着“{'”“'.join(titles)}”两列的工作表")
    found = []
    for row in sheet.rows:
        values = []
        for column in COLUMNS:
            place = sheet.header.index(column.title)
            cell = row.values[place] if place < len(row.values) else None
            try:
                if bad := sheet.bad_cells.get((row.number, place + 1)):
                    raise OfficeError(bad)
                if cell is None:
                    raise OfficeError(f"“{column.title}”不能为空")
                values.append(column.kind.read(cell))
            except OfficeError as error:
                raise OfficeError(f"{sheet.title}!{address(row.number, place + 1)}：{error.message}") from None
        found += each_day(*values)
    return found
