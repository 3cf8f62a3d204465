"""Bringing a workbook in: the preview's counts, what is wrong cell by cell, and one step that can be undone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gridapp.model import (
    Assistant,
    Detail,
    Finding,
    Grid,
    Meeting,
    Post,
    QuarterSetting,
    Record,
    Tally,
    Village,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Month, Week
from gridapp.workbook.importing import carry_out, plan_import
from gridapp.workbook.reading import read_book
from gridapp.workbook.sheets import SHEETS, Sheet
from tests.books import ROWS, Sheets, bring_in, counts, plan_of, problems_of, small, write

MONDAY = date(2019, 5, 6)


# ── the preview ───────────────────────────────────────────────────────────────────────────────────


def test_all_rows_are_new_to_an_empty_office(empty_office: Office, tmp_path: Path) -> None:
    plan = plan_of(empty_office, small(), tmp_path)
    assert counts(plan) == {title: (rows, 0, 0, 0) for title, rows in ROWS.items()}
    assert plan.problems == []


def test_who_may_be_unfit_for_the_post_is_warned_of_and_goes_in_all_the_same(
    empty_office: Office, tmp_path: Path
) -> None:
    sheets = small("网格", "网格员")
    sheets["网格员"] = [
        ["编号", "姓名", "网格编号", "任用日期", "性别", "身份证号", "联系电话", "学历", "兼任职务"],
        ["1001", "张三", "101", date(2025, 3, 1), "女", "640121198002070014", "139", "小学", None],
        ["1002", "李四", "201", date(2025, 3, 1), None, None, None, None, "村委会主任"],
    ]
    plan = plan_of(empty_office, sheets, tmp_path)
    assert (counts(plan)["网格员"], plan.problems) == ((2, 0, 0, 0), [])
    assert [str(warning) for warning in plan.warnings] == [
        "网格员!F2 “640***********0014”：2025-03-01 时 45 周岁，原则上应在 45 周岁以下",
        "网格员!H2 “小学”：学历“小学”，须初中及以上",
        "网格员!B2 “张三”：性别填的是女，身份证号上是男，请核对",
        "网格员!B2 “张三”：联系电话“139”不像手机号（11 位）或座机号，请核对",
        "网格员!F3 （空）：没有身份证号，不能核对年龄",
        "网格员!H3 （空）：没有填学历，不能核对是否初中及以上",
        "网格员!I3 “村委会主任”：兼任“村委会主任”：村委会主任不得兼任网格员",
    ]
    carry_out(empty_office, plan, "台账.xlsx")
    assert len(empty_office.all(Worker)) == 2
    assert plan_of(empty_office, sheets, tmp_path).warnings == []  # on record already


def test_of_columns_that_a_workbook_has_not_nothing_is_warned(empty_office: Office, tmp_path: Path) -> None:
    sheets = small("网格", "网格员")
    sheets["网格员"] = [row[:4] for row in sheets["网格员"]][:3]
    assert plan_of(empty_office, sheets, tmp_path).warnings == []


def test_a_preview_changes_nothing(empty_office: Office, tmp_path: Path) -> None:
    head = empty_office.chain_head()
    plan_of(empty_office, small(), tmp_path)
    assert (empty_office.chain_head(), empty_office.all(Worker)) == (head, [])


def test_the_same_workbook_again_is_all_the_same(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small(), tmp_path)
    plan = plan_of(empty_office, small(), tmp_path)
    assert counts(plan) == {title: (0, 0, rows, 0) for title, rows in ROWS.items()}
    assert (plan.save, plan.remove) == ([], [])


def test_new_changed_same_and_wrong_are_counted_sheet_by_sheet(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small(), tmp_path)
    sheets = small("每周登记")
    sheets["每周登记"][2][3] = 1
    sheets["每周登记"] += [
        ["1001", date(2019, 5, 20), 2],
        ["1001", date(2019, 5, 28), 2],
        ["9999", date(2019, 5, 20), 2],
    ]
    assert counts(plan_of(empty_office, sheets, tmp_path)) == {"每周登记": (1, 1, 2, 2)}


def test_an_absent_sheet_means_nothing_of_this_kind(empty_office: Office, tmp_path: Path) -> None:
    plan = bring_in(empty_office, small("网格", "网格员"), tmp_path)
    assert counts(plan) == {"网格": (2, 0, 0, 0), "网格员": (3, 0, 0, 0)}
    assert empty_office.all(Tally) == []
    again = bring_in(empty_office, small("网格"), tmp_path)
    assert counts(again) == {"网格": (0, 0, 2, 0)}
    assert len(empty_office.all(Worker)) == 3


def test_unknown_columns_and_sheets_are_named_and_left_alone(empty_office: Office, tmp_path: Path) -> None:
    sheets: Sheets = {**small(), "村务公开": [["项目"], ["修路"]], "Sheet1": []}
    sheets["网格员"] = [[*row, mark] for row, mark in zip(sheets["网格员"], ["照片", "有", "无", "无"], strict=True)]
    sheets["会议"][0].insert(0, "序号")
    sheets["会议"][1].insert(0, 1)
    plan = plan_of(empty_office, sheets, tmp_path)
    assert plan.unknown_sheets == ["村务公开", "Sheet1"]
    named = {each.title: each.unknown_columns for each in plan.sheets if each.unknown_columns}
    assert named == {"网格员": ("照片",), "会议": ("序号",)}
    assert counts(plan) == {title: (rows, 0, 0, 0) for title, rows in ROWS.items()}


# ── the header ────────────────────────────────────────────────────────────────────────────────────


def test_columns_may_stand_in_any_order(empty_office: Office, tmp_path: Path) -> None:
    turned = {title: [row[::-1] + [None] * 0 for row in _even(rows)] for title, rows in small().items()}
    plan = bring_in(empty_office, turned, tmp_path)
    assert counts(plan) == {title: (rows, 0, 0, 0) for title, rows in ROWS.items()}
    assert counts(plan_of(empty_office, small(), tmp_path)) == {title: (0, 0, rows, 0) for title, rows in ROWS.items()}


def test_brackets_in_a_header_may_be_half_width(empty_office: Office, tmp_path: Path) -> None:
    sheets = small("网格", "网格员")
    sheets["网格"][0][0] = "村(社区)"
    sheets["网格员"][0][-1] = "季度补贴标准(元)"
    assert counts(bring_in(empty_office, sheets, tmp_path)) == {"网格": (2, 0, 0, 0), "网格员": (3, 0, 0, 0)}
    assert counts(plan_of(empty_office, small("网格员"), tmp_path)) == {"网格员": (0, 0, 3, 0)}


def test_a_column_that_stands_there_twice_is_an_error(empty_office: Office, tmp_path: Path) -> None:
    sheets = small("网格")
    sheets["网格"][0][5] = "户数"
    plan = plan_of(empty_office, sheets, tmp_path)
    assert problems_of(plan) == ["网格!E1 “户数”：列“户数”出现了两次，请删去一列"]
    assert (counts(plan), plan.save) == ({"网格": (0, 0, 0, 2)}, [])


def test_a_required_column_that_is_missing_is_an_error(empty_office: Office, tmp_path: Path) -> None:
    sheets = small("网格员")
    sheets["网格员"][0][2:4] = ["所在网格", "上任"]
    plan = plan_of(empty_office, sheets, tmp_path)
    assert problems_of(plan) == ["网格员!A1 “编号”：第一行缺少必需的列：网格编号、任用日期"]
    assert counts(plan) == {"网格员": (0, 0, 0, 3)}


def test_a_title_above_the_header_is_an_error(empty_office: Office, tmp_path: Path) -> None:
    sheets = small("网格")
    sheets["网格"].insert(0, ["柳河镇网格台账"])
    (problem,) = plan_of(empty_office, sheets, tmp_path).problems
    assert problem.message == "第一行缺少必需的列：村（社区）、类型、网格编号、网格名称"


def test_a_sheet_without_rows_needs_no_header(empty_office: Office, tmp_path: Path) -> None:
    plan = plan_of(empty_office, {"网格": [], "会议": [["会议编号"]]}, tmp_path)
    assert (counts(plan), plan.problems) == ({"网格": (0, 0, 0, 0), "会议": (0, 0, 0, 0)}, [])


def test_columns_that_are_absent_keep_what_is_on_record(empty_office: Office, tmp_path: Path) -> None:
    """And an empty cell of a column that is there empties it."""
    bring_in(empty_office, small(), tmp_path)
    without: Sheets = {
        "网格员": [["编号", "姓名", "网格编号", "任用日期", "性别"], ["1001", "张三", "101", date(2019, 1, 1), None]],
        "每周登记": [["编号", "周一日期", "排查"], ["1001", MONDAY, 4]],
        "扣分事项": [["编号", "日期", "条款", "次数"], ["1001", date(2019, 5, 7), "1a", 2]],
    }
    plan = bring_in(empty_office, without, tmp_path)
    assert counts(plan) == {"网格员": (0, 1, 0, 0), "每周登记": (0, 1, 0, 0), "扣分事项": (1, 0, 0, 0)}
    worker = empty_office.all(Worker)[0]
    assert (worker.sex, worker.identity) == ("", "640121198002070014")
    tally = next(each for each in empty_office.all(Tally) if each.period == Week(MONDAY))
    assert (tally.counts["排查"], tally.counts["居民走访"], tally.paper) == (4, 2, "周报表")


@pytest.mark.parametrize("title", ROWS)
def test_a_sheet_may_have_its_required_columns_alone(empty_office: Office, tmp_path: Path, title: str) -> None:
    """And what is on record of the rest stays as it is."""
    bring_in(empty_office, small(), tmp_path)
    required = {column.title for column in sheet_of(title).columns(empty_office.newest_policy()) if column.required}
    header = small()[title][0]
    places = [place for place, name in enumerate(header) if name in required]
    sheets = {title: [[row[place] for place in places] for row in small()[title]]}
    plan = plan_of(empty_office, sheets, tmp_path)
    (report,) = plan.sheets
    assert (report.wrong, report.new) == ONLY_REQUIRED.get(title, (0, 0)), problems_of(plan)


ONLY_REQUIRED = {
    "协管员": (0, 1),  # the first day is part of what tells one from another
    "明细": (0, 2),  # without 记录号 it is another entry, unless all of it is equal
    "扣分事项": (1, 1),  # 3b has no level
    "满意度": (1, 1),  # one group's ballots, twice
}
"""Wrong and new rows where not all are on record."""


def sheet_of(title: str) -> Sheet:
    return next(sheet for sheet in SHEETS if sheet.title == title)


# ── one step ──────────────────────────────────────────────────────────────────────────────────────


def test_an_import_is_one_step_with_the_name_of_the_file(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small(), tmp_path)
    undone = empty_office.undo()
    assert undone is not None
    assert undone.name == "导入 台账.xlsx"
    kinds: tuple[type[Record], ...] = (Village, Grid, Worker, Post, Assistant, Tally, Detail, Finding, Meeting)
    assert [empty_office.all(kind) for kind in kinds] == [[]] * len(kinds)
    assert empty_office.redo() is not None
    assert counts(plan_of(empty_office, small(), tmp_path)) == {title: (0, 0, rows, 0) for title, rows in ROWS.items()}
    assert empty_office.check() == []


def test_the_good_rows_go_in_and_the_wrong_ones_stay_out(empty_office: Office, tmp_path: Path) -> None:
    sheets = small()
    sheets["扣分事项"][1][2] = "8z"
    sheets["每周登记"][2][2] = "三条"
    bring_in(empty_office, sheets, tmp_path)
    assert [each.clause for each in empty_office.all(Finding)] == ["3b"]
    assert len(empty_office.all(Tally)) == ROWS["每周登记"] - 1 + ROWS["每月登记"]
    assert empty_office.check() == []


def test_a_file_that_changes_nothing_leaves_no_step(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small(), tmp_path)
    head = empty_office.chain_head()
    bring_in(empty_office, small(), tmp_path)
    assert empty_office.chain_head() == head


def test_who_brought_it_in_is_on_record(empty_office: Office, tmp_path: Path) -> None:
    empty_office.who = "李娜"
    bring_in(empty_office, small(), tmp_path)
    ((step, change),) = empty_office.history(Tally("1001", Week(MONDAY), empty_office.all(Tally)[0].counts))
    assert (step.name, step.who, change.before) == ("导入 台账.xlsx", "李娜", None)


# ── the order of rows and sheets is free ──────────────────────────────────────────────────────────


def test_rows_and_sheets_may_stand_in_any_order(empty_office: Office, tmp_path: Path) -> None:
    turned = {title: [rows[0], *rows[:0:-1]] for title, rows in reversed(small().items())}
    plan = bring_in(empty_office, turned, tmp_path)
    assert (problems_of(plan), plan.sheets[0].title) == ([], "网格")
    assert counts(plan_of(empty_office, small(), tmp_path)) == {title: (0, 0, rows, 0) for title, rows in ROWS.items()}


def test_the_one_who_takes_over_may_stand_before_the_one_who_leaves(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    sheets: Sheets = {
        "网格员": [
            ["编号", "姓名", "网格编号", "任用日期", "离任日期"],
            ["1004", "孙八", "101", date(2019, 7, 1), None],
            ["1001", "张三", "101", date(2019, 1, 1), date(2019, 6, 30)],
        ]
    }
    assert counts(bring_in(empty_office, sheets, tmp_path)) == {"网格员": (1, 1, 0, 0)}


# ── rows that depend on others ────────────────────────────────────────────────────────────────────


def test_a_wrong_row_does_not_take_the_good_ones_of_later_sheets_with_it(empty_office: Office, tmp_path: Path) -> None:
    """张三's second post overlaps his first and stays out; he and his records come in."""
    sheets = small("网格", "网格员", "每月登记")
    sheets["网格员"].append(["1001", "张三", "没有的格", date(2018, 1, 1), None, None, date(2018, 12, 31)])
    assert counts(plan_of(empty_office, sheets, tmp_path)) == {
        "网格": (2, 0, 0, 0),
        "网格员": (3, 0, 0, 1),
        "每月登记": (1, 0, 0, 0),
    }


