"""Documents to a PDF file: the only place that draws with reportlab."""

import os
import re
import zlib
from collections.abc import Callable, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import segno

from gridapp.errors import UnusableFile
from gridapp.prints.blocks import Document, texts
from gridapp.prints.fonts import Face, Run, check, typeface
from gridapp.prints.layout import lay_out
from gridapp.prints.page import DASH, THIN, Page, PlacedLine, PlacedPicture, plain

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_DOT = 72 / 300  # points
_DARK = re.compile(b"\x01+")


class Pdf(NamedTuple):
    """A PDF file's bytes, how many pages it has, and on which of them (counted from 0) each document begins."""

    content: bytes
    pages: int
    starts: tuple[int, ...]


def write(documents: Sequence[Document], path: Path, *, title: str, author: str) -> int:
    """Writes the documents one after the other into one PDF file, whole or not at all. Returns its page count.

    Raises MissingGlyphs before anything is drawn, and UnusableFile if the file cannot be written.
    """
    pdf = render(documents, title=title, author=author)
    replace(path, pdf.content)
    return pdf.pages


def render(
    documents: Sequence[Document],
    *,
    title: str,
    author: str,
    parts: Sequence[str] = (),
    told: Callable[[int], None] = lambda done: None,
) -> Pdf:
    """Draws the documents one after the other into one PDF.

    Each document is numbered by itself and has an entry in the outline, beneath its chapter, and that beneath
    its part where `parts` names one for each. `told` hears how many are drawn. The same documents give the same
    bytes. Raises MissingGlyphs before anything is drawn.
    """
    check(text for document in documents for text in texts(document))
    canvas = _canvas(documents, title, author)
    pen = _Pen(canvas)
    count, starts = 0, []
    above: Headings = ()
    for number, document in enumerate(documents):
        beneath = tuple(filter(None, (parts[number] if parts else "", document.chapter)))
        _add_to_outline(canvas, number, document, beneath, above)
        above = beneath
        starts.append(count)
        for page in lay_out(document):
            pen.draw(page)
            count += 1
        told(number + 1)
    return Pdf(canvas.getpdfdata(), count, tuple(starts))


Headings = tuple[str, ...]
"""What an entry of the outline stands beneath, from the top."""


