"""What the blank paper logs have alike: boxes numbered as on the screen, a head, signatures, and a version.

A box is a column of the screen that types the log in, with its number there. What a sheet says by itself (whose,
which quarter, and its own number as 依据) stands in the head. The foot carries the form's version, which changes
with the columns and the policy.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gridapp import columns
from gridapp.meetings import RollLine
from gridapp.prints import wording
from gridapp.prints.blocks import NOTE, Align, Block, Column, Document, Entry, Pairs, Paper, Paragraph, Table
from gridapp.prints.choice import OF_PEOPLE, Choice
from gridapp.prints.form import Form, Group
from gridapp.prints.subjects import BlankPaper, blank_paper
from gridapp.scoring.policy import Duty, Policy

PAPER = "paper"
"""The field of 依据."""
EMPTY = "空表"
_BLANK = "＿＿＿＿＿＿"
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WIDTHS = {"day": 19.0, "kind": 20.0, "object": 27.0, "level": 15.0, "times": 13.0, "clause": 15.0}
_WIDTH = 22.0  # of any other box, in mm
_HINTS = {"day": "年月日", "exempt": "请假、放假等"}


class Box(NamedTuple):
    """A box to be filled in: a column of the screen and its number there (from 1)."""

    number: int
    column: columns.Column

    @property
    def label(self) -> str:
        mark = _NUMBERS[self.number - 1] if self.number <= len(_NUMBERS) else f"({self.number})"
        return f"{mark}{self.column.title}"

    @property
    def head(self) -> str:
        """The label with what is meant, where that is not plain."""
        hint = _HINTS.get(self.column.field)
        return f"{self.label}\n（{hint}）" if hint else self.label


class Sheet(NamedTuple):
    """One blank sheet that is to be made, and whose it will be (None: left open)."""

    paper: BlankPaper
    keeper: RollLine | None

    @property
    def kind(self) -> str:
        """The kind of village, "" where it is left open: it decides the quotas."""
        return self.keeper.village.kind if self.keeper else ""


class Log(NamedTuple):
    """A paper log: its name, what its numbers begin with, its boxes, and what stands between head and signatures."""

    name: str
    code: str
    boxes: Callable[[Policy], tuple[Box, ...]]
    blocks: Callable[[Sheet], Iterator[Block]]


def form(name: str, what: str, make: Callable[[BlankPaper, Choice], list[Document]]) -> Form[BlankPaper]:
    """A log in the list of forms."""
    return Form(name, Paper.PORTRAIT, what, Group.BLANK, OF_PEOPLE, blank_paper, make)


def sheets(log: Log, paper: BlankPaper, choice: Choice) -> list[Document]:
    """A sheet for everybody chosen, village by village; if that is everybody, first one whose head is left open."""
    chosen = [each for each in paper.roll if choice.takes(each.village.name, each.worker.id)]
    everybody = not (choice.village or choice.people)
    return [_document(log, Sheet(paper, keeper)) for keeper in [*([None] if everybody else []), *chosen]]


def numbered(typed: Sequence[columns.Column], *said: str) -> tuple[Box, ...]:
    """The columns numbered as on the screen, which leaves out the fields that are `said` already."""
    return tuple(Box(number, column) for number, column in enumerate((c for c in typed if c.field not in said), 1))


def version(log: Log, policy: Policy) -> str:
    """The form's version: the policy's, and six digits of what its boxes, the duties and the items come to."""
    boxes = [(box.number, box.column.title, box.column.field, box.column.kind.options) for box in log.boxes(policy)]
    asked = [(duty.name, duty.period, duty.unit, duty.quota, duty.paper) for duty in policy.duties]
    items = [(item.number, item.name, item.finding_clauses) for item in policy.items]
    return f"{policy.version}-{wording.digest([log.name, boxes, asked, items])[:6]}"


def _document(log: Log, sheet: Sheet) -> Document:
    paper, keeper = sheet
    number = f"{log.code}-{paper.quarter}" + (f"-{keeper.worker.id}" if keeper else "")
    return Document(
        title=f"{wording.township(paper)}网格员{log.name}",
        subtitle=paper.quarter.title,
        blocks=(_head(log, sheet, number), *log.blocks(sheet), _signatures(paper)),
        number=number,
        drawn_up=paper.day,
        mark=f"表样{version(log, paper.policy)}",
        bookmark=f"{keeper.worker.name} {keeper.worker.id}" if keeper else EMPTY,
        chapter=keeper.village.name if keeper else "",
    )


def _head(log: Log, sheet: Sheet, number: str) -> Pairs:
    """Whose it is, and what the clerk types as 依据, which is this very sheet."""
    keeper = sheet.keeper
    place = (
        ("村（社区）", keeper.village.name if keeper else _BLANK),
        ("网格", f"{keeper.grid.name}（{keeper.grid.code}）" if keeper else _BLANK),
        ("姓名", keeper.worker.name if keeper else _BLANK),
        ("编号", keeper.worker.id if keeper else _BLANK),
    )
    own = [box for box in log.boxes(sheet.paper.policy) if box.column.field == PAPER]
    return Pairs((place, *(((box.label, f"{log.name} {number}"), ("张号", "第＿＿张　共＿＿张")) for box in own)))


def _signatures(paper: BlankPaper) -> Block:
    return wording.signatures(paper, "网格员", "村（社区）负责人")


def to_fill(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of a row: all but the one that stands in the head."""
    return [box for box in boxes if box.column.field != PAPER]


def entries(boxes: Sequence[Box], height: float, about: Sequence[Column] = (), told: Sequence[str] = ()) -> Table:
    """Numbered rows to write in, to the end of the page; the last box takes the room that the others leave.

    `told` stands in each row under the columns `about`, before the boxes.
    """
    wide = boxes[-1]
    heads = [
        Column(box.head, None if box is wide else _WIDTHS.get(box.column.field, _WIDTH), Align.LEFT) for box in boxes
    ]
    texts = tuple(wording.options(box.column.kind.options, "\n") for box in boxes)

    def filler(number: int) -> tuple[Entry, ...]:
        return (str(number + 1), *told, *texts)

    return Table((Column("序号", 10), *about, *heads), (), filler=filler, least_height=height)


def note(*sentences: str) -> Paragraph:
    """How the sheet is filled in."""
    return Paragraph(f"填写说明：{''.join(sentences)}圈码是录入时屏幕上的栏次。", NOTE)


def quota_text(duty: Duty, kind: str) -> str:
    """How much is due: 2条; where the kind of village is open 村2条、社区5条, in short where all are equal."""
    quotas = {name: count for name, count in duty.quota.items() if kind in ("", name)}
    if len(set(quotas.values())) == 1:
        return f"{next(iter(quotas.values()))}{duty.unit}"
    return "、".join(f"{name}{count}{duty.unit}" for name, count in quotas.items())
