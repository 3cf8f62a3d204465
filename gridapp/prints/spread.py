"""A document spread over the rows and columns of one spreadsheet: what stands where, how wide, how high, which sums."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from gridapp.amounts import half_up
from gridapp.charts.figures import Trend
from gridapp.prints import page
from gridapp.prints.blocks import (
    HEADING,
    Align,
    Aligned,
    Block,
    Column,
    Cut,
    Document,
    Figure,
    NewPage,
    Pairs,
    Paragraph,
    Picture,
    Row,
    Signatures,
    Table,
)
from gridapp.prints.fonts import Face, width
from gridapp.prints.strips import Strip, strips
from gridapp.prints.table import Grid, areas, header
from gridapp.prints.text import wrap
from gridapp.scoring.policy import WHOLE

_TITLE, _SUBTITLE, _SMALL = 18.0, 12.0, 10.5  # sizes in points
_TITLE_LEADING, _LEADING = 1.6, 1.6  # of the size
_NUMBERS = 30.0  # mm: a column of a picture's numbers
_PLAIN = 12  # columns of a sheet without a table
_NEAR = 1.0  # points: edges of two tables that are this near are one
_CUT = 14.0  # points: the height around a line to cut along
_NEARLY = 0.97  # of a page: cells are a little higher there than here
_SIGN = 28.0  # points: the height to sign in
_LINE, _DATE = "＿", "　　年　　月　　日"


class Look(NamedTuple):
    """How a cell's text is set; the size is in points."""

    face: Face
    size: float
    align: Align
    framed: bool = False


class Placed(NamedTuple):
    """What stands in a cell, or in cells merged into one; places are counted from 0, the stops not included.

    `formula` is what a figure is worked out by, "" where it is not.
    """

    left: int
    right: int
    top: int
    bottom: int
    content: str | Figure
    look: Look
    formula: str = ""


