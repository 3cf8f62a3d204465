"""A figure of the charts drawn: one drawing for paper and screen.

The drawing is made of reportlab's shapes (reportlab.graphics, BSD licence, there already for the forms): it goes into a
PDF as it is, and as SVG onto the screen. Its chart classes would have most of what they offer switched off here (axes,
legends, grids), so lines and bars are placed by hand. QtCharts is GPL alone; pyqtgraph wants numpy (17 MB packed, 59 on
the disk) and would draw for the screen only. Loading this takes 0.1 s and the font another 0.1 s, see `prepare`; a
figure is drawn and made SVG in 2 to 10 ms.

What is drawn holds without colour: marks are told apart by shape, and named where they stand.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing

from gridapp.amounts import show_points, show_score
from gridapp.charts.figures import FULL, Bars, Figure, Floor, Point, Ranges, Trend, WeekMap, score_text, week_text
from gridapp.prints.fonts import Face, typeface
from gridapp.prints.shapes import SMALL, Look, Scale, Sheet

_ROW = 1.9
"""Of the size of text: from one bar to the next."""
_ROOMY = 32
"""Of the size of text: so wide must ranges be for the values of their ends to stand beside them."""


class Spot(NamedTuple):
    """Where a mark can be pointed at, from the top left; (x, y) is its middle."""

    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float


class Drawn(NamedTuple):
    """A drawing, and the spot of each mark in their order."""

    drawing: Drawing
    spots: tuple[Spot, ...]


def prepare() -> None:
    """Load the font; this module's own import has loaded the rest."""
    typeface(Face.HEI)


def natural_height(figure: Figure, size: float) -> float:
    """How high a figure wants to be with text of this size."""
    if isinstance(figure, Trend):
        return 15 * size
    marks = len(figure.rows)
    around = {Ranges: 3.6, Bars: 0.6, WeekMap: 2.2}
    return (marks * _ROW + around[type(figure)]) * size


def draw(figure: Figure, wide: float, high: float, look: Look) -> Drawn:
    """The figure on a ground of this size; a figure without marks stays blank."""
    sheet = Sheet(wide, high, look)
    if figure.empty:
        return Drawn(sheet.drawing, ())
    match figure:
        case Trend():
            spots = _draw_trend(sheet, figure)
        case Bars():
            spots = _draw_bars(sheet, figure)
        case Ranges():
            spots = _draw_ranges(sheet, figure)
        case WeekMap():
            spots = _draw_weeks(sheet, figure)
    return Drawn(sheet.drawing, tuple(spots))


def as_svg(drawing: Drawing, family: str) -> bytes:
    """For the screen, its texts in a font family that the window has."""
    family_of_all = {face.name: {"family": family} for face in Face}
    svg: str = renderSVG.drawToString(drawing, fontHacks=family_of_all, useClip=True)
    return svg.encode()


