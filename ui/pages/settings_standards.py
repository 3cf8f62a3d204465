"""补贴标准: the township's default and each worker's own, from a day on. The amount is typed in the table."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSplitter, QVBoxLayout
from shiboken6 import isValid

from gridapp import columns
from gridapp.amounts import show_yuan
from gridapp.columns import MONEY, PERSON, Column
from gridapp.errors import OfficeError
from gridapp.model import Grid, Post, Standard, Worker
from gridapp.office import Event
from ui.pages.page import faint
from ui.pages.settings_part import Part
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.people_orders import by_name
from ui.widgets.person_field import Candidate
from ui.widgets.record_form import RecordForm
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

EVERYBODY = "全镇"
NEW = (Column("网格员", "worker", PERSON), *columns.STANDARD[1:])


class Line(NamedTuple):
    """A standard and whose it is."""

    standard: Standard
    name: str


class StandardsPart(Part):
    """A table of what is set; a form beside it for another one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.model = RecordModel(_COLUMNS, self._save)
        self.model.told.connect(session.failed)
        self.model.refused = refused = session.refusal("standard")
        self.table = RecordTable(self.model, "补贴标准")
        self.form = RecordForm(NEW, "增加")
        self.form.refuse(refused)
        self.form.submitted.connect(self._add)
        whose = self.form.fields["worker"].input
        if isinstance(whose, QLineEdit):
            whose.setPlaceholderText("空着就是全镇")
        self.table.empty = "还没有补贴标准。在右边填写全镇的标准和起始日期，个别人不同的再单独增加。"
        heading = QLabel("增加一条")
        heading.setObjectName("sectionTitle")
        panel = QFrame()
        panel.setObjectName("panel")
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(2 * STEP, 2 * STEP, STEP, STEP)
        layout.addWidget(heading)
        layout.addWidget(self.form)
        layout.addStretch(1)
        split = QSplitter()
        split.addWidget(self.table)
        split.addWidget(panel)
        split.setSizes([600, 400])
        split.setChildrenCollapsible(False)
        self.body.addWidget(faint("每人每季度的标准，从起始日期起算；个人的优先于全镇的。清空金额就是删去这一条。"))
        self.body.addWidget(split, 1)

    def refresh(self, event: Event | None = None) -> None:
        office = self.session.office
        names = {worker.id: worker.name for worker in office.all(Worker)}
        lines = [Line(each, names.get(each.worker, EVERYBODY)) for each in office.all(Standard)]
        (self.model.replace if event else self.model.show)(lines)
        self.form.offer_people(self._people())

    def _people(self) -> list[Candidate]:
        office = self.session.office
        grids = {grid.code: f"{grid.village} {grid.name}" for grid in office.all(Grid)}
        served = {post.worker: grids.get(post.grid, "") for post in office.all(Post)}
        return [Candidate(worker.id, worker.name, served.get(worker.id, "")) for worker in office.all(Worker)]

    def _save(self, edits: Sequence[Edit]) -> bool:
        remove = [edit.row.standard for edit in edits if edit.value is None]
        kept = [(edit.row.standard, edit.value) for edit in edits if edit.value is not None]
        save = [Standard(standard.worker, standard.start, cents) for standard, cents in kept]
        first = edits[0]
        was, now = show_yuan(first.row.standard.cents), "删去" if first.value is None else show_yuan(first.value)
        name = f"补贴标准 {first.row.name} {was}→{now}" if len(edits) == 1 else f"补贴标准 {len(edits)} 条"
        return self.session.do(lambda: self.session.office.change(name, save=save, remove=remove))

    def _add(self, values: dict[str, Any]) -> None:
        standard = Standard(values["worker"] or "", values["start"], values["cents"])
        name = next((each.name for each in self._people() if each.number == standard.worker), EVERYBODY)
        if any(_key(line.standard) == _key(standard) for line in self.model.rows):
            self.form.blame("start", f"{name}从这一天起已有标准，请在表中直接改金额")
            return
        self.session.do(lambda: self._change(name, standard), self._added, owner=self.form)

    def _change(self, name: str, standard: Standard) -> Event:
        try:
            return self.session.office.change(f"补贴标准 {name} {show_yuan(standard.cents)}", save=[standard])
        except OfficeError as error:
            if isValid(self.form):  # it may be tried again long after the form is gone
                self.form.blame(error.field, error.message)
            raise

    def _added(self) -> None:
        self.form.show_values({})
        self.form.fields["worker"].setFocus()


def _key(standard: Standard) -> tuple[str, object]:
    return standard.worker, standard.start


def _amount(line: Line) -> Cell:
    return Cell(show_yuan(line.standard.cents))


def _whose(line: Line) -> Cell:
    return Cell(line.name, bold=not line.standard.worker)


_COLUMNS = (
    TableColumn("网格员", _whose, None, 16, orders=by_name(lambda line: line.name)),
    TableColumn("编号", lambda line: Cell(line.standard.worker), None, 9),
    TableColumn("起始日期", lambda line: Cell(str(line.standard.start)), None, 12),
    TableColumn("每季度（元）", _amount, MONEY, 14),
)
