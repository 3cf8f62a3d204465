"""网格员花名册: who serves on a day, and what of them is shown."""

from collections.abc import Callable
from datetime import date
from typing import Any

from gridapp.model import Village
from gridapp.prints.blocks import Merge, Table
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.subjects import RosterPaper
from gridapp.prints.worker_list import worker_lists
from gridapp.staffing import Roster
from tests.prints.papers import known, roster
from tests.prints.quarters import DAY, people, person

Read = Callable[..., list[str]]


def rows(paper: RosterPaper, choice: Choice = ALL) -> list[tuple[Any, ...]]:
    (table,) = [block for block in worker_lists(paper, choice)[0].blocks if isinstance(block, Table)]
    return list(table.rows)


def test_a_row_holds_what_is_known_of_somebody_with_the_numbers_masked() -> None:
    (row,) = rows(roster(known(person(1, "马建国"))))

    assert row == (
        *("1", "东沟村", "第一网格", "W001", "马建国", "男", "640***********0014", "39", "回族", "中共党员", "高中"),
        *("139****0001", "副书记", "2018-01-01", "东沟村一组12号"),
    )


def test_the_numbers_can_be_chosen_whole(read: Read) -> None:
    paper = roster(known(person(1)))
    whole = Choice(whole_numbers=True)

    assert {"640121198002070014", "13900000001"} <= set(rows(paper, whole)[0])
    assert "妥善保管" in "".join(read(worker_lists(paper, whole)))
    masked = "".join(read(worker_lists(paper)))
    assert "640121198002070014" not in masked
    assert "13900000001" not in masked


def test_masked_or_whole_it_is_the_same_list() -> None:
    """So that either can be held against the record by the same digest."""
    paper = roster(known(person(1)))

    assert worker_lists(paper)[0].digest == worker_lists(paper, Choice(whole_numbers=True))[0].digest
    other = roster(known(person(1), identity="640121198302070011"))
    assert worker_lists(paper)[0].digest != worker_lists(other)[0].digest


def test_a_vacant_grid_is_marked_with_its_first_day(read: Read) -> None:
    paper = roster(*people(2), person(3, "刘亚楠", stop=date(2019, 7, 31)))

    assert rows(paper)[2][:4] == ("3", Merge.ABOVE, "第三网格", "空缺（自2019年8月1日）")
    assert "网格3个，在岗网格员2人，空缺1个。" in "".join(read(worker_lists(paper)))


def test_only_those_of_the_day_are_listed() -> None:
    cases = [person(1, start=date(2019, 9, 1)), person(2)]

    assert [row[3] for row in rows(roster(*cases, on=date(2019, 8, 31)))] == ["空缺", "W002"]
    assert [row[3] for row in rows(roster(*cases, on=date(2019, 9, 1)))] == ["W001", "W002"]


def test_a_village_or_people_can_be_chosen() -> None:
    paper = roster(*people(5))

    assert [row[3] for row in rows(paper, Choice(village="西湾村"))] == ["W004", "W005"]
    assert [row[3] for row in rows(paper, Choice(people=frozenset({"W002"})))] == ["W002"]
    assert worker_lists(paper, Choice(village="没有的村")) == []


def test_men_and_women_are_counted(read: Read) -> None:
    paper = roster(known(person(1)), known(person(2), sex="女"), person(3))

    assert "网格3个，在岗网格员3人（男1人、女1人），空缺0个。" in "".join(read(worker_lists(paper)))


def test_a_township_without_grids_has_no_list() -> None:
    assert worker_lists(RosterPaper(DAY, Roster([Village("东沟村", "村")], [], [], []), {}, DAY)) == []


def test_long_addresses_and_offices_wrap_within_their_columns(read: Read) -> None:
    address, offices = (
        "青川镇东沟村三组六十号旁边新建的公租房小区" * 6,
        "副书记、妇女主任、民兵连长、护林员、水管员" * 4,
    )
    paper = roster(known(person(1), address=address, offices=offices), *people(40)[1:])

    pages = read(worker_lists(paper))

    assert address in "".join(pages)
    assert offices in "".join(pages)
    assert len(pages) > 2
