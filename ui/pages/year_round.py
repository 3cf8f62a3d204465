"""推荐任用: the round by which grids are given for the next year (一年一推荐), step by step with its days."""

from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from gridapp.columns import DATE, NAME, PERSON, TEXT, Column
from gridapp.errors import OfficeError
from gridapp.model import Worker
from gridapp.office import Event
from gridapp.rulings import RECOMMENDATION_FIELDS, RECOMMENDATION_STEPS, Recommendation
from gridapp.years import RoundLine
from ui.pages.assessment_forms import column, told
from ui.pages.page import button
from ui.pages.roster_parts import in_panel
from ui.session import Session
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.person_field import Candidate
from ui.widgets.record_form import RecordForm
from ui.widgets.side_panel import SidePanel, stand_beside

FIELDS = (
    Column("推荐人选", "name", NAME, required=True),
    Column("在册编号", "worker", PERSON),
    *(Column(step, day, DATE) for step, day in zip(RECOMMENDATION_STEPS, RECOMMENDATION_FIELDS, strict=True)),
    Column("备注", "note", TEXT),
)


class RoundOfYear(QWidget):
    """Every grid, and the recommendation for the one that is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._shown: tuple[object, ...] = ()
        self.form = RecordForm(FIELDS, "保存")
        refused = session.refusal("recommendation")
        self.form.refuse(refused)
        self.table = ListTable(_COLUMNS, "推荐任用", lambda line: line.grid.code)
        self.table.empty = "还没有网格，请先在名册中登记。"
        self.table.chosen.connect(lambda _: self._show())
        self.table.entered.connect(lambda *_: self.form.setFocus())
        in_panel(self.form)
        self.form.submitted.connect(self._save)
        self.again = button("续推现任", "推荐现在的网格员", self._again, refused)
        self.panel = SidePanel("推荐任用")
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        guest = QWidget()
        parts = column(guest)
        parts.addWidget(told("每个网格一年推荐一次，四步依次填日期；任用以后再到名册中登记任职。"))
        parts.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        parts.addWidget(self.form)
        parts.addStretch(1)
        self.panel.keep("推荐", guest)
        self.form.setFocusProxy(self.form.fields["name"].input)
        stand_beside(self, self.panel, self.table, self.note)

    @property
    def year(self) -> int:
        """For which year people are recommended."""
        return self.session.quarter.year + 1

    def refresh(self) -> None:
        office = self.session.office
        lines = office.recommendation_round(self.year)
        self.table.show_rows(lines)
        self.form.offer_people([Candidate(worker.id, worker.name, "") for worker in office.all(Worker)])
        if lines and self.table.current() is None:
            self.table.choose(lines[0].grid.code)
        begun = [line.recommendation for line in lines if line.recommendation]
        appointed = sum(each.appointed is not None for each in begun)
        self.note.setText(f"{self.year}年：{len(lines)} 个网格，已推荐 {len(begun)} 个，已任用 {appointed} 个。")
        self._show()

    def _show(self) -> None:
        line: RoundLine | None = self.table.current()
        now = (self.year, line)
        if now == self._shown:
            return
        self._shown = now
        self.panel.setVisible(line is not None)
        if line is None:
            return
        self.panel.heading.setText(f"{line.village.name} {line.grid.name}")
        known = line.recommendation
        self.form.show_values(
            {each.field: each.kind.show(getattr(known, each.field)) for each in FIELDS} if known else {}
        )
        self.again.setEnabled(line.holder is not None and known is None)

    def _again(self) -> None:
        line: RoundLine = self.table.current()
        if line.holder:
            self.form.show_values({"name": line.holder.name, "worker": line.holder.id})
            self.form.fields["recommended"].setFocus()

    def _save(self, values: dict[str, Any]) -> None:
        line: RoundLine = self.table.current()
        given = {field: value for field, value in values.items() if value is not None}
        recommendation = msgspec.convert({"year": self.year, "grid": line.grid.code, **given}, Recommendation)

        def work() -> Event:
            try:
                return self.session.office.recommend(recommendation)
            except OfficeError as error:
                self.form.blame(error.field or "name", error.message)
                raise

        if self.session.do(work):
            self.table.setFocus()


def _where(line: RoundLine) -> Cell:
    return Cell(f"{line.village.name} {line.grid.name}", tip=line.grid.code)


def _holder(line: RoundLine) -> Cell:
    return Cell(line.holder.name) if line.holder else Cell("空缺", hint=True)


def _name(line: RoundLine) -> Cell:
    return Cell(line.recommendation.name) if line.recommendation else Cell("未推荐", hint=True)


def _day(place: int) -> Any:
    def show(line: RoundLine) -> Cell:
        day = line.recommendation.days[place] if line.recommendation else None
        return Cell(day.isoformat()) if day else Cell("", hint=True)

    return show


_COLUMNS = (
    ListColumn("网格", _where, 18, lambda line: line.grid.code),
    ListColumn("现任", _holder, 10),
    ListColumn("推荐人选", _name, 10),
    *(ListColumn(step, _day(place), 12) for place, step in enumerate(("村推荐", "组织审查", "研究确定", "任用"))),
)
