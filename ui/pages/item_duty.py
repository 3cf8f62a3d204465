"""One duty of an item through the quarter: workers × weeks (or months), the same counts as 按周."""

from collections import Counter
from collections.abc import Callable, Sequence

from gridapp.columns import COUNT
from gridapp.model import Counts, Tally
from gridapp.office import Event
from gridapp.periods import Month, Quarter, Span, Week
from gridapp.scoring.duty import DutyLine
from gridapp.scoring.policy import Duty, Policy
from ui.pages.item_sheet import WHO, Sheet, points_cell
from ui.session import Session
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.duty_cells import (
    Place,
    behind_count,
    change_in_words,
    duty_cell,
    entries_by_place,
    quota_tip,
    with_count,
)
from ui.widgets.history import Behind

OUT_OF_POST = "这段时间不在岗"


class DutySheet(Sheet):
    """Typed cell by cell; where somebody was not in post nothing can be."""

    def __init__(self, session: Session, policy: Policy, quarter: Quarter, duty: Duty) -> None:
        super().__init__(session, policy, quarter)
        self.duty, self.title, self.told = duty, duty.name, quota_tip(duty)
        self.periods: Sequence[Week | Month] = quarter.weeks if duty.period == "week" else quarter.months
        self.entries: Counter[Place] = Counter()

    def columns(self) -> list[TableColumn]:
        periods = [
            TableColumn(period.title, self._shower(place), COUNT, 6, _days(period.span), opens=True)
            for place, period in enumerate(self.periods)
        ]
        lost = TableColumn("扣分", lambda row: points_cell(row.lost), None, 6, "这一登记项本季度扣的分")
        return [WHO, *periods, lost]

    def _shower(self, place: int) -> Callable[[DutyLine], Cell]:
        def show(row: DutyLine) -> Cell:
            cell = row.cells[place]
            if cell is None:
                return Cell("—", hint=True, tip=OUT_OF_POST, locked=OUT_OF_POST)
            entries = self.entries[Place(row.worker.id, self.duty.name, self.periods[place])]
            shown = duty_cell(self.duty, cell.kind, cell.tally, entries)
            return shown if cell.counted else shown._replace(tip="没有整段在岗，不计入考核")

        return show

    def rows(self) -> Sequence[DutyLine]:
        span = Span(self.periods[0].span.first, self.periods[-1].span.last)
        self.entries = entries_by_place(self.policy, self.session.office.details(span))
        return self.session.office.duty(self.quarter, self.duty)

    def save(self, edits: Sequence[Edit]) -> bool:
        if len(edits) == 1:
            row, column, value = edits[0]
            words = change_in_words(self._shower(column - 1)(row), value)
            name = f"{self.periods[column - 1].title} {row.worker.name} {self.duty.name} {words}"
        else:
            name = f"{self.duty.name} {len(edits)} 格"

        def work() -> Event:
            tallies = [with_count(self._typed(row, column), self.duty, value) for row, column, value in edits]
            return self.session.office.change(name, save=tallies)

        return self.session.do(work, name=name)

    def _typed(self, row: DutyLine, column: int) -> Tally:
        """What was typed for the cell's period, without what 明细 count."""
        period = self.periods[column - 1]
        return self.session.office.tally(row.worker.id, period) or Tally(row.worker.id, period, Counts())

    def place(self, row: DutyLine, column: int) -> Place | None:
        inside = 0 < column <= len(self.periods) and row.cells[column - 1]
        return Place(row.worker.id, self.duty.name, self.periods[column - 1]) if inside else None

    def behind(self, row: DutyLine, column: int) -> list[Behind]:
        place = self.place(row, column)
        return behind_count(self.session.office, self.policy, place) if place else []


def _days(span: Span) -> str:
    return f"{span.first.month}月{span.first.day}日–{span.last.month}月{span.last.day}日"
