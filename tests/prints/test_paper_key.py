"""应急密钥单: the paper key as it lies in the safe."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from gridapp.passwords import new_keyring, read_paper_key, show_paper_key
from gridapp.prints.blocks import Paragraph
from gridapp.prints.layout import lay_out
from gridapp.prints.paper_key import paper_key_sheet
from tests.prints import goldens

Read = Callable[..., list[str]]
KEY = goldens.PAPER_KEY


def test_the_key_on_paper_opens_what_it_was_made_for(read: Read) -> None:
    _, paper = new_keyring("王敏", "huaishu xia 3 tiao lu", None)
    (page,) = read([paper_key_sheet(KEY._replace(paper=paper))])
    start = page.index("应急密钥", page.index("台账.gridapp")) + len("应急密钥")
    assert show_paper_key(read_paper_key(page[start : start + 28])) == paper


def test_it_says_whose_it_is_and_that_nobody_can_help_without(read: Read) -> None:
    (page,) = read([paper_key_sheet(KEY)])
    for told in ("青川镇", "青川镇网格员考核台账.gridapp", "2026年3月2日", "忘记密码", "保险柜", "接收人"):
        assert told in page
    assert "任何人都打不开，包括本程序的作者" in page
    (plain,) = read([paper_key_sheet(KEY._replace(encrypted=False))])
    assert "任何人都打不开" not in plain


def test_the_key_stands_in_no_other_place_of_the_document() -> None:
    document = paper_key_sheet(KEY)
    shown = [block.text for block in document.blocks if isinstance(block, Paragraph) and KEY.groups[0] in block.text]
    assert len(shown) == 1
    assert not any(group in document.number + document.title for group in KEY.groups)


@pytest.mark.parametrize("township", ["青川镇", "内蒙古自治区呼伦贝尔市鄂伦春自治旗大杨树镇人民政府"])
def test_it_stays_one_page(township: str) -> None:
    key = KEY._replace(township=township, file=f"{township}网格员考核台账.gridapp")
    assert len(lay_out(paper_key_sheet(key))) == 1


def test_the_sheet_looks_as_it_did(
    tmp_path: Path, copied: Callable[[Path], list[str]], pictured: Callable[[Path, int], Image.Image]
) -> None:
    golden, made = goldens.FOLDER / "paper_key_sheet.pdf", goldens.make_paper_key(tmp_path)
    assert copied(made) == copied(golden)
    assert ImageChops.difference(pictured(made, 0), pictured(golden, 0)).getbbox() is None


def test_a_sheet_is_of_its_day() -> None:
    assert paper_key_sheet(KEY._replace(day=date(2026, 12, 1))).number == "YJ-20261201"
