"""What goes out comes in again without a difference; wrong rows go out alone, to be mended and read again."""

import gc
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gridapp.errors import UnusableFile
from gridapp.model import Detail, Finding, Record, Standard, Tally, Village, Worker
from gridapp.office import Office
from gridapp.store.tables import TABLES
from gridapp.workbook.importing import PROBLEM_COLUMN, Plan, carry_out, plan_import
from gridapp.workbook.reading import read_book
from gridapp.workbook.writing import write_book, write_problems
from tests.books import ROWS, SOFFICE, bring_in, cells, convert, counts, problems_of, small, write
from tests.offices import Q1, Q2, Q3, ZHANG, finding, full_quarter, meeting

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.xlsx"))


def planned(office: Office, path: Path) -> Plan:
    return plan_import(office, read_book(path))


def records(office: Office) -> list[Sequence[Record]]:
    """All that a workbook can hold."""
    beside = ("quarter", "settlement", "policy", "office_setting")
    return [office.all(table.record) for table in TABLES if table.name not in beside]


# ── round trips ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES, ids=[path.stem for path in CASES])
def test_what_goes_out_of_one_office_and_into_another_is_the_same_cell_by_cell(
    empty_office: Office, tmp_path: Path, case: Path
) -> None:
    carry_out(empty_office, planned(empty_office, case), case.name)
    write_book(empty_office, tmp_path / "一.xlsx")
    with Office.create(tmp_path / "另一个.db") as other:
        plan = planned(other, tmp_path / "一.xlsx")
        assert plan.problems == []
        carry_out(other, plan, "一.xlsx")
        assert records(other) == records(empty_office)
        write_book(other, tmp_path / "二.xlsx")
    assert cells(tmp_path / "二.xlsx") == cells(tmp_path / "一.xlsx")


def test_every_sheet_goes_out_and_comes_in(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small(), tmp_path)
    write_book(empty_office, tmp_path / "出.xlsx")
    with Office.create(tmp_path / "另一个.db") as other:
        plan = planned(other, tmp_path / "出.xlsx")
        assert counts(plan) == {title: (rows, 0, 0, 0) for title, rows in ROWS.items()}
        carry_out(other, plan, "出.xlsx")
        assert records(other) == records(empty_office)


def test_what_goes_out_is_all_the_same_to_the_office_it_came_from(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small(), tmp_path)
    write_book(empty_office, tmp_path / "出.xlsx")
    plan = planned(empty_office, tmp_path / "出.xlsx")
    assert counts(plan) == {title: (0, 0, rows, 0) for title, rows in ROWS.items()}


def test_an_empty_office_goes_out_as_a_form_to_fill_in(empty_office: Office, tmp_path: Path) -> None:
    write_book(empty_office, tmp_path / "空白.xlsx")
    page = cells(tmp_path / "空白.xlsx")
    assert list(page) == list(ROWS)
    assert all(len(rows) == 1 for rows in page.values())
    assert page["考核设置"] == [["季度", "项目", "值"]]
    assert planned(empty_office, tmp_path / "空白.xlsx").problems == []


