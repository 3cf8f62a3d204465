"""What a form is made of, as plain data. Widths and heights are in mm, type sizes in points."""

from collections.abc import Callable
from datetime import date
from enum import Enum

import msgspec

from gridapp.charts import figures
from gridapp.prints.fonts import Face


class Align(Enum):
    LEFT = 0
    CENTRE = 0.5
    RIGHT = 1


class Merge(Enum):
    """What a table cell without a text belongs to. The lower rows of a wide cell are (ABOVE, LEFT, …)."""

    ABOVE = "above"
    LEFT = "left"


class Paper(Enum):
    """A4 with its margins: (width, height, left, top, right, bottom) in mm.

    Portrait sheets are bound at the left. A landscape sheet is bound at the left among its like, but at its
    top in a file of portrait sheets (GB/T 9704-2012, 8: 单页码表头在订口一边), so it has 20 mm at both.
    """

    PORTRAIT = (210, 297, 21, 15.5, 15.5, 15.5)
    LANDSCAPE = (297, 210, 21, 20.5, 15.5, 15.5)


class Style(msgspec.Struct, frozen=True):
    """How a paragraph is set. `leading`, `before` and `after` are in points, `indent` in characters.

    `inset` is the share of the width that stays empty at its left.
    """

    face: Face
    size: float
    leading: float
    align: Align = Align.LEFT
    indent: int = 0
    before: float = 0
    after: float = 0
    justified: bool = False
    inset: float = 0


LINE = Style(Face.HEI, 10.5, 17)
NOTE = Style(Face.HEI, 8, 12, before=3)
HEADING = Style(Face.HEI, 14, 26, before=6)
BODY = Style(Face.KAI, 16, 28, indent=2, justified=True)  # 三号, 28 磅 (GB/T 9704-2012, 5.2.2)
CLOSING = Style(Face.KAI, 16, 28, Align.CENTRE, inset=0.4)  # 署名 over 成文日期, at the right (the same, 7.3.5)


class Paragraph(msgspec.Struct, frozen=True):
    """Text over the whole width; a line break in it starts a new paragraph of the same style.

    A `draft` may be edited by a person before it is printed.
    """

    text: str
    style: Style = BODY
    draft: bool = False


class Pairs(msgspec.Struct, frozen=True):
    """The head of a sheet: rows of (label, value), every row cut into equal parts."""

    rows: tuple[tuple[tuple[str, str], ...], ...]


class Signatures(msgspec.Struct, frozen=True):
    """Places to sign, `columns` of them side by side: a label, a line to write on and, if `dated`, 年 月 日.

    `names` stand between each label and its line, "" where nobody is named; left out when nobody is.
    """

    labels: tuple[str, ...]
    columns: int
    dated: bool = True
    names: tuple[str, ...] = ()


class Cut(msgspec.Struct, frozen=True):
    """A dashed line to cut the paper along."""


class NewPage(msgspec.Struct, frozen=True):
    """What follows begins a page."""


class Aligned(msgspec.Struct, frozen=True):
    """A text in a table cell that is not aligned as its column is, such as a sum in words across many."""

    text: str
    align: Align = Align.LEFT

    def __str__(self) -> str:
        return self.text


class SumOf(msgspec.Struct, frozen=True):
    """A figure is the sum of others: of those above it in its column (`columns` empty), or of columns of its own row.

    `columns` are pairs (which column, counted from 0; how many ten-thousandths of it): 10,000 adds it whole, −10,000
    takes it away. The sum is rounded half up to the figure's places.
    """

    columns: tuple[tuple[int, int], ...] = ()


COLUMN_SUM = SumOf()


class Figure(msgspec.Struct, frozen=True):
    """A number in a table cell: how paper shows it, and what it is in a workbook.

    `value` counts units of the last of its decimal `places`: hundredths of a point, 分, or with no places whole things.
    `total` says that it is a sum.
    """

    text: str
    value: int
    places: int = 2
    total: SumOf | None = None
    align: Align | None = None

    def __str__(self) -> str:
        return self.text


Entry = str | Aligned | Figure | Merge
Row = tuple[Entry, ...]


class Column(msgspec.Struct, frozen=True):
    """A table column. The one whose `width` is None takes what the others leave.

    Neighbours with the same `group` stand under it in a header of two rows.
    """

    head: str
    width: float | None
    align: Align = Align.CENTRE
    group: str = ""


class Table(msgspec.Struct, frozen=True):
    """A ruled table; each row has one entry per column.

    The header stands on every page. A row is never split, unless it is taller than a page: then it goes on
    in a row marked （续）. Rows joined by Merge.ABOVE stay on one page while they are shorter than a third
    of it; where they are parted, the shared text is repeated. `subtotal` gets the numbers of the rows that
    stand on a page (counted from 0) and gives the row that ends it. `totals` never stand on a page without
    the last row. `filler` gives the rows (by number, counted from 0) that follow `rows` until the page is full,
    to be written on by hand.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...] = ()
    subtotal: Callable[[range], Row] | None = None
    filler: Callable[[int], Row] | None = None
    size: float = 9
    least_height: float = 7

    def __post_init__(self) -> None:
        if self.size < 9:
            raise ValueError("table text has 9 points at least (PRINTS)")
        if any(len(row) != len(self.columns) for row in self._all_rows()):
            raise ValueError("a row has one entry per column")

    def _all_rows(self) -> tuple[Row, ...]:
        filler = (self.filler(len(self.rows)),) if self.filler else ()
        return (*self.rows, *self.totals, *filler)


class Picture(msgspec.Struct, frozen=True):
    """A figure of the charts over the whole width, as high as it wants to be, under its `title`."""

    figure: figures.Figure
    title: str = ""


Block = Paragraph | Pairs | Signatures | Cut | NewPage | Picture | Table


class Document(msgspec.Struct, frozen=True):
    """One form: pages numbered on their own, with the same foot. A title of two lines may say where to break it.

    `number` is the document number (编号) and `digest` that of its figures: both stand in the QR code of the
    first page, which a form without digest (a blank one) does not have. `drawn_up` is the 制表日期, `mark`
    what tells a preview (or a blank form's version), `reprint` how often it was printed before (补打), `foot` what
    every page ends with besides. `bookmark` is the entry in the outline, if not the title; documents that follow
    each other with the same `chapter` have theirs beneath one of that name. Where the blocks bring titles of their
    own, to be cut apart, the pages are not `headed`.
    """

    title: str
    blocks: tuple[Block, ...]
    number: str
    drawn_up: date
    digest: str = ""
    paper: Paper = Paper.PORTRAIT
    subtitle: str = ""
    mark: str = ""
    foot: str = ""
    bookmark: str = ""
    chapter: str = ""
    headed: bool = True
    reprint: int = 0

    @property
    def final(self) -> bool:
        """Whether its figures can't change any more: no mark says that it is a preview."""
        return bool(self.digest) and not self.mark

    @property
    def label(self) -> str:
        """What tells the paper at its foot: its number, and its mark or the how many-th reprint it is."""
        again = f"补打 第 {self.reprint} 次" if self.reprint else ""
        return f"编号：{self.number}　{self.mark or again}".rstrip()


def texts(node: object) -> list[str]:
    """All texts within a document, block or row."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, msgspec.Struct):
        node = tuple(getattr(node, name) for name in node.__struct_fields__)
    if isinstance(node, tuple):
        return [text for part in node for text in texts(part)]
    return []
