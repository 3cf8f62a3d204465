"""Documents written to real files, and read again with the PDF engine that the window shows them with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from gridapp.prints.blocks import Document
from gridapp.prints.pdf import write


@pytest.fixture
def printed(tmp_path: Path) -> Callable[..., Path]:
    def to_file(*documents: Document) -> Path:
        path = tmp_path / "打印.pdf"
        write(documents, path, title="考核表", author="某镇网格办")
        return path

    return to_file


@pytest.fixture
def copied() -> Callable[[Path], list[str]]:
    """The text of each page, as a person copies it from a viewer."""

    def from_file(path: Path) -> list[str]:
        document = _opened(path)
        return [document.getAllText(page).text() for page in range(document.pageCount())]

    return from_file


@pytest.fixture
def read(printed: Callable[..., Path], copied: Callable[[Path], list[str]]) -> Callable[..., list[str]]:
    """What a reader finds on each page of the documents, without the blanks and line ends."""

    def of(documents: list[Document]) -> list[str]:
        return ["".join(page.split()) for page in copied(printed(*documents))]

    return of


@pytest.fixture
def pictured() -> Callable[[Path, int], Image.Image]:
    """A page on white paper, 150 dots per inch, in grey."""

    def from_file(path: Path, page: int) -> Image.Image:
        document = _opened(path)
        size = document.pagePointSize(page) * (150 / 72)
        drawn = document.render(page, QSize(round(size.width()), round(size.height())))
        drawn = drawn.convertToFormat(QImage.Format.Format_RGBA8888)
        ink = Image.frombytes("RGBA", (drawn.width(), drawn.height()), bytes(drawn.constBits()))
        return Image.alpha_composite(Image.new("RGBA", ink.size, "white"), ink).convert("L")

    return from_file


def _opened(path: Path) -> QPdfDocument:
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    return document
