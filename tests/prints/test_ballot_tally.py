"""测评汇总表: how everybody was judged, group by group."""

from collections.abc import Callable

import msgspec

from gridapp.model import Ballots, Counts, WorkerQuarter
from gridapp.prints.ballot_tally import ballot_tallies
from gridapp.prints.blocks import Figure, Merge, Table
from gridapp.prints.subjects import QuarterPapers
from tests.prints.papers import papers
from tests.prints.quarters import people, person

Read = Callable[..., list[str]]


def polled(case: WorkerQuarter, **groups: dict[str, int]) -> WorkerQuarter:
    """The same with these answers by group."""
    ballots = tuple(Ballots("2019Q3", case.worker.id, voters, Counts(counts)) for voters, counts in groups.items())
    return msgspec.structs.replace(case, ballots=ballots)


def rows(quarter: QuarterPapers) -> list[list[str]]:
    """The rows as a person reads them; "″" for what stands above."""
    (table,) = [block for block in ballot_tallies(quarter)[0].blocks if isinstance(block, Table)]
    return [
        ["″" if e is Merge.ABOVE else e.text if isinstance(e, Figure) else str(e) for e in row] for row in table.rows
    ]


def test_one_group_is_one_row() -> None:
    (row,) = rows(papers(person(1, "马建国", satisfied=6)))

    assert row == ["1", "东沟村第一网格", "马建国", "居民代表", "6", "4", "0", "0", "0", "0", "10", "92.00"]


def test_several_groups_are_pooled_in_the_policy_s_order() -> None:
    """Every valid ballot weighs the same; 弃权 and 废票 weigh nothing."""
    case = polled(person(1), 党员代表={"满意": 1, "弃权": 2}, 居民代表={"满意": 2, "一般": 1, "废票": 1})

    assert [row[3:] for row in rows(papers(case))] == [
        ["居民代表", "2", "0", "1", "0", "0", "1", "3", "86.67"],
        ["党员代表", "1", "0", "0", "0", "2", "0", "1", "100.00"],
        ["合计", "3", "0", "1", "0", "2", "1", "4", "90.00"],
    ]
    assert [row[:3] for row in rows(papers(case))][1:] == [["″", "″", "″"]] * 2


def test_ballots_that_none_is_valid_of_have_no_mean() -> None:
    (row,) = rows(papers(polled(person(1), 其他={"弃权": 3})))

    assert row[-2:] == ["0", "—"]


def test_who_has_no_ballot_is_named(read: Read) -> None:
    quarter = papers(person(1, "马建国", satisfied=None), person(2), state="录入中")
    text = "".join(read(ballot_tallies(quarter)))

    assert rows(quarter)[0][3:5] == ["—", "未录"]
    assert "未录1人：马建国（W001）。" in text


def test_too_few_ballots_are_pointed_out(read: Read) -> None:
    few = polled(person(1, "马建国"), 其他={"满意": 4, "弃权": 9})

    assert "有效票少于5张的1人：马建国（W001）。" in "".join(read(ballot_tallies(papers(few, person(2)))))
    assert "有效票少于" not in "".join(read(ballot_tallies(papers(person(2)))))


def test_the_mean_is_the_one_that_is_graded() -> None:
    quarter = papers(*people(20))
    means = {row[2]: row[-1] for row in rows(quarter)}

    for each in quarter.view.result.people:
        assert each.sheet.satisfaction is not None
        assert means[each.sheet.worker.name] == f"{each.sheet.satisfaction / 100:.2f}"


def test_an_empty_quarter_has_an_empty_list() -> None:
    assert rows(papers()) == []
