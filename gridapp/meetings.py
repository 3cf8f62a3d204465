"""Meetings and who came: the roll of each meeting as the clerk fills it in, and what goes when a meeting goes."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import date

from gridapp.model import Attendance, Grid, Meeting, QuarterRecords, Record, Village, Worker
from gridapp.periods import Month, Span
from gridapp.rules import Register
from gridapp.scoring.policy import AttendanceRules


class RollLine(Record, frozen=True):
    """One person expected at a meeting, where they served that day, and the attendance (None while 未录)."""

    worker: Worker
    grid: Grid
    village: Village
    attended: Attendance | None


class MeetingLine(Record, frozen=True):
    """A meeting with everyone who was in post on its day, in the order of the records."""

    meeting: Meeting
    roll: tuple[RollLine, ...]
    asks_report: bool

    @property
    def typed(self) -> int:
        """Of how many all is on record: the mark, and the written report's where the meeting asks for it."""
        known = (line.attended for line in self.roll if line.attended)
        return sum(bool(attended.report) or not self.asks_report for attended in known)


def meeting_lines(rules: AttendanceRules, records: QuarterRecords, meetings: Iterable[Meeting]) -> list[MeetingLine]:
    """The quarter's meetings (whichever of `meetings` lie in it), by day, each with its roll."""
    rolls: defaultdict[str, list[RollLine]] = defaultdict(list)
    for case in records.people:
        for meeting, attended in case.meetings:
            post = next(post for post in case.posts if post.span.holds(meeting.day))
            grid = records.grids[post.grid]
            rolls[meeting.id].append(RollLine(case.worker, grid, records.villages[grid.village], attended))
    held = sorted((m for m in meetings if records.quarter.span.holds(m.day)), key=lambda m: (m.day, m.id))
    return [MeetingLine(meeting, tuple(rolls[meeting.id]), meeting.kind in rules.reported_at) for meeting in held]


def all_present(rules: AttendanceRules, line: MeetingLine) -> list[Attendance]:
    """正常 for those without a mark and, where the meeting asks for reports, 按时 for those without one.

    The policy names first what is in order.
    """
    report = rules.reports[0] if line.asks_report else ""
    filled = []
    for each in line.roll:
        now = each.attended or Attendance(line.meeting.id, each.worker.id, rules.marks[0])
        then = Attendance(now.meeting, now.worker, now.mark, now.report or report, now.note)
        if then != each.attended:
            filled.append(then)
    return filled


def next_number(known: Container[str], month: Month, kind: str) -> str:
    """The next free number for a meeting: 2019-08-例会, then 2019-08-例会-2."""
    number, place = f"{month.key}-{kind}", 1
    while number in known:
        place += 1
        number = f"{month.key}-{kind}-{place}"
    return number


def stranded(register: Register, day: date, attended: Sequence[Attendance]) -> list[Attendance]:
    """Which of a meeting's attendance falls away when it is put on this day: of people not in post then."""
    return [each for each in attended if not register.in_post(each.worker, Span(day, day))]
