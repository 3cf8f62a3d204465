"""Who serves where on a day, and what a grid lacks of its 1+4+X."""

from datetime import date

import pytest

from gridapp.model import ASSISTANT_ROLES, Assistant, Grid, Post, Village, Worker
from gridapp.staffing import GridStaff, Place, Roster, Standing, next_number

EAST, SOUTH = Grid("101", "东村", "东一格"), Grid("102", "东村", "东二格")
ZHANG, LI = Worker("1001", "张三"), Worker("1002", "张三")
DAY = date(2019, 6, 1)


def roster(*posts: Post, assistants: list[Assistant] | None = None) -> Roster:
    return Roster([Village("东村", "村")], [EAST, SOUTH], [ZHANG, LI], posts, assistants or [])


def all_four(grid: str) -> list[Assistant]:
    return [Assistant(grid, f"某{role}", role) for role in ASSISTANT_ROLES]


def of_east(known: Roster, day: date = DAY) -> GridStaff:
    return known.staff(day)[0]


def test_a_grid_with_its_worker_and_all_four_lacks_nothing() -> None:
    staff = of_east(roster(Post("1001", date(2019, 1, 1), "101"), assistants=all_four("101")))
    assert staff.vacant == ()
    assert staff.places[0].holders == ("张三 1001",)


def test_a_place_that_nobody_ever_held_is_vacant_since_no_day() -> None:
    assert of_east(roster()).vacant[0] == Place("网格员", (), None)


def test_a_place_is_vacant_from_the_day_after_the_last_who_held_it() -> None:
    left = [Post("1001", date(2018, 1, 1), "101", date(2018, 12, 31)), Post("1002", date(2019, 1, 1), "101", DAY)]
    assert of_east(roster(*left), DAY).places[0].holders == ("张三 1002",)
    assert of_east(roster(*left), date(2019, 6, 2)).vacant[0] == Place("网格员", (), date(2019, 6, 2))
    assert of_east(roster(*left), date(2020, 1, 1)).vacant[0] == Place("网格员", (), date(2019, 6, 2))


def test_who_begins_later_does_not_fill_the_place_yet() -> None:
    coming = roster(Post("1001", date(2019, 7, 1), "101"))
    assert of_east(coming).vacant[0] == Place("网格员", (), None)
    assert of_east(coming, date(2019, 7, 1)).places[0].holders == ("张三 1001",)


def test_only_the_assistant_who_is_missing_is_named() -> None:
    ended = Assistant("101", "王五", "网格监督员", date(2018, 1, 1), stop=date(2019, 4, 30))
    known = roster(Post("1001", date(2019, 1, 1), "101"), assistants=[*all_four("101")[:3], ended])
    assert of_east(known).vacant == (Place("网格监督员", (), date(2019, 5, 1)),)


def test_volunteers_are_counted_and_never_lacking() -> None:
    helpers = [
        Assistant("101", "赵六", "公益员", kind="志愿者"),
        Assistant("101", "钱七", "公益员", stop=date(2019, 5, 1)),
    ]
    staff = of_east(roster(assistants=helpers))
    assert staff.volunteers == 1
    assert "公益员" not in [place.role for place in staff.vacant]


def test_how_somebody_stands() -> None:
    first = Post("1001", date(2019, 1, 1), "101", date(2019, 3, 31))
    again = Post("1001", date(2019, 8, 1), "102")
    known = roster(first, again)
    assert known.standing("1001", date(2019, 2, 1)) == Standing("在任", first)
    assert known.standing("1001", date(2019, 5, 1)) == Standing("待任", again)
    assert known.standing("1001", date(2019, 8, 1)) == Standing("在任", again)
    assert roster(first).standing("1001", date(2019, 5, 1)) == Standing("离任", first)
    assert known.standing("1002", DAY) == Standing("未任用", None)


def test_a_grid_is_free_once_its_last_post_has_an_end() -> None:
    assert roster(Post("1001", date(2019, 1, 1), "101")).free_grids() == [SOUTH]
    assert roster(Post("1001", date(2019, 1, 1), "101", date(2030, 1, 1))).free_grids() == [EAST, SOUTH]


def test_people_of_one_name_are_told_apart_by_number_and_grid() -> None:
    known = roster(Post("1001", date(2019, 1, 1), "101"))
    assert known.called("1001") == "张三（1001 东村 东一格）"
    assert known.called("1002") == "张三（1002）"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [(["W009", "W010"], "W011"), (["1001", "1002"], "1003"), (["W099"], "W100"), ([], ""), (["甲"], "")],
)
def test_the_number_after_the_highest(numbers: list[str], expected: str) -> None:
    assert next_number(numbers) == expected
