"""One table for every kind of record: typed cell by cell, saved cell by cell, quick without a mouse.

A page says what its rows are and how a cell looks (Cell); the table does the keys: type over, Enter down (or right),
Tab right, Enter after Tabs to where they began one row below, arrows, Delete, Ctrl+D, copy and paste, F2, F6 out.
Pasted cells are read by the column's kind like typed ones; what can't be read stays on the screen, marked, with the
reason, until it is mended.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from gridapp.columns import Kind
from gridapp.errors import OfficeError
from ui.theme import STEP, colours, enter_goes_right
from ui.widgets.cell_painter import LEFT, RIGHT, CellTyping, Drawn
from ui.widgets.first_column import FirstColumn

Index = QModelIndex | QPersistentModelIndex
MAX_PASTED = 100_000


class Cell(NamedTuple):
    """How a cell looks now: its text, whether it is only a hint (grey), short of quota, bold, and what is told.

    `corner` marks a cell that has entries behind it, `ticked` makes a box to tick of it, and `locked` says why
    nothing can be typed there.
    """

    text: str
    hint: bool = False
    short: bool = False
    bold: bool = False
    tip: str = ""
    corner: bool = False
    ticked: bool | None = None
    locked: str = ""


class TableColumn(NamedTuple):
    """One column of a table: `show` draws a row's cell, `edit` is the kind that a typed text is read by.

    Where a cell `opens`, F2 and a double click ask for what is behind it (RecordTable.opened) instead of editing it.
    `keys` are words that one key sets, 1 the first: the cell takes it at once and the cursor goes down.
    `words` stand left although nobody types them; what is only shown is otherwise taken for numbers.
    """

    title: str
    show: Callable[[Any], Cell]
    edit: Kind | None = None
    width: int = 12
    tip: str = ""
    opens: bool = False
    keys: tuple[str, ...] = ()
    words: bool = False

    def keyed(self, text: str) -> str:
        """The word that a typed digit stands for, "" where it stands for none."""
        place = int(text) if text.isascii() and text.isdecimal() else 0
        return self.keys[place - 1] if 0 < place <= len(self.keys) else ""


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

    def show(self, rows: Sequence[Any], columns: Sequence[TableColumn] | None = None) -> None:
        """Show other rows, in other columns if there are any: what was marked wrong is gone."""
        self.beginResetModel()
        self.rows, self.faults = rows, {}
        if columns is not None:
            self.columns = list(columns)
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
        kind = self.columns[index.column()].edit
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
            return fault.text if fault else "" if cell.hint else "✓" if cell.ticked else cell.text.lstrip("▾")
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
        edits, places, told = [], [], ""
        for row, column, text in typed:
            kind = self.columns[column].edit
            locked = self.columns[column].show(self.rows[row]).locked if kind else ""
            if kind is None or locked:
                told = told or locked
                continue
            try:
                word = self.columns[column].keyed(text.strip()) or text.strip()
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
                self.faults[row, column] = Fault(text, "没有保存，原因见窗口下方")
        if told:
            self.told.emit(told)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))
        return done and not told


def _read_tick(value: Any) -> bool:
    if str(value) not in ("✓", "√", "1", "是"):
        raise OfficeError(f"“{value}”不是勾选，请用空格键打勾或取消")
    return True


TICK = Kind("tick", _read_tick, lambda value: "✓" if value else "")
"""A cell that is a box to tick: by a click or the space bar."""

# Made once: to join flags takes Python longer than all else that it does for a cell.
_TO_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TO_TYPE = _TO_READ | Qt.ItemFlag.ItemIsEditable
_TO_TICK = _TO_READ | Qt.ItemFlag.ItemIsUserCheckable
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ASKED = {
    Qt.ItemDataRole.CheckStateRole,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
}


class RecordTable(QTableView):
    """The view: the keys, and what stands still while the rest scrolls."""

    opened = Signal(QModelIndex)
    """Asks for what is behind a cell of a column that opens."""
    empty = ""
    """What an empty table says: what to do next."""

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabbed: tuple[int, QModelIndex] | None = None
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
        self.setItemDelegate(CellTyping(self))
        self.first_column = FirstColumn(self)
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

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text asks for other rows and columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self.fit()

    def edit(  # type: ignore[override]
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = QAbstractItemView.EditTrigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """What opens is opened, where nothing can be typed it is said why, all else is edited in its place."""
        asked = trigger in (QAbstractItemView.EditTrigger.EditKeyPressed, QAbstractItemView.EditTrigger.DoubleClicked)
        typed = isinstance(event, QKeyEvent) and event.text().isprintable() and bool(event.text())
        if index.isValid() and asked and self.records().columns[index.column()].opens:
            self.opened.emit(index)
            return True
        if index.isValid() and (asked or typed) and (locked := self.records().cell(index).locked):
            self.records().told.emit(locked)
            return True
        return bool(super().edit(index, trigger, event))  # type: ignore[arg-type]

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
        elif event.key() == Qt.Key.Key_F6:
            self._leave(forward=not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() == Qt.Key.Key_Tab:
            before = self.currentIndex()
            super().keyPressEvent(event)
            self._remember_tab(before)
        elif not (event.modifiers() & _COMMANDS) and self._is_key(event.text()):
            self._set_by_key(event.text())
        else:
            super().keyPressEvent(event)

    def _is_key(self, text: str) -> bool:
        index = self.currentIndex()
        return index.isValid() and bool(self.records().columns[index.column()].keyed(text))

    def _set_by_key(self, text: str) -> None:
        """One key is the whole cell; the cursor goes down, wherever Enter would go."""
        index = self.currentIndex()
        if self.records().write([(index.row(), index.column(), text)]) and index.row() + 1 < self.records().rowCount():
            self.go_to(index.row() + 1, index.column())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter and Tab in an editor go on to the next cell, like outside of one."""
        before = self.currentIndex()
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._step(back=False)
        elif hint == QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._remember_tab(before)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty and not self.records().rows:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colours().faint))
            space = self.viewport().rect().adjusted(3 * STEP, 3 * STEP, -3 * STEP, -3 * STEP)
            painter.drawText(space, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.empty)

    def _remember_tab(self, before: QModelIndex) -> None:
        """Tab went on from a cell: the column where the row's Tabs began, and where they have come to."""
        here = self.currentIndex()
        began = self._tabbed[0] if self._tabbed and self._tabbed[1] == before else before.column()
        self._tabbed = (began, here) if here.row() == before.row() else None

    def _leave(self, *, forward: bool) -> None:
        """To the next control (or the one before): Tab itself goes from cell to cell here."""
        self.setTabKeyNavigation(False)
        self.focusNextChild() if forward else self.focusPreviousChild()
        self.setTabKeyNavigation(True)

    def _step(self, *, back: bool) -> None:
        """Down (or right); after Tabs, as in Excel, to the column where they began, one row below."""
        index, step = self.currentIndex(), -1 if back else 1
        if self._tabbed and self._tabbed[1] == index and not back:
            self.setCurrentIndex(self.model().index(min(index.row() + 1, self.model().rowCount() - 1), self._tabbed[0]))
            return
        down, right = (0, step) if enter_goes_right() else (step, 0)
        target = index.siblingAtRow(index.row() + down).siblingAtColumn(index.column() + right)
        if target.isValid():
            self.setCurrentIndex(target)

    def _editable(self) -> list[QModelIndex]:
        return [index for index in self.selectedIndexes() if self.records().columns[index.column()].edit]

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
