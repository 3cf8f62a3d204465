"""The three fonts of the prints: which character comes from which, and how wide a text is.

reportlab is imported when the first font is loaded, and each font when the first text needs it (0.1 s).
"""

import unicodedata
from collections.abc import Iterable
from enum import Enum
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from gridapp.errors import OfficeError
from gridapp.resources import resource

if TYPE_CHECKING:
    from gridapp.prints.truetype import EmbeddedFont


class Face(Enum):
    """A font by its role on official paper (GB/T 9704), with its file. resources/fonts/README.md has more."""

    SONG = "NotoSerifSC-Bold.ttf"  # titles, in place of 小标宋
    HEI = "NotoSansSC-Regular.ttf"  # tables and small print
    KAI = "LXGWWenKai-Regular.ttf"  # running text, in place of 仿宋, for which there is no free font


_FALLBACKS = (Face.KAI, Face.HEI)  # KAI has the rare names (𠮷), HEI the rest of Ext A (㐂)


class Typeface(NamedTuple):
    """A loaded font. `widths` gives each of its characters' advance in thousandths of the font size."""

    font: "EmbeddedFont"
    widths: dict[str, float]


class Run(NamedTuple):
    """A piece of text that one font has every character of."""

    face: Face
    text: str


class MissingGlyphs(OfficeError):
    """Characters that no font has. `texts` gives for each the texts that it stands in."""

    def __init__(self, texts: dict[str, list[str]]) -> None:
        self.texts = texts
        named = "；".join(_named(char, found) for char, found in texts.items())
        super().__init__(f"以下字符没有可用的字体，未打印：{named}。请核对是否录错，或改用字库中有的字。")


def _named(char: str, texts: list[str]) -> str:
    shown = "无法显示的字符" if unicodedata.category(char)[0] in "CMZ" else f"“{char}”"
    places = "、".join(f"“{_around(char, text)}”" for text in texts[:3])
    return f"{shown}（U+{ord(char):04X}，见{places}{'等' if len(texts) > 3 else ''}）"


def _around(char: str, text: str) -> str:
    """The text, or what of a long one stands around the character."""
    text = text.replace("\n", " ")
    if len(text) <= 30:
        return text
    start = max(0, text.index(char) - 15)
    return ("…" if start else "") + text[start : start + 30] + ("…" if start + 30 < len(text) else "")


@cache
def typeface(face: Face) -> Typeface:
    """The font, loaded when it is first wanted."""
    with _LOADING:  # two threads may want it at once: there has to be one of it, or a document has it twice
        if face not in _LOADED:
            _LOADED[face] = _load(face)
        return _LOADED[face]


_LOADING = Lock()
_LOADED: dict[Face, Typeface] = {}


def _load(face: Face) -> Typeface:
    """Loads the font and makes it known to reportlab under the face's name."""
    from reportlab.pdfbase.pdfmetrics import registerFont

    from gridapp.prints.truetype import EmbeddedFont

    # asciiReadable would embed the whole of ASCII with every font, even with the fallback for one name
    font = EmbeddedFont(face.name, str(resource(f"fonts/{face.value}")), asciiReadable=False)
    registerFont(font)
    widths = font.face.charWidths
    return Typeface(font, dict(zip(map(chr, widths), widths.values(), strict=True)))


def check(texts: Iterable[str]) -> None:
    """Raises MissingGlyphs, naming all characters that cannot be printed, if there are any in the texts."""
    texts = dict.fromkeys(texts)
    missing = set().union(*texts) - set("\n\r\t")
    for face in (Face.HEI, Face.KAI):
        if missing:  # so that KAI is only loaded for a text that needs it
            missing -= typeface(face).widths.keys()
    if missing:
        raise MissingGlyphs({char: [text for text in texts if char in text] for char in sorted(missing)})


@lru_cache(maxsize=1 << 14)
def runs(text: str, face: Face) -> tuple[Run, ...]:
    """The text cut where the font changes. Raises MissingGlyphs."""
    if typeface(face).widths.keys() >= set(text):
        return (Run(face, text),) if text else ()
    found: list[Run] = []
    for char in text:
        place = _face_of(char, face, text)
        if found and found[-1].face is place:
            found[-1] = Run(place, found[-1].text + char)
        else:
            found.append(Run(place, char))
    return tuple(found)


def _face_of(char: str, face: Face, text: str) -> Face:
    for each in (face, *_FALLBACKS):
        if char in typeface(each).widths:
            return each
    raise MissingGlyphs({char: [text]})


def width(text: str, face: Face) -> float:
    """The width of a text set in one line, in thousandths of the font size. Raises MissingGlyphs.

    reportlab's stringWidth is far slower: it looks the font up and decodes for every call.
    """
    try:
        return sum(map(typeface(face).widths.__getitem__, text))
    except KeyError:
        return sum(width(run.text, run.face) for run in runs(text, face))
