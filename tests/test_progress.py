"""What is due by a day: cells typed and missing, whom to ask for what, meetings, ties and runs."""

from datetime import date

from gridapp.drafts import drafts_of
from gridapp.flags import Doubt, Flag
from gridapp.model import Meeting, Post, Tally
from gridapp.office import Office
from gridapp.periods import Month, Quarter
from gridapp.progress import (
    ATTENDED,
    REPORTED,
    SATISFACTION,
    Chart,
    Progress,
    chart,
    chase,
    doubts_due,
    meetings_due,
    objections_due,
    runs_due,
    ties_due,
)
from gridapp.rulings import Consequence, FlagAnswer, Objection
from gridapp.scoring.grades import Run
from gridapp.scoring.result import Tie
from tests.offices import LI, MONTHLY, Q2, WEEKLY, ZHANG, bring_to, full_quarter, meeting
from tests.town import Town

AFTER = date(2019, 7, 1)
"""All of the second quarter is over."""
IN_MAY = date(2019, 5, 15)


def charted(office: Office, today: date = AFTER) -> Chart:
    return chart(office.policy(Q2), office.records(Q2), office.score(Q2), today)


def chased(office: Office, today: date = AFTER) -> list[tuple[str, str, tuple[str, ...]]]:
    found = chase(office.records(Q2), office.score(Q2), today)
    return [(each.worker.id, str(each.period), each.what) for each in found]


def test_an_empty_quarter_owes_every_cell_of_every_village(office: Office) -> None:
    found = charted(office)
    assert [village.name for village in found.villages] == ["东村", "南社区"]
    assert found.by_kind["东村", "平台录入"] == Progress(0, 13)
    assert found.by_kind["南社区", "走访一般居民户数"] == Progress(0, 3)
    assert found.by_kind["东村", SATISFACTION] == Progress(0, 1)
    assert found.by_week["东村", Q2.weeks[0]] == Progress(0, 6)


def test_a_full_quarter_owes_nothing(office: Office) -> None:
    office.change("录入", save=full_quarter(Q2))
    assert charted(office).whole.missing == 0
    assert charted(office).whole.typed == 2 * (13 * 6 + 3 + 1)
    assert chased(office) == []


def test_only_what_is_over_is_due_and_what_came_early_counts(office: Office) -> None:
    early = Tally(ZHANG, Q2.weeks[-1], WEEKLY)
    office.change("提前", save=[early])
    found = charted(office, IN_MAY)
    over = [week for week in Q2.weeks if week.span.last < IN_MAY]
    assert found.by_kind["东村", "排查"] == Progress(1, len(over) + 1)
    assert found.by_week["东村", Q2.weeks[-1]] == Progress(6, 6)
    assert found.by_week["南社区", Q2.weeks[-1]] == Progress(0, 0)
    assert found.by_kind["东村", "走访一般居民户数"] == Progress(0, 1)
    assert found.by_kind["东村", SATISFACTION] == Progress(0, 0)


def test_an_exempt_week_owes_nothing(office: Office) -> None:
    office.change("免考", save=[Tally(ZHANG, Q2.weeks[0], WEEKLY, exempt="病假")])
    assert charted(office).by_week["东村", Q2.weeks[0]] == Progress(0, 0)


def test_a_mark_is_owed_first_and_then_the_report(office: Office) -> None:
    held, zhang, li = meeting("H1", date(2019, 5, 8))
    office.change("会议", save=[held])
    assert charted(office).by_kind["东村", ATTENDED] == Progress(0, 1)
    assert charted(office).by_kind["东村", REPORTED] == Progress(0, 0)
    office.change("考勤", save=[zhang, type(li)("H1", LI, "缺席")])  # type: ignore[call-arg]
    assert charted(office).by_kind["东村", REPORTED] == Progress(1, 1)
    assert charted(office).by_kind["南社区", REPORTED] == Progress(0, 1)


def test_the_chart_misses_exactly_what_keeps_the_quarter_from_being_settled(office: Office) -> None:
    typed = [record for number, record in enumerate(full_quarter(Q2)) if number % 3]
    office.change("录了一部分", save=[*typed, *meeting("H1", date(2019, 5, 8))[:2]])
    assert charted(office).whole.missing == len(office.score(Q2).unsettled) > 0


def test_the_chase_list_names_the_oldest_first_and_one_line_per_person_and_week(office: Office) -> None:
    records = full_quarter(Q2)
    third = {name: count for name, count in WEEKLY.items() if name not in ("排查", "民情日志")}
    records = [r for r in records if not (isinstance(r, Tally) and r.worker == LI and r.period == Q2.weeks[2])]
    records = [r for r in records if not (isinstance(r, Tally) and r.worker == ZHANG and r.period == Q2.months[0])]
    office.change("缺三格", save=[*records, Tally(LI, Q2.weeks[2], type(WEEKLY)(third))])
    assert chased(office) == [
        (LI, str(Q2.weeks[2]), ("排查", "民情日志")),
        (ZHANG, str(Q2.months[0]), tuple(MONTHLY)),
    ]
    assert chased(office, Q2.weeks[2].span.last) == []


