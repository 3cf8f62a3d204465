"""快速卡片: the two pages on the wall."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PIL import Image

from gridapp.prints.blocks import texts
from gridapp.prints.layout import lay_out
from gridapp.prints.quick_card import quick_card

CARD = quick_card(date(2019, 12, 18))


def test_the_card_has_a_front_and_a_back(read: Callable[..., list[str]]) -> None:
    front, back = read([CARD])

    assert front.startswith("网格员考核快速卡片")
    for part in ("每天", "每周", "每月", "季度末", "首页", "退回录入", "第1页共2页"):
        assert part in front
    for part in ("按键", "Ctrl+Z", "出了问题", "没有保存", "找谁", "电话", "第2页共2页"):
        assert part in back


def test_every_word_of_it_is_on_paper(read: Callable[..., list[str]]) -> None:
    printed = "".join(read([CARD]))

    assert [each for each in texts(CARD.blocks) if "".join(each.split()) not in printed] == []


def test_it_is_large_enough_to_be_read_from_the_wall_and_no_page_is_crowded() -> None:
    for page, least in zip(lay_out(CARD), (14, 12), strict=True):
        told = [(bottom, size) for _, bottom, size, _, _ in page.lines if bottom < page.bottom]
        assert min(size for _, size in told) >= least
        lowest = max(bottom for *_, bottom in page.rules[0.96])
        assert 0.85 < lowest / page.bottom <= 1


def test_lines_are_left_to_write_on(printed: Callable[..., Path], pictured: Callable[..., Image.Image]) -> None:
    """The lowest rows of the back are empty to the right of what they ask."""
    page = lay_out(CARD)[1]
    picture = pictured(printed(CARD), 1)
    scale = 150 / 72
    bottom = max(bottom for *_, bottom in page.rules[0.96])
    left, right = (page.left + 55 * 72 / 25.4) * scale, (page.left + 120 * 72 / 25.4) * scale
    cell = picture.crop((round(left), round((bottom - 20) * scale), round(right), round((bottom - 3) * scale)))
    assert cell.getextrema()[0] > 250
