"""更正表: both sheets of somebody whom a correction restated, and the money."""

from typing import Any

import msgspec

from gridapp.model import Grid
from gridapp.prints.blocks import Figure, Merge, Table
from gridapp.prints.choice import Choice
from gridapp.prints.correction_sheet import correction_sheets
from gridapp.prints.subjects import QuarterCorrections
from gridapp.scoring.result import Person, ScoreSheet, Standing
from tests.prints.papers import REASON, corrections
from tests.prints.quarters import person


def rows(paper: QuarterCorrections) -> list[list[str]]:
    (table,) = [block for block in correction_sheets(paper)[0].blocks if isinstance(block, Table)]
    return [
        [each.text if isinstance(each, Figure) else str(each) for each in row if not isinstance(each, Merge)]
        for row in (*table.rows, *table.totals)
    ]


def paid(paper: QuarterCorrections, cents: int) -> QuarterCorrections:
    """The same with so much more paid after the correction."""
    ((correction, body),) = paper.corrections
    after = tuple(
        msgspec.structs.replace(each, pay=msgspec.structs.replace(each.pay, paid=(each.pay.paid or 0) + cents))
        for each in body.after
    )
    return paper._replace(corrections=((correction, msgspec.structs.replace(body, after=after)),))


def words(paper: QuarterCorrections) -> str:
    return "\n".join(str(getattr(block, "text", "")) for block in correction_sheets(paper)[0].blocks)


def test_an_item_has_both_scores_and_what_was_struck_out() -> None:
    made = rows(corrections(person(1)))

    assert made[0] == ["1", "基础信息采集及录入、更新", "15", "14", "15", "撤销：9月4日 两户信息漏采集 扣1分"]
    assert made[1] == ["2", "联络社情民意", "15", "15", "15", "—"]


def test_what_came_is_told_apart_from_what_went() -> None:
    paper = corrections(person(1))
    ((correction, body),) = paper.corrections
    turned = paper._replace(
        corrections=((correction, msgspec.structs.replace(body, before=body.after, after=body.before)),)
    )

    assert rows(turned)[0][3:] == ["15", "14", "增加：9月4日 两户信息漏采集 扣1分"]


def test_totals_stand_side_by_side() -> None:
    assert rows(corrections(person(1)))[7:] == [
        ["基础分", "99", "100", ""],
        ["满意度", "100.00", "100.00", ""],
        ["总分", "99.20", "100.00", ""],
        ["等次", "合格", "合格", ""],
        ["应发（元）", "2100.00", "2100.00", ""],
        ["实发（元）", "2100.00", "2100.00", ""],
    ]


def turned_into(paper: QuarterCorrections, **fields: Any) -> QuarterCorrections:
    """The same with something else after the correction: parts of the sheet or of the standing."""
    ((correction, body),) = paper.corrections

    def other(each: Person) -> Person:
        sheet = {name: value for name, value in fields.items() if name in ScoreSheet.__struct_fields__}
        standing = {name: value for name, value in fields.items() if name in Standing.__struct_fields__}
        return msgspec.structs.replace(
            each,
            sheet=msgspec.structs.replace(each.sheet, **sheet),
            standing=msgspec.structs.replace(each.standing, **standing),
        )

    after = tuple(map(other, body.after))
    return paper._replace(corrections=((correction, msgspec.structs.replace(body, after=after)),))


def test_a_post_that_was_corrected_is_told_by_its_grid_and_its_days() -> None:
    made = rows(turned_into(corrections(person(1)), grid=Grid("G009", "河东村", "第9网格"), days_in_post=61))

    assert made[7:9] == [
        ["网格", "第一网格", "第9网格", "原在东沟村第一网格（G001）"],
        ["在岗（天）", "92", "61", ""],
    ]


def test_what_the_leading_group_decided_stands_on_it_and_makes_another_digest() -> None:
    decision = "并列决定：经领导小组研究决定，网格员1评定为优秀。理由：十月八日会议。"
    paper = turned_into(corrections(person(1), decision=decision), grade="优秀", note="领导小组研究决定")
    (plain,), (decided,) = correction_sheets(corrections(person(1))), correction_sheets(paper)

    assert rows(paper)[10] == ["等次", "合格", "优秀", "领导小组研究决定"]
    assert decision in words(paper)
    assert decided.digest != plain.digest


def test_money_is_said_in_figures_and_capitals_and_with_which_quarter_it_goes() -> None:
    paper = corrections(person(1))

    assert "本次更正不涉及补贴。" in words(paper)
    assert "补发630.00元（人民币陆佰叁拾元整），随2019年第四季度补贴办理。" in words(paid(paper, 63_000))
    assert "扣回0.05元（人民币伍分），随2019年第四季度补贴办理。" in words(paid(paper, -5))


def test_reason_names_and_what_people_have_to_decide_stand_on_it() -> None:
    (document,) = correction_sheets(corrections(person(1)))

    assert document.number == "GZB-2019Q3-1-W001"
    assert f"更正理由：{REASON}" in words(corrections(person(1)))
    assert "由领导小组决定的事项：\n1. 第六名与第七名" in words(corrections(person(1)))


def test_a_sheet_for_everyone_restated_or_for_those_chosen() -> None:
    paper = corrections(person(1), person(2), person(4))

    assert [each.number[-4:] for each in correction_sheets(paper)] == ["W001", "W002", "W004"]
    assert [each.number[-4:] for each in correction_sheets(paper, Choice(people=frozenset({"W002"})))] == ["W002"]
