"""考核汇总表: everybody's quarter on one list, the quota and what was decided under it (PRINTS)."""

from collections import Counter
from collections.abc import Iterator

from gridapp import sentences
from gridapp.amounts import show_points
from gridapp.office import QuarterView
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    LINE,
    NOTE,
    Align,
    Block,
    Column,
    Document,
    Merge,
    Paper,
    Paragraph,
    Row,
    SumOf,
    Table,
)
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.listing import checked, head
from gridapp.scoring.policy import WHOLE
from gridapp.scoring.result import Person

NAME = "考核汇总表"
_ITEMS_WIDTH = 107.0  # mm, shared by the items however many the policy has
_FIRST_ITEM = 4  # the columns before the items


def summaries(view: QuarterView, _: Choice = ALL) -> list[Document]:
    """The one summary of the quarter."""
    result = view.result
    figures = [
        (p.sheet.worker.id, p.sheet.items, p.sheet.satisfaction, p.sheet.total, p.standing) for p in result.people
    ]
    return [
        Document(
            title=f"{wording.township(view)}网格员{NAME}",
            subtitle=wording.quarter_of(view).title,
            blocks=(
                head(view, "考核办法", f"《{view.policy.title}》（{view.policy.version}版）"),
                Table(_columns(view), tuple(_rows(view))),
                *_notes(view),
                checked(view),
            ),
            number=f"HZ-{result.quarter}",
            drawn_up=view.day,
            digest=wording.digest(figures),
            paper=Paper.LANDSCAPE,
            mark=wording.mark(view),
        )
    ]


def _columns(view: QuarterView) -> tuple[Column, ...]:
    items = view.policy.items
    return (
        Column("序号", 9.5),
        Column("村（社区）", 20),
        Column("网格", 16.5),
        Column("姓名", 20.5),
        *(
            Column(
                f"{item.name}\n（{show_points(item.marks)}）", _ITEMS_WIDTH / len(items), group="考核项目得分（满分）"
            )
            for item in items
        ),
        Column("基础分", 12.5),
        Column("满意度", 12.5),
        Column("总分", 12.5),
        Column("名次", 9.5),
        Column("等次", 15.5),
        Column("备注", None, Align.LEFT),
    )


def _rows(view: QuarterView) -> Iterator[Row]:
    village = None
    for number, person in enumerate(view.result.people, 1):
        sheet, standing = person.sheet, person.standing
        yield (
            figures.whole(number),
            Merge.ABOVE if sheet.village.name == village else sheet.village.name,
            sheet.grid.name,
            sheet.worker.name,
            *(figures.points(item.score) for item in sheet.items),
            figures.points(sheet.base, total=_base(view)),
            figures.score(sheet.satisfaction, "未录"),
            figures.score(sheet.total, sentences.UNKNOWN, total=_total(view)),
            figures.whole(standing.rank) if standing.rank else "—",
            sentences.grade_text(person),
            _remark(person),
        )
        village = sheet.village.name


def _base(view: QuarterView) -> SumOf:
    """基础分 as a sum of the items' columns."""
    return SumOf(tuple((_FIRST_ITEM + place, WHOLE) for place in range(len(view.policy.items))))


def _total(view: QuarterView) -> SumOf:
    """总分 from the two columns before it."""
    base, weights = _FIRST_ITEM + len(view.policy.items), view.policy.total
    return SumOf(((base, weights.base), (base + 1, weights.satisfaction)))


def _remark(person: Person) -> str:
    missing = len(person.sheet.missing)
    parts = (person.standing.note, wording.days_text(person.sheet), f"未录{missing}处" if missing else "")
    return "；".join(filter(None, parts))


def _notes(view: QuarterView) -> Iterator[Block]:
    """Counts, quota and decisions, then in small print what they rest on."""
    result = view.result
    if not result.people:
        yield Paragraph(wording.NOBODY, LINE)
    if result.missing:
        yield Paragraph(wording.preview(len(result.missing)), LINE)
    if result.people:
        yield Paragraph(f"等次：{grade_counts(view)}。{sentences.quota_sentence(view)}", LINE)
    yield from (Paragraph(sentence, LINE) for sentence in sentences.tie_sentences(view))
    yield Paragraph(f"注：{wording.readings(view)}\n记录链校验值：{view.chain[:16]}。", NOTE)


def grade_counts(view: QuarterView) -> str:
    """优秀6人、合格22人、不合格2人, and whoever has no grade."""
    counts = Counter(sentences.grade_text(person) for person in view.result.people)
    grades = dict.fromkeys((*(grade.name for grade in view.policy.grades), *sorted(counts)))
    return "、".join(f"{grade}{counts[grade]}人" for grade in grades)
