"""A table to choose from: rows, not cells, sorted by any column; Enter opens the row, Tab goes on to what comes after.

Nothing is typed in it. For typing see RecordTable.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from ui.widgets.cell_painter import Index
from ui.widgets.cells import Cell, TableColumn
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable


class ListColumn(NamedTuple):
    """One column: `show` draws a row's cell, rows are sorted by `key` (by the text when there is none)."""

    title: str
    show: Callable[[Any], Cell]
    width: int = 12
    key: Callable[[Any], Any] | None = None
    numeric: bool = False
    tip: str = ""


class ListModel(RecordModel):
    """Rows in the order of one column; equal ones stay in the order in which they were given."""

    def __init__(self, columns: Sequence[ListColumn]) -> None:
        super().__init__([TableColumn(c.title, c.show, None, c.width, c.tip) for c in columns], lambda _: False)
        self.list_columns = tuple(columns)
        self.sorted_by: tuple[int, bool] | None = None
        self._given: Sequence[Any] = ()

    def set_columns(self, columns: Sequence[ListColumn]) -> None:
        """Other columns; sorted by the same place if there still is one."""
        self.list_columns = tuple(columns)
        if self.sorted_by and self.sorted_by[0] >= len(columns):
            self.sorted_by = None
        self.columns = [TableColumn(c.title, c.show, None, c.width, c.tip) for c in columns]
        self.arrange(self._given)

    def arrange(self, rows: Sequence[Any]) -> None:
        """Show these rows in the order that was chosen."""
        self._given = rows
        if self.sorted_by is None:
            self.show(rows)
            return
        place, descending = self.sorted_by
        column = self.list_columns[place]
        self.show(sorted(rows, key=column.key or (lambda row: column.show(row).text), reverse=descending))

    def sort_by(self, place: int, *, descending: bool) -> None:
        self.sorted_by = (place, descending)
        self.arrange(self._given)

    def right(self, column: int) -> bool:
        return self.list_columns[column].numeric


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
        self._keeping_chosen(lambda: self.rows_model.set_columns(columns))
        self.fit()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; who was chosen stays so, if still there."""
        self._keeping_chosen(lambda: self.rows_model.arrange(rows))

    def sort_by(self, place: int, *, descending: bool = False) -> None:
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(place, order)
        self._keeping_chosen(lambda: self.rows_model.sort_by(place, descending=descending))

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
        before = self.current()
        self._filling = True
        work()
        found = before is not None and self.choose(self._identity(before))
        self._filling = False
        if before is not None and not found:
            self.chosen.emit(None)

    def _sort_clicked(self, place: int) -> None:
        before = self.rows_model.sorted_by
        self.sort_by(place, descending=before == (place, False))

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
