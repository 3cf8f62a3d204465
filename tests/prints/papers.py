"""What the forms are printed of, of the same invented people as tests.prints.quarters; nothing stands in any file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from gridapp.corrections import Corrected
from gridapp.meetings import RollLine
from gridapp.model import Assistant, Counts, Meeting, Tally, WorkerQuarter
from gridapp.periods import Quarter, Week
from gridapp.prints import subjects
from gridapp.prints.blocks import Document
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.form import Form
from gridapp.prints.subjects import (
    BlankPaper,
    Failing,
    MeetingPaper,
    QuarterCorrections,
    QuarterOwed,
    QuarterPapers,
    QuarterRuns,
    RosterPaper,
    YearPaper,
)
from gridapp.progress import chase
from gridapp.rulings import Correction
from gridapp.scoring import grades
from gridapp.scoring.grades import Outcome
from gridapp.scoring.policy import Policy
from gridapp.staffing import Roster
from gridapp.years import YearLine, YearQuarter, mean_of_year
from tests.prints.quarters import DAY, OFFICE, POLICY, Q3, finding, meeting, person, records, view, with_past

HELD = Meeting(
    "2019-08-例会", date(2019, 8, 14), "例会", "八月工作安排", "镇政府二楼会议室", "杨海清", date(2019, 8, 12)
)
FACTS = {
    "sex": "男",
    "identity": "640121198002070014",
    "phone": "13900000001",
    "education": "高中",
    "politics": "中共党员",
    "ethnicity": "回族",
    "address": "东沟村一组12号",
    "offices": "副书记",
}
SCORED = YearQuarter(8_750, "合格", graded=True, settled=True, corrected=False)
OPEN = YearQuarter(None, "", graded=True, settled=False, corrected=False)
HELPERS = (
    Assistant("G001", "赵永强", "督导员", date(2018, 1, 1)),
    Assistant("G001", "孙志明", "网格警员", date(2018, 1, 1), stop=date(2019, 9, 30)),
    Assistant("G001", "周海", "网格消防员", date(2018, 1, 1)),
    Assistant("G001", "买买提江·吐尔逊", "网格监督员", date(2018, 1, 1)),
    Assistant("G001", "李桂兰", "公益员", kind="群众代表"),
    Assistant("G001", "马占山", "公益员", kind="离退休老党员"),
)
REASON = "核对原始登记簿，9月4日的两户当日已采集，系误登"
LISTED = ("第六名与第七名的次序不变，优秀名额不受影响",)
WEEK = Week(date(2019, 8, 5))


def roll(*cases: WorkerQuarter) -> tuple[RollLine, ...]:
    """Where everybody serves."""
    made = records(*cases)
    homes = [made.grids[case.home.grid] for case in cases]
    return tuple(
        RollLine(case.worker, at, made.villages[at.village], None) for case, at in zip(cases, homes, strict=True)
    )


def blank(*cases: WorkerQuarter, policy: Policy = POLICY, office: Mapping[str, str] = OFFICE) -> BlankPaper:
    return BlankPaper(Q3, roll(*cases), policy, dict(office), DAY)


def corrections(*cases: WorkerQuarter, decision: str = "", **more: Any) -> QuarterCorrections:
    """A quarter in which everybody's sheet was corrected alike: a finding of 1a that was none is struck out."""
    slip = finding(date(2019, 9, 4), "1a", "两户信息漏采集")
    found = [msgspec.structs.replace(case, findings=(*case.findings, slip)) for case in cases]
    settled = view(*found, **more)
    restated = Corrected((), settled.result.people, view(*cases, **more).result.people, LISTED, decision)
    correction = Correction("2019Q3-1", "2019Q3", DAY, REASON, "周建民", "杨海清", "2019Q4", "")
    return QuarterCorrections(settled, ((correction, restated),) if cases else ())


def meeting_paper(
    *cases: WorkerQuarter, held: Meeting | None = HELD, policy: Policy = POLICY, office: Mapping[str, str] = OFFICE
) -> MeetingPaper:
    return MeetingPaper(held, roll(*cases), policy, dict(office), DAY)


def papers(*cases: WorkerQuarter, **more: Any) -> QuarterPapers:
    """A quarter with its lists. The meetings are those that the people were expected at."""
    expected = {(met.id, case.worker.id): attended for case in cases for met, attended in case.meetings}
    meetings = {met.id: met for case in cases for met, _ in case.meetings}
    ballots = {case.worker.id: case.ballots for case in cases if case.ballots}
    held = sorted(meetings.values(), key=lambda met: (met.day, met.id))
    return QuarterPapers(view(*cases, **more), tuple(held), expected, ballots)


def owed(*cases: WorkerQuarter, today: date = DAY, **more: Any) -> QuarterOwed:
    """What is still missing; of an open quarter."""
    seen = view(*cases, **{"state": "录入中", **more})
    return QuarterOwed(seen, tuple(chase(records(*cases), seen.result, today)), today)


