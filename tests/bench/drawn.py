"""What documents come to on paper, kept so that the very same can be drawn straight on a reportlab canvas."""

import json
from collections.abc import Sequence
from pathlib import Path

from gridapp.prints.blocks import Document
from gridapp.prints.fonts import Face, width
from gridapp.prints.layout import lay_out
from gridapp.prints.page import Page
from gridapp.resources import resource

Drawn = tuple[str, float, float, float, float, str]
"""Face, x, y (from the bottom), size, spread, text."""


def keep(documents: Sequence[Document], path: Path) -> None:
    """Write down every text of every page: where, how large, in which font."""
    pages = [page for document in documents for page in lay_out(document)]
    path.write_text(json.dumps([(page.size, _drawn(page)) for page in pages], ensure_ascii=False), encoding="utf-8")


def _drawn(page: Page) -> list[Drawn]:
    found = []
    for x, y, points, runs, spread in page.lines:
        for run in runs:
            found.append((run.face.name, x, page.size[1] - y, points, spread, run.text))
            x += width(run.text, run.face) * points / 1000
    return found


def read(path: Path) -> list[tuple[tuple[float, float], list[Drawn]]]:
    """The pages that were kept: their size and what stands on them."""
    found: list[tuple[tuple[float, float], list[Drawn]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def draw(pages: Sequence[tuple[tuple[float, float], list[Drawn]]], path: Path) -> int:
    """The texts with plain TTFonts, nothing else, and saved. Returns the number of pages."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for face in sorted({name for _, drawn in pages for name, *_ in drawn}):
        registerFont(TTFont(face, str(resource(f"fonts/{Face[face].value}"))))
    canvas = Canvas(str(path), pageCompression=1)
    for page, drawn in pages:
        canvas.setPageSize(page)
        for face, x, y, points, spread, text in drawn:
            canvas.setFont(face, points)
            canvas.drawString(x, y, text, charSpace=spread)
        canvas.showPage()
    canvas.save()
    return len(pages)
