"""Where a record is typed: the page, and what it is to be pointed at there."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from gridapp.flags import Spot as RecordSpot
from gridapp.model import Detail, Finding, Meeting, Village, Worker
from gridapp.office import Office
from gridapp.periods import Month, Quarter, Week
from gridapp.progress import ATTENDED, REPORTED, STANDARD
from gridapp.scoring.policy import Policy
from gridapp.scoring.result import SATISFACTION, Deduction, Missing, ScoreSheet
from ui.session import Spot

OBJECTIONS, DOUBTS, CORRECTIONS = "异议", "可疑之处", "更正"
"""What 考核 opens when it is pointed at these words."""
BY_WEEK, BY_ITEM, MEETINGS, BALLOTS, SETTINGS = "登记 · 按周", "登记 · 按项", "会议", "满意度", "设置"
ASSESSMENT = "考核"
BACKUPS, PEOPLE, ENCRYPTION = "备份", "人员与密码", "加密"
"""Parts of 设置."""


class Way(NamedTuple):
    """The title of a page, and its target (Page.point_at)."""

    page: str
    target: object


def period_of(quarter: Quarter, iso: str) -> Week | Month | date:
    """A week of the quarter, a month or a day from its ISO text."""
    weeks = {week.iso: week for week in quarter.weeks}
    return weeks.get(iso) or (Month.parse(iso) if len(iso) == 7 else date.fromisoformat(iso))


def when(quarter: Quarter, iso: str) -> str:
    """The same as a person reads it: 第32周, 8月, 8月7日."""
    period = period_of(quarter, iso)
    return f"{period.month}月{period.day}日" if isinstance(period, date) else period.title


def to_deduction(policy: Policy, quarter: Quarter, sheet: ScoreSheet, deduction: Deduction) -> Way:
    """To the count, the finding or the attendance that cost the points."""
    number, clause = sheet.worker.id, policy.clauses[deduction.clause]
    if deduction.table == "attendance":
        return Way(MEETINGS, Spot(worker=number, what=deduction.key[0]))
    if clause.from_findings:
        return Way(BY_ITEM, Spot(worker=number, village=sheet.village.name, what=clause.code))
    return to_period(quarter, sheet.village, sheet.worker, deduction.when, clause.duties[-1])


def to_missing(quarter: Quarter, sheet: ScoreSheet, missing: Missing) -> Way:
    """To the cell that is 未录."""
    return to_untyped(quarter, sheet.village, sheet.worker, missing.period, missing.what)


def to_untyped(quarter: Quarter, village: Village, worker: Worker, period: str, what: str) -> Way:
    """To where something of a worker is typed; `period` is an ISO text, the quarter's, or the number of a meeting."""
    if what in (ATTENDED, REPORTED):
        return Way(MEETINGS, Spot(worker=worker.id, what=period))
    if what == SATISFACTION:
        return Way(BALLOTS, Spot(worker=worker.id))
    if what == STANDARD:
        return Way(SETTINGS, STANDARD)
    return to_period(quarter, village, worker, period, what)


def to_period(quarter: Quarter, village: Village, worker: Worker, iso: str, duty: str) -> Way:
    """To a worker's week on 按周, to a month on 按项."""
    period = period_of(quarter, iso)
    assert not isinstance(period, date)
    page = BY_WEEK if isinstance(period, Week) else BY_ITEM
    return Way(page, Spot(period, village.name, worker.id, duty))


def missing_text(quarter: Quarter, missing: Missing, meetings: Mapping[str, Meeting]) -> str:
    """第32周 平台录入, 9月5日例会 考勤, 满意度."""
    if missing.period == str(quarter):
        return missing.what
    meeting = meetings.get(missing.period)
    if meeting:
        return f"{meeting.day.month}月{meeting.day.day}日{meeting.kind} {missing.what}"
    return f"{when(quarter, missing.period)} {missing.what}"


def to_spot(office: Office, quarter: Quarter, spot: RecordSpot) -> Way:
    """To a record by its table and key."""
    if spot.table in ("week_tally", "month_tally"):
        period, worker = spot.key
        if spot.table == "week_tally":
            return Way(BY_WEEK, Spot(Week(date.fromisoformat(period)), worker=worker))
        monthly = office.policy(quarter).monthly[0].name
        return Way(BY_ITEM, Spot(Month.parse(period), worker=worker, what=monthly))
    if spot.table == "attendance":
        return Way(MEETINGS, Spot(worker=spot.key[1], what=spot.key[0]))
    number = int(spot.key[0])
    if spot.table == "finding":
        found = next(each for each in office.all(Finding) if each.id == number)
        return Way(BY_ITEM, Spot(worker=found.worker, what=found.clause))
    detail = next(each for each in office.all(Detail) if each.id == number)
    return Way(BY_WEEK, Spot(Week.of(detail.day), worker=detail.worker, what=detail.duty))
