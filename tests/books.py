"""Workbooks for tests, made as people's programs make them: with openpyxl, or by an edit to the parts of the zip.

SMALL is a whole workbook for an empty office, in plain cells as a person types them: two grids, three people, a few
records on every sheet. All invented.
"""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from gridapp.office import Office
from gridapp.workbook.importing import Plan, carry_out, plan_import
from gridapp.workbook.reading import read_book

Sheets = dict[str, list[list[Any]]]
"""Title → rows of cells, the header first."""

SMALL: Sheets = {
    "网格": [
        ["村（社区）", "类型", "网格编号", "网格名称", "户数", "范围"],
        ["东村", "村", "101", "东一格", 80, "村道以北"],
        ["南社区", "社区", "201", "南一格", None, None],
    ],
    "网格员": [
        ["编号", "姓名", "网格编号", "任用日期", "性别", "身份证号", "离任日期", "离任原因", "季度补贴标准（元）"],
        ["1001", "张三", "101", date(2019, 1, 1), "男", "640121198002070014", None, None, 1500],
        ["1002", "李四", "201", date(2019, 1, 1), "女", None, date(2019, 6, 15), "辞职", 1500.5],
        ["1003", "王五", "201", date(2019, 6, 16), None, None, None, None, None],
    ],
    "协管员": [
        ["网格编号", "姓名", "职责", "公益员类别", "联系电话", "开始日期", "结束日期"],
        ["101", "赵六", "网格警员", None, "13900000006", date(2019, 1, 1), None],
        ["101", "钱七", "公益员", "志愿者", None, None, None],
    ],
    "补贴标准": [["编号", "起始日期", "季度补贴标准（元）"], [None, date(2019, 1, 1), 1200]],
    "每周登记": [
        "编号 周一日期 平台录入 排查 居民走访 民情日志 应访特殊人员 实访特殊人员 免考原因 依据".split(),
        ["1001", date(2019, 5, 6), 2, 1, 2, 2, 1, 1, None, "周报表"],
        ["1001", date(2019, 5, 13), 0, None, 2, 1, 3, 2, None, None],
        ["1002", date(2019, 5, 6), None, None, None, None, None, None, "防汛", None],
    ],
    "每月登记": [["编号", "月份", "走访一般居民户数", "免考原因", "依据"], ["1001", "2019-05", 18, None, None]],
    "明细": [
        ["编号", "日期", "事项", "类别", "对象", "内容", "依据"],
        ["1001", date(2019, 5, 21), "平台录入", "群众诉求", None, "路灯不亮", "平台截图"],
        ["1001", date(2019, 5, 22), "走访一般居民户数", None, "孙家", None, None],
    ],
    "扣分事项": [
        ["编号", "日期", "条款", "层级", "次数", "说明", "依据"],
        ["1001", date(2019, 5, 7), "1a", None, 2, "两户信息不全", "抽查表"],
        ["1002", date(2019, 5, 8), "3b", "市", None, None, None],
    ],
    "会议": [
        ["会议编号", "日期", "类型", "主题", "地点", "主持人", "汇报截止"],
        ["H1", date(2019, 5, 10), "例会", "五月例会", "镇会议室", "王敏", date(2019, 5, 9)],
    ],
    "考勤": [
        ["会议编号", "编号", "出勤", "书面汇报", "说明"],
        ["H1", "1001", "迟到", "按时", None],
        ["H1", "1002", "公差", None, None],
    ],
    "满意度": [
        ["编号", "季度", "满意", "较满意", "一般", "不满意", "测评人", "弃权", "废票"],
        ["1001", "2019Q2", 8, 2, 0, 0, "居民代表", 1, None],
        ["1001", "2019Q2", 5, 0, 0, 0, "党员代表", None, None],
    ],
    "考核设置": [["季度", "项目", "值"], ["2019Q2", "上季结转（元）", 12.5], ["2019Q2", "5a口径", "按周"]],
}
ROWS = {title: len(rows) - 1 for title, rows in SMALL.items()}


def small(*titles: str) -> Sheets:
    """A copy of SMALL to spoil; only these sheets, if any are named."""
    return {title: deepcopy(rows) for title, rows in SMALL.items() if not titles or title in titles}


def write(path: Path, sheets: Sheets) -> Path:
    """Save the rows as a workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def cells(path: Path) -> Sheets:
    """All cells of a workbook, as openpyxl gives them."""
    book = load_workbook(path)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets}


def plan_of(office: Office, sheets: Sheets, folder: Path) -> Plan:
    """What importing these rows would do, by way of a file."""
    return plan_import(office, read_book(write(folder / "台账.xlsx", sheets)))


def bring_in(office: Office, sheets: Sheets, folder: Path) -> Plan:
    """Import the good ones of these rows, by way of a file."""
    plan = plan_of(office, sheets, folder)
    carry_out(office, plan, "台账.xlsx")
    return plan


def counts(plan: Plan) -> dict[str, tuple[int, int, int, int]]:
    """New, changed, same and wrong rows by sheet."""
    return {each.title: (each.new, each.changed, each.same, each.wrong) for each in plan.sheets}


def problems_of(plan: Plan) -> list[str]:
    return [str(problem) for problem in plan.problems]


def edit_part(path: Path, part: str, edit: Callable[[bytes], bytes]) -> Path:
    """Rewrite one part of a workbook's zip, as a program with other habits would have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
    changed = edit(parts[part])
    assert changed != parts[part], f"nothing to edit in {part}"
    parts[part] = changed
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def edit_sheet(path: Path, pattern: str, replacement: str, sheet: int = 1) -> Path:
    """Replace what a regular expression finds first in a sheet's XML."""
    part = f"xl/worksheets/sheet{sheet}.xml"
    return edit_part(path, part, lambda xml: re.sub(pattern.encode(), replacement.encode(), xml, count=1))


SOFFICE = shutil.which("soffice")


def convert(path: Path, to: str, folder: Path) -> Path:
    """Open a workbook in LibreOffice Calc and save it as another kind of file, in a profile of its own."""
    assert SOFFICE
    folder.mkdir(exist_ok=True)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{to.split(':')[0]}"
