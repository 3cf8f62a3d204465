"""考核结果公示: the notice that is posted, with names, totals and grades and nothing personal (PRINTS)."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from gridapp import sentences
from gridapp.office import QuarterView
from gridapp.prints import figures, wording
from gridapp.prints.blocks import BODY, CLOSING, NOTE, Block, Column, Document, Merge, Paragraph, Row, Table
from gridapp.prints.choice import ALL, Choice
from gridapp.scoring.grades import UNGRADED

NAME = "考核结果公示"

_COLUMNS = (
    Column("序号", 15),
    Column("村（社区）", None),
    Column("网格", 36),
    Column("姓名", 42),
    Column("总分", 21),
    Column("等次", 24),
)
_SIZE, _LEAST_HEIGHT = 12, 9
_BLANK_DAY = "＿＿＿＿年＿＿月＿＿日"
_BLANK_LINE = "＿＿＿＿＿＿＿＿＿＿"
_SMALL = msgspec.structs.replace(NOTE, size=10.5, leading=16, after=6)


def publications(view: QuarterView, _: Choice = ALL) -> list[Document]:
    """The one notice of the quarter."""
    quarter = wording.quarter_of(view)
    figures = [(p.sheet.worker.id, p.sheet.total, p.standing.grade) for p in view.result.people]
    return [
        Document(
            title=f"{wording.township(view)}{quarter.title}网格员{NAME}",
            blocks=(
                Paragraph(_opening(view)),
                Table(_COLUMNS, tuple(_rows(view)), size=_SIZE, least_height=_LEAST_HEIGHT),
                *_notes(view),
                Paragraph(_objections(view)),
                Paragraph(f"\n{wording.unit(view)}\n{_issued(view)}", CLOSING),
            ),
            number=f"GS-{view.result.quarter}",
            drawn_up=view.day,
            digest=wording.digest(figures),
            mark=wording.mark(view),
        )
    ]


def _opening(view: QuarterView) -> str:
    town = wording.township(view) or "镇"
    title = wording.quarter_of(view).title
    return (
        f"根据《{view.policy.title}》，{town}网格化管理工作领导小组对{title}在岗网格员进行了考核，"
        "现将考核结果公示如下："
    )


def _rows(view: QuarterView) -> Iterator[Row]:
    people = view.result.people
    namesakes = Counter((person.sheet.village.name, person.sheet.worker.name) for person in people)
    village = None
    for number, person in enumerate(people, 1):
        sheet = person.sheet
        alone = namesakes[sheet.village.name, sheet.worker.name] == 1
        yield (
            figures.whole(number),
            Merge.ABOVE if sheet.village.name == village else sheet.village.name,
            sheet.grid.name,
            sheet.worker.name if alone else sentences.full_name(person),
            figures.score(sheet.total, sentences.UNKNOWN),
            sentences.grade_text(person),
        )
        village = sheet.village.name


def _notes(view: QuarterView) -> Iterator[Block]:
    """Why a grade is not what the total alone would give."""
    people, policy = view.result.people, view.policy
    if not people:
        yield Paragraph(wording.NOBODY, BODY)
        return
    notes = [sentences.quota_sentence(view)]
    if any(person.standing.grade == UNGRADED for person in people):
        tenure = sentences.percent(policy.readings.tenure)
        notes.append(f"在岗时间不足季度天数{tenure}或季末不在岗的，本季度不参评，列为{UNGRADED}。")
    yield Paragraph("注：" + "".join(notes), _SMALL)


def _objections(view: QuarterView) -> str:
    published = view.publication
    days = (published.first, published.last) if published else (None, None)
    first, last = (wording.chinese_day(day) if day else _BLANK_DAY for day in days)
    telephone = view.office.get("监督电话") or _BLANK_LINE
    return (
        f"公示期自{first}至{last}。对考核结果有异议的，请在公示期内向{wording.unit(view)}书面或者电话反映，"
        f"反映情况应当真实具体，并署真实姓名和联系方式。\n监督电话：{telephone}"
    )


def _issued(view: QuarterView) -> str:
    """The day that the notice is posted."""
    return wording.chinese_day(view.publication.first if view.publication else view.day)
