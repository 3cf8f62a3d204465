"""Tables: rows measured in bands, and the lines around their cells."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from gridapp.prints.blocks import Align, Aligned, Column, Entry, Figure, Merge, Row, Table
from gridapp.prints.fonts import Face
from gridapp.prints.page import MM, THICK, Page
from gridapp.prints.text import Line, balance, wrap

CONTINUED = "（续）"
_PADDING = (3.2, 2.3)  # beside and above a text in its cell, in points
_LEADING = 1.25  # of the size
_HEAD = 7 * MM  # the least height of a header row


class Cell(NamedTuple):
    """A text with the columns and rows (of its band) that it covers, the stops not included."""

    left: int
    right: int
    top: int
    bottom: int
    lines: tuple[Line, ...]
    align: Align


class Area(NamedTuple):
    """What stands in a cell, with the columns and rows that it covers, the stops not included."""

    left: int
    right: int
    top: int
    bottom: int
    entry: str | Aligned | Figure


class Band(NamedTuple):
    """Rows that stand together, with their heights in points."""

    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    heights: tuple[float, ...]
    height: float


class Grid:
    """A table's columns on the paper: `edges` in points, one more than columns."""

    def __init__(self, table: Table, left: float, right: float) -> None:
        self.columns = table.columns
        self.edges = edges(table.columns, left, right)
        self.size = table.size
        self.leading = table.size * _LEADING
        self.least = table.least_height * MM

    def head(self) -> Band:
        """The header: one row, or two where columns are grouped."""
        return self._measure(header(self.columns), _HEAD, Align.CENTRE)

    def measure(self, rows: tuple[Row, ...]) -> Band:
        """Wraps the texts and finds the height of each row."""
        return self._measure(rows, self.least)

    def _measure(self, rows: tuple[Row, ...], least: float, align: Align | None = None) -> Band:
        cells = tuple(self._cells(rows, align))
        heights = [least] * len(rows)
        for cell in cells:
            if cell.bottom - cell.top == 1:
                heights[cell.top] = max(heights[cell.top], self.height(cell.lines))
        for cell in cells:
            if (count := cell.bottom - cell.top) > 1:
                lacking = (self.height(cell.lines) - sum(heights[cell.top : cell.bottom])) / count
                if lacking > 0:
                    for row in range(cell.top, cell.bottom):
                        heights[row] += lacking
        return Band(rows, cells, tuple(heights), sum(heights))

    def height(self, lines: tuple[Line, ...]) -> float:
        """The height that a cell with these lines needs."""
        return len(lines) * self.leading + 2 * _PADDING[1]

    def _cells(self, rows: tuple[Row, ...], align: Align | None) -> Iterator[Cell]:
        for area in areas(rows):
            text, own = (area.entry, None) if isinstance(area.entry, str) else (area.entry.text, area.entry.align)
            if text:
                own = own or align or self.columns[area.left].align
                room = (self.edges[area.right] - self.edges[area.left] - 2 * _PADDING[0]) * 1000 / self.size
                lines = (balance if own is Align.CENTRE else wrap)(text, Face.HEI, room)
                yield Cell(area.left, area.right, area.top, area.bottom, lines, own)

    def split(self, band: Band, room: float) -> tuple[Band, Band]:
        """Cuts the one row of a band that is taller than a page. The rest repeats the first column, marked （续）."""
        count = max(1, int((room - 2 * _PADDING[1]) / self.leading))
        mark = wrap(CONTINUED, Face.HEI, float("inf"))
        above = [cell._replace(lines=cell.lines[:count]) for cell in band.cells]
        below = [cell._replace(lines=mark + cell.lines[count:]) for cell in band.cells if len(cell.lines) > count]
        if band.cells[0].left == 0 and len(band.cells[0].lines) <= count:
            below.insert(0, band.cells[0])
        return self._row(band, above), self._row(band, below)

    def _row(self, band: Band, cells: list[Cell]) -> Band:
        height = max(self.least, *(self.height(cell.lines) for cell in cells))
        return Band(band.rows, tuple(cells), (height,), height)

    def draw_texts(self, page: Page, band: Band, y: float) -> None:
        """Puts the band's texts on the page in reading order, each in the middle of its cell's height."""
        tops = list(accumulate(band.heights, initial=y))
        beside, _ = _PADDING
        for cell in band.cells:
            left, right = self.edges[cell.left] + beside, self.edges[cell.right] - beside
            middle = (tops[cell.top] + tops[cell.bottom] - (len(cell.lines) - 1) * self.leading) / 2
            for line in cell.lines:
                page.line(left, right, middle, self.size, line, cell.align)
                middle += self.leading

    def draw_rules(self, page: Page, bands: list[Band], top: float) -> None:
        """The frame and the lines between the cells of all bands that stand on the page, the first at `top`."""
        rows = [row for band in bands for row in band.rows]
        heights = [height for band in bands for height in band.heights]
        ys = list(accumulate(heights, initial=top))
        first, last = self.edges[0], self.edges[-1]
        for row, y in zip(rows[1:], ys[1:-1], strict=True):
            for left, right in _spans([not covered for covered in _covered(row)]):
                page.rule(self.edges[left], y, self.edges[right], y)
        for column in range(1, len(self.edges) - 1):
            x = self.edges[column]
            for start, stop in _spans([row[column] is not Merge.LEFT for row in rows]):
                page.rule(x, ys[start], x, ys[stop])
        for y in (top, ys[-1]):
            page.rule(first - THICK / 2, y, last + THICK / 2, y, THICK)
        for x in (first, last):
            page.rule(x, top, x, ys[-1], THICK)


