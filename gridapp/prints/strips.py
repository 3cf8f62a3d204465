"""What stands above and below the tables, cut into strips: what is never parted by the end of a page."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from gridapp.prints.blocks import Align, Cut, Pairs, Paragraph, Picture, Signatures, Style
from gridapp.prints.fonts import Face, width
from gridapp.prints.page import MM, Page
from gridapp.prints.text import Line, wrap

_SIZE, _LEADING = 10.5, 17.0  # of the pairs and signatures
_GUTTER = 7 * MM  # between things beside each other
_SIGNATURE = 10 * MM  # the height to sign in
_GAP = 1 * MM  # between a label and the line
_TITLE = 24.0  # the height that the title of a picture takes
_CUT = 7 * MM  # the height that a line to cut along takes
_BLANK_DATE = "年　　月　　日"


class Strip(NamedTuple):
    """A height in points, and what puts it on a page at a given height."""

    height: float
    draw: Callable[[Page, float], None]


def strips(block: Paragraph | Pairs | Signatures | Cut | Picture, left: float, right: float) -> list[Strip]:
    """The strips of a block between two edges."""
    match block:
        case Paragraph():
            return list(_paragraph(block, left, right))
        case Pairs():
            return list(_pairs(block, left, right))
        case Signatures():
            return [_signatures(block, left, right)]
        case Picture():
            return [_picture(block, left, right)]
        case Cut():
            return [Strip(_CUT, lambda page, y: page.cut(left, right, y + _CUT / 2))]


def _paragraph(block: Paragraph, left: float, right: float) -> Iterator[Strip]:
    style = block.style
    left += style.inset * (right - left)
    lines = wrap(block.text, style.face, (right - left) * 1000 / style.size, style.indent * 1000)
    first = True
    for place, line in enumerate(lines):
        start = left + style.indent * style.size if first else left
        before = style.before if place == 0 else 0
        after = style.after if place == len(lines) - 1 else 0
        yield Strip(before + style.leading + after, partial(_draw_line, style, line, start, right, before))
        first = line.last


def _draw_line(style: Style, line: Line, left: float, right: float, before: float, page: Page, y: float) -> None:
    middle = y + before + style.leading / 2
    if style.justified:
        page.justified(left, right, middle, style.size, line)
    else:
        page.line(left, right, middle, style.size, line, style.align)


def _pairs(block: Pairs, left: float, right: float) -> Iterator[Strip]:
    rows = [[f"{label}：{value}" for label, value in row] for row in block.rows]
    for row in rows:
        alike = (other for other in rows if len(other) == len(row))  # rows of as many pairs share columns
        needed = [max(map(_width, column)) for column in zip(*alike, strict=True)]
        room = right - left - (len(row) - 1) * _GUTTER
        spare = (room - sum(needed)) / len(row)
        widths = [each + spare if spare >= 0 else each * room / sum(needed) for each in needed]
        lefts = accumulate((each + _GUTTER for each in widths), initial=left)
        lines = [wrap(text, Face.HEI, each * 1000 / _SIZE) for text, each in zip(row, widths, strict=True)]
        cells = list(zip(lefts, lines, strict=False))
        yield _side_by_side(cells, right)


def _side_by_side(cells: list[tuple[float, tuple[Line, ...]]], right: float) -> Strip:
    def draw(page: Page, y: float) -> None:
        for x, lines in cells:
            for number, line in enumerate(lines):
                page.line(x, right, y + (number + 0.5) * _LEADING, _SIZE, line, Align.LEFT)

    return Strip(_LEADING * max(len(lines) for _, lines in cells), draw)


def _signatures(block: Signatures, left: float, right: float) -> Strip:
    part = (right - left + _GUTTER) / block.columns
    names = block.names or ("",) * len(block.labels)
    labels = [f"{label}：{name}" for label, name in zip(block.labels, names, strict=True)]
    rows = [labels[start : start + block.columns] for start in range(0, len(labels), block.columns)]
    dated = _width(f"　{_BLANK_DATE}") if block.dated else 0

    def draw(page: Page, y: float) -> None:
        for row in rows:
            y += _SIGNATURE
            for place, label in enumerate(row):
                x, end = left + place * part, left + (place + 1) * part - _GUTTER
                page.text(x, end, y - _SIZE / 2, _SIZE, label, Align.LEFT)
                page.rule(x + _width(label) + _GAP, y, end - dated, y)
                if block.dated:
                    page.text(x, end, y - _SIZE / 2, _SIZE, _BLANK_DATE, Align.RIGHT)

    return Strip(_SIGNATURE * len(rows) + 1 * MM, draw)


def _picture(block: Picture, left: float, right: float) -> Strip:
    from gridapp.prints.drawing import natural_height
    from gridapp.prints.shapes import PAPER

    above = _TITLE if block.title else 0
    height = above + natural_height(block.figure, PAPER.size)

    def draw(page: Page, y: float) -> None:
        page.text(left, right, y + above / 2, 12, block.title, Align.LEFT)
        page.picture(left, y + above, right, y + height, block.figure)

    return Strip(height, draw)


def _width(text: str) -> float:
    return width(text, Face.HEI) * _SIZE / 1000
