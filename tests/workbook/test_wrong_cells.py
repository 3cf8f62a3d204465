"""What is wrong with a workbook's rows: for every kind of fault the sheet, the cell, what it holds, how to mend it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gridapp.office import Office
from tests.books import Sheets, bring_in, plan_of, problems_of, small

MONDAY = date(2019, 5, 6)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has the roster and the meeting; plans don't change it, so one does for all."""
    folder = tmp_path_factory.mktemp("office")
    with Office.create(folder / "台账.db") as office:
        bring_in(office, small("网格", "网格员", "会议"), folder)
        yield office


def at(title: str, row: int, column: str, value: Any) -> Callable[[Sheets], None]:
    """One cell of SMALL made otherwise; `row` as the program counts, the header being 1."""

    def change(sheets: Sheets) -> None:
        cells = sheets[title][row - 1]
        place = sheets[title][0].index(column)
        cells += [None] * (place + 1 - len(cells))
        cells[place] = value

    return change


def extra(title: str, *cells: Any) -> Callable[[Sheets], None]:
    """One more row."""
    return lambda sheets: sheets[title].append(list(cells))


WRONG: dict[str, tuple[Callable[[Sheets], None], str]] = {
    # numbers that nobody has
    "worker of a week": (
        at("每周登记", 2, "编号", "9999"),
        "每周登记!A2 “9999”：没有编号为“9999”的网格员，请核对编号或先",
    ),
    "worker of a month": (at("每月登记", 2, "编号", "9999"), "每月登记!A2 “9999”：没有编号为“9999”的网格员，"),
    "worker of a detail": (at("明细", 2, "编号", "9999"), "明细!A2 “9999”：没有编号为“9999”的网格员，"),
    "worker of a finding": (at("扣分事项", 2, "编号", "9999"), "扣分事项!A2 “9999”：没有编号为“9999”的网格员，"),
    "worker at a meeting": (at("考勤", 3, "编号", "9999"), "考勤!B3 “9999”：没有编号为“9999”的网格员，"),
    "worker with ballots": (at("满意度", 2, "编号", "9999"), "满意度!A2 “9999”：没有编号为“9999”的网格员，"),
    "worker with a standard": (at("补贴标准", 2, "编号", "9999"), "补贴标准!A2 “9999”：没有编号为“9999”的网格员，"),
    "a decision": (
        extra("考核设置", "2019Q2", "领导小组决定", "1001；9999"),
        "考核设置!C4 “1001；9999”：没有编号为“9999”的网格员，请核对编号",
    ),
    "grid of a worker": (at("网格员", 2, "网格编号", "999"), "网格员!C2 “999”：没有编号为“999”的网格，请核对"),
    "grid of an assistant": (at("协管员", 2, "网格编号", "999"), "协管员!A2 “999”：没有编号为“999”的网格，"),
    "a meeting": (at("考勤", 2, "会议编号", "H9"), "考勤!A2 “H9”：没有编号为“H9”的会议，请核对或先登记会议"),
    # dates
    "a week that is no Monday": (
        at("每周登记", 2, "周一日期", date(2019, 5, 8)),
        "每周登记!B2 “2019-05-08”：2019-05-08 不是星期一，这一周的星期一是 2019-05-06",
    ),
    "a week outside the post": (
        at("每周登记", 4, "周一日期", date(2019, 6, 17)),
        "每周登记!B4 “2019-06-17”：这一周（2019-06-17）整段不在李四（编号 1002）的任职期内（2019-01-01 至",
    ),
    "a month outside the post": (
        at("每月登记", 2, "月份", "2018-12"),
        "每月登记!B2 “2018-12”：这个月（2018-12）整段不在张三（编号 1001）的任职期内（2019-01-01 至 今）",
    ),
    "a finding outside the post": (
        at("扣分事项", 3, "日期", date(2019, 6, 16)),
        "扣分事项!B3 “2019-06-16”：2019-06-16 不在李四（编号 1002）的任职期内（2019-01-01 至 2019-06-15）",
    ),
    "a detail outside the post": (
        at("明细", 2, "日期", date(2018, 12, 31)),
        "明细!B2 “2018-12-31”：2018-12-31 不在张三（编号 1001）的任职期内",
    ),
    "attendance outside the post": (
        at("考勤", 3, "编号", "1003"),
        "考勤!B3 “1003”：会议日 2019-05-10 不在王五（编号 1003）的任职期内（2019-06-16 至 今）",
    ),
    "ballots outside the post": (
        at("满意度", 2, "季度", "2018Q4"),
        "满意度!B2 “2018Q4”：张三（编号 1001）在2018年第四季度没有任职",
    ),
    "an ambiguous date": (at("会议", 2, "日期", "26.3.5"), "会议!B2 “26.3.5”：“26.3.5”：年份须写四位，如 2026"),
    "a day that never was": (
        at("会议", 2, "日期", "2019-2-30"),
        "会议!B2 “2019-2-30”：“2019-2-30”是不存在的日期：2019 年 2 月有 28 天",
    ),
    "a serial number": (
        at("会议", 2, "日期", 43595),
        "会议!B2 “43595”：“43595”可能是表格软件的日期序号，即 2019-05-10：",
    ),
    "a month that is a number": (
        at("每月登记", 2, "月份", 2019.1),
        "每月登记!B2 “2019.1”：“2019.1”被存成了数字，2019.1 与 2019.10 分不清",
    ),
    "a quarter": (at("满意度", 2, "季度", "2019Q5"), "满意度!B2 “2019Q5”：“2019Q5”：季度只有第 1 至第 4"),
    "an end before the beginning": (
        at("网格员", 3, "离任日期", date(2018, 12, 1)),
        "网格员!G3 “2018-12-01”：离任日期 2018-12-01 早于任用日期 2019-01-01",
    ),
    "an assistant's end": (
        at("协管员", 2, "结束日期", date(2018, 12, 31)),
        "协管员!G2 “2018-12-31”：结束日期 2018-12-31 早于开始日期 2019-01-01",
    ),
    # counts
    "a negative count": (at("每周登记", 2, "排查", -1), "每周登记!D2 “-1”：“-1”不是数量，请填写 0 或正整数"),
    "half a time": (at("每周登记", 2, "排查", 1.5), "每周登记!D2 “1.5”：“1.5”不是数量，请填写 0 到 9999 的整数"),
    "too many": (at("每周登记", 2, "排查", 10_000), "每周登记!D2 “10000”：“10000”不是数量，请填写 0 到 9999 的整数"),
    "far too many": (
        at("每周登记", 2, "排查", "1e999999"),
        "每周登记!D2 “1e999999”：“1e999999”不是数量，请填写 0 或正整数",
    ),
    "a word": (at("每周登记", 2, "排查", "两次"), "每周登记!D2 “两次”：“两次”不是数量，请填写 0 或正整数"),
    "yes": (at("每周登记", 2, "排查", True), "每周登记!D2 “True”：“True”不是数量，请填写 0 或正整数"),
    "a date for a count": (
        at("每周登记", 2, "排查", MONDAY),
        "每周登记!D2 “2019-05-06”：“2019-05-06",
    ),
    "ballots": (at("满意度", 2, "满意", -3), "满意度!C2 “-3”：“-3”不是数量，请填写 0 或正整数"),
    "no ballots": (at("满意度", 2, "满意", None), "满意度!C2 （空）：“满意”不能为空"),
    "households": (at("网格", 2, "户数", "约80"), "网格!E2 “约80”：“约80”不是数量，请填写 0 或正整数"),
    "no time": (at("扣分事项", 2, "次数", 0), "扣分事项!E2 “0”：次数应为 1 或更大的整数；没有发生的事请不要登记"),
    "a debt": (
        at("补贴标准", 2, "季度补贴标准（元）", -1200),
        "补贴标准!C2 “-1200”：金额“-1200”超出范围，应为 0 到 100 亿元",
    ),
    "tenths of a 分": (
        at("网格员", 2, "季度补贴标准（元）", "1500.005"),
        "网格员!I2 “1500.005”：“1500.005”的小数多于两位",
    ),
    # clauses, levels, choices
    "an unknown clause": (at("扣分事项", 2, "条款", "8z"), "扣分事项!C2 “8z”：“8z”不在可选之列，应为：1a、1b、1c、"),
    "a clause of attendance": (
        at("扣分事项", 2, "条款", "7a"),
        "扣分事项!C2 “7a”：条款 7a 由考勤自动计算，请登记在考勤表中",
    ),
    "a clause of tallies": (
        at("扣分事项", 2, "条款", "1c"),
        "扣分事项!C2 “1c”：条款 1c 由每周（每月）登记自动计算，不能作为扣分事项登记",
    ),
    "no level": (at("扣分事项", 3, "层级", None), "扣分事项!D3 （空）：条款 3b 须填写层级，应为：县、市、区、进京"),
    "a level too many": (at("扣分事项", 2, "层级", "县"), "扣分事项!D2 “县”：条款 1a 不分层级，请清空"),
    "an unknown level": (at("扣分事项", 3, "层级", "省"), "扣分事项!D3 “省”：“省”不在可选之列，应为：县、市、区、进京"),
    "a kind of village": (at("网格", 2, "类型", "乡"), "网格!B2 “乡”：“乡”不在可选之列，应为：村、社区"),
    "two kinds of one village": (
        extra("网格", "东村", "社区", "102", "东二格"),
        "网格!B4 “社区”：与第 2 行同一村（社区）的类型不一致",
    ),
    "a role": (at("协管员", 2, "职责", "网管"), "协管员!C2 “网管”：“网管”不在可选之列，应为：督导员、网格警员、"),
    "a kind that only volunteers have": (
        at("协管员", 2, "公益员类别", "志愿者"),
        "协管员!D2 “志愿者”：只有公益员才填写公益员类别",
    ),
    "a mark": (at("考勤", 2, "出勤", "旷会"), "考勤!C2 “旷会”：“旷会”不在可选之列，应为：正常、迟到、早退、"),
    "a duty": (at("明细", 2, "事项", "巡河"), "明细!C2 “巡河”：“巡河”不在可选之列，应为：平台录入、排查、"),
    "a kind of entry": (
        at("明细", 2, "类别", "其他"),
        "明细!D2 “其他”：“其他”不是平台录入的类别，应为：矛盾纠纷、群众诉求、",
    ),
    "a setting": (at("考核设置", 2, "项目", "名额"), "考核设置!B2 “名额”：“名额”不在可选之列，应为：名额取整、"),
    "a setting's value": (
        at("考核设置", 3, "值", "按月"),
        "考核设置!C3 “按月”：“按月”不在可选之列，应为：按人按周、按周",
    ),
    # people
    "a name": (at("网格员", 2, "姓名", "张三2"), "网格员!B2 “张三2”：姓名里有数字“2”，请删去；同名的人由编号区分"),
    "an identity number": (
        at("网格员", 2, "身份证号", "640121198002070015"),
        "网格员!F2 “640***********0015”：身份证号校验不符",
    ),
    "overlapping posts of one": (
        extra("网格员", "1001", "张三", "201", date(2018, 6, 1)),
        "网格员!D5 “2018-06-01”：与本人在网格 101 的任职（2019-01-01 至 今）重叠，请先填写前一任职的离任日期",
    ),
    "two in one grid": (
        extra("网格员", "1004", "孙八", "101", date(2019, 3, 1)),
        "网格员!D5 “2019-03-01”：网格 101 同期已有网格员张三（编号 1001）（2019-01-01 至 今），请先",
    ),
    "one number for two people": (
        extra("网格员", "1001", "赵四", "201", date(2018, 1, 1), None, None, date(2018, 12, 31)),
        "网格员!B5 “赵四”：与前面编号 1001 的一行不一致，同一编号应是同一个人",
    ),
    # twice
    "a grid twice": (extra("网格", "东村", "村", "101", "又一格"), "网格!C4 “101”：与第 2 行重复，请只保留一行"),
    "a week twice": (
        extra("每周登记", "1001", MONDAY, 5),
        "每周登记!B5 “2019-05-06”：与第 2 行重复，请只保留一行",
    ),
    "a month twice": (extra("每月登记", "1001", "2019/5", 5), "每月登记!B3 “2019/5”：与第 2 行重复，请只保留一行"),
    "a meeting twice": (extra("会议", "H1", MONDAY, "例会"), "会议!A3 “H1”：与第 2 行重复，请只保留一行"),
    "attendance twice": (extra("考勤", "H1", "1001", "正常"), "考勤!B4 “1001”：与第 2 行重复，请只保留一行"),
    "ballots twice": (
        extra("满意度", "1001", "2019年第二季度", 1, 1, 1, 1, "居民代表"),
        "满意度!G4 “居民代表”：与第 2 行重复，请只保留一行",
    ),
    "a setting twice": (
        extra("考核设置", "2019Q2", "5a口径", "按周"),
        "考核设置!B4 “5a口径”：与第 3 行重复，请只保留一行",
    ),
    "a post twice": (
        extra("网格员", "1001", "张三", "101", date(2019, 1, 1)),
        "网格员!D5 “2019-01-01”：与第 2 行编号和任用日期都相同，请只保留一行",
    ),
    "an assistant twice": (
        extra("协管员", "101", "赵六", "网格警员", None, None, date(2019, 1, 1)),
        "协管员!F4 “2019-01-01”：与第 2 行重复，请只保留一行",
    ),
}


