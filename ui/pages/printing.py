"""打印: every form of the quarter as it will be on paper; saved as PDF, one or all, or sent to the printer."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QSplitter

from gridapp.errors import OfficeError
from gridapp.office import Event, Office
from gridapp.periods import Quarter
from gridapp.prints import FORMS, save, sheaves
from gridapp.prints.choice import Choice
from gridapp.prints.form import Form, Sheaf
from gridapp.prints.pdf import replace
from ui.pages.page import Page, button
from ui.printer import ask_printer, print_pdf
from ui.session import Session
from ui.theme import STEP
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.told_list import ToldList
from ui.work import Report, Work

PDFS = "PDF 文件 (*.pdf)"


class PrintingPage(Page):
    """The forms on the left, the chosen one on the right. What is saved or printed is what is seen."""

    title = "打印"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.content: bytes | None = None
        """The PDF that is seen; None while there is none, or another is being made."""
        self.sheaf: Sheaf | None = None
        """What is seen, before it was drawn."""
        self._making: Work | None = None
        self._once_more = False
        self._seen: tuple[Quarter, str] | None = None
        self.print_button = self._button("打印…", "打印右边的表", "Ctrl+P", self.ask_print)
        self.save_button = self._button("另存为 PDF…", "把右边的表存成文件", "Ctrl+S", self.ask_save)
        self.all_button = self._button("全部另存…", "把本季度的表都存到一个文件夹", "Ctrl+Shift+S", self.ask_save_all)
        self.forms = ToldList("可打印的表", [(form.name, form.what) for form in FORMS])
        self.preview = PdfPreview()
        parts = QSplitter()
        parts.addWidget(self.forms)
        parts.addWidget(self.preview)
        parts.setStretchFactor(1, 1)
        parts.setChildrenCollapsible(False)
        parts.setSizes([34 * STEP, 100 * STEP])
        self.body.addWidget(parts, 1)
        self.forms.currentRowChanged.connect(lambda _: self.refresh())

    def _button(self, text: str, tip: str, keys: str, work: Callable[[], None]) -> QPushButton:
        made = button(text, f"{tip}（{keys}）", work)
        self.head.addWidget(made)
        QShortcut(QKeySequence(keys), self).activated.connect(made.click)
        return made

    @property
    def form(self) -> Form[Any]:
        """The chosen one."""
        return FORMS[self.forms.currentRow()]

    # ── seeing ────────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        """Make the preview anew: what is on record is read here, the drawing goes on beside the window."""
        self.content = None
        if self._making:
            self._once_more = True
            return
        name = self.form.name
        same, self._seen = self._seen == (self.session.quarter, name), (self.session.quarter, name)
        try:
            self.sheaf = sheaf = self.form.sheaf(self.session.office, Choice(self.session.quarter))
        except OfficeError as error:
            self.preview.say(error.message)
            self._enable()
            return
        if not same:
            self.preview.say("正在生成预览…")
        self._make(lambda _: (sheaf.pdf(), name))

    def _make(self, job: Callable[[Report], object]) -> None:
        """One at a time; it may outlive the page, but not the program."""
        app = QApplication.instance()
        assert app
        self._making = work = Work("生成预览", job, app)
        work.ended.connect(self._made)
        work.done.connect(self._show)
        work.failed.connect(self._say)
        app.aboutToQuit.connect(work.wait)
        self._enable()
        work.begin()

    def _made(self) -> None:
        self._making = None
        self._enable()

    def _show(self, answer: tuple[bytes, str]) -> None:
        if self._begin_again():
            return
        self.content, name = answer
        self.preview.show_pdf(self.content, name)
        self._enable()

    def _say(self, message: str) -> None:
        if not self._begin_again():
            self.preview.say(message)

    def _begin_again(self) -> bool:
        """What was made is old: something was changed or chosen meanwhile."""
        again, self._once_more = self._once_more, False
        if again:
            self.refresh()
        return again

    def _enable(self) -> None:
        self.print_button.setEnabled(self.content is not None)
        self.save_button.setEnabled(self.content is not None)
        self.all_button.setEnabled(self._making is None)

    # ── saving ────────────────────────────────────────────────────────────────────────────────────

    def ask_save(self) -> None:
        """The system's dialogue itself says when a file would be replaced."""
        assert self.sheaf
        offered = self.session.office.path.with_name(f"{self.sheaf.stem}.pdf")
        name, _ = QFileDialog.getSaveFileName(self, "另存为 PDF", str(offered), PDFS)
        if name:
            self.save(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def save(self, path: Path) -> None:
        """The PDF that is seen, into this file."""
        content = self.content
        if content is None:
            return
        replaced = "，替换了原来的文件" if path.exists() else ""
        work = self.session.lend("另存", lambda office, report: replace(path, content))
        work.done.connect(lambda _: self.session.told.emit(f"已另存为 {path}{replaced}"))
        work.begin()

    def ask_save_all(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "各种表存到哪个文件夹", str(self.session.office.path.parent))
        if folder:
            self.save_all(Path(folder))

    def save_all(self, folder: Path) -> None:
        """Every form of the quarter into a folder; asks first when files there would be replaced."""
        try:
            made, left_out = sheaves(self.session.office, Choice(self.session.quarter))
        except OfficeError as error:
            self.session.failed.emit(error.message)
            return
        there = [name for name in (f"{sheaf.stem}.pdf" for sheaf in made) if (folder / name).exists()]
        if there and not self._may_replace(folder, there):
            return
        written: list[Path] = []

        def job(office: Office, report: Report) -> None:
            report(f"0 / {len(made)} 份")
            for file in save(made, folder):
                written.append(file)
                report(f"{len(written)} / {len(made)} 份")

        besides = f"；{'、'.join(form.name for form in left_out)}还不能打印，没有存" if left_out else ""
        replaced = f"，替换了原来的 {len(there)} 个文件" if there else ""
        work = self.session.lend("另存", job, cancellable=True)
        tell = self.session.told.emit
        work.done.connect(lambda _: tell(f"{len(written)} 份表已另存到 {folder}{replaced}{besides}"))
        work.cancelled.connect(lambda: tell(f"已取消：存好了 {len(written)} 份，其余没有存"))
        work.begin()

    def _may_replace(self, folder: Path, there: Sequence[str]) -> bool:
        """The clerk reads which files would go, and decides."""
        box = QMessageBox(self)
        box.setWindowTitle("全部另存")
        box.setText(f"文件夹“{folder.name}”里已有这 {len(there)} 个文件，另存会替换它们：")
        box.setInformativeText("\n".join(there))
        yes = box.addButton("替换", QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("不另存", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.exec()
        return box.clickedButton() is yes

    # ── on paper ──────────────────────────────────────────────────────────────────────────────────

    def ask_print(self) -> None:
        pdf = self.preview.pdf
        if pdf is None:
            return
        printer = ask_printer(self, pdf.pages)
        if printer:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """The PDF that is seen, on this printer, beside the window."""
        content, name = self.content, self.form.name
        if content is None:
            return
        printer.setDocName(f"{self.session.quarter}-{name}")
        work = self.session.lend("打印", lambda office, report: print_pdf(content, printer, report), cancellable=True)
        work.done.connect(lambda pages: self.session.told.emit(f"{name} {pages} 页已送去打印"))
        work.cancelled.connect(lambda: self.session.told.emit("已取消打印，已送出的页可能仍会印出"))
        work.begin()
