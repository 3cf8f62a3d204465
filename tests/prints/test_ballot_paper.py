"""满意度测评表: the ballots that are handed out."""

from collections.abc import Callable

import msgspec

from gridapp.prints.ballot_paper import BALLOTS, ballot_papers
from gridapp.prints.blocks import Cut, Table
from gridapp.prints.choice import Choice
from gridapp.prints.layout import lay_out
from tests.prints.papers import blank
from tests.prints.quarters import POLICY, people, person

Read = Callable[..., list[str]]


def test_a_ballot_asks_about_one_worker_and_not_who_answers(read: Read) -> None:
    (page,) = read(ballot_papers(blank(person(1, "马建国"))))

    ballot = (
        "青川镇网格员满意度测评表（2019年第三季度）村（社区）：东沟村网格：第一网格网格员：马建国"
        "测评人对网格员本季度工作的评价满意较满意一般不满意□居民代表□党员代表□其他"
    )
    assert page.count(ballot) == BALLOTS
    assert "姓名" not in page
    assert "电话" not in page


def test_the_ballots_of_a_page_are_alike_and_cut_apart() -> None:
    """Nobody can tell from a ballot whose it was; the number of the page is cut off too."""
    (document,) = ballot_papers(blank(person(1)))
    blocks = document.blocks
    each = blocks.index(Cut())

    assert blocks.count(Cut()) == BALLOTS
    assert blocks[-1] == Cut()
    parts = [blocks[start : start + each] for start in range(0, len(blocks), each + 1)]
    assert all(part == parts[0] for part in parts)


def test_a_page_of_ballots_stays_a_page() -> None:
    for name in ("马建国", "阿卜杜热合曼·买买提吐尔逊·努尔买买提·艾合买提"):
        (document,) = ballot_papers(blank(person(1, name)))
        assert len(lay_out(document)) == 1


def test_the_cuts_go_from_margin_to_margin() -> None:
    (document,) = ballot_papers(blank(person(1)))
    (page,) = lay_out(document)

    assert [(left, right) for left, right, _ in page.cuts] == [(page.left, page.right)] * BALLOTS
    assert all(page.top < y < page.bottom for *_, y in page.cuts)


def test_the_policy_s_answers_and_groups_are_asked() -> None:
    rules = POLICY.ballots
    groups = (*rules.groups, "企业代表")
    changed = msgspec.structs.replace(rules, groups=groups, answers=rules.answers[:3])
    (document,) = ballot_papers(blank(person(1), policy=msgspec.structs.replace(POLICY, ballots=changed)))
    table = next(block for block in document.blocks if isinstance(block, Table))

    assert [column.head for column in table.columns] == ["测评人", "满意", "较满意", "一般"]
    assert table.rows[0][0] == "□居民代表　□党员代表　□其他　□企业代表"


def test_a_village_or_some_people_can_be_chosen() -> None:
    paper = blank(*people(7))

    assert len(ballot_papers(paper)) == 7
    assert [each.bookmark for each in ballot_papers(paper, Choice(village="西湾村"))] == [
        "网格员4 W004",
        "网格员5 W005",
        "网格员6 W006",
    ]
    assert [each.number for each in ballot_papers(paper, Choice(people=frozenset({"W007"})))] == ["CP-2019Q3-W007"]