def test_standards_between_posts_have_a_sheet_of_their_own(office: Office, tmp_path: Path) -> None:
    """网格员 has room for the standard of a post's first day alone."""
    raised = [Standard(ZHANG, date(2019, 1, 1), 150_050), Standard(ZHANG, date(2019, 5, 1), 180_000)]
    office.change("调标准", save=raised)
    write_book(office, tmp_path / "出.xlsx")
    page = cells(tmp_path / "出.xlsx")
    assert [row[9] for row in page["网格员"][1:]] == [1500.5, None]
    assert [row[::2] for row in page["补贴标准"][1:]] == [[None, 1500], [ZHANG, 1800]]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_workbook_saved_again_by_libreoffice_is_all_the_same(empty_office: Office, tmp_path: Path) -> None:
    """Its shared strings, styles, dimensions and dates are another program's; the rows are the same."""
    bring_in(empty_office, small(), tmp_path)
    write_book(empty_office, tmp_path / "出.xlsx")
    saved = convert(tmp_path / "出.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path / "calc")
    plan = planned(empty_office, saved)
    assert (problems_of(plan), counts(plan)) == ([], {title: (0, 0, rows, 0) for title, rows in ROWS.items()})


def test_large_record_numbers_come_in_again(office: Office, tmp_path: Path) -> None:
    """A few years of 明细 are more than any one count may be."""
    office.change("明细", save=[Detail(ZHANG, date(2019, 5, 6), "平台录入", id=123_456)])
    write_book(office, tmp_path / "出.xlsx")
    plan = planned(office, tmp_path / "出.xlsx")
    assert (problems_of(plan), counts(plan)["明细"]) == ([], (0, 0, 1, 0))


# ── one quarter ───────────────────────────────────────────────────────────────────────────────────


def test_one_quarter_goes_out_with_the_whole_rosters(office: Office, tmp_path: Path) -> None:
    for quarter, day in ((Q1, date(2019, 2, 1)), (Q2, date(2019, 5, 8)), (Q3, date(2019, 8, 1))):
        office.change(str(quarter), save=[*full_quarter(quarter), *meeting(str(quarter), day), finding(day)])
    write_book(office, tmp_path / "二季度.xlsx", Q2)
    page = {title: rows[1:] for title, rows in cells(tmp_path / "二季度.xlsx").items()}
    assert {title: len(rows) for title, rows in page.items() if rows} == {
        "网格": 2,
        "网格员": 2,
        "补贴标准": 1,
        "每周登记": 26,
        "每月登记": 6,
        "扣分事项": 1,
        "会议": 1,
        "考勤": 2,
        "满意度": 2,
    }
    assert {row[0] for row in page["考勤"]} == {"2019Q2"}
    assert {str(row[1].date()) for row in page["每周登记"]} == {week.key for week in Q2.weeks}


def test_an_entry_on_a_day_between_two_quarters_goes_out_with_both(office: Office, tmp_path: Path) -> None:
    """30 September 2019 is a Monday: the day is the third quarter's, its week the fourth's. A finding has no week."""
    day, fourth = date(2019, 9, 30), Q3.shift(1)
    office.change("九月末", save=[Detail(ZHANG, day, "平台录入"), finding(day)])
    for quarter, rows in ((Q3, (1, 1)), (fourth, (1, 0))):
        write_book(office, tmp_path / "出.xlsx", quarter)
        page = cells(tmp_path / "出.xlsx")
        assert (len(page["明细"]) - 1, len(page["扣分事项"]) - 1) == rows, quarter


# ── cells ─────────────────────────────────────────────────────────────────────────────────────────


def test_dates_money_and_counts_are_dates_and_numbers(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small(), tmp_path)
    write_book(empty_office, tmp_path / "出.xlsx")
    book = load_workbook(tmp_path / "出.xlsx")
    workers, weeks = book["网格员"], book["每周登记"]
    shown = [(cell.value, cell.number_format) for cell in (workers["D3"], workers["J3"], weeks["C2"], workers["A3"])]
    assert [str(value) for value, _ in shown] == ["2019-01-01 00:00:00", "1500.5", "2", "1002"]
    assert [form for _, form in shown] == ["yyyy-mm-dd", "0.00", "General", "@"]
    assert isinstance(workers["A3"].value, str)


def test_headers_stay_on_the_screen(empty_office: Office, tmp_path: Path) -> None:
    write_book(empty_office, tmp_path / "出.xlsx")
    assert {page.freeze_panes for page in load_workbook(tmp_path / "出.xlsx").worksheets} == {"A2"}


# ── the file ──────────────────────────────────────────────────────────────────────────────────────


def test_an_older_export_is_replaced_and_nothing_is_left_beside_it(empty_office: Office, tmp_path: Path) -> None:
    (tmp_path / "出").mkdir()
    path = write(tmp_path / "出" / "台账.xlsx", {"旧": [["旧的"]]})
    write_book(empty_office, path)
    assert list(cells(path)) == list(ROWS)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("place", ["没有的文件夹/台账.xlsx", "文件夹"])
def test_a_place_that_cannot_be_written_is_said(empty_office: Office, tmp_path: Path, place: str) -> None:
    (tmp_path / "文件夹").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(UnusableFile, match=r"不能写入文件 .*：请检查文件夹是否存在"):
        write_book(empty_office, tmp_path / place)
    assert sorted(tmp_path.iterdir()) == before
    gc.collect()  # half-written sheets that were left open would complain now


# ── the wrong rows alone ──────────────────────────────────────────────────────────────────────────


def spoiled() -> dict[str, list[list[Any]]]:
    sheets = small()
    sheets["网格员"][2][5] = 6.40121198002070e17
    sheets["每周登记"][2][3] = "两次"
    sheets["扣分事项"][1][2] = "8z"
    return sheets


def test_the_workbook_of_wrong_rows_holds_them_alone_with_what_is_wrong(empty_office: Office, tmp_path: Path) -> None:
    raw = read_book(write(tmp_path / "台账.xlsx", spoiled()))
    plan = plan_import(empty_office, raw)
    write_problems(empty_office, plan, raw, tmp_path / "有误.xlsx")
    page = cells(tmp_path / "有误.xlsx")
    assert {title: len(rows) - 1 for title, rows in page.items()} == {
        "网格员": 1,
        "每周登记": 2,  # 李四's week goes with his row
        "扣分事项": 2,
        "考勤": 1,
    }
    assert page["扣分事项"][0] == [*small()["扣分事项"][0], PROBLEM_COLUMN]
    assert page["扣分事项"][1][:4] == ["1001", page["扣分事项"][1][1], "8z", None]
    assert page["扣分事项"][1][-1].startswith("C2：“8z”不在可选之列")


def test_wrong_rows_once_mended_come_in_and_then_all_is_there(empty_office: Office, tmp_path: Path) -> None:
    raw = read_book(write(tmp_path / "台账.xlsx", spoiled()))
    plan = plan_import(empty_office, raw)
    carry_out(empty_office, plan, "台账.xlsx")
    write_problems(empty_office, plan, raw, tmp_path / "有误.xlsx")
    book = load_workbook(tmp_path / "有误.xlsx")
    book["网格员"]["F2"] = None
    book["每周登记"]["D2"] = None
    book["扣分事项"]["C2"] = "1a"
    book.save(tmp_path / "改好.xlsx")
    mended = planned(empty_office, tmp_path / "改好.xlsx")
    assert counts(mended) == {
        "网格员": (1, 0, 0, 0),
        "每周登记": (2, 0, 0, 0),
        "扣分事项": (2, 0, 0, 0),
        "考勤": (1, 0, 0, 0),
    }
    assert [each.unknown_columns for each in mended.sheets] == [()] * 4
    carry_out(empty_office, mended, "改好.xlsx")
    assert len(empty_office.all(Tally)) == ROWS["每周登记"] + ROWS["每月登记"]
    assert (len(empty_office.all(Worker)), len(empty_office.all(Finding))) == (3, 2)


def test_wrong_rows_that_are_still_wrong_can_be_written_again(empty_office: Office, tmp_path: Path) -> None:
    """The column that says what was wrong is not doubled, wherever it stands by then."""
    sheets = {"网格": [["问题", *small()["网格"][0]], ["C2：旧的说明", "东村", "乡", "101", "东一格"]]}
    raw = read_book(write(tmp_path / "台账.xlsx", sheets))
    write_problems(empty_office, plan_import(empty_office, raw), raw, tmp_path / "有误.xlsx")
    header, row = cells(tmp_path / "有误.xlsx")["网格"]
    assert header == [*small()["网格"][0], PROBLEM_COLUMN]
    assert row[:4] == ["东村", "乡", "101", "东一格"]


def test_rows_under_a_header_that_will_not_do_are_among_the_wrong_ones(empty_office: Office, tmp_path: Path) -> None:
    sheets = small("网格")
    sheets["网格"][0][2] = "格号"
    raw = read_book(write(tmp_path / "台账.xlsx", sheets))
    write_problems(empty_office, plan_import(empty_office, raw), raw, tmp_path / "有误.xlsx")
    page = cells(tmp_path / "有误.xlsx")["网格"]
    assert [row[0] for row in page] == ["村（社区）", "东村", "南社区"]
    assert "第一行缺少必需的列：网格编号" in str(page)


def test_a_village_without_a_grid_has_no_row(empty_office: Office, tmp_path: Path) -> None:
    """The sheet 网格 has a row per grid: known, and said here so that nobody is surprised."""
    empty_office.change("录入村", save=[Village("西村", "村")])
    write_book(empty_office, tmp_path / "出.xlsx")
    assert len(cells(tmp_path / "出.xlsx")["网格"]) == 1
