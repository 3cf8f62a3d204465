"""What the sections of 名册 share: reading the rosters, what is looked at, choosing a grid, saving from a form."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec
from PySide6.QtWidgets import QComboBox, QWidget
from shiboken6 import isValid

from gridapp.columns import Column, Kind
from gridapp.errors import OfficeError
from gridapp.model import Assistant, Grid, Post, Record, Village, Worker
from gridapp.office import Event, Office
from gridapp.staffing import Roster
from ui.session import Session
from ui.theme import STEP
from ui.widgets.list_table import ListTable
from ui.widgets.record_form import Field, RecordForm

ROSTER_TABLES = frozenset({"village", "grid", "worker", "post", "assistant"})


class Scope(NamedTuple):
    """What the tree has chosen: the whole township, a village, or one grid of it."""

    village: str = ""
    grid: str = ""

    def holds(self, grid: Grid | None) -> bool:
        """Whether a grid belongs to it; who has no grid is seen with the whole township."""
        if grid is None:
            return not self.village
        return self.grid in ("", grid.code) and self.village in ("", grid.village)


class Section(QWidget):
    """One tab: shows the rosters as far as the tree's choice reaches."""

    table: ListTable

    def show_roster(self, roster: Roster, scope: Scope) -> None:
        raise NotImplementedError


def read_roster(office: Office) -> Roster:
    """The rosters as they are on record now."""
    return Roster(office.all(Village), office.all(Grid), office.all(Worker), office.all(Post), office.all(Assistant))


def grid_label(grid: Grid) -> str:
    """A grid as one chooses it: found by typing its code, told apart from its like in other villages."""
    return f"{grid.code} {grid.village} {grid.name}"


def one_of(labels: Mapping[str, Any]) -> Kind:
    """A choice of labels that stand for something shorter."""

    def read(value: object) -> Any:
        if value not in labels:
            raise OfficeError("请从列表中选择")
        return labels[str(value)]

    return Kind("choice", read, str, options=tuple(labels))


def grid_column(column: Column, grids: Sequence[Grid]) -> Column:
    """The column of a grid's code as a choice of these grids."""
    return column._replace(title="网格", kind=one_of({grid_label(grid): grid.code for grid in grids}))


def only(columns: Sequence[Column], *fields: str) -> list[Column]:
    """The columns of these fields, in this order."""
    known = {column.field: column for column in columns}
    return [known[field] for field in fields]


def save_from(
    form: RecordForm,
    session: Session,
    name: str,
    save: Sequence[Record],
    remove: Sequence[Record] = (),
    *,
    at: str = "",
) -> bool:
    """Save what a form holds as one step; what the office refuses is said at its field (at `at` if it has no such)."""
    return session.do(lambda: _change(form, session, name, save, remove, at), owner=form)


def save_field(form: RecordForm, session: Session, name: str, record: Record, field: str, value: object) -> bool:
    """Save one field of a record as one step; its other fields are what they are by then."""

    def work() -> Event:
        now = session.office.now(record) or record
        return _change(form, session, name, [msgspec.structs.replace(now, **{field: value})], (), field)

    return session.do(work, owner=form.fields[field])


def _change(
    form: RecordForm, session: Session, name: str, save: Sequence[Record], remove: Sequence[Record], at: str
) -> Event:
    try:
        return session.office.change(name, save=save, remove=remove)
    except OfficeError as error:
        if isValid(form):  # it may be tried again long after the form is gone
            form.blame(error.field if error.field in form.fields else at, error.message)
        raise


def refuse(form: RecordForm, session: Session, field: str, message: str) -> None:
    """Say at a field, and under the window, why a form is not taken."""
    form.blame(field, message)
    session.failed.emit(message)


def in_panel(form: QWidget) -> None:
    """The panel has margins of its own."""
    layout = form.layout()
    assert layout
    layout.setContentsMargins(0, STEP, 0, STEP)


def in_order(*widgets: QWidget) -> None:
    """Tab goes from one of these to the next."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def inputs(form: RecordForm) -> list[QWidget]:
    """What Tab visits in a form."""
    return [*(field.input for field in form.fields.values()), form.button]


def when_typed(field: Field, work: Callable[[str], object]) -> None:
    """Call on with what stands in a field at every change of it."""
    if isinstance(field.input, QComboBox):
        field.input.currentTextChanged.connect(work)
    else:
        field.input.textChanged.connect(work)
