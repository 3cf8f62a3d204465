"""What an item of the policy shows in a table: a duty's counts, a clause's checklist, the attendance at meetings.

Each sheet says its columns and rows for RecordTable, saves what was typed, and names what stands behind a cell.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from gridapp.amounts import show_points
from gridapp.columns import COUNT, Column, attendance, finding
from gridapp.model import Attendance, Counts, Finding, Grid, Meeting, Tally, Village, Worker, WorkerQuarter
from gridapp.office import Event
from gridapp.periods import Month, Quarter, Span, Week
from gridapp.scoring.duty import DutyLine
from gridapp.scoring.policy import Clause, Duty, Item, Policy
from ui.session import Session
from ui.widgets.cells import TICK, Cell, Edit, TableColumn
from ui.widgets.duty_cells import (
    Place,
    behind_count,
    change_in_words,
    duty_cell,
    entries_by_place,
    quota_tip,
    who_cell,
    with_count,
)
from ui.widgets.history import Behind
from ui.widgets.people_orders import BY_WORKER

WHO = TableColumn("网格员", who_cell, None, 30, orders=BY_WORKER)
OUT_OF_POST = "这段时间不在岗"


class Sheet:
    """One table of an item in a quarter. Rows are lines that name their worker, grid and village."""

    title = ""
    told = ""
    empty = "这一季度没有在岗的网格员。请先在名册中登记网格员和任职。"

    def __init__(self, session: Session, policy: Policy, quarter: Quarter) -> None:
        self.session, self.policy, self.quarter = session, policy, quarter

    def columns(self) -> list[TableColumn]:
        raise NotImplementedError

    def rows(self) -> Sequence[Any]:
        raise NotImplementedError

    def save(self, edits: Sequence[Edit]) -> bool:
        """Save what was typed as one step; where nothing can be typed nothing comes here."""
        raise NotImplementedError

    def place(self, row: Any, column: int) -> Place | None:
        """The count that a cell holds, if it can have 明细."""
        return None

    def behind(self, row: Any, column: int) -> list[Behind]:
        """The records that a cell shows, for its history."""
        return []


def sheets(session: Session, policy: Policy, quarter: Quarter, item: Item) -> list[Sheet]:
    """The sheets of an item, in the order of its clauses."""
    found: list[Sheet] = []
    duties = dict.fromkeys(name for clause in item.clauses for name in clause.duties)
    found += [DutySheet(session, policy, quarter, policy.duty[name]) for name in duties]
    found += [ChecklistSheet(session, policy, quarter, clause) for clause in item.clauses if clause.checklist]
    if any(clause.kind == "attendance" for clause in item.clauses):
        found.append(AttendanceSheet(session, policy, quarter, item))
    return found


class DutySheet(Sheet):
    """Workers × weeks (or months) of one duty: the same counts as 按周."""

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
        lost = TableColumn("扣分", lambda row: _points(row.lost), None, 6, "这一登记项本季度扣的分")
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


def behind_finding(policy: Policy, record: Finding) -> Behind:
    return Behind(record, _own(finding(policy), "worker", "id"))


def _own(columns: Sequence[Column], *known: str) -> list[Column]:
    return [column for column in columns if column.field not in known]


class CheckLine(NamedTuple):
    """A worker's checklist: the findings by category."""

    worker: Worker
    grid: Grid
    village: Village
    case: WorkerQuarter
    found: dict[str, list[Finding]]


class ChecklistSheet(Sheet):
    """Workers × categories of a clause: a tick is a finding whose note begins with the category."""

    def __init__(self, session: Session, policy: Policy, quarter: Quarter, clause: Clause) -> None:
        super().__init__(session, policy, quarter)
        self.clause, self.title = clause, f"{clause.code} 清单"
        self.told = f"打勾就是登记一条 {clause.code} 扣分事项，取消打勾就是删除它（空格键）"

    def columns(self) -> list[TableColumn]:
        ticks = [
            TableColumn(category, self._shower(category), TICK, max(8, 2 * len(category) + 2))
            for category in self.clause.checklist
        ]
        return [WHO, *ticks, TableColumn("项数", lambda row: _number(sum(map(bool, row.found.values()))), None, 6)]

    @staticmethod
    def _shower(category: str) -> Callable[[CheckLine], Cell]:
        def show(row: CheckLine) -> Cell:
            found = row.found[category]
            tip = "；".join(f"{each.day} {each.note}" for each in found)
            return Cell(f"×{len(found)}" if len(found) > 1 else "", ticked=bool(found), tip=tip)

        return show

    def rows(self) -> Sequence[CheckLine]:
        records = self.session.office.records(self.quarter)
        lines = []
        for case in records.people:
            grid = records.grids[case.home.grid]
            own = [each for each in case.findings if each.clause == self.clause.code]
            found = {name: [each for each in own if each.note.startswith(name)] for name in self.clause.checklist}
            lines.append(CheckLine(case.worker, grid, records.villages[grid.village], case, found))
        return lines

    def save(self, edits: Sequence[Edit]) -> bool:
        save: list[Finding] = []
        remove: list[Finding] = []
        for row, column, ticked in edits:
            category = self.clause.checklist[column - 1]
            if ticked and not row.found[category]:
                save.append(Finding(row.worker.id, self._day(row.case), self.clause.code, note=category))
            elif not ticked:
                remove += row.found[category]
        name = f"{self.clause.code} 清单 {len(edits)} 格"
        if len(edits) == 1:
            row, column, ticked = edits[0]
            category = self.clause.checklist[column - 1]
            name = f"{self.clause.code} {row.worker.name} {category} {'登记' if ticked else '取消'}"
        return self.session.do(lambda: self.session.office.change(name, save=save, remove=remove), name=name)

    def _day(self, case: WorkerQuarter) -> date:
        """The day that a tick is dated: today, or the last day in post before it, within the quarter."""
        served = [days for post in case.posts if (days := post.span.meet(self.quarter.span))]
        before = [min(days.last, date.today()) for days in served if days.first <= date.today()]
        return before[-1] if before else served[0].first

    def behind(self, row: CheckLine, column: int) -> list[Behind]:
        if not 0 < column <= len(self.clause.checklist):
            return []
        return [behind_finding(self.policy, each) for each in row.found[self.clause.checklist[column - 1]]]


class AttendanceLine(NamedTuple):
    """A worker at the meetings of the quarter: where they were expected, what came of it, and what it costs."""

    worker: Worker
    grid: Grid
    village: Village
    marks: dict[str, Attendance | None]
    untold: frozenset[str]
    lost: Counter[str]


class AttendanceSheet(Sheet):
    """Workers × meetings, to be read only: attendance is typed on the page of the meetings."""

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
        lost = TableColumn("扣分", lambda row: _points(sum(row.lost.values())), None, 6)
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
        return [Behind(attended, _own(attendance(self.policy), "meeting", "worker"))] if attended else []


def _days(span: Span) -> str:
    return f"{span.first.month}月{span.first.day}日–{span.last.month}月{span.last.day}日"


def _points(points: int) -> Cell:
    return Cell(show_points(points), short=bool(points))


def _number(number: int) -> Cell:
    return Cell(str(number), bold=bool(number))
