"""One quarter of a small township, from nothing to its result, by keyboard alone; then the same by way of a workbook.

What the window made of the clerk's typing must score, key by key, like the same papers brought in from Excel.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridapp.answer import answer
from gridapp.office import Office
from tests.books import Sheets, bring_in, problems_of
from tests.offices import Q2
from tests.ui.clerk import ALT, CTRL, Clerk
from ui.first_start import StartPage
from ui.program import Program
from ui.widgets.paper_key_panel import PaperKeyPanel
from ui.window import Window

TAB, DOWN, RIGHT, PAGE_DOWN = Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown
DUTIES = ("平台录入", "排查", "居民走访", "民情日志", "应访特殊人员", "实访特殊人员")
VILLAGES = {"东沟村": 5, "西岭村": 4, "新城社区": 3}
NAMES = ("马建国", "王秀英", "李芳", "张伟", "刘洋", "陈静", "杨柳", "赵敏", "黄河", "周全", "吴用", "徐文")
IN_POST = date(2019, 1, 1)
LAZY = 11
AWAY = (5, 3)
"""The worker and the week (by place) that are 免考."""
REASON = "住院治疗"
MEETINGS = {"2019-04-例会": date(2019, 4, 10), "2019-05-例会": date(2019, 5, 8), "2019-06-例会": date(2019, 6, 12)}
MARKS = "112151361114"
REPORTS = "111112111131"
MARK_WORDS = ("正常", "迟到", "早退", "迟到早退", "请假", "公差", "缺席")
REPORT_WORDS = ("按时", "迟交", "未交", "不要求")
TYPED_WEEKS = 9
"""Weeks that are typed; the rest is pasted from Excel."""


class Slip(NamedTuple):
    """扣分事项 as it stands on paper: who (by place), the day, clause, level, times, note."""

    who: int
    day: date
    clause: str
    level: str = ""
    times: int = 1
    note: str = ""


SLIPS = (
    Slip(0, date(2019, 4, 18), "1a", times=2, note="两户信息不准"),
    Slip(7, date(2019, 5, 21), "1a", note="一户未录入平台"),
    Slip(2, date(2019, 5, 6), "3b", "市", note="越级访"),
    Slip(9, date(2019, 6, 3), "3b", "区"),
)
UNCHECKED = {0: ("流动人口", "残疾人"), 4: ("党员",)}
"""The categories of 1b that were not kept up to date, by the worker's place."""


def codes() -> list[str]:
    """The grids' numbers, as the first page proposes them."""
    sizes = enumerate(VILLAGES.values(), 1)
    return [f"{village:02}{grid:02}" for village, size in sizes for grid in range(1, size + 1)]


def number(place: int) -> str:
    return str(1001 + place)


def week_counts(who: int, week: int) -> list[int]:
    """A paper log in the order of DUTIES; some fall short, the last one's by far."""
    listed = 3 + who % 4
    if who == LAZY:
        return [2, 1, 1, week % 2, listed, listed - 3]
    entries = 5 if who >= 9 else 2
    return [
        max(entries - ((who * 7 + week * 3) % 9 == 0) * 2, 0),
        int((who + week) % 10 != 0),
        2 - ((who + 2 * week) % 13 == 0),
        2,
        listed,
        listed - ((who + week) % 11 == 0),
    ]


def month_count(who: int, month: int) -> int:
    return 20 + who - 3 * month


