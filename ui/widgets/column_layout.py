"""A table's columns as the clerk wants them: which are seen, how wide, in which order, and how the rows are sorted.

It is remembered for each table by its name and the titles of its columns; F4 or the right button on a header offers it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from ui import preferences
from ui.preferences import TableLayout
from ui.widgets.cells import Sorting

if TYPE_CHECKING:
    from ui.widgets.record_table import RecordTable

WIDER = 2
"""Digits that a column is widened by at a time."""
NARROWEST = 3
PADDING = 16


class ColumnLayout(QObject):
    """The layout of one table. Its first columns (those that stand still) are neither moved nor hidden."""

    changed = Signal()

    def __init__(self, table: "RecordTable") -> None:
        super().__init__(table)
        self.table = table
        self.header = table.horizontalHeader()
        self.standard: Sorting | None = None
        """How the rows are sorted where the clerk has chosen nothing."""
        self._applying = False
        self._resized: set[int] = set()
        self.header.setSectionsMovable(True)
        self.header.setFirstSectionMovable(False)
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.customContextMenuRequested.connect(self._menu_at)
        self.header.sectionResized.connect(lambda place, *_: self._note_width(place))
        self.header.sectionMoved.connect(lambda *_: self._keep_order())
        self.header.viewport().installEventFilter(self)

    def titles(self) -> list[str]:
        return [column.title for column in self.table.records().columns]

    def kept(self) -> TableLayout:
        """What is remembered of this table."""
        return preferences.load().tables.get(self.table.accessibleName(), TableLayout())

    def _keep(self, **changes: Any) -> None:
        layout = msgspec.structs.replace(self.kept(), **changes)
        preferences.remember(tables={**preferences.load().tables, self.table.accessibleName(): layout})
        self.changed.emit()

    @property
    def _fixed(self) -> int:
        return self.table.first_column.columns

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def apply(self) -> None:
        """Lay the columns out as remembered, else as they were declared."""
        self._applying = True
        kept, titles = self.kept(), self.titles()
        for place, column in enumerate(self.table.records().columns):
            self.table.setColumnWidth(place, self._width(place, kept))
            self.header.setSectionHidden(place, place >= self._fixed and column.title in kept.hidden)
        for position, title in enumerate(_in_order(titles, kept.order, self._fixed)):
            self.header.moveSection(self.header.visualIndex(titles.index(title)), position)
        chosen = Sorting(titles.index(kept.sort), kept.by, kept.descending) if kept.sort in titles else None
        self.table.sort(chosen or self.standard)
        self._applying = False
        self.fill()
        self.changed.emit()

    def _width(self, place: int, kept: TableLayout) -> int:
        column = self.table.records().columns[place]
        digit = self.table.fontMetrics().horizontalAdvance("0")
        return round(digit * kept.widths.get(column.title, column.width)) + PADDING

    def fill(self) -> None:
        """What room is left goes to the last column, if it holds words, which may be cut otherwise."""
        *others, last = self.shown() or [-1]
        if last < self._fixed or self.header.stretchLastSection() or self.table.records().right(last):
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
        width = self.kept().widths.get(title, self.table.records().columns[column].width)
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
        self._keep(order=_in_order(titles, moved, self._fixed))
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

    # ── the menu ──────────────────────────────────────────────────────────────────────────────────

    def _menu_at(self, at: QPoint) -> None:
        self._open(self.header.logicalIndexAt(at), self.header.mapToGlobal(at))

    def open_menu(self) -> None:
        """By key: for the column where the cursor is, under its header."""
        column = max(self.table.currentIndex().column(), 0)
        at = QPoint(self.header.sectionViewportPosition(column), self.header.height())
        self._open(column, self.header.mapToGlobal(at))

    def _open(self, column: int, at: QPoint) -> None:
        if self.titles():
            menu = self.menu(max(column, 0))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def menu(self, column: int) -> QMenu:
        """What can be done with the columns, and with this one."""
        menu = QMenu(self.table)
        menu.setAccessibleName("列")
        self._offer_sorting(menu, column)
        title = self.titles()[column].replace("\n", "")
        menu.addSeparator()
        menu.addAction(f"“{title}”这一列").setEnabled(False)
        for text, work, possible in (
            ("左移(&L)", lambda: self.move(column, -1), self.beside(column, -1) >= self._fixed),
            ("右移(&R)", lambda: self.move(column, 1), self.beside(column, 1) >= 0),
            ("加宽(&W)", lambda: self.widen(column, WIDER), True),
            ("收窄(&N)", lambda: self.widen(column, -WIDER), True),
            ("不显示(&H)", lambda: self.show_column(column, shown=False), True),
        ):
            action = _add(menu, text, work)
            fixed = column < self._fixed and text[0] not in "加收"
            action.setEnabled(possible and not fixed)
        menu.addSeparator()
        columns = menu.addMenu("显示哪些列(&C)")
        for place, name in enumerate(self.titles()):
            if place >= self._fixed:
                action = _add(columns, name.replace("\n", ""), self._toggling(place))
                action.setCheckable(True)
                action.setChecked(not self.header.isSectionHidden(place))
        _add(menu, "恢复标准(&S)", self.reset)
        return menu

    def _toggling(self, place: int) -> Callable[[], None]:
        return lambda: self.show_column(place, shown=self.header.isSectionHidden(place))

    def _sorting(self, sorting: Sorting) -> Callable[[], None]:
        return lambda: self.sort(sorting)

    def _offer_sorting(self, menu: QMenu, column: int) -> None:
        model, present = self.table.records(), self.table.records().sorted_by
        orders = [(place, order.name) for place, each in enumerate(model.columns) for order in each.orders]
        offered = [(f"按{name}排序", Sorting(place, name)) for place, name in orders]
        if model.sorts_any and not model.columns[column].orders:
            title = self.titles()[column].replace("\n", "")
            offered.append((f"按{title}排序", Sorting(column)))
        for text, sorting in offered:
            action = _add(menu, text, self._sorting(sorting))
            action.setCheckable(True)
            action.setChecked(present is not None and present._replace(descending=False) == sorting)
        if offered:
            back = _add(menu, "倒过来排(&D)", lambda: self.sort(present and present.turned()))
            back.setEnabled(present is not None)
            _add(menu, "原来的顺序(&O)", lambda: self.sort(None)).setEnabled(present != self.standard)


def _add(menu: QMenu, text: str, work: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda: work())
    return action


def _in_order(titles: list[str], wanted: list[str], fixed: int) -> list[str]:
    """The titles in the wanted order, those that stand still first; one that is not named keeps its standard place."""
    rest = titles[fixed:]
    order = [title for title in wanted if title in rest]
    for place, title in enumerate(rest):
        if title not in order:
            order.insert(place, title)
    return titles[:fixed] + order
