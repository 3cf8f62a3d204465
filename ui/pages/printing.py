"""打印: every form as it will be on paper; saved as PDF or workbook, sent to the printer; all of a quarter at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridapp.errors import OfficeError
from gridapp.office import Event, Office
from gridapp.prints import FORMS
from gridapp.prints.choice import Choice
from gridapp.prints.form import Form, Group, Sheaf
from gridapp.prints.issue import AS_BOOK, AS_PDF, ON_PAPER, remember
from gridapp.prints.pdf import Pdf, replace
from ui import preferences
from ui.pages.page import Page, button
from ui.pages.printing_all import AllForms
from ui.pages.printing_choices import Choices, offer
from ui.pages.printing_drafts import Drafts
from ui.pages.printing_verify import TITLE, WHAT, Verifier
from ui.printer import ask_printer, asked_for, print_pdf
from ui.session import Session, ToPrint
from ui.theme import STEP
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.told_list import ToldList
from ui.work import Report, Work

PDFS, BOOKS = "PDF 文件 (*.pdf)", "Excel 工作簿 (*.xlsx)"
LEFT = 38
"""Digits of the text that the list of forms is wide."""
_FORM = {form.name: form for form in FORMS}


class PrintingPage(Page):
    """The forms and what the chosen one asks for on the left, its pages on the right. What is saved is what is seen."""

    title = "打印"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.drawn: Pdf | None = None
        """The PDF that is seen; None while there is none, or another is being made."""
        self.sheaf: Sheaf | None = None
        """What is seen, before it was drawn."""
        self._making: Work | None = None
        self._once_more = False
        self._seen: tuple[object, ...] = ()
        self._wanted: Choice | None = None
        self.all = AllForms(self)
        self.print_button = self._button("打印…", "打印右边的表", "Ctrl+P", self.ask_print)
        self.save_button = self._button("另存为 PDF…", "把右边的表存成文件", "Ctrl+S", self.ask_save)
        self.book_button = self._button("导出 Excel…", "把右边的表存成工作簿", "Ctrl+E", self.ask_export)
        self.all_button = self._button("全部…", "本季度的表一次存好", "Ctrl+Shift+S", lambda: None)
        self.all_button.setMenu(self.all.menu)
        self.forms = ToldList("可打印的表", _groups())
        self.choices = Choices()
        self.drafts = Drafts()
        self.preview = PdfPreview()
        self.verifier = Verifier(session)
        self._lay_out()
        kept = preferences.load()
        if kept.form in self.forms.names:
            self.forms.choose(kept.form)
        self.forms.currentRowChanged.connect(lambda _: self._choose())
        self.choices.changed.connect(self.refresh)
        self.drafts.changed.connect(self.refresh)

    def _lay_out(self) -> None:
        self.asked = QWidget()
        column = QVBoxLayout(self.asked)
        column.setContentsMargins(0, STEP, STEP, 0)
        column.setSpacing(STEP)
        column.addWidget(self.drafts)
        column.addWidget(self.choices)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(self.asked)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left = left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.forms)
        left.addWidget(scroll)
        self.right = QStackedWidget()
        parts = QSplitter()
        parts.addWidget(left)
        self.right.addWidget(self.preview)
        self.right.addWidget(self.verifier)
        parts.addWidget(self.right)
        parts.setStretchFactor(1, 1)
        for each in (left, parts):
            each.setChildrenCollapsible(False)
        parts.setSizes([LEFT * self.fontMetrics().horizontalAdvance("0"), 1 << 12])
        self.body.addWidget(parts, 1)

    def _give_room(self) -> None:
        """What is asked has the room that it wants, up to half; the list of forms has the rest."""
        whole = self.left.height()
        wanted = min(self.asked.sizeHint().height() + STEP, whole // 2)
        self.left.setSizes([whole - wanted, wanted])

    def _button(self, text: str, tip: str, keys: str, work: Callable[[], None]) -> QPushButton:
        made = button(text, f"{tip}（{keys}）", work)
        self.head.addWidget(made)
        QShortcut(QKeySequence(keys), self).activated.connect(made.click)
        return made

    @property
    def verifying(self) -> bool:
        """Whether a sheet is held against the record instead."""
        return self.forms.chosen() == TITLE

    @property
    def form(self) -> Form[Any]:
        """The chosen one, while none is verified."""
        return _FORM[self.forms.chosen()]

    def point_at(self, target: object) -> None:
        """Another page wants a form printed, of what is looked at there."""
        if isinstance(target, ToPrint):
            self._wanted = target.choice
            same = self.forms.chosen() == target.form
            self.forms.choose(target.form)
            if same:
                self.refresh()

    def _choose(self) -> None:
        preferences.remember(form=self.forms.chosen())
        self.refresh()

    # ── seeing ────────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        """Make the preview anew: what is on record is read here, the drawing goes on beside the window."""
        self.drawn = None
        self.right.setCurrentWidget(self.verifier if self.verifying else self.preview)
        self.asked.setVisible(not self.verifying)
        if self._making:
            self._once_more = True
            return
        if self.verifying:
            self._enable()
            return
        form, quarter = self.form, self.session.quarter
        self.choices.show_asks(form.asks, offer(self.session.office, quarter), self._wanted)
        self._wanted = None
        choice = self.choices.choice(quarter)
        same, self._seen = self._seen == (form.name, choice), (form.name, choice)
        try:
            self.sheaf = sheaf = self.drafts.edited(form.sheaf(self.session.office, choice))
        except OfficeError as error:
            self.drafts.hide()
            self.preview.say(error.message)
            self._give_room()
            self._enable()
            return
        if not same:
            self._give_room()
            self.preview.say("正在生成预览…")
        self._make(lambda _: (sheaf.draw(), sheaf.title))

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

    def _show(self, answer: tuple[Pdf, str]) -> None:
        if self._begin_again():
            return
        self.drawn, name = answer
        self.preview.show_pdf(self.drawn.content, name)
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
        for each in (self.print_button, self.save_button, self.book_button):
            each.setEnabled(self.drawn is not None)
        self.all_button.setEnabled(self._making is None)

    # ── saving ────────────────────────────────────────────────────────────────────────────────────

    def ask_save(self) -> None:
        self._ask("另存为 PDF", PDFS, ".pdf", self.save)

    def ask_export(self) -> None:
        self._ask("导出 Excel", BOOKS, ".xlsx", self.export)

    def _ask(self, title: str, kinds: str, ending: str, save: Callable[[Path], None]) -> None:
        """The system's dialogue itself says when a file would be replaced."""
        assert self.sheaf
        offered = self.all.folder() / f"{self.sheaf.stem}{ending}"
        name, _ = QFileDialog.getSaveFileName(self, title, str(offered), kinds)
        if name:
            save(Path(name if name.lower().endswith(ending) else f"{name}{ending}"))

    def save(self, path: Path) -> None:
        """The PDF that is seen, into this file."""
        if self.drawn is not None:
            content = self.drawn.content
            self._write(AS_PDF, lambda: content, path, f"已另存为 {path}")

    def export(self, path: Path) -> None:
        """The form that is seen as a workbook, into this file."""
        if self.sheaf:
            self._write(AS_BOOK, self.sheaf.workbook, path, f"已导出到 {path}")

    def _write(self, how: str, make: Callable[[], bytes], path: Path, told: str) -> None:
        replaced, sheaf = "，替换了原来的文件" if path.exists() else "", self.sheaf
        assert sheaf
        self.all.remember(path.parent)

        def job(office: Office, report: Report) -> None:
            replace(path, make())
            remember(office, [sheaf], how)

        work = self.session.lend("另存", job)
        work.done.connect(lambda _: self.session.told.emit(f"{told}{replaced}"))
        work.done.connect(lambda _: self.refresh())  # from now on it is a reprint
        work.begin()

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
        drawn, sheaf = self.drawn, self.sheaf
        if drawn is None or sheaf is None:
            return
        name, copies = sheaf.form.name, max(printer.copyCount(), 1)
        printer.setDocName(sheaf.stem)

        def job(office: Office, report: Report) -> int:
            pages = print_pdf(drawn.content, printer, report)
            remember(office, [_of_pages(sheaf, drawn, asked_for(printer, drawn.pages))], ON_PAPER, copies)
            return pages

        work = self.session.lend("打印", job, cancellable=True)
        work.done.connect(lambda pages: self.session.told.emit(f"{name} {pages} 页已送去打印"))
        work.done.connect(lambda _: self.refresh())
        work.cancelled.connect(lambda: self.session.told.emit("已取消打印，已送出的页可能仍会印出"))
        work.begin()


def _of_pages(sheaf: Sheaf, drawn: Pdf, pages: range) -> Sheaf:
    """The documents of which at least one of these pages is."""
    ends = (*drawn.starts[1:], drawn.pages)
    parts = zip(sheaf.documents, drawn.starts, ends, strict=True)
    there = tuple(document for document, start, end in parts if start < pages.stop and pages.start < end)
    return sheaf._replace(documents=there)


def _groups() -> dict[str, list[tuple[str, str]]]:
    """The forms with what each is, under the headings that have any."""
    groups = {group.value: [(form.name, form.what) for form in FORMS if form.group is group] for group in Group}
    return {heading: rows for heading, rows in groups.items() if rows} | {"核验": [(TITLE, WHAT)]}
