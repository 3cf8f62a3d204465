"""考核分析图: the quarter in pictures for the leaders, or one of them by itself; each with its numbers under it."""

from collections.abc import Iterator, Sequence

from gridapp.charts.figures import Figure, Ranges, Trend, WeekMap
from gridapp.charts.series import township_losses, township_trend, villages_compared
from gridapp.office import QuarterView
from gridapp.prints import wording
from gridapp.prints.blocks import NOTE, Align, Block, Column, Document, Paragraph, Picture, Table
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.subjects import QuarterPast

NAME = "考核分析图"
VILLAGES = 24
"""How many villages stand in one picture."""
_FIRST, _NUMBERS = 40.0, 26.0  # mm: the column of names, and one of numbers


def analyses(subject: QuarterPast, _: Choice = ALL) -> list[Document]:
    """The township's eight quarters, its villages compared, and what each clause cost."""
    view, past = subject
    figures = (
        township_trend(view.policy, past),
        villages_compared(view.policy, past[-1]),
        township_losses(view.policy, past),
    )
    blocks = [block for figure in figures for block in _shown(figure, figure.title)]
    return [_document(view, f"{wording.township(view)}网格员{NAME}", "", figures, blocks)]


def single(view: QuarterView, figure: Figure, number: str) -> Document:
    """One figure by itself; `number` ends that of the document: FX-2019Q3-W001."""
    return _document(view, figure.title, f"-{number}", (figure,), list(_shown(figure)))


def single_pdf(view: QuarterView, figure: Figure, number: str) -> bytes:
    """The same as the bytes of a PDF. Raises MissingGlyphs."""
    from gridapp.prints.pdf import render

    return render([single(view, figure, number)], title=figure.title, author=wording.unit(view)).content


def _document(
    view: QuarterView, title: str, number: str, figures: Sequence[Figure], blocks: Sequence[Block]
) -> Document:
    return Document(
        title=title,
        subtitle=wording.quarter_of(view).title,
        blocks=tuple(blocks),
        number=f"FX-{view.result.quarter}{number}",
        drawn_up=view.day,
        digest=wording.digest([figure.rows for figure in figures]),
        mark=wording.mark(view),
    )


def _shown(figure: Figure, title: str = "") -> Iterator[Block]:
    """The picture and how it is read; a line's numbers under it, the others have theirs within."""
    if figure.empty:
        yield Paragraph(f"{figure.title}：没有数据。", NOTE)
        return
    for part in figure.parts(VILLAGES) if isinstance(figure, Ranges | WeekMap) else [figure]:
        yield Picture(part, title)
    if figure.remark:
        yield Paragraph(f"{figure.remark}。", NOTE)
    if isinstance(figure, Trend):
        yield _table(figure)


def _table(figure: Trend) -> Table:
    first, *others, last = figure.heads
    columns = (
        Column(first, _FIRST),
        *(Column(head, _NUMBERS, Align.RIGHT) for head in others),
        Column(last, None, Align.LEFT),
    )
    return Table(columns, tuple(figure.rows), least_height=5.5)
