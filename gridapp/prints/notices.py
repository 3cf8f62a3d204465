"""通报批评 and 不予续用告知: drafts from runs of 不合格, set as official documents; a person edits the text."""

from collections.abc import Iterator, Sequence

import msgspec

from gridapp import sentences
from gridapp.prints import wording
from gridapp.prints.blocks import BODY, CLOSING, Align, Block, Cut, Document, Paper, Paragraph, Signatures
from gridapp.prints.choice import ALL, OF_PEOPLE, Choice
from gridapp.prints.form import Form, Group
from gridapp.prints.subjects import Failing, QuarterRuns, quarter_runs

CRITICISM, DISMISSAL = "通报批评", "不予续用告知"

_NUMBER = msgspec.structs.replace(BODY, indent=0, align=Align.CENTRE, justified=False, after=14)
_ADDRESSEE = msgspec.structs.replace(BODY, indent=0, justified=False)
_NAMED = 3  # in the title
_DROPPED = "不予续用"
"""Stands in what a run leads to, after the year."""
_BLANK = "＿＿＿＿"

_RECEIPT = (Cut(), Paragraph("送达回执：本人已收到上述告知书。", _ADDRESSEE), Signatures(("被告知人", "送达人"), 2))


def criticisms(quarter: QuarterRuns, choice: Choice = ALL) -> list[Document]:
    """One notice that names all who are to be criticised; none when nobody is."""
    people = _with_action(quarter, choice, CRITICISM)
    if not people:
        return []
    names = "、".join(each.worker.name for each in people[:_NAMED]) + (
        f"等{len(people)}人" if len(people) > _NAMED else ""
    )
    return [
        _document(
            quarter,
            title=f"{wording.unit(quarter)}\n关于对网格员{names}给予{CRITICISM}的通报",
            number=f"TB-{quarter.view.result.quarter}",
            addressee="各村（社区）：",
            body="\n".join(_criticism(quarter, people)),
        )
    ]


def dismissals(quarter: QuarterRuns, choice: Choice = ALL) -> list[Document]:
    """A letter to each who is not to be kept on next year, with the receipt to be signed."""
    return [
        _document(
            quarter,
            title="网格员不予续用告知书",
            number=f"GZ-{quarter.view.result.quarter}-{each.worker.id}",
            addressee=f"{each.worker.name}同志：",
            body="\n".join(_dismissal(quarter, each)),
            receipt=_RECEIPT,
            chapter=each.village.name,
            bookmark=f"{each.worker.name} {each.worker.id}",
        )
        for each in _with_action(quarter, choice, _DROPPED)
    ]


def _with_action(quarter: QuarterRuns, choice: Choice, action: str) -> list[Failing]:
    return [
        each
        for each in quarter.failing
        if choice.takes(each.village.name, each.worker.id) and any(action in taken for taken in each.run.actions)
    ]


def _document(
    quarter: QuarterRuns,
    *,
    title: str,
    number: str,
    addressee: str,
    body: str,
    receipt: tuple[Block, ...] = (),
    chapter: str = "",
    bookmark: str = "",
) -> Document:
    """标题, 发文字号, 主送, 正文, 署名 and 成文日期 (GB/T 9704-2012, 7.3)."""
    year = quarter.day.year
    return Document(
        title=title,
        blocks=(
            Paragraph(f"{_BLANK}〔{year}〕＿＿号", _NUMBER, draft=True),
            Paragraph(addressee, _ADDRESSEE, draft=True),
            Paragraph(body, BODY, draft=True),
            Paragraph(f"\n{wording.unit(quarter)}\n{wording.chinese_day(quarter.day)}", CLOSING, draft=True),
            *receipt,
        ),
        number=number,
        drawn_up=quarter.day,
        chapter=chapter,
        bookmark=bookmark,
    )


def _criticism(quarter: QuarterRuns, people: Sequence[Failing]) -> Iterator[str]:
    policy = quarter.view.policy
    worst, least = policy.worst.name, policy.readings.criticised_at
    yield (
        f"根据《{policy.title}》，网格员连续{least}个季度考评结果{worst}的，给予{CRITICISM}。"
        f"截至{wording.quarter_of(quarter.view).title}，下列网格员连续{least}个及以上季度考核{worst}："
    )
    for number, each in enumerate(people, 1):
        who = f"{each.village.name}{each.grid.name}网格员{each.worker.name}（编号{each.worker.id}）"
        yield f"{number}．{who}，{_facts(each, worst)}。"
    leaders = f"{wording.township(quarter)}网格化管理工作领导小组"
    yield (
        f"经{leaders}研究，决定对上述{len(people)}名网格员予以{CRITICISM}。希望受到{CRITICISM}的网格员认真查找不足，限期整改；"
        "有关村（社区）加强教育管理和督促检查；其他网格员引以为戒，切实履行职责。"
    )
    yield "特此通报。"


def _dismissal(quarter: QuarterRuns, each: Failing) -> Iterator[str]:
    policy = quarter.view.policy
    worst, least, year = policy.worst.name, policy.readings.dropped_at, each.run.quarter.year + 1
    leaders = f"{wording.township(quarter)}网格化管理工作领导小组"
    yield f"你任{each.village.name}{each.grid.name}网格员（编号{each.worker.id}）期间，{_facts(each, worst)}。"
    yield (
        f"根据《{policy.title}》关于网格员连续{least}个季度考评结果{worst}，下一年不予续用的规定，"
        f"经{leaders}研究，决定{year}年不再续用你为网格员。"
    )
    yield f"你如有异议，可在收到本告知书之日起＿＿日内向{wording.unit(quarter)}书面提出。"
    yield f"请于{_BLANK}年＿＿月＿＿日前办理工作交接。"
    yield "特此告知。"


def _facts(each: Failing, worst: str) -> str:
    """2019年第一季度62.16分、2019年第二季度65.00分，连续2个季度不合格"""
    totals = "、".join(f"{quarter.title}{sentences.score_text(total)}分" for quarter, total in each.totals)
    return f"{totals}，连续{each.run.length}个季度考核{worst}"


CRITICISM_FORM = Form(
    CRITICISM,
    Paper.PORTRAIT,
    "通报稿：连续不合格的网格员，文字可改后再打印",
    Group.ASSESSMENT,
    OF_PEOPLE,
    quarter_runs,
    criticisms,
)
DISMISSAL_FORM = Form(
    DISMISSAL,
    Paper.PORTRAIT,
    "每人一份告知书和送达回执，文字可改后再打印",
    Group.ASSESSMENT,
    OF_PEOPLE,
    quarter_runs,
    dismissals,
)
