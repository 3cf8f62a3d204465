"""The checklist of a clause: workers × categories, a tick is a finding."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from gridapp.model import Finding, Grid, Village, Worker, WorkerQuarter
from gridapp.periods import Quarter
from gridapp.scoring.policy import Clause, Policy
from ui.pages.item_sheet import WHO, Sheet, behind_finding
from ui.session import Session
from ui.widgets.cells import TICK, Cell, Edit, TableColumn
from ui.widgets.history import Behind


class CheckLine(NamedTuple):
    """A worker's checklist: the findings by category."""

    worker: Worker
    grid: Grid
    village: Village
    case: WorkerQuarter
    found: dict[str, list[Finding]]


class ChecklistSheet(Sheet):
    """The finding's note begins with the category."""

    def __init__(self, session: Session, policy: Policy, quarter: Quarter, clause: Clause) -> None:
        super().__init__(session, policy, quarter)
        self.clause, self.title = clause, f"{clause.code} 清单"
        self.told = f"打勾就是登记一条 {clause.code} 扣分事项，取消打勾就是删除它（空格键）"

    def columns(self) -> list[TableColumn]:
        ticks = [
            TableColumn(category, self._shower(category), TICK, max(8, 2 * len(category) + 2))
            for category in self.clause.checklist
        ]
        return [WHO, *ticks, TableColumn("项数", lambda row: _number(sum(map(bool, row.found.values()))), None, 6)]

    @staticmethod
    def _shower(category: str) -> Callable[[CheckLine], Cell]:
        def show(row: CheckLine) -> Cell:
            found = row.found[category]
            tip = "；".join(f"{each.day} {each.note}" for each in found)
            return Cell(f"×{len(found)}" if len(found) > 1 else "", ticked=bool(found), tip=tip)

        return show

    def rows(self) -> Sequence[CheckLine]:
        records = self.session.office.records(self.quarter)
        lines = []
        for case in records.people:
            grid = records.grids[case.home.grid]
            own = [each for each in case.findings if each.clause == self.clause.code]
            found = {name: [each for each in own if each.note.startswith(name)] for name in self.clause.checklist}
            lines.append(CheckLine(case.worker, grid, records.villages[grid.village], case, found))
        return lines

    def save(self, edits: Sequence[Edit]) -> bool:
        save: list[Finding] = []
        remove: list[Finding] = []
        for row, column, ticked in edits:
            category = self.clause.checklist[column - 1]
            if ticked and not row.found[category]:
                save.append(Finding(row.worker.id, self._day(row.case), self.clause.code, note=category))
            elif not ticked:
                remove += row.found[category]
        name = f"{self.clause.code} 清单 {len(edits)} 格"
        if len(edits) == 1:
            row, column, ticked = edits[0]
            category = self.clause.checklist[column - 1]
            name = f"{self.clause.code} {row.worker.name} {category} {'登记' if ticked else '取消'}"
        return self.session.do(lambda: self.session.office.change(name, save=save, remove=remove), name=name)

    def _day(self, case: WorkerQuarter) -> date:
        """The day that a tick is dated: today, or the last day in post before it, within the quarter."""
        served = [days for post in case.posts if (days := post.span.meet(self.quarter.span))]
        before = [min(days.last, date.today()) for days in served if days.first <= date.today()]
        return before[-1] if before else served[0].first

    def behind(self, row: CheckLine, column: int) -> list[Behind]:
        if not 0 < column <= len(self.clause.checklist):
            return []
        return [behind_finding(self.policy, each) for each in row.found[self.clause.checklist[column - 1]]]


def _number(number: int) -> Cell:
    return Cell(str(number), bold=bool(number))
