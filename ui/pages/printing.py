"""打印: every form as it will be on paper; saved as PDF or workbook, sent to the printer; all of a quarter at once."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridapp.accounts import NUMBERS
from gridapp.errors import OfficeError
from gridapp.office import Event
from gridapp.prints import FORMS
from gridapp.prints.choice import Choice
from gridapp.prints.form import Form, Group
from ui import preferences
from ui.pages.page import Page, button
from ui.pages.printing_all import AllForms
from ui.pages.printing_choices import Choices, offer
from ui.pages.printing_drafts import Drafts
from ui.pages.printing_out import GoingOut, Seen
from ui.pages.printing_verify import TITLE, WHAT, Verifier
from ui.session import Session, ToPrint
from ui.theme import STEP
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.told_list import ToldList
from ui.work import Report, Work

LEFT = 38
"""Digits of the text that the list of forms is wide."""
_FORM = {form.name: form for form in FORMS}


class PrintingPage(Page):
    """The forms and what the chosen one asks for on the left, its pages on the right. What is saved is what is seen."""

    title = "打印"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.seen: Seen | None = None
        """None while there is nothing to be seen, or another is being drawn."""
        self._making: Work | None = None
        self._once_more = False
        self._asked_for: tuple[object, ...] = ()
        self._wanted: Choice | None = None
        self.all, self.out = AllForms(self), GoingOut(self)
        self.print_button = self._button("打印…", "打印右边的表", "Ctrl+P", self._going(self.out.ask_print))
        self.save_button = self._button("另存为 PDF…", "把右边的表存成文件", "Ctrl+S", self._going(self.out.ask_save))
        self.book_button = self._button(
            "导出 Excel…", "把右边的表存成工作簿", "Ctrl+E", self._going(self.out.ask_export)
        )
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
        self.out.gone.connect(self.refresh)

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

    def _going(self, way: Callable[[Seen], None]) -> Callable[[], None]:
        """What is seen when the button is pressed goes out that way."""

        def go() -> None:
            if self.seen:
                way(self.seen)

        return go

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
        self.seen = None
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
        same, self._asked_for = self._asked_for == (form.name, choice), (form.name, choice)
        try:
            sheaf = self.drafts.edited(form.sheaf(self.session.office, choice))
            if choice.is_whole(form.asks) and not same:
                self.session.office.record_access(NUMBERS, f"{sheaf.title}，预览")
        except OfficeError as error:
            self.drafts.hide()
            self.preview.say(error.message)
            self._give_room()
            self._enable()
            return
        if not same:
            self._give_room()
            self.preview.say("正在生成预览…")
        self._make(lambda _: Seen(sheaf, sheaf.draw()))

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

    def _show(self, seen: Seen) -> None:
        if self._begin_again():
            return
        self.seen = seen
        self.preview.show_pdf(seen.pdf.content, seen.sheaf.title)
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
            each.setEnabled(self.seen is not None)
        self.all_button.setEnabled(self._making is None)


def _groups() -> dict[str, list[tuple[str, str]]]:
    """The forms with what each is, under the headings that have any."""
    groups = {group.value: [(form.name, form.what) for form in FORMS if form.group is group] for group in Group}
    return {heading: rows for heading, rows in groups.items() if rows} | {"核验": [(TITLE, WHAT)]}
