"""Rows find their records by number and date, never by a person's name: what is new, changed or the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gridapp.model import Assistant, Detail, Finding, Post, Standard, Worker
from gridapp.office import Office
from tests.books import Sheets, bring_in, counts, problems_of, small

WORKER_COLUMNS = ["编号", "姓名", "网格编号", "任用日期", "离任日期", "季度补贴标准（元）"]
FINDING_COLUMNS = ["编号", "日期", "条款", "次数", "说明"]


def workers(*rows: list[Any], columns: list[str] = WORKER_COLUMNS) -> Sheets:
    return {"网格员": [columns, *rows]}


def findings(*rows: list[Any], numbered: bool = False) -> Sheets:
    return {"扣分事项": [[*FINDING_COLUMNS, "记录号"] if numbered else FINDING_COLUMNS, *rows]}


# ── 网格员: a person and a post in one row ────────────────────────────────────────────────────────


def test_a_person_is_known_by_number_whatever_the_name(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    plan = bring_in(empty_office, workers(["1001", "张三丰", "101", date(2019, 1, 1)]), tmp_path)
    assert counts(plan) == {"网格员": (0, 1, 0, 0)}
    assert [worker.name for worker in empty_office.all(Worker)] == ["张三丰", "李四", "王五"]


def test_two_people_of_one_name_stay_two(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格"), tmp_path)
    both = workers(["1001", "张三", "101", date(2019, 1, 1)], ["1002", "张三", "201", date(2019, 1, 1)])
    assert counts(bring_in(empty_office, both, tmp_path)) == {"网格员": (2, 0, 0, 0)}
    assert [(worker.id, worker.name) for worker in empty_office.all(Worker)] == [("1001", "张三"), ("1002", "张三")]


def test_somebody_who_moved_stands_in_two_rows(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格"), tmp_path)
    moved = workers(
        ["1001", "张三", "101", date(2019, 1, 1), date(2019, 5, 31), 1500],
        ["1001", "张三", "201", date(2019, 6, 1), None, 1800],
    )
    assert counts(bring_in(empty_office, moved, tmp_path)) == {"网格员": (2, 0, 0, 0)}
    assert len(empty_office.all(Worker)) == 1
    assert [(post.grid, post.start) for post in empty_office.all(Post)] == [
        ("101", date(2019, 1, 1)),
        ("201", date(2019, 6, 1)),
    ]
    assert [each.cents for each in empty_office.all(Standard)] == [150_000, 180_000]
    assert counts(bring_in(empty_office, moved, tmp_path)) == {"网格员": (0, 0, 2, 0)}


def test_what_one_row_of_a_person_leaves_out_the_other_may_say(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格"), tmp_path)
    columns = ["编号", "姓名", "网格编号", "任用日期", "离任日期", "联系电话", "民族"]
    rows = workers(
        ["1001", "张三", "101", date(2019, 1, 1), date(2019, 5, 31), None, "回族"],
        ["1001", "张三", "201", date(2019, 6, 1), None, "13900000001", None],
        columns=columns,
    )
    bring_in(empty_office, rows, tmp_path)
    (worker,) = empty_office.all(Worker)
    assert (worker.phone, worker.ethnicity) == ("13900000001", "回族")


def test_the_first_day_of_a_post_can_be_mended(empty_office: Office, tmp_path: Path) -> None:
    """One post on record, one row in its grid with another day: the post moves, and its standard with it."""
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    mended = workers(["1001", "张三", "101", date(2018, 12, 1), None, 1500])
    assert counts(bring_in(empty_office, mended, tmp_path)) == {"网格员": (0, 1, 0, 0)}
    posts = [post.start for post in empty_office.all(Post) if post.worker == "1001"]
    standards = [each.start for each in empty_office.all(Standard) if each.worker == "1001"]
    assert posts == standards == [date(2018, 12, 1)]
    empty_office.undo()
    assert [post.start for post in empty_office.all(Post) if post.worker == "1001"] == [date(2019, 1, 1)]


@pytest.mark.parametrize(
    ("there", "row"),
    [
        ((date(2018, 1, 1), date(2018, 12, 31)), (date(2019, 7, 1), None)),
        ((date(2019, 7, 1), None), (date(2018, 1, 1), date(2018, 12, 31))),
    ],
    ids=["came back", "had been there before"],
)
def test_another_term_in_the_same_grid_leaves_the_first_as_it_is(
    empty_office: Office, tmp_path: Path, there: tuple[date, date | None], row: tuple[date, date | None]
) -> None:
    """It is no mended first day: the two terms do not even touch."""
    bring_in(empty_office, {**small("网格"), **workers(["1001", "张三", "101", *there])}, tmp_path)
    bring_in(empty_office, workers(["1001", "张三", "101", *row]), tmp_path)
    assert [(post.start, post.stop) for post in empty_office.all(Post)] == sorted([there, row])


def test_a_row_in_another_grid_is_a_new_post(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    sheets: Sheets = {
        "网格": [small()["网格"][0], ["东村", "村", "102", "东二格"]],
        **workers(["1001", "张三", "102", date(2019, 7, 1)]),
    }
    plan = bring_in(empty_office, sheets, tmp_path)
    assert counts(plan) == {"网格": (1, 0, 0, 0), "网格员": (0, 0, 0, 1)}
    assert problems_of(plan) == [
        "网格员!D2 “2019-07-01 00:00:00”：与本人在网格 101 的任职（2019-01-01 至 今）重叠，请先填写前一任职的离任日期"
    ]


def test_a_standard_that_is_emptied_goes(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    row = ["1001", "张三", "101", date(2019, 1, 1), None, None]
    assert counts(bring_in(empty_office, workers(row), tmp_path)) == {"网格员": (0, 1, 0, 0)}
    assert [each.worker for each in empty_office.all(Standard)] == ["1002"]


# ── 扣分事项 and 明细: no key of their own ────────────────────────────────────────────────────────


def test_two_equal_findings_are_two(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    row = ["1001", date(2019, 5, 7), "1a", 1, "漏录"]
    assert counts(bring_in(empty_office, findings(row, row), tmp_path)) == {"扣分事项": (2, 0, 0, 0)}
    assert counts(bring_in(empty_office, findings(row, row), tmp_path)) == {"扣分事项": (0, 0, 2, 0)}
    assert counts(bring_in(empty_office, findings(row, row, row), tmp_path)) == {"扣分事项": (1, 0, 2, 0)}
    assert len(empty_office.all(Finding)) == 3


def test_a_finding_that_differs_at_all_is_another(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    bring_in(empty_office, findings(["1001", date(2019, 5, 7), "1a", 1, "漏录"]), tmp_path)
    plan = bring_in(empty_office, findings(["1001", date(2019, 5, 7), "1a", 1, "又漏录"]), tmp_path)
    assert counts(plan) == {"扣分事项": (1, 0, 0, 0)}


def test_by_its_number_a_finding_is_mended(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    bring_in(empty_office, findings(["1001", date(2019, 5, 7), "1a", 1, "漏录"]), tmp_path)
    mended = findings(["1001", date(2019, 5, 8), "2a", 3, "漏报", 1], numbered=True)
    assert counts(bring_in(empty_office, mended, tmp_path)) == {"扣分事项": (0, 1, 0, 0)}
    (finding,) = empty_office.all(Finding)
    assert (finding.id, finding.day, finding.clause, finding.times) == (1, date(2019, 5, 8), "2a", 3)


def test_a_row_with_a_number_and_an_equal_row_without_are_two(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    row = ["1001", date(2019, 5, 7), "1a", 1, "漏录"]
    bring_in(empty_office, findings(row), tmp_path)
    plan = bring_in(empty_office, findings([*row, 1], [*row, None], numbered=True), tmp_path)
    assert counts(plan) == {"扣分事项": (1, 0, 1, 0)}


def test_a_number_twice_is_an_error(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    row = ["1001", date(2019, 5, 7), "1a", 1, "漏录", 5]
    plan = bring_in(empty_office, findings(row, row, numbered=True), tmp_path)
    assert problems_of(plan) == ["扣分事项!F3 “5”：与第 2 行的记录号重复，请清空其中一个"]


def test_a_number_of_somebody_else_s_finding_is_an_error(empty_office: Office, tmp_path: Path) -> None:
    """A sheet copied from another person's keeps its 记录号: it must not overwrite that record."""
    bring_in(empty_office, small("网格", "网格员"), tmp_path)
    bring_in(empty_office, findings(["1001", date(2019, 5, 7), "1a", 1, "漏录"]), tmp_path)
    plan = bring_in(empty_office, findings(["1002", date(2019, 5, 7), "1a", 1, "漏录", 1], numbered=True), tmp_path)
    assert problems_of(plan) == ["扣分事项!F2 “1”：记录号 1 是编号 1001 的另一条记录，请清空记录号"]
    assert [finding.worker for finding in empty_office.all(Finding)] == ["1001"]


