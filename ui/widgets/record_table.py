"""One table for every kind of record: typed cell by cell, saved cell by cell, quick without a mouse.

A page says what its rows are and how a cell looks (cells); the model reads what is typed (record_model); the table
does the keys: type over, Enter down (or right), Tab right, Enter after Tabs to where they began one row below,
arrows, Delete, Ctrl+D, copy and paste, F2, F4 for the columns (column_menu), F6 out.
"""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from ui.theme import STEP, colours, enter_goes_right
from ui.widgets.blocks import Typed, copied, filled_down, pasted
from ui.widgets.cell_painter import CellTyping, Index
from ui.widgets.cells import Sorting
from ui.widgets.column_layout import ColumnLayout
from ui.widgets.column_menu import ColumnMenu
from ui.widgets.first_column import FirstColumn
from ui.widgets.record_model import RecordModel

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class RecordTable(QTableView):
    """The view: the keys, and what stands still while the rest scrolls."""

    opened = Signal(QModelIndex)
    """Asks for what is behind a cell of a column that opens."""
    empty = ""
    """What an empty table says: what to do next."""

    def __init__(self, model: RecordModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabbed: tuple[int, QModelIndex] | None = None
        self._closing = False
        self.setModel(model)
        self.setAccessibleName(name)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(True)
        self.setCornerButtonEnabled(False)
        # Or the style would draw the background, and Qt the whole table anew for each step of the wheel.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setItemDelegate(CellTyping(self))
        self.first_column = FirstColumn(self)
        self.layout_of_columns = ColumnLayout(self, model, self.first_column)
        self.layout_of_columns.sorting_wanted.connect(self.sort)
        self.column_menu = ColumnMenu(self.layout_of_columns)
        self.fit()

    def records(self) -> RecordModel:
        model = self.model()
        assert isinstance(model, RecordModel)
        return model

    def fit(self) -> None:
        """Rows as high as a ruler on paper, columns as the clerk wants them, else as they were declared."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.layout_of_columns.apply()

    def sort(self, sorting: Sorting | None) -> None:
        """Show the rows in another order, None for the one in which they came; the cursor stays with its row."""
        model, before = self.records(), self.currentIndex()
        row = model.rows[before.row()] if before.isValid() and before.row() < len(model.rows) else None
        turned = sorting is not None and sorting.descending
        self.horizontalHeader().setSortIndicatorShown(sorting is not None)
        order = Qt.SortOrder.DescendingOrder if turned else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(sorting.column if sorting else -1, order)
        if sorting != model.sorted_by:
            model.sort_by(sorting)
            place = next((place for place, each in enumerate(model.rows) if each is row), -1)
            if row is not None and place >= 0:
                self.go_to(place, before.column())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_of_columns.fill()

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
        model = self.records()
        if index.isValid() and (asked or typed) and model.columns[index.column()].edit and model.refused:
            model.told.emit(model.refused)
            return True
        if index.isValid() and (asked or typed) and (locked := model.cell(index).locked):
            model.told.emit(locked)
            return True
        return bool(super().edit(index, trigger, event))  # type: ignore[arg-type]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Words that an input method hands over whole, with nothing shown in the cell before: Qt opens the cell for
        them, but loses them."""
        opened = self.indexWidget(self.currentIndex()) is not None
        super().inputMethodEvent(event)
        editor, words = self.indexWidget(self.currentIndex()), event.commitString()
        if not opened and isinstance(editor, QLineEdit) and words not in editor.text():
            editor.insert(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(copied(self.selectedIndexes(), self.layout_of_columns.shown()))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._write(filled_down(self._editable()))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._write([(index.row(), index.column(), "") for index in self._editable()])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_F4 and not event.modifiers():
            self.column_menu.open()
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
        self._closing = True
        super().closeEditor(editor, hint)
        self._closing = False
        # Qt moves what is drawn only while nothing waits to be drawn; else all is drawn anew at the next scrolled row.
        self.viewport().repaint(self.visualRect(before))
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._step(back=False)
        elif hint == QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._remember_tab(before)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt would draw the whole table anew when an editor opens, and again when it closes: twice for every cell."""
        if self.state() != QAbstractItemView.State.EditingState:
            super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._closing:
            super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self.viewport()).fillRect(event.rect(), self.palette().base())
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
        column = self.layout_of_columns.beside(index.column(), right) if right else index.column()
        target = index.siblingAtRow(index.row() + down).siblingAtColumn(column)
        if target.isValid():
            self.setCurrentIndex(target)

    def _editable(self) -> list[QModelIndex]:
        return [index for index in self.selectedIndexes() if self.records().columns[index.column()].edit]

    def _paste(self, text: str) -> None:
        shown = self.layout_of_columns.shown()
        selected = sorted(self.selectedIndexes(), key=lambda index: (index.row(), shown.index(index.column())))
        start = selected[0] if selected else self.currentIndex()
        if start.isValid() and text:
            self._write(pasted(text, start, shown))

    def _write(self, typed: list[Typed]) -> None:
        if typed:
            self.records().write(typed)

    def go_to(self, row: int, column: int) -> None:
        self.selectionModel().setCurrentIndex(
            self.model().index(row, column), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
