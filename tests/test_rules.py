"""What the office does not allow on record: each rule answers at its field, in Chinese, and nothing is kept."""

from datetime import date

import pytest

from gridapp.errors import OfficeError
from gridapp.model import (
    Assistant,
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    Grid,
    Meeting,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Month, Week
from gridapp.rules import problems
from tests.offices import LI, Q2, ZHANG, full_quarter

MAY = date(2019, 5, 6)
"""A Monday in the middle of the quarter."""
BEFORE = date(2018, 6, 4)
"""A Monday before anybody was in post."""
NO_BALLOTS = Counts({"满意": 0, "较满意": 0, "一般": 0, "不满意": 0})
REPAIR = Meeting("H01", MAY, "例会")


def said(office: Office, *records: Record) -> list[tuple[str, str]]:
    """What the rules say about the last of these records once the others are on record."""
    if records[:-1]:
        office.change("先录入", save=records[:-1])
    return [tuple(problem) for problem in problems(office.register(), records[-1])]


@pytest.mark.parametrize(
    "record",
    [
        Grid("102", "东村", "东二格"),
        Post(LI, date(2019, 1, 1), "201", date(2019, 6, 30)),
        Assistant("101", "王五", "督导员", MAY, stop=MAY),
        Assistant("101", "赵六", "公益员", MAY, kind="志愿者"),
        Standard("", MAY, 160_000),
        Standard(ZHANG, MAY, 160_000),
        Tally(ZHANG, Week(MAY), Counts({"排查": 1})),
        Tally(ZHANG, Week(date(2018, 12, 31)), Counts()),  # half of the week lies before the post: it may be recorded
        Tally(ZHANG, Month(2019, 5), Counts({"走访一般居民户数": 20}), exempt="病假"),
        Detail(ZHANG, MAY, "平台录入", "群众诉求"),
        Detail(ZHANG, MAY, "民情日志", "随意"),  # a duty without kinds of its own takes any
        Finding(ZHANG, date(2019, 1, 1), "1a"),  # the first day in post
        Finding(ZHANG, MAY, "3b", "进京"),
        REPAIR,
        Ballots("2019Q2", ZHANG, "其他", NO_BALLOTS),
        QuarterSetting("2019Q2", "领导小组决定", f"{ZHANG}；{LI}"),
        QuarterSetting("2019Q2", "领导小组决定", ""),
    ],
    ids=lambda record: type(record).__name__,
)
def test_what_is_in_order_is_taken_without_a_word(office: Office, record: Record) -> None:
    assert said(office, record) == []


NOBODY = ("worker", "没有编号为“9999”的网格员，请核对编号或先在名册（网格员表）中登记")
OUTSIDE = ("day", "2018-06-04 不在张三（编号 1001）的任职期内（2019-01-01 至 今）")


@pytest.mark.parametrize(
    ("record", "answer"),
    [
        (Grid("102", "西村", "西一格"), ("village", "没有名为“西村”的村（社区），请先登记")),
        (Post("9999", BEFORE, "101", BEFORE), NOBODY),
        (Post(ZHANG, BEFORE, "999", BEFORE), ("grid", "没有编号为“999”的网格，请核对或先在网格表中登记")),
        (Post(ZHANG, MAY, "101", date(2019, 5, 5)), ("stop", "离任日期 2019-05-05 早于任用日期 2019-05-06")),
        (
            Post(ZHANG, MAY, "101"),
            ("start", "与本人在网格 101 的任职（2019-01-01 至 今）重叠，请先填写前一任职的离任日期"),
        ),
        (Assistant("999", "王五", "督导员"), ("grid", "没有编号为“999”的网格，请核对或先在网格表中登记")),
        (Assistant("101", "王五", "督导员", kind="志愿者"), ("kind", "只有公益员才填写公益员类别")),
        (
            Assistant("101", "王五", "督导员", MAY, stop=BEFORE),
            ("stop", "结束日期 2018-06-04 早于开始日期 2019-05-06"),
        ),
        (Standard("9999", MAY, 1), NOBODY),
        (Tally("9999", Week(MAY), Counts()), NOBODY),
        (
            Tally(ZHANG, Week(BEFORE), Counts()),
            ("period", "这一周（2018-06-04）整段不在张三（编号 1001）的任职期内（2019-01-01 至 今）"),
        ),
        (
            Tally(ZHANG, Month(2018, 12), Counts()),
            ("period", "这个月（2018-12）整段不在张三（编号 1001）的任职期内（2019-01-01 至 今）"),
        ),
        (Tally(ZHANG, Week(MAY), Counts({"巡河": 1})), ("counts", "考核办法中没有登记项：巡河")),
        (
            Tally(ZHANG, Week(MAY), Counts({"走访一般居民户数": 1})),  # a monthly duty
            ("counts", "考核办法中没有登记项：走访一般居民户数"),
        ),
        (Detail("9999", MAY, "排查"), NOBODY),
        (Detail(ZHANG, BEFORE, "排查"), OUTSIDE),
        (Detail(ZHANG, MAY, "巡河"), ("duty", "考核办法中没有登记项“巡河”")),
        (
            Detail(ZHANG, MAY, "平台录入", "闲聊"),
            (
                "kind",
                "“闲聊”不是平台录入的类别，应为：矛盾纠纷、群众诉求、社情民意、居民信息咨询、事项查询、办理反馈",
            ),
        ),
        (Finding("9999", MAY, "1a"), NOBODY),
        (Finding(ZHANG, BEFORE, "1a"), OUTSIDE),
        (Finding(ZHANG, MAY, "8a"), ("clause", "考核办法中没有条款“8a”")),
        (Finding(ZHANG, MAY, "7b"), ("clause", "条款 7b 由考勤自动计算，请登记在考勤表中")),
        (Finding(ZHANG, MAY, "1c"), ("clause", "条款 1c 由每周（每月）登记自动计算，不能作为扣分事项登记")),
        (Finding(ZHANG, MAY, "5a"), ("clause", "条款 5a 由每周（每月）登记自动计算，不能作为扣分事项登记")),
        (Finding(ZHANG, MAY, "3b"), ("level", "条款 3b 须填写层级，应为：县、市、区、进京")),
        (Finding(ZHANG, MAY, "3b", "省"), ("level", "条款 3b 须填写层级，应为：县、市、区、进京")),
        (Finding(ZHANG, MAY, "1a", "县"), ("level", "条款 1a 不分层级，请清空")),
        (Attendance("H01", ZHANG, "正常"), ("meeting", "没有编号为“H01”的会议，请核对或先登记会议")),
        (Ballots("2019Q2", "9999", "其他", NO_BALLOTS), NOBODY),
        (Ballots("2018Q2", ZHANG, "其他", NO_BALLOTS), ("quarter", "张三（编号 1001）在2018年第二季度没有任职")),
        (
            Ballots("2019Q2", ZHANG, "其他", Counts({"满意": 3, "废票": 1})),
            ("counts", "请填写较满意、一般、不满意的票数，没有的填 0"),
        ),
        (
            QuarterSetting("2019Q2", "领导小组决定", f"{ZHANG}；9999"),
            ("value", "没有编号为“9999”的网格员，请核对编号"),
        ),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Record) else value[0],
)
def test_what_is_wrong_is_said_at_its_field(office: Office, record: Record, answer: tuple[str, str]) -> None:
    assert said(office, record) == [answer]


def test_an_attendance_of_nobody_or_outside_the_post_is_wrong(office: Office) -> None:
    early = Meeting("H00", BEFORE, "例会")

    assert said(office, REPAIR, Attendance("H01", "9999", "正常")) == [NOBODY]
    assert said(office, early, Attendance("H00", ZHANG, "正常")) == [
        ("worker", "会议日 2018-06-04 不在张三（编号 1001）的任职期内（2019-01-01 至 今）")
    ]


def test_a_grid_changes_hands_on_the_day_after(office: Office) -> None:
    office.change("离任", save=[Worker("1003", "王五"), Post(ZHANG, date(2019, 1, 1), "101", MAY)])

    assert said(office, Post("1003", date(2019, 5, 7), "101")) == []
    assert said(office, Post("1003", MAY, "101")) == [
        ("start", "网格 101 同期已有网格员张三（编号 1001）（2019-01-01 至 2019-05-06），请先填写其离任日期")
    ]


def test_the_last_day_in_post_is_the_last_for_every_record(office: Office) -> None:
    tuesday, friday = date(2019, 5, 7), date(2019, 5, 10)
    office.change("离任", save=[Post(ZHANG, date(2019, 1, 1), "101", tuesday), Meeting("H02", friday, "培训")])

    fields = {
        type(record).__name__: [field for field, _ in said(office, record)]
        for record in (
            Finding(ZHANG, friday, "1a"),
            Detail(ZHANG, friday, "排查"),
            Tally(ZHANG, Week(date(2019, 5, 13)), Counts()),
            Attendance("H02", ZHANG, "缺席"),
            Ballots("2019Q3", ZHANG, "其他", NO_BALLOTS),
        )
    }
    assert fields == {
        "Finding": ["day"],
        "Detail": ["day"],
        "Tally": ["period"],
        "Attendance": ["worker"],
        "Ballots": ["quarter"],
    }
    assert said(office, Finding(ZHANG, tuesday, "1a")) == []
    assert said(office, Tally(ZHANG, Week(MAY), Counts())) == []
    assert said(office, Ballots("2019Q2", ZHANG, "其他", NO_BALLOTS)) == []


CLOSED = "2019年第二季度已核对，记录不能改动，请先将季度退回“录入中”"


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (Tally(ZHANG, Week(MAY), Counts({"排查": 0})), "period"),
        (Tally(ZHANG, Month(2019, 5), Counts()), "period"),
        (Detail(ZHANG, MAY, "排查"), "day"),
        (Finding(ZHANG, MAY, "1a"), "day"),
        (Meeting("H02", MAY, "培训"), "day"),
        (Attendance("H01", ZHANG, "缺席"), "meeting"),
        (Ballots("2019Q2", ZHANG, "党员代表", NO_BALLOTS), "quarter"),
        (QuarterSetting("2019Q2", "名额取整", "向上取整"), "quarter"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Record) else value,
)
def test_the_records_of_a_checked_quarter_are_closed(office: Office, record: Record, field: str) -> None:
    attended = [Attendance("H01", worker, "正常", "按时") for worker in (ZHANG, LI)]
    office.change("录入", save=[*full_quarter(Q2), REPAIR, *attended])
    office.advance(Q2)

    assert set(said(office, record)) == {(field, CLOSED)}


def test_a_day_of_march_is_closed_with_the_week_that_reaches_into_april(office: Office) -> None:
    """Monday, 30 March 2020 lies in 2020Q1, but its week in 2020Q2."""
    march = date(2020, 3, 30)
    office.change("录入", save=full_quarter(Week.of(march).quarter))
    office.advance(Week.of(march).quarter)

    closed = "2020年第二季度已核对，记录不能改动，请先将季度退回“录入中”"
    assert said(office, Detail(ZHANG, march, "排查")) == [("day", closed)]
    assert said(office, Detail(ZHANG, march, "走访一般居民户数")) == []  # counts for March
    assert said(office, Finding(ZHANG, march, "1a")) == []


def test_a_refused_record_names_its_field_and_leaves_nothing_behind(office: Office) -> None:
    good, bad = Finding(ZHANG, MAY, "1a"), Finding(ZHANG, BEFORE, "1a")

    with pytest.raises(OfficeError, match="不在张三（编号 1001）的任职期内") as refused:
        office.change("录入", save=[good, bad])

    assert refused.value.field == "day"
    assert office.all(Finding) == []
