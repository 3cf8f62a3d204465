"""每周工作登记表: a worker's counts of every week and month of a quarter on one sheet, as 按周 types them in."""

from collections.abc import Iterator, Sequence

from gridapp import columns
from gridapp.periods import Month, Week
from gridapp.prints import wording
from gridapp.prints.blocks import Align, Block, Column, Document, Table
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.logs.log import PAPER, Box, Log, Sheet, form, note, numbered, quota_text, sheets, to_fill
from gridapp.prints.subjects import BlankPaper
from gridapp.scoring.policy import Policy

NAME = "每周工作登记表"

_PERIOD, _DUTIES, _DUTY = 34.0, 99.0, 26.0  # mm: the first column, those of all duties together, of one at most
_LEAST_HEIGHT = 9.6  # so that a quarter of 14 weeks fits one page


def week_logs(paper: BlankPaper, choice: Choice = ALL) -> list[Document]:
    """One sheet a worker."""
    return sheets(_LOG, paper, choice)


def week_boxes(policy: Policy) -> tuple[Box, ...]:
    return numbered(columns.week_tally(policy), "worker", "period")


def month_boxes(policy: Policy) -> tuple[Box, ...]:
    return numbered(columns.month_tally(policy), "worker", "period", PAPER)


def _all_boxes(policy: Policy) -> tuple[Box, ...]:
    return (*week_boxes(policy), *month_boxes(policy))


def _blocks(sheet: Sheet) -> Iterator[Block]:
    policy, quarter = sheet.paper.policy, sheet.paper.quarter
    yield _tallies(sheet, "周次", to_fill(week_boxes(policy)), quarter.weeks)
    if policy.monthly:
        yield _tallies(sheet, "月份", month_boxes(policy), quarter.months)
    yield note(
        "没有开展的写“0”，空格表示还没有填报；请假、放假的写明原因，是否免考由镇网格办核定。括号内为应完成的数量。"
    )


def _tallies(sheet: Sheet, first: str, boxes: Sequence[Box], periods: Sequence[Week | Month]) -> Table:
    """A row for each period, a column for each duty with its quota in the head."""
    duties = [box for box in boxes if box.column.field != "exempt"]
    width = min(_DUTY, _DUTIES / len(duties))
    heads = [
        Column(_with_quota(sheet, box), width) if box in duties else Column(box.head, None, Align.LEFT) for box in boxes
    ]
    rows = tuple((_name(period), *("" for _ in boxes)) for period in periods)
    return Table((Column(first, _PERIOD), *heads), rows, least_height=_LEAST_HEIGHT)


def _name(period: Week | Month) -> str:
    """第32周 8.5–8.11"""
    return f"{period.title} {wording.short_span(period.span)}"


def _with_quota(sheet: Sheet, box: Box) -> str:
    quota = quota_text(sheet.paper.policy.duty[box.column.title], sheet.kind)
    return f"{box.label}\n（{quota}）" if quota else box.label


_LOG = Log(NAME, "ZDJ", _all_boxes, _blocks)
FORM = form(NAME, "每人一张：各周、各月的数量", week_logs)
