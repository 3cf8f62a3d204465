"""书面汇报: what a worker reports in writing before a meeting, item by item; its mark is typed as 考勤."""

from collections.abc import Iterator

from gridapp import columns
from gridapp.prints import wording
from gridapp.prints.blocks import Align, Block, Column, Document, Pairs, Table
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.logs.log import Box, Log, Sheet, form, note, numbered, sheets
from gridapp.prints.subjects import BlankPaper
from gridapp.scoring.policy import Policy

NAME = "书面汇报"

_TOPICS = ("存在的问题", "下一步打算")
_WHOLE = 165.0  # mm, shared by the topics
_RECEIVED = "收到后由镇网格办填写"


def report_sheets(paper: BlankPaper, choice: Choice = ALL) -> list[Document]:
    """One sheet a worker."""
    return sheets(_LOG, paper, choice)


def report_boxes(policy: Policy) -> tuple[Box, ...]:
    """The columns of 考勤 as a meeting's roll has them."""
    return numbered(columns.attendance(policy), "meeting", "worker")


def _blocks(sheet: Sheet) -> Iterator[Block]:
    policy, year = sheet.paper.policy, sheet.paper.quarter.year
    day = "＿＿月＿＿日"
    yield Pairs(((("会议日期", f"{year}年{day}"), ("报送截止", day), ("报送日期", day)),))
    topics = (*(item.name for item in policy.items), *_TOPICS)
    heads = (Column("序号", 10), Column("汇报内容", 30), Column("工作进展情况", None, Align.LEFT))
    rows = tuple((str(number), topic, "") for number, topic in enumerate(topics, 1))
    yield Table(heads, rows, least_height=_WHOLE / len(topics))
    yield _received(policy)
    yield note("没有开展的写“无”；写不下的可以附页。")


def _received(policy: Policy) -> Table:
    """What the office fills in when the report comes; how somebody attended is marked at the meeting."""
    boxes = [box for box in report_boxes(policy) if box.column.field != "mark"]
    heads = [Column(box.label, 90 if box.column.kind.options else None, group=_RECEIVED) for box in boxes]
    texts = [wording.options(box.column.kind.options, "　") for box in boxes]
    date = Column("收到日期", 30, group=_RECEIVED)
    return Table((date, *heads), (("　　月　　日", *texts),), least_height=9)


_LOG = Log(NAME, "HB", report_boxes, _blocks)
FORM = form(NAME, "每人一张：例会前按考核项目汇报", report_sheets)
