"""The table of one week: everybody's counts and what they cost, how its cells look, and how what is typed is saved."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from gridapp.amounts import show_points
from gridapp.columns import COUNT, TEXT
from gridapp.model import Counts, Tally
from gridapp.office import Event, Office
from gridapp.periods import Week
from gridapp.scoring.policy import Duty, Policy
from gridapp.scoring.week import WeekLine
from ui.session import Session
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.duty_cells import (
    Place,
    change_in_words,
    duty_cell,
    entries_by_place,
    quota_tip,
    who_cell,
    with_count,
)
from ui.widgets.people_orders import BY_WORKER

EXEMPT = "免考原因"


class WeekSheet:
    """Rows are workers; the columns are who it is, the weekly duties, what they cost, 免考 and 依据."""

    def __init__(self, session: Session, policy: Policy, week: Week) -> None:
        self.session, self.policy, self.week = session, policy, week
        self.columns = self._columns()
        self.entries: Counter[Place] = Counter()

    def _columns(self) -> list[TableColumn]:
        duties = [
            TableColumn(duty.name, self._shower(duty), COUNT, width, quota_tip(duty), opens=True)
            for duty in self.policy.weekly
            for width in [max(8, 2 * len(duty.name) + 1)]
        ]
        return [
            TableColumn("网格员", who_cell, None, 29, orders=BY_WORKER),
            *duties,
            TableColumn("本周扣分", _lost, None, 9),
            TableColumn(EXEMPT, lambda row: Cell(row.tally.exempt), TEXT, 12, "写上原因，这一周就不计"),
            TableColumn("依据", lambda row: Cell(row.tally.paper), TEXT, 17, "据以录入的纸张"),
        ]

    def _shower(self, duty: Duty) -> Callable[[WeekLine], Cell]:
        def show(row: WeekLine) -> Cell:
            entries = self.entries[Place(row.worker.id, duty.name, self.week)]
            return duty_cell(duty, row.village.kind, row.tally, entries)

        return show

    @property
    def exempt_column(self) -> int:
        return [column.title for column in self.columns].index(EXEMPT)

    def duty(self, column: int) -> Duty | None:
        """The duty that a column counts."""
        place = column - 1  # the first column names the worker
        return self.policy.weekly[place] if 0 <= place < len(self.policy.weekly) else None

    def look_at(self, week: Week) -> None:
        """Another week, or the same anew: the 明细 behind its counts are read."""
        self.week = week
        self.entries = entries_by_place(self.policy, self.session.office.details(week.span))

    def first_gap(self, rows: Sequence[WeekLine]) -> tuple[int, int]:
        """Row and column of the first cell that is to be typed."""
        for place, row in enumerate(rows):
            for column, duty in enumerate(self.policy.weekly, 1):
                if row.counted and not row.tally.exempt and duty.name not in row.tally.counts:
                    return place, column
        return 0, 1

    def sums(self, rows: Sequence[WeekLine]) -> str:
        """What stands at the foot."""
        counted = [row for row in rows if not row.tally.exempt]
        typed = sum(len(row.tally.counts) for row in counted)
        sums = "  ".join(
            f"{duty.name} {sum(row.tally.counts.get(duty.name, 0) for row in counted)}" for duty in self.policy.weekly
        )
        lost = show_points(sum(row.lost for row in rows))
        return (
            f"已录 {typed} / {len(counted) * len(self.policy.weekly)} 格    {sums}    "
            f"免考 {len(rows) - len(counted)} 人    本周扣分合计 {lost}"
        )

    # ── typing ────────────────────────────────────────────────────────────────────────────────────

    def save(self, edits: Sequence[Edit]) -> bool:
        """One step for the cells that were typed together."""
        office, week, name = self.session.office, self.week, self._name_of(edits)

        def work() -> Event:
            tallies: dict[str, Tally] = {}
            for row, column, value in edits:
                number = row.worker.id
                now = tallies.get(number) or typed(office, number, week)
                if duty := self.duty(column):
                    tallies[number] = with_count(now, duty, value)
                elif column == self.exempt_column:
                    tallies[number] = Tally(number, week, now.counts, value or "", now.paper)
                else:
                    tallies[number] = Tally(number, week, now.counts, now.exempt, value or "")
            return office.change(name, save=list(tallies.values()))

        return self.session.do(work, name=name)

    def _name_of(self, edits: Sequence[Edit]) -> str:
        if len(edits) != 1:
            return f"{self.week.title} {len(edits)} 格"
        row, column, value = edits[0]
        shown = self.columns[column]
        text = f"{shown.show(row).text or '空'}→{value or '空'}"
        words = change_in_words(shown.show(row), value) if shown.edit is COUNT else text
        return f"{self.week.title} {row.worker.name} {shown.title} {words}"

    def quota_of(self, row: WeekLine, column: int) -> str:
        """What an empty cell is filled with by 全部达标; "" where nothing is."""
        duty = self.duty(column)
        if duty is None or duty.name in row.tally.counts or row.tally.exempt:
            return ""
        return str(duty.quota.get(row.village.kind, ""))


def typed(office: Office, worker: str, week: Week) -> Tally:
    """What was typed for a worker's week, without what 明细 count."""
    return office.tally(worker, week) or Tally(worker, week, Counts())


def exempted(office: Office, workers: Iterable[str], week: Week, reason: str) -> list[Tally]:
    """These workers' week as it was typed, and exempt."""
    found = [typed(office, number, week) for number in workers]
    return [Tally(each.worker, week, each.counts, reason, each.paper) for each in found]


def _lost(row: WeekLine) -> Cell:
    if row.tally.exempt:
        return Cell("免考", hint=True)
    if not row.counted:
        return Cell("不计", hint=True, tip="这一周没有整周在岗，不计入考核")
    if row.untold and not row.lost:
        return Cell("未录", hint=True)
    return Cell(show_points(row.lost), short=bool(row.lost))
