"""The attendance at the quarter's meetings: workers × meetings, to be read only."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from gridapp.amounts import show_points
from gridapp.columns import attendance
from gridapp.model import Attendance, Grid, Meeting, Village, Worker
from gridapp.periods import Quarter
from gridapp.scoring.policy import Item, Policy
from ui.pages.item_sheet import WHO, Sheet, own, points_cell
from ui.session import Session
from ui.widgets.cells import Cell, TableColumn
from ui.widgets.history import Behind


class AttendanceLine(NamedTuple):
    """A worker at the meetings of the quarter: where they were expected, what came of it, and what it costs."""

    worker: Worker
    grid: Grid
    village: Village
    marks: dict[str, Attendance | None]
    untold: frozenset[str]
    lost: Counter[str]


class AttendanceSheet(Sheet):
    """What was typed on the page of the meetings."""

    title = "考勤"
    told = "这里只看不改，考勤在“会议”页登记"
    empty = "这一季度还没有会议。会议和考勤在“会议”页登记。"

    def __init__(self, session: Session, policy: Policy, quarter: Quarter, item: Item) -> None:
        super().__init__(session, policy, quarter)
        self.codes = {clause.code for clause in item.clauses if clause.kind == "attendance"}
        self.charged = {mark for code in self.codes for mark in policy.clauses[code].costs}
        self.meetings: list[Meeting] = []

    def columns(self) -> list[TableColumn]:
        self.meetings = self._held()
        marks = [
            TableColumn(f"{each.day.month}月{each.day.day}日 {each.kind}", self._shower(each.id), None, 22, each.topic)
            for each in self.meetings
        ]
        lost = TableColumn("扣分", lambda row: points_cell(sum(row.lost.values())), None, 6)
        return [WHO, *marks, lost]

    def _held(self) -> list[Meeting]:
        held = {
            meeting.id: meeting
            for case in self.session.office.records(self.quarter).people
            for meeting, _ in case.meetings
        }
        return sorted(held.values(), key=lambda meeting: (meeting.day, meeting.id))

    def _shower(self, meeting: str) -> Callable[[AttendanceLine], Cell]:
        def show(row: AttendanceLine) -> Cell:
            if meeting not in row.marks:
                return Cell("—", hint=True, tip="会议日不在岗")
            attended = row.marks[meeting]
            if attended is None:
                return Cell("未录", hint=True)
            words = [attended.mark]
            if attended.report in self.charged:
                words.append(f"汇报{attended.report}")
            elif meeting in row.untold:
                words.append("汇报未录")
            lost = row.lost[meeting]
            text = "，".join(words) + (f"  −{show_points(lost)}" if lost else "")
            return Cell(text, short=bool(lost), tip=attended.note)

        return show

    def rows(self) -> Sequence[AttendanceLine]:
        records = self.session.office.records(self.quarter)
        sheets = {person.sheet.worker.id: person.sheet for person in self.session.office.score(self.quarter).people}
        lines = []
        for case in records.people if self._held() else ():
            grid = records.grids[case.home.grid]
            sheet = sheets.get(case.worker.id)
            lost: Counter[str] = Counter()
            for deduction in sheet.deductions if sheet else ():
                if deduction.clause in self.codes:
                    lost[deduction.key[0]] += deduction.points
            untold = frozenset(each.period for each in sheet.missing) if sheet else frozenset()
            marks = {meeting.id: attended for meeting, attended in case.meetings}
            lines.append(AttendanceLine(case.worker, grid, records.villages[grid.village], marks, untold, lost))
        return lines

    def behind(self, row: AttendanceLine, column: int) -> list[Behind]:
        attended = row.marks.get(self.meetings[column - 1].id) if 0 < column <= len(self.meetings) else None
        return [Behind(attended, own(attendance(self.policy), "meeting", "worker"))] if attended else []
