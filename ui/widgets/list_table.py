"""A table to choose from: rows, not cells, sorted by any column; Enter opens the row, Tab goes on to what comes after.

Nothing is typed in it. For typing see RecordTable.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from ui.widgets.cell_painter import Index
from ui.widgets.cells import Cell, Order, Sorting, TableColumn
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable


class ListColumn(NamedTuple):
    """One column: `show` draws a row's cell, rows are sorted by `key` (by the text when there is none).

    Where it has `orders`, rows are sorted by one of these instead, the first when the header is clicked.
    """

    title: str
    show: Callable[[Any], Cell]
    width: int = 12
    key: Callable[[Any], Any] | None = None
    numeric: bool = False
    tip: str = ""
    orders: tuple[Order, ...] = ()


class ListModel(RecordModel):
    """Rows in the order of one column; equal ones stay in the order in which they were given."""

    sorts_any = True

    def __init__(self, columns: Sequence[ListColumn]) -> None:
        super().__init__(_table_columns(columns), lambda _: False)
        self.list_columns = tuple(columns)

    def set_columns(self, columns: Sequence[ListColumn]) -> None:
        """Other columns, of which the table says anew how they are sorted (fit)."""
        self.list_columns = tuple(columns)
        self.show(self._given, _table_columns(columns))

    def key_of(self, sorting: Sorting) -> Callable[[Any], Any]:
        column = self.list_columns[sorting.column]
        named = super().key_of(sorting)
        return named or column.key or (lambda row: column.show(row).text)

    def right(self, column: int) -> bool:
        return self.list_columns[column].numeric


def _table_columns(columns: Sequence[ListColumn]) -> list[TableColumn]:
    return [TableColumn(c.title, c.show, None, c.width, c.tip, orders=c.orders) for c in columns]


class ListTable(RecordTable):
    """The view. `identity` tells which row is the same after a change, so that it stays chosen."""

    chosen = Signal(object)
    """The row that the clerk has gone to; None when there is none any more."""
    entered = Signal(object, int)
    """The row, and the place of the column, where Enter was pressed or that was double-clicked."""

    def __init__(
        self, columns: Sequence[ListColumn], name: str, identity: Callable[[Any], Hashable], empty: str = ""
    ) -> None:
        self.rows_model = ListModel(columns)
        self.empty = empty
        self._identity = identity
        self._filling = False
        super().__init__(self.rows_model, name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._sort_clicked)
        self.doubleClicked.connect(lambda index: self.entered.emit(self.rows_model.rows[index.row()], index.column()))

    def set_columns(self, columns: Sequence[ListColumn]) -> None:
        """Show the rows in other columns; who was chosen stays so."""

        def work() -> None:
            self.rows_model.set_columns(columns)
            self.fit()

        self._keeping_chosen(work)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; who was chosen stays so, if still there."""
        self._keeping_chosen(lambda: self.rows_model.show(rows))

    def sort(self, sorting: Sorting | None) -> None:
        """Sort the rows; who was chosen stays so."""
        self._keeping_chosen(lambda: super(ListTable, self).sort(sorting))

    def sort_by(self, place: int) -> None:
        """Sort by a column; once more by the same one turns the order around."""
        orders, before = self.rows_model.columns[place].orders, self.rows_model.sorted_by
        again = before is not None and before.column == place
        first = Sorting(place, orders[0].name if orders else "")
        self.layout_of_columns.sort(before.turned() if again and before else first)

    def sort_at_first(self, place: int) -> None:
        """The column by which the rows are sorted where the clerk has chosen none."""
        self.layout_of_columns.standard = Sorting(place)
        self.layout_of_columns.apply()

    def current(self) -> Any:
        """The chosen row, or None."""
        index = self.currentIndex()
        return self.rows_model.rows[index.row()] if index.isValid() else None

    def selected(self) -> list[Any]:
        """The selected rows, top to bottom; the row where the cursor is when none is selected."""
        rows = {index.row() for index in self.selectedIndexes() or [self.currentIndex()] if index.isValid()}
        return [self.rows_model.rows[row] for row in sorted(rows)]

    def choose(self, identity: Hashable) -> bool:
        """Go to the row that is this; False when it is not shown."""
        place = next((n for n, row in enumerate(self.rows_model.rows) if self._identity(row) == identity), None)
        if place is not None:
            self.setCurrentIndex(self.rows_model.index(place, max(self.currentIndex().column(), 0)))
        return place is not None

    def _keeping_chosen(self, work: Callable[[], None]) -> None:
        """Do what may do the same again within; nobody is told before the outermost is done."""
        before, outer = self.current(), self._filling
        self._filling = True
        work()
        found = before is not None and self.choose(self._identity(before))
        self._filling = outer
        if before is not None and not found and not outer:
            self.chosen.emit(None)

    def _sort_clicked(self, place: int) -> None:
        self.sort_by(place)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._filling and current.row() != previous.row():
            self.chosen.emit(self.rows_model.rows[current.row()])

    def focusInEvent(self, event: Any) -> None:
        """Coming in by keyboard the first row is chosen, so that the arrows and Enter have where to begin."""
        super().focusInEvent(event)
        if (
            not self.currentIndex().isValid()
            and self.rows_model.rows
            and event.reason() != Qt.FocusReason.MouseFocusReason
        ):
            self.setCurrentIndex(self.rows_model.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index: QModelIndex = self.currentIndex()
            if index.isValid():
                self.entered.emit(self.rows_model.rows[index.row()], index.column())
        else:
            super().keyPressEvent(event)
