"""`.venv/bin/python build/manual.py [NAME…]`: the pictures of the manual, made anew from the demo township.

Without names all of them, and those of the README; `--to DIR` puts them elsewhere. Another picture is one function in
scenes.py, and one line that shows it in a chapter of resources/manual. The README's score sheet needs pdftoppm.
"""

import argparse
import io
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # a script finds only what lies beside it

import account_scenes  # noqa: F401 - adds its pictures to SCENES
from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPixmap
from scenes import HALF_TYPED, SCENES
from studio import Q3, Studio, studio

from gridapp.office import Office
from gridapp.prints import score_sheet
from gridapp.prints.pdf import render
from gridapp.resources import resource
from ui.session import Spot

MANUAL, README = resource("manual/pictures"), resource("pictures")
SHADES = 256
"""Colours of a picture of the window; text keeps its soft edges."""
GREYS = 16
"""Of a picture of paper."""
WHOLE = (1366, 768)
"""The window in the README's pictures."""
DOTS = 110
"""Dots per inch of a printed page."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Take the pictures of the manual, and without names those of the README."
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--to", type=Path, metavar="DIR")
    asked = parser.parse_args()
    with studio() as at:
        for name in asked.names or SCENES:
            at.begin()
            save(png(SCENES[name](at)), (asked.to or MANUAL) / f"{name}.png", SHADES)
        if not asked.names:
            _take_for_readme(at, asked.to / "README" if asked.to else README)


def _take_for_readme(at: Studio, folder: Path) -> None:
    at.begin()
    window = at.window(WHOLE)
    at.page(window, "登记 · 按周", Spot(HALF_TYPED))
    save(png(at.take()), folder / "week.png", SHADES)
    at.page(window, "名册", Spot(worker=window.session.office.records(Q3).people[0].worker.id))
    save(png(at.take()), folder / "roster.png", SHADES)
    save(_printed(window.session.office, at.folder / "sheet.pdf"), folder / "score-sheet.png", GREYS)


def _printed(office: Office, file: Path) -> bytes:
    """A score sheet: whoever lost most points and yet came to the line of 优秀."""
    view = office.view(Q3)
    people = view.result.people
    reached = [each for each in people if each.sheet.worker.id in view.result.board.reached]
    person = max(reached, key=lambda each: len(each.sheet.deductions))
    file.write_bytes(render([score_sheet.score_sheet(view, person)], title=score_sheet.NAME, author="").content)
    command = ["pdftoppm", "-png", "-r", str(DOTS), "-f", "1", "-l", "1", str(file)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def png(picture: QPixmap) -> bytes:
    buffer = QBuffer()
    picture.save(buffer, "PNG")
    return bytes(buffer.data().data())


def save(content: bytes, path: Path, shades: int) -> None:
    """With few colours, and without what tells of this machine's screen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    few = picture.quantize(shades, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path.name}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
