"""名册 · 网格: the villages and their grids; adding them, and changing names, households and areas."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridapp.columns import GRID, choice
from gridapp.model import Grid, Record, Village
from gridapp.staffing import Place, Roster, next_number
from ui.pages.page import button, faint
from ui.pages.roster_parts import (
    Scope,
    Section,
    in_order,
    in_panel,
    inputs,
    only,
    refuse,
    save_field,
    save_from,
)
from ui.session import Session
from ui.theme import STEP
from ui.widgets.beside import Beside
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.live_form import LiveForm
from ui.widgets.record_form import RecordForm
from ui.widgets.record_panel import RecordPanel

_VILLAGE = [column._replace(field=field) for column, field in zip(GRID[:2], ("village", "kind"), strict=True)]
_OF_GRID = ("name", "households", "area")


class Row(NamedTuple):
    """A grid with its village and who serves in it today."""

    grid: Grid
    village: Village
    worker: Place


class GridsSection(Section):
    """The tab: the table, and a panel for the grid and its village."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.roster, self.scope = Roster((), (), (), ()), Scope()
        self.table = ListTable(
            COLUMNS, "网格", lambda row: row.grid.code, "还没有网格。先按“新增村（社区）”，再按“新增”登记它的网格。"
        )
        self.panel = GridPanel(session)
        self.panel.hide()
        self.count = faint("")
        top = QHBoxLayout()
        top.setSpacing(STEP)
        top.addWidget(self.count)
        top.addStretch(1)
        refused = session.refusal("village", "grid")
        new = (
            button("新增村（社区）(&V)", "登记一个村或社区", self._add_village, refused),
            button("新增(&N)", "登记一个网格", self._add_grid, refused),
        )
        for each in new:
            top.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(STEP, STEP, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(top)
        layout.addWidget(Beside(self.table, self.panel), 1)
        in_order(*new, self.table, self.panel)
        self.table.chosen.connect(self._choose)
        self.table.clicked.connect(lambda _: self._choose(self.table.current()))
        self.table.entered.connect(self._open)
        self.panel.closed.connect(self.table.setFocus)
        self.panel.added.connect(self._added)

    def show_roster(self, roster: Roster, scope: Scope) -> None:
        self.roster, self.scope = roster, scope
        rows = [
            Row(staff.grid, roster.villages[staff.grid.village], staff.places[0])
            for staff in roster.staff(date.today())
            if scope.holds(staff.grid)
        ]
        self.table.show_rows(rows)
        villages = len({row.village.name for row in rows})
        households = sum(row.grid.households or 0 for row in rows)
        self.count.setText(f"{villages} 个村（社区），{len(rows)} 个网格，{households} 户")
        self.panel.show_roster(roster)

    def _choose(self, row: Row | None) -> None:
        if row:
            self.panel.show_grid(row.grid.code)
            self.panel.show()
        elif not self.panel.adding:
            self.panel.hide()

    def _open(self, row: Row, column: int) -> None:
        self._choose(row)
        self.panel.grid.fields["name"].input.setFocus()

    def _add_grid(self) -> None:
        self.panel.show()
        self.panel.add_grid(self.scope.village)

    def _add_village(self) -> None:
        self.panel.show()
        self.panel.add_village()

    def _added(self, code: str) -> None:
        if not self.table.choose(code):
            self.panel.hide()
        self.table.setFocus()


class GridPanel(RecordPanel):
    """One grid and its village, field by field; or the form for a new grid or village."""

    added = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("网格")
        self.session = session
        self.roster, self.code = Roster((), (), (), ()), ""
        self.new: RecordForm | None = None
        self.grid = LiveForm(only(GRID, *_OF_GRID))
        self.village = LiveForm(_VILLAGE)
        for form in (self.grid, self.village):
            form.refuse(session.refusal("village", "grid"))
        self.village_title = QLabel("所在村（社区）")
        self.village_title.setObjectName("sectionTitle")
        self.village_note = faint("改名或改类型，对它的所有网格一并生效；已定案的季度不变。")
        self.village_note.setWordWrap(True)
        self.body.addWidget(self.grid)
        for part in (self.village_title, self.village_note, self.village):
            self.body.addWidget(part)
        self.body.addStretch(1)
        for form in (self.grid, self.village):
            in_panel(form)
        self.grid.edited.connect(self._save_grid)
        self.village.edited.connect(self._save_village)

    @property
    def adding(self) -> bool:
        return self.new is not None

    def show_roster(self, roster: Roster) -> None:
        self.roster = roster
        if self.code in roster.grids and not self.adding:
            self.grid.update_values(self._grid_texts())
            self.village.update_values(self._village_texts())
            self._title()

    def show_grid(self, code: str) -> None:
        if code == self.code and not self.adding:
            return
        self._drop_new()
        self.code = code
        self.grid.show_values(self._grid_texts())
        self.village.show_values(self._village_texts())
        self._title()

    def _title(self) -> None:
        grid = self.roster.grids[self.code]
        self.title(grid.name, f"编号 {grid.code} · {grid.village}")

    def _grid_texts(self) -> dict[str, str]:
        grid = self.roster.grids[self.code]
        return {column.field: column.kind.show(getattr(grid, column.field)) for column in only(GRID, *_OF_GRID)}

    def _village_texts(self) -> dict[str, str]:
        village = self.roster.villages[self.roster.grids[self.code].village]
        return {"village": village.name, "kind": village.kind}

    # ── changing ──────────────────────────────────────────────────────────────────────────────────

    def _save_grid(self, field: str, value: object) -> None:
        grid = self.roster.grids[self.code]
        before = getattr(grid, field)
        empty = None if field == "households" else ""
        title = self.grid.fields[field].column.title
        name = f"{self.roster.place_of(grid.code)} {title} {_said(before)}→{_said(value)}"
        save_field(self.grid, self.session, name, grid, field, empty if value is None else value)

    def _save_village(self, field: str, value: object) -> None:
        village = self.roster.villages[self.roster.grids[self.code].village]
        if field == "kind":
            name = f"{village.name} 类型 {village.kind}→{value}"
            save_field(self.village, self.session, name, village, "kind", value)
        elif value in self.roster.villages:
            refuse(self.village, self.session, "village", f"已有名为“{value}”的村（社区）")
        else:
            renamed = msgspec.structs.replace(village, name=value)
            grids = [grid for grid in self.roster.grids.values() if grid.village == village.name]
            save: list[Record] = [renamed, *(msgspec.structs.replace(grid, village=value) for grid in grids)]
            save_from(self.village, self.session, f"{village.name} 改名为{value}", save, [village], at="village")

    # ── adding ────────────────────────────────────────────────────────────────────────────────────

    def add_grid(self, village: str = "") -> None:
        of_village, _, code, *rest = GRID
        columns = [code, of_village._replace(kind=choice(tuple(self.roster.villages))), *rest]
        form = RecordForm(columns, "登记")
        form.submitted.connect(lambda values: self._save_new_grid(form, values))
        form.show_values({"code": next_number(self.roster.grids), "village": village})
        self._show_new(form, "新增网格", "" if self.roster.villages else "还没有村（社区），请先登记")

    def add_village(self) -> None:
        form = RecordForm(_VILLAGE, "登记")
        form.submitted.connect(lambda values: self._save_new_village(form, values))
        form.show_values({})
        self._show_new(form, "新增村（社区）", "类型决定每周登记的指标")

    def _show_new(self, form: RecordForm, heading: str, note: str) -> None:
        in_panel(form)
        self.put_in(form)
        inputs(form)[0].setFocus()  # before the old one goes, so that the focus does not jump
        self._drop_new()
        self.new = form
        self.title(heading, note)
        self._show_parts()
        inputs(form)[0].setFocus()

    def _save_new_grid(self, form: RecordForm, values: Mapping[str, object]) -> None:
        fields = {name: value for name, value in values.items() if value is not None}
        grid = msgspec.convert(fields, Grid)
        if grid.code in self.roster.grids:
            refuse(form, self.session, "code", f"编号 {grid.code} 已是{self.roster.place_of(grid.code)}的，请换一个")
        elif save_from(form, self.session, f"登记网格 {grid.code} {grid.village} {grid.name}", [grid], at="code"):
            self._done(grid.code)

    def _save_new_village(self, form: RecordForm, values: Mapping[str, object]) -> None:
        village = msgspec.convert({"name": values["village"], "kind": values["kind"]}, Village)
        if village.name in self.roster.villages:
            refuse(form, self.session, "village", f"已有名为“{village.name}”的村（社区）")
        elif save_from(form, self.session, f"登记{village.kind} {village.name}", [village], at="village"):
            self.add_grid(village.name)

    def _done(self, code: str) -> None:
        self._drop_new()
        self.code = ""
        self.added.emit(code)

    def _drop_new(self) -> None:
        if self.new:
            gone, self.new = self.new, None
            self.take_out(gone)
            self._show_parts()

    def _show_parts(self) -> None:
        parts: list[QWidget] = [self.grid, self.village_title, self.village_note, self.village]
        for part in parts:
            part.setVisible(not self.adding)

    def close_panel(self) -> None:
        self._drop_new()
        self.code = ""
        super().close_panel()


def _said(value: object) -> str:
    return "空" if value in (None, "") else str(value)


COLUMNS = (
    ListColumn("网格", lambda row: Cell(row.grid.name), 14, lambda row: row.grid.code),
    ListColumn("村（社区）", lambda row: Cell(row.village.name), 14, lambda row: row.grid.code),
    ListColumn("类型", lambda row: Cell(row.village.kind), 6),
    ListColumn("编号", lambda row: Cell(row.grid.code), 8),
    ListColumn(
        "户数",
        lambda row: Cell(_said(row.grid.households).replace("空", "")),
        6,
        lambda row: row.grid.households or 0,
        numeric=True,
    ),
    ListColumn("网格员", lambda row: Cell("、".join(row.worker.holders) or "缺", short=not row.worker.holders), 16),
    ListColumn("范围", lambda row: Cell(row.grid.area, tip=row.grid.area), 40),
)