class Spread(NamedTuple):
    """The sheet: widths and heights in points; `head` are the rows of the longest table's header, if there is one."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    cells: tuple[Placed, ...]
    head: tuple[int, int] | None


def spread(document: Document) -> Spread:
    """Raises MissingGlyphs, for texts are measured as for paper; and ValueError for a sum that is none."""
    blocks = [each for block in document.blocks for each in _in_cells(block)]
    made = _Spread(document, blocks)
    for place, block in enumerate(blocks):
        made.add(block, blocks[place + 1 :])
    widths = tuple(stop - start for start, stop in pairwise(made.edges))
    return Spread(widths, tuple(made.heights), tuple(made.cells), made.head)


class _Spread:
    """A sheet that is being filled from the top."""

    def __init__(self, document: Document, blocks: Sequence[Block]) -> None:
        paper = page.Page(document.paper)
        self.left, self.right = paper.left, paper.right
        tables = [block for block in blocks if isinstance(block, Table)]
        self.grids = {id(table): Grid(table, self.left, self.right) for table in tables}
        self.longest = max(tables, key=lambda table: len(table.rows), default=None)
        self.edges = self._edges()
        self.heights: list[float] = []
        self.cells: list[Placed] = []
        self.head: tuple[int, int] | None = None
        self.whole = paper.bottom - paper.top
        if document.headed:
            title = page.plain(document.title)
            self._line(title, _TITLE * _TITLE_LEADING, Look(Face.SONG, _TITLE, Align.CENTRE))
        if document.subtitle:
            self._line(document.subtitle, _SUBTITLE * _LEADING, Look(Face.HEI, _SUBTITLE, Align.CENTRE))

    def _edges(self) -> list[float]:
        """The edges of all tables' columns: a cell of one may stand over several columns of the sheet."""
        if not self.grids:
            return [self.left + place * (self.right - self.left) / _PLAIN for place in range(_PLAIN + 1)]
        found = sorted(edge for grid in self.grids.values() for edge in grid.edges)
        return [found[0], *(edge for before, edge in pairwise(found) if edge - before > _NEAR)]

    def _column(self, edge: float) -> int:
        """The column that begins nearest to an edge."""
        place = bisect_left(self.edges, edge)
        return min(range(max(place - 1, 0), min(place + 1, len(self.edges))), key=lambda at: abs(self.edges[at] - edge))

    def add(self, block: Block, after: Sequence[Block]) -> None:
        """The next block; `after` are those that are still to come."""
        match block:
            case Cut():
                self._line("", _CUT, Look(Face.HEI, _SMALL, Align.LEFT))
            case Paragraph():
                self._paragraph(block)
            case Pairs():
                for row in block.rows:
                    self._pairs(row)
            case Signatures():
                self._signatures(block)
            case Table():
                self._table(block, self._to_write_on(block, after))

    def _line(self, content: str, height: float, look: Look, left: int = 0) -> None:
        """A row of its own, merged over the whole width or from a column on."""
        top = len(self.heights)
        self.heights.append(height)
        self.cells.append(Placed(left, len(self.edges) - 1, top, top + 1, content, look))

    def _paragraph(self, block: Paragraph) -> None:
        style = block.style
        left = self._column(self.left + style.inset * (self.right - self.left))
        for text in block.text.split("\n"):
            height = sum(strip.height for strip in strips(Paragraph(text, style), self.left, self.right))
            self._line("　" * style.indent * bool(text) + text, height, Look(style.face, style.size, style.align), left)

    def _pairs(self, row: tuple[tuple[str, str], ...]) -> None:
        texts = [f"{label}：{value}" for label, value in row]
        needed = [_width(text) for text in texts]
        whole = self.right - self.left
        shares = [each / sum(needed) * whole for each in needed]
        self._beside(texts, self._cuts(needed, shares), shares, 0)

    def _signatures(self, block: Signatures) -> None:
        names = block.names or ("",) * len(block.labels)
        labels = [f"{label}：{name}" for label, name in zip(block.labels, names, strict=True)]
        end, part = _DATE if block.dated else "", (self.right - self.left) / block.columns
        for start in range(0, len(labels), block.columns):
            row = labels[start : start + block.columns]
            row += [""] * (block.columns - len(row))
            cuts = self._cuts([_width(label + 3 * _LINE + end) for label in row], [part] * len(row))
            rooms = [self.edges[right] - self.edges[left] for left, right in pairwise(cuts)] or [part] * len(row)
            lined = [_lined(label, end, room) if label else "" for label, room in zip(row, rooms, strict=True)]
            self._beside(lined, cuts, [part] * len(row), _SIGN)

    def _cuts(self, needed: Sequence[float], shares: Sequence[float]) -> list[int]:
        """The columns between which texts side by side have the room that they need, as near to their shares as can be.

        The first is 0 and the last the end; empty where columns are too few or too wide for it.
        """
        last = len(self.edges) - 1
        ideal = list(accumulate(shares, initial=self.left))
        best: tuple[float, list[int]] = (float("inf"), [])
        for between in combinations(range(1, last), len(needed) - 1):
            cuts = [0, *between, last]
            rooms = (self.edges[right] - self.edges[left] for left, right in pairwise(cuts))
            if all(room >= text for room, text in zip(rooms, needed, strict=True)):
                off = sum(abs(self.edges[cut] - place) for cut, place in zip(cuts, ideal, strict=True))
                best = min(best, (off, cuts))
        return best[1]

    def _beside(self, texts: Sequence[str], cuts: Sequence[int], shares: Sequence[float], least: float) -> None:
        """Texts in one row, each over its columns; without columns for them all in one cell, with blanks between."""
        if not cuts:
            texts, cuts = ["".join(map(_filled, texts, shares)).rstrip()], [0, len(self.edges) - 1]
        look, top, lines = Look(Face.HEI, _SMALL, Align.LEFT), len(self.heights), 1
        for text, (left, right) in zip(texts, pairwise(cuts), strict=True):
            lines = max(lines, len(wrap(text, Face.HEI, (self.edges[right] - self.edges[left]) * 1000 / _SMALL)))
            self.cells.append(Placed(left, right, top, top + 1, text, look))
        self.heights.append(max(least, lines * _SMALL * _LEADING))

    # ── tables ────────────────────────────────────────────────────────────────────────────────────

    def _to_write_on(self, table: Table, after: Sequence[Block]) -> tuple[Row, ...]:
        """As many of the table's fillers as the first page has room for above what comes after."""
        if not table.filler:
            return ()
        grid = self.grids[id(table)]
        ends = [
            strip.height
            for block in after
            if not isinstance(block, Table) and not isinstance(block, NewPage)
            for strip in self._strips(block)
        ]
        room = _NEARLY * self.whole - sum(self.heights) - sum(ends) - grid.head().height
        room -= grid.measure(table.rows).height
        rows: list[Row] = []
        while (height := grid.measure((table.filler(len(rows)),)).height) <= room:
            rows.append(table.filler(len(rows)))
            room -= height
        return tuple(rows)

    def _strips(self, block: Paragraph | Pairs | Signatures | Cut | Picture) -> list[Strip]:
        return strips(block, self.left, self.right)

    def _table(self, table: Table, fillers: tuple[Row, ...]) -> None:
        grid = self.grids[id(table)]
        places = [self._column(edge) for edge in grid.edges]
        head = header(table.columns)
        first = len(self.heights)
        self._rows(table, places, head, grid.head().heights, [Align.CENTRE] * len(table.columns))
        data = len(self.heights)
        if table is self.longest:
            self.head = (first, data)
        aligned, sums = [column.align for column in table.columns], Sums(table, data, places)
        for rows in (table.rows, fillers, table.totals):
            self._rows(table, places, rows, grid.measure(rows).heights, aligned, sums)

    def _rows(
        self,
        table: Table,
        places: Sequence[int],
        rows: tuple[Row, ...],
        heights: Sequence[float],
        aligned: Sequence[Align],
        sums: "Sums | None" = None,
    ) -> None:
        start = len(self.heights)
        for left, right, top, bottom, entry in areas(rows):
            own = None if isinstance(entry, str) else entry.align
            look = Look(Face.HEI, table.size, own or aligned[left], framed=True)
            content = str(entry) if isinstance(entry, Aligned) else entry
            formula = sums.formula(rows[top], start + top, left) if sums else ""
            self.cells.append(Placed(places[left], places[right], start + top, start + bottom, content, look, formula))
        self.heights += heights


