"""快速卡片 onto paper or into a file; no office need be open."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from ui.folders import documents_folder
from ui.work import Report, Work

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

NAME = "快速卡片"
PAGES = 2


class QuickCard(QObject):
    """What is asked for, is asked before a window."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def ask_print(self) -> None:
        from ui.printer import ask_printer

        printer = ask_printer(self._window, PAGES)
        if printer:
            self.print_on(printer)

    def print_on(self, printer: "QPrinter") -> None:
        """Both pages, or which of them the clerk wants, on this printer, beside the window."""
        from ui.printer import print_pdf

        printer.setDocName(NAME)
        self._begin(
            "打印", lambda report: print_pdf(_drawn(), printer, report), lambda pages: f"{NAME} {pages} 页已送去打印"
        )

    def ask_save(self) -> None:
        """The system's dialogue itself says when a file would be replaced."""
        offered = str(documents_folder() / f"{NAME}.pdf")
        name, _ = QFileDialog.getSaveFileName(self._window, f"另存{NAME}", offered, "PDF 文件 (*.pdf)")
        if name:
            self.save(Path(name).with_suffix(".pdf"))

    def save(self, path: Path) -> None:
        from gridapp.prints.pdf import replace

        self._begin("另存", lambda report: replace(path, _drawn()), lambda _: f"已另存为 {path}")

    def _begin(self, title: str, job: Callable[[Report], object], told: Callable[[object], str]) -> None:
        """It may outlive the window, but not the program."""
        app = QApplication.instance()
        assert app
        work = Work(f"{title}{NAME}", job, app)
        work.done.connect(lambda answer: self.told.emit(told(answer)))
        work.failed.connect(self.failed)
        app.aboutToQuit.connect(work.wait)
        work.begin()


def _drawn() -> bytes:
    from gridapp.prints.pdf import render
    from gridapp.prints.quick_card import quick_card

    return render([quick_card(date.today())], title=NAME, author="").content
