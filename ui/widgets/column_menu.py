"""What can be done with the columns of a table: F4, or the right button on a header, offers it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from ui.widgets.cells import Sorting
from ui.widgets.column_layout import ColumnLayout

WIDER = 2
"""Digits that a column is widened by at a time."""


class ColumnMenu(QObject):
    """Offers each time what is possible for the column that it is opened at."""

    def __init__(self, layout: ColumnLayout) -> None:
        super().__init__(layout)
        self.layout = layout
        self.header = layout.header
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.customContextMenuRequested.connect(self._open_at)

    def _open_at(self, at: QPoint) -> None:
        self._pop_up(self.header.logicalIndexAt(at), self.header.mapToGlobal(at))

    def open(self) -> None:
        """By key: for the column where the cursor is, under its header."""
        column = max(self.layout.table.currentIndex().column(), 0)
        at = QPoint(self.header.sectionViewportPosition(column), self.header.height())
        self._pop_up(column, self.header.mapToGlobal(at))

    def _pop_up(self, column: int, at: QPoint) -> None:
        if self.layout.titles():
            menu = self.made(max(column, 0))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def made(self, column: int) -> QMenu:
        """What can be done with the columns, and with this one."""
        menu = QMenu(self.layout.table)
        menu.setAccessibleName("列")
        self._offer_sorting(menu, column)
        title = self.layout.titles()[column].replace("\n", "")
        menu.addSeparator()
        menu.addAction(f"“{title}”这一列").setEnabled(False)
        for text, work, possible in (
            ("左移(&L)", lambda: self.layout.move(column, -1), self.layout.beside(column, -1) >= self.layout.fixed),
            ("右移(&R)", lambda: self.layout.move(column, 1), self.layout.beside(column, 1) >= 0),
            ("加宽(&W)", lambda: self.layout.widen(column, WIDER), True),
            ("收窄(&N)", lambda: self.layout.widen(column, -WIDER), True),
            ("不显示(&H)", lambda: self.layout.show_column(column, shown=False), True),
        ):
            action = _add(menu, text, work)
            fixed = column < self.layout.fixed and text[0] not in "加收"
            action.setEnabled(possible and not fixed)
        menu.addSeparator()
        columns = menu.addMenu("显示哪些列(&C)")
        for place, name in enumerate(self.layout.titles()):
            if place >= self.layout.fixed:
                action = _add(columns, name.replace("\n", ""), self._toggling(place))
                action.setCheckable(True)
                action.setChecked(not self.header.isSectionHidden(place))
        _add(menu, "恢复标准(&S)", self.layout.reset)
        return menu

    def _toggling(self, place: int) -> Callable[[], None]:
        return lambda: self.layout.show_column(place, shown=self.header.isSectionHidden(place))

    def _sorting(self, sorting: Sorting) -> Callable[[], None]:
        return lambda: self.layout.sort(sorting)

    def _offer_sorting(self, menu: QMenu, column: int) -> None:
        model, present = self.layout.model, self.layout.model.sorted_by
        orders = [(place, order.name) for place, each in enumerate(model.columns) for order in each.orders]
        offered = [(f"按{name}排序", Sorting(place, name)) for place, name in orders]
        if model.sorts_any and not model.columns[column].orders:
            title = self.layout.titles()[column].replace("\n", "")
            offered.append((f"按{title}排序", Sorting(column)))
        for text, sorting in offered:
            action = _add(menu, text, self._sorting(sorting))
            action.setCheckable(True)
            action.setChecked(present is not None and present._replace(descending=False) == sorting)
        if offered:
            back = _add(menu, "倒过来排(&D)", lambda: self.layout.sort(present and present.turned()))
            back.setEnabled(present is not None)
            _add(menu, "原来的顺序(&O)", lambda: self.layout.sort(None)).setEnabled(present != self.layout.standard)


def _add(menu: QMenu, text: str, work: Callable[[], object]) -> QAction:
    action = menu.addAction(text)
    action.triggered.connect(lambda: work())
    return action
