"""年度汇总表: everybody's four quarters, their mean, runs of 不合格, trainings, and what the office decided."""

from collections import Counter
from collections.abc import Iterator

from gridapp.drafts import Draft
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    LINE,
    NOTE,
    Align,
    Block,
    Column,
    Document,
    Entry,
    Merge,
    Paper,
    Paragraph,
    Row,
    Table,
)
from gridapp.prints.choice import ALL, Ask, Choice
from gridapp.prints.form import Form, Group
from gridapp.prints.listing import listing
from gridapp.prints.subjects import YearPaper, year_paper
from gridapp.progress import TRAININGS_A_YEAR
from gridapp.rulings import YEAR_DECISIONS
from gridapp.scoring.grades import UNGRADED
from gridapp.years import YearLine, YearQuarter

NAME = "年度汇总表"

_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_OPEN = "未定案"
_UNDECIDED = "未定"


def year_summaries(paper: YearPaper, choice: Choice = ALL) -> list[Document]:
    """The one list of the year."""
    lines = [line for line in paper.lines if choice.takes(line.village.name, line.worker.id)]
    if not lines:
        return []
    return [
        listing(
            paper,
            choice,
            title=f"网格员{NAME}",
            subtitle=f"{paper.year}年",
            table=Table(_columns(), tuple(_rows(lines))),
            notes=_notes(lines),
            number=f"ND-{paper.year}",
            digest=wording.digest([(line.worker.id, line.quarters, line.mean, line.decision) for line in lines]),
            mark="预览（有季度未定案）" if any(map(_has_open, lines)) else "",
        )
    ]


def _has_open(line: YearLine) -> bool:
    return any(quarter and not quarter.settled for quarter in line.quarters)


def _columns() -> tuple[Column, ...]:
    quarters = [
        column for name in _QUARTERS for column in (Column("总分", 12.2, group=name), Column("等次", 12.2, group=name))
    ]
    return (
        Column("序号", 9),
        Column("村（社区）、网格", 28),
        Column("姓名", 20.5),
        Column("编号", 13),
        *quarters,
        Column("平均", 12.5),
        Column("连续不\n合格季度", 15.5),
        Column("参加\n培训", 12),
        Column("年度决定", 17),
        Column("备注", None, Align.LEFT),
    )


def _rows(lines: list[YearLine]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        yield (
            str(number),
            f"{line.village.name}{line.grid.name}",
            line.worker.name,
            line.worker.id,
            *(entry for quarter in line.quarters for entry in _quarter(quarter)),
            figures.score(line.mean, "—"),
            figures.whole(line.run.length) if line.run else "—",
            f"{line.attended}/{line.trainings}次",
            line.decision.decision if line.decision else _UNDECIDED,
            "；".join(_remarks(line)),
        )


def _quarter(quarter: YearQuarter | None) -> tuple[Entry, Entry]:
    """Total and grade of a quarter; of one that is not settled no grade yet."""
    if quarter is None:
        return "—", Merge.LEFT
    total = figures.score(quarter.total, "—")
    if not quarter.settled:
        return total, _OPEN
    return total, quarter.grade or UNGRADED


def _remarks(line: YearLine) -> Iterator[str]:
    """What was corrected, what runs of 不合格 led to, and why the office decided so."""
    corrected = [name for name, quarter in zip(_QUARTERS, line.quarters, strict=True) if quarter and quarter.corrected]
    if corrected:
        yield f"{'、'.join(corrected)}已更正"
    yield from (_consequence(draft) for draft in line.drafts if draft.run.actions)
    if line.decision and line.decision.reason:
        yield line.decision.reason


def _consequence(draft: Draft) -> str:
    """通报批评, 通报批评（待定）, 通报批评（未采纳）"""
    answer = "" if draft.decided and draft.decided.accepted else "（未采纳）" if draft.decided else "（待定）"
    return f"第{'一二三四'[draft.run.quarter.number - 1]}季度{draft.kind}{answer}"


def _notes(lines: list[YearLine]) -> Iterator[Block]:
    decided = Counter(line.decision.decision if line.decision else _UNDECIDED for line in lines)
    told = "、".join(
        f"{decision}{decided[decision]}人" for decision in (*YEAR_DECISIONS, _UNDECIDED) if decided[decision]
    )
    yield Paragraph(f"全年在岗过的网格员{len(lines)}人：{told}。", LINE)
    yield Paragraph(
        "注：平均为已定案且参评的各季度总分的平均，四舍五入到两位小数；连续不合格算到最近一个定案的季度；"
        f"参加培训为实到次数和在岗期间举办的次数，一年至少{TRAININGS_A_YEAR}次。办法没有规定年度考评的算法，由镇网格化管理工作领导小组决定。",
        NOTE,
    )


FORM = Form(
    NAME,
    Paper.LANDSCAPE,
    "全年四个季度、平均、连续不合格、培训和年度决定",
    Group.YEAR,
    frozenset({Ask.YEAR, Ask.VILLAGE, Ask.PEOPLE}),
    year_paper,
    year_summaries,
)
