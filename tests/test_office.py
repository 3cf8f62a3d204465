"""The one gate: a quarter's life from typing to pay-out, what is frozen when it is settled, and what is refused."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gridapp.answer import answer
from gridapp.errors import OfficeError, Refused
from gridapp.model import (
    STATES,
    Attendance,
    Ballots,
    Counts,
    Finding,
    Grid,
    Meeting,
    PolicyText,
    Post,
    QuarterSetting,
    QuarterState,
    Record,
    Standard,
    Tally,
    Village,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Quarter, Week
from tests.books import Sheets, bring_in
from tests.offices import LI, MONTHLY, Q1, Q2, Q3, WEEKLY, ZHANG, bring_to, finding, full_quarter, meeting, open_office

MONDAY = Q2.weeks[3].monday


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The small office with the second quarter of 2019 typed in to the full."""
    with open_office(tmp_path) as opened:
        opened.change("录入二季度", save=[*full_quarter(Q2), *meeting("H1", date(2019, 4, 3))])
        opened.change("扣分", save=[finding(date(2019, 5, 6))])
        yield opened


def settle(office: Office, quarter: Quarter = Q2) -> None:
    bring_to(office, quarter)


def answer_of(office: Office, quarter: Quarter = Q2) -> bytes:
    return json.dumps(answer(office.score(quarter)), ensure_ascii=False).encode()


def person(office: Office, worker: str, quarter: Quarter = Q2) -> dict[str, Any]:
    people = answer(office.score(quarter))["people"]
    return next(each for each in people if each["id"] == worker)


def obstacles(office: Office) -> list[str]:
    return [each.text for each in office.obstacles(Q2)]


# ── from state to state ───────────────────────────────────────────────────────────────────────────


def test_a_full_quarter_goes_all_the_way(office: Office) -> None:
    seen = [office.state(Q2)]
    for state in STATES[1:]:
        over = (Q2.span.last, Q2.span.last)
        event = office.publish(Q2, *over) if state == "公示中" else office.advance(Q2)
        assert event.tables >= {"quarter"}
        seen.append(office.state(Q2))
    assert seen == ["录入中", "已核对", "公示中", "已定案", "已发放"]
    with pytest.raises(Refused, match="2019年第二季度已发放，没有下一步"):
        office.advance(Q2)
    assert office.check() == []


def test_every_move_is_on_record_with_who_made_it(office: Office) -> None:
    settle(office)
    office.who = "李娜"
    office.advance(Q2)
    state = next(state for state in office.all(QuarterState) if state.quarter == str(Q2))
    assert [(step.name, step.who) for step, _ in office.history(state)] == [
        ("2019年第二季度 录入中 → 已核对", "王敏"),
        ("2019年第二季度 已核对 → 公示中", "王敏"),
        ("2019年第二季度 公示中 → 已定案", "王敏"),
        ("2019年第二季度 已定案 → 已发放", "李娜"),
    ]


@pytest.mark.parametrize(
    "missing",
    [
        Tally(ZHANG, Week(MONDAY), WEEKLY),
        Tally(LI, Q2.months[1], MONTHLY),
        Ballots(str(Q2), ZHANG, "其他", Counts()),
        Attendance("H1", LI, "正常"),
    ],
    ids=["week", "month", "ballots", "attendance"],
)
def test_a_quarter_with_anything_untyped_stays_where_it_is(office: Office, missing: Record) -> None:
    office.change("删去", remove=[missing])
    assert any("处未录" in text for text in obstacles(office))
    with pytest.raises(Refused, match=r"2019年第二季度还不能进入下一步：还有 \d 处未录"):
        office.advance(Q2)
    assert office.state(Q2) == "录入中"


def test_an_untyped_duty_is_one_thing_missing_and_an_exempt_week_none(office: Office) -> None:
    without = Counts({name: count for name, count in WEEKLY.items() if name != "排查"})
    office.change("漏填", save=[Tally(ZHANG, Week(MONDAY), without)])
    assert obstacles(office) == ["还有 1 处未录"]
    office.change("免考", save=[Tally(ZHANG, Week(MONDAY), Counts(), exempt="防汛")])
    assert obstacles(office) == []


