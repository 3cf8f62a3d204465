"""更正: a settled quarter stays what it was, the correction stands beside it, its money goes with the next pay-out."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gridapp import sentences
from gridapp.answer import answer
from gridapp.errors import OfficeError, Refused
from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Finding,
    Grid,
    Meeting,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
    Village,
    Worker,
)
from gridapp.office import Event, Office
from gridapp.periods import Quarter
from gridapp.rulings import Consequence, Correction
from gridapp.scoring.result import Tie
from gridapp.store.driver import sqlite3
from gridapp.ties import Decision
from tests.offices import (
    LI,
    MONTHLY,
    Q2,
    Q3,
    WEEKLY,
    ZHANG,
    bring_to,
    finding,
    full_quarter,
    meeting,
    open_office,
)

DAY = date(2019, 5, 6)
WEEK = Q2.weeks[3]
NAMES = {"reason": "漏算一张走访表", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2019, 8, 1)}
POOR = [finding(DAY, clause, LI, times=15) for clause in ("1a", "2a", "4a")]
"""45 points: 不合格 whatever the ballots say."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """2019Q2 settled with one place for two: 张三 is 优秀 (99.2), 李四 is 不合格; 100 元 are carried in."""
    settings = {"名额取整": "向上取整", "上季结转（元）": "100.00", "优秀奖励（元/人）": "200.00"}
    with open_office(tmp_path) as opened:
        opened.change("录入二季度", save=[*full_quarter(Q2), *meeting("H1", date(2019, 4, 3)), finding(DAY), *POOR])
        opened.change("设置", save=[QuarterSetting(str(Q2), item, value) for item, value in settings.items()])
        bring_to(opened, Q2)
        yield opened


def findings_of(office: Office, worker: str) -> list[Finding]:
    return [each for each in office.all(Finding) if each.worker == worker]


def answer_of(office: Office, quarter: Quarter = Q2) -> bytes:
    return json.dumps(answer(office.score(quarter)), ensure_ascii=False).encode()


def correct(office: Office, save: Sequence[Record] = (), remove: Sequence[Record] = (), **more: Any) -> Event:
    return office.correct(Q2, save, remove, **NAMES | more)


def paid(office: Office, worker: str, quarter: Quarter = Q3) -> tuple[int, int | None]:
    """What a worker gets in a quarter for corrections, and in all."""
    pay = next(each.pay for each in office.score(quarter).people if each.sheet.worker.id == worker)
    return pay.correction, pay.paid


# ── what it comes to ──────────────────────────────────────────────────────────────────────────────


def test_a_finding_struck_out_restates_the_sheet_and_pays_what_was_withheld(office: Office) -> None:
    (change,) = office.propose(Q2, remove=findings_of(office, LI)[:1]).differences
    assert (change.before.sheet.base, change.after.sheet.base) == (55_00, 70_00)
    assert (change.before.standing.grade, change.after.standing.grade) == ("不合格", "合格")
    assert (change.before.pay.paid, change.after.pay.paid, change.cents) == (105_000, 150_000, 45_000)
    assert change.own


def test_a_finding_that_was_forgotten_takes_back(office: Office) -> None:
    """张三 falls from 优秀: the share of the pool and the reward go back, the pool is not opened again."""
    worse = [finding(DAY, clause, times=15) for clause in ("1a", "2a")]
    (change,) = office.propose(Q2, worse).differences
    assert (change.before.standing.grade, change.after.standing.grade) == ("优秀", "合格")
    assert change.cents == -(10_000 + 45_000 + 20_000)
    assert change.after.pay.paid == 150_000


CHANGES: dict[str, tuple[Record, int]] = {
    "week": (Tally(ZHANG, WEEK, Counts({**WEEKLY, "民情日志": 0})), -200),
    "month": (Tally(ZHANG, Q2.months[1], Counts({**MONTHLY, "走访一般居民户数": 10})), -100),
    "exemption": (Tally(ZHANG, WEEK, Counts(), exempt="防汛"), 0),
    "attendance": (Attendance("H1", ZHANG, "缺席", "按时"), -100),
    "finding": (finding(DAY, "4a"), -100),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_every_kind_of_record_can_be_corrected(office: Office, kind: str) -> None:
    record, points = CHANGES[kind]
    (change,) = office.propose(Q2, [record]).differences
    assert change.after.sheet.base - change.before.sheet.base == points


def test_ballots_can_be_corrected(office: Office) -> None:
    counts = Counts({"满意": 0, "较满意": 10, "一般": 0, "不满意": 0})
    (change,) = office.propose(Q2, [Ballots(str(Q2), ZHANG, "其他", counts)]).differences
    assert change.after.sheet.satisfaction == 80_00


def test_so_can_the_days_in_post_and_the_standard(office: Office) -> None:
    shorter = Post(ZHANG, date(2019, 1, 1), "101", date(2019, 5, 31), "辞职")
    (change,) = office.propose(Q2, [shorter]).differences
    assert (change.after.sheet.days_in_post, change.after.standing.grade) == (61, "未定等次")
    (raised,) = office.propose(Q2, [Standard(LI, date(2019, 4, 1), 200_000)]).differences
    assert (raised.after.pay.due, raised.after.pay.paid, raised.cents) == (200_000, 140_000, 35_000)


def test_nothing_is_changed_by_asking(office: Office) -> None:
    before, head = answer_of(office), office.chain_head()
    office.propose(Q2, [finding(DAY, "4a")], findings_of(office, LI))
    assert (answer_of(office), office.chain_head(), len(office.all(Finding))) == (before, head, 4)
    assert office.check() == []


def test_every_proposal_rests_on_the_same_ground(office: Office) -> None:
    """What was supposed before, of whomever, leaves nothing behind; nor does the order of the people."""
    moved = [Post(ZHANG, date(2019, 1, 1), "901"), Grid("901", "东村", "东九格")]
    office.change("加格", save=[moved[1]])
    asked: list[tuple[Sequence[Record], Sequence[Record]]] = [
        ([finding(DAY, "4a")], []),
        ([Post(ZHANG, date(2019, 1, 1), "101", date(2019, 5, 31), "辞职")], []),
        ([Standard("", date(2019, 1, 1), 90_000)], []),
        ([], findings_of(office, LI)),
        ([Tally(LI, WEEK, Counts(WEEKLY), exempt="防汛")], []),
    ]
    for save, remove in [*asked, *reversed(asked)]:
        anew = Office(office._db, office.path, office.who).propose(Q2, save, remove)
        assert office.propose(Q2, save, remove) == anew
    with pytest.raises(OfficeError, match="901"):
        office.propose(Q2, moved[:1])  # the roster is that of the day on which the quarter was settled


def test_somebody_served_in_another_grid_than_was_written_down(tmp_path: Path) -> None:
    """A community's quota is 5: what was enough for a village is 3 short each week. The order of people is another."""
    with open_office(tmp_path) as office:
        office.change("网格", save=[Grid("202", "南社区", "南二格")])
        village = [Tally(ZHANG, week, Counts({**WEEKLY, "平台录入": 2})) for week in Q2.weeks]
        office.change("录入", save=[*full_quarter(Q2), *village])
        bring_to(office, Q2)
        (change,) = office.propose(Q2, [Post(ZHANG, date(2019, 1, 1), "202")]).differences
        assert (change.before.sheet.grid.code, change.after.sheet.grid.code) == ("101", "202")
        assert (change.before.sheet.base, change.after.sheet.base) == (100_00, 85_00)
        correct(office, save=[Post(ZHANG, date(2019, 1, 1), "202")])
        case = next(case for case in office.corrected_records(Q2).people if case.worker.id == ZHANG)
        assert [post.grid for post in case.posts] == ["202"]
        assert [post.grid for post in office.all(Post) if post.worker == ZHANG] == ["101"]