@lru_cache(maxsize=64)
def edges(columns: tuple[Column, ...], left: float, right: float) -> tuple[float, ...]:
    """Where the columns begin and end between two edges of the paper, in points."""
    fixed = sum(column.width for column in columns if column.width is not None) * MM
    spare = right - left - fixed
    flexible = sum(column.width is None for column in columns)
    if flexible > 1 or spare < -0.01 or (flexible and spare < 5 * MM):
        raise ValueError("the columns do not fit the paper, or more than one is flexible")
    widths = [spare if column.width is None else column.width * MM for column in columns]
    return tuple(accumulate(widths, initial=left))


def areas(rows: tuple[Row, ...]) -> Iterator[Area]:
    """The cells of some rows, those that belong together as one."""
    for top, row in enumerate(rows):
        for left, entry in enumerate(row):
            if not isinstance(entry, Merge):
                right, bottom = left + 1, top + 1
                while right < len(row) and row[right] is Merge.LEFT:
                    right += 1
                while bottom < len(rows) and rows[bottom][left] is Merge.ABOVE:
                    bottom += 1
                yield Area(left, right, top, bottom, entry)


def _covered(row: Row) -> Iterator[bool]:
    """For each cell, whether it belongs to a cell of the row above."""
    above = False
    for text in row:
        above = text is Merge.ABOVE or (text is Merge.LEFT and above)
        yield above


def _spans(present: list[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of True: (start, stop), the stop not included."""
    start = None
    for place, here in enumerate([*present, False]):
        if here and start is None:
            start = place
        elif not here and start is not None:
            yield start, place
            start = None


def header(columns: tuple[Column, ...]) -> tuple[Row, ...]:
    """The header rows: one, or two where columns are grouped."""
    heads = tuple(column.head for column in columns)
    groups = [column.group for column in columns]
    if not any(groups):
        return (heads,)
    upper: list[Entry] = []
    for place, group in enumerate(groups):
        joined = group and place and groups[place - 1] == group
        upper.append(Merge.LEFT if joined else group or heads[place])
    lower = tuple(head if group else Merge.ABOVE for head, group in zip(heads, groups, strict=True))
    return tuple(upper), lower


def group_end(rows: tuple[Row, ...], start: int) -> int:
    """Where the rows that are joined with row `start` end (not included)."""
    stop = start + 1
    while stop < len(rows) and Merge.ABOVE in rows[stop]:
        stop += 1
    return stop


def piece(rows: tuple[Row, ...], start: int, stop: int) -> tuple[Row, ...]:
    """Some of the rows. What the first shares with a row before it is repeated, the longest text marked （续）."""
    first, *further = rows[start:stop]
    if Merge.ABOVE not in first:
        return (first, *further)
    shared = {
        column: next(row[column] for row in reversed(rows[:start]) if row[column] is not Merge.ABOVE)
        for column, text in enumerate(first)
        if text is Merge.ABOVE
    }
    texts = {column: text for column, text in shared.items() if isinstance(text, str)}
    longest = max(texts, key=lambda column: len(texts[column]), default=-1)
    if longest in texts:
        shared[longest] = f"{texts[longest]}{CONTINUED}"
    return (tuple(shared.get(column, text) for column, text in enumerate(first)), *further)


def fitting(grid: Grid, rows: tuple[Row, ...], start: int, stop: int, room: float) -> int:
    """How many of the rows from `start` fit a room in points."""
    counts = range(1, stop - start + 1)
    return bisect_right(counts, room, key=lambda count: grid.measure(piece(rows, start, start + count)).height)