def test_a_tie_at_the_quota_stops_the_quarter_until_it_is_decided(office: Office) -> None:
    """Two people equal in everything, and one place when the quota is rounded up."""
    rounding = QuarterSetting(str(Q2), "名额取整", "向上取整")
    office.change("撤扣分", save=[rounding], remove=office.all(Finding))
    assert obstacles(office) == ["张三（1001）、李四（1002）在名额处完全并列，须由领导小组决定"]
    with pytest.raises(Refused, match="须由领导小组决定"):
        office.advance(Q2)
    decided = [QuarterSetting(str(Q2), "领导小组决定", LI), QuarterSetting(str(Q2), "决定理由", "创建先进")]
    office.change("领导小组决定", save=decided)
    office.advance(Q2)
    assert (person(office, LI)["grade"], person(office, ZHANG)["grade"]) == ("优秀", "合格")


def test_a_decision_that_fits_no_more_stops_the_quarter(office: Office) -> None:
    settings = [QuarterSetting(str(Q2), "名额取整", "向上取整"), QuarterSetting(str(Q2), "领导小组决定", LI)]
    office.change("决定", save=settings)
    assert obstacles(office) == ["领导小组的决定与现在的并列情况不符，请重新决定或清空"]


def test_a_quarter_waits_for_the_one_before(office: Office) -> None:
    office.change("录入一季度", save=full_quarter(Q1))
    office.advance(Q1)
    assert obstacles(office) == ["2019年第一季度尚未定案，结转资金未定"]
    settle(office, Q1)
    assert obstacles(office) == []


# ── closed to changes ─────────────────────────────────────────────────────────────────────────────

RECORDS_OF_Q2: list[Record] = [
    Tally(ZHANG, Week(MONDAY), Counts({"排查": 0})),
    Tally(ZHANG, Q2.months[0], Counts({"走访一般居民户数": 0})),
    finding(date(2019, 6, 30), "2a"),
    Meeting("H2", date(2019, 5, 8), "例会"),
    Attendance("H1", ZHANG, "缺席"),
    Ballots(str(Q2), ZHANG, "党员代表", Counts({"满意": 0, "较满意": 0, "一般": 0, "不满意": 9})),
    QuarterSetting(str(Q2), "5a口径", "按周"),
]


@pytest.mark.parametrize("moves", [1, 2, 3, 4], ids=["已核对", "公示中", "已定案", "已发放"])
def test_records_of_a_closed_quarter_cannot_be_saved(office: Office, moves: int) -> None:
    bring_to(office, Q2, STATES[moves])
    before = answer_of(office)
    way_out = "请办理更正" if moves > 2 else "请先将季度退回“录入中”"
    for record in RECORDS_OF_Q2:
        with pytest.raises(OfficeError, match=f"2019年第二季度{office.state(Q2)}，记录不能改动，.*{way_out}"):
            office.change("改", save=[record])
    assert answer_of(office) == before


def test_records_of_a_closed_quarter_cannot_be_removed(office: Office) -> None:
    office.change("考核设置", save=[QuarterSetting(str(Q2), "5a口径", "按人按周")])
    office.advance(Q2)
    for kind in (Tally, Finding, Attendance, Ballots, QuarterSetting):
        with pytest.raises(Refused, match="2019年第二季度已核对，记录不能改动"):
            office.change("删", remove=[office.all(kind)[0]])


def test_a_record_cannot_be_moved_out_of_a_closed_quarter(office: Office) -> None:
    office.advance(Q2)
    (fault,) = office.all(Finding)
    with pytest.raises(Refused, match="2019年第二季度已核对"):
        office.change("改日期", save=[msgspec.structs.replace(fault, day=date(2019, 7, 2))])


def test_nor_can_they_be_changed_by_undo(office: Office) -> None:
    """The newest step is the settlement, and that stands."""
    settle(office)
    with pytest.raises(Refused, match="公示中 → 已定案”不能撤销：已定案的内容须办理更正"):
        office.undo()
    office.change("新增网格", save=[Grid("102", "东村", "东二格")])
    undone = office.undo()
    assert undone is not None
    assert undone.name == "新增网格"
    with pytest.raises(Refused, match="须办理更正"):
        office.undo()
    assert (office.state(Q2), office.check()) == ("已定案", [])


