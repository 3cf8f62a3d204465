"""明细 behind one count: the entries from the paper log. While there is any, they make the count."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridapp.columns import typed_detail
from gridapp.model import Detail
from gridapp.scoring.policy import Policy
from ui.session import Session
from ui.theme import STEP
from ui.widgets.day_kinds import day_in
from ui.widgets.duty_cells import Place
from ui.widgets.entry_editor import EntryEditor, list_column

EMPTY = "还没有明细。在下面填写日期，最后按回车登记；有了明细，这一格就按明细计数。"
_WIDTHS = {"day": 11, "kind": 12, "object": 10, "note": 16, "paper": 14}


class DetailEditor(EntryEditor):
    """The entries of one worker's duty in one week or month."""

    def __init__(self, session: Session, policy: Policy, place: Place, who: str) -> None:
        self.place, self.who = place, who
        day = day_in(place.period.span, place.period.title)
        fields = [
            column._replace(kind=day) if column.field == "day" else column
            for column in typed_detail(policy, policy.duty[place.duty])
        ]
        columns = [list_column(column, _WIDTHS.get(column.field)) for column in fields]
        super().__init__(session, "明细", fields, columns, ("day", "kind", "paper"), EMPTY)

    def make(self, before: Detail | None, values: Mapping[str, Any]) -> Detail:
        given = {name: value for name, value in values.items() if value is not None}
        number = before.id if before else None
        return Detail(**given, worker=self.place.worker, duty=self.place.duty, id=number)

    def name_of(self, record: Detail) -> str:
        return f"明细 {self.who} {record.duty} {record.day.month}月{record.day.day}日"


class DetailPanel(QWidget):
    """What stands in the side panel: how it counts, the entries, and the form beneath."""

    def __init__(self, session: Session, policy: Policy, place: Place, who: str) -> None:
        super().__init__()
        self.session, self.place, self.duty = session, place, policy.duty[place.duty]
        self.editor = DetailEditor(session, policy, place, who)
        self.sum = QLabel()
        self.sum.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.sum, 1)
        row.addLayout(self.editor.buttons())
        row.setContentsMargins(2 * STEP, STEP, 2 * STEP, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.editor.table, 1)
        layout.addWidget(self.editor.form)
        self.editor.table.setMinimumHeight(4 * self.editor.table.verticalHeader().defaultSectionSize())
        self.setFocusProxy(self.editor.form.fields["day"].input)
        self.refresh()
        self.editor.start()
        session.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the entries as they are now, and what they come to."""
        (worker, name, period), duty = self.place, self.duty
        entries = [
            each for each in self.session.office.details(period.span) if each.worker == worker and each.duty == name
        ]
        self.editor.show(entries)
        typed = self.session.office.tally(worker, period)
        count = typed.counts.get(name) if typed else None
        told = "" if count is None else f"直接录入的是 {count} {duty.unit}"
        if entries:
            lines = self.session.office.duty(period.quarter, duty)
            counted = next(
                cell.tally.counts[name]
                for line in lines
                if line.worker.id == worker
                for cell in line.cells
                if cell and cell.tally.period == period
            )
            told = f"明细 {len(entries)} 条，计 {counted} {duty.unit}" + (f"（{told}，现按明细计）" if told else "")
        self.sum.setText(told or "未录")
