"""名册 · 协管员、公益员: the 4 and the X of 1+4+X; adding, changing, and the day on which it ended."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import msgspec
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QLabel, QVBoxLayout

from gridapp.columns import ASSISTANT
from gridapp.model import Assistant, Grid
from gridapp.names import matches
from gridapp.staffing import Roster, Term
from ui.pages.page import button, faint
from ui.pages.roster_parts import (
    Scope,
    Section,
    grid_column,
    grid_label,
    in_order,
    in_panel,
    inputs,
    refuse,
    save_from,
)
from ui.session import Session
from ui.theme import STEP
from ui.widgets.beside import Beside
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.people_orders import by_name
from ui.widgets.record_form import RecordForm
from ui.widgets.record_panel import RecordPanel
from ui.widgets.search_field import SearchField


class Row(NamedTuple):
    """Somebody in one grid, and whether they help there today."""

    assistant: Assistant
    grid: Grid
    serving: bool


class AssistantsSection(Section):
    """The tab: the table, and a panel with one form for new ones and for those on record."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.roster, self.scope = Roster((), (), (), ()), Scope()
        self.search = SearchField("姓名、拼音首字母或职责")
        self.ended = QCheckBox("含已结束的(&H)")
        self.count = faint("")
        self.table = ListTable(
            COLUMNS, "协管员、公益员", lambda row: row.assistant.id, "这里还没有人。按“新增”登记协管员或公益员。"
        )
        self.panel = RecordPanel("协管员、公益员")
        self.panel.hide()
        self.form: RecordForm | None = None
        self._lay_out()
        self.search.textChanged.connect(lambda _: self._fill())
        self.search.leave.connect(self.table.setFocus)
        self.ended.toggled.connect(lambda _: self._fill())
        self.table.chosen.connect(self._choose)
        self.table.clicked.connect(lambda _: self._choose(self.table.current()))
        self.table.entered.connect(lambda row, _: self._open(row))
        self.panel.closed.connect(self.table.setFocus)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(STEP)
        label = QLabel("查找(&K)")
        label.setBuddy(self.search)
        top.addWidget(label)
        top.addWidget(self.search, 1)
        top.addWidget(self.ended)
        top.addWidget(self.count)
        new = button("新增(&N)", "登记一名协管员或公益员", self.add, self.session.refusal("assistant"))
        top.addWidget(new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(STEP, STEP, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(top)
        layout.addWidget(Beside(self.table, self.panel), 1)
        in_order(self.search, self.ended, new, self.table, self.panel)

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def show_roster(self, roster: Roster, scope: Scope) -> None:
        self.roster, self.scope = roster, scope
        self._fill()

    def _fill(self) -> None:
        today = date.today()
        rows = []
        for each in sorted(self.roster.assistants, key=lambda each: (each.grid, each.id)):
            row = Row(each, self.roster.grids[each.grid], Term(each.name, each.start, each.stop).holds(today))
            wanted = row.serving or self.ended.isChecked()
            if wanted and self.scope.holds(row.grid) and _found(self.search.text(), each):
                rows.append(row)
        self.table.show_rows(rows)
        self.count.setText(f"{len(rows)} 人次")

    def _choose(self, row: Row | None) -> None:
        if row is None:
            if self.form and self.form.button.text() == _SAVE:
                self.panel.hide()
            return
        form = self._show_form(_SAVE, _texts(row.assistant, row.grid))
        form.submitted.connect(lambda values: self._save(form, values, row.assistant))
        self.panel.title(row.assistant.name, f"{row.grid.village} {row.grid.name} · {row.assistant.role}")

    def _open(self, row: Row) -> None:
        form = self.form
        if form is None or not self.panel.isVisible():
            self._choose(row)
            form = self.form
        if form:
            form.fields["name"].input.setFocus()

    def add(self, grid: str = "", role: str = "") -> None:
        """The form for somebody new, for a grid and a role if they are known."""
        known = self.roster.grids.get(grid or self.scope.grid)
        texts = {"grid": grid_label(known) if known else "", "role": role, "start": date.today().isoformat()}
        form = self._show_form(_ADD, texts)
        form.submitted.connect(lambda values: self._save(form, values, None))
        self.panel.title("新增协管员、公益员", "同一人管几个网格的，每个网格登记一次")
        form.fields["name" if known else "grid"].input.setFocus()

    def _show_form(self, text: str, texts: Mapping[str, str]) -> RecordForm:
        grid, *rest = ASSISTANT
        form = RecordForm([grid_column(grid, list(self.roster.grids.values())), *rest], text)
        form.refuse(self.session.refusal("assistant"))
        in_panel(form)
        form.show_values(texts)
        self.panel.put_in(form)
        self.panel.show()
        gone, self.form = self.form, form
        if gone:
            if gone.isAncestorOf(QApplication.focusWidget() or self):
                inputs(form)[0].setFocus()  # before the old one goes, so that the focus does not jump
            self.panel.take_out(gone)
        return form

    # ── saving ────────────────────────────────────────────────────────────────────────────────────

    def _save(self, form: RecordForm, values: Mapping[str, object], before: Assistant | None) -> None:
        """A new one or another state of one on record; the form stays, for the next grid of the same person."""
        given = {name: value for name, value in values.items() if value is not None}
        after = msgspec.convert({**given, "id": before.id if before else None}, Assistant)
        where = f"{self.roster.place_of(after.grid)} {after.role} {after.name}"
        if before is None and self._same(after):
            refuse(form, self.session, "grid", f"{where} 已经登记，没有再登记一次")
            return
        name = f"登记{where}" if before is None else f"更改{where}"
        if save_from(form, self.session, name, [after], at="grid"):
            if before is None:
                form.fields["grid"].input.setFocus()
            else:
                self.table.setFocus()

    def _same(self, new: Assistant) -> bool:
        return any(
            (each.grid, each.role, each.name) == (new.grid, new.role, new.name) and each.stop is None
            for each in self.roster.assistants
        )


_SAVE, _ADD = "保存", "登记"


def _texts(assistant: Assistant, grid: Grid) -> dict[str, str]:
    texts = {column.field: column.kind.show(getattr(assistant, column.field)) for column in ASSISTANT}
    return {**texts, "grid": grid_label(grid)}


def _found(query: str, assistant: Assistant) -> bool:
    return query.strip() in assistant.role or matches(query, assistant.name)


def _until(row: Row) -> Cell:
    stop = row.assistant.stop
    return Cell(stop.isoformat() if stop else "", hint=not row.serving)


COLUMNS = (
    ListColumn("姓名", lambda row: Cell(row.assistant.name), 10, orders=by_name(lambda row: row.assistant.name)),
    ListColumn("职责", lambda row: Cell(row.assistant.role), 12),
    ListColumn("公益员类别", lambda row: Cell(row.assistant.kind), 12),
    ListColumn(
        "网格",
        lambda row: Cell(f"{row.grid.village} {row.grid.name}", tip=row.grid.code),
        18,
        lambda row: row.grid.code,
    ),
    ListColumn("联系电话", lambda row: Cell(row.assistant.phone), 13),
    ListColumn("开始日期", lambda row: Cell(row.assistant.start.isoformat() if row.assistant.start else ""), 11),
    ListColumn("结束日期", _until, 11),
)