def test_records_of_somebody_whose_row_is_wrong_are_wrong_too(empty_office: Office, tmp_path: Path) -> None:
    sheets = small("网格", "网格员", "每月登记")
    sheets["网格员"][1][1] = "张三2"
    plan = bring_in(empty_office, sheets, tmp_path)
    assert counts(plan) == {"网格": (2, 0, 0, 0), "网格员": (2, 0, 0, 1), "每月登记": (0, 0, 0, 1)}
    assert [worker.id for worker in empty_office.all(Worker)] == ["1002", "1003"]


def test_two_sheets_of_one_name_are_not_mixed_up(empty_office: Office, tmp_path: Path) -> None:
    """Excel tells “网格” from “网格 ”: neither may be lost without a word."""
    sheets: Sheets = {"网格": small()["网格"][:2], "网格 ": [small()["网格"][0], small()["网格"][2]]}
    plan = plan_of(empty_office, sheets, tmp_path)
    assert counts(plan) == {"网格": (2, 0, 0, 0)} or plan.problems


# ── what a cell may hold ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "typed", ["2019-05", "2019/5", "2019.5", "201905", 201905, "2019年5月", "二〇一九年五月", date(2019, 5, 1)]
)
def test_a_month_may_be_written_in_many_ways(empty_office: Office, tmp_path: Path, typed: object) -> None:
    sheets = small("网格", "网格员", "每月登记")
    sheets["每月登记"][1][1] = typed
    bring_in(empty_office, sheets, tmp_path)
    assert [tally.period for tally in empty_office.all(Tally)] == [Month(2019, 5)]