# ── what stays, what is kept ──────────────────────────────────────────────────────────────────────


def test_the_settled_result_stays_and_both_sheets_are_kept(office: Office) -> None:
    before, frozen, records = answer_of(office), office.frozen(Q2), office.all(Finding)
    event = correct(office, remove=findings_of(office, LI))
    assert event.name == "2019Q2-1"
    assert (answer_of(office), office.frozen(Q2), office.all(Finding)) == (before, frozen, records)
    ((correction, body),) = office.corrections(Q2)
    digest = correction.digest
    assert correction == Correction("2019Q2-1", "2019Q2", date(2019, 8, 1), *_texts(), "2019Q3", digest)
    assert [each.sheet for each in body.before] == [frozen.result.people[1].sheet]
    assert [each.sheet.base for each in body.after] == [100_00]
    assert [change.before["clause"] for change in body.changes if change.before] == ["1a", "2a", "4a"]
    assert office.check() == []


def _texts() -> tuple[str, str, str]:
    return "漏算一张走访表", "王敏", "周建民"


def test_a_second_correction_stands_on_the_first(office: Office) -> None:
    correct(office, save=[finding(DAY, "4a")])
    proposal = office.propose(Q2, [finding(DAY, "4b")])
    (change,) = proposal.differences
    assert (change.before.sheet.base, change.after.sheet.base) == (98_00, 96_00)
    correct(office, save=[finding(DAY, "4b")])
    assert [each.id for each, _ in office.corrections(Q2)] == ["2019Q2-1", "2019Q2-2"]
    assert office.restated(Q2)[ZHANG].sheet.base == 96_00
    keys = [each.key for each in office.restated(Q2)[ZHANG].sheet.deductions if each.table == "finding"]
    assert keys == [("1",), ("-1",), ("-2",)]


