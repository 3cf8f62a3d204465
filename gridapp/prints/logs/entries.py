"""The logs of single entries, each a 明细 on the screen: 入户走访记录表, 矛盾纠纷排查登记表, 民情日志."""

from collections.abc import Iterator

from gridapp import columns
from gridapp.prints import wording
from gridapp.prints.blocks import LINE, Align, Block, Column, Document, Paragraph
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.logs.log import Box, Log, Sheet, entries, form, note, numbered, quota_text, sheets, to_fill
from gridapp.prints.subjects import BlankPaper
from gridapp.scoring.policy import Duty, Policy

VISITS, DISPUTES, DIARY = "入户走访记录表", "矛盾纠纷排查登记表", "民情日志"

_ABOUT = Column("事项", 25, Align.LEFT)
_EACH = {"week": "每周", "month": "每月"}


def visit_logs(paper: BlankPaper, choice: Choice = ALL) -> list[Document]:
    """One sheet a worker."""
    return sheets(_VISITS, paper, choice)


def dispute_logs(paper: BlankPaper, choice: Choice = ALL) -> list[Document]:
    """One sheet a worker."""
    return sheets(_DISPUTES, paper, choice)


def diaries(paper: BlankPaper, choice: Choice = ALL) -> list[Document]:
    """One sheet a worker, with room for four entries."""
    return sheets(_DIARY, paper, choice)


def duties_on(name: str, policy: Policy) -> tuple[Duty, ...]:
    """The duties that the policy has kept on this paper."""
    return tuple(duty for duty in policy.duties if name in duty.paper)


def entry_boxes(name: str, policy: Policy) -> tuple[Box, ...]:
    """The columns of 明细; which duty an entry is of is no box, for on the screen it is the cell."""
    duties = duties_on(name, policy)
    typed = columns.typed_detail(policy, duties[0]) if len(duties) == 1 else columns.detail(policy)
    return numbered(typed, "worker", "duty", "id")


def _log(name: str, code: str, height: float, hint: str) -> Log:
    def boxes(policy: Policy) -> tuple[Box, ...]:
        return entry_boxes(name, policy)

    def blocks(sheet: Sheet) -> Iterator[Block]:
        policy = sheet.paper.policy
        duties = duties_on(name, policy)
        quotas = [f"{duty.name}{_EACH[duty.period]}{quota_text(duty, sheet.kind)}" for duty in duties if duty.quota]
        if quotas:
            yield Paragraph(f"应完成：{'；'.join(quotas)}。", LINE)
        several = len(duties) > 1
        told = [wording.options([duty.name for duty in duties], "\n")] if several else []
        yield entries(to_fill(boxes(policy)), height, [_ABOUT] if several else [], told)
        yield note(hint, "事项在所属的格内打“√”。" if several else "")

    return Log(name, code, boxes, blocks)


_VISITS = _log(VISITS, "ZF", 15, "每走访一户（人）填一行。")
_DISPUTES = _log(DISPUTES, "PC", 13, "每排查一次填一行，未发现问题的写“未发现”；内容写明情况、处理结果和上报时间。")
_DIARY = _log(DIARY, "RZ", 44, "每篇一格，入户照片附后并注明日期。")
FORMS = (
    form(VISITS, "每人一张：走访的日期、对象和内容", visit_logs),
    form(DISPUTES, "每人一张：排查的日期、情况和处理结果", dispute_logs),
    form(DIARY, "每人一张，一页四篇", diaries),
)