@pytest.mark.parametrize("typed", [2, 2.0, "2", " 2 ", "２", "2.0"])
def test_a_count_may_be_a_number_or_text(empty_office: Office, tmp_path: Path, typed: object) -> None:
    sheets = small("网格", "网格员", "每月登记")
    sheets["每月登记"][1][2] = typed
    bring_in(empty_office, sheets, tmp_path)
    assert [dict(tally.counts) for tally in empty_office.all(Tally)] == [{"走访一般居民户数": 2}]


def test_an_empty_count_is_not_typed_and_nought_is(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small(), tmp_path)
    tally = next(each for each in empty_office.all(Tally) if each.period == Week(date(2019, 5, 13)))
    assert dict(tally.counts) == {"平台录入": 0, "居民走访": 2, "民情日志": 1, "应访特殊人员": 3, "实访特殊人员": 2}


def test_numbers_of_people_grids_and_telephones_may_be_numbers(empty_office: Office, tmp_path: Path) -> None:
    sheets: Sheets = {
        "网格": [["村（社区）", "类型", "网格编号", "网格名称"], ["东村", "村", 101, "东一格"]],
        "网格员": [
            ["编号", "姓名", "网格编号", "任用日期", "联系电话"],
            [1001.0, "张三", 101, date(2019, 1, 1), 13900000001],
        ],
    }
    bring_in(empty_office, sheets, tmp_path)
    (worker,) = empty_office.all(Worker)
    assert (worker.id, worker.phone, empty_office.all(Grid)[0].code) == ("1001", "13900000001", "101")