def test_what_is_corrected_again_begins_where_the_last_one_ended(office: Office) -> None:
    first, second = findings_of(office, LI)[:2]
    correct(office, [finding(DAY, "4b", LI)], [first])
    clauses = {each.id: each.clause for each in office.as_corrected(Q2, Finding, LI)}
    assert clauses == {3: "2a", 4: "4a", -1: "4b"}
    correct(office, [Tally(LI, WEEK, Counts({**WEEKLY, "民情日志": 1}))], [second])
    tallies = {each.period: each.counts for each in office.as_corrected(Q2, Tally, LI)}
    assert tallies[WEEK]["民情日志"] == 1
    assert tallies[Q2.weeks[0]] == WEEKLY
    assert {each.id for each in office.as_corrected(Q2, Finding, LI)} == {4, -1}
    assert len(findings_of(office, LI)) == 3


def test_it_rests_on_the_roster_as_it_was(office: Office) -> None:
    """Renamed, moved, paid otherwise since: a correction speaks of the quarter as it was settled."""
    for name, records in {
        "改名": [Worker(ZHANG, "张三丰"), Grid("101", "东村", "改名的格"), Village("南社区", "村")],
        "离任": [Post(ZHANG, date(2019, 1, 1), "101", date(2019, 4, 30), "辞职")],
        "调标准": [Standard("", date(2019, 1, 1), 90_000)],
    }.items():
        office.change(name, save=records)
    (change,) = office.propose(Q2, [finding(DAY, "4a")]).differences
    assert (change.after.sheet.worker.name, change.after.sheet.days_in_post) == ("张三", 91)
    assert change.after.pay.due == 150_000


# ── what is refused ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ({"reason": " "}, "请填写"),
        ({"proposed_by": ""}, "请填写"),
        ({"confirmed_by": "王敏 "}, "两个不同的人"),
    ],
    ids=["reason", "name", "one person"],
)
def test_it_wants_a_reason_and_two_names(office: Office, names: dict[str, str], said: str) -> None:
    with pytest.raises(OfficeError, match=said):
        correct(office, save=[finding(DAY, "4a")], **names)
    assert office.corrections(Q2) == []


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (finding(date(2019, 7, 1)), "只能改2019年第二季度的记录，这里还涉及2019年第三季度"),
        (finding(DAY, worker="9999"), "没有编号为“9999”的网格员"),
        (finding(DAY, "9z"), "没有条款“9z”"),
        (Meeting("H2", DAY, "例会"), "更正只能改"),
        (Tally(ZHANG, WEEK, Counts({"排查": 1})), "还有未录的"),
        (Post("1003", date(2019, 4, 1), "102"), "没有编号为“1003”"),
    ],
    ids=["another quarter", "nobody", "no clause", "a meeting", "half a week", "a newcomer"],
)
def test_what_cannot_be_corrected(office: Office, record: Record, said: str) -> None:
    with pytest.raises(OfficeError, match=said):
        office.propose(Q2, [record])
    assert office.check() == []


