"""Figures drawn: what stands where, read back from the SVG; how they look on paper is held by the goldens."""

import re
from xml.etree import ElementTree

import pytest

from gridapp.charts.figures import Bar, Bars, Figure, Floor, Point, Range, Ranges, Trend, VillageWeeks, WeekMap
from gridapp.prints.drawing import Spot, as_svg, draw, natural_height
from gridapp.prints.shapes import PAPER, Look

LOOK = Look("#111111", "#222222", "#333333", "#1f6268", "#eeeeee", "#ffffff", 10)
FLOORS = (Floor("优秀", 9000), Floor("合格", 7000))
SVG = "{http://www.w3.org/2000/svg}"
ACCENT, GROUND = "rgb(12%,38%,40%)", "rgb(100%,100%,100%)"


def point(value: int | None, **more: object) -> Point:
    return Point("2019年第二季度", "二季度", "", value, **more)  # type: ignore[arg-type]


TREND = Trend("总分", (point(8000), point(None), point(9120), point(8800, settled=False)), FLOORS)
BAND = Trend("总分", (point(8000, low=7000, high=9000), point(8500, low=7500, high=9900)), FLOORS, many=True)
BARS = Bars(
    "扣分", (Bar("6a", "民情日志不足", 400, "3人"), Bar("1a", "信息采集不全、不准确或未录入平台", 50, "1人")), "人数"
)
RANGES = Ranges(
    "各村", (Range("东沟村", 8000, 9000, 9900, 3), Range("西湾村", 6000, 7000, 8000, 2)), FLOORS, mean=8200, lowest=6000
)


WEEKS = WeekMap("各周", ("第40周", "第41周", "第42周"), (VillageWeeks("东沟村", ((6, 6), (3, 6), (0, 0))),))


class Seen:
    """A figure's SVG, read."""

    def __init__(self, figure: Figure, wide: int = 600, look: Look = LOOK) -> None:
        drawn = draw(figure, wide, round(natural_height(figure, look.size)), look)
        self.spots = drawn.spots
        self.root = ElementTree.fromstring(as_svg(drawn.drawing, "Noto Sans SC"))
        self.texts = [each.text for each in self.root.iter(f"{SVG}text")]

    def all(self, tag: str, style: str) -> list[ElementTree.Element]:
        return [each for each in self.root.iter(f"{SVG}{tag}") if style in each.attrib["style"]]

    def left_of(self, text: str) -> float:
        return next(float(each.attrib["x"]) for each in self.root.iter(f"{SVG}text") if each.text == text)


def inside(spot: Spot, x: float, y: float) -> bool:
    return spot.left <= x <= spot.right and spot.top <= y <= spot.bottom


def test_a_line_names_its_values_quarters_and_grades() -> None:
    assert set(Seen(TREND).texts) == {"80.00", "91.20", "88.00", "二季度", "优秀 90", "合格 70", "100", "60"}


def test_values_stand_at_heights_in_proportion() -> None:
    low, _, high, last = Seen(TREND).spots
    assert (low.y - last.y) / (low.y - high.y) == pytest.approx(8 / 11.2)
    assert all(inside(spot, spot.x, spot.y) for spot in (low, high, last))


def test_a_gap_parts_the_line_and_what_is_open_is_hollow() -> None:
    seen = Seen(TREND)
    lines = [path.attrib["d"] for path in seen.all("path", f"stroke: {ACCENT}")]
    assert [path.count("L") for path in lines] == [1]  # of the last two alone
    dots = [ACCENT in re.findall("fill: ([^;]+)", dot.attrib["style"]) for dot in seen.root.iter(f"{SVG}circle")]
    assert dots == [True, True, False]


def test_a_floor_is_dashed_and_nothing_is_drawn_back_to_its_start() -> None:
    seen = Seen(TREND)
    assert len(seen.all("path", "stroke-dasharray: 3, 2")) == len(FLOORS)
    assert not any("Z" in path.attrib["d"] for path in seen.root.iter(f"{SVG}path"))


def test_nothing_is_filled_with_black() -> None:
    for figure in (TREND, BAND, BARS, RANGES, WEEKS):
        for tag in ("path", "rect", "polygon", "circle"):
            styles = [each.attrib["style"] for each in Seen(figure).root.iter(f"{SVG}{tag}")]
            assert all("fill: " in style and "fill: rgb(0%,0%,0%)" not in style for style in styles), tag


def test_a_band_is_named_at_its_right() -> None:
    seen = Seen(BAND)
    assert {"最高", "平均", "最低"} <= set(seen.texts)
    assert len(seen.all("polygon", "rgb(93%,93%,93%)")) == 1
    assert seen.left_of("最高") > seen.spots[-1].x


def test_in_little_room_a_quarter_is_one_character_and_values_are_left_out() -> None:
    narrow = Trend("总分", tuple(point(8000 + each) for each in range(8)), FLOORS)
    assert {"二", "优秀 90"} <= set(Seen(narrow, wide=200).texts)
    assert "80.01" not in Seen(narrow, wide=200).texts
    assert {"二季度", "80.01"} <= set(Seen(narrow, wide=600).texts)


def test_bars_are_as_long_as_their_points() -> None:
    seen = Seen(BARS)
    longer, shorter = (float(bar.attrib["width"]) for bar in seen.all("rect", f"fill: {ACCENT}"))
    assert longer / shorter == pytest.approx(8)
    assert {"6a 民情日志不足", "4", "3人", "0.5", "1人"} <= set(seen.texts)


def test_a_name_too_long_for_its_column_is_cut() -> None:
    assert "1a 信息采集不全、不准确或未录入平台" in Seen(BARS).texts
    assert any(text and text.startswith("1a 信息") and text.endswith("…") for text in Seen(BARS, wide=240).texts)


def test_a_village_s_range_names_its_ends_its_mean_and_the_people() -> None:
    seen = Seen(RANGES)
    assert {"东沟村", "80.00", "90.00", "99.00", "3人", "全镇 82.00", "60"} - set(seen.texts) == {"60"}
    first, second = seen.spots
    assert first.bottom == second.top
    assert first.x > second.x


def test_a_part_of_the_villages_keeps_the_scale_of_all() -> None:
    whole, part = Seen(RANGES), Seen(RANGES.parts(1)[0])
    assert part.spots[0].x == pytest.approx(whole.spots[0].x)


def test_a_figure_without_marks_is_blank() -> None:
    assert Seen(BARS._replace(bars=())).texts == []
    assert Seen(TREND._replace(points=(point(None),))).spots == ()


def test_a_rare_name_is_drawn_with_the_font_that_has_it() -> None:
    drawn = draw(RANGES._replace(ranges=(Range("𠮷村", 8000, 9000, 9900, 3),)), 400, 60, PAPER)
    fonts = {shape.text: shape.fontName for shape in drawn.drawing.contents if hasattr(shape, "text")}
    assert (fonts["𠮷"], fonts["村"]) == ("KAI", "HEI")


def test_a_week_is_filled_as_far_as_it_is_typed_and_says_what_is_missing() -> None:
    seen = Seen(WEEKS)
    full, half = (float(bar.attrib["height"]) for bar in seen.all("rect", "rgb(93%,93%,93%)"))
    assert full == pytest.approx(2 * half)
    assert seen.texts == ["第40周", "第41周", "第42周", "东沟村", "✓", "3"]
    assert {"40", "41", "42"} <= set(Seen(WEEKS, wide=120).texts)
