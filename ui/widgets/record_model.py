"""The rows of a record table: how each cell looks, what typed texts are read as, and what could not be taken.

Texts are read by the column's kind, pasted ones like typed ones; what can't be read stays on the screen, marked, with
the reason, until it is mended.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from gridapp.errors import OfficeError
from ui.theme import colours
from ui.widgets.cell_painter import LEFT, RIGHT, Drawn, Index
from ui.widgets.cells import TICK, Cell, Edit, Sorting, TableColumn

# Made once: to join flags takes Python longer than all else that it does for a cell.
_TO_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TO_TYPE = _TO_READ | Qt.ItemFlag.ItemIsEditable
_TO_TICK = _TO_READ | Qt.ItemFlag.ItemIsUserCheckable
_ASKED = {
    Qt.ItemDataRole.CheckStateRole,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
}


UNSAVED = "没有保存，原因见窗口下方"


class Fault(NamedTuple):
    """What was typed in a cell that could not be taken, and why."""

    text: str
    message: str


class RecordModel(QAbstractTableModel):
    """Rows and columns for the view. `commit` saves edits as one step and says whether it was done."""

    told = Signal(str)
    refused = ""
    """Why nothing can be typed here at all, for who works here."""
    sorts_any = False
    """Whether the rows can be sorted by any column, not only by those that name orders."""

    def __init__(self, columns: Sequence[TableColumn], commit: Callable[[Sequence[Edit]], bool]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: Sequence[Any] = ()
        self.sorted_by: Sorting | None = None
        self._given: Sequence[Any] = ()
        self.faults: dict[tuple[int, int], Fault] = {}
        self._commit = commit

    def show(self, rows: Sequence[Any], columns: Sequence[TableColumn] | None = None) -> None:
        """Show other rows, in other columns if there are any: what was marked wrong is gone."""
        self.beginResetModel()
        if columns is not None:
            self.columns, self.sorted_by = list(columns), None
        self._given, self.rows, self.faults = rows, self._arranged(rows), {}
        self.endResetModel()

    def sort_by(self, sorting: Sorting | None) -> None:
        """Show the rows in another order, None for the one in which they were given; faults go with their rows."""
        if sorting == self.sorted_by:
            return
        self.beginResetModel()
        before, self.sorted_by = self.rows, sorting
        self.rows = self._arranged(self._given)
        places = {id(row): place for place, row in enumerate(self.rows)}
        self.faults = {(places[id(before[row])], column): fault for (row, column), fault in self.faults.items()}
        self.endResetModel()

    def _arranged(self, rows: Sequence[Any]) -> Sequence[Any]:
        sorting = self.sorted_by
        key = self.key_of(sorting) if sorting else None
        return sorted(rows, key=key, reverse=sorting.descending) if sorting and key else rows

    def key_of(self, sorting: Sorting) -> Callable[[Any], Any] | None:
        """What rows are sorted by."""
        orders = self.columns[sorting.column].orders
        return next((order.key for order in orders if order.name == sorting.order), None)

    def replace(self, rows: Sequence[Any]) -> None:
        """The same rows as they are now, with the same people in the same places; selection and faults stay.

        What the disk had not taken is no fault any more once it is on record. Only rows that are other objects than
        before are drawn again.
        """
        if len(rows) != len(self.rows):
            self.show(rows)
            return
        before, self._given = self.rows, rows
        self.rows = self._arranged(rows)
        saved = [place for place, fault in self.faults.items() if self._is_saved(*place, fault)]
        for place in saved:
            del self.faults[place]
        others = (row for row, (now, then) in enumerate(zip(rows, before, strict=True)) if now is not then)
        changed = {*others, *(row for row, _ in saved)}
        if changed:
            self.dataChanged.emit(self.index(min(changed), 0), self.index(max(changed), len(self.columns) - 1))

    def _is_saved(self, row: int, column: int, fault: Fault) -> bool:
        if fault.message != UNSAVED:
            return False
        kind, word = self.columns[column].edit, self._word(column, fault.text)
        assert kind
        return (kind.show(kind.read(word)) if word else "") == _typed(self.columns[column].show(self.rows[row]))

    def _word(self, column: int, text: str) -> str:
        """The word that a typed text stands for."""
        return self.columns[column].keyed(text.strip()) or text.strip()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        kind = self.columns[index.column()].edit
        if self.refused:
            return _TO_READ
        if kind is TICK and self.cell(index).ticked is not None:
            return _TO_TICK
        return _TO_TYPE if kind else _TO_READ

    def cell(self, index: Index) -> Cell:
        """How a cell looks now, what is marked wrong aside."""
        return self.columns[index.column()].show(self.rows[index.row()])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.columns[section].tip or None
        return None

    def right(self, column: int) -> bool:
        """Whether a column's cells stand to the right, as numbers do."""
        kind = self.columns[column].edit
        return column > 0 and (kind.numeric if kind else not self.columns[column].words)

    def drawn(self, index: Index) -> Drawn:
        """All that is seen of a cell, in one answer."""
        row, column = index.row(), index.column()
        fault = self.faults.get((row, column))
        cell = self.columns[column].show(self.rows[row])
        shade = colours()
        colour = shade.stop if fault else shade.faint if cell.hint else shade.short if cell.short else shade.text
        text = f"✗ {fault.text}" if fault else cell.text
        return Drawn(text, colour, self.right(column), cell.bold, cell.corner, cell.ticked)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is asked about a cell beside its looks (drawn)."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(RIGHT if self.right(index.column()) else LEFT)
        if role not in _ASKED:
            return None
        fault = self.faults.get((index.row(), index.column()))
        cell = self.cell(index)
        if role == Qt.ItemDataRole.CheckStateRole:
            return None if cell.ticked is None else Qt.CheckState.Checked if cell.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return f"✗ {fault.text}" if fault else cell.text
        if role == Qt.ItemDataRole.EditRole:
            return fault.text if fault else _typed(cell)
        return fault.message if fault else cell.tip or None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A cell was typed, or ticked."""
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = Qt.CheckState(value) == Qt.CheckState.Checked
            return self.write([(index.row(), index.column(), "✓" if ticked else "")])
        if role != Qt.ItemDataRole.EditRole:
            return False
        unsaved = (index.row(), index.column()) in self.faults
        if not unsaved and str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return True
        return self.write([(index.row(), index.column(), str(value))])

    def blame(self, row: int, column: int, message: str) -> None:
        """Mark a cell with what is wrong with it; what it holds stays."""
        index = self.index(row, column)
        self.faults[row, column] = Fault(self.data(index, Qt.ItemDataRole.EditRole), message)
        self.dataChanged.emit(index, index)

    def write(self, typed: Sequence[tuple[int, int, str]]) -> bool:
        """Take typed texts (row, column, text): the good ones go in as one step, the others stay marked."""
        if self.refused:
            self.told.emit(self.refused)
            return False
        edits, places, told = [], [], ""
        for row, column, text in typed:
            kind = self.columns[column].edit
            locked = self.columns[column].show(self.rows[row]).locked if kind else ""
            if kind is None or locked:
                told = told or locked
                continue
            try:
                word = self._word(column, text)
                edits.append(Edit(self.rows[row], column, kind.read(word) if word else None))
                places.append((row, column, text))
            except OfficeError as error:
                self.faults[row, column] = Fault(text, error.message)
                told = told or error.message
        done = bool(edits) and self._commit(edits)
        for row, column, text in places:
            if done:
                self.faults.pop((row, column), None)
            else:
                self.faults[row, column] = Fault(text, UNSAVED)
        if told:
            self.told.emit(told)
        rows, columns = [row for row, _, _ in typed], [column for _, column, _ in typed]
        last = self.index(max(rows), max(columns))
        if last.isValid():  # the page may show fewer rows now
            self.dataChanged.emit(self.index(min(rows), min(columns)), last)
        return done and not told


def _typed(cell: Cell) -> str:
    """The text that would have to be typed for a cell to look so."""
    return "" if cell.hint else "✓" if cell.ticked else cell.text.lstrip("▾")
