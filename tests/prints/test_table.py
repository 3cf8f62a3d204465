"""Cells and the lines around them."""

import pytest

from gridapp.prints.blocks import Align, Aligned, Column, Merge, Paper, Table
from gridapp.prints.page import MM, THICK, THIN, Page
from gridapp.prints.table import Grid, header

ABOVE, LEFT = Merge.ABOVE, Merge.LEFT
COLUMNS = (Column("项目", 20), Column("标准", 40, Align.LEFT), Column("扣分", 20, Align.RIGHT))


def grid(*columns: Column, least_height: float = 7) -> Grid:
    return Grid(Table(columns or COLUMNS, (), least_height=least_height), 0, 80 * MM)


def ruled(rows: tuple[tuple[str | Merge, ...], ...]) -> set[tuple[float, float, float, float]]:
    """The thin lines in mm, for rows of 10 mm below each other."""
    page = Page(Paper.PORTRAIT)
    table = grid(least_height=10)
    table.draw_rules(page, [table.measure(rows)], 0)
    return {tuple(round(place / MM, 2) for place in rule) for rule in page.rules[THIN]}  # type: ignore[misc]


def test_lines_run_between_all_cells() -> None:
    assert ruled((("甲", "乙", "丙"), ("丁", "戊", "己"))) == {(0, 10, 80, 10), (20, 0, 20, 20), (60, 0, 60, 20)}


def test_no_line_runs_through_a_cell_of_several_rows() -> None:
    assert ruled((("甲", "乙", "丙"), (ABOVE, "戊", "己"))) == {(20, 10, 80, 10), (20, 0, 20, 20), (60, 0, 60, 20)}


def test_no_line_runs_through_a_cell_of_several_columns() -> None:
    assert ruled((("甲", LEFT, "丙"), ("丁", "戊", "己"))) == {(0, 10, 80, 10), (20, 10, 20, 20), (60, 0, 60, 20)}


def test_no_line_runs_through_a_cell_of_several_rows_and_columns() -> None:
    assert ruled((("甲", LEFT, "丙"), (ABOVE, LEFT, "己"))) == {(60, 10, 80, 10), (60, 0, 60, 20)}


def test_the_frame_is_thicker() -> None:
    page = Page(Paper.PORTRAIT)
    table = grid()
    table.draw_rules(page, [table.measure((("甲", "乙", "丙"),))], 0)

    assert len(page.rules[THICK]) == 4


def test_the_tallest_text_makes_the_height_of_a_row() -> None:
    one, two = grid().measure((("甲", "短", "1"),)), grid().measure((("甲", "长" * 30, "1"),))

    assert one.height == pytest.approx(7 * MM)
    assert two.height == pytest.approx(3 * 9 * 1.25 + 4.6)


def test_a_tall_text_over_several_rows_makes_them_all_taller() -> None:
    band = grid().measure((("长" * 30, "乙", "丙"), (ABOVE, "戊", "己")))

    assert band.heights[0] == pytest.approx(band.heights[1])
    assert band.height == pytest.approx(6 * 9 * 1.25 + 4.6)


def test_texts_are_aligned_as_their_columns_but_for_those_that_say_otherwise() -> None:
    page = Page(Paper.PORTRAIT)
    table = grid()
    table.draw_texts(page, table.measure((("甲", "乙", "1.5"), ("合计", LEFT, Aligned("左")))), 0)
    starts = {runs[0].text: x / MM for x, _, _, runs, _ in page.lines}
    em = 9 / MM

    assert starts["甲"] == pytest.approx(10 - em / 2)
    assert starts["乙"] == pytest.approx(20 + 3.2 / MM)
    assert starts["1.5"] + (2 * 0.555 + 0.278) * em == pytest.approx(80 - 3.2 / MM, abs=0.01)
    assert starts["合计"] == pytest.approx(30 - em)
    assert starts["左"] == pytest.approx(60 + 3.2 / MM)


def test_a_header_of_groups_has_two_rows() -> None:
    columns = (
        Column("姓名", 20),
        Column("应发", 20, group="补贴"),
        Column("实发", 20, group="补贴"),
        Column("备注", 20),
    )

    assert header(columns) == (("姓名", "补贴", LEFT, "备注"), (ABOVE, "应发", "实发", ABOVE))
    assert header(COLUMNS) == (("项目", "标准", "扣分"),)


def test_the_flexible_column_takes_what_is_left() -> None:
    found = grid(Column("甲", 15), Column("乙", None), Column("丙", 25)).edges

    assert [edge / MM for edge in found] == pytest.approx([0, 15, 55, 80])


@pytest.mark.parametrize("widths", [(50, 40), (None, None), (78, None)])
def test_columns_that_do_not_fit_the_paper_are_a_mistake(widths: tuple[float | None, ...]) -> None:
    with pytest.raises(ValueError, match="columns"):
        grid(*(Column("甲", width) for width in widths))


def test_small_type_and_rows_of_another_length_are_mistakes() -> None:
    with pytest.raises(ValueError, match="9 points"):
        Table(COLUMNS, (), size=8)
    with pytest.raises(ValueError, match="one entry per column"):
        Table(COLUMNS, (("甲", "乙"),))
