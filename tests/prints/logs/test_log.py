"""The blank logs: what is on paper is what the screen asks for, in the same order and under the same number."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from gridapp import columns
from gridapp.periods import Quarter
from gridapp.prints.blocks import Document, Pairs, Table
from gridapp.prints.choice import Choice
from gridapp.prints.layout import lay_out
from gridapp.prints.logs import entries, report, services, week
from gridapp.prints.logs.log import quota_text
from gridapp.prints.subjects import BlankPaper
from gridapp.scoring.policy import Duty, Policy
from tests.prints.papers import blank
from tests.prints.quarters import POLICY, people, person

Make = Callable[..., list[Document]]
LOGS: dict[str, Make] = {
    make.__name__: make
    for make in (
        week.week_logs,
        entries.visit_logs,
        entries.dispute_logs,
        entries.diaries,
        services.service_logs,
        report.report_sheets,
    )
}
EACH = pytest.mark.parametrize("make", LOGS.values(), ids=LOGS)


def head(document: Document) -> dict[str, str]:
    return {
        label: value
        for block in document.blocks
        if isinstance(block, Pairs)
        for row in block.rows
        for label, value in row
    }


def heads(document: Document) -> list[str]:
    return [column.head for block in document.blocks if isinstance(block, Table) for column in block.columns]


def numbered(texts: Sequence[str]) -> list[str]:
    """The boxes among them, without their hints."""
    return [text.split("\n")[0] for text in texts if text[0] in "①②③④⑤⑥⑦⑧⑨⑩"]


def with_policy(policy: Policy) -> BlankPaper:
    return blank(person(1), policy=policy)


@EACH
def test_the_head_says_whose_it_is(make: Make) -> None:
    (document,) = make(blank(person(1, "马建国")), Choice(people=frozenset({"W001"})))

    assert head(document).items() >= {
        ("村（社区）", "东沟村"),
        ("网格", "第一网格（G001）"),
        ("姓名", "马建国"),
        ("编号", "W001"),
    }
    assert document.number.endswith("-2019Q3-W001")
    assert document.chapter == "东沟村"


@EACH
def test_an_empty_one_comes_first_unless_somebody_is_chosen(make: Make) -> None:
    paper = blank(*people(4))

    everybody = make(paper)
    assert [document.bookmark for document in everybody] == ["空表", *(f"网格员{n} W00{n}" for n in range(1, 5))]
    assert set(head(everybody[0]).values()) >= {"＿＿＿＿＿＿"}
    assert [document.bookmark for document in make(paper, Choice(village="西湾村"))] == ["网格员4 W004"]
    assert [document.bookmark for document in make(blank())] == ["空表"]


@EACH
def test_a_sheet_is_one_full_page(make: Make) -> None:
    """Down to the signatures, with hardly room for one more row."""
    for document in make(blank(person(1, "阿卜杜热合曼·买买提吐尔逊"))):
        (page,) = lay_out(document)
        lowest = max(y for rules in page.rules.values() for *_, y in rules)
        assert page.bottom - lowest < 70


def test_a_quarter_of_fourteen_weeks_fits_the_page() -> None:
    quarters = (Quarter(year, number) for year in range(2019, 2030) for number in (1, 2, 3, 4))
    longest = next(quarter for quarter in quarters if len(quarter.weeks) == 14)

    for document in week.week_logs(blank(person(1))._replace(quarter=longest)):
        assert len(lay_out(document)) == 1


# ── boxes ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_weekly_sheet_asks_for_the_duties_with_their_quotas() -> None:
    village, community = (week.week_logs(blank(person(n)), Choice(people=frozenset({f"W{n:03}"})))[0] for n in (1, 13))

    assert heads(village) == [
        *("周次", "①平台录入\n（2条）", "②排查\n（1次）", "③居民走访\n（2次）", "④民情日志\n（2篇）"),
        *("⑤应访特殊人员", "⑥实访特殊人员", "⑦免考原因\n（请假、放假等）"),
        *("月份", "①走访一般居民户数\n（20户）", "②免考原因\n（请假、放假等）"),
    ]
    assert "①平台录入\n（5条）" in heads(community)
    assert "①平台录入\n（村2条、社区5条）" in heads(week.week_logs(blank())[0])
    assert head(village)["⑧依据"] == "每周工作登记表 ZDJ-2019Q3-W001"


def test_the_weekly_sheet_has_a_row_for_every_week_and_month() -> None:
    weeks, months = [block for block in week.week_logs(blank())[0].blocks if isinstance(block, Table)]

    assert [row[0] for row in weeks.rows][:2] == ["第27周 7.1–7.7", "第28周 7.8–7.14"]
    assert len(weeks.rows) == 13
    assert [row[0] for row in months.rows] == ["7月 7.1–7.31", "8月 8.1–8.31", "9月 9.1–9.30"]


@pytest.mark.parametrize(
    ("make", "about", "quotas"),
    [
        (entries.visit_logs, "□居民走访\n□应访特殊人员\n□实访特殊人员", "应完成：居民走访每周2次。"),
        (entries.dispute_logs, "", "应完成：排查每周1次。"),
        (entries.diaries, "□民情日志\n□走访一般居民户数", "应完成：民情日志每周2篇；走访一般居民户数每月20户。"),
    ],
)
def test_entries_are_written_as_they_are_typed(make: Make, about: str, quotas: str, read: Any) -> None:
    (document,) = make(blank(person(1)), Choice(people=frozenset({"W001"})))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]

    assert numbered(heads(document)) == ["①日期", "②类别", "③对象", "④内容"]
    assert any(label == "⑤依据" for label in head(document))
    assert table.filler
    assert table.filler(6) == ("7", *([about] if about else []), "", "", "", "")
    assert quotas in read([document])[0]


def test_services_are_written_as_findings_are_typed() -> None:
    (document,) = services.service_logs(blank(person(1)), Choice(people=frozenset({"W001"})))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]

    assert numbered(heads(document)) == ["①日期", "②条款", "③次数", "④说明"]
    assert table.filler
    assert table.filler(0) == ("1", "", "□4a\n□4b\n□4c", "", "")


def test_a_report_has_a_row_for_each_item_and_the_marks_of_the_roll() -> None:
    document = report.report_sheets(blank())[0]
    topics, received = [block for block in document.blocks if isinstance(block, Table)]

    assert [row[1] for row in topics.rows] == [*(item.name for item in POLICY.items), "存在的问题", "下一步打算"]
    assert numbered(heads(document)) == ["②书面汇报", "③说明"]
    assert received.rows[0][1] == "□按时　□迟交　□未交　□不要求"


# ── change the screen, and the paper changes ──────────────────────────────────────────────────────


def test_another_column_on_the_screen_is_another_box_on_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its place in the order, and another version in the foot."""
    before = entries.dispute_logs(blank())[0]
    detail = columns.detail

    def with_place(policy: Policy) -> tuple[columns.Column, ...]:
        worker, day, *others = detail(policy)
        return (worker, day, columns.Column("地点", "place", columns.TEXT), *others)

    monkeypatch.setattr(columns, "detail", with_place)
    after = entries.dispute_logs(blank())[0]

    assert numbered(heads(after)) == ["①日期", "②地点", "③类别", "④对象", "⑤内容"]
    assert after.mark != before.mark


