"""更正表: what a correction restates of one worker's settled quarter, both sheets side by side (PRINTS, DOMAIN 6)."""

from collections import Counter
from collections.abc import Iterator

from gridapp import sentences
from gridapp.amounts import capitals, show_yuan
from gridapp.corrections import Corrected
from gridapp.office import QuarterView
from gridapp.periods import Quarter
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    LINE,
    NOTE,
    Align,
    Block,
    Column,
    Document,
    Entry,
    Figure,
    Merge,
    Pairs,
    Paper,
    Paragraph,
    Row,
    Table,
)
from gridapp.prints.choice import ALL, Ask, Choice
from gridapp.prints.deductions import in_words
from gridapp.prints.form import Form, Group
from gridapp.prints.subjects import QuarterCorrections, quarter_corrections
from gridapp.restating import paid_more
from gridapp.rulings import Correction
from gridapp.scoring.policy import Item
from gridapp.scoring.result import Deduction, Person

NAME = "更正表"

_COLUMNS = (
    Column("序号", 9),
    Column("考核项目", 42),
    Column("分值", 11),
    Column("原得分", 15),
    Column("更正后", 15),
    Column("扣分的改动", None, Align.LEFT),
)
_SAME = "—"
_LEFT = Merge.LEFT


def correction_sheets(paper: QuarterCorrections, choice: Choice = ALL) -> list[Document]:
    """A sheet for everyone whom a correction of the quarter restated, oldest correction first."""
    return [
        _sheet(paper.view, correction, body, before, after)
        for correction, body in paper.corrections
        for before, after in zip(body.before, body.after, strict=True)
        if choice.takes(after.sheet.village.name, after.sheet.worker.id)
    ]


def _sheet(view: QuarterView, correction: Correction, body: Corrected, before: Person, after: Person) -> Document:
    worker = after.sheet.worker
    return Document(
        title=f"{wording.township(view)}网格员量化考核{NAME}",
        subtitle=wording.quarter_of(view).title,
        blocks=(
            _head(correction, after),
            Paragraph(f"更正理由：{correction.reason}", LINE),
            Table(_COLUMNS, tuple(_rows(view, before, after)), totals=tuple(_totals(before, after))),
            Paragraph(_money(correction, before, after), LINE),
            *(Paragraph(text, LINE) for text in [body.decision] if text),
            *_listed(body),
            Paragraph("注：原量化考核表封存不动，与本表一并存档。金额不含随本季度发放的以前季度更正。", NOTE),
            wording.signatures(view, "被考核人", "经办人", "复核人", "分管领导"),
        ),
        number=f"GZB-{correction.id}-{worker.id}",
        drawn_up=correction.day,
        digest=wording.digest((correction, before, after, *filter(None, [body.decision]))),
        mark=wording.mark(view),
        bookmark=f"{worker.name} {worker.id}",
        chapter=after.sheet.village.name,
    )


def _head(correction: Correction, person: Person) -> Pairs:
    sheet = person.sheet
    return Pairs(
        (
            (
                ("村（社区）", sheet.village.name),
                ("网格", f"{sheet.grid.name}（{sheet.grid.code}）"),
                ("姓名", sheet.worker.name),
                ("编号", sheet.worker.id),
            ),
            (
                ("更正编号", correction.id),
                ("日期", wording.chinese_day(correction.day)),
                ("经办", correction.proposed_by),
                ("复核", correction.confirmed_by),
            ),
        )
    )


def _rows(view: QuarterView, before: Person, after: Person) -> Iterator[Row]:
    """Every item as it was and as it is, and which deductions went and came."""
    gone, come = Counter(before.sheet.deductions), Counter(after.sheet.deductions)
    gone, come = gone - come, come - gone
    scores = zip(view.policy.items, before.sheet.items, after.sheet.items, strict=True)
    for item, was, now in scores:
        said = [
            f"{what}：{in_words(view, each)}"
            for what, found in (("撤销", gone), ("增加", come))
            for each in _by_clause(item, found)
        ]
        marks, scored = figures.points(item.marks), figures.points(was.score)
        yield item.number, item.name, marks, scored, figures.points(now.score), "\n".join(said) or _SAME


def _by_clause(item: Item, found: Counter[Deduction]) -> Iterator[list[Deduction]]:
    for clause in item.clauses:
        if of_clause := [each for each in found.elements() if each.clause == clause.code]:
            yield of_clause


def _totals(before: Person, after: Person) -> Iterator[Row]:
    def both(label: str, was: Entry, now: Entry, note: str = "") -> Row:
        return label, _LEFT, _LEFT, was, now, note

    was, now = before.sheet, after.sheet
    if was.grid.code != now.grid.code:
        yield both("网格", was.grid.name, now.grid.name, f"原在{was.village.name}{was.grid.name}（{was.grid.code}）")
    if was.days_in_post != now.days_in_post:
        yield both("在岗（天）", figures.whole(was.days_in_post), figures.whole(now.days_in_post))
    yield both("基础分", figures.points(was.base), figures.points(now.base))
    yield both("满意度", figures.score(was.satisfaction, "未录"), figures.score(now.satisfaction, "未录"))
    yield both("总分", figures.score(was.total, sentences.UNKNOWN), figures.score(now.total, sentences.UNKNOWN))
    noted = after.standing.note if after.standing.note != before.standing.note else ""
    yield both("等次", sentences.grade_text(before), sentences.grade_text(after), noted)
    yield both("应发（元）", figures.yuan(before.pay.due), figures.yuan(after.pay.due))
    yield both("实发（元）", _paid(before), _paid(after))


def _paid(person: Person) -> Figure | str:
    return sentences.UNKNOWN if person.pay.own is None else figures.yuan(person.pay.own)


def _money(correction: Correction, before: Person, after: Person) -> str:
    cents = paid_more(before, after)
    if not cents:
        return "本次更正不涉及补贴。"
    what = "补发" if cents > 0 else "扣回"
    paid_in = Quarter.parse(correction.paid_in).title
    return f"{what}{show_yuan(abs(cents))}元（人民币{capitals(abs(cents))}），随{paid_in}补贴办理。"


def _listed(body: Corrected) -> Iterator[Block]:
    """What else the correction touches, for people to decide."""
    if body.listed:
        lines = "\n".join(f"{number}. {text}" for number, text in enumerate(body.listed, 1))
        yield Paragraph(f"另有牵连、由领导小组决定的事项：\n{lines}", NOTE)


FORM = Form(
    NAME,
    Paper.PORTRAIT,
    "定案后的更正：原得分与更正后对照，补发或扣回",
    Group.ASSESSMENT,
    frozenset({Ask.QUARTER, Ask.VILLAGE, Ask.PEOPLE}),
    quarter_corrections,
    correction_sheets,
)
