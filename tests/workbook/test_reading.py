"""A workbook's cells as they stand, and the cells that nobody can read. What is no workbook: tests/faults."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from gridapp.errors import UnusableFile
from gridapp.workbook.reading import MAX_COLUMNS, MAX_ROWS, RawSheet, address, read_book
from tests.books import Sheets, edit_sheet, small, write

UNCOMPUTED = "是没有算出结果的公式，请改为数值（复制后选择性粘贴为“值”）"
IN_ERROR = "是出错的公式或日期，请改为正确的内容"
MONTHS: Sheets = {"每月登记": [["编号", "月份", "户数"], ["1001", "2019-05", 18]]}
NUMBER = '<c r="C2" t="n"><v>18</v></c>'


def read(path: Path) -> RawSheet:
    (sheet,) = read_book(path)
    return sheet


# ── cells ─────────────────────────────────────────────────────────────────────────────────────────


def test_every_sheet_is_read_in_its_order(tmp_path: Path) -> None:
    sheets = read_book(write(tmp_path / "台账.xlsx", small()))
    assert [sheet.title for sheet in sheets] == list(small())
    assert [len(sheet.rows) for sheet in sheets] == [len(rows) - 1 for rows in small().values()]


def test_cells_are_what_was_typed(tmp_path: Path) -> None:
    values = ["文字", 18, 1.5, True, date(2019, 5, 6), None, "末列"]
    row = read(write(tmp_path / "台账.xlsx", {"表": [["甲"], values]})).rows[0]
    assert (row.number, row.values) == (2, ("文字", 18, 1.5, True, datetime(2019, 5, 6), None, "末列"))


def test_a_header_is_text_without_spaces_around_it(tmp_path: Path) -> None:
    sheet = read(write(tmp_path / "台账.xlsx", {" 网格员 ": [[" 编号 ", None, 2019, "姓名\n"]]}))
    assert (sheet.title, sheet.header, sheet.rows) == ("网格员", ("编号", "", "2019", "姓名"), [])


def test_an_empty_sheet_has_neither_header_nor_rows(tmp_path: Path) -> None:
    assert read(write(tmp_path / "台账.xlsx", {"网格员": []})) == RawSheet("网格员", (), [], {})


def test_rows_keep_their_numbers_and_empty_ones_are_passed_over(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["编号"], ["1001"], [], [None, ""], ["  "], ["1002"]]
    sheet = read(write(tmp_path / "台账.xlsx", {"网格员": rows}))
    assert [(row.number, row.values[0]) for row in sheet.rows] == [(2, "1001"), (6, "1002")]


def test_text_in_several_fonts_is_one_text(tmp_path: Path) -> None:
    mixed = CellRichText("张", TextBlock(InlineFont(b=True), "三"))
    assert read(write(tmp_path / "台账.xlsx", {"网格员": [["姓名"], [mixed]]})).rows[0].values == ("张三",)


def test_hidden_rows_and_sheets_are_read_too(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["编号"])
    hidden = book.create_sheet("网格员")
    hidden.append(["编号"])
    hidden.append(["1001"])
    hidden.row_dimensions[2].hidden = True
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "台账.xlsx")
    assert [len(sheet.rows) for sheet in read_book(tmp_path / "台账.xlsx")] == [0, 1]


def test_cells_that_do_not_say_where_they_stand_follow_each_other(tmp_path: Path) -> None:
    """Some programs leave the addresses out (ECMA-376 allows it)."""
    path = write(tmp_path / "台账.xlsx", MONTHS)
    for cell in ("A2", "B2", "C2"):
        edit_sheet(path, f' r="{cell}"', "")
    assert read(path).rows[0].values == ("1001", "2019-05", 18)
    edit_sheet(path, "<v>18</v>", "<f>9+9</f>")
    assert read(path).bad_cells == {(2, 3): UNCOMPUTED}


def test_progress_is_told_and_may_stop_the_reading(tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []

    class Cancelled(Exception):
        pass

    def progress(sheet: str, rows: int) -> None:
        told.append((sheet, rows))
        if rows == 2000:
            raise Cancelled

    path = write(tmp_path / "台账.xlsx", {"网格员": [["编号"], *([str(number)] for number in range(3000))]})
    with pytest.raises(Cancelled):
        read_book(path, progress)
    assert told == [("网格员", 1000), ("网格员", 2000)]


@pytest.mark.parametrize(("row", "column", "name"), [(1, 1, "A1"), (3, 2, "B3"), (10, 28, "AB10")])
def test_an_address_is_written_as_on_the_screen(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


# ── cells that can't be read ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cell", "value", "bad"),
    [
        ('<c r="C2"><f>9+9</f><v>18</v></c>', 18, None),
        ('<c r="C2"><f>9+9</f></c>', None, UNCOMPUTED),
        ('<c r="C2"><f>9+9</f><v></v></c>', None, UNCOMPUTED),
        ('<c r="C2"><f t="shared" si="0"/><v/></c>', None, UNCOMPUTED),
        ('<c r="C2" t="str"><f>""</f><v></v></c>', None, None),
        ('<c r="C2" t="str"><f>"十"</f><v>十</v></c>', "十", None),
        ('<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", IN_ERROR),
        ('<c r="C2" t="e"><v>#N/A</v></c>', "#N/A", IN_ERROR),
    ],
    ids=["computed", "not", "not by openpyxl", "shared", "to nothing", "to text", "error", "pasted error"],
)
def test_a_formula_counts_by_its_value_and_without_one_it_is_an_error(
    tmp_path: Path, cell: str, value: object, bad: str | None
) -> None:
    sheet = read(edit_sheet(write(tmp_path / "台账.xlsx", MONTHS), NUMBER, cell))
    values = (*sheet.rows[0].values, None)
    assert values[2] == value
    assert sheet.bad_cells == ({(2, 3): bad} if bad else {})


def test_a_number_that_no_calendar_has_as_a_date_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.xlsx", {"会议": [["日期"], [date(2019, 5, 10)]]})
    sheet = read(edit_sheet(path, "<v>43595</v>", "<v>13900000001</v>"))
    assert sheet.bad_cells == {(2, 1): IN_ERROR}


def test_every_cell_of_a_merged_area_is_an_error(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    page.title = "每周登记"
    for row in [["编号", "周一日期", "排查"], ["1001", "2019-05-06", 1], ["1002", "2019-05-06", 1]]:
        page.append(row)
    page.merge_cells("B2:C3")
    book.save(tmp_path / "台账.xlsx")
    bad = read(tmp_path / "台账.xlsx").bad_cells
    message = "是合并单元格（B2:C3）的一部分，请取消合并并逐格填写"
    assert bad == dict.fromkeys([(2, 2), (2, 3), (3, 2), (3, 3)], message)


# ── limits ────────────────────────────────────────────────────────────────────────────────────────


def test_what_stands_far_to_the_right_is_left_alone(tmp_path: Path) -> None:
    wide: list[Any] = ["1001", *[None] * (MAX_COLUMNS - 2), "最后一列", "多出来的"]
    sheet = read(write(tmp_path / "台账.xlsx", {"网格员": [["编号"], wide]}))
    assert sheet.rows[0].values == tuple(wide[:MAX_COLUMNS])


def test_more_rows_than_any_office_has_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "台账.xlsx", {"网格员": [["编号"]]})
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(MAX_ROWS + 1))
    edit_sheet(path, "</row></sheetData>", f"</row>{rows}</sheetData>")
    with pytest.raises(UnusableFile, match="工作表“网格员”超过 300000 行，请分成几个文件导入"):
        read_book(path)
