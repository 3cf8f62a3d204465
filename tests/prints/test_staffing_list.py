"""1+4+X配备情况表: which grid lacks whom."""

from collections.abc import Callable
from datetime import date

from gridapp.model import ASSISTANT_ROLES, Assistant
from gridapp.prints.blocks import Figure, Merge, Table
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.staffing_list import staffing_lists
from gridapp.prints.subjects import RosterPaper
from tests.prints.papers import roster
from tests.prints.quarters import people, person

Read = Callable[..., list[str]]
FOUR = tuple(Assistant("G001", f"{role}甲", role, date(2018, 1, 1)) for role in ASSISTANT_ROLES)


def shown(paper: RosterPaper, choice: Choice = ALL) -> tuple[list[list[str]], list[list[str]]]:
    """The rows, and the totals; what is merged is left out."""
    (table,) = [block for block in staffing_lists(paper, choice)[0].blocks if isinstance(block, Table)]
    return tuple(  # type: ignore[return-value]
        [[e if isinstance(e, str) else getattr(e, "text", "") for e in row if not isinstance(e, Merge)] for row in part]
        for part in (table.rows, table.totals)
    )


def test_a_grid_with_its_people() -> None:
    helpers = (*FOUR, Assistant("G001", "李大爷", "公益员", kind="群众代表"), Assistant("G001", "王大娘", "公益员"))
    (row,), _ = shown(roster(person(1, "马建国"), helpers=helpers))

    assert row == [
        *("1", "东沟村", "第一网格", "", "马建国 W001"),
        *("督导员甲", "网格警员甲", "网格消防员甲", "网格监督员甲", "2人：李大爷、王大娘", "0"),
    ]


def test_vacancies_are_marked_counted_and_told_with_how_long(read: Read) -> None:
    left = Assistant("G001", "赵", "网格警员", date(2018, 1, 1), stop=date(2019, 9, 30))
    helpers = (*(each for each in FOUR if each.role != "网格警员"), left)
    paper = roster(person(1), person(2), helpers=helpers, on=date(2019, 10, 8))
    (first, second), (filled, vacant) = shown(paper)

    assert first[6] == "空缺（自2019年10月1日）"
    assert first[-1] == "1"
    assert second[4:9] == ["空缺", "空缺", "空缺", "空缺", "—"]
    assert filled == ["已配备（个网格）", "2", "1", "0", "1", "1", "0人", ""]
    assert vacant == ["空缺（个网格）", "0", "1", "2", "1", "1", "—", "5"]
    text = "".join(read(staffing_lists(paper)))
    assert "网格2个：配齐0个，有空缺的2个。" in text
    assert "东沟村第一网格：缺网格警员（已8天）。" in text
    assert "东沟村第二网格：缺督导员（未配备过）、网格警员（未配备过）" in text


def test_volunteers_of_another_day_are_not_counted() -> None:
    helpers = (Assistant("G001", "李大爷", "公益员", date(2019, 1, 1), stop=date(2019, 6, 30)),)

    assert shown(roster(person(1), helpers=helpers))[0][0][-2] == "—"
    assert shown(roster(person(1), helpers=helpers, on=date(2019, 6, 30)))[0][0][-2] == "1人：李大爷"


def test_figures_are_numbers() -> None:
    (table,) = [block for block in staffing_lists(roster(person(1)))[0].blocks if isinstance(block, Table)]

    assert isinstance(table.rows[0][-1], Figure)


def test_a_village_can_be_chosen() -> None:
    rows, _ = shown(roster(*people(5)), Choice(village="西湾村"))

    assert [row[1] for row in rows] == ["西湾村", "第二网格"]