def test_what_makes_no_difference_is_no_correction(office: Office) -> None:
    with pytest.raises(Refused, match="没有差别"):
        correct(office, save=[Tally(ZHANG, WEEK, Counts({**WEEKLY, "居民走访": 3}))])


def test_an_open_quarter_is_simply_changed(office: Office) -> None:
    with pytest.raises(Refused, match="2019年第三季度还没有定案"):
        office.propose(Q3, [finding(date(2019, 7, 1))])


def test_records_that_no_longer_give_what_was_settled_are_not_corrected(office: Office) -> None:
    """Somebody has changed them behind the program's back."""
    office.close()
    with closing(sqlite3.connect(office.path)) as raw:
        raw.execute("INSERT INTO step (name, who, at, kind, open) VALUES ('', '', '', 'do', 1)")
        raw.execute("UPDATE finding SET times = 3 WHERE worker = ?", [ZHANG])
        raw.execute("DELETE FROM step WHERE open = 1")
        raw.commit()
    with Office.open(office.path) as again, pytest.raises(Refused, match="与封存的得分不符"):
        again.propose(Q2, [finding(DAY, "4a")])


def test_people_neither_come_nor_go(office: Office) -> None:
    with pytest.raises(Refused, match="不能增加或减少"):
        office.propose(Q2, remove=[Post(LI, date(2019, 1, 1), "201")])


# ── what else it touches ──────────────────────────────────────────────────────────────────────────


def test_whose_grade_alone_would_change_is_asked_about(office: Office) -> None:
    """李四 becomes the better of the two; whether 张三 loses the place is for a person to say."""
    proposal = office.propose(Q2, remove=findings_of(office, LI))
    own, other = sorted(proposal.differences, key=lambda each: not each.own)
    assert (own.after.standing.grade, own.cents) == ("优秀", 45_000 + 55_000 + 20_000)
    assert (other.own, other.before.standing.grade, other.after.standing.grade) == (False, "优秀", "合格")
    assert other.cents == -75_000
    correct(office, remove=findings_of(office, LI))
    ((_, body),) = office.corrections(Q2)
    assert [each.standing.grade for each in body.after] == ["优秀"]
    assert body.listed[-1] == "照此重算，张三 的等次会由优秀变为合格；经办人没有确认，等次不变。"
    assert office.restated(Q2).keys() == {LI}


def test_and_restated_too_if_that_is_confirmed(office: Office) -> None:
    correct(office, remove=findings_of(office, LI), confirmed=[ZHANG])
    assert {number: each.standing.grade for number, each in office.restated(Q2).items()} == {ZHANG: "合格", LI: "优秀"}


def test_what_would_have_been_carried_over_is_listed(office: Office) -> None:
    worse = [finding(DAY, clause, times=15) for clause in ("1a", "2a")]
    assert office.propose(Q2, worse).listed[0].startswith("照此重算，结转下季应为 550.00 元，定案时是 0.00 元。")


def test_a_tie_that_would_come_about_gives_nobody_s_place_away(office: Office) -> None:
    better = [*findings_of(office, LI), *findings_of(office, ZHANG)]
    proposal = office.propose(Q2, remove=better)
    grades = {each.after.sheet.worker.id: each.after.standing.grade for each in proposal.differences}
    assert grades == {ZHANG: "优秀", LI: "合格"}
    assert proposal.tie == Tie((ZHANG, LI), 1)
    correct(office, remove=better)
    ((_, body),) = office.corrections(Q2)
    assert any(text.startswith("照此重算，张三、李四 在名额处并列，余 1 个名额；") for text in body.listed)


# ── a tie that it brings about ────────────────────────────────────────────────────────────────────


@pytest.fixture
def tying(office: Office) -> list[Finding]:
    """Without these findings both would have all points, for one place that is 张三's so far."""
    return [*findings_of(office, LI), *findings_of(office, ZHANG)]


FOR_LI = Decision((LI,), "八月一日会议，王主任、周书记在场")


