"""可疑之处: what is hardly so in a quarter's records, with a way to them and what the office says to each."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from gridapp.columns import NAME, TEXT, Column
from gridapp.errors import OfficeError
from gridapp.flags import Doubt
from gridapp.office import Event
from gridapp.periods import Quarter
from ui.pages import ways
from ui.pages.assessment_forms import Guest, column, told
from ui.pages.page import button
from ui.pages.roster_parts import in_panel
from ui.pages.ways import Way
from ui.session import Session
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.record_form import RecordForm

EXPLANATION = (Column("说明", "answer", TEXT, required=True), Column("说明人", "who", NAME, required=True))


_ROWS = 6
"""Rows, the header among them, that the panel has room for beside the form."""


def unanswered(doubts: list[Doubt]) -> int:
    return sum(doubt.answer is None for doubt in doubts)


class DoubtsPanel(Guest):
    """The doubtful spots, those without an answer first; the chosen one whole, its records, and what is said to it."""

    def __init__(self, session: Session, go: Callable[[Way], None]) -> None:
        super().__init__()
        self.session, self.go = session, go
        self.form = RecordForm(EXPLANATION, "记下说明")
        self.form.refuse(session.refusal("flag_answer"))
        self.quarter: Quarter = session.quarter
        layout = column(self)
        layout.addWidget(
            told("这些登记看来不大可能，或像是登错了。从不扣分，也不拦住核对；说明一次，情况不变就一直有效。")
        )
        self.table = ListTable(
            (ListColumn("", _sign, 3), ListColumn("可疑之处", _text, 20)),
            "可疑之处",
            lambda doubt: doubt.flag.key,
            "没有可疑的登记。",
        )
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setMinimumHeight(_ROWS * self.table.verticalHeader().defaultSectionSize())
        self.table.chosen.connect(lambda _: self._show())
        self.table.entered.connect(lambda *_: self.form.fields["answer"].setFocus())
        layout.addWidget(self.table, 1)
        self.text, self.said = QLabel(), QLabel()
        for label in (self.text, self.said):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            layout.addWidget(label)
        self.look = button("去看登记", "到这处可疑所依据的登记", self._look)
        row = QHBoxLayout()
        row.addWidget(self.look)
        row.addStretch(1)
        layout.addLayout(row)
        in_panel(self.form)
        self.form.submitted.connect(self._save)
        layout.addWidget(self.form)
        self.first = self.table
        self.refresh()

    def refresh(self) -> None:
        """What is doubtful now; which was chosen stays so."""
        doubts = self.session.office.doubts(self.quarter)
        self.table.show_rows(sorted(doubts, key=lambda doubt: doubt.answer is not None))
        if self.table.current() is None and self.table.rows_model.rows:
            self.table.choose(self.table.rows_model.rows[0].flag.key)
        self._show()

    def _show(self) -> None:
        doubt: Doubt | None = self.table.current()
        for part in (self.text, self.said, self.look, self.form):
            part.setVisible(doubt is not None)
        if doubt is None:
            return
        self.text.setText(doubt.flag.text)
        said = doubt.answer or doubt.lapsed
        label = "说明" if doubt.answer else "登记后来变了，原来的说明"
        self.said.setText(f"{label}：{said.answer}（{said.who}，{said.day}）" if said else "还没有说明。")
        self.said.setProperty("faint", bool(doubt.answer))
        self.form.show_values({"answer": said.answer if said else "", "who": said.who if said else self.session.name})

    def _look(self) -> None:
        doubt: Doubt | None = self.table.current()
        if doubt:
            self.go(ways.to_spot(self.session.office, self.quarter, doubt.flag.spots[0]))

    def _save(self, values: dict[str, Any]) -> None:
        doubt: Doubt = self.table.current()

        def work() -> Event:
            try:
                return self.session.office.answer_doubt(self.quarter, doubt, day=date.today(), **values)
            except OfficeError as error:
                self.form.blame(error.field, error.message)
                raise

        if self.session.do(work):
            self.table.setFocus()


def _text(doubt: Doubt) -> Cell:
    return Cell(doubt.flag.text, tip=doubt.flag.text)


def _sign(doubt: Doubt) -> Cell:
    if doubt.answer:
        return Cell("✓", hint=True, tip=f"已说明：{doubt.answer.answer}")
    return Cell("！", short=True, tip="说明已失效" if doubt.lapsed else "还没有说明")
