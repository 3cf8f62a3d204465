"""What the lists have in common: whose they are and of what, one table across the paper, who checked them."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from gridapp.prints import wording
from gridapp.prints.blocks import Block, Document, Pairs, Paper, Signatures, Table
from gridapp.prints.choice import Choice
from gridapp.prints.subjects import Subject


class Listed(Subject, Protocol):
    """What a list is printed of, and the day on which it was drawn up."""

    @property
    def day(self) -> date: ...


def listing(
    paper: Listed,
    choice: Choice,
    *,
    title: str,
    subtitle: str,
    table: Table,
    notes: Iterable[Block],
    number: str,
    digest: str,
    mark: str = "",
) -> Document:
    """A list of the whole township, or of the village that was chosen; `title` goes after the township's name."""
    return Document(
        title=f"{wording.township(paper)}{title}",
        subtitle=subtitle,
        blocks=(head(paper, *scope(choice)), table, *notes, checked(paper)),
        number=number,
        drawn_up=paper.day,
        digest=digest,
        paper=Paper.LANDSCAPE,
        mark=mark,
    )


def head(paper: Subject, label: str, text: str) -> Pairs:
    """Whose list it is, and one thing more."""
    return Pairs(((("单位", wording.unit(paper)), (label, text)),))


def scope(choice: Choice) -> tuple[str, str]:
    """How far a list reaches."""
    return "范围", choice.village or "全镇"


def checked(paper: Subject) -> Signatures:
    """Who drew a list up, who checked it, and the leader to whom it goes."""
    return wording.signatures(paper, "制表人", "审核人", "分管领导", "单位（盖章）")
