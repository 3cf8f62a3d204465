"""A quarter's figures, from its result and from what was frozen of it."""

from datetime import date

import pytest

from gridapp.charts.past import Loss, figures_of, quarters_to
from gridapp.model import Worker
from gridapp.office import Office
from tests.offices import LI, Q1, Q2, ZHANG, bring_to, finding, full_quarter


def settle(office: Office) -> None:
    bring_to(office, Q1)


def test_the_figures_say_what_the_result_says(office: Office) -> None:
    first, second = finding(date(2019, 1, 9)), finding(date(2019, 3, 9), times=2)
    office.change("录入", save=[*full_quarter(Q1), first, second])

    figures = figures_of(office.score(Q1))

    zhang = figures.people[ZHANG]
    assert (zhang.name, zhang.village, zhang.graded, zhang.grade) == ("张三", "东村", True, "合格")
    assert zhang.losses == {"1a": Loss(300, 2)}
    assert zhang.total == 9760  # 97 × 80% + 100 × 20%
    assert figures.totals == [9760, 10_000]
    assert not figures.settled


def test_a_settled_quarter_is_read_once_and_for_ever_what_was_frozen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.change("录入", save=full_quarter(Q1))
    settle(office)
    first = office.figures(Q1)
    office.change("改名", save=[Worker(LI, "李四光", "女")])
    with monkeypatch.context() as patch:
        patch.setattr(Office, "score", None)
        assert office.figures(Q1) is first
    office._figures.clear()
    assert office.figures(Q1) == first
    assert first.settled
    assert first.people[LI].name == "李四"


def test_an_open_quarter_follows_its_records(office: Office) -> None:
    office.change("录入", save=full_quarter(Q2))
    before = office.figures(Q2).people[ZHANG].total
    office.change("扣分", save=[finding(date(2019, 4, 3))])

    assert office.figures(Q2) is office.figures(Q2)
    assert (before, office.figures(Q2).people[ZHANG].total) == (10_000, 9920)


def test_the_charts_look_back_over_eight_quarters(office: Office) -> None:
    office.change("录入", save=[*full_quarter(Q1), *full_quarter(Q2)])

    past = [office.figures(quarter) for quarter in quarters_to(Q2)]

    assert [str(each.quarter) for each in past] == "2017Q3 2017Q4 2018Q1 2018Q2 2018Q3 2018Q4 2019Q1 2019Q2".split()
    assert [len(each.people) for each in past] == [0] * 6 + [2, 2]
