"""满意度测评表: anonymous ballots about one worker, several on a page, to be cut apart."""

from collections.abc import Iterator

import msgspec

from gridapp.meetings import RollLine
from gridapp.prints import wording
from gridapp.prints.blocks import NOTE, Align, Block, Column, Cut, Document, Pairs, Paper, Paragraph, Style, Table
from gridapp.prints.choice import ALL, OF_PEOPLE, Choice
from gridapp.prints.fonts import Face
from gridapp.prints.form import Form, Group
from gridapp.prints.subjects import BlankPaper, blank_paper

NAME = "满意度测评表"

BALLOTS = 4
"""On a page; of equal looks, so that nobody knows who had which."""
_TITLE = Style(Face.SONG, 15, 22, Align.CENTRE, after=2)
_NOTE = msgspec.structs.replace(NOTE, size=9, before=0)
_WIDTH, _GROUP = 173.5, 62.0  # mm, of the whole table and of 测评人
_ASKED = "对网格员本季度工作的评价"
_LEAST_HEIGHT = 14


def ballot_papers(paper: BlankPaper, choice: Choice = ALL) -> list[Document]:
    """A page of ballots for everybody chosen, village by village."""
    chosen = (each for each in paper.roll if choice.takes(each.village.name, each.worker.id))
    return [_page(paper, each) for each in chosen]


def _page(paper: BlankPaper, about: RollLine) -> Document:
    return Document(
        title=f"{wording.township(paper)}网格员{NAME}",
        blocks=(*_ballot(paper, about), *((Cut(), *_ballot(paper, about)) * (BALLOTS - 1)), Cut()),
        number=f"CP-{paper.quarter}-{about.worker.id}",
        drawn_up=paper.day,
        bookmark=f"{about.worker.name} {about.worker.id}",
        chapter=about.village.name,
        headed=False,
    )


def _ballot(paper: BlankPaper, about: RollLine) -> Iterator[Block]:
    rules = paper.policy.ballots
    yield Paragraph(f"{wording.township(paper)}网格员{NAME}（{paper.quarter.title}）", _TITLE)
    who = (("村（社区）", about.village.name), ("网格", about.grid.name), ("网格员", about.worker.name))
    yield Pairs((who,))
    *answers, last = rules.answers
    share = (_WIDTH - _GROUP) / len(rules.answers)
    heads = (
        Column("测评人", _GROUP),
        *(Column(answer.name, share, group=_ASKED) for answer in answers),
        Column(last.name, None, group=_ASKED),
    )
    yield Table(
        heads, ((wording.options(rules.groups, "　"), *("" for _ in rules.answers)),), least_height=_LEAST_HEIGHT
    )
    yield Paragraph(
        "本表不记名。请先勾选测评人类别，再在所选的一格内打“√”：只选一项，多选的作废，不选的按弃权计。", _NOTE
    )


FORM = Form(
    NAME,
    Paper.PORTRAIT,
    "不记名打“√”：每名网格员一页四张，沿虚线剪开",
    Group.BLANK,
    OF_PEOPLE,
    blank_paper,
    ballot_papers,
    signed=False,
)
