"""未录催报单: what the villages are asked for."""

from collections.abc import Callable
from datetime import date

import msgspec

from gridapp.model import WorkerQuarter
from gridapp.periods import Month, Week
from gridapp.prints.blocks import Figure, Merge, Table
from gridapp.prints.chase_list import chase_lists, in_words
from gridapp.prints.choice import Choice
from gridapp.prints.subjects import QuarterOwed
from tests.prints.papers import owed
from tests.prints.quarters import Q3, meeting, person

Read = Callable[..., list[str]]
NOTHING = {
    "平台录入": None,
    "排查": None,
    "居民走访": None,
    "民情日志": None,
    "应访特殊人员": None,
    "实访特殊人员": None,
}


def rows(quarter: QuarterOwed, place: int = 0) -> list[list[str]]:
    (table,) = [block for block in chase_lists(quarter)[place].blocks if isinstance(block, Table)]
    shown = [*table.rows, *table.totals]
    return [[e.text if isinstance(e, Figure) else "" if isinstance(e, Merge) else str(e) for e in row] for row in shown]


def debtor(number: int, **more: object) -> WorkerQuarter:
    return person(number, weeks={28: {"排查": None}, 31: {"排查": None}, 32: {"排查": None}}, **more)  # type: ignore[arg-type]


def test_a_village_is_asked_for_what_each_worker_owes() -> None:
    quarter = owed(debtor(1, name="马建国"), person(2), person(3, "李芳", satisfied=None, weeks={30: NOTHING}))

    assert rows(quarter) == [
        ["1", "第一网格", "马建国\nW001", "第28、31–32周", "排查", "3"],
        ["2", "第三网格", "李芳\nW003", "第30周 7.22–7.28", "、".join(NOTHING), "6"],
        ["", "", "", "本季度", "满意度", "1"],
        ["合计", "", "", "", "", "10"],
    ]


def test_each_village_has_its_own_list(read: Read) -> None:
    lists = chase_lists(owed(debtor(1), debtor(4), person(7)))

    assert [each.number for each in lists] == ["CB-2019Q3-东沟村", "CB-2019Q3-西湾村"]
    assert [each.bookmark for each in lists] == ["东沟村", "西湾村"]
    assert "西湾村：截至2019年10月8日，1名网格员的登记还有3处未录。请于＿＿月＿＿日前报送" in read(lists)[1]
    assert "村（社区）负责人：" in read(lists)[0]


def test_what_is_not_due_yet_is_not_asked_for() -> None:
    early = owed(person(1, weeks={28: {"排查": None}, 39: {"排查": None}}), today=date(2019, 8, 1))

    assert rows(early)[0][3:] == ["第28周 7.8–7.14", "排查", "1"]


def test_a_village_can_be_chosen_and_one_that_owes_nothing_has_no_list() -> None:
    quarter = owed(debtor(1), debtor(4), person(7))

    assert [each.bookmark for each in chase_lists(quarter, Choice(village="西湾村"))] == ["西湾村"]
    assert chase_lists(quarter, Choice(village="柳树村")) == []


def test_the_office_does_not_ask_a_village_for_the_subsidy_s_standard() -> None:
    without = msgspec.structs.replace(person(1), standards=())

    assert owed(without).owed
    assert chase_lists(owed(without)) == []


def test_a_settled_quarter_owes_nothing() -> None:
    assert chase_lists(owed(debtor(1), state="已定案")) == []


def test_periods_in_words() -> None:
    august = meeting(date(2019, 8, 14), "正常")[0]

    assert in_words([Week(date(2019, 7, 8)), Week(date(2019, 7, 15)), Week(date(2019, 8, 5))]) == "第28–29、32周"
    assert in_words([Month(2019, 7), Month(2019, 9), august, Q3]) == "7、9月、8月14日例会、本季度"
