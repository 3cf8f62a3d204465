"""Breaking text into lines as Chinese is set (GB/T 15834-2011, 5.1: which marks may not begin or end a line)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gridapp.prints.fonts import Face, Run, runs, width

_OPENING = "（《〈“‘【〔「『〖｛［([{￥¥"
_CLOSING = "。，、；：？！）》〉”’】〕」』〗｝］·～…—％‰℃,.;:?!)]}%"

# What stays on one line: a word, a number with 分 or 元, or one Chinese character, with the marks that cling to it
_WORD = r"[^\W\u2e80-\U0003ffff]+"
_ATOM = re.compile(
    rf"\s+|(?=\S)[{re.escape(_OPENING)}]*"
    rf"(?:{_WORD}(?:[-–+./:,'@&#_%]{_WORD})*(?:(?<=\d)[分元])?|[^\s{re.escape(_OPENING + _CLOSING)}])?"
    rf"[{re.escape(_CLOSING)}]*"
)


class Line(NamedTuple):
    """A line as it is printed. `width` is in thousandths of the font size; `last`: a paragraph ends with it."""

    runs: tuple[Run, ...]
    width: float
    last: bool = True

    @property
    def characters(self) -> int:
        return sum(len(run.text) for run in self.runs)


@lru_cache(maxsize=1 << 14)
def wrap(text: str, face: Face, room: float, indent: float = 0) -> tuple[Line, ...]:
    """The lines of a text in a column `room` wide, each paragraph's first `indent` narrower.

    Both are in thousandths of the font size. A line break in the text begins a paragraph. A line ends between
    any two Chinese characters, but not within a word or number, not before a closing mark and not after an
    opening one; only what is wider than the whole line is cut anywhere. Raises MissingGlyphs.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(text):
        pieces = list(_broken(paragraph, face, room, indent))
        lines += [_line(piece, face, False) for piece in pieces[:-1]] + [_line(pieces[-1], face, True)]
    return tuple(lines)


@lru_cache(maxsize=1 << 14)
def balance(text: str, face: Face, room: float) -> tuple[Line, ...]:
    """The lines of a title or centred text: no more than `wrap` gives, but much of a width or ending with marks."""
    return tuple(line for paragraph in _paragraphs(text) for line in _balanced(paragraph, face, room))


def _balanced(paragraph: str, face: Face, room: float) -> tuple[Line, ...]:
    lines = wrap(paragraph, face, room)
    if len(lines) == 1:
        return lines
    widest = max(width(atom, face) for atom in _ATOM.findall(paragraph))  # a narrower line would cut words
    first = max(widest, width(paragraph, face) / len(lines))
    tries = [wrap(paragraph, face, first + step * 250) for step in range(int((room - first) / 250) + 1)]
    as_few = [found for found in (*tries, lines) if len(found) == len(lines)]
    return next((found for found in as_few if all(map(_ends_with_mark, found[:-1]))), as_few[0])


def _paragraphs(text: str) -> list[str]:
    return text.replace("\r", "").replace("\t", " ").split("\n")


def _ends_with_mark(line: Line) -> bool:
    return line.runs[-1].text[-1] in _CLOSING


def _line(text: str, face: Face, last: bool) -> Line:
    text = text.rstrip()
    return Line(runs(text, face), width(text, face), last)


def _broken(paragraph: str, face: Face, room: float, indent: float) -> Iterator[str]:
    left = room - indent
    if width(paragraph, face) <= left:
        yield paragraph
        return
    line = ""
    for atom in _ATOM.findall(paragraph):
        hangs = atom.isspace()  # blanks at the end of a line print nothing
        if not hangs and width(atom, face) > left and line.strip():
            yield line
            line, left = "", room
        while len(atom) > 1 and not hangs and width(atom, face) > left:
            cut = _fitting(atom, face, left)
            yield line + atom[:cut]
            line, atom, left = "", atom[cut:], room
        line += atom
        left -= width(atom, face)
    yield line


def _fitting(word: str, face: Face, room: float) -> int:
    """How many characters of a word that is too wide fit, one at least."""
    return next(count for count in range(1, len(word)) if width(word[: count + 1], face) > room)
