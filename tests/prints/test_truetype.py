"""The map by which text is copied from a PDF."""

import re

from gridapp.prints.truetype import to_unicode


def test_a_character_above_the_first_plane_is_a_surrogate_pair() -> None:
    cmap = to_unicode({1: ord("张"), 2: ord("𠮷")})

    assert "2 beginbfchar\n<01> <5f20>\n<02> <d842dfb7>\nendbfchar" in cmap


def test_no_block_has_more_than_a_hundred_entries() -> None:
    cmap = to_unicode({code: 0x4E00 + code for code in range(256)})

    assert re.findall(r"(\d+) beginbfchar", cmap) == ["100", "100", "56"]
    assert len(re.findall(r"^<..> <....>$", cmap, re.MULTILINE)) == 256