def owing(case: WorkerQuarter) -> WorkerQuarter:
    """The same without the 排查 of one week."""
    kept = Counts({duty: count for duty, count in case.weeks[WEEK].counts.items() if duty != "排查"})
    return msgspec.structs.replace(case, weeks={**case.weeks, WEEK: Tally(case.worker.id, WEEK, kept)})


def failing(case: WorkerQuarter, *totals: int, quarter: Quarter = Q3) -> Failing:
    """Somebody whose last quarters came to these totals, all of them 不合格."""
    (line,) = roll(case)
    outcomes = [Outcome(quarter.shift(back), POLICY.worst.name) for back in range(1 - len(totals), 1)]
    known = tuple((outcome.quarter, total) for outcome, total in zip(outcomes, totals, strict=True))
    return Failing(line.worker, line.grid, line.village, grades.runs(POLICY, outcomes)[-1], known)


def runs(*people: Failing, **more: Any) -> QuarterRuns:
    return QuarterRuns(view(**more), people, DAY)


def year(
    *cases: WorkerQuarter,
    places: Sequence[YearQuarter | None] = (),
    office: Mapping[str, str] = OFFICE,
    **more: Any,
) -> YearPaper:
    """A year whose quarters came to this for everybody; if it does not say, the third as the people did, no other."""
    base: dict[str, Any] = {"run": None, "drafts": (), "trainings": 2, "attended": 2, "decision": None}
    lines = []
    for line, each in zip(roll(*cases), view(*cases).result.people, strict=True):
        sheet, grade = each.sheet, each.standing.grade
        third = YearQuarter(sheet.total, grade, graded=sheet.graded, settled=True, corrected=False)
        quarters = tuple(places) or (None, None, third, None)
        mean = mean_of_year(quarters)
        lines.append(YearLine(line.worker, line.grid, line.village, quarters, mean, **(base | more)))
    return YearPaper(2019, tuple(lines), dict(office), DAY)


def roster(
    *cases: WorkerQuarter,
    helpers: tuple[Assistant, ...] = (),
    on: date = DAY,
    office: Mapping[str, str] = OFFICE,
    **_: Any,
) -> RosterPaper:
    """The people's grids with them in it, and these assistants."""
    made = records(*cases)
    posts = [post for case in cases for post in case.posts]
    workers = [case.worker for case in cases]
    kept = Roster(made.villages.values(), made.grids.values(), workers, posts, helpers)
    return RosterPaper(on, kept, dict(office), DAY)


_SUBJECTS: dict[Callable[..., Any], Callable[..., Any]] = {
    subjects.quarter_result: view,
    subjects.quarter_past: lambda *cases, **more: with_past(view(*cases, **more)),
    subjects.quarter_corrections: corrections,
    subjects.quarter_papers: papers,
    subjects.quarter_owed: lambda *cases, **more: owed(*map(owing, cases), **more),
    subjects.quarter_runs: lambda *cases, **more: runs(*(failing(case, 6_000, 5_950, 6_216) for case in cases), **more),
    subjects.meeting_paper: lambda *cases, state="", **more: meeting_paper(*cases, **more),
    subjects.roster_paper: roster,
    subjects.year_paper: lambda *cases, state="", **more: year(*cases, **more),
    subjects.blank_paper: lambda *cases, state="", **more: blank(*cases, **more),
}


def documents(form: Form[Any], *cases: WorkerQuarter, choice: Choice = ALL, **more: Any) -> list[Document]:
    """A form of these people, whatever it is printed of."""
    return form.documents(_SUBJECTS[form.read](*cases, **more), choice)


def known(case: WorkerQuarter, **facts: str) -> WorkerQuarter:
    """The same with what a roster says of somebody."""
    return msgspec.structs.replace(case, worker=msgspec.structs.replace(case.worker, **(FACTS | facts)))


def cast() -> list[WorkerQuarter]:
    """A few people whose papers show what is out of the ordinary: long and rare names, gaps, marks, two groups."""
    late, ill = meeting(date(2019, 7, 10), "迟到", "未交"), meeting(date(2019, 8, 14), "请假")
    absent = (meeting(date(2019, 9, 11), "缺席", "不要求", "培训")[0], None)
    first = person(1, "马建国", meetings=[late, ill, absent])
    second = msgspec.structs.replace(
        first.ballots[0], voters="党员代表", counts=Counts({"满意": 3, "弃权": 1, "废票": 2})
    )
    return [
        known(msgspec.structs.replace(first, ballots=(*first.ballots, second))),
        person(2, "阿卜杜热合曼·买买提吐尔逊", satisfied=6, meetings=[meeting(date(2019, 7, 10), "正常"), ill]),
        person(4, "李𠮷", satisfied=None, findings=[finding(date(2019, 9, 4), "2c")]),
        person(5, "王㛃", satisfied=1, start=date(2019, 8, 21)),
        person(6, "刘亚楠", stop=date(2019, 9, 15)),
    ]