@pytest.mark.parametrize(("spoil", "expected"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_sheet_and_cell(
    known: Office, tmp_path: Path, spoil: Callable[[Sheets], None], expected: str
) -> None:
    sheets = small()
    spoil(sheets)
    title = expected.split("!")[0]
    plan = plan_of(known, sheets, tmp_path)
    said = [problem.replace(" 00:00:00", "") for problem in problems_of(plan)]
    assert any(problem.startswith(expected) for problem in said), said
    report = next(each for each in plan.sheets if each.title == title)
    assert report.wrong >= 1


@pytest.mark.parametrize(
    ("title", "column"),
    [
        (title, column)
        for title, columns in {
            "网格": ("村（社区）", "类型", "网格编号", "网格名称"),
            "网格员": ("编号", "姓名", "网格编号", "任用日期"),
            "协管员": ("网格编号", "姓名", "职责"),
            "补贴标准": ("起始日期", "季度补贴标准（元）"),
            "每周登记": ("编号", "周一日期"),
            "每月登记": ("编号", "月份"),
            "明细": ("编号", "日期", "事项"),
            "扣分事项": ("编号", "日期", "条款"),
            "会议": ("会议编号", "日期", "类型"),
            "考勤": ("会议编号", "编号", "出勤"),
            "满意度": ("编号", "季度", "满意", "较满意", "一般", "不满意"),
            "考核设置": ("季度", "项目"),
        }.items()
        for column in columns
    ],
)
def test_a_required_cell_that_is_empty_is_an_error(known: Office, tmp_path: Path, title: str, column: str) -> None:
    sheets = small()
    at(title, 2, column, None)(sheets)
    plan = plan_of(known, sheets, tmp_path)
    assert next(each for each in plan.sheets if each.title == title).wrong == 1
    assert plan.problems[0].message == f"“{column}”不能为空"


def test_every_fault_of_a_row_is_listed_at_once(known: Office, tmp_path: Path) -> None:
    sheets = small("网格")
    sheets["网格"][1] = [None, "乡", "101", " ", "许多"]
    assert problems_of(plan_of(known, sheets, tmp_path)) == [
        "网格!A2 （空）：“村（社区）”不能为空",
        "网格!B2 “乡”：“乡”不在可选之列，应为：村、社区",
        "网格!D2 “ ”：“网格名称”不能为空",
        "网格!E2 “许多”：“许多”不是数量，请填写 0 或正整数",
    ]