def test_another_duty_of_the_policy_is_another_box() -> None:
    patrol = Duty(name="夜间巡逻", period="week", unit="次", quota={"村": 1, "社区": 1}, paper="矛盾纠纷排查登记表")
    policy = msgspec.structs.replace(POLICY, duties=(*POLICY.duties, patrol))
    weekly, logged = week.week_logs(with_policy(policy))[0], entries.dispute_logs(with_policy(policy))[0]

    assert "⑦夜间巡逻" in numbered(heads(weekly))
    (table,) = [block for block in logged.blocks if isinstance(block, Table)]
    assert table.filler
    assert table.filler(0)[1] == "□排查\n□夜间巡逻"


@EACH
def test_the_foot_carries_the_form_s_version(make: Make, read: Any) -> None:
    paper = blank()
    quotas = {"村": 3, "社区": 5}
    first, *others = POLICY.duties
    changed = msgspec.structs.replace(POLICY, duties=(msgspec.structs.replace(first, quota=quotas), *others))
    renamed = msgspec.structs.replace(POLICY, version="2020")

    marks = [make(each)[0].mark for each in (paper, blank(*people(9)), with_policy(changed), with_policy(renamed))]

    assert marks[0] == marks[1]
    assert marks[0].startswith("表样2019-")
    assert len({*marks}) == 3
    assert marks[3].startswith("表样2020-")
    assert marks[0] in read(make(paper)[:1])[0]


def test_a_policy_without_the_item_still_has_its_log() -> None:
    policy = msgspec.structs.replace(POLICY, items=POLICY.items[:3])

    assert numbered(heads(services.service_logs(with_policy(policy))[0])) == [
        "①日期",
        "②条款",
        "③层级",
        "④次数",
        "⑤说明",
    ]


def test_quotas_in_words() -> None:
    by_name = POLICY.duty

    assert quota_text(by_name["平台录入"], "社区") == "5条"
    assert quota_text(by_name["平台录入"], "") == "村2条、社区5条"
    assert quota_text(by_name["排查"], "") == "1次"
    assert quota_text(by_name["应访特殊人员"], "村") == ""
