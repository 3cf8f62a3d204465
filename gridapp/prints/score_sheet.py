"""季度量化考核表: one worker's quarter on one sheet, every deduction with when and why (PRINTS)."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

import msgspec

from gridapp import sentences
from gridapp.amounts import show_points
from gridapp.office import QuarterView
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    COLUMN_SUM,
    LINE,
    NOTE,
    Align,
    Aligned,
    Block,
    Column,
    Document,
    Entry,
    Figure,
    Merge,
    Pairs,
    Paragraph,
    Row,
    SumOf,
    Table,
)
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.deductions import in_words, names_week, periods_text
from gridapp.scoring.policy import WHOLE, Item
from gridapp.scoring.result import Deduction, ItemScore, Person, ScoreSheet

NAME = "季度量化考核表"

_ABOVE, _LEFT = Merge.ABOVE, Merge.LEFT
_COLUMNS = (
    Column("序号", 8.7),
    Column("考核项目", 15),
    Column("分值", 8.7),
    Column("评分标准", 70.8, Align.LEFT),
    Column("扣分情况", None, Align.LEFT),
    Column("扣分", 10.2),
    Column("得分", 10.2),
)
_LEAST_HEIGHT = 5.8
_LOST = SumOf(((2, WHOLE), (6, -WHOLE)))
"""扣分 of the whole: 分值 − 得分."""


def score_sheets(view: QuarterView, choice: Choice = ALL) -> list[Document]:
    """The sheet of everybody chosen, village by village, in the order of the result."""
    chosen = [each for each in view.result.people if choice.takes(each.sheet.village.name, each.sheet.worker.id)]
    return [score_sheet(view, person) for person in chosen]


def score_sheet(view: QuarterView, person: Person) -> Document:
    """One worker's sheet. An ordinary quarter fits one page."""
    worker = person.sheet.worker
    return Document(
        title=f"{wording.township(view)}网格员{NAME}",
        blocks=(_head(view, person.sheet), _table(view, person), *_notes(view, person), _signatures(view)),
        number=f"KH-{view.result.quarter}-{worker.id}",
        drawn_up=view.day,
        digest=wording.digest(person),
        mark=wording.mark(view),
        bookmark=f"{worker.name} {worker.id}",
        chapter=person.sheet.village.name,
    )


def _head(view: QuarterView, sheet: ScoreSheet) -> Pairs:
    quarter = wording.quarter_of(view)
    counted = f"{sheet.counted_weeks}周、{sheet.counted_months}个月"
    served = wording.days_text(sheet)
    return Pairs(
        (
            (
                ("村（社区）", sheet.village.name),
                ("网格", f"{sheet.grid.name}（{sheet.grid.code}）"),
                ("姓名", sheet.worker.name),
                ("编号", sheet.worker.id),
            ),
            (
                ("考核季度", f"{quarter.title}（{wording.long_span(quarter.span)}）"),
                ("计入考核", f"{counted}，{served}" if served else counted),
            ),
        )
    )


def _table(view: QuarterView, person: Person) -> Table:
    by_clause: defaultdict[str, list[Deduction]] = defaultdict(list)
    for deduction in person.sheet.deductions:
        by_clause[deduction.clause].append(deduction)
    scores = {score.item: score for score in person.sheet.items}
    rows = [row for item in view.policy.items for row in _rows(view, item, scores[item.number], by_clause)]
    return Table(_COLUMNS, tuple(rows), totals=_totals(view, person), least_height=_LEAST_HEIGHT)


def _rows(view: QuarterView, item: Item, score: ItemScore, by_clause: dict[str, list[Deduction]]) -> Iterator[Row]:
    """A row for each clause; what is the item's stands across them."""
    left: Entry = _left(score)
    shared: Row = (item.number, item.name, figures.points(item.marks))
    for clause in item.clauses:
        found = by_clause.get(clause.code, [])
        words = in_words(view, found) if found else "—"
        lost = figures.points(sum(deduction.points for deduction in found))
        yield (*shared, clause.text, words, lost, left)
        shared, left = (_ABOVE, _ABOVE, _ABOVE), _ABOVE


def _left(score: ItemScore) -> Figure:
    """What is left of an item, and that it is not all that was lost."""
    left = figures.points(score.score)
    return msgspec.structs.replace(left, text=f"{left.text}\n{sentences.CAPPED}") if score.raw > score.marks else left


def _totals(view: QuarterView, person: Person) -> tuple[Row, ...]:
    sheet, policy = person.sheet, view.policy
    marks, full = policy.full_marks, figures.points(10_000)
    answers = "、".join(f"{answer.name}{show_points(answer.value)}" for answer in policy.ballots.answers)
    lost = figures.points(marks - sheet.base, total=_LOST)
    satisfaction = figures.score(sheet.satisfaction, "未录")
    total = figures.score(sheet.total, sentences.UNKNOWN)
    rank, grade = Aligned(sentences.rank_text(view, person)), Aligned(sentences.grade_sentence(view, person))
    return (
        _sum_row("基础分", figures.points(marks), "各项得分之和", lost, figures.points(sheet.base, total=COLUMN_SUM)),
        _sum_row("满意度", full, f"有效票{sheet.valid_ballots}张的平均分（{answers}）", satisfaction, _LEFT),
        _sum_row("总分", full, sentences.sum_of_total(view, sheet), total, _LEFT),
        ("名次", _LEFT, rank, _LEFT, grade, _LEFT, _LEFT),
    )


def _sum_row(label: str, marks: Figure, how: str, *results: Entry) -> Row:
    return (label, _LEFT, marks, Aligned(how), _LEFT, *results)


def _notes(view: QuarterView, person: Person) -> Iterator[Block]:
    """What is missing, what was exempt, how the quota decided, and the policy's readings."""
    sheet = person.sheet
    if sheet.missing:
        yield Paragraph(wording.preview(len(sheet.missing)), LINE)
    board = view.result.board
    notes = list(_exemptions(sheet))
    if any(names_week(deduction.when) for deduction in sheet.deductions):
        first = wording.quarter_of(view).weeks[0]
        notes.append(f"{first.title}为{wording.long_span(first.span)}，以后各周顺延。")
    if person.standing.note:
        notes.append(sentences.quota_sentence(view))
    equal = board.tie or board.decided
    if equal and sheet.worker.id in equal.candidates:
        notes += sentences.tie_sentences(view)
    yield Paragraph(f"注：{''.join(notes)}{wording.readings(view)}", NOTE)


def _exemptions(sheet: ScoreSheet) -> Iterator[str]:
    """The exempt weeks and months, those of one reason together."""
    by_reason = groupby(sheet.exemptions, key=lambda exemption: (exemption.reason, names_week(exemption.period)))
    for (reason, _), exemptions in by_reason:
        yield f"{periods_text([exemption.period for exemption in exemptions])} 免考（{reason}）。"


def _signatures(view: QuarterView) -> Block:
    return wording.signatures(view, "被考核人", "考核人", "村（社区）负责人", "分管领导")