def test_the_leading_group_decides_it(office: Office, tying: list[Finding]) -> None:
    proposal = office.propose(Q2, remove=tying, decision=FOR_LI)
    found = {each.after.sheet.worker.id: each for each in proposal.differences}
    assert {number: (each.own, each.after.standing.grade) for number, each in found.items()} == {
        ZHANG: (True, "合格"),
        LI: (True, "优秀"),
    }
    assert found[ZHANG].after.standing.note == "名额所限，领导小组研究决定"
    assert (found[ZHANG].cents, found[LI].cents) == (-75_000, 45_000 + 55_000 + 20_000)
    assert proposal.tie is None
    assert proposal.decision == (
        "并列决定：张三（1001）、李四（1002）的总分100.00、基础分100、满意度100.00均相同，余1个优秀名额；"
        "经领导小组研究决定，李四（1002）评定为优秀。理由：八月一日会议，王主任、周书记在场。"
    )


def test_the_decision_is_kept_with_it_and_goes_with_it(office: Office, tying: list[Finding]) -> None:
    before, settings = answer_of(office), office.all(QuarterSetting)
    correct(office, remove=tying, decision=FOR_LI)
    ((_, body),) = office.corrections(Q2)
    assert body.decision.startswith("并列决定：张三（1001）、李四（1002）")
    assert not any("请由领导小组决定" in text for text in body.listed)
    assert {change.table for change in body.changes} == {"finding", "quarter_setting", "tie_basis"}
    assert (answer_of(office), office.all(QuarterSetting)) == (before, settings)
    assert {number: each.standing.grade for number, each in office.restated(Q2).items()} == {ZHANG: "合格", LI: "优秀"}
    office.undo()
    assert office.restated(Q2) == {}
    proposal = office.propose(Q2, remove=tying)
    assert proposal.tie is not None
    assert office.check() == []


def test_the_next_correction_stands_on_the_decision(office: Office, tying: list[Finding]) -> None:
    correct(office, remove=tying, decision=FOR_LI)
    (change,) = office.propose(Q2, [Standard(LI, date(2019, 4, 1), 200_000)]).differences
    assert (change.before.standing.grade, change.after.standing.grade) == ("优秀", "优秀")
    proposal = office.propose(Q2, [finding(DAY, "4a", LI)])
    grades = {each.after.sheet.worker.id: (each.own, each.after.standing.grade) for each in proposal.differences}
    assert grades == {LI: (True, "合格"), ZHANG: (False, "优秀")}
    assert "照此重算，领导小组原来的决定不再相符；原定的等次不变。" in proposal.listed


def test_a_tie_that_was_left_open_is_decided_later(office: Office, tying: list[Finding]) -> None:
    correct(office, remove=tying)
    assert {number: each.standing.grade for number, each in office.restated(Q2).items()} == {ZHANG: "优秀", LI: "合格"}
    proposal = office.propose(Q2)
    assert proposal.tie is not None
    assert proposal.differences == ()
    correct(office, decision=Decision((ZHANG,), "仍由张三评定"))
    zhang, li = (office.restated(Q2)[number] for number in (ZHANG, LI))
    assert (zhang.standing.grade, zhang.standing.note) == ("优秀", "领导小组研究决定")
    assert (li.standing.grade, li.standing.note) == ("合格", "名额所限，领导小组研究决定")
    assert [each.pay.correction for each in office.score(Q3).people] == [0, 45_000]
    assert office.propose(Q2).tie is None


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        (Decision((ZHANG, LI), "理由"), "余 1 个名额，须从并列的 2 人中恰好选定 1 人"),
        (Decision(("9",), "理由"), "恰好选定 1 人"),
        (Decision((LI,), " "), "请写明领导小组决定的理由"),
    ],
    ids=["too many", "nobody of them", "no reason"],
)
def test_a_decision_that_does_not_fit(office: Office, tying: list[Finding], decision: Decision, said: str) -> None:
    with pytest.raises(Refused, match=said):
        office.propose(Q2, remove=tying, decision=decision)


def test_without_a_tie_there_is_nothing_to_decide(office: Office) -> None:
    with pytest.raises(Refused, match="更正后名额处没有待定的并列"):
        office.propose(Q2, [finding(DAY, "4a")], decision=FOR_LI)


