"""The tree on the left of 名册: 全镇, its villages, their grids with who serves there today."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from gridapp.staffing import Roster
from ui.pages.roster_parts import Scope

WIDTH = 22
"""Characters that a grid with its worker wants."""


class RosterTree(QTreeWidget):
    """Choosing a line filters what stands beside it."""

    chosen = Signal(object)
    """The Scope."""

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderLabel("村、网格（Alt+T）")
        self.setAccessibleName("村（社区）和网格")
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * WIDTH)
        self.currentItemChanged.connect(lambda item, _: self.chosen.emit(_scope(item)))

    def scope(self) -> Scope:
        return _scope(self.currentItem())

    def show_roster(self, roster: Roster) -> None:
        """Build the tree anew; what was chosen and folded stays so."""
        chosen = self.scope()
        folded = {_scope(item) for item in self._villages() if not item.isExpanded()}
        opened = self.topLevelItemCount() > 0
        self.blockSignals(True)
        self.clear()
        self._build(roster)
        for item in self._villages():
            item.setExpanded(opened and _scope(item) not in folded)
        self.choose(chosen)
        self.blockSignals(False)

    def _build(self, roster: Roster) -> None:
        top = _line("全镇", Scope())
        self.addTopLevelItem(top)
        with_grids = dict.fromkeys(grid.village for grid in roster.grids.values())
        villages = {name: _line(name, Scope(name)) for name in (*with_grids, *roster.villages)}
        top.addChildren(list(villages.values()))
        for staff in roster.staff(date.today()):
            grid, worker = staff.grid, staff.places[0]
            who = worker.holders[0].rsplit(" ", 1)[0] if worker.holders else "缺网格员"
            villages[grid.village].addChild(_line(f"{grid.name}  {who}", Scope(grid.village, grid.code)))
        top.setExpanded(True)

    def _villages(self) -> list[QTreeWidgetItem]:
        top = self.topLevelItem(0)
        return [top.child(place) for place in range(top.childCount())] if top else []

    def choose(self, wanted: Scope) -> None:
        """Go to the line of a scope, to 全镇 when there is none."""
        top = self.topLevelItem(0)
        assert top
        villages = self._villages()
        lines = [top, *villages, *(village.child(n) for village in villages for n in range(village.childCount()))]
        self.setCurrentItem(next((line for line in lines if _scope(line) == wanted), top))


def _line(text: str, scope: Scope) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setData(0, Qt.ItemDataRole.UserRole, scope)
    item.setToolTip(0, " ".join([scope.grid, text]).strip())
    return item


def _scope(item: QTreeWidgetItem | None) -> Scope:
    kept = item.data(0, Qt.ItemDataRole.UserRole) if item else None
    return Scope(*kept) if kept else Scope()
