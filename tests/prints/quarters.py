"""Quarters as the forms see them, of as many invented people as a test asks for; nothing is typed into any file."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from gridapp.charts.past import QuarterFigures, WorkerScore, figures_of, quarters_to
from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Finding,
    Grid,
    Meeting,
    Post,
    QuarterRecords,
    Standard,
    Tally,
    Village,
    VillageKind,
    Worker,
    WorkerQuarter,
)
from gridapp.office import QuarterView
from gridapp.periods import Month, Quarter, Week
from gridapp.prints.subjects import QuarterPast
from gridapp.rulings import Publication
from gridapp.scoring.policy import Policy
from gridapp.scoring.quarter import ScoredQuarter
from tests.policies import POLICY

Q3 = Quarter(2019, 3)
DAY = date(2019, 10, 8)
OFFICE = {
    "镇名": "青川镇",
    "监督电话": "0951-0000000",
    "单位负责人": "周建民",
    "分管领导": "杨海清",
    "审核人": "徐文斌",
    "制表人": "何晓静",
}
PUBLISHED = Publication("2019Q3", date(2019, 10, 9), date(2019, 10, 15))
VILLAGES = ("东沟村", "西湾村", "柳树村", "河滩村", "新城社区")
WEEK_DONE = {"平台录入": 5, "排查": 1, "居民走访": 2, "民情日志": 2, "应访特殊人员": 4, "实访特殊人员": 4}
MONTH_DONE = {"走访一般居民户数": 20}
SINCE = date(2018, 1, 1)


def person(
    number: int,
    name: str = "",
    *,
    satisfied: int | None = 10,
    weeks: Mapping[int, Mapping[str, int | None] | str] = {},
    months: Mapping[int, int] = {},
    findings: Sequence[Finding] = (),
    meetings: Sequence[tuple[Meeting, Attendance | None]] = (),
    start: date = SINCE,
    stop: date | None = None,
    standard: int = 210_000,
) -> WorkerQuarter:
    """Somebody who did every duty, but for the counts of the `weeks` (by ISO number; None: 未录) and `months` given.

    A text instead of counts is the reason of 免考. Of 10 ballots `satisfied` say 满意 and the others 较满意;
    None: there were none. Three people after each other serve in one village.
    """
    worker = f"W{number:03}"
    votes = (
        () if satisfied is None else (Counts({"满意": satisfied, "较满意": 10 - satisfied, "一般": 0, "不满意": 0}),)
    )
    post = Post(worker, start, f"G{number:03}", stop)
    return WorkerQuarter(
        worker=Worker(worker, name or f"网格员{number}", account=f"62284800000000{number:05}"),
        posts=(post,),
        home=post,
        weeks={week: _week(worker, week, weeks.get(week.monday.isocalendar().week, {})) for week in Q3.weeks},
        months={month: _month(worker, month, months.get(month.month, 20)) for month in Q3.months},
        findings=tuple(findings),
        meetings=tuple(meetings),
        ballots=tuple(Ballots(str(Q3), worker, "居民代表", counts) for counts in votes),
        standards=(Standard("", SINCE, standard),),
    )


def _week(worker: str, week: Week, given: Mapping[str, int | None] | str) -> Tally:
    if isinstance(given, str):
        return Tally(worker, week, Counts(), exempt=given)
    counts = {duty: count for duty, count in {**WEEK_DONE, **given}.items() if count is not None}
    return Tally(worker, week, Counts(counts))


def _month(worker: str, month: Month, households: int) -> Tally:
    return Tally(worker, month, Counts(MONTH_DONE | {"走访一般居民户数": households}))


def people(count: int, **given: Any) -> list[WorkerQuarter]:
    """So many people, no two of them equal."""
    return [
        person(number, satisfied=number % 11, months={7: 20 - number // 11}, **given) for number in range(1, count + 1)
    ]


def finding(day: date, clause: str, note: str = "", **more: Any) -> Finding:
    return Finding("", day, clause, note=note, **more)


def meeting(day: date, mark: str, report: str = "按时", kind: str = "例会") -> tuple[Meeting, Attendance]:
    held = Meeting(day.isoformat(), day, kind)
    return held, Attendance(held.id, "", mark, report)


def records(
    *cases: WorkerQuarter, settings: Mapping[str, str] = {}, carried_in: int = 0, quarter: Quarter = Q3
) -> QuarterRecords:
    """What is on record of a quarter with these people."""
    kinds: dict[str, VillageKind] = {name: "社区" if name.endswith("社区") else "村" for name in VILLAGES}
    grids = {}
    for case in cases:
        number = int(case.worker.id[1:]) - 1
        village, place = VILLAGES[number // 3 % len(VILLAGES)], "一二三"[number % 3]
        grids[case.posts[0].grid] = Grid(case.posts[0].grid, village, f"第{place}网格")
    return QuarterRecords(
        quarter=quarter,
        settings=settings,
        carried_in=carried_in,
        villages={name: Village(name, kind) for name, kind in kinds.items()},
        grids=grids,
        people=cases,
    )


def view(
    *cases: WorkerQuarter,
    state: str = "已定案",
    policy: Policy = POLICY,
    office: Mapping[str, str] = OFFICE,
    settings: Mapping[str, str] = {},
    carried_in: int = 0,
    published: Publication | None = PUBLISHED,
) -> QuarterView:
    """The third quarter of 2019 with these people."""
    kept = records(*cases, settings=settings, carried_in=carried_in)
    chain = "3cd6e0ab3a97025666c03bb38fc45006"
    return QuarterView(ScoredQuarter(policy, kept).result(state), policy, dict(office), chain, DAY, published)


def with_past(quarter: QuarterView) -> QuarterPast:
    """The quarter after seven others: the first without anybody, in the others all had a few points less."""
    now = figures_of(quarter.result)
    quarters = quarters_to(now.quarter)
    earlier = [_worse(now.people, 700 - 100 * place) for place in range(1, len(quarters) - 1)]
    before = [QuarterFigures(quarter, True, people) for quarter, people in zip(quarters, [{}, *earlier], strict=False)]
    return QuarterPast(quarter, (*before, now))


def _worse(people: Mapping[str, WorkerScore], points: int) -> dict[str, WorkerScore]:
    known = {number: each for number, each in people.items() if each.total is not None}
    return {number: each._replace(total=max(0, (each.total or 0) - points)) for number, each in known.items()}


def with_another_item(policy: Policy = POLICY) -> Policy:
    """The policy with an eighth item, its 5 points taken from the first."""
    first, *others = policy.items
    clause = msgspec.structs.replace(policy.clauses["2a"], code="8a", text="未宣传扫黑除恶，每次扣1分", unit="次")
    eighth = msgspec.structs.replace(
        first, number="8", name="扫黑除恶宣传", marks=type(first.marks)(500), clauses=(clause,)
    )
    first = msgspec.structs.replace(first, marks=type(first.marks)(1000))
    return msgspec.structs.replace(policy, items=(first, *others, eighth))


def mixed() -> QuarterView:
    """An ordinary quarter of a small township with something of everything."""
    short = {"平台录入": 1}
    bad = {"平台录入": 0, "排查": 0, "居民走访": 0, "民情日志": 0, "实访特殊人员": 2}
    equals = [person(number, satisfied=9) for number in (2, 3)]
    others = [
        person(
            number,
            satisfied=number % 5,
            weeks={27 + number % 9: short, 28 + number % 7: {"民情日志": 0}, 39: {"排查": 0, "实访特殊人员": 2}},
            months={8: 19 - number},
            meetings=[meeting(date(2019, 9, 11), "缺席", kind="培训")],
        )
        for number in range(6, 12)
    ]
    return view(
        person(1, "马建国"),
        *equals,
        person(
            4,
            "阿依古丽·买买提",
            satisfied=6,
            weeks={28: short, 31: short, 32: short, 33: {"实访特殊人员": 2}, 35: "病假", 36: "病假"},
            findings=[
                finding(date(2019, 8, 7), "1a", "一组周保平户家庭成员信息采集不全", paper="基础信息核对表第18页")
            ],
            meetings=[meeting(date(2019, 7, 10), "迟到"), meeting(date(2019, 8, 14), "正常", "迟交")],
        ),
        person(
            5,
            "李𠮷",
            satisfied=1,
            weeks=dict.fromkeys(range(27, 40), bad),
            findings=[finding(date(2019, 9, 4), "2c", "底数不清"), finding(date(2019, 9, 20), "2c", "仍未登记")],
        ),
        *others,
        person(12, "刘亚楠", start=date(2019, 8, 21)),
        settings={
            "优秀奖励（元/人）": "200.00",
            "领导小组决定": "W003",
            "决定理由": "平时表现更好。出席：周建民、杨海清、徐文斌",
        },
        carried_in=2,
    )
