"""年度汇总表: four quarters and what people decided."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from gridapp.drafts import Draft
from gridapp.prints.blocks import Figure, Merge, Table
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.subjects import YearPaper
from gridapp.prints.year_summary import year_summaries
from gridapp.rulings import Consequence, YearDecision
from gridapp.scoring.grades import Run
from gridapp.years import YearQuarter
from tests.prints.papers import OPEN, SCORED, year
from tests.prints.quarters import Q3, people, person

Read = Callable[..., list[str]]
BAD = YearQuarter(6_216, "不合格", graded=True, settled=True, corrected=False)
UNGRADED = YearQuarter(9_545, "未定等次", graded=False, settled=True, corrected=False)
RUN = Run(Q3, 2, ("通报批评",))


def rows(paper: YearPaper, choice: Choice = ALL) -> list[list[str]]:
    (table,) = [block for block in year_summaries(paper, choice)[0].blocks if isinstance(block, Table)]
    return [
        [e.text if isinstance(e, Figure) else str(e) for e in row if not isinstance(e, Merge)] for row in table.rows
    ]


def test_four_quarters_their_mean_and_trainings() -> None:
    paper = year(person(1, "马建国"), places=(None, SCORED, BAD, SCORED), trainings=3, attended=2)

    assert rows(paper) == [
        [
            *("1", "东沟村第一网格", "马建国", "W001", "—"),
            *("87.50", "合格", "62.16", "不合格", "87.50", "合格"),
            *("79.05", "—", "2/3次", "未定", ""),
        ]
    ]


def test_a_quarter_that_is_open_has_no_grade_and_makes_it_a_preview(read: Read) -> None:
    paper = year(person(1), places=(SCORED, SCORED, UNGRADED, OPEN))

    assert rows(paper)[0][4:13] == ["87.50", "合格", "87.50", "合格", "95.45", "未定等次", "—", "未定案", "87.50"]
    assert "预览（有季度未定案）" in read(year_summaries(paper))[0]
    assert "预览" not in read(year_summaries(year(person(1))))[0]


@pytest.mark.parametrize(("accepted", "told"), [(True, ""), (False, "（未采纳）"), (None, "（待定）")])
def test_runs_and_what_they_led_to(accepted: bool | None, told: str) -> None:
    kept = Consequence(str(Q3), "W001", "通报批评", bool(accepted), "", "周建民", date(2019, 10, 20), 2)
    answered = None if accepted is None else kept
    paper = year(person(1), run=RUN, drafts=(Draft(person(1).worker, RUN, "通报批评", answered),))

    assert rows(paper)[0][-4] == "2"
    assert rows(paper)[0][-1] == f"第三季度通报批评{told}"


def test_the_decision_stands_there_with_its_reason(read: Read) -> None:
    decision = YearDecision(2019, "W001", "不予续用", "连续三个季度不合格", "周建民", date(2020, 1, 6))
    paper = year(*people(2), decision=decision)

    assert [row[-2:] for row in rows(paper)] == [["不予续用", "连续三个季度不合格"]] * 2
    assert "全年在岗过的网格员2人：不予续用2人。" in "".join(read(year_summaries(paper)))
    assert "全年在岗过的网格员1人：未定1人。" in "".join(read(year_summaries(year(person(1)))))


def test_a_correction_is_told() -> None:
    corrected = msgspec.structs.replace(SCORED, corrected=True)

    assert rows(year(person(1), places=(None, None, corrected, corrected)))[0][-1] == "第三季度、第四季度已更正"


def test_a_village_can_be_chosen() -> None:
    paper = year(*people(5))

    assert [row[2] for row in rows(paper, Choice(village="西湾村"))] == ["网格员4", "网格员5"]
    assert year_summaries(paper, Choice(village="没有的村")) == []


def test_another_decision_is_another_digest() -> None:
    def digest(**more: Any) -> str:
        return year_summaries(year(person(1), **more))[0].digest

    decision = YearDecision(2019, "W001", "续用", "", "周建民", date(2020, 1, 6))
    assert digest() == digest()
    assert digest() != digest(decision=decision)
