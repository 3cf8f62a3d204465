"""补贴发放表: what is signed for, to the 分."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from gridapp.amounts import read_cents
from gridapp.model import Restatement
from gridapp.office import QuarterView
from gridapp.prints.blocks import Document, Table
from gridapp.prints.choice import Choice
from gridapp.prints.layout import lay_out
from gridapp.prints.subsidy import StillOpen, pay_tables
from gridapp.scoring.quarter import ScoredQuarter
from gridapp.scoring.result import Pool
from tests.prints.quarters import POLICY, mixed, people, person, records, view, with_another_item

Read = Callable[..., list[str]]
BAD = {"平台录入": 0, "民情日志": 0, "排查": 0, "居民走访": 0, "实访特殊人员": 0}
FAILING = dict.fromkeys(range(27, 40), BAD)
TIED = (person(1), person(2), *(person(number, satisfied=0) for number in range(3, 6)))


def text(read: Read, quarter: QuarterView) -> str:
    return "".join(read(pay_tables(quarter)))


def table(document: Document) -> Table:
    (found,) = [block for block in document.blocks if isinstance(block, Table)]
    return found


def row(quarter: QuarterView, number: int) -> tuple[str, ...]:
    return tuple(str(cell) for cell in table(pay_tables(quarter)[0]).rows[number])


# ── what stands there ─────────────────────────────────────────────────────────────────────────────


def test_a_row_holds_what_somebody_gets() -> None:
    quarter = mixed()

    assert row(quarter, 0) == (
        *("1", "马建国", "东沟村第一网格", "优秀", "2100.00"),
        *("2100.00", "0.00", "515.01", "—", "2615.01", "***************0001", "", ""),
    )
    assert row(quarter, 4)[3:10] == ("不合格", "2100.00", "2100.00", "630.00", "0.00", "—", "1470.00")
    assert row(quarter, 11)[3:10] == ("未定等次", "2100.00", "935.87", "0.00", "0.00", "—", "935.87")
    assert row(quarter, 11)[-1] == "在岗41/92天"


def test_accounts_are_masked_unless_asked_for_whole() -> None:
    (masked,), (whole,) = (pay_tables(view(person(7)), Choice(whole_accounts=whole)) for whole in (False, True))

    assert table(masked).rows[0][10] == "***************0007"
    assert table(whole).rows[0][10] == "6228480000000000007"
    assert masked.digest == whole.digest


def corrected(**cents: int) -> QuarterView:
    """Six people of whom these (by number) have money of an earlier quarter added or taken back."""
    cases = people(6)
    restated = tuple(
        (case.worker, Restatement("GZ-1", case.worker.id, "合格", cents[case.worker.id]))
        for case in cases
        if case.worker.id in cents
    )
    kept = msgspec.structs.replace(records(*cases), restated=restated)
    return view(*cases)._replace(result=ScoredQuarter(POLICY, kept).result("已定案"))


def test_corrections_of_earlier_quarters_are_paid_and_taken_back(read: Read) -> None:
    quarter = corrected(W002=12_000, W003=-30_050)
    before, paid = (row(each, 1)[9] for each in (view(*people(6)), quarter))

    assert row(quarter, 0)[8] == "—"
    assert row(quarter, 1)[8] == "120.00"
    assert row(quarter, 2)[8] == "-300.50"
    assert read_cents(paid) - read_cents(before) == 12_000
    assert [row(quarter, number)[-1] for number in range(3)] == ["", "补发以前季度", "扣回以前季度"]
    assert str(table(pay_tables(quarter)[0]).totals[0][8]) == "-180.50"
    found = text(read, quarter)
    assert "以前季度的更正（由镇另行安排）：补发120.00元，扣回300.50元。" in found
    assert "收支平衡" in found


def test_what_corrections_cancel_out_is_a_sum_and_none_is_a_dash() -> None:
    def total(quarter: QuarterView) -> str:
        return str(table(pay_tables(quarter)[0]).totals[0][8])

    assert total(corrected(W002=12_000, W003=-12_000)) == "0.00"
    assert total(view(*people(6))) == "—"


def test_the_total_stands_in_capitals(read: Read) -> None:
    found = text(read, mixed())

    assert "合计24035.87630.001030.02—24435.89" in found
    assert "实发合计（大写）人民币贰万肆仟肆佰叁拾伍元捌角玖分" in found


def test_the_pool_is_accounted_for(read: Read) -> None:
    found = text(read, mixed())

    assert (
        "扣发资金：上季结转0.02元+本季扣发630.00元=630.02元；优秀2人，每人315.01元，共630.02元；结转下季0.00元。"
        "定额奖励（由镇另行安排）：优秀2人，共400.00元。"
        "收支平衡：应发24035.87+上季结转0.02+定额奖励400.00=24435.89元；实发24435.89+结转下季0.00=24435.89元。"
    ) in found


def test_what_nobody_wins_is_carried_over(read: Read) -> None:
    found = text(read, view(person(1, weeks=FAILING, satisfied=0), carried_in=1001))

    assert "扣发资金：上季结转10.01元+本季扣发630.00元=640.01元；无优秀；结转下季640.01元。收支平衡" in found
    assert "实发1470.00+结转下季640.01=2110.01元。" in found


def test_what_cannot_be_divided_is_carried_over(read: Read) -> None:
    quarter = view(*people(14), person(15, weeks=FAILING, satisfied=0), carried_in=1)

    assert "=630.01元；优秀3人，每人210.00元，共630.00元；结转下季0.01元。" in text(read, quarter)


def test_three_sign_and_the_office_stamps_it(read: Read) -> None:
    found = text(read, mixed()).replace("\u3000", "")

    assert "单位负责人：周建民年月日审核人：徐文斌年月日制表人：何晓静年月日单位（盖章）：年月日" in found
    assert "单位：青川镇网格化管理工作领导小组办公室金额单位：元" in found


# ── when it does not print ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("quarter", "what"),
    [
        (view(person(1, weeks={28: {"排查": None}})), "还有1处未录$"),
        (view(person(1, "马建国", satisfied=None)), "还有1处未录；马建国（W001）的总分未定$"),
        (view(*TIED), "并列待定：网格员1（W001）、网格员2（W002）.*余1个优秀名额，须由领导小组研究决定$"),
        (view(*TIED, settings={"领导小组决定": "W004"}), "领导小组的决定与现在的并列情况不符，未采用$"),
        (view(*people(5), settings={"领导小组决定": "W004"}), "领导小组的决定与现在的并列情况不符，未采用$"),
    ],
    ids=["missing", "unknown", "tied", "stale", "needless"],
)
def test_it_refuses_while_something_is_open(quarter: QuarterView, what: str) -> None:
    with pytest.raises(StillOpen, match=f"^2019年第三季度的补贴发放表不能打印：.*{what}"):
        pay_tables(quarter)


def test_it_refuses_when_it_does_not_balance() -> None:
    quarter = view(*people(5))
    result = msgspec.structs.replace(quarter.result, pool=Pool(0, 0, 0, 1))

    with pytest.raises(StillOpen, match=r"收支不平（10500.00元与10500.01元）$"):
        pay_tables(quarter._replace(result=result))


def test_who_is_not_graded_and_has_no_ballots_keeps_nobody_waiting() -> None:
    quarter = view(person(1), person(2, satisfied=None, start=date(2019, 9, 1)))

    assert row(quarter, 1)[3:6] == ("未定等次", "2100.00", "684.78")


def test_a_decided_tie_is_paid() -> None:
    quarter = view(*TIED, settings={"领导小组决定": "W002", "优秀奖励（元/人）": "300"})

    assert [row(quarter, number)[7] for number in (0, 1)] == ["0.00", "300.00"]


# ── over pages ────────────────────────────────────────────────────────────────────────────────────


def test_subtotals_of_all_pages_add_up_to_the_total() -> None:
    given = [person(number, satisfied=number % 11, months={7: 20 - number // 11}) for number in range(1, 119)]
    quarter = view(*given, *(person(number, weeks=FAILING, satisfied=0) for number in (119, 120)))
    (document,) = pay_tables(quarter)
    subtotals, totals, people_on_pages = [], [], []

    for page in lay_out(document):
        by_line: dict[int, list[str]] = {}
        for _, y, _, runs, _ in page.lines:
            by_line.setdefault(round(y), []).append("".join(run.text for run in runs))
        for line in by_line.values():
            if line[0] == "本页小计":
                subtotals.append([read_cents(amount) for amount in line[1:] if amount != "—"])
            elif line[0] == "合计":
                totals.append([read_cents(amount) for amount in line[1:] if amount != "—"])
            elif line[0].isdigit():
                people_on_pages.append(int(line[0]))

    assert len(subtotals) == len(lay_out(document)) > 7
    assert [[sum(column) for column in zip(*subtotals, strict=True)]] == totals
    assert people_on_pages == list(range(1, 121))
    assert totals[0] == [
        sum(person.pay.due for person in quarter.result.people),
        2 * 63_000,
        sum(person.pay.bonus or 0 for person in quarter.result.people),
        sum(person.pay.paid or 0 for person in quarter.result.people),
    ]


def test_every_page_has_the_header(read: Read) -> None:
    pages = read(pay_tables(view(*people(120))))

    assert all("序号姓名村（社区）、网格等次标准应发扣发奖励更正实发银行账号领款人签字备注" in page for page in pages)
    assert all("本页小计" in page for page in pages)
    assert ["大写" in page for page in pages] == [False] * (len(pages) - 1) + [True]


def test_large_sums_stay_on_one_line() -> None:
    quarter = view(*people(90, standard=9_999_999))
    found = ["".join(run.text for run in runs) for *_, runs, _ in lay_out(pay_tables(quarter)[0])[-1].lines]

    assert found.count("8999999.10") == 2


def test_an_empty_quarter_pays_nothing(read: Read) -> None:
    found = text(read, view(carried_in=500))

    assert "实发合计（大写）人民币零元整" in found
    assert "结转下季5.00元。" in found


def test_an_item_added_to_the_policy_changes_nothing_here() -> None:
    assert row(view(person(1), policy=with_another_item()), 0) == row(view(person(1)), 0)
