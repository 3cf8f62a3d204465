"""A table's columns as the clerk wants them: which are seen, how wide, in which order, and how the rows are sorted.

It is remembered for each table by its name and the titles of its columns. What offers it is the column_menu.
"""

from typing import Any

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from ui import preferences
from ui.preferences import TableLayout
from ui.widgets.cells import Sorting
from ui.widgets.first_column import FirstColumn
from ui.widgets.record_model import RecordModel

NARROWEST = 3
PADDING = 16


class ColumnLayout(QObject):
    """The layout of one table. Its first columns (those that stand still) are neither moved nor hidden."""

    changed = Signal()
    sorting_wanted = Signal(object)
    """The rows shall be in this order (Sorting), None for the one in which they came."""

    def __init__(self, table: QTableView, model: RecordModel, still: FirstColumn) -> None:
        super().__init__(table)
        self.table, self.model, self.still = table, model, still
        self.header = table.horizontalHeader()
        self.standard: Sorting | None = None
        """How the rows are sorted where the clerk has chosen nothing."""
        self._applying = False
        self._resized: set[int] = set()
        self.header.setSectionsMovable(True)
        self.header.setFirstSectionMovable(False)
        self.header.sectionResized.connect(lambda place, *_: self._note_width(place))
        self.header.sectionMoved.connect(lambda *_: self._keep_order())
        self.header.viewport().installEventFilter(self)

    def titles(self) -> list[str]:
        return [column.title for column in self.model.columns]

    def kept(self) -> TableLayout:
        """What is remembered of this table."""
        return preferences.load().tables.get(self.table.accessibleName(), TableLayout())

    def _keep(self, **changes: Any) -> None:
        layout = msgspec.structs.replace(self.kept(), **changes)
        preferences.remember(tables={**preferences.load().tables, self.table.accessibleName(): layout})
        self.changed.emit()

    @property
    def fixed(self) -> int:
        """So many of the first columns stand still."""
        return self.still.columns

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def apply(self) -> None:
        """Lay the columns out as remembered, else as they were declared."""
        self._applying = True
        kept, titles = self.kept(), self.titles()
        for place, column in enumerate(self.model.columns):
            self.table.setColumnWidth(place, self._width(place, kept))
            self.header.setSectionHidden(place, place >= self.fixed and column.title in kept.hidden)
        for position, title in enumerate(_in_order(titles, kept.order, self.fixed)):
            self.header.moveSection(self.header.visualIndex(titles.index(title)), position)
        chosen = Sorting(titles.index(kept.sort), kept.by, kept.descending) if kept.sort in titles else None
        self.sorting_wanted.emit(chosen or self.standard)
        self._applying = False
        self.fill()
        self.changed.emit()

    def _width(self, place: int, kept: TableLayout) -> int:
        column = self.model.columns[place]
        digit = self.table.fontMetrics().horizontalAdvance("0")
        return round(digit * kept.widths.get(column.title, column.width)) + PADDING

    def fill(self) -> None:
        """What room is left goes to the last column, if it holds words, which may be cut otherwise."""
        *others, last = self.shown() or [-1]
        if last < self.fixed or self.header.stretchLastSection() or self.model.right(last):
            return
        room = self.table.viewport().width() - sum(map(self.table.columnWidth, others))
        self._applying = True
        self.table.setColumnWidth(last, max(self._width(last, self.kept()), room))
        self._applying = False

    def shown(self) -> list[int]:
        """The columns that are seen, from left to right."""
        places = (self.header.logicalIndex(position) for position in range(self.header.count()))
        return [place for place in places if not self.header.isSectionHidden(place)]

    def beside(self, column: int, step: int) -> int:
        """The column so many steps to the right (or left) of one; -1 where there is none."""
        shown = self.shown()
        position = shown.index(column) + step if column in shown else -1
        return shown[position] if 0 <= position < len(shown) else -1

    # ── changing ──────────────────────────────────────────────────────────────────────────────────

    def _note_width(self, place: int) -> None:
        """A column that the mouse is just widening; others change their widths by themselves."""
        if not self._applying and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._resized.add(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and self._resized:
            self._keep_widths(self._resized)
            self._resized = set()
        return super().eventFilter(watched, event)

    def _keep_widths(self, places: set[int]) -> None:
        digit, titles = self.table.fontMetrics().horizontalAdvance("0"), self.titles()
        widths = {titles[place]: (self.table.columnWidth(place) - PADDING) / digit for place in places}
        self._keep(widths={**self.kept().widths, **widths})

    def widen(self, column: int, digits: int) -> None:
        """Make a column wider, or narrower."""
        title = self.titles()[column]
        width = self.kept().widths.get(title, self.model.columns[column].width)
        self._keep(widths={**self.kept().widths, title: max(NARROWEST, width + digits)})
        self.apply()

    def move(self, column: int, step: int) -> None:
        """Let a column change its place with the next one that is seen."""
        other = self.beside(column, step)
        if other >= 0:
            self.header.moveSection(self.header.visualIndex(column), self.header.visualIndex(other))

    def _keep_order(self) -> None:
        """The columns that stand still stay where they are, whatever was dragged over them."""
        if self._applying:
            return
        titles = self.titles()
        moved = [titles[self.header.logicalIndex(position)] for position in range(len(titles))]
        self._keep(order=_in_order(titles, moved, self.fixed))
        self.apply()

    def show_column(self, column: int, *, shown: bool) -> None:
        title = self.titles()[column]
        hidden = [each for each in self.kept().hidden if each != title]
        self._keep(hidden=hidden if shown else [*hidden, title])
        self.apply()

    def sort(self, sorting: Sorting | None) -> None:
        """Sort the rows so from now on; None for the standard."""
        if sorting:
            self._keep(sort=self.titles()[sorting.column], by=sorting.order, descending=sorting.descending)
        else:
            self._keep(sort="", by="", descending=False)
        self.apply()

    def reset(self) -> None:
        """Back to how the table came."""
        self._keep(**msgspec.structs.asdict(TableLayout()))
        self.apply()


def _in_order(titles: list[str], wanted: list[str], fixed: int) -> list[str]:
    """The titles in the wanted order, those that stand still first; one that is not named keeps its standard place."""
    rest = titles[fixed:]
    order = [title for title in wanted if title in rest]
    for place, title in enumerate(rest):
        if title not in order:
            order.insert(place, title)
    return titles[:fixed] + order
