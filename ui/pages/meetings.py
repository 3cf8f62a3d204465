"""会议: the quarter's meetings, and for one of them who came and whose written report was in time."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from gridapp.columns import MEETING
from gridapp.meetings import MeetingLine, meeting_lines, next_number, stranded
from gridapp.model import Attendance, Meeting
from gridapp.office import Event
from gridapp.periods import Month, Quarter
from gridapp.prints.choice import Choice
from gridapp.progress import REGULAR
from gridapp.scoring.policy import Policy
from ui.pages.meeting_roll import Roll, day_of
from ui.pages.page import Page, button
from ui.session import Session, Spot, ToPrint
from ui.theme import STEP
from ui.widgets.cells import Cell, TableColumn
from ui.widgets.record_form import RecordForm
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

LEFT = 46
"""Digits that the list of meetings is wide."""
TOPIC = 3
"""The place of its column that takes what room is left."""


class MeetingsPage(Page):
    """The list of meetings with the form of one on the left, its roll on the right."""

    title = "会议"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.policy: Policy = session.office.policy(session.quarter)
        self.lines: list[MeetingLine] = []
        self.chosen: MeetingLine | None = None
        """None while a new meeting is being filled in."""
        self._wanted = ""
        self._listing = False
        self.list = RecordTable(RecordModel(_LIST_COLUMNS, lambda _: False), "本季度会议")
        self.list.empty = "还没有会议，请在下面填写并添加。"
        self.list.setSelectionBehavior(RecordTable.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(RecordTable.SelectionMode.SingleSelection)
        self.list.selectionModel().currentRowChanged.connect(self._choose)
        self.form = RecordForm(MEETING, "添加会议")
        self.form.refuse(session.refusal("meeting"))
        self.form.submitted.connect(self._save_meeting)
        for change in (self._input("day").editingFinished, self._input("kind").currentTextChanged):
            change.connect(lambda *_: self._propose_number())
        self.roll = Roll(session, self.policy)
        self._lay_out()

    def _lay_out(self) -> None:
        refused = self.session.refusal("meeting", "attendance")
        self.new = button("新会议", "填一个新会议", self.start_new, refused)
        self.sign_in = button("签到表…", "打印这个会议的签到表；还没有添加的会议也可以", self.print_sign_in)
        self.delete = button("删除会议", "删除选中的会议和它的考勤", self.delete_meeting, refused)
        self.empty = QLabel()
        buttons, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        buttons.addWidget(self.new)
        buttons.addWidget(self.sign_in)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        scroll = QScrollArea()
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left.addWidget(self.list, 4)
        left.addLayout(buttons)
        left.addWidget(scroll, 7)
        right.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        right.addWidget(self.roll, 1)
        splitter = QSplitter()
        for layout, margin in ((left, 0), (right, STEP)):
            layout.setContentsMargins(margin, 0, 0, 0)
            layout.setSpacing(STEP)
            side = QWidget()
            side.setLayout(layout)
            splitter.addWidget(side)
        splitter.setSizes([LEFT * self.fontMetrics().horizontalAdvance("0"), 1 << 12])
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        self.list.horizontalHeader().setSectionResizeMode(TOPIC, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(splitter, 1)

    def _input(self, field: str) -> Any:
        return self.form.fields[field].input

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        office, quarter = self.session.office, self.session.quarter
        wanted = self._wanted or (self.chosen.meeting.id if self.chosen else "")
        if office.policy(quarter) is not self.policy:
            self.policy = office.policy(quarter)
            self.roll.use(self.policy)
        self.lines = meeting_lines(self.policy.attendance, office.records(quarter), office.all(Meeting))
        self._list(self.lines)
        same = next((line for line in self.lines if line.meeting.id == wanted), None)
        if same:
            self._show(same, keep=event is not None and not self._wanted)
        elif event is None or self.chosen:  # otherwise a new meeting is being filled in: it stays as it is
            open_ones = (line for line in self.lines if line.typed < len(line.roll))
            self._show(next(open_ones, self.lines[-1] if self.lines else None))

    def _list(self, lines: Sequence[MeetingLine]) -> None:
        self._listing = True
        self.list.records().show(lines)
        self._listing = False

    def _show(self, line: MeetingLine | None, *, keep: bool = False) -> None:
        """One meeting and its roll, or an empty form for a new one; `keep` the cursor where it is."""
        changed = line is None or self.chosen is None or line.meeting != self.chosen.meeting
        self.chosen = line
        self.roll.setVisible(line is not None)
        self.delete.setVisible(line is not None)
        self.empty.setVisible(line is None)
        self.empty.setText("请在左边填写新会议并添加。" if self.lines else "这个季度还没有会议，请在左边填写并添加。")
        if line is None:
            self._empty_form()
            return
        self._listing = True
        self.list.selectRow(self.lines.index(line))
        self._listing = False
        if changed:
            self._fill_form(line.meeting)
        self.roll.show_line(line, keep=keep)
        typed = sum(row.attended is not None for row in line.roll)
        self.delete.setText(f"删除会议和 {typed} 人的考勤" if typed else "删除会议")

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._listing:
            self._show(self.lines[now.row()])

    def point_at(self, target: object) -> None:
        """A meeting by its number, and there a worker; or a month, for which the form of a new one is begun."""
        if not isinstance(target, Spot):
            return
        found = next((line for line in self.lines if line.meeting.id == target.what), None)
        if found:
            self._show(found)
            self.roll.go_to(target.worker)
        elif isinstance(target.period, Month):
            self.start_new(target.period)

    # ── the meeting ───────────────────────────────────────────────────────────────────────────────

    def start_new(self, month: Month | None = None) -> None:
        """An empty form with the next free number; the list keeps standing as it is."""
        self.list.clearSelection()
        self._show(None)
        if month:
            self._propose_number(month)
        self._input("day").setFocus()

    def _empty_form(self) -> None:
        self.form.show_values({"kind": REGULAR[0]})
        self._input("id").setReadOnly(False)
        self.form.button.setText("添加会议")
        self._propose_number(self._month_without_meeting())

    def _fill_form(self, meeting: Meeting) -> None:
        values = {column.field: column.kind.show(getattr(meeting, column.field)) for column in MEETING}
        self.form.show_values(values)
        self._input("id").setReadOnly(True)
        self.form.button.setText("改好了")

    def _month_without_meeting(self) -> Month:
        months = self.session.quarter.months
        held = {Month.of(line.meeting.day) for line in self.lines if line.meeting.kind in REGULAR}
        return next((month for month in months if month not in held), months[-1])

    def _propose_number(self, month: Month | None = None) -> None:
        """The next free number for a new meeting; by the day as soon as it can be read."""
        if self.chosen is not None:
            return
        fits, day = self.form.fields["day"].check(required=False)
        when = Month.of(day) if fits and day else month or self._month_without_meeting()
        number = next_number(self.session.office.register().meetings, when, self._input("kind").currentText())
        self.form.fields["id"].put(number)

    def _save_meeting(self, values: dict[str, Any]) -> None:
        given = {name: value for name, value in values.items() if value is not None}
        meeting = Meeting(**given)
        office, before = self.session.office, self.chosen.meeting if self.chosen else None
        if Quarter.of(meeting.day) != self.session.quarter:
            self.form.blame("day", f"不在{self.session.quarter.title}内；如果日期没错，请先在上面换季度")
            return
        if before is None and meeting.id in office.register().meetings:
            self.form.blame("id", "已有这个编号的会议，请换一个编号")
            return
        gone = stranded(office.register(), meeting.day, self._attended(meeting)) if before else []
        name = f"{'修改' if before else '添加'}会议 {day_of(meeting)}{meeting.kind}"
        name += f"，去掉当日不在岗 {len(gone)} 人的考勤" if gone else ""
        self._wanted = meeting.id
        if self.session.do(lambda: office.change(name, save=[meeting], remove=gone)):
            self.roll.table.setFocus()
        self._wanted = ""

    def print_sign_in(self) -> None:
        """The list to sign of the chosen meeting, or of the one that is being filled in."""
        from gridapp.prints.sign_in import NAME

        day, kind = (self.form.fields[field].check(required=False)[1] for field in ("day", "kind"))
        meeting = self.chosen.meeting.id if self.chosen else ""
        self.session.wanted.emit("打印", ToPrint(NAME, Choice(meeting=meeting, day=day, kind=kind or "")))

    def _attended(self, meeting: Meeting) -> list[Attendance]:
        return [each for each in self.session.office.all(Attendance) if each.meeting == meeting.id]

    def delete_meeting(self) -> None:
        """The meeting with all its attendance, as one step that says what goes."""
        if self.chosen is None:
            return
        meeting = self.chosen.meeting
        attended = self._attended(meeting)
        name = f"删除会议 {day_of(meeting)}{meeting.kind}（{meeting.id}）"
        name += f"和 {len(attended)} 人的考勤" if attended else ""
        self.session.do(lambda: self.session.office.change(name, remove=[*attended, meeting]))


def _typed(line: MeetingLine) -> Cell:
    return Cell(f"{line.typed}/{len(line.roll)}", short=line.typed < len(line.roll), tip="都已录的人 / 应到的人")


_LIST_COLUMNS = [
    TableColumn("日期", lambda line: Cell(day_of(line.meeting), tip=line.meeting.id), width=9),
    TableColumn("类型", lambda line: Cell(line.meeting.kind), width=6, words=True),
    TableColumn("已录/应到", _typed, width=11),
    TableColumn("主题", lambda line: Cell(line.meeting.topic, tip=line.meeting.topic), width=18, words=True),
]
