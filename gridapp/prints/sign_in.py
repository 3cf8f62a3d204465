"""会议签到表: everybody who is expected at a meeting, with a place to sign; also for one not on record yet."""

from collections.abc import Iterator
from datetime import date

from gridapp.model import MEETING_KINDS
from gridapp.prints import wording
from gridapp.prints.blocks import LINE, NOTE, Align, Block, Column, Document, Merge, Pairs, Paper, Paragraph, Row, Table
from gridapp.prints.choice import ALL, Ask, Choice
from gridapp.prints.form import Form, Group
from gridapp.prints.subjects import MeetingPaper, meeting_paper

NAME = "会议签到表"

_LEAST_HEIGHT = 9.5  # room to sign
_SPARE = 4
"""Rows for those who come besides (列席)."""
_BLANK = "＿＿＿＿＿＿"


def sign_in_sheets(paper: MeetingPaper, choice: Choice = ALL) -> list[Document]:
    """The one list of the meeting: those in post on its day, village by village."""
    meeting, day = paper.meeting, _day(paper, choice)
    return [
        Document(
            title=f"{wording.township(paper)}网格员{NAME}",
            blocks=(
                _head(paper, choice),
                Table(_columns(paper, choice), tuple(_rows(paper, choice)), least_height=_LEAST_HEIGHT),
                *_close(paper),
                wording.signatures(paper, "主持人", "记录人"),
            ),
            number=f"QD-{meeting.id if meeting else day.isoformat()}",
            drawn_up=paper.day,
        )
    ]


def _day(paper: MeetingPaper, choice: Choice) -> date:
    """Whose roll it is: of the meeting's day, or of the day chosen, or of today."""
    return paper.meeting.day if paper.meeting else choice.day or paper.day


def _head(paper: MeetingPaper, choice: Choice) -> Pairs:
    meeting = paper.meeting
    kind = meeting.kind if meeting else choice.kind or wording.options(MEETING_KINDS, " ")
    rows = [
        [("日期", wording.chinese_day(_day(paper, choice))), ("类型", kind)],
        [("地点", (meeting and meeting.place) or _BLANK), ("主持人", (meeting and meeting.host) or _BLANK)],
        [("主题", (meeting and meeting.topic) or _BLANK)],
    ]
    if meeting and meeting.report_due:
        rows[2].append(("书面汇报截止", wording.chinese_day(meeting.report_due)))
    return Pairs(tuple(map(tuple, rows)))


def _asks_report(paper: MeetingPaper, choice: Choice) -> bool:
    """Whether the meeting asks for a written report; one whose kind is open may."""
    kind = paper.meeting.kind if paper.meeting else choice.kind
    return not kind or kind in paper.policy.attendance.reported_at


def _columns(paper: MeetingPaper, choice: Choice) -> tuple[Column, ...]:
    report = [Column("书面\n汇报", 13)] if _asks_report(paper, choice) else []
    return (
        Column("序号", 9.5),
        Column("村（社区）", 27),
        Column("网格", 25),
        Column("姓名", 26),
        Column("签到", 32),
        Column("到会", 11),
        Column("请假", 11),
        *report,
        Column("备注", None, Align.LEFT),
    )


def _rows(paper: MeetingPaper, choice: Choice) -> Iterator[Row]:
    to_fill = ("",) * (len(_columns(paper, choice)) - 4)
    village = None
    for number, line in enumerate(paper.roll, 1):
        name = Merge.ABOVE if line.village.name == village else line.village.name
        yield (str(number), name, line.grid.name, line.worker.name, *to_fill)
        village = line.village.name
    for number in range(1, _SPARE + 1):
        yield (str(len(paper.roll) + number), "", "", "", *to_fill)


def _close(paper: MeetingPaper) -> Iterator[Block]:
    yield Paragraph(f"应到{len(paper.roll)}人，实到＿＿＿人，请假＿＿＿人，缺席＿＿＿人。", LINE)
    marks = "、".join(paper.policy.attendance.marks)
    yield Paragraph(
        f"注：本人签到；到会、请假、书面汇报打“√”，其他情况写在备注（出勤分为{marks}）。末尾空行供列席人员签到。", NOTE
    )


FORM = Form(
    NAME,
    Paper.PORTRAIT,
    "应到人员签到用，开会前打印",
    Group.MEETING,
    frozenset({Ask.MEETING}),
    meeting_paper,
    sign_in_sheets,
)