def test_settings_come_in_as_the_program_writes_them(empty_office: Office, tmp_path: Path) -> None:
    sheets = small("网格", "网格员")
    sheets["考核设置"] = [
        ["季度", "项目", "值"],
        ["2019年2季度", "领导小组决定", "1001, 1002"],
        ["2019Q2", "优秀奖励（元/人）", "1,200"],
        ["2019Q2", "决定理由", None],
    ]
    bring_in(empty_office, sheets, tmp_path)
    assert {(each.quarter, each.item, each.value) for each in empty_office.all(QuarterSetting)} == {
        ("2019Q2", "领导小组决定", "1001；1002"),
        ("2019Q2", "优秀奖励（元/人）", "1200.00"),
        ("2019Q2", "决定理由", ""),
    }


def test_a_plan_made_before_the_office_changed_is_held_against_it_again(empty_office: Office, tmp_path: Path) -> None:
    """Between preview and import 张三 left: his week is refused, and nothing of the file goes in."""
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    plan = plan_import(empty_office, read_book(write(tmp_path / "周.xlsx", small("每周登记"))))
    empty_office.change("离任", save=[Post("1001", date(2019, 1, 1), "101", date(2019, 3, 31))])
    with pytest.raises(Exception, match="不在张三（编号 1001）的任职期内"):
        carry_out(empty_office, plan, "周.xlsx")
    assert empty_office.all(Tally) == []


def _even(rows: list[list[Any]]) -> list[list[Any]]:
    """Rows all as long as the header."""
    return [row + [None] * (len(rows[0]) - len(row)) for row in rows]