def _lowest(values: Sequence[int], floors: Sequence[Floor]) -> int:
    """Where a scale of totals begins: at a ten with room under the lowest value and every floor, not under 0."""
    return max(0, (min([*values, *(floor.points for floor in floors)]) - 800) // 1000 * 1000)


# ── a line through quarters ───────────────────────────────────────────────────────────────────────


def _draw_trend(sheet: Sheet, figure: Trend) -> Iterator[Spot]:
    look, size, small = sheet.look, sheet.look.size, SMALL * sheet.look.size
    points = figure.points
    values = [v for each in points for v in (each.value, each.low, each.high) if v is not None]
    low = _lowest(values, figure.floors)
    floors = [*figure.floors, Floor("", FULL), Floor("", low)]
    names = [_floor_name(floor) for floor in floors]
    left = max(sheet.measure(name, small) for name in names) + 0.8 * size
    right = sheet.wide - (2.6 * size if figure.many else 0.5 * size)
    scale = Scale(low, FULL, sheet.high - 2.9 * size, 1.6 * size)
    step = (right - left) / len(points)
    middles = [left + (place + 0.5) * step for place in range(len(points))]
    heights = [None if point.value is None else scale.at(point.value) for point in points]
    _name_quarters(sheet, points, middles, scale.start, step)
    if figure.many:
        _draw_band(sheet, points, middles, scale, right)
    for floor, name in zip(floors, names, strict=True):
        height = scale.at(floor.points)
        colour = look.line if floor.points > low else look.faint
        sheet.line(left, height, right, height, colour, dashed=bool(floor.name))
        sheet.text(left - 0.5 * size, height, name, 1, size=small, colour=look.faint)
    for stretch in _stretches(points):
        line = [(middles[place], heights[place] or 0) for place in stretch]
        if len(line) > 1:
            sheet.path(line, look.accent, 3 * look.hair / 2 + 0.25)
    named = _named(sheet, points, step)
    for place, (point, x, y) in enumerate(zip(points, middles, heights, strict=True)):
        if y is not None:
            sheet.dot(x, y, 0.28 * size, hollow=not point.settled)
        if y is not None and place in named:
            beside = [each for each in heights[max(place - 1, 0) : place + 2] if each is not None]
            under = min(beside) < y - 1.2 * size and y + 1.6 * size < scale.start  # or a line would cross it
            middle = y + (1 if under else -0.95) * size
            inner = 0 < place < len(points) - 1 and None not in heights[place - 1 : place + 2]
            within = inner and point.high is not None and scale.at(point.high) < middle - 0.5 * size
            ground = look.tint if within else "" if figure.many else look.ground
            sheet.note(x, middle, score_text(point.value), 0.5, look.text, ground)
        yield Spot(x - step / 2, 0, x + step / 2, sheet.high, x, scale.start if y is None else y)


def _named(sheet: Sheet, points: Sequence[Point], step: float) -> set[int]:
    """The points whose values have room beside each other: the last, the lowest, the highest, then the others."""
    known = [(point.value, place) for place, point in enumerate(points) if point.value is not None]
    order = [known[-1][1], min(known)[1], max(known)[1], *(place for _, place in known)]
    apart = sheet.measure("100.00", SMALL * sheet.look.size) / step
    named: set[int] = set()
    for place in order:
        if all(abs(place - other) >= apart for other in named):
            named.add(place)
    return named


def _floor_name(floor: Floor) -> str:
    return f"{floor.name} {show_points(floor.points)}".strip()


def _name_quarters(sheet: Sheet, points: Sequence[Point], middles: list[float], bottom: float, step: float) -> None:
    size, small = sheet.look.size, SMALL * sheet.look.size
    whole = all(sheet.measure(point.short, small) < step for point in points)
    for place, (point, x) in enumerate(zip(points, middles, strict=True)):
        name = point.short if whole else point.short[:1]
        sheet.text(x, bottom + 0.9 * size, name, 0.5, size=small, colour=sheet.look.faint)
        covered = sheet.measure(point.year, small) / step  # places until the next year may begin
        if not any(after.year for after in points[place + 1 : place + 1 + int(covered)]):
            sheet.text(x, bottom + 2.1 * size, point.year, 0.5, size=small, colour=sheet.look.faint)


def _draw_band(sheet: Sheet, points: Sequence[Point], middles: list[float], scale: Scale, right: float) -> None:
    """From the lowest to the highest, both named at the right."""
    look = sheet.look
    for stretch in _stretches(points):
        upper = [(middles[place], scale.at(points[place].high or 0)) for place in stretch]
        lower = [(middles[place], scale.at(points[place].low or 0)) for place in stretch]
        if len(stretch) == 1:
            (x, top), (_, bottom) = upper[0], lower[0]
            sheet.line(x, top, x, bottom, look.faint)
            continue
        sheet.area([*upper, *reversed(lower)], look.tint)
        sheet.path(upper, look.faint, look.hair)
        sheet.path(lower, look.faint, look.hair)
    last = max((place for place, point in enumerate(points) if point.value is not None), default=0)
    named = (("最高", points[last].high), ("平均", points[last].value), ("最低", points[last].low))
    heights = _apart([scale.at(value or 0) for _, value in named], look.size)
    for (name, _), height in zip(named, heights, strict=True):
        sheet.text(right + 0.4 * look.size, height, name, size=SMALL * look.size, colour=look.faint)


def _apart(heights: list[float], least: float) -> list[float]:
    """Heights from the top down, pushed so far from the middle one that no two are nearer than `least`."""
    upper, middle, lower = heights
    return [min(upper, middle - least), middle, max(lower, middle + least)]


def _stretches(points: Sequence[Point]) -> list[list[int]]:
    """The places of points that follow each other without a gap."""
    found: list[list[int]] = [[]]
    for place, point in enumerate(points):
        if point.value is not None:
            found[-1].append(place)
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


# ── bars and ranges ───────────────────────────────────────────────────────────────────────────────


def _draw_bars(sheet: Sheet, figure: Bars) -> Iterator[Spot]:
    look, size, small = sheet.look, sheet.look.size, SMALL * sheet.look.size
    names = [each.name for each in figure.bars]
    values = [show_points(each.points) for each in figure.bars]
    gap = 0.5 * size
    after = [
        sheet.measure(value) + sheet.measure(bar.note, small) for value, bar in zip(values, figure.bars, strict=True)
    ]
    left = min(max(map(sheet.measure, names)), 0.42 * sheet.wide) + 2 * gap
    right = max(sheet.wide - max(after) - 4 * gap, left + size)
    scale = Scale(0, max(each.points for each in figure.bars), left, right)
    row = (sheet.high - 0.6 * size) / len(names)
    for place, (bar, value) in enumerate(zip(figure.bars, values, strict=True)):
        middle, stop = 0.3 * size + (place + 0.5) * row, scale.at(bar.points)
        sheet.text(left - gap, middle, sheet.fitted(bar.name, left - 2 * gap), 1)
        sheet.bar(left, middle - 0.45 * size, stop, middle + 0.45 * size, look.accent)
        sheet.text(stop + gap, middle, value)
        sheet.text(stop + 2 * gap + sheet.measure(value), middle, bar.note, size=small, colour=look.faint)
        yield Spot(0, middle - row / 2, sheet.wide, middle + row / 2, stop, middle)
    sheet.line(left, 0, left, sheet.high - 1, look.faint)


def _draw_ranges(sheet: Sheet, figure: Ranges) -> Iterator[Spot]:
    look, size, small = sheet.look, sheet.look.size, SMALL * sheet.look.size
    names = min(max(sheet.measure(each.label) for each in figure.ranges), 0.3 * sheet.wide) + 0.5 * size
    people = max(sheet.measure(f"{each.people}人", small) for each in figure.ranges)
    means = sheet.wide - people - 0.8 * size
    roomy = sheet.wide > _ROOMY * size
    figures = sheet.measure("100.00", small) if roomy else 0
    left, right = names + 1.4 * size, means - sheet.measure("100.00") - figures - 1.6 * size
    top, bottom = 1.8 * size, sheet.high - 1.8 * size
    low = _lowest([figure.lowest], figure.floors)
    scale = Scale(low, FULL, left, right)
    told: list[tuple[float, float]] = []
    for floor in (*figure.floors, Floor("", FULL), Floor("", low)):
        x, name = scale.at(floor.points), _floor_name(floor) if roomy else show_points(floor.points)
        half = sheet.measure(name, small) / 2
        sheet.line(x, top, x, bottom, look.line, dashed=bool(floor.name))
        if all(abs(x - other) > half + wide + 0.3 * size for other, wide in told):
            sheet.text(x, top - 0.9 * size, name, 0.5, size=small, colour=look.faint)
            told.append((x, half))
    x = scale.at(figure.mean)
    sheet.line(x, top, x, bottom, look.accent)
    sheet.text(x, bottom + 0.9 * size, f"全镇 {show_score(figure.mean)}", 0.5, size=small, colour=look.accent)
    row = (bottom - top) / len(figure.ranges)
    for place, each in enumerate(figure.ranges):
        middle, first, last = top + (place + 0.5) * row, scale.at(each.low), scale.at(each.high)
        sheet.text(names, middle, sheet.fitted(each.label, names - 0.3 * size), 1)
        sheet.line(first, middle, last, middle, look.text)
        for end in (first, last):
            sheet.line(end, middle - 0.3 * size, end, middle + 0.3 * size, look.text)
        sheet.dot(scale.at(each.mean), middle, 0.3 * size)
        if roomy:
            sheet.note(first - 0.4 * size, middle, show_score(each.low), 1, look.faint, look.ground)
            sheet.note(last + 0.4 * size, middle, show_score(each.high), 0, look.faint, look.ground)
        sheet.text(means, middle, show_score(each.mean), 1)
        sheet.text(sheet.wide - 0.2 * size, middle, f"{each.people}人", 1, size=small, colour=look.faint)
        yield Spot(0, middle - row / 2, sheet.wide, middle + row / 2, scale.at(each.mean), middle)


# ── a map of weeks ────────────────────────────────────────────────────────────────────────────────


def _draw_weeks(sheet: Sheet, figure: WeekMap) -> Iterator[Spot]:
    """Cells that are filled as far as they are typed; the numbers say what is missing."""
    look, size, small = sheet.look, sheet.look.size, SMALL * sheet.look.size
    left = min(max(sheet.measure(each.label) for each in figure.villages), 0.3 * sheet.wide) + 0.9 * size
    step, top = (sheet.wide - left - 1) / len(figure.names), 2 * size
    whole = all(sheet.measure(name, small) < step for name in figure.names)
    for place, name in enumerate(figure.names):
        shown = name if whole else name.strip("第周")
        sheet.text(left + (place + 0.5) * step, size, shown, 0.5, size=small, colour=look.faint)
    row = (sheet.high - top - 0.2 * size) / len(figure.villages)
    for place, village in enumerate(figure.villages):
        above, below = top + place * row, top + (place + 1) * row
        sheet.text(left - 0.6 * size, above + row / 2, sheet.fitted(village.label, left - 0.9 * size), 1)
        for number, (typed, expected) in enumerate(village.weeks):
            first, last = left + number * step, left + (number + 1) * step
            if expected:
                sheet.bar(first, below - row * typed / expected, last, below, look.tint)
                sheet.text((first + last) / 2, above + row / 2, week_text(typed, expected), 0.5)
        yield Spot(0, above, sheet.wide, below, left, above + row / 2)
    for number in range(len(figure.names) + 1):
        sheet.line(left + number * step, top, left + number * step, top + len(figure.villages) * row, look.line)
    for number in range(len(figure.villages) + 1):
        sheet.line(left, top + number * row, sheet.wide - 1, top + number * row, look.line)
