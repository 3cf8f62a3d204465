"""A quarter's life beyond its states: publication, objections, what a decision was made upon, doubtful spots."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine

from gridapp.errors import OfficeError, Refused
from gridapp.holidays import each_day
from gridapp.model import (
    Counts,
    Finding,
    Grid,
    Post,
    QuarterSetting,
    QuarterState,
    Record,
    Settlement,
    Standard,
    Tally,
    TieBasis,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Span
from gridapp.rulings import Objection, Publication
from tests.offices import LI, Q2, WEEKLY, ZHANG, bring_to, finding, full_quarter, open_office

UP = QuarterSetting(str(Q2), "名额取整", "向上取整")
"""One place for two people."""
CLOSED = (date(2019, 7, 1), date(2019, 7, 5))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """2019Q2 typed in to the full, the two equal in everything."""
    with open_office(tmp_path) as opened:
        opened.change("录入二季度", save=full_quarter(Q2))
        yield opened


def obstacles(office: Office) -> list[str]:
    return [each.text for each in office.obstacles(Q2)]


# ── publication ───────────────────────────────────────────────────────────────────────────────────


@time_machine.travel(date(2019, 7, 4), tick=False)  # a Thursday
def test_it_is_published_for_five_working_days_from_today(office: Office) -> None:
    bring_to(office, Q2, "已核对")
    office.advance(Q2)
    assert office.publication(Q2) == Publication(str(Q2), date(2019, 7, 4), date(2019, 7, 10))
    assert obstacles(office) == ["公示到 2019-07-10 为止，期满以后才能定案"]


@time_machine.travel(date(2019, 9, 30), tick=False)  # a Monday, the national days follow
def test_the_office_s_holidays_are_no_working_days(office: Office) -> None:
    named = each_day(Span(date(2019, 10, 1), date(2019, 10, 7)), "国庆节")
    office.change("节假日", save=[each.setting for each in named])
    assert office.days_to_publish(Q2) == (date(2019, 9, 30), date(2019, 10, 11))


@pytest.mark.parametrize("kind", [Settlement, QuarterState])
def test_what_settling_keeps_is_not_removed(office: Office, kind: type[Record]) -> None:
    bring_to(office, Q2)
    with pytest.raises(Refused, match="不能删除：请按考核的步骤办理"):
        office.change("删", remove=office.all(kind))
    assert office.state(Q2) == "已定案"
    assert office.frozen(Q2).result.quarter == str(Q2)


@pytest.mark.parametrize(("today", "over"), [(date(2019, 7, 5), False), (date(2019, 7, 6), True)])
def test_settling_waits_for_the_last_day_to_be_over(office: Office, today: date, over: bool) -> None:
    bring_to(office, Q2, "已核对")
    office.publish(Q2, *CLOSED)
    with time_machine.travel(today, tick=False):
        assert (obstacles(office) == []) == over
        if over:
            office.advance(Q2)
        else:
            with pytest.raises(Refused, match="公示到 2019-07-05 为止"):
                office.advance(Q2)
    assert office.state(Q2) == ("已定案" if over else "公示中")


def test_the_days_may_be_set_otherwise_until_it_is_settled(office: Office) -> None:
    bring_to(office, Q2, "公示中")
    office.publish(Q2, *CLOSED)
    with pytest.raises(OfficeError, match="公示截止日期 2019-06-30 早于开始日期 2019-07-01"):
        office.publish(Q2, date(2019, 7, 1), date(2019, 6, 30))
    office.advance(Q2)
    assert office.view(Q2).publication == Publication(str(Q2), *CLOSED)
    with pytest.raises(Refused, match="已定案，不能公示"):
        office.publish(Q2, *CLOSED)
    with pytest.raises(OfficeError, match="公示日期不能再改"):
        office.change("改公示", save=[Publication(str(Q2), date(2019, 8, 1), date(2019, 8, 2))])
    with pytest.raises(Refused, match="已定案"):
        office.change("删公示", remove=[Publication(str(Q2), *CLOSED)])


def test_what_is_sent_back_is_published_anew(office: Office) -> None:
    bring_to(office, Q2, "公示中")
    office.send_back(Q2, "更正一处")
    assert office.publication(Q2) is None


@pytest.mark.parametrize("state", ["录入中", "已定案"])
def test_only_what_is_checked_is_published(office: Office, state: str) -> None:
    bring_to(office, Q2, state)
    with pytest.raises(Refused, match=f"{state}，不能公示"):
        office.publish(Q2, *CLOSED)


# ── objections ────────────────────────────────────────────────────────────────────────────────────


def objection(**more: object) -> Objection:
    return Objection(str(Q2), "赵六", date(2019, 7, 2), "五月的走访没有算", ZHANG, id=1, **more)  # type: ignore[arg-type]


ANSWER = {"answer": "查走访表，已经计入", "outcome": "维持", "answered_by": "王敏", "answered": date(2019, 7, 4)}


def test_an_open_objection_stands_in_the_way_of_settling_until_it_is_answered(office: Office) -> None:
    bring_to(office, Q2, "公示中")
    office.change("异议", save=[objection()])
    assert obstacles(office) == ["还有 1 件异议没有答复（赵六）"]
    assert office.obstacles(Q2)[0].about == objection()
    office.change("答复", save=[objection(**ANSWER)])
    assert obstacles(office) == []
    assert office.objections(Q2) == [objection(**ANSWER)]


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("answer", "请填写"), ("answered_by", "请填写"), ("answered", "请填写答复日期"), ("outcome", "不在可选之列")],
)
def test_an_answer_is_whole_or_none(office: Office, left_out: str, said: str) -> None:
    with pytest.raises(OfficeError, match=said) as refused:
        office.change("答复", save=[objection(**{key: value for key, value in ANSWER.items() if key != left_out})])
    assert refused.value.field == left_out


def test_an_answer_does_not_come_before_the_objection(office: Office) -> None:
    with pytest.raises(OfficeError, match="答复日期 2019-07-01 早于收到日期 2019-07-02"):
        office.change("答复", save=[objection(**ANSWER | {"answered": date(2019, 7, 1)})])


# ── what a decision was made upon ─────────────────────────────────────────────────────────────────


@pytest.fixture
def decided(office: Office) -> Office:
    office.change("取整", save=[UP])
    office.decide(Q2, [LI], "七月二日会议，王主任、周书记在场")
    return office


def test_a_decision_is_kept_with_what_it_was_made_upon(decided: Office) -> None:
    assert decided.all(TieBasis) == [TieBasis(str(Q2), (ZHANG, LI), 1, 100_00, 100_00, 100_00)]
    assert decided.score(Q2).board.excellent == (LI,)
    assert obstacles(decided) == []


@pytest.mark.parametrize(("chosen", "said"), [((ZHANG, LI), "恰好选定 1 人"), ((), "恰好"), (("9",), "恰好")])
def test_exactly_as_many_as_there_are_seats_are_chosen(office: Office, chosen: tuple[str, ...], said: str) -> None:
    office.change("取整", save=[UP])
    with pytest.raises(Refused, match=said):
        office.decide(Q2, chosen, "")


def test_without_a_tie_there_is_nothing_to_decide(office: Office) -> None:
    with pytest.raises(Refused, match="没有并列"):
        office.decide(Q2, [ZHANG], "")


def test_when_it_fits_no_more_the_quarter_says_what_has_changed(decided: Office) -> None:
    decided.change("扣分", save=[finding(date(2019, 5, 6))])
    assert obstacles(decided) == [
        "领导小组的决定与现在的并列情况不符，请重新决定或清空：决定时 张三、李四 并列"
        "（总分 100.00、基础分 100、满意度 100.00），余 1 个名额；张三 的总分变为 99.20；现在名额处没有并列"
    ]
    decided.undo()
    assert obstacles(decided) == []


def test_a_decision_between_two_is_none_between_three(decided: Office) -> None:
    """The one who was chosen is among the three; but who chose did not look at the third."""
    newcomer = [
        *(Grid("102", "东村", "东二格"), Worker("1003", "王五"), Post("1003", date(2019, 1, 1), "102")),
        *(Standard("1003", date(2019, 1, 1), 150_000), *full_quarter(Q2, "1003")),
    ]
    decided.change("漏登的网格", save=newcomer)
    assert decided.score(Q2).board.tie is not None
    texts = obstacles(decided)
    assert texts[0] == "张三（1001）、李四（1002）、王五（1003）在名额处完全并列，须由领导小组决定"
    assert texts[1].endswith("现在 张三、李四、王五 并列，余 1 个名额")
    decided.decide(Q2, [LI], "重新研究")
    assert obstacles(decided) == []


def test_clearing_a_decision_leaves_nothing_of_it(decided: Office) -> None:
    decided.clear_decision(Q2)
    assert decided.all(TieBasis) == []
    assert decided.all(QuarterSetting) == [UP]


def test_what_a_closed_quarter_was_decided_upon_stays(decided: Office) -> None:
    bring_to(decided, Q2, "已核对")
    with pytest.raises(Refused, match="已核对，记录不能改动"):
        decided.change("删", remove=decided.all(TieBasis))


# ── doubtful spots ────────────────────────────────────────────────────────────────────────────────

WEEK = Q2.weeks[3]


def test_a_doubtful_spot_is_answered_once_until_its_facts_change(office: Office) -> None:
    office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 40}))])
    (doubt,) = office.doubts(Q2)
    assert doubt.flag.text == f"张三 {WEEK.title} 居民走访 40，多得不像一期的数"
    office.answer_doubt(Q2, doubt, "核实：人口普查集中入户", "王敏", date(2019, 7, 1))
    (told,) = office.doubts(Q2)
    assert told.answer is not None
    assert (told.answer.answer, told.answer.who) == ("核实：人口普查集中入户", "王敏")
    office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 41}))])
    (anew,) = office.doubts(Q2)
    assert anew.answer is None
    assert anew.lapsed == told.answer
    office.undo()
    assert office.doubts(Q2) == [told]


def test_an_unanswered_one_stands_in_nobody_s_way_and_costs_nothing(office: Office) -> None:
    office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 90}))])
    assert obstacles(office) == []
    assert office.score(Q2).people[0].sheet.base == 100_00


def test_records_after_a_post_that_was_shortened_are_pointed_out(office: Office) -> None:
    office.change("扣分", save=[finding(date(2019, 6, 17))])
    office.change("离任", save=[Post(ZHANG, date(2019, 1, 1), "101", date(2019, 6, 16), "辞职")])
    texts = [doubt.flag.text for doubt in office.doubts(Q2)]
    assert texts == [
        "张三 2019-06-17 的每周登记不在任职期内",
        "张三 2019-06-24 的每周登记不在任职期内",
        "张三 2019-06-17 的扣分事项不在任职期内",
    ]
    assert len(office.all(Finding)) == 1


def test_an_answer_wants_words_and_a_name(office: Office) -> None:
    office.change("登记", save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 90}))])
    (doubt,) = office.doubts(Q2)
    with pytest.raises(OfficeError, match="请填写"):
        office.answer_doubt(Q2, doubt, " ", "王敏", date(2019, 7, 1))