def test_months_without_a_regular_meeting_and_a_year_with_few_trainings_are_due() -> None:
    joint = Meeting("H4", date(2019, 4, 10), "合并")
    extraordinary = Meeting("H5", date(2019, 5, 10), "临时")
    texts = [(each.text, each.target) for each in meetings_due([joint, extraordinary], Q2, AFTER)]
    assert texts == [
        ("5月还没有例会的记录", Month(2019, 5)),
        ("6月还没有例会的记录", Month(2019, 6)),
        ("2019年有记录的培训 1 次，一年至少 2 次", None),
    ]
    training = Meeting("H6", date(2019, 2, 10), "培训")
    assert [each.target for each in meetings_due([joint, training], Q2, IN_MAY)] == [Month(2019, 5)]
    assert meetings_due([], Quarter(2019, 3), IN_MAY) == []


def test_a_tie_at_the_quota_is_due() -> None:
    town = Town()
    for number in "ABCDEF":
        town.appoint(number)
    result = town.score().result
    assert result.board.tie == Tie(tuple("ABCDEF"), 1)
    (due,) = ties_due(result)
    assert due.text == "名额处并列 6 人（某A、某B、某C、某D、某E、某F），余 1 个名额，由领导小组决定"


def test_runs_say_what_the_policy_proposes_the_longest_first(office: Office) -> None:
    zhang, li = office.register().workers[ZHANG], office.register().workers[LI]
    standing = [(zhang, Run(Q2, 1, ())), (li, Run(Q2, 2, ("通报批评",)))]
    drafts = drafts_of(office.policy(Q2), standing, [])
    assert [each.text for each in runs_due(office.policy(Q2), drafts)] == [
        "李四 连续 2 个季度不合格：通报批评（到2019年第二季度）",
        "张三 2019年第二季度不合格：提醒",
    ]
    declined = Consequence(str(Q2), LI, "通报批评", False, "住院", "周建民", date(2019, 7, 9), 2)
    drafts = drafts_of(office.policy(Q2), standing, [declined])
    assert [each.target for each in runs_due(office.policy(Q2), drafts)] == [zhang]


def test_open_objections_and_doubts_without_an_answer_are_due() -> None:
    first = Objection(str(Q2), "赵六", date(2019, 7, 2), "走访没有算")
    done = Objection(str(Q2), "钱七", date(2019, 7, 2), "分低了", outcome="维持")
    assert [(each.text, each.target) for each in objections_due([first, done])] == [
        ("2019年第二季度 赵六 的异议没有答复", first)
    ]
    assert objections_due([done]) == []
    flag = Flag("many/居民走访", "居民走访 40", "张三 居民走访 40", (ZHANG,), ())
    told = FlagAnswer(str(Q2), flag.key, flag.facts, "集中走访", "王敏", date(2019, 7, 1))
    assert [each.text for each in doubts_due([Doubt(flag), Doubt(flag, told)])] == ["还有 1 处可疑未说明"]
    assert doubts_due([Doubt(flag, told)]) == []


def failed_quarter(quarter: Quarter) -> list[Tally]:
    nothing = type(WEEKLY)(dict.fromkeys(WEEKLY, 0))
    return [Tally(ZHANG, week, nothing) for week in quarter.weeks]


def test_the_run_of_who_has_left_is_no_longer_told(office: Office) -> None:
    first = Quarter(2019, 1)
    office.change("录入", save=full_quarter(first, satisfied=0))
    office.change("张三什么也没做", save=failed_quarter(first))
    settle(office, first)
    office.change("离任", save=[Post(ZHANG, date(2019, 1, 1), "101", date(2019, 3, 31))])
    assert len(office.runs(first)) == 1
    office.change("录入", save=full_quarter(Q2, LI))
    settle(office, Q2)
    assert office.runs(Q2) == []


def settle(office: Office, quarter: Quarter) -> None:
    bring_to(office, quarter)


def test_the_office_knows_who_stands_in_a_run_after_the_last_settled_quarter(office: Office) -> None:
    for quarter in (Quarter(2019, 1), Q2):
        office.change("录入", save=full_quarter(quarter, satisfied=0))
        office.change("张三什么也没做", save=failed_quarter(quarter))
        settle(office, quarter)
    ((worker, run),) = office.runs(Quarter(2019, 3))
    assert (worker.id, run.length, run.actions) == (ZHANG, 2, ("通报批评",))
    ((_, first),) = office.runs(Quarter(2019, 1))
    assert first.length == 1
    assert office.runs(Quarter(2018, 4)) == []
