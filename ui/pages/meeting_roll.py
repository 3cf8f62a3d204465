"""The roll of one meeting: everyone in post that day, attendance and written report by one key each."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gridapp.columns import attendance
from gridapp.errors import Refused
from gridapp.meetings import MeetingLine, RollLine, all_present
from gridapp.model import Attendance, Meeting, Record
from gridapp.office import Event
from gridapp.scoring.policy import Policy
from ui.pages.page import button, faint
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.history import Behind
from ui.widgets.people_orders import BY_WORKER
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable
from ui.widgets.with_history import WithHistory

WHO, MARK, REPORT, NOTE = range(4)
FIELDS = ("", "mark", "report", "note")
"""The fields of 考勤 that the columns of the roll fill."""


class Roll(QWidget):
    """Shows a meeting's line and saves what is typed in it."""

    def __init__(self, session: Session, policy: Policy) -> None:
        super().__init__()
        self.session = session
        self.policy = policy
        self.chosen: MeetingLine | None = None
        self.heading, self.legend, self.foot = QLabel(), faint(""), QLabel()
        self.heading.setObjectName("sectionTitle")
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.legend.setWordWrap(True)
        self.foot.setWordWrap(True)
        refused = session.refusal("attendance")
        self.fill = button("全部正常", "没有录的出勤填正常，须交书面汇报的填按时", self.fill_present, refused)
        self.model = RecordModel(self._columns(), self._save)
        self.model.refused = refused
        self.model.told.connect(session.failed)
        self.table = RecordTable(self.model, "考勤")
        self.table.horizontalHeader().setStretchLastSection(True)
        top, whole = QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.heading, 1)
        top.addWidget(self.fill)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(STEP)
        whole.addLayout(top)
        whole.addWidget(self.legend)
        self.history = WithHistory(session, self.table, self._behind)
        whole.addWidget(self.history, 1)
        whole.addWidget(self.foot)

    def _columns(self) -> list[TableColumn]:
        kinds = {column.field: column.kind for column in attendance(self.policy)}
        rules = self.policy.attendance
        return [
            TableColumn("网格员", _who, None, 28, orders=BY_WORKER),
            TableColumn("出勤", self._mark, kinds["mark"], 11, _keys(rules.marks), keys=rules.marks),
            TableColumn("书面汇报", self._report, kinds["report"], 11, _keys(rules.reports), keys=rules.reports),
            TableColumn("说明", lambda row: Cell(row.attended.note if row.attended else ""), kinds["note"], 26),
        ]

    def _mark(self, row: RollLine) -> Cell:
        if row.attended is None:
            return Cell("·", hint=True, tip="未录")
        return Cell(row.attended.mark, short=self._costs(row.attended.mark))

    def _report(self, row: RollLine) -> Cell:
        if row.attended and row.attended.report:
            return Cell(row.attended.report, short=self._costs(row.attended.report))
        asked = self.chosen and self.chosen.asks_report
        return Cell("·", hint=True, tip="未录") if asked else Cell("—", hint=True, tip="这类会议不要求书面汇报")

    def _costs(self, mark: str) -> bool:
        return any(mark in clause.costs for clause in self.policy.clauses.values())

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def use(self, policy: Policy) -> None:
        """Marks and reports are those of this policy from now on."""
        self.policy = policy
        self.model.show([], self._columns())
        self.table.fit()

    def show_line(self, line: MeetingLine, *, keep: bool) -> None:
        """One meeting's roll; `keep` the cursor where it is."""
        self.chosen = line
        (self.model.replace if keep else self.model.show)(line.roll)
        self._tell(line)
        if not keep:
            self.table.go_to(*self._first_gap(line))

    def go_to(self, worker: str) -> None:
        """The mark of a worker (by number), else the first one."""
        people = [row.worker.id for row in self.model.rows]
        self.table.go_to(people.index(worker) if worker in people else 0, MARK)
        self.table.setFocus()

    def _first_gap(self, line: MeetingLine) -> tuple[int, int]:
        """The first cell that is to be typed."""
        for place, row in enumerate(self.model.rows):
            if row.attended is None:
                return place, MARK
            if line.asks_report and not row.attended.report:
                return place, REPORT
        return 0, MARK

    def _tell(self, line: MeetingLine) -> None:
        rules, meeting = self.policy.attendance, line.meeting
        asked = line.asks_report
        self.heading.setText(f"{day_of(meeting)} {meeting.kind}  {meeting.topic}".rstrip())
        self.legend.setText(
            f"一键录入：{_keys(rules.marks)}" + (f"    书面汇报：{_keys(rules.reports)}" if asked else "")
        )
        known = [row.attended for row in line.roll if row.attended]
        parts = [f"应到 {len(line.roll)} 人", f"已录 {len(known)}", *_counts(rules.marks, [a.mark for a in known])]
        reports = [a.report for a in known if a.report]
        if asked or reports:
            untold = [f"未录 {len(line.roll) - len(reports)}"] if asked and len(reports) < len(line.roll) else []
            parts.append("书面汇报：" + "  ".join([*_counts(rules.reports, reports), *untold]))
        self.foot.setText("    ".join(parts))

    # ── typing ──────────────────────────────────────────────────────────────────────────────────

    def _save(self, edits: Sequence[Edit]) -> bool:
        """One step for the cells that were typed together; who has no mark any more is 未录."""
        if self.chosen is None:
            return False
        office, meeting, name = self.session.office, self.chosen.meeting, self._name_of(edits)
        names = {edit.row.worker.id: edit.row.worker.name for edit in edits}

        def work() -> Event:
            empty = {number: Attendance(meeting.id, number, "") for number in names}
            known = {number: office.now(nothing) for number, nothing in empty.items()}
            now = {number: held or empty[number] for number, held in known.items()}
            for row, column, value in edits:
                now[row.worker.id] = msgspec.structs.replace(now[row.worker.id], **{FIELDS[column]: value or ""})
            unmarked = [number for number, held in now.items() if not held.mark]
            lacking = [names[number] for number in unmarked if known[number] is None]
            if lacking:
                raise Refused(f"请先录{'、'.join(lacking)}的出勤")
            save: list[Record] = [held for held in now.values() if held.mark]
            return office.change(name, save=save, remove=[now[number] for number in unmarked])

        return self.session.do(work, name=name)

    def _behind(self, index: QModelIndex) -> list[Behind]:
        """The attendance that a cell shows, and the column that it is."""
        if self.chosen is None or not index.column():
            return []
        record = Attendance(self.chosen.meeting.id, self.model.rows[index.row()].worker.id, "")
        columns = [column for column in attendance(self.policy) if column.field == FIELDS[index.column()]]
        return [Behind(record, columns)]

    def _name_of(self, edits: Sequence[Edit]) -> str:
        assert self.chosen is not None
        what = f"{day_of(self.chosen.meeting)}{self.chosen.meeting.kind}"
        if len(edits) != 1:
            return f"{what}考勤 {len(edits)} 格"
        row, column, value = edits[0]
        before = self.model.columns[column].show(row)
        was = "未录" if before.hint or not before.text else before.text
        return f"{what} {row.worker.name} {self.model.columns[column].title} {was}→{value or '未录'}"

    def fill_present(self) -> None:
        """全部正常: only what is empty, as one step."""
        if self.chosen is None:
            return
        filled = all_present(self.policy.attendance, self.chosen)
        name = f"{day_of(self.chosen.meeting)}{self.chosen.meeting.kind} 全部正常 {len(filled)} 人"
        if filled:
            self.session.do(lambda: self.session.office.change(name, save=filled))


def day_of(meeting: Meeting) -> str:
    return f"{meeting.day.month}月{meeting.day.day}日"


def _who(row: RollLine) -> Cell:
    return Cell(f"{row.village.name} {row.grid.name}  {row.worker.name}", tip=f"编号 {row.worker.id}")


_FIXED = "\u00a0"
"""A space at which no line breaks."""


def _keys(words: Sequence[str]) -> str:
    return "  ".join(f"{place}{_FIXED}{word}" for place, word in enumerate(words, 1))


def _counts(words: Sequence[str], marks: Sequence[str]) -> list[str]:
    """How often each word was typed, those that never were left out."""
    counted = Counter(marks)
    return [f"{word}{_FIXED}{counted[word]}" for word in words if counted[word]]
