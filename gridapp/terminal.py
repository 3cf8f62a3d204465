"""The command line's face: Chinese answers of click, and tables for a terminal."""

import gettext
import os
import sys
import unicodedata
from collections.abc import Sequence

from gridapp.resources import resource


def speak_chinese() -> None:
    """Let click say its own messages in Chinese, whatever the machine's locale, and write UTF-8 everywhere."""
    gettext.bindtextdomain("messages", resource("locale"))
    os.environ["LANGUAGE"] = "zh_CN"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns that line up in a terminal, where a Chinese character takes two places."""
    widths = [max(map(_width, column)) for column in zip(header, *rows, strict=True)]
    return "\n".join("  ".join(map(_padded, row, widths)).rstrip() for row in (header, *rows))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