def test_runs_of_failing_and_what_was_decided_about_them_are_listed(office: Office) -> None:
    office.change("提醒", save=[Consequence(str(Q2), LI, "提醒", True, "", "周建民", date(2019, 7, 8), 1)])
    later = [finding(date(2019, 8, 5), clause, LI, times=15) for clause in ("1a", "2a", "4a")]
    office.change("三季度", save=[*full_quarter(Q3), *later])
    bring_to(office, Q3)
    assert [run.length for _, run in office.runs(Q3)] == [2]
    listed = office.propose(Q2, remove=findings_of(office, LI)[:3]).listed
    assert listed[-3:] == (
        "到2019年第二季度，李四 连续不合格由 1 个季度变为 0 个季度",
        "到2019年第三季度，李四 连续不合格由 2 个季度变为 1 个季度",
        "李四 2019年第二季度“提醒”已接受：是否改变，请另行决定",
    )
    correct(office, remove=findings_of(office, LI)[:3])
    assert [run.length for _, run in office.runs(Q3)] == [1]
    assert len(office.all(Consequence)) == 1


# ── money ─────────────────────────────────────────────────────────────────────────────────────────


def balances(office: Office, quarter: Quarter) -> bool:
    into, out = sentences.balance(office.view(quarter))
    return into == out


def test_the_difference_is_paid_with_the_next_quarter(office: Office) -> None:
    correct(office, remove=findings_of(office, LI)[:1])
    office.change("录入三季度", save=full_quarter(Q3))
    assert paid(office, LI) == (45_000, 195_000)
    assert paid(office, ZHANG) == (0, 150_000)
    found = answer(office.score(Q3))
    assert found["township"]["corrections"] == [{"correction": "2019Q2-1", "id": LI, "cents": 45_000}]
    assert [each.get("correction_cents") for each in found["people"]] == [None, 45_000]
    assert balances(office, Q3)


def test_a_quarter_that_was_looked_at_before_pays_it_too(office: Office) -> None:
    office.change("录入三季度", save=full_quarter(Q3))
    assert paid(office, LI) == (0, 150_000)
    correct(office, remove=findings_of(office, LI)[:1])
    assert paid(office, LI) == (45_000, 195_000)
    office.undo()
    assert paid(office, LI) == (0, 150_000)


def test_it_waits_for_the_next_quarter_that_is_not_settled(office: Office) -> None:
    office.change("录入三季度", save=full_quarter(Q3))
    bring_to(office, Q3)
    before = answer_of(office, Q3)
    correct(office, remove=findings_of(office, LI)[:1])
    q4 = Q3.shift(1)
    office.change("录入四季度", save=full_quarter(q4))
    assert answer_of(office, Q3) == before
    assert paid(office, LI, q4) == (45_000, 195_000)
    assert balances(office, q4)


def test_who_is_no_longer_in_post_is_paid_beside_the_table(office: Office) -> None:
    correct(office, remove=findings_of(office, LI)[:1])
    office.change("离任", save=[Post(LI, date(2019, 1, 1), "201", date(2019, 6, 30), "辞职")])
    office.change("录入三季度", save=full_quarter(Q3, ZHANG))
    result = office.score(Q3)
    assert [(each.worker.id, each.cents) for each in result.elsewhere] == [(LI, 45_000)]
    assert balances(office, Q3)
    bring_to(office, Q3)
    assert office.score(Q3).elsewhere[0].cents == 45_000
    assert balances(office, Q3)


def test_once_it_is_paid_it_cannot_be_undone(office: Office) -> None:
    correct(office, remove=findings_of(office, LI)[:1])
    office.undo()
    assert office.corrections(Q2) == []
    office.redo()
    assert [each.id for each, _ in office.corrections(Q2)] == ["2019Q2-1"]
    office.change("录入三季度", save=full_quarter(Q3))
    bring_to(office, Q3)
    with pytest.raises(Refused):
        office.change("删", remove=[office.corrections(Q2)[0][0]])
    assert office.check() == []


def test_a_correction_that_is_no_longer_whole_is_found(office: Office) -> None:
    correct(office, remove=findings_of(office, LI)[:1])
    digest = office.corrections(Q2)[0][0].digest
    office.close()
    with closing(sqlite3.connect(office.path)) as raw:
        raw.execute("UPDATE frozen SET body = x'00' WHERE digest = ?", [digest])
        raw.commit()
    with Office.open(office.path) as again:
        assert again.check() == ["更正 2019Q2-1 的内容缺失或已损坏"]
        with pytest.raises(OfficeError, match="更正 2019Q2-1 的内容缺失或已损坏"):
            again.corrections(Q2)
