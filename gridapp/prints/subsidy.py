"""补贴发放表: what everybody is paid, to be signed for; it does not print unless nothing is open and it balances."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gridapp import sentences
from gridapp.amounts import capitals
from gridapp.names import masked_account
from gridapp.office import QuarterView
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    COLUMN_SUM,
    LINE,
    Align,
    Aligned,
    Column,
    Document,
    Entry,
    Merge,
    Paper,
    Paragraph,
    Row,
    SumOf,
    Table,
)
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.form import Unprintable
from gridapp.prints.listing import head
from gridapp.scoring.policy import WHOLE
from gridapp.scoring.result import Person

NAME = "补贴发放表"

_LEFT = Merge.LEFT
_COLUMNS = (
    Column("序号", 9.5),
    Column("姓名", 22),
    Column("村（社区）、网格", 28),
    Column("等次", 15.5),
    Column("标准", 16, Align.RIGHT),
    Column("应发", 20, Align.RIGHT),
    Column("扣发", 17, Align.RIGHT),
    Column("奖励", 17, Align.RIGHT),
    Column("更正", 15.5, Align.RIGHT),
    Column("实发", 20, Align.RIGHT),
    Column("银行账号", 36.5),
    Column("领款人签字", 22),
    Column("备注", None, Align.LEFT),
)
_LEAST_HEIGHT = 9.0  # room to sign
_PAID = SumOf(((5, WHOLE), (6, -WHOLE), (7, WHOLE), (8, WHOLE)))
"""实发 = 应发 − 扣发 + 奖励 + 更正, by the places of their columns."""


class StillOpen(Unprintable):
    """The money is not decided, so that no pay-out table can be printed."""


class _Money(NamedTuple):
    """Money in 分: one person's, or a sum of many."""

    due: int
    withheld: int
    bonus: int
    correction: int
    paid: int


def pay_tables(view: QuarterView, choice: Choice = ALL) -> list[Document]:
    """The one pay-out table of the quarter, accounts masked unless they are chosen whole.

    Raises StillOpen with what is open, or with both sides of the balance if they differ.
    """
    found = sentences.money_obstacles(view)
    if found:
        raise StillOpen(f"{wording.quarter_of(view).title}的{NAME}不能打印：{'；'.join(found)}")
    people = view.result.people
    moneys = [_money(person) for person in people]
    return [
        Document(
            title=f"{wording.township(view)}网格员{NAME}",
            subtitle=wording.quarter_of(view).title,
            blocks=(
                head(view, "金额单位", "元"),
                _table(people, moneys, choice.whole_accounts),
                *(Paragraph(sentence, LINE) for sentence in sentences.pool_sentences(view)),
                wording.signatures(view, "单位负责人", "审核人", "制表人", "单位（盖章）"),
            ),
            number=f"BT-{view.result.quarter}",
            drawn_up=view.day,
            digest=wording.digest([[(p.sheet.worker.id, p.standing.grade, p.pay) for p in people], view.result.pool]),
            paper=Paper.LANDSCAPE,
            mark=wording.mark(view),
        )
    ]


def _money(person: Person) -> _Money:
    pay = person.pay
    return _Money(pay.due, pay.withheld, pay.bonus or 0, pay.correction, pay.paid or 0)


def _sum(moneys: Iterable[_Money]) -> _Money:
    return _Money(*map(sum, zip(_Money(0, 0, 0, 0, 0), *moneys, strict=True)))


def _table(people: Sequence[Person], moneys: Sequence[_Money], whole_accounts: bool) -> Table:
    total, corrected = _sum(moneys), any(money.correction for money in moneys)
    paid_in_words = (*_label("实发合计（大写）"), Aligned(f"人民币{capitals(total.paid)}"), *(_LEFT,) * 7)
    return Table(
        _COLUMNS,
        tuple(_row(number, *each, whole_accounts) for number, each in enumerate(zip(people, moneys, strict=True), 1)),
        totals=(_sum_row("合计", total, corrected), paid_in_words),
        subtotal=lambda numbers: _sum_row("本页小计", _sum(moneys[number] for number in numbers), corrected),
        least_height=_LEAST_HEIGHT,
    )


def _row(number: int, person: Person, money: _Money, whole_account: bool) -> Row:
    sheet, account = person.sheet, person.sheet.worker.account
    return (
        figures.whole(number),
        sheet.worker.name,
        f"{sheet.village.name}{sheet.grid.name}",
        person.standing.grade,
        figures.yuan(person.pay.standard),
        *_amounts(money, bool(money.correction), _PAID),
        account if whole_account else masked_account(account),
        "",
        "；".join(filter(None, (wording.days_text(sheet), _corrected(money)))),
    )


def _corrected(money: _Money) -> str:
    """Which way the money of earlier quarters' corrections goes."""
    if not money.correction:
        return ""
    return "补发以前季度" if money.correction > 0 else "扣回以前季度"


def _sum_row(label: str, money: _Money, corrected: bool) -> Row:
    return (*_label(label), *_amounts(money, corrected, COLUMN_SUM, COLUMN_SUM), "", _LEFT, _LEFT)


def _label(label: str) -> Row:
    """A label over all columns before the sums."""
    return (Aligned(label, Align.CENTRE), *(_LEFT,) * 4)


def _amounts(money: _Money, corrected: bool, paid: SumOf, others: SumOf | None = None) -> tuple[Entry, ...]:
    """The amounts, 更正 where there is any; `paid` is what 实发 is the sum of, `others` the rest."""
    due, withheld, bonus = (figures.yuan(cents, total=others) for cents in money[:3])
    correction = figures.yuan(money.correction, total=others) if corrected else "—"
    return (due, withheld, bonus, correction, figures.yuan(money.paid, total=paid))