def _in_cells(block: Block) -> Iterator[Block]:
    """A block as cells can show it: of a picture its title and the numbers that are drawn.

    Under a line through quarters these stand in a table of their own (analysis).
    """
    if not isinstance(block, Picture):
        yield block
        return
    figure = block.figure
    if block.title:
        yield Paragraph(block.title, HEADING)
    if not isinstance(figure, Trend):
        first, *others = figure.heads
        yield Table((Column(first, None), *(Column(head, _NUMBERS) for head in others)), tuple(figure.rows))


def _lined(label: str, end: str, room: float) -> str:
    """A label, a line to write on that leaves a gap before what stands beside, and the date."""
    return label + _LINE * max(3, int((room - _width(label + end + "　　")) / _width(_LINE))) + end


def _filled(text: str, part: float) -> str:
    """A text with so many blanks that it takes its part of the width."""
    return text + "　" * max(1, int((part - _width(text)) / _width("　")))


def _width(text: str) -> float:
    """In points."""
    return width(text, Face.HEI) * _SMALL / 1000


class Sums:
    """The formulas of a table whose rows begin at row `first` of the sheet and whose columns at `places`."""

    def __init__(self, table: Table, first: int, places: Sequence[int]) -> None:
        self.table = table
        self.first = first
        self.names = [get_column_letter(place + 1) for place in places]

    def formula(self, row: Row, number: int, column: int) -> str:
        """What a cell of the row is worked out by, "" if it isn't a sum. Raises ValueError if the sum is another."""
        entry = row[column]
        if not isinstance(entry, Figure) or entry.total is None:
            return ""
        if entry.total.columns:
            terms = [(at, figure, share) for at, share in entry.total.columns if isinstance(figure := row[at], Figure)]
            _check(entry, [(figure, share) for _, figure, share in terms])
            return _across([(self.names[at], share) for at, _, share in terms], number + 1, entry.places)
        above = [line[column] for line in self.table.rows]
        _check(entry, [(each, WHOLE) for each in above if isinstance(each, Figure)])
        name, last = self.names[column], self.first + len(above)
        return f"=SUM({name}{self.first + 1}:{name}{last})" if above else ""


def _across(terms: Sequence[tuple[str, int]], row: int, places: int) -> str:
    """The sum of cells of one row, each taken by its share."""
    if not terms:
        return ""
    signs = {WHOLE: "+{}", -WHOLE: "-{}"}
    parts = (signs.get(share, f"{share / WHOLE:+g}*{{}}").format(f"{name}{row}") for name, share in terms)
    sum_of = "".join(parts).removeprefix("+")
    return f"={sum_of}" if all(abs(share) == WHOLE for _, share in terms) else f"=ROUND({sum_of},{places})"


def _check(total: Figure, terms: Sequence[tuple[Figure, int]]) -> None:
    """The spreadsheet will work the sum out anew: it had better come to the same figure."""
    exact = sum(figure.value * share * 10 ** (total.places - figure.places) for figure, share in terms)
    if half_up(exact, WHOLE) != total.value:
        raise ValueError(f"{total.text} is not the sum that it is said to be")
