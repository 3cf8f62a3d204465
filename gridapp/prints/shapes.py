"""The shapes that a figure of the charts is drawn with on a reportlab Drawing, and the scale that values are put on."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.graphics.shapes import Circle, Drawing, Path, Polygon, Rect, String
from reportlab.lib.colors import HexColor

from gridapp.prints.fonts import Face, runs, width

SMALL = 0.9
"""Of the size of text: figures at the marks."""


class Look(NamedTuple):
    """Colours as #rrggbb (`tint` fills areas), the size of text and how thick the thinnest lines are."""

    text: str
    faint: str
    line: str
    accent: str
    tint: str
    ground: str
    size: float
    hair: float = 1


PAPER = Look("#000000", "#404040", "#808080", "#202020", "#e0e0e0", "#ffffff", 9, 0.48)


class Sheet:
    """A drawing that is measured from its top left corner, y downwards."""

    def __init__(self, wide: float, high: float, look: Look) -> None:
        self.drawing = Drawing(wide, high, initialFontName=Face.HEI.name)
        self.wide, self.high, self.look = wide, high, look

    def line(self, x: float, y: float, x2: float, y2: float, colour: str, *, dashed: bool = False) -> None:
        """A thin line, upright or level; its middle comes on that of a dot of the screen, lest it be blurred."""
        x, y, x2, y2 = (int(place) + 0.5 for place in (x, y, x2, y2))
        self.path([(x, y), (x2, y2)], colour, self.look.hair, dashed=dashed)

    def path(self, points: Sequence[tuple[float, float]], colour: str, weight: float, *, dashed: bool = False) -> None:
        """Lines from point to point. reportlab's SVG would draw a Line back again, and fill a PolyLine with black."""
        made = Path(strokeColor=HexColor(colour), strokeWidth=weight, fillColor=None)
        if dashed:
            made.strokeDashArray = (3, 2)
        for place, (x, y) in enumerate(points):
            (made.lineTo if place else made.moveTo)(x, self.high - y)
        self.drawing.add(made)

    def area(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        self.drawing.add(Polygon(self._flat(points), fillColor=HexColor(colour), strokeColor=None))

    def bar(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self.drawing.add(
            Rect(left, self.high - bottom, right - left, bottom - top, fillColor=HexColor(colour), strokeColor=None)
        )

    def dot(self, x: float, y: float, radius: float, *, hollow: bool = False) -> None:
        accent = HexColor(self.look.accent)
        fill = HexColor(self.look.ground) if hollow else accent
        self.drawing.add(Circle(x, self.high - y, radius, fillColor=fill, strokeColor=accent, strokeWidth=1))

    def text(self, x: float, middle: float, text: str, share: float = 0, *, size: float = 0, colour: str = "") -> None:
        """A text around a height; `share` of its width lies left of x: 0 begins there, 1 ends there."""
        points = size or self.look.size
        fill = HexColor(colour or self.look.text)
        x -= share * self.measure(text, points)
        base = round(self.high - middle - 0.38 * points)  # the SVG rounds it anyway
        for run in runs(text, Face.HEI):
            self.drawing.add(String(x, base, run.text, fontName=run.face.name, fontSize=points, fillColor=fill))
            x += self.measure(run.text, points)

    def note(self, x: float, middle: float, text: str, share: float, colour: str, ground: str) -> None:
        """A small text that lines may run behind: they are covered with the colour of the ground, if it has one."""
        size = SMALL * self.look.size
        wide = self.measure(text, size)
        left = x - share * wide
        if ground:
            self.bar(left, middle - 0.5 * size, left + wide, middle + 0.5 * size, ground)
        self.text(left, middle, text, size=size, colour=colour)

    def measure(self, text: str, size: float = 0) -> float:
        return width(text, Face.HEI) * (size or self.look.size) / 1000

    def fitted(self, text: str, room: float) -> str:
        """The text, cut where there is no room for the whole of it."""
        if self.measure(text) <= room:
            return text
        while text and self.measure(f"{text}…") > room:
            text = text[:-1]
        return f"{text}…"

    def _flat(self, points: Sequence[tuple[float, float]]) -> list[float]:
        return [part for x, y in points for part in (x, self.high - y)]


class Scale(NamedTuple):
    """Values from `low` to `high` onto places from `start` to `stop`."""

    low: int
    high: int
    start: float
    stop: float

    def at(self, value: int) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.stop - self.start)
