"""200 score sheets ÷ the same text drawn straight on a reportlab canvas (aim ≤ 1.5)

Ours runs from the scored quarter to the file, with rules, QR codes and outline; the limit draws the very same strings
at the same places and sizes with plain TTFonts, nothing else, and saves.
"""

import json
from pathlib import Path

from gridapp.office import Office, QuarterView
from gridapp.prints.fonts import Face, width
from gridapp.prints.layout import lay_out
from gridapp.prints.page import Page
from gridapp.prints.pdf import write
from gridapp.prints.score_sheet import score_sheets
from gridapp.resources import resource
from tests.bench.measure import Work
from tests.bench.size import size
from tests.bench.township import LAST, build

Drawn = tuple[str, float, float, float, float, str]
"""Face, x, y (from the bottom), size, spread, text."""


def view(folder: Path) -> QuarterView:
    """The quarter that is printed, read and scored."""
    with Office.open(folder / "office.db") as office:
        return office.view(LAST)


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(200))
    pages = [page for document in score_sheets(view(folder)) for page in lay_out(document)]
    drawn = [(page.size, _drawn(page)) for page in pages]
    (folder / "drawn.json").write_text(json.dumps(drawn, ensure_ascii=False), encoding="utf-8")


def _drawn(page: Page) -> list[Drawn]:
    found = []
    for x, y, points, runs, spread in page.lines:
        for run in runs:
            found.append((run.face.name, x, page.size[1] - y, points, spread, run.text))
            x += width(run.text, run.face) * points / 1000
    return found


def ours(folder: Path) -> Work:
    quarter = view(folder)
    return lambda: write(score_sheets(quarter), folder / "ours.pdf", title="考核表", author="某镇")


def limit(folder: Path) -> Work:
    pages = json.loads((folder / "drawn.json").read_text(encoding="utf-8"))

    def work() -> None:
        from reportlab.pdfbase.pdfmetrics import registerFont
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        for face in sorted({name for _, drawn in pages for name, *_ in drawn}):
            registerFont(TTFont(face, str(resource(f"fonts/{Face[face].value}"))))
        canvas = Canvas(str(folder / "limit.pdf"), pageCompression=1)
        for page, drawn in pages:
            canvas.setPageSize(page)
            for face, x, y, points, spread, text in drawn:
                canvas.setFont(face, points)
                canvas.drawString(x, y, text, charSpace=spread)
            canvas.showPage()
        canvas.save()

    return work
