"""Deductions as they are put into words on the score sheet."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from gridapp.office import QuarterView
from gridapp.prints.blocks import Table
from gridapp.prints.score_sheet import score_sheets
from tests.prints.quarters import finding, meeting, person, view

AUGUST = date(2019, 8, 7)
SHORT: Mapping[str, int] = {"平台录入": 1}


def situation(clause: str, quarter: QuarterView) -> str:
    """What stands under 扣分情况 and 扣分 for a clause."""
    (found,) = [block for block in score_sheets(quarter)[0].blocks if isinstance(block, Table)]
    (row,) = [row for row in found.rows if row[3] == quarter.policy.clauses[clause].text]
    return f"{row[4]} | {row[5]}"


def lost(clause: str, **given: Any) -> str:
    return situation(clause, view(person(1, **given)))


@pytest.mark.parametrize(
    ("weeks", "words"),
    [
        ({32: SHORT}, "第32周 8.5–8.11 少1条 扣1分 | 1"),
        ({28: SHORT, 29: SHORT, 30: SHORT}, "第28–30周 7.8–7.28 每周少1条 各扣1分 共3分 | 3"),
        ({28: SHORT, 31: SHORT, 32: SHORT}, "第28、31–32周 每周少1条 各扣1分 共3分 | 3"),
        ({28: SHORT, 29: {"平台录入": 0}}, "第28周 7.8–7.14 少1条 扣1分；第29周 7.15–7.21 少2条 扣2分 | 3"),
        ({28: {"平台录入": None}}, "— | 0"),
        ({28: "病假"}, "— | 0"),
    ],
)
def test_short_weeks(weeks: Mapping[int, Any], words: str) -> None:
    assert lost("1c", weeks=weeks) == words


def test_short_months() -> None:
    assert lost("5c", months={7: 18}) == "7月 少2户 扣0.2分 | 0.2"
    assert lost("5c", months={7: 18, 8: 18}) == "7–8月 每月少2户 各扣0.2分 共0.4分 | 0.4"
    assert lost("5c", months={7: 18, 9: 18}) == "7、9月 每月少2户 各扣0.2分 共0.4分 | 0.4"


def test_people_not_visited() -> None:
    missed = person(1, weeks={28: {"实访特殊人员": 1}, 30: {"实访特殊人员": 0}})

    assert situation("5a", view(missed)) == "第28周 7.8–7.14 少3人 扣3分；第30周 7.22–7.28 少4人 扣4分 | 7"


def test_people_not_visited_counted_by_week() -> None:
    weeks = {28: {"实访特殊人员": 1}, 30: {"实访特殊人员": 0}, 32: {"应访特殊人员": 3, "实访特殊人员": 0}}

    assert situation("5a", view(person(1, weeks=weeks), settings={"5a口径": "按周"})) == (
        "第30周 7.22–7.28 应访4人，实访0人 扣1分；第32周 8.5–8.11 应访3人，实访0人 扣1分 | 2"
    )


def test_findings_name_day_fact_times_and_paper() -> None:
    found = [
        finding(AUGUST, "2a", "未通报", paper="检查单3"),
        finding(date(2019, 9, 1), "2a", times=2),
    ]

    assert lost("2a", findings=found) == "8月7日 未通报（检查单3）扣1分；9月1日 2起 扣2分 | 3"


def test_equal_findings_stay_apart() -> None:
    found = [finding(AUGUST, "2a", "未通报"), finding(AUGUST, "2a", "未通报")]

    assert lost("2a", findings=found) == "8月7日 未通报 扣1分；8月7日 未通报 扣1分 | 2"


def test_levels_and_what_counts_only_once() -> None:
    assert lost("3b", findings=[finding(AUGUST, "3b", "集体上访", level="市")]) == "8月7日 到市：集体上访 扣2分 | 2"
    twice = [finding(AUGUST, "2c", "底数不清"), finding(date(2019, 9, 1), "2c", "仍不清")]
    assert lost("2c", findings=twice) == "8月7日 底数不清 扣1分；9月1日 仍不清（每季度只扣一次）不再扣分 | 1"


def test_attendance() -> None:
    met = [meeting(date(2019, 7, 10), "迟到早退"), meeting(AUGUST, "缺席", "未交")]

    assert lost("7a", meetings=met) == "7月10日 例会迟到早退 扣1分 | 1"
    assert lost("7b", meetings=met) == "8月7日 例会缺席 扣1分 | 1"
    assert lost("7c", meetings=met) == "8月7日 例会未交 扣0.5分 | 0.5"