CLOSED_ROWS: Sheets = {
    "每周登记": [["编号", "周一日期", "排查"], [ZHANG, MONDAY, 0]],
    "每月登记": [["编号", "月份", "走访一般居民户数"], [ZHANG, "2019-05", 0]],
    "明细": [["编号", "日期", "事项"], [ZHANG, date(2019, 5, 8), "平台录入"]],
    "扣分事项": [["编号", "日期", "条款"], [ZHANG, date(2019, 5, 8), "1a"]],
    "会议": [["会议编号", "日期", "类型"], ["H2", date(2019, 5, 8), "例会"]],
    "考勤": [["会议编号", "编号", "出勤"], ["H1", ZHANG, "缺席"]],
    "满意度": [["编号", "季度", "满意", "较满意", "一般", "不满意"], [ZHANG, "2019Q2", 0, 0, 0, 9]],
    "考核设置": [["季度", "项目", "值"], ["2019Q2", "5a口径", "按周"]],
}


@pytest.mark.parametrize("title", CLOSED_ROWS)
def test_nor_by_import(office: Office, tmp_path: Path, title: str) -> None:
    """The preview says so row by row, and what else is in the workbook comes in."""
    settle(office)
    before = answer_of(office)
    open_rows = {"扣分事项": [*CLOSED_ROWS["扣分事项"][:1], [ZHANG, date(2019, 7, 8), "1a"]]}
    plan = bring_in(office, {**open_rows, title: CLOSED_ROWS[title] + open_rows.get(title, [])[1:]}, tmp_path)
    message = "2019年第二季度已定案，记录不能改动，如需改动，请办理更正"
    assert {(each.sheet, each.row, each.message) for each in plan.problems} == {(title, 2, message)}
    assert [each.day for each in office.all(Finding)] == [date(2019, 5, 6), date(2019, 7, 8)]
    assert answer_of(office) == before


def test_the_quarters_beside_a_closed_one_stay_open(office: Office) -> None:
    settle(office)
    office.change("录入三季度", save=full_quarter(Q3))
    office.change("补录一季度", save=[finding(date(2019, 3, 31))])
    assert [each.day for each in office.all(Finding)] == [date(2019, 5, 6), date(2019, 3, 31)]


def test_a_week_across_two_quarters_is_closed_with_the_quarter_of_its_thursday(office: Office) -> None:
    office.advance(Q2)
    first, last = Q2.weeks[0], Q2.weeks[-1]
    assert (first.monday, last.span.last) == (date(2019, 4, 1), date(2019, 6, 30))
    after = Week(date(2019, 7, 1))
    office.change("三季度第一周", save=[Tally(ZHANG, after, WEEKLY)])
    with pytest.raises(OfficeError, match="记录不能改动"):
        office.change("二季度最后一周", save=[Tally(ZHANG, last, Counts({"排查": 0}))])


# ── sent back ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("moves", [1, 2])
def test_a_quarter_can_be_sent_back_before_it_is_settled(office: Office, moves: int) -> None:
    bring_to(office, Q2, STATES[moves])
    event = office.send_back(Q2, " 李四 5 月数据有误 ")
    assert event.name.endswith("→ 录入中（李四 5 月数据有误）")
    assert office.state(Q2) == "录入中"
    office.change("改", save=[Tally(LI, Q2.months[1], Counts({"走访一般居民户数": 10}))])
    assert person(office, LI)["base"] == "99"
    settle(office)


def test_sending_back_wants_a_reason(office: Office) -> None:
    office.advance(Q2)
    with pytest.raises(Refused, match="请写明退回的理由"):
        office.send_back(Q2, "  ")
    assert office.state(Q2) == "已核对"


@pytest.mark.parametrize("moves", [0, 3, 4])
def test_a_quarter_being_typed_or_settled_cannot_be_sent_back(office: Office, moves: int) -> None:
    bring_to(office, Q2, STATES[moves])
    with pytest.raises(Refused, match="不能退回"):
        office.send_back(Q2, "有误")


def test_sending_back_can_be_undone(office: Office) -> None:
    office.advance(Q2)
    office.send_back(Q2, "有误")
    office.undo()
    assert office.state(Q2) == "已核对"


# ── frozen ────────────────────────────────────────────────────────────────────────────────────────


