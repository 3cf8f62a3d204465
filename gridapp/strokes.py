"""Sorting people by the strokes of their names (姓氏笔画排序), as rosters of offices are.

The counts are Unicode's (Unihan, kTotalStrokes): resources/strokes holds them with their licence.
"""

import unicodedata
from functools import cache

from gridapp.resources import resource

_PER_LINE = 64
_UNKNOWN = 99
"""What has no strokes (letters, a dot) stands behind all that has."""


def strokes(character: str) -> int:
    """How many strokes a Han character has; 0 for what is none."""
    line = _table().get(ord(character) // _PER_LINE, "")
    place = 2 * (ord(character) % _PER_LINE)
    return int(line[place : place + 2] or 0)


def stroke_key(name: str) -> tuple[tuple[int, str], ...]:
    """A sort key, character by character: strokes, then code point.

    So fewer strokes of the surname come first, people of one surname stand together in the order of their next
    character, and surnames of equally many strokes come in the order of their radicals, as Unicode has them.
    """
    return tuple((strokes(character) or _UNKNOWN, character) for character in unicodedata.normalize("NFKC", name))


@cache
def _table() -> dict[int, str]:
    """The lines of the file by their place, read when somebody first sorts."""
    lines = resource("strokes/strokes.txt").read_text(encoding="utf-8").splitlines()
    split = (line.split() for line in lines if not line.startswith("#"))
    return {int(start, 16) // _PER_LINE: digits for start, digits in split}
