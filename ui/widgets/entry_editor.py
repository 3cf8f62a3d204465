"""A table of dated records and the form that adds and changes them, wherever a page puts the two."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout
from shiboken6 import isValid

from gridapp.columns import Column
from gridapp.errors import OfficeError
from gridapp.model import Record
from gridapp.office import Event
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.record_form import RecordForm
from ui.widgets.told_button import told_button

ADD, CHANGE = "登记", "保存修改"


def list_column(column: Column, width: int | None = None) -> ListColumn:
    """A record's column as it stands in a table to choose from."""
    show, field = column.kind.show, column.field
    numeric = column.kind.numeric
    return ListColumn(
        column.title,
        lambda record: Cell(show(getattr(record, field))),
        width or column.width,
        (lambda record: getattr(record, field)) if numeric else None,
        numeric,
    )


class EntryEditor(QObject):
    """Enter, F2 or a double click on a row brings it into the form, Delete removes what is chosen.

    What a record is made of is for the subclass to say (`make`, `name_of`, `fresh`).
    """

    def __init__(
        self,
        session: Session,
        name: str,
        fields: Sequence[Column],
        columns: Sequence[ListColumn],
        kept: Sequence[str],
        empty: str,
    ) -> None:
        """`fields` are those of the form; what stands in the `kept` ones stays for the next new record."""
        super().__init__()
        self.session = session
        self.edited: Any = None
        self._kept = kept
        self.form = RecordForm(fields, ADD)
        self.form.setAccessibleName(name)
        self.form.show_values(self.fresh())
        self.form.submitted.connect(self.submit)
        self.table = ListTable(columns, name, lambda record: record.id, empty)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.entered.connect(lambda record, _: self.take(record))
        for key, work in ((Qt.Key.Key_F2, self._take_current), (Qt.Key.Key_Delete, self.remove)):
            shortcut = QShortcut(QKeySequence(key), self.table, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(work)
        self.anew = told_button("新增", "在表单里登记新的一条", self._start_and_go)
        self.gone = told_button("删除", "删除选中的（Delete），可以撤销", self.remove)
        refused = session.refusal("finding", "detail")
        for each in (self.form, self.anew, self.gone):
            each.refuse(refused)

    def buttons(self) -> QHBoxLayout:
        """What stands beside the table's name."""
        row = QHBoxLayout()
        row.setSpacing(STEP)
        row.addWidget(self.anew)
        row.addWidget(self.gone)
        return row

    def make(self, before: Any, values: Mapping[str, Any]) -> Record:
        """The record that the form's values make; `before` is the one that is changed, None for a new one."""
        raise NotImplementedError

    def name_of(self, record: Any) -> str:
        """How a step calls the record."""
        raise NotImplementedError

    def fresh(self) -> dict[str, str]:
        """What a new record starts with, by field."""
        return {}

    def show(self, records: Sequence[Any]) -> None:
        """Show these records. The form keeps what is being typed unless its record is gone."""
        self.table.show_rows(records)
        self.gone.setEnabled(bool(records))
        if self.edited is not None:
            now = next((each for each in records if each.id == self.edited.id), None)
            if now is None:
                self.start()
            self.edited = now

    def start(self) -> None:
        """Make the form ready for a new record."""
        kept = {} if self.edited is not None else {name: self.form.fields[name].text() for name in self._kept}
        self.edited = None
        self.form.show_values({**self.fresh(), **{name: text for name, text in kept.items() if text}})
        self.form.button.setText(ADD)

    def take(self, record: Any) -> None:
        """Bring a record into the form."""
        self.edited = record
        columns = [field.column for field in self.form.fields.values()]
        self.form.show_values({each.field: each.kind.show(getattr(record, each.field)) for each in columns})
        self.form.button.setText(CHANGE)
        self.focus_form()

    def focus_form(self) -> None:
        next(iter(self.form.fields.values())).setFocus()

    def _take_current(self) -> None:
        if self.table.current() is not None:
            self.take(self.table.current())

    def _start_and_go(self) -> None:
        self.start()
        self.focus_form()

    def submit(self, values: Mapping[str, Any]) -> None:
        """Save what the form holds as one step, and make ready for the next."""
        record = self.make(self.edited, values)
        name = f"{self.name_of(record)} {'新增' if self.edited is None else '修改'}"
        self.session.do(lambda: self._save(name, record), self._saved, owner=self.form)

    def _saved(self) -> None:
        self.start()
        self.focus_form()

    def _save(self, name: str, record: Record) -> Event:
        try:
            return self.session.office.change(name, save=[record])
        except OfficeError as error:
            if isValid(self.form):  # it may be tried again long after the form is gone
                self.form.blame(error.field, error.message)
            raise

    def remove(self) -> None:
        """Remove the chosen records as one step; without a selection the one where the cursor is."""
        chosen = self.table.selected()
        if not chosen:
            self.session.failed.emit("请先在表中选中要删除的")
            return
        more = f"等 {len(chosen)} 条" if len(chosen) > 1 else ""
        name = f"{self.name_of(chosen[0])}{more} 删除"
        self.session.do(lambda: self.session.office.change(name, remove=chosen))
