"""季度量化考核表: what a worker reads before signing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from gridapp.office import QuarterView
from gridapp.prints.blocks import Merge, Table
from gridapp.prints.layout import lay_out
from gridapp.prints.score_sheet import score_sheets
from tests.prints.quarters import finding, mixed, people, person, view, with_another_item

Read = Callable[..., list[str]]
AUGUST = date(2019, 8, 7)
EQUALS = (person(1), person(2), *(person(number, satisfied=0) for number in range(3, 6)))
"""Two equals for the one place of 优秀 among five."""


def one(read: Read, **given: Any) -> str:
    """The whole sheet of one worker."""
    return "".join(read(score_sheets(view(person(1, **given)))))


def table(quarter: QuarterView) -> Table:
    """The table on the first sheet."""
    (found,) = [block for block in score_sheets(quarter)[0].blocks if isinstance(block, Table)]
    return found


# ── head and totals ───────────────────────────────────────────────────────────────────────────────


def test_the_head_says_whose_quarter_it_is(read: Read) -> None:
    text = one(read, name="马建国")

    assert text.startswith(
        "青川镇网格员季度量化考核表村（社区）：东沟村网格：第一网格（G001）姓名：马建国编号：W001"
        "考核季度：2019年第三季度（7月1日至9月30日）计入考核：13周、3个月序号考核项目分值评分标准扣分情况扣分得分"
    )


def test_days_in_post_stand_there_when_they_are_not_the_whole_quarter(read: Read) -> None:
    assert "计入考核：8周、2个月，在岗61/92天" in one(read, start=date(2019, 8, 1))
    assert "在岗" not in one(read).split("注：")[0]


def test_every_clause_has_its_row_and_every_item_its_score() -> None:
    rows = table(view(person(1, findings=[finding(AUGUST, "2a")]))).rows
    policy = view().policy

    assert [row[3] for row in rows] == [clause.text for clause in policy.clauses.values()]
    assert [(row[0], row[1], str(row[2]), str(row[6])) for row in rows if row[0] is not Merge.ABOVE] == [
        ("1", "基础信息采集及录入、更新", "15", "15"),
        ("2", "联络社情民意", "15", "14"),
        ("3", "不稳定因素排查化解", "15", "15"),
        ("4", "代办服务", "15", "15"),
        ("5", "入户走访", "20", "20"),
        ("6", "民情日志填写", "10", "10"),
        ("7", "参加培训、例会", "10", "10"),
    ]


def test_the_sums_are_shown_with_how_they_come_about(read: Read) -> None:
    text = one(read, satisfied=6, weeks={28: {"排查": 0}})

    assert "基础分100各项得分之和0.599.5" in text
    assert "满意度100有效票10张的平均分（满意100、较满意80、一般60、不满意40）92.00" in text
    assert "总分100基础分99.5×80%+满意度92.00×20%98.00" in text
    assert "名次第1名（参评1人）" in text


def test_signatures_are_asked_of_four(read: Read) -> None:
    assert "被考核人：年月日考核人：年月日村（社区）负责人：年月日分管领导：杨海清年月日编号：KH-2019Q3-W001" in one(
        read
    ).replace("\u3000", "")


def test_the_readings_stand_in_small_print(read: Read) -> None:
    text = one(read)
    rounded_up = "".join(read(score_sheets(view(person(1), settings={"名额取整": "向上取整", "5a口径": "按周"}))))

    assert (
        "依据《乡镇2019年网格员考核管理办法》（2019版）；总分中基础分占80%、满意度占20%，四舍五入到两位小数；"
        "一周自星期一起，归星期四所在的季度，只计整周、整月在岗的；应访特殊人员按人按周计；"
        "季末在岗且在岗天数满季度50%的参评；优秀名额为参评人数的20%，向下取整。" in text
    )
    assert "应访特殊人员按周计；" in rounded_up
    assert "优秀名额为参评人数的20%，向上取整。" in rounded_up


def test_an_item_stops_at_its_marks() -> None:
    rows = table(view(person(1, weeks={week: {"平台录入": 0} for week in range(27, 40)}))).rows

    assert tuple(map(str, rows[2][4:6])) == ("第27–39周 7.1–9.29 每周少2条 各扣2分 共26分", "26")
    assert str(rows[0][6]) == "0\n扣完为止"
    assert str(rows[3][6]) == "15"


def test_what_an_item_cannot_lose_is_not_in_the_sum(read: Read) -> None:
    text = one(read, weeks={week: {"平台录入": 0} for week in range(27, 40)})

    assert "基础分100各项得分之和1585" in text


# ── grade ─────────────────────────────────────────────────────────────────────────────────────────


def test_beyond_the_quota_the_sheet_says_why(read: Read) -> None:
    first, second = (read(score_sheets(view(person(1), person(2, satisfied=9))))[number] for number in (0, 1))

    assert "等次：合格（名额所限）" in first
    assert "优秀名额：参评2人×20%=0.4，向下取整为0人；总分达到90分的2人，评定优秀0人。" in first
    assert "等次：合格（名额所限）" in second


def test_a_total_that_gives_the_grade_needs_no_reason(read: Read) -> None:
    found = read(score_sheets(view(*people(10))))

    assert "等次：优秀注：" in found[9]
    assert "优秀名额：" not in found[9]


def test_a_tie_is_named_on_the_sheets_of_those_it_concerns(read: Read) -> None:
    found = read(score_sheets(view(*EQUALS, state="录入中")))

    for text in found[:2]:
        assert "等次：待定（名额所限，同分待定）" in text
        assert "评定优秀0人，余1个名额并列待定。" in text
        assert "网格员1（W001）、网格员2（W002）的总分100.00、基础分100、满意度100.00均相同" in text
    assert "均相同" not in found[2]


def test_a_decision_is_named_with_its_reason(read: Read) -> None:
    decided = {"领导小组决定": "W002", "决定理由": "平时表现更好。"}
    loser, winner, other, *_ = read(score_sheets(view(*EQUALS, settings=decided)))

    assert "等次：合格（名额所限，领导小组研究决定）" in loser
    assert "等次：优秀（领导小组研究决定）" in winner
    assert "经领导小组研究决定，网格员2（W002）评定为优秀。理由：平时表现更好。依据" in loser
    assert "理由" not in other


@pytest.mark.parametrize(
    ("start", "stop", "why"),
    [
        (date(2019, 8, 21), None, "在岗41天，不足本季度92天的50%，不参评"),
        (date(2018, 1, 1), date(2019, 9, 29), "季末最后一天不在岗，不参评"),
    ],
)
def test_who_is_not_graded_is_told_why(read: Read, start: date, stop: date | None, why: str) -> None:
    text = one(read, start=start, stop=stop)

    assert f"等次：未定等次（{why}）" in text
    assert "名次—" in text


def test_without_ballots_the_total_is_unknown(read: Read) -> None:
    text = "".join(read(score_sheets(view(person(1, satisfied=None), state="录入中"))))

    assert "有效票0张的平均分（满意100、较满意80、一般60、不满意40）未录总分" in text
    assert "基础分100×80%+满意度×20%未定名次—等次：未定（没有有效测评票）未录1处，本表为预览。" in text


# ── notes and pages ───────────────────────────────────────────────────────────────────────────────


def test_what_is_missing_makes_it_a_preview(read: Read) -> None:
    assert "未录2处，本表为预览。" in one(read, weeks={28: {"排查": None}, 29: {"排查": None}})
    assert "预览" not in one(read)


def test_exemptions_are_printed_with_their_reasons(read: Read) -> None:
    text = one(read, weeks={35: "病假", 36: "病假", 38: "事假"})

    assert "注：第35–36周8.26–9.8免考（病假）。第38周9.16–9.22免考（事假）。" in text
    assert "计入考核：10周、3个月" in text


def test_the_weeks_are_dated_once_a_week_is_named(read: Read) -> None:
    assert "注：第27周为7月1日至7月7日，以后各周顺延。" in one(read, weeks={28: {"平台录入": 1}})
    assert "顺延" not in one(read, months={8: 19})


@pytest.mark.parametrize("quarter", [view(*people(20)), mixed()], ids=["clean", "mixed"])
def test_an_ordinary_quarter_fits_one_page(quarter: QuarterView) -> None:
    assert {len(lay_out(document)) for document in score_sheets(quarter)} == {1}


def test_a_bad_quarter_flows_over_with_its_head_and_signatures(read: Read) -> None:
    bad = [finding(date(2019, 7, day), "1a", f"第{day}户家庭成员信息采集不全") for day in range(1, 32)]
    first, second = read(score_sheets(view(person(1, findings=bad))))

    assert second.startswith("青川镇网格员季度量化考核表（续）序号考核项目分值评分标准扣分情况扣分得分")
    assert "总分100" in second
    assert "被考核人：" in second
    assert all(f"第{day}户" in first + second for day in range(1, 32))


def test_a_very_long_note_is_printed_whole(read: Read) -> None:
    note = "".join(f"第{number}户电话有误，" for number in range(400))
    pages = read(score_sheets(view(person(1, findings=[finding(AUGUST, "1a", note)]))))

    assert len(pages) > 2
    assert all(f"第{number}户" in "".join(pages).replace("（续）", "") for number in (0, 399))


def test_an_empty_quarter_has_no_sheets() -> None:
    assert score_sheets(view()) == []


def test_an_item_added_to_the_policy_appears(read: Read) -> None:
    (text,) = read(
        score_sheets(view(person(1, findings=[finding(AUGUST, "8a", "没有去")]), policy=with_another_item()))
    )

    assert "未宣传扫黑除恶，每次扣1分8月7日没有去扣1分1" in text
    assert "基础分100各项得分之和199" in text


def test_nobody_is_named_whom_the_office_has_not_set(read: Read) -> None:
    (text,) = read(score_sheets(view(person(1), office={})))

    assert text.startswith("网格员季度量化考核表")
    assert "分管领导：年月日" in text.replace("\u3000", "")


def test_the_outline_leads_from_village_to_worker(printed: Callable[..., Path]) -> None:
    with pikepdf.open(printed(*score_sheets(view(*people(5))))) as pdf, pdf.open_outline() as outline:
        villages = {village.title: [worker.title for worker in village.children] for village in outline.root}

    assert villages == {
        "东沟村": ["网格员1 W001", "网格员2 W002", "网格员3 W003"],
        "西湾村": ["网格员4 W004", "网格员5 W005"],
    }