def test_entries_are_matched_like_findings(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "网格员", "明细"), tmp_path)
    assert counts(bring_in(empty_office, small("明细"), tmp_path)) == {"明细": (0, 0, 2, 0)}
    first, second = empty_office.all(Detail)
    sheets = small("明细")
    sheets["明细"] = [[*sheets["明细"][0], "记录号"], [*sheets["明细"][1], second.id]]
    assert counts(bring_in(empty_office, sheets, tmp_path)) == {"明细": (0, 1, 0, 0)}
    assert [(each.id, each.duty) for each in empty_office.all(Detail)] == [
        (first.id, "平台录入"),
        (second.id, "平台录入"),
    ]


# ── 协管员 ────────────────────────────────────────────────────────────────────────────────────────


def test_an_assistant_is_known_by_grid_role_name_and_first_day(empty_office: Office, tmp_path: Path) -> None:
    bring_in(empty_office, small("网格", "协管员"), tmp_path)
    sheets = small("协管员")
    sheets["协管员"][1][4] = "13900000099"
    sheets["协管员"][2][6] = date(2019, 6, 30)
    sheets["协管员"].append(["101", "赵六", "网格消防员"])
    assert counts(bring_in(empty_office, sheets, tmp_path)) == {"协管员": (1, 2, 0, 0)}
    assert [(each.name, each.role, each.phone, each.stop) for each in empty_office.all(Assistant)] == [
        ("赵六", "网格警员", "13900000099", None),
        ("钱七", "公益员", "", date(2019, 6, 30)),
        ("赵六", "网格消防员", "", None),
    ]
