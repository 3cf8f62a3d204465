"""200 score sheets ÷ the same text drawn straight on a reportlab canvas (aim ≤ 1.5)

Ours runs from the scored quarter to the file, with rules, QR codes and outline; the limit draws the very same strings
at the same places and sizes with plain TTFonts, nothing else, and saves.
"""

from pathlib import Path

from gridapp.office import Office, QuarterView
from gridapp.prints.pdf import write
from gridapp.prints.score_sheet import score_sheets
from tests.bench import drawn
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build


def view(folder: Path) -> QuarterView:
    """The quarter that is printed, read and scored."""
    with Office.open(folder / "office.db") as office:
        return office.view(LAST)


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(200))
    drawn.keep(score_sheets(view(folder)), folder / "drawn.json")


def ours(folder: Path) -> Work:
    quarter = view(folder)
    return lambda: write(score_sheets(quarter), folder / "ours.pdf", title="考核表", author="某镇")


def limit(folder: Path) -> Work:
    pages = drawn.read(folder / "drawn.json")
    return lambda: drawn.draw(pages, folder / "limit.pdf")
