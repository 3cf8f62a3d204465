"""扣分事项 of one item: the table, and the form that types them."""

from collections.abc import Mapping
from typing import Any

from gridapp.columns import Column, typed_finding
from gridapp.model import Finding, QuarterRecords
from gridapp.periods import Quarter
from gridapp.scoring.policy import Item, Policy
from ui.session import Session
from ui.widgets.cells import Cell
from ui.widgets.day_kinds import day_in
from ui.widgets.entry_editor import EntryEditor, list_column
from ui.widgets.list_table import ListColumn
from ui.widgets.people_orders import by_name
from ui.widgets.person_field import candidates

EMPTY = "这一季度还没有这一项的扣分事项。\n在右边填写网格员、日期和条款，最后按回车登记。"


class FindingEditor(EntryEditor):
    """Findings of a quarter under one item's clauses."""

    def __init__(self, session: Session, policy: Policy, item: Item, quarter: Quarter) -> None:
        self.item, self.names = item, dict[str, str]()
        fields = _fields(policy, item, quarter)
        shown = [list_column(column) for column in fields if column.field != "worker"]
        who = ListColumn("网格员", self._who, 30, orders=by_name(self._name))
        super().__init__(session, "扣分事项", fields, [who, *shown], ("day", "clause", "paper"), EMPTY)

    def look_at(self, records: QuarterRecords, village: str) -> None:
        """Show the findings of a village's people, or of everybody ("")."""
        people = candidates(records)
        self.names = {each.number: f"{each.where}  {each.name}" for each in people}
        self.form.offer_people(people)
        codes = self.item.finding_clauses
        found = [
            each
            for case in records.people
            if village in ("", records.grids[case.home.grid].village)
            for each in case.findings
            if each.clause in codes
        ]
        self.show(sorted(found, key=lambda each: (each.day, each.id or 0)))

    def make(self, before: Finding | None, values: Mapping[str, Any]) -> Finding:
        given = {name: value for name, value in values.items() if value is not None}
        return Finding(**given, id=before.id if before else None)

    def name_of(self, record: Finding) -> str:
        return f"扣分事项 {record.clause} {self._name(record)} {record.day.month}月{record.day.day}日"

    def fresh(self) -> dict[str, str]:
        codes = self.item.finding_clauses
        return {"times": "1", "clause": codes[0] if len(codes) == 1 else ""}

    def _name(self, record: Finding) -> str:
        return self.names.get(record.worker, record.worker).split()[-1]

    def _who(self, record: Finding) -> Cell:
        return Cell(self.names.get(record.worker, record.worker), tip=f"编号 {record.worker}")


def _fields(policy: Policy, item: Item, quarter: Quarter) -> list[Column]:
    """The columns of a finding as this item's form asks for them, with a day of the quarter."""
    wanted = {
        "worker": lambda column: column._replace(title="网格员"),
        "day": lambda column: column._replace(kind=day_in(quarter.span, quarter.title)),
    }
    return [wanted.get(column.field, lambda same: same)(column) for column in typed_finding(policy, item)]
