"""One table for every kind of record: typed cell by cell, saved cell by cell, quick without a mouse.

A page says what its rows are and how a cell looks (Cell); the table does the keys: type over, Enter down (or right),
Tab right, arrows, Delete, Ctrl+D, copy and paste, F2. Pasted cells are read by the column's kind like typed ones; what
can't be read stays on the screen, marked, with the reason, until it is mended.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from gridapp.columns import Kind
from gridapp.errors import OfficeError
from ui.theme import colours

Index = QModelIndex | QPersistentModelIndex
MAX_PASTED = 100_000


class Cell(NamedTuple):
    """How a cell looks now: its text, whether it is only a hint (grey), short of quota, exempt, and what is told."""

    text: str
    hint: bool = False
    short: bool = False
    bold: bool = False
    tip: str = ""


class TableColumn(NamedTuple):
    """One column of a table: `show` draws a row's cell, `edit` is the kind that a typed text is read by."""

    title: str
    show: Callable[[Any], Cell]
    edit: Kind | None = None
    width: int = 12
    tip: str = ""


class Edit(NamedTuple):
    """One typed cell: the row's object, the column's place, and the value read from it (None: emptied)."""

    row: Any
    column: int
    value: Any


class Fault(NamedTuple):
    """What was typed in a cell that could not be taken, and why."""

    text: str
    message: str


class RecordModel(QAbstractTableModel):
    """Rows and columns for the view. `commit` saves edits as one step and says whether it was done."""

    told = Signal(str)

    def __init__(self, columns: Sequence[TableColumn], commit: Callable[[Sequence[Edit]], bool]) -> None:
        super().__init__()
        self.columns = list(columns)
        self.rows: Sequence[Any] = ()
        self.faults: dict[tuple[int, int], Fault] = {}
        self._commit = commit

    def show(self, rows: Sequence[Any]) -> None:
        """Show other rows: what was marked wrong is gone."""
        self.beginResetModel()
        self.rows, self.faults = rows, {}
        self.endResetModel()

    def replace(self, rows: Sequence[Any]) -> None:
        """The same rows as they are now, with the same people in the same places; selection and faults stay."""
        if len(rows) != len(self.rows):
            self.show(rows)
            return
        self.rows = rows
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.columns[index.column()].edit else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.ToolTipRole:
                return self.columns[section].tip or None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        fault = self.faults.get((index.row(), index.column())) if self.faults else None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numeric = column.edit is None or column.edit.numeric
            side = Qt.AlignmentFlag.AlignRight if numeric and index.column() else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role not in _DRAWN:
            return None
        cell = column.show(self.rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return f"✗ {fault.text}" if fault else cell.text
        if role == Qt.ItemDataRole.EditRole:
            return fault.text if fault else "" if cell.hint else cell.text.lstrip("▾")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return fault.message if fault else cell.tip or None
        if role == Qt.ItemDataRole.FontRole and cell.bold:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            shade = colours()
            return QBrush(
                QColor(shade.stop if fault else shade.faint if cell.hint else shade.short if cell.short else shade.text)
            )
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A cell was typed."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return True
        return self.write([(index.row(), index.column(), str(value))])

    def write(self, typed: Sequence[tuple[int, int, str]]) -> bool:
        """Take typed texts (row, column, text): the good ones go in as one step, the others stay marked."""
        edits, places, told = [], [], ""
        for row, column, text in typed:
            kind = self.columns[column].edit
            if kind is None:
                continue
            try:
                edits.append(Edit(self.rows[row], column, kind.read(text.strip()) if text.strip() else None))
                places.append((row, column, text))
            except OfficeError as error:
                self.faults[row, column] = Fault(text, error.message)
                told = told or error.message
        done = bool(edits) and self._commit(edits)
        for row, column, text in places:
            if done:
                self.faults.pop((row, column), None)
            else:
                self.faults[row, column] = Fault(text, "没有保存，原因见窗口下方")
        if told:
            self.told.emit(told)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))
        return done and not told


_DRAWN = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.FontRole,
    Qt.ItemDataRole.ForegroundRole,
}


class RecordTable(QTableView):
    """The view: the keys, and what stands still while the rest scrolls."""

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.enter_goes_right = False
        self.setModel(model)
        self.setAccessibleName(name)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.fit()

    def records(self) -> RecordModel:
        model = self.model()
        assert isinstance(model, RecordModel)
        return model

    def fit(self) -> None:
        """Rows as high as a ruler on paper, columns as wide as they were declared."""
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 12)
        for place, column in enumerate(self.records().columns):
            self.setColumnWidth(place, metrics.horizontalAdvance("0") * column.width + 16)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._copied())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._fill_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.records().write([(index.row(), index.column(), "") for index in self._editable()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in an editor goes on to the next cell, like Enter outside of one."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._step(back=False)

    def _step(self, *, back: bool) -> None:
        index, step = self.currentIndex(), -1 if back else 1
        down, right = (0, step) if self.enter_goes_right else (step, 0)
        target = index.siblingAtRow(index.row() + down).siblingAtColumn(index.column() + right)
        if target.isValid():
            self.setCurrentIndex(target)

    def _editable(self) -> list[QModelIndex]:
        return [index for index in self.selectedIndexes() if index.flags() & Qt.ItemFlag.ItemIsEditable]

    def _copied(self) -> str:
        """The selected cells as Excel and WPS take them: tabs between cells, lines between rows."""
        rows: dict[int, dict[int, str]] = {}
        for index in self.selectedIndexes():
            text = index.data(Qt.ItemDataRole.EditRole) or ""
            rows.setdefault(index.row(), {})[index.column()] = " ".join(str(text).split())
        return "\n".join("\t".join(text for _, text in sorted(rows[row].items())) for row in sorted(rows))

    def _paste(self, text: str) -> None:
        selected = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        start = selected[0] if selected else self.currentIndex()
        if not start.isValid() or not text:
            return
        lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        model = self.records()
        typed = [
            (start.row() + down, start.column() + right, cell)
            for down, line in enumerate(lines)
            for right, cell in enumerate(line)
            if start.row() + down < model.rowCount() and start.column() + right < model.columnCount()
        ]
        model.write(typed[:MAX_PASTED])

    def _fill_down(self) -> None:
        """Ctrl+D: the topmost selected cell of each column into the ones below it."""
        columns: dict[int, list[QModelIndex]] = {}
        for index in self._editable():
            columns.setdefault(index.column(), []).append(index)
        typed = []
        for cells in columns.values():
            top, *below = sorted(cells, key=lambda index: index.row())
            text = str(top.data(Qt.ItemDataRole.EditRole) or "")
            typed += [(index.row(), index.column(), text) for index in below]
        if typed:
            self.records().write(typed)

    def go_to(self, row: int, column: int) -> None:
        self.selectionModel().setCurrentIndex(
            self.model().index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