def test_a_settled_quarter_answers_the_same_whatever_happens_later(office: Office) -> None:
    """Renamed, moved, paid otherwise, another policy, more records: nothing of it reaches back."""
    settle(office)
    before, head = answer_of(office), office.frozen(Q2)
    stricter = head.policy.replace("points = 1\n", "points = 5\n")
    assert stricter != head.policy
    for name, records in {
        "改名": [Worker(ZHANG, "张三丰"), Grid("101", "东村", "改名的格"), Village("南社区", "村")],
        "调整": [Post(ZHANG, date(2019, 1, 1), "101", date(2019, 8, 31), "调整")],
        "调标准": [Standard("", date(2019, 1, 1), 90_000)],
        "修订办法": [PolicyText("2019", stricter)],
        "三季度": [*full_quarter(Q3, LI), finding(date(2019, 7, 5))],
    }.items():
        office.change(name, save=records)
        assert answer_of(office) == before, name
    office.close()
    with Office.open(office.path) as again:
        assert again.policy(Q3).clauses["1a"].points == 500
        assert answer_of(again) == before
        assert again.frozen(Q2) == head
        assert again.check() == []


def test_before_it_is_settled_a_quarter_follows_its_records(office: Office) -> None:
    before = answer_of(office)
    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    assert answer_of(office) != before


def test_paying_out_changes_the_state_alone(office: Office) -> None:
    settle(office)
    settled = office.score(Q2)
    office.advance(Q2)
    assert office.score(Q2) == msgspec.structs.replace(settled, state="已发放")


def test_what_is_frozen_holds_the_policy_and_the_office_as_they_were(office: Office) -> None:
    office.set_office(镇名="柳河镇")
    settle(office)
    office.set_office(镇名="新柳河镇")
    frozen = office.frozen(Q2)
    assert frozen.office == {"镇名": "柳河镇"}
    assert 'version = "2019"' in frozen.policy


def test_a_quarter_that_is_not_settled_has_nothing_frozen(office: Office) -> None:
    with pytest.raises(OfficeError, match="2019年第二季度的定案内容缺失"):
        office.frozen(Q2)


# ── the pool goes on ──────────────────────────────────────────────────────────────────────────────


def test_what_nobody_won_is_carried_into_the_next_quarter(office: Office) -> None:
    """李四 is 不合格: 30% of 1,500 元 withheld; one of two people is no place in 20%, so all of it goes on."""
    poor = [finding(date(2019, 5, 6), clause, LI, times=40) for clause in ("1a", "2a", "4a")]
    office.change("扣分", save=poor)
    settle(office)
    second = answer(office.score(Q2))["township"]
    assert (second["withheld_cents"], second["excellent"], second["pool_out_cents"]) == (45_000, [], 45_000)
    office.change("录入三季度", save=full_quarter(Q3))
    third = answer(office.score(Q3))["township"]
    assert (third["pool_in_cents"], third["pool_out_cents"]) == (45_000, 45_000)


def test_the_opening_balance_counts_only_where_no_quarter_before_is_settled(office: Office) -> None:
    office.change("结转", save=[QuarterSetting(str(Q2), "上季结转（元）", "12.34")])
    assert answer(office.score(Q2))["township"]["pool_in_cents"] == 1_234
    settle(office)
    office.change("结转", save=[QuarterSetting(str(Q3), "上季结转（元）", "99.99")])
    assert answer(office.score(Q3))["township"]["pool_in_cents"] == 1_234


# ── looking back ──────────────────────────────────────────────────────────────────────────────────


def test_the_history_of_a_cell(office: Office) -> None:
    """What 排查 of one week was, from when and by whom, until it was as it is."""
    week = Week(MONDAY)
    for who, count in (("李娜", 0), ("王敏", 3)):
        office.who = who
        office.change("登记", save=[Tally(ZHANG, week, Counts({**WEEKLY, "排查": count}))])
    office.undo()
    story = [
        (step.who, step.name, json.loads(change.after["counts"])["排查"] if change.after else None)
        for step, change in office.history(Tally(ZHANG, week, Counts()))
    ]
    assert story == [
        ("王敏", "录入二季度", 1),
        ("李娜", "登记", 0),
        ("王敏", "登记", 3),
        ("王敏", "撤销：登记", 0),
    ]


def test_a_week_and_a_month_have_histories_of_their_own(office: Office) -> None:
    office.change("登记", save=[Tally(ZHANG, Q2.months[0], Counts({"走访一般居民户数": 3}))])
    assert [len(office.history(Tally(ZHANG, period, Counts()))) for period in (Week(MONDAY), Q2.months[0])] == [1, 2]


