"""`python -m tests.ui.pictures`: the pictures of the README, made anew from the demo township (needs pdftoppm)."""

import io
import os
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import time_machine
from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication

from gridapp.demo import build
from gridapp.demo.plan import read_plan
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.prints import score_sheet
from gridapp.prints.pdf import write
from gridapp.resources import resource
from ui.session import Session, Spot
from ui.theme import dress, load_fonts
from ui.window import Window

PAGES = {"登记 · 按周": "week", "名册": "roster"}
SIZE = (1366, 768)
SHADES = 128
"""Colours of a picture of the window; text keeps its soft edges."""
TODAY = date(2019, 12, 16)
"""The day on which the demo is worked at in the pictures."""
DOTS = 110
"""Dots per inch of a printed page, which needs few SHADES."""


def main() -> None:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication([])
    dress(app, load_fonts(), "浅色", "标准")
    with (
        tempfile.TemporaryDirectory() as name,
        time_machine.travel(TODAY, tick=False),
        build(Path(name) / "示范镇.db") as office,
    ):
        _show_pages(app, office)
        _show_form(office, Path(name))


def _show_pages(app: QApplication, office: Office) -> None:
    window = Window(Session(office))
    window.resize(*SIZE)
    window.show()
    quarter = window.session.quarter
    somebody = office.records(quarter).people[0].worker.id
    half_typed = quarter.weeks[-3]
    for title, name in PAGES.items():
        window.session.wanted.emit(title, Spot(worker=somebody) if name == "roster" else Spot(half_typed))
        app.processEvents()
        buffer = QBuffer()
        window.grab().save(buffer, "PNG")
        _save(bytes(buffer.data().data()), name, SHADES)


def _show_form(office: Office, folder: Path) -> None:
    """A score sheet of the demo's printed quarter: whoever lost most points and yet came to the line of 优秀."""
    view = office.view(Quarter.parse(read_plan().story.printed))
    people = view.result.people
    reached = [place for place, each in enumerate(people) if each.sheet.worker.id in view.result.board.reached]
    place = max(reached, key=lambda place: len(people[place].sheet.deductions))
    write([score_sheet.score_sheet(view, people[place])], folder / "sheet.pdf", title=score_sheet.NAME, author="")
    command = ["pdftoppm", "-png", "-r", str(DOTS), "-f", "1", "-l", "1", str(folder / "sheet.pdf")]
    _save(subprocess.run(command, check=True, capture_output=True).stdout, "score-sheet", 16)


def _save(png: bytes, name: str, shades: int) -> None:
    path = resource(f"pictures/{name}.png")
    Image.open(io.BytesIO(png)).convert("RGB").quantize(shades, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
