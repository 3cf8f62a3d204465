"""One duty of everybody through the quarter."""

from datetime import date

from gridapp.model import Counts, Grid, Post, Record, Tally, Worker
from gridapp.office import Office
from tests.offices import LI, Q2, ZHANG

LOGS = "民情日志"
FIRST, SECOND = Q2.weeks[:2]


def duty(office: Office, name: str) -> dict[str, tuple[list[int | str | None], int]]:
    """By worker: each period's count, "未录", or None where nobody was in post; and what it costs."""
    lines = office.duty(Q2, office.policy(Q2).duty[name])
    return {
        line.worker.id: ([cell and cell.tally.counts.get(name, "未录") for cell in line.cells], line.lost)
        for line in lines
    }


def test_what_a_duty_costs_is_summed_over_the_weeks_that_count(office: Office) -> None:
    tallies = [Tally(ZHANG, FIRST, Counts({LOGS: 1, "排查": 0})), Tally(ZHANG, SECOND, Counts({LOGS: 0}))]
    office.change("录入", save=[*tallies, Tally(LI, FIRST, Counts({LOGS: 0}), exempt="国庆节")])
    lines = duty(office, LOGS)
    assert lines[ZHANG] == ([1, 0, *["未录"] * 11], 300)
    assert lines[LI] == ([0, *["未录"] * 12], 0)


def test_both_halves_of_5a_show_what_it_costs(office: Office) -> None:
    office.change("录入", save=[Tally(ZHANG, FIRST, Counts({"应访特殊人员": 4, "实访特殊人员": 3, LOGS: 0}))])
    assert [duty(office, name)[ZHANG][1] for name in ("应访特殊人员", "实访特殊人员")] == [100, 100]


def test_who_came_later_has_no_cells_before_and_the_broken_week_costs_nothing(office: Office) -> None:
    wednesday = date(SECOND.monday.year, SECOND.monday.month, SECOND.monday.day + 2)
    roster: list[Record] = [Worker("1003", "王五"), Grid("102", "东村", "东二格"), Post("1003", wednesday, "102")]
    office.change("王五", save=[*roster, Tally("1003", SECOND, Counts({LOGS: 0}))])
    assert duty(office, LOGS)["1003"] == ([None, 0, *["未录"] * 11], 0)
    (line,) = (line for line in office.duty(Q2, office.policy(Q2).duty[LOGS]) if line.worker.id == "1003")
    assert [cell.counted for cell in line.cells[1:3] if cell] == [False, True]