def test_quarters_that_have_records_are_known(office: Office) -> None:
    assert office.quarters() == [Q2]
    office.change("三季度", save=[Tally(ZHANG, Q3.months[0], MONTHLY)])
    assert office.quarters() == [Q2, Q3]


# ── rules on the way in ───────────────────────────────────────────────────────────────────────────


def test_a_change_that_one_record_spoils_saves_none(office: Office) -> None:
    good, bad = finding(date(2019, 5, 20)), finding(date(2019, 5, 20), worker="9999")
    with pytest.raises(OfficeError, match="没有编号为“9999”的网格员") as refused:
        office.change("扣分", save=[good, bad])
    assert refused.value.field == "worker"
    assert len(office.all(Finding)) == 1


def test_what_was_refused_leaves_no_trace_in_the_rules(office: Office) -> None:
    """The worker of a refused change is as unknown afterwards as before."""
    with pytest.raises(OfficeError):
        office.change("新人", save=[Worker("1003", "王五"), Post("1003", date(2019, 1, 1), "没有的格")])
    with pytest.raises(OfficeError, match="没有编号为“1003”的网格员"):
        office.change("扣分", save=[finding(date(2019, 5, 20), worker="1003")])


def test_a_worker_can_follow_another_in_one_step(office: Office) -> None:
    office.change(
        "换人",
        save=[
            Post(LI, date(2019, 1, 1), "201", date(2019, 6, 30), "辞职"),
            Worker("1003", "王五"),
            Post("1003", date(2019, 7, 1), "201"),
        ],
    )
    office.change("登记", save=[Tally("1003", Q3.weeks[1], WEEKLY)])
    with pytest.raises(OfficeError, match="不在李四（编号 1002）的任职期内"):
        office.change("登记", save=[Tally(LI, Q3.weeks[1], WEEKLY)])


def test_a_published_quarter_is_not_changed_through_the_roster_either(office: Office) -> None:
    """Until it is settled, and its roster frozen, its money would silently be another."""
    office.change("第二季度", save=full_quarter(Q2))
    office.advance(Q2)
    for record in (Standard("", date(2019, 4, 1), 90_000), Post(ZHANG, date(2019, 1, 1), "101", date(2019, 5, 31))):
        with pytest.raises(Refused, match="2019年第二季度已核对，记录不能改动"):
            office.change("改名册", save=[record])
    office.change("以后的标准", save=[Standard("", date(2019, 8, 1), 90_000)])
    office.undo()
    with pytest.raises(Refused, match="请用“退回”，并写明理由"):
        office.undo()


def test_while_a_quarter_is_published_people_leave_and_come_after_it(office: Office) -> None:
    office.change("第二季度", save=full_quarter(Q2))
    office.advance(Q2)
    before = office.score(Q2)
    office.change(
        "换人",
        save=[
            Post(LI, date(2019, 1, 1), "201", date(2019, 7, 15), "辞职"),
            Worker("1003", "王五"),
            Post("1003", date(2019, 7, 16), "201"),
        ],
    )
    assert office.score(Q2).pool == before.pool
    for early in (date(2019, 6, 30), date(2019, 6, 29)):  # its last day, and the one before
        with pytest.raises(Refused, match="2019年第二季度已核对，记录不能改动"):
            office.change("换人", save=[Post(LI, date(2019, 1, 1), "201", early, "辞职")])
    with pytest.raises(Refused, match="2019年第二季度已核对，记录不能改动"):
        office.change("撤销任职", remove=[Post(LI, date(2019, 1, 1), "201", date(2019, 7, 15), "辞职")])


def test_a_quarter_waits_for_the_one_before_it_that_has_records(office: Office) -> None:
    office.change("两个季度", save=[*full_quarter(Q1), *full_quarter(Q2)])
    assert any("2019年第一季度尚未定案" in each.text for each in office.obstacles(Q2))
    office.change("期初结转", save=[QuarterSetting(str(Q2), "上季结转（元）", "12.00")])
    assert office.obstacles(Q2) == []


def test_a_version_of_the_policy_is_never_removed(office: Office) -> None:
    (known,) = office.all(PolicyText)

    with pytest.raises(Refused, match="考核办法的版本不能删除"):
        office.change("删除办法", remove=[known])

    assert office.policy(Q2).version == known.version
