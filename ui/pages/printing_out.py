"""What is seen goes out: saved as it is, exported as a workbook, printed; and is remembered as having gone out."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from gridapp.office import Office
from gridapp.prints.form import Sheaf
from gridapp.prints.issue import AS_BOOK, AS_PDF, ON_PAPER, remember
from gridapp.prints.pdf import Pdf, replace
from ui.pages.page import Page
from ui.pages.printing_folder import prints_folder, remember_folder
from ui.printer import ask_printer, asked_for, print_pdf
from ui.work import Report

PDFS, BOOKS = "PDF 文件 (*.pdf)", "Excel 工作簿 (*.xlsx)"


class Seen(NamedTuple):
    """A form of what is on record, and how it is drawn."""

    sheaf: Sheaf
    pdf: Pdf


class GoingOut(QObject):
    """Each way asks where, then does it beside the window."""

    gone = Signal()
    """From now on it is a reprint."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page, self.session = page, page.session

    # ── in a file ─────────────────────────────────────────────────────────────────────────────────

    def ask_save(self, seen: Seen) -> None:
        if path := self._ask("另存为 PDF", PDFS, f"{seen.sheaf.stem}.pdf"):
            self.save(seen, path)

    def ask_export(self, seen: Seen) -> None:
        if path := self._ask("导出 Excel", BOOKS, f"{seen.sheaf.stem}.xlsx"):
            self.export(seen, path)

    def _ask(self, title: str, kinds: str, offered: str) -> Path | None:
        """The system's dialogue itself says when a file would be replaced."""
        ending = Path(offered).suffix
        name, _ = QFileDialog.getSaveFileName(self.page, title, str(prints_folder(self.session) / offered), kinds)
        return Path(name if name.lower().endswith(ending) else f"{name}{ending}") if name else None

    def save(self, seen: Seen, path: Path) -> None:
        """The PDF, into this file."""
        self._write(AS_PDF, seen.sheaf, lambda: seen.pdf.content, path, f"已另存为 {path}")

    def export(self, seen: Seen, path: Path) -> None:
        """The form as a workbook, into this file."""
        self._write(AS_BOOK, seen.sheaf, seen.sheaf.workbook, path, f"已导出到 {path}")

    def _write(self, how: str, sheaf: Sheaf, make: Callable[[], bytes], path: Path, told: str) -> None:
        replaced = "，替换了原来的文件" if path.exists() else ""
        remember_folder(path.parent)

        def job(office: Office, report: Report) -> None:
            replace(path, make())
            remember(office, [sheaf], how)

        work = self.session.lend("另存", job)
        work.done.connect(lambda _: self.session.told.emit(f"{told}{replaced}"))
        work.done.connect(self.gone)
        work.begin()

    # ── on paper ──────────────────────────────────────────────────────────────────────────────────

    def ask_print(self, seen: Seen) -> None:
        printer = ask_printer(self.page, seen.pdf.pages)
        if printer:
            self.print_on(seen, printer)

    def print_on(self, seen: Seen, printer: QPrinter) -> None:
        """The PDF, on this printer."""
        sheaf, pdf = seen
        name, copies = sheaf.form.name, max(printer.copyCount(), 1)
        printer.setDocName(sheaf.stem)

        def job(office: Office, report: Report) -> int:
            pages = print_pdf(pdf.content, printer, report)
            remember(office, [_of_pages(seen, asked_for(printer, pdf.pages))], ON_PAPER, copies)
            return pages

        work = self.session.lend("打印", job, cancellable=True)
        work.done.connect(lambda pages: self.session.told.emit(f"{name} {pages} 页已送去打印"))
        work.done.connect(self.gone)
        work.cancelled.connect(lambda: self.session.told.emit("已取消打印，已送出的页可能仍会印出"))
        work.begin()


def _of_pages(seen: Seen, pages: range) -> Sheaf:
    """The documents of which at least one of these pages is."""
    sheaf, pdf = seen
    ends = (*pdf.starts[1:], pdf.pages)
    parts = zip(sheaf.documents, pdf.starts, ends, strict=True)
    there = tuple(document for document, start, end in parts if start < pages.stop and pages.start < end)
    return sheaf._replace(documents=there)
