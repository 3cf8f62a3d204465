"""回收站: what was removed, who did it and when, and a way to put it back as one step."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout

from gridapp.model import Grid, Meeting, Record, Worker
from gridapp.naming import Naming
from gridapp.office import Event, Removed
from ui.pages.page import faint
from ui.pages.settings_part import Part
from ui.session import Session
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.told_button import told_button

NAMED = 3
"""So many records are named in the step that puts them back."""


class Line(NamedTuple):
    """One removed record in words."""

    removed: Removed
    kind: str
    words: str


class RemovedPart(Part):
    """The table, the last removed on top; chosen lines come back together."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        empty = "回收站是空的。删除的记录会列在这里，选中后可以恢复。"
        self.table = ListTable(_COLUMNS, "回收站", lambda line: (line.removed.step.id, line.removed.record), empty)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.back = told_button(
            "恢复(&R)", "把选中的记录放回原处，一步办完，可以撤销", self.put_back, session.refusal("finding")
        )
        row = QHBoxLayout()
        row.addWidget(faint("删除的记录都在这里。会议和它的考勤、网格员和任职是分开的几条，要一起选中再恢复。"))
        row.addStretch(1)
        row.addWidget(self.back)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)

    def refresh(self, event: Event | None = None) -> None:
        office = self.session.office
        removed = office.removed()
        known = [*(each.record for each in removed), *office.all(Grid), *office.all(Worker), *office.all(Meeting)]
        naming = Naming(known)
        self.table.show_rows([Line(each, *naming.in_words(each.record)) for each in removed])
        self.back.setEnabled(bool(removed))

    def put_back(self) -> None:
        """The chosen records as they were; where one no longer fits nothing comes back, and why is said."""
        lines = self.table.selected()
        if not lines:
            self.session.failed.emit("请先选中要恢复的记录")
            return
        records: Sequence[Record] = [line.removed.record for line in lines]
        named = "，".join(f"{line.kind} {line.words}" for line in lines[:NAMED])
        more = f"等 {len(lines)} 条" if len(lines) > NAMED else ""
        self.session.do(lambda: self.session.office.change(f"恢复 {named}{more}", save=records))


def _when(line: Line) -> Cell:
    return Cell(f"{datetime.fromisoformat(line.removed.step.at):%Y-%m-%d %H:%M}")


_COLUMNS = (
    ListColumn("删除时间", _when, 17, lambda line: line.removed.step.id),
    ListColumn("录入员", lambda line: Cell(line.removed.step.who), 8),
    ListColumn("种类", lambda line: Cell(line.kind), 12),
    ListColumn("内容", lambda line: Cell(line.words, tip=line.words), 50),
    ListColumn("由哪一步删除", lambda line: Cell(line.removed.step.name, tip=line.removed.step.name), 36),
)