def _add_to_outline(canvas: "Canvas", number: int, document: Document, beneath: Headings, above: Headings) -> None:
    """The entry of a document, and of its headings those that are not those of the one `above` already."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(beneath, above, strict=False)))
    entries = [*beneath, document.bookmark or plain(document.title)]
    for level in range(shared, len(entries)):
        canvas.bookmarkPage(f"{number}.{level}")
        canvas.addOutlineEntry(entries[level], f"{number}.{level}", level)


def _canvas(documents: Sequence[Document], title: str, author: str) -> "Canvas":
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # base 85 would make every page a quarter larger; only this global turns it off
    typeface(Face.HEI)  # known to reportlab, it can stand in for Helvetica, with which a canvas begins otherwise
    canvas = Canvas("", pageCompression=1, invariant=1, initialFontName=Face.HEI.name, lang="zh-CN")
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("gridapp")
    canvas.setSubject("—".join(dict.fromkeys((documents[0].number, documents[-1].number))))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    created = _pdf_date(documents[0].drawn_up)
    canvas.setDateFormatter(lambda *now: created)  # reportlab's invariant date is the first day of 2000
    return canvas


def _pdf_date(day: date) -> str:
    return f"D:{day:%Y%m%d}000000+08'00'"


def _on_a_dot(place: float) -> float:
    """The nearest dot of 300 to the inch, so that a printer draws all rules equally thick."""
    return round(place / _DOT) * _DOT


class _Pen:
    """Writes the pages' content streams. How a text is shown is kept, for most texts of a form come again."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas
        self.shown: dict[tuple[tuple[Run, ...], float], str] = {}

    def draw(self, page: Page) -> None:
        self.canvas.setPageSize(page.size)
        height = page.size[1]
        parts = []
        for weight, rules in page.rules.items():
            if rules:
                ends = (map(_on_a_dot, (x, height - y, x2, height - y2)) for x, y, x2, y2 in rules)
                lines = ("{:.2f} {:.2f} m {:.2f} {:.2f} l".format(*places) for places in ends)
                parts.append(f"{weight} w {' '.join(lines)} S")
        if page.cuts:
            lines = (f"{left:.2f} {height - y:.2f} m {right:.2f} {height - y:.2f} l" for left, right, y in page.cuts)
            parts.append(f"{THIN} w [{DASH:.2f}] 0 d {' '.join(lines)} S [] 0 d")
        if page.code:
            parts.append(_code(*page.code, height))
        done = 0
        for picture in page.pictures:
            self.canvas.addLiteral("\n".join((*parts, self._texts(page.lines[done : picture.after], height))))
            self._draw_picture(picture, height)
            parts, done = [], picture.after
        self.canvas.addLiteral("\n".join((*parts, self._texts(page.lines[done:], height))))
        self.canvas.showPage()
        self._pack()

    def _pack(self) -> None:
        """Compresses the page that is done: reportlab would keep its text, three times as large, to the very end."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

        page = self.canvas._doc.Pages.pages[-1]
        packed = PDFDictionary({"Filter": PDFArray([PDFName("FlateDecode")])})  # so that it is left as it is
        page.Contents = PDFStream(packed, zlib.compress(page.stream.encode()))
        page.stream = None

    def _texts(self, lines: Sequence[PlacedLine], height: float) -> str:
        parts = ["BT"]
        for x, y, size, runs, spread in lines:
            key = (runs, size)
            shown = self.shown.get(key) or self._show(key)
            text = f"1 0 0 1 {x:.2f} {height - y:.2f} Tm {shown}"
            parts.append(f"{spread:.3f} Tc {text} 0 Tc" if spread else text)
        return "\n".join((*parts, "ET"))

    def _draw_picture(self, picture: PlacedPicture, height: float) -> None:
        from reportlab.graphics import renderPDF

        from gridapp.prints.drawing import draw
        from gridapp.prints.shapes import PAPER

        left, top, right, bottom, figure, _ = picture
        renderPDF.draw(draw(figure, right - left, bottom - top, PAPER).drawing, self.canvas, left, height - bottom)

    def _show(self, key: tuple[tuple[Run, ...], float]) -> str:
        """The operators that show the runs, as canvas.drawString writes them, but with codes in hexadecimal."""
        document = self.canvas._doc  # what TTFont keeps its subsets by; the canvas has no public name for it
        runs, size = key
        parts = []
        for face, text in runs:
            font = typeface(face).font
            for subset, codes in font.splitString(text, document):
                parts.append(f"{font.getSubsetInternalName(subset, document)} {size:g} Tf <{codes.hex()}> Tj")
        self.shown[key] = shown = " ".join(parts)
        return shown


def _code(x: float, y: float, side: float, content: str, height: float) -> str:
    """A QR code (error correction M: 15%) as one filled path, a rectangle for each run of dark modules.

    The mask is fixed: any reader takes it, and to weigh all eight would take five times as long.
    """
    modules = segno.make_qr(content, error="m", mask=2, boost_error=False).matrix
    rectangles = [
        f"{dark.start()} {row} {dark.end() - dark.start()} 1 re"
        for row, line in enumerate(modules)
        for dark in _DARK.finditer(bytes(line))
    ]
    module = side / len(modules)
    return f"q {module:.4f} 0 0 {-module:.4f} {x:.2f} {height - y:.2f} cm {' '.join(rectangles)} f Q"


def replace(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all; one that is there before is replaced. Raises UnusableFile."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UnusableFile(
            f"无法写入“{path}”。请关闭正打开该文件的程序，查看磁盘是否已满，或换一个位置保存。"
        ) from error