def ballots(who: int) -> list[int]:
    return [10 - who // 2, who // 3, who % 3, 8 * (who == LAZY)]


PASSWORD = "huaishu xia 3 tiao lu"


# ── by keyboard ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def program(dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program as it starts for somebody who has never used it."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    running = Program()
    running.start(None)
    yield running
    running.frame.close()
    running.frame.deleteLater()
    running.close()


@pytest.fixture
def clerk(program: Program, qtbot: QtBot) -> Clerk:
    """Sits before the first page."""
    assert isinstance(program.frame.page, StartPage)
    program.frame.resize(1366, 768)
    with qtbot.waitActive(program.frame):
        program.frame.activateWindow()
    return Clerk(qtbot, program)


def found_the_office(clerk: Clerk) -> None:
    """镇名, the villages' names typed and pasted; kinds, numbers and names of the grids are as proposed. Who begins, a
    password, and the paper key, of which the last group is typed from paper."""
    lines = [village for village, size in VILLAGES.items() for _ in range(size)]
    clerk.enter("青川镇")
    clerk.enter(lines[0])
    clerk.enter(lines[1])
    clerk.paste(*lines[2:])
    clerk.walk_to("您的姓名 *")
    clerk.enter("王敏")
    clerk.enter(PASSWORD)
    clerk.enter(PASSWORD)
    page = clerk.program.frame.page
    assert isinstance(page, StartPage)
    clerk.qtbot.waitUntil(lambda: isinstance(page.panel.currentWidget(), PaperKeyPanel))
    panel = page.panel.currentWidget()
    assert isinstance(panel, PaperKeyPanel)
    clerk.press("已在纸上，继续")
    clerk.enter(panel.key.groups[-1])


def choose_the_quarter(clerk: Clerk, window: Window) -> None:
    clerk.walk_to("季度")
    while window.session.quarter > Q2:
        clerk.key(DOWN)


def enter_the_workers(clerk: Clerk) -> None:
    """名册: number, name, the next free grid, from when; the rest of the form can wait."""
    clerk.open_page("名册")
    for place, name in enumerate(NAMES):
        clerk.key("n", ALT)
        clerk.walk_to("编号")
        clerk.key("a", CTRL)
        clerk.enter(number(place))
        clerk.enter(name)
        clerk.keys(DOWN, TAB)
        clerk.key("a", CTRL)
        clerk.write(str(IN_POST))
        clerk.key(Qt.Key.Key_Return, CTRL)


def type_the_week(clerk: Clerk, week: int) -> None:
    """Digits and one key for each cell: Tab along the log, Enter to the next person."""
    for who in range(len(NAMES)):
        if (who, week) == AWAY:
            clerk.keys(*[TAB] * 7)
            clerk.enter(REASON)
            continue
        *first, last = week_counts(who, week)
        for count in first:
            clerk.write(str(count))
            clerk.key(TAB)
        clerk.enter(str(last))


def paste_the_week(clerk: Clerk, week: int) -> None:
    clerk.paste(*("\t".join(map(str, week_counts(who, week))) for who in range(len(NAMES))))


def enter_the_weeks(clerk: Clerk) -> None:
    clerk.open_page("登记 · 按周")
    for week in range(len(Q2.weeks)):
        (type_the_week if week < TYPED_WEEKS else paste_the_week)(clerk, week)
        clerk.key(PAGE_DOWN)


def enter_the_months(clerk: Clerk) -> None:
    """登记 · 按项, item 5, from left to right."""
    clerk.open_page("登记 · 按项")
    clerk.walk_to("考核项目")
    clerk.choose("5")
    clerk.walk_to("登记项")
    clerk.choose("走访一般居民户数")
    clerk.walk_to("本项登记")
    clerk.key(RIGHT)
    for who in range(len(NAMES)):
        clerk.write(str(month_count(who, 0)))
        clerk.key(TAB)
        clerk.write(str(month_count(who, 1)))
        clerk.key(TAB)
        clerk.enter(str(month_count(who, 2)))


def enter_the_findings(clerk: Clerk) -> None:
    """In their form, from field to field by Enter; the last one hands it over."""
    for slip in SLIPS:
        item = slip.clause[0]
        clerk.walk_to("考核项目")
        clerk.choose(item)
        clerk.walk_to("网格员")
        clerk.write(number(slip.who))
        clerk.key(TAB)
        clerk.key("a", CTRL)
        clerk.enter(f"{slip.day.month}-{slip.day.day}")
        clerk.choose(slip.clause)
        clerk.key(Qt.Key.Key_Return)
        if item == "3":
            clerk.choose(slip.level)
            clerk.key(Qt.Key.Key_Return)
        clerk.key("a", CTRL)
        clerk.enter(str(slip.times))
        clerk.enter(slip.note)
        clerk.enter()


def tick_the_checklist(clerk: Clerk, window: Window) -> None:
    clerk.walk_to("考核项目")
    clerk.choose("1")
    clerk.walk_to("登记项")
    clerk.choose("1b")
    clerk.walk_to("本项登记")
    categories = window.session.office.policy(Q2).clauses["1b"].checklist
    for who, missing in UNCHECKED.items():
        for category in missing:
            clerk.key(Qt.Key.Key_Home, CTRL)
            clerk.keys(*[DOWN] * who, *[RIGHT] * (1 + categories.index(category)), Qt.Key.Key_Space)


def enter_the_meetings(clerk: Clerk) -> None:
    """The first meeting by one key each, the others 全部正常."""
    clerk.open_page("会议")
    for place, day in enumerate(MEETINGS.values()):
        if place:
            clerk.press("新会议")
        clerk.walk_to("日期")
        clerk.write(str(day))
        clerk.key(Qt.Key.Key_Return, CTRL)
        if place:
            clerk.press("全部正常")
            continue
        clerk.write(MARKS)
        clerk.keys(*[Qt.Key.Key_Up] * (len(NAMES) - 1), RIGHT)
        clerk.write(REPORTS)


def enter_the_ballots(clerk: Clerk) -> None:
    clerk.open_page("满意度")
    for who in range(len(NAMES)):
        *first, last = ballots(who)
        for count in first:
            clerk.write(str(count))
            clerk.key(TAB)
        clerk.enter(str(last))


def set_the_standard(clerk: Clerk) -> None:
    clerk.open_page("设置")
    clerk.open_tab("补贴标准")
    clerk.walk_to("起始日期")
    clerk.enter(str(IN_POST))
    clerk.enter("1500")


# ── by way of a workbook ──────────────────────────────────────────────────────────────────────────


def papers() -> Sheets:
    """The same papers as rows of a workbook."""
    workers = range(len(NAMES))
    grids = [(village, n) for village, size in VILLAGES.items() for n in range(1, size + 1)]
    weeks = [
        [number(who), week.span.first, *([None] * 6 if away else week_counts(who, place)), REASON if away else None]
        for place, week in enumerate(Q2.weeks)
        for who in workers
        for away in [(who, place) == AWAY]
    ]
    months = [
        [number(who), month.key, month_count(who, place)] for place, month in enumerate(Q2.months) for who in workers
    ]
    findings = [[number(s.who), s.day, s.clause, s.level or None, s.times, s.note or None] for s in SLIPS]
    findings += [
        [number(who), date(2019, 6, 30), "1b", None, 1, each] for who, missing in UNCHECKED.items() for each in missing
    ]
    first, *others = MEETINGS
    attendance = [
        [first, number(who), MARK_WORDS[int(MARKS[who]) - 1], REPORT_WORDS[int(REPORTS[who]) - 1]] for who in workers
    ]
    attendance += [[other, number(who), "正常", "按时"] for other in others for who in workers]
    return {
        "网格": [
            ["村（社区）", "类型", "网格编号", "网格名称"],
            *(
                [village, "社区" if village.endswith("社区") else "村", code, f"第{n}网格"]
                for code, (village, n) in zip(codes(), grids, strict=True)
            ),
        ],
        "网格员": [
            ["编号", "姓名", "网格编号", "任用日期"],
            *([number(who), NAMES[who], code, IN_POST] for who, code in enumerate(codes())),
        ],
        "补贴标准": [["编号", "起始日期", "季度补贴标准（元）"], [None, IN_POST, 1500]],
        "每周登记": [["编号", "周一日期", *DUTIES, "免考原因"], *weeks],
        "每月登记": [["编号", "月份", "走访一般居民户数"], *months],
        "扣分事项": [["编号", "日期", "条款", "层级", "次数", "说明"], *findings],
        "会议": [["会议编号", "日期", "类型"], *([each, day, "例会"] for each, day in MEETINGS.items())],
        "考勤": [["会议编号", "编号", "出勤", "书面汇报"], *attendance],
        "满意度": [
            ["编号", "季度", "满意", "较满意", "一般", "不满意", "测评人"],
            *([number(who), "2019Q2", *ballots(who), "居民代表"] for who in workers),
        ],
    }


def test_a_quarter_typed_by_keyboard_scores_like_the_same_papers_in_a_workbook(
    clerk: Clerk, program: Program, empty_office: Office, tmp_path: Path
) -> None:
    found_the_office(clerk)
    window = program.window
    assert isinstance(window, Window)
    clerk.qtbot.waitUntil(window.isActiveWindow)
    choose_the_quarter(clerk, window)
    enter_the_workers(clerk)
    enter_the_weeks(clerk)
    enter_the_months(clerk)
    enter_the_findings(clerk)
    tick_the_checklist(clerk, window)
    enter_the_meetings(clerk)
    enter_the_ballots(clerk)
    set_the_standard(clerk)
    typed = answer(window.session.office.score(Q2))
    plan = bring_in(empty_office, papers(), tmp_path)
    assert problems_of(plan) == []
    imported = answer(empty_office.score(Q2))
    assert imported["missing"] == []
    assert {person["grade"] for person in imported["people"]} == {"优秀", "合格", "不合格"}
    for key in imported:
        assert typed[key] == imported[key], key
    assert typed.keys() == imported.keys()
