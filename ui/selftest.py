"""`gridapp --selftest DIR`: whether an installed program is whole, told by doing a bit of everything and ending.

It makes a demo township, its prints, a workbook, the picture of a printed page and of every page of the window in DIR,
with no window or preferences of the person's own touched. The report goes to DIR/selftest.txt, and where there is a
terminal there too; the exit status is 0 when all was done.
"""

import platform
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from types import TracebackType

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

import gridapp
import ui
from gridapp.office import Office
from gridapp.resources import resource
from ui.app import speak_chinese
from ui.pages import PAGES
from ui.printer import OpenPdf
from ui.session import Session
from ui.theme import dress, load_fonts
from ui.trouble import describe
from ui.window import Window

REPORT = "selftest.txt"
PASSWORD = "只在自检时用的密码"
SIZE = (1366, 768)
_uncaught: list[BaseException] = []
"""Qt calls our slots; what they raise does not come back through it."""


def main(folder: Path) -> int:
    """Run all steps, the later ones too when one fails; returns the exit status."""
    folder.mkdir(parents=True, exist_ok=True)
    sys.excepthook = _keep
    app = QApplication(sys.argv[:1])
    steps = Steps(folder, app)
    failed = 0
    with (folder / REPORT).open("w", encoding="utf-8") as report:

        def say(line: str) -> None:
            print(line, file=report, flush=True)
            if sys.stdout:  # a windowed program on Windows has none
                print(line, flush=True)

        say(f"gridapp {gridapp.__version__}, Python {platform.python_version()}, Qt {qVersion()},")
        say(f"{Office.engine}, {platform.platform()}, {app.platformName()}")
        for name, step in steps.all():
            began = time.perf_counter()
            problem = _run(step)
            failed += bool(problem)
            say(f"{'FAILED' if problem else 'ok'} {name} ({time.perf_counter() - began:.1f} s)\n{problem}".rstrip())
        say("FAILED" if failed else "all ok")
    steps.close()
    return 1 if failed else 0


def _keep(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _uncaught.append(error)


def _run(step: Callable[[], None]) -> str:
    """What went wrong in a step, "" for nothing."""
    _uncaught.clear()
    try:
        step()
    except Exception as error:
        return describe(error)
    return "\n".join(describe(error) for error in _uncaught)


class Steps:
    """What is done in the folder, in this order."""

    def __init__(self, folder: Path, app: QApplication) -> None:
        self.folder, self.app = folder, app
        self.office: Office | None = None

    def all(self) -> Iterator[tuple[str, Callable[[], None]]]:
        yield "every module is there", self._modules
        yield "Qt speaks Chinese, the font is loaded", self._dress
        yield "every picture can be read", self._pictures
        yield "an encrypted office, opened with its password", self._encrypted
        yield "demo township", self._demo
        yield "prints", self._prints
        yield "picture of a printed page", self._picture
        yield "workbook", self._book
        yield "every page of the window", self._window

    def close(self) -> None:
        if self.office:
            self.office.close()

    def _modules(self) -> None:
        for package in (gridapp, ui):
            found = [module.name for module in walk_packages(package.__path__, f"{package.__name__}.")]
            assert found
            for name in found:
                if not name.endswith("__main__"):
                    import_module(name)

    def _dress(self) -> None:
        speak_chinese(self.app)
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
        family = load_fonts()
        assert family != QFont().family()
        dress(self.app, family, "浅色", "标准")

    def _pictures(self) -> None:
        folders = [resource("icons"), resource("manual/pictures")]
        pictures = [file for folder in folders for file in folder.iterdir() if file.suffix in (".png", ".svg")]
        assert {file.parent for file in pictures} == set(folders)
        assert [file.name for file in pictures if QImage(str(file)).isNull()] == []

    def _encrypted(self) -> None:
        from gridapp.door import Door, found
        from gridapp.keyring import WrongPassword

        with TemporaryDirectory(dir=self.folder) as folder:
            path = Path(folder) / f"加密{gridapp.SUFFIX}"
            found(path, "测试员", PASSWORD, encrypted=True)
            assert not path.read_bytes().startswith(b"SQLite")
            door = Door(path)
            try:
                door.enter("测试员", PASSWORD[1:], datetime.now())
            except WrongPassword:
                with door.enter("测试员", PASSWORD, datetime.now()) as office:
                    assert office.encrypted
                    assert office.check() == []
            else:
                raise AssertionError("opened with a wrong password")

    def _demo(self) -> None:
        from gridapp.demo import DATABASE, build

        path = self.folder / DATABASE
        path.unlink(missing_ok=True)
        self.office = build(path)

    def _prints(self) -> None:
        from gridapp.prints import print_forms

        assert self.office
        quarter = self.office.quarters()[-2]
        assert print_forms(self.office, quarter, self.folder)

    def _picture(self) -> None:
        for file in self.folder.glob("*.pdf"):
            picture = OpenPdf(file.read_bytes()).picture(0)
            assert not _blank(picture), file
            assert picture.save(str(file.with_suffix(".png")))

    def _book(self) -> None:
        from gridapp.demo import BOOK
        from gridapp.workbook.reading import read_book
        from gridapp.workbook.writing import write_book

        assert self.office
        write_book(self.office, self.folder / BOOK)
        assert read_book(self.folder / BOOK)

    def _window(self) -> None:
        assert self.office
        window = Window(Session(self.office))
        window.resize(*SIZE)
        window.show()
        for number, entry in enumerate(PAGES):
            window.stack.open(number)
            self.app.processEvents()
            picture = window.grab().toImage()
            assert not _blank(picture), entry.title
            assert picture.save(str(self.folder / f"{number + 1:02} {entry.title.replace(' · ', '-')}.png"))
        window.close()
        self.app.processEvents()


def _blank(picture: QImage) -> bool:
    """Whether it has one colour only, looked at on a grid of its pixels."""
    colours = {picture.pixel(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 3)}
    return len(colours) < 2
