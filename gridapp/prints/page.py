"""A page as a list of things to draw, and what stands on each: foot, title, QR code."""

from typing import NamedTuple

from gridapp.charts.figures import Figure
from gridapp.prints.blocks import Align, Document, Paper
from gridapp.prints.fonts import Face, Run, width
from gridapp.prints.text import Line, balance, wrap

MM = 72 / 25.4  # points

DASH = 1.5 * MM
"""How long the dashes of a line to cut along are, and the gaps between them."""
THIN, THICK = 0.48, 0.96  # rules within and around a table, in points: 2 and 4 dots of 300 to the inch

_CENTRE = 0.38  # of the em: the middle of a Chinese character above the baseline (ascent 0.88, descent 0.12)
_CODE = 16 * MM  # the side of the QR code without its quiet zone
_FOOT = 6.5 * MM
_FOOT_LEADING = 4.5 * MM
_TITLES = (20.0, 18.0)  # the smaller size is for a title that then needs no further line
_SUBTITLE = 12.0
_RUNNING = 10.5


PlacedLine = tuple[float, float, float, tuple[Run, ...], float]
"""x, y, size, runs, spread."""


class PlacedPicture(NamedTuple):
    """A figure of the charts on a page; `after` so many of its lines, as one reads."""

    left: float
    top: float
    right: float
    bottom: float
    figure: Figure
    after: int


class Page:
    """What is drawn on one page, in reading order. Points, y downwards from the top edge."""

    def __init__(self, paper: Paper) -> None:
        width, height, left, top, right, bottom = (mm * MM for mm in paper.value)
        self.size = (width, height)
        self.left, self.right = left, width - right
        self.top, self.bottom = top, height - bottom - _FOOT
        self.foot = height - bottom
        self.lines: list[PlacedLine] = []
        self.rules: dict[float, list[tuple[float, float, float, float]]] = {THIN: [], THICK: []}
        self.cuts: list[tuple[float, float, float]] = []  # left, right, y: lines to cut along
        self.code: tuple[float, float, float, str] | None = None  # x, y, side, content
        self.pictures: list[PlacedPicture] = []

    def line(self, left: float, right: float, middle: float, size: float, line: Line, align: Align) -> None:
        """Puts a line of text between two edges, its characters centred on the height `middle`."""
        spare = right - left - line.width * size / 1000
        if line.runs:
            self.lines.append((left + spare * align.value, middle + _CENTRE * size, size, line.runs, 0))

    def justified(self, left: float, right: float, middle: float, size: float, line: Line) -> None:
        """The same, its characters spread from edge to edge unless a paragraph ends with it."""
        gaps = line.characters - 1
        spread = 0.0 if line.last or gaps < 1 else (right - left - line.width * size / 1000) / gaps
        if line.runs:
            self.lines.append((left, middle + _CENTRE * size, size, line.runs, spread))

    def text(self, left: float, right: float, middle: float, size: float, text: str, align: Align) -> None:
        """The same for a short text that is not wrapped."""
        self.line(left, right, middle, size, wrap(text, Face.HEI, float("inf"))[0], align)

    def cut(self, left: float, right: float, y: float) -> None:
        self.cuts.append((left, right, y))

    def rule(self, left: float, top: float, right: float, bottom: float, weight: float = THIN) -> None:
        self.rules[weight].append((left, top, right, bottom))

    def picture(self, left: float, top: float, right: float, bottom: float, figure: Figure) -> None:
        self.pictures.append(PlacedPicture(left, top, right, bottom, figure, len(self.lines)))


def draw_head(page: Page, document: Document) -> float:
    """The title, centred, with the QR code at the right. Returns the height that what follows starts at."""
    if not document.headed:
        return page.top
    aside = _CODE + 4 * MM if document.digest else 0
    left, right = page.left + aside, page.right - aside
    needed = max(width(line, Face.SONG) for line in document.title.split("\n")) / 1000
    size = next((size for size in _TITLES if needed * size <= right - left), _TITLES[-1])
    texts = [(document.title, Face.SONG, size, 1.4)]
    if document.subtitle:
        texts.append((document.subtitle, Face.HEI, _SUBTITLE, 1.5))
    wrapped = [
        (line, size, leading * size)
        for text, face, size, leading in texts
        for line in balance(text, face, (right - left) * 1000 / size)
    ]
    height = sum(leading for *_, leading in wrapped)
    band = max(height, _CODE if document.digest else 0)
    y = page.top + (band - height) / 2
    for line, size, leading in wrapped:
        page.line(left, right, y + leading / 2, size, line, Align.CENTRE)
        y += leading
    if document.digest:
        # its quiet zone lies in the margin and in the gaps around it
        page.code = (page.right - _CODE, page.top, _CODE, f"{document.number} {document.digest}")
    return page.top + band + 2 * MM


def plain(title: str) -> str:
    """A title without the line breaks that it is set with."""
    return title.replace("\n", "")


def draw_running_head(page: Page, document: Document) -> float:
    """The head of the further pages. Returns the height that what follows starts at."""
    if not document.headed:
        return page.top
    room = (page.right - page.left) * 1000 / _RUNNING - 5000  # for …（续）
    first, *further = wrap(plain(document.title), Face.HEI, room)
    title = "".join(run.text for run in first.runs) + ("…" if further else "")
    page.text(page.left, page.right, page.top + 2 * MM, _RUNNING, f"{title}（续）", Align.CENTRE)
    return page.top + 6 * MM


def draw_foot(page: Page, document: Document, number: int, count: int) -> None:
    """编号, 第 x 页 共 y 页, 制表日期, and under them what the office wants there."""
    day = document.drawn_up
    middle = page.foot - 1.5 * MM
    for text, align in (
        (document.label, Align.LEFT),
        (f"第 {number} 页 共 {count} 页", Align.CENTRE),
        (f"制表日期：{day.year}年{day.month}月{day.day}日", Align.RIGHT),
    ):
        page.text(page.left, page.right, middle, 9, text, align)
    for place, line in enumerate(balance(document.foot, Face.HEI, (page.right - page.left) * 1000 / 9), 1):
        page.line(page.left, page.right, middle + place * _FOOT_LEADING, 9, line, Align.CENTRE)
