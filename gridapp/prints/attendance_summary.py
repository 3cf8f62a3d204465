"""考勤汇总表: who came to which meeting of the quarter, how often, whose reports were in time, what it cost."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gridapp.model import Attendance, Meeting
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    LINE,
    NOTE,
    Align,
    Block,
    Column,
    Document,
    Entry,
    Paper,
    Paragraph,
    Row,
    Table,
)
from gridapp.prints.choice import ALL, OF_PEOPLE, Choice
from gridapp.prints.form import Form, Group
from gridapp.prints.listing import checked, head
from gridapp.prints.subjects import QuarterPapers, quarter_papers
from gridapp.progress import ATTENDED, REPORTED
from gridapp.scoring.result import Person

NAME = "考勤汇总表"

_AT_ONCE = 8
"""So many meetings stand beside each other; a quarter of more has further tables, the last with the counts."""
_MEETINGS, _MEETING, _COUNTS = 74.0, 20.0, 96.0  # mm: of all meetings, of one at most, of all counts
_NOT_EXPECTED, _UNTYPED = "—", "未录"


def attendance_summaries(papers: QuarterPapers, choice: Choice = ALL) -> list[Document]:
    """The one list of the quarter."""
    view = papers.view
    people = [p for p in view.result.people if choice.takes(p.sheet.village.name, p.sheet.worker.id)]
    marks = [(meeting.id, [_attended(papers, meeting, person) for person in people]) for meeting in papers.meetings]
    return [
        Document(
            title=f"{wording.township(view)}网格员{NAME}",
            subtitle=wording.quarter_of(view).title,
            blocks=(
                head(view, "会议", f"{len(papers.meetings)}次"),
                *_tables(papers, people),
                *_notes(papers),
                checked(view),
            ),
            number=f"KQ-{view.result.quarter}",
            drawn_up=view.day,
            digest=wording.digest([[person.sheet.worker.id for person in people], marks]),
            paper=Paper.LANDSCAPE,
            mark=wording.mark(view),
        )
    ]


def _attended(papers: QuarterPapers, meeting: Meeting, person: Person) -> Attendance | None:
    return papers.attendance.get((meeting.id, person.sheet.worker.id))


def _tables(papers: QuarterPapers, people: Sequence[Person]) -> Iterator[Table]:
    meetings = papers.meetings
    parts = [meetings[start : start + _AT_ONCE] for start in range(0, len(meetings), _AT_ONCE)] or [()]
    for part in parts:
        yield Table(_columns(papers, part, part is parts[-1]), tuple(_rows(papers, people, part, part is parts[-1])))


def _columns(papers: QuarterPapers, meetings: Sequence[Meeting], counts: bool) -> tuple[Column, ...]:
    each = min(_MEETING, _MEETINGS / max(len(meetings), 1))
    rules = papers.view.policy.attendance
    one = _COUNTS / len((*rules.marks, *rules.reports))
    marks = [Column(mark, one, group="出勤次数") for mark in rules.marks] if counts else []
    reports = [Column(report, one, group="书面汇报") for report in rules.reports] if counts else []
    return (
        Column("序号", 9),
        Column("村（社区）、网格", 31 if counts else 50),
        Column("姓名", 21),
        *(Column(_title(meeting), each, group="出勤和书面汇报") for meeting in meetings),
        *marks,
        *reports,
        *([Column("扣分", 10)] if counts else []),
        Column("备注", None, Align.LEFT),
    )


def _title(meeting: Meeting) -> str:
    """8.14 例会"""
    return f"{meeting.day.month}.{meeting.day.day}\n{meeting.kind}"


def _rows(papers: QuarterPapers, people: Sequence[Person], meetings: Sequence[Meeting], counts: bool) -> Iterator[Row]:
    for number, person in enumerate(people, 1):
        sheet = person.sheet
        yield (
            str(number),
            f"{sheet.village.name}{sheet.grid.name}",
            sheet.worker.name,
            *(_mark(papers, meeting, person) for meeting in meetings),
            *(_counts(papers, person) if counts else ()),
            wording.days_text(sheet),
        )


def _mark(papers: QuarterPapers, meeting: Meeting, person: Person) -> str:
    """How somebody attended, and under it the written report where the meeting asked for one."""
    attended = _attended(papers, meeting, person)
    if attended is None:
        expected = (meeting.id, person.sheet.worker.id) in papers.attendance
        return _UNTYPED if expected else _NOT_EXPECTED
    report = attended.report or _UNTYPED
    return f"{attended.mark}\n{report}" if _asks_report(papers, meeting) else attended.mark


def _asks_report(papers: QuarterPapers, meeting: Meeting) -> bool:
    return meeting.kind in papers.view.policy.attendance.reported_at


def _counts(papers: QuarterPapers, person: Person) -> Iterator[Entry]:
    """How often each mark, each report's mark, and the points that the clauses of 考勤 cost."""
    policy = papers.view.policy
    known = [attended for meeting in papers.meetings if (attended := _attended(papers, meeting, person))]
    marks, reports = Counter(each.mark for each in known), Counter(each.report for each in known)
    yield from (figures.whole(marks[mark]) for mark in policy.attendance.marks)
    yield from (figures.whole(reports[report]) for report in policy.attendance.reports)
    lost = sum(each.points for each in person.sheet.deductions if policy.clauses[each.clause].kind == "attendance")
    yield figures.points(lost)


def _notes(papers: QuarterPapers) -> Iterator[Block]:
    if not papers.meetings:
        yield Paragraph("本季度没有会议的记录。", LINE)
    missing = [each.what for each in papers.view.result.missing if each.what in (ATTENDED, REPORTED)]
    if missing:
        told = "、".join(f"{what}{count}处" for what, count in Counter(missing).items())
        yield Paragraph(f"未录：{told}。本表为预览。", LINE)
    held = "；".join(_told(meeting) for meeting in papers.meetings)
    costs = "；".join(clause.text for clause in papers.view.policy.clauses.values() if clause.kind == "attendance")
    yield Paragraph(f"会议：{held}。\n注：{costs}。扣分为各次相加，未按项目封顶。" if held else f"注：{costs}。", NOTE)


def _told(meeting: Meeting) -> str:
    about = "，".join(filter(None, (meeting.topic, meeting.place)))
    return f"{meeting.day.month}月{meeting.day.day}日{meeting.kind}" + (f"（{about}）" if about else "")


FORM = Form(
    NAME,
    Paper.LANDSCAPE,
    "每人每次会议的出勤、书面汇报和扣分",
    Group.MEETING,
    OF_PEOPLE,
    quarter_papers,
    attendance_summaries,
)
