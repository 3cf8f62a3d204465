"""满意度: how each group of voters answered about each worker, typed from the ballots' tallies."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from gridapp.amounts import show_score
from gridapp.columns import COUNT, ballots
from gridapp.model import Ballots, Counts, Record
from gridapp.office import Event
from gridapp.scoring.ballots import BallotLine, Opinion, ballot_lines
from gridapp.scoring.policy import Policy
from ui.pages.page import Page, faint
from ui.session import Session, Spot
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.history import Behind
from ui.widgets.people_orders import BY_WORKER
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable
from ui.widgets.with_history import WithHistory


class BallotsPage(Page):
    """The page and the group of voters (测评人) that is being typed."""

    title = "满意度"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.policy: Policy = session.office.policy(session.quarter)
        self.voters = QComboBox()
        self.voters.setAccessibleName("测评人")
        self.voters.addItems(self.policy.ballots.groups)
        self.voters.currentTextChanged.connect(lambda _: self.refresh())
        row = QHBoxLayout()
        row.addWidget(faint("测评人"))
        row.addWidget(self.voters)
        row.addSpacing(16)
        row.addWidget(faint("先录一格，同一行其余各项自动为 0；弃权和废票不计入均分"))
        row.addStretch(1)
        self.body.addLayout(row)
        self.model = RecordModel(self._columns(), self._save)
        self.model.refused = session.refusal("ballots")
        self.model.told.connect(session.failed)
        self.table = RecordTable(self.model, "满意度测评票")
        self.table.empty = "这个季度没有在岗的网格员，请先在名册中登记任职。"
        self.typed_in = self.table
        self.foot = QLabel()
        self.foot.setWordWrap(True)
        self.history = WithHistory(session, self.table, self._behind)
        self.body.addWidget(self.history, 1)
        self.body.addWidget(self.foot)

    def _columns(self) -> list[TableColumn]:
        rules = self.policy.ballots
        values = {answer.name: f"{show_score(answer.value).removesuffix('.00')} 分" for answer in rules.answers}
        return [
            TableColumn("网格员", _who, None, 28, orders=BY_WORKER),
            *(TableColumn(name, _shower(name), COUNT, 8, values.get(name, "不计入均分")) for name in rules.columns),
            TableColumn("有效票", lambda row: _valid(row.own), None, 9, "这组测评人的有效票"),
            TableColumn("均分", lambda row: _mean(row.own), None, 9, "这组测评人的均分"),
            TableColumn("全部有效票", self._all_valid, None, 12, "各组测评人的有效票合计"),
            TableColumn("满意度", lambda row: _mean(row.pooled), None, 9, "各组有效票合在一起的均分，计入总分"),
        ]

    def _all_valid(self, row: BallotLine) -> Cell:
        if row.enough:
            return _valid(row.pooled)
        tip = f"有效票只有 {row.pooled.valid} 张，少于 {self.policy.ballots.enough} 张，请核对"
        return Cell(f"▾{row.pooled.valid}", short=True, tip=tip)

    def refresh(self, event: Event | None = None) -> None:
        office, quarter = self.session.office, self.session.quarter
        if office.policy(quarter) is not self.policy:
            self.policy = office.policy(quarter)
            self.model.show([], self._columns())
            self.table.fit()
            self._offer_groups()
        rows = ballot_lines(self.policy, office.records(quarter), self.voters.currentText())
        (self.model.replace if event else self.model.show)(rows)
        if not event and rows:
            untold = (place for place, row in enumerate(self.model.rows) if row.ballots is None)
            self.table.go_to(next(untold, 0), 1)
        self._tell(rows)

    def _offer_groups(self) -> None:
        self.voters.blockSignals(True)
        self.voters.clear()
        self.voters.addItems(self.policy.ballots.groups)
        self.voters.blockSignals(False)

    def _tell(self, rows: Sequence[BallotLine]) -> None:
        typed = [row.ballots for row in rows if row.ballots]
        sums = (f"{name} {sum(each.counts.get(name, 0) for each in typed)}" for name in self.policy.ballots.columns)
        few = sum(not row.enough for row in rows)
        parts = [f"已录 {len(typed)} / {len(rows)} 人", "  ".join(sums)]
        parts += [f"没有任何有效票 {none} 人" for none in [sum(row.pooled.mean is None for row in rows)] if none]
        parts += [f"▾ 有效票少于 {self.policy.ballots.enough} 张 {few} 人"] if few else []
        self.foot.setText("    ".join(parts) if rows else "")

    def point_at(self, target: object) -> None:
        """A worker: the row is chosen."""
        for place, row in enumerate(self.model.rows):
            if isinstance(target, Spot) and row.worker.id == target.worker:
                self.table.go_to(place, 1)
                self.table.setFocus()

    def _save(self, edits: Sequence[Edit]) -> bool:
        """One step for the cells typed together. An emptied answer is 0; a row of nothing else is 未录 again."""
        office, quarter, voters = self.session.office, str(self.session.quarter), self.voters.currentText()
        names, answers = self.policy.ballots.columns, self.policy.ballots.answers
        nothing, name = Counts({answer.name: 0 for answer in answers}), self._name_of(edits)

        def work() -> Event:
            now: dict[str, dict[str, int]] = {}
            emptied: set[str] = set()
            for row, column, value in edits:
                number = row.worker.id
                known = office.now(Ballots(quarter, number, voters, nothing))
                counts = now.setdefault(number, dict(known.counts if known else nothing))
                counts[names[column - 1]] = value or 0
                if value is None:
                    emptied.add(number)
            save: list[Record] = []
            gone: list[Record] = []
            for number, counts in now.items():
                whole = Ballots(quarter, number, voters, Counts(counts))
                (save if number not in emptied or any(counts.values()) else gone).append(whole)
            return office.change(name, save=save, remove=gone)

        return self.session.do(work, name=name)

    def _behind(self, index: QModelIndex) -> list[Behind]:
        """The ballots that a count stands in, and their column that it is."""
        names = self.policy.ballots.columns
        if not 0 < index.column() <= len(names):
            return []
        worker, field = self.model.rows[index.row()].worker.id, f"counts.{names[index.column() - 1]}"
        record = Ballots(str(self.session.quarter), worker, self.voters.currentText(), Counts())
        return [Behind(record, [column for column in ballots(self.policy) if column.field == field])]

    def _name_of(self, edits: Sequence[Edit]) -> str:
        what = f"满意度 {self.voters.currentText()}"
        if len(edits) != 1:
            return f"{what} {len(edits)} 格"
        row, column, value = edits[0]
        before = self.model.columns[column].show(row)
        was = "未录" if before.hint else before.text
        return f"{what} {row.worker.name} {self.model.columns[column].title} {was}→{'未录' if value is None else value}"


def _who(row: BallotLine) -> Cell:
    return Cell(f"{row.village.name} {row.grid.name}  {row.worker.name}", tip=f"编号 {row.worker.id}")


def _shower(name: str) -> Callable[[BallotLine], Cell]:
    def show(row: BallotLine) -> Cell:
        if row.ballots is None:
            return Cell("·", hint=True, tip="未录")
        count = row.ballots.counts.get(name)
        return Cell("", hint=True) if count is None else Cell(str(count))

    return show


def _valid(opinion: Opinion) -> Cell:
    return Cell(str(opinion.valid)) if opinion.valid else Cell("·", hint=True)


def _mean(opinion: Opinion) -> Cell:
    return Cell("·", hint=True, tip="没有有效票") if opinion.mean is None else Cell(show_score(opinion.mean))
