"""补贴发放表: what everybody is paid, to be signed for; it does not print unless nothing is open and it balances."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gridapp.amounts import capitals, show_yuan
from gridapp.errors import OfficeError
from gridapp.names import masked_account
from gridapp.office import QuarterView
from gridapp.prints import wording
from gridapp.prints.blocks import (
    LINE,
    Align,
    Aligned,
    Block,
    Column,
    Document,
    Merge,
    Pairs,
    Paper,
    Paragraph,
    Row,
    Table,
)
from gridapp.scoring.result import Person

NAME = "补贴发放表"

_LEFT = Merge.LEFT
_COLUMNS = (
    Column("序号", 9.5),
    Column("姓名", 22),
    Column("村（社区）、网格", 30),
    Column("等次", 15.5),
    Column("标准", 16, Align.RIGHT),
    Column("应发", 20, Align.RIGHT),
    Column("扣发", 17.5, Align.RIGHT),
    Column("奖励", 17.5, Align.RIGHT),
    Column("更正", 12),
    Column("实发", 20, Align.RIGHT),
    Column("银行账号", 36.5),
    Column("领款人签字", 22.5),
    Column("备注", None, Align.LEFT),
)
_LEAST_HEIGHT = 9.0  # room to sign


class StillOpen(OfficeError):
    """The money is not decided, so that no pay-out table can be printed."""


class _Money(NamedTuple):
    """Money in 分: one person's, or a sum of many."""

    due: int
    withheld: int
    bonus: int
    paid: int


def pay_tables(view: QuarterView, *, whole_accounts: bool = False) -> list[Document]:
    """The one pay-out table of the quarter, accounts masked unless asked for whole.

    Raises StillOpen with what is open, or with both sides of the balance if they differ.
    """
    found = obstacles(view)
    if found:
        raise StillOpen(f"{wording.quarter_of(view).title}的{NAME}不能打印：{'；'.join(found)}")
    people = view.result.people
    moneys = [_money(person) for person in people]
    return [
        Document(
            title=f"{wording.township(view)}网格员{NAME}",
            subtitle=wording.quarter_of(view).title,
            blocks=(
                Pairs(((("单位", wording.unit(view)), ("金额单位", "元")),)),
                _table(people, moneys, whole_accounts),
                *_ledger(view, _sum(moneys)),
                wording.signatures(view, "单位负责人", "审核人", "制表人", "单位（盖章）"),
            ),
            number=f"BT-{view.result.quarter}",
            drawn_up=view.day,
            digest=wording.digest([[(p.sheet.worker.id, p.standing.grade, p.pay) for p in people], view.result.pool]),
            paper=Paper.LANDSCAPE,
            mark=wording.mark(view),
        )
    ]


def obstacles(view: QuarterView) -> list[str]:
    """What keeps the money from being paid out, in Chinese; empty when nothing does."""
    result = view.result
    found = [f"还有{len(result.unsettled)}处未录"] if result.unsettled else []
    unknown = wording.open_totals(view)
    if unknown:
        found.append(f"{'、'.join(map(wording.full_name, unknown))}的总分未定")
    if result.board.tie or result.board.stale:
        found += [sentence.rstrip("。") for sentence in wording.tie_sentences(view)]
    if not found:
        into, out = balance(view)
        found += [f"收支不平（{show_yuan(into)}元与{show_yuan(out)}元）"] if into != out else []
    return found


def balance(view: QuarterView) -> tuple[int, int]:
    """Σ due + carried in + Σ rewards, and Σ paid + carried out, in 分: equal if all is well (DOMAIN section 5)."""
    pays, pool = [person.pay for person in view.result.people], view.result.pool
    into = sum(pay.due + (pay.reward or 0) for pay in pays) + pool.carried_in
    return into, sum(pay.paid or 0 for pay in pays) + (pool.carried_out or 0)


def _money(person: Person) -> _Money:
    pay = person.pay
    return _Money(pay.due, pay.withheld, pay.bonus or 0, pay.paid or 0)


def _sum(moneys: Iterable[_Money]) -> _Money:
    return _Money(*map(sum, zip(_Money(0, 0, 0, 0), *moneys, strict=True)))


def _table(people: Sequence[Person], moneys: Sequence[_Money], whole_accounts: bool) -> Table:
    total = _sum(moneys)
    paid_in_words = (*_label("实发合计（大写）"), Aligned(f"人民币{capitals(total.paid)}"), *(_LEFT,) * 7)
    return Table(
        _COLUMNS,
        tuple(_row(number, *each, whole_accounts) for number, each in enumerate(zip(people, moneys, strict=True), 1)),
        totals=(_sum_row("合计", total), paid_in_words),
        subtotal=lambda numbers: _sum_row("本页小计", _sum(moneys[number] for number in numbers)),
        least_height=_LEAST_HEIGHT,
    )


def _row(number: int, person: Person, money: _Money, whole_account: bool) -> Row:
    sheet, account = person.sheet, person.sheet.worker.account
    return (
        str(number),
        sheet.worker.name,
        f"{sheet.village.name}{sheet.grid.name}",
        person.standing.grade,
        show_yuan(person.pay.standard),
        *_amounts(money),
        account if whole_account else masked_account(account),
        "",
        wording.days_text(sheet),
    )


def _sum_row(label: str, money: _Money) -> Row:
    return (*_label(label), *_amounts(money), "", _LEFT, _LEFT)


def _label(label: str) -> Row:
    """A label over all columns before the sums."""
    return (Aligned(label, Align.CENTRE), *(_LEFT,) * 4)


def _amounts(money: _Money) -> tuple[str, ...]:
    due, withheld, bonus, paid = map(show_yuan, money)
    return due, withheld, bonus, "—", paid


def _ledger(view: QuarterView, total: _Money) -> Iterator[Block]:
    """Where the pool's money came from and went, and that everything balances."""
    pool, winners = view.result.pool, len(view.result.board.excellent)
    each, out, best = pool.each or 0, pool.carried_out or 0, view.policy.best.name
    rewards = sum(person.pay.reward or 0 for person in view.result.people)
    shared = f"{best}{winners}人，每人{show_yuan(each)}元，共{show_yuan(each * winners)}元" if winners else f"无{best}"
    yield Paragraph(
        f"扣发资金：上季结转{show_yuan(pool.carried_in)}元 + 本季扣发{show_yuan(pool.withheld)}元"
        f" = {show_yuan(pool.total)}元；{shared}；结转下季{show_yuan(out)}元。",
        LINE,
    )
    if rewards:
        yield Paragraph(f"定额奖励（由镇另行安排）：{best}{winners}人，共{show_yuan(rewards)}元。", LINE)
    into, spent = balance(view)
    yield Paragraph(
        f"收支平衡：应发{show_yuan(total.due)} + 上季结转{show_yuan(pool.carried_in)} + 定额奖励{show_yuan(rewards)}"
        f" = {show_yuan(into)}元；实发{show_yuan(total.paid)} + 结转下季{show_yuan(out)} = {show_yuan(spent)}元。",
        LINE,
    )
