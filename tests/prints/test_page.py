"""What stands on every page."""

from datetime import date

import msgspec
import pytest

from gridapp.prints.blocks import Document, Paper, Paragraph
from gridapp.prints.layout import lay_out
from gridapp.prints.page import MM, THICK, Page

LETTER = Document(
    title="考核结果公示",
    blocks=(Paragraph("一" * 2000),),
    number="GS-2019Q3",
    drawn_up=date(2019, 10, 8),
    digest="0123456789ABCDEF",
)


def texts(page: Page) -> list[str]:
    return ["".join(run.text for run in runs) for _, _, _, runs, _ in page.lines]


def test_the_foot_has_number_page_and_date() -> None:
    pages = lay_out(LETTER)

    assert len(pages) == 3
    for place, page in enumerate(pages, 1):
        assert texts(page)[-3:] == ["编号：GS-2019Q3", f"第 {place} 页 共 3 页", "制表日期：2019年10月8日"]


def test_a_reprint_differs_by_its_mark_alone() -> None:
    first, again = lay_out(LETTER)[0], lay_out(msgspec.structs.replace(LETTER, mark="补打（第2次）"))[0]

    assert texts(again) == [*texts(first)[:-3], "编号：GS-2019Q3　补打（第2次）", *texts(first)[-2:]]
    assert [line[:2] for line in again.lines] == [line[:2] for line in first.lines]


def test_further_pages_repeat_the_title_small() -> None:
    first, second, _ = lay_out(LETTER)

    assert (texts(first)[0], first.lines[0][2]) == ("考核结果公示", 20)
    assert (texts(second)[0], second.lines[0][2]) == ("考核结果公示（续）", 10.5)


def test_a_title_too_long_for_the_further_pages_is_cut() -> None:
    _, second, _ = lay_out(msgspec.structs.replace(LETTER, title="关于对网格员给予通报批评的通报" * 5))

    assert texts(second)[0].endswith("…（续）")
    x, _, size, runs, _ = second.lines[0]
    assert x >= second.left
    assert x + sum(len(run.text) for run in runs) * size <= second.right + 1


def test_the_code_stands_on_the_first_page_at_the_right() -> None:
    first, second, _ = lay_out(LETTER)

    assert first.code
    x, y, side, content = first.code
    assert content == "GS-2019Q3 0123456789ABCDEF"
    assert (x + side, y) == (first.right, first.top)
    assert second.code is None


def test_a_blank_form_has_no_code() -> None:
    assert lay_out(msgspec.structs.replace(LETTER, digest=""))[0].code is None


@pytest.mark.parametrize(
    ("title", "sizes", "lines"),
    [
        ("2019年第三季度网格员量化考核表", [20], ["2019年第三季度网格员量化考核表"]),
        ("某某镇2019年第三季度网格员考核结果公示", [18], ["某某镇2019年第三季度网格员考核结果公示"]),
        (
            "某某镇人民政府2019年第三季度网格员考核结果公示",
            [18, 18],
            ["某某镇人民政府2019年第", "三季度网格员考核结果公示"],
        ),
        ("某某镇人民政府\n2019年第三季度考核结果公示", [20, 20], ["某某镇人民政府", "2019年第三季度考核结果公示"]),
    ],
)
def test_a_long_title_is_set_smaller_then_on_two_lines(title: str, sizes: list[float], lines: list[str]) -> None:
    page = lay_out(msgspec.structs.replace(LETTER, title=title))[0]

    assert texts(page)[: len(lines)] == lines
    assert [line[2] for line in page.lines[: len(lines)]] == sizes


@pytest.mark.parametrize("paper", Paper)
def test_margins_leave_room_to_bind(paper: Paper) -> None:
    for page in lay_out(msgspec.structs.replace(LETTER, paper=paper)):
        width, height = page.size

        assert page.left - THICK >= 20 * MM
        assert page.top >= (20 if paper is Paper.LANDSCAPE else 15) * MM
        assert width - page.right - THICK >= 15 * MM
        assert max(y for _, y, *_ in page.lines) <= height - 15 * MM


def test_each_paragraph_is_indented_by_two_characters() -> None:
    page = lay_out(msgspec.structs.replace(LETTER, blocks=(Paragraph("一" * 40 + "\n" + "二" * 40),)))[0]
    body = [(runs[0].text[0], (x - page.left) / 16) for x, _, _, runs, _ in page.lines[1:-3]]

    assert body == [("一", 2), ("一", 0), ("二", 2), ("二", 0)]


def test_running_text_is_spread_to_both_edges_but_for_the_last_line() -> None:
    page = lay_out(msgspec.structs.replace(LETTER, blocks=(Paragraph("一2" * 40),)))[0]
    _, *body, last = page.lines[:-3]

    for x, _, size, runs, spread in body:
        text = "".join(run.text for run in runs)
        natural = (text.count("一") * 1000 + text.count("2") * 600) * size / 1000
        assert x + natural + spread * (len(text) - 1) == pytest.approx(page.right)
    assert last[4] == 0
