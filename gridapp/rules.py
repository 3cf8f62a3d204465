"""What the office allows on record, one function per kind of record. Each yields what is wrong, field by field.

The same rules hold whether a record is typed in the window, read from a workbook or written by a script.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from gridapp.columns import MAX_COUNT, read_setting
from gridapp.errors import OfficeError
from gridapp.model import (
    MEETING_KINDS,
    SETTINGS,
    VOLUNTEER_ROLE,
    Assistant,
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    Grid,
    Meeting,
    PolicyText,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
)
from gridapp.periods import Month, Quarter, Span, Week
from gridapp.register import Problem as Problem
from gridapp.register import Register as Register
from gridapp.ruling_rules import RULING_RULES
from gridapp.scoring.policy_file import parse_policy


def problems(register: Register, record: Record) -> Iterator[Problem]:
    """What is wrong with a record as things stand."""
    yield from _RULES[type(record)](register, record)


def hold(register: Register, save: Sequence[Record], remove: Sequence[Record]) -> None:
    """Let a register know of records that are removed and saved. Raises OfficeError at the first that the rules
    forbid; the register is of no use then."""
    for record in remove:
        register.forget(record)
    for record in save:
        register.learn(record)
    for record in save:
        for problem in problems(register, record):
            raise OfficeError(problem.message, field=problem.field)


def _nothing(register: Register, record: Record) -> Iterator[Problem]:
    return iter(())


def _closed(register: Register, field: str, quarter: Quarter) -> Iterator[Problem]:
    state = register.closed.get(str(quarter)) if register.closed else None
    if state:
        yield Problem(field, closed_message(quarter, state))


def closed_message(quarter: Quarter, state: str) -> str:
    """Why a quarter's records can't be changed now."""
    mend = "如需改动，请办理更正" if state in ("已定案", "已发放") else "请先将季度退回“录入中”"
    return f"{quarter.title}{state}，记录不能改动，{mend}"


def _known_worker(register: Register, worker: str) -> Iterator[Problem]:
    if worker not in register.workers:
        yield Problem("worker", f"没有编号为“{worker}”的网格员，请核对编号或先在名册（网格员表）中登记")


def _dated(register: Register, worker: str, day: date) -> Iterator[Problem]:
    """A dated record of one worker: known, in post that day, its quarter open."""
    if worker not in register.workers:
        yield from _known_worker(register, worker)
    elif not register.in_post(worker, Span(day, day)):
        yield Problem("day", f"{day} 不在{register.name(worker)}的任职期内（{_terms(register, worker)}）")
    yield from _closed(register, "day", Quarter.of(day))


def _terms(register: Register, worker: str) -> str:
    posts = register.posts[worker].values()
    terms = [f"{post.start} 至 {post.stop or '今'}" for post in sorted(posts, key=lambda post: post.start)]
    return "、".join(terms) or "没有任职记录"


def _grid(register: Register, grid: Grid) -> Iterator[Problem]:
    if grid.village not in register.villages:
        yield Problem("village", f"没有名为“{grid.village}”的村（社区），请先登记")


def _post(register: Register, post: Post) -> Iterator[Problem]:
    if post.worker not in register.workers:
        yield from _known_worker(register, post.worker)
    if post.grid not in register.grids:
        yield Problem("grid", f"没有编号为“{post.grid}”的网格，请核对或先在网格表中登记")
    if post.stop and post.stop < post.start:
        yield Problem("stop", f"离任日期 {post.stop} 早于任用日期 {post.start}")
        return
    for other in register.posts[post.worker].values():
        if other.start != post.start and other.span.meet(post.span):
            yield Problem(
                "start", f"与本人在网格 {other.grid} 的任职（{_term(other)}）重叠，请先填写前一任职的离任日期"
            )
    for other in register.posts_in(post.grid):
        if other.worker != post.worker and other.span.meet(post.span):
            name = register.name(other.worker)
            yield Problem("start", f"网格 {post.grid} 同期已有网格员{name}（{_term(other)}），请先填写其离任日期")


def _term(post: Post) -> str:
    return f"{post.start} 至 {post.stop or '今'}"


def _assistant(register: Register, assistant: Assistant) -> Iterator[Problem]:
    if assistant.grid not in register.grids:
        yield Problem("grid", f"没有编号为“{assistant.grid}”的网格，请核对或先在网格表中登记")
    if assistant.kind and assistant.role != VOLUNTEER_ROLE:
        yield Problem("kind", "只有公益员才填写公益员类别")
    if assistant.start and assistant.stop and assistant.stop < assistant.start:
        yield Problem("stop", f"结束日期 {assistant.stop} 早于开始日期 {assistant.start}")


def _standard(register: Register, standard: Standard) -> Iterator[Problem]:
    if standard.worker:
        yield from _known_worker(register, standard.worker)


def _tally(register: Register, tally: Tally) -> Iterator[Problem]:
    worker, period = tally.worker, tally.period
    if worker not in register.workers:
        yield from _known_worker(register, worker)
    elif not register.in_post(worker, period.span):
        what = "这一周" if isinstance(period, Week) else "这个月"
        terms = _terms(register, worker)
        yield Problem("period", f"{what}（{period.key}）整段不在{register.name(worker)}的任职期内（{terms}）")
    policy = register.policy_of(period.quarter)
    duties = policy.weekly if isinstance(period, Week) else policy.monthly
    if len(tally.counts) > len(duties) or not tally.counts.keys() <= {duty.name for duty in duties}:
        strange = sorted(tally.counts.keys() - {duty.name for duty in duties})
        yield Problem("counts", f"考核办法中没有登记项：{'、'.join(strange)}")
    yield from _counted(tally.counts)
    if register.closed:
        yield from _closed(register, "period", period.quarter)


def _counted(counts: Counts) -> Iterator[Problem]:
    if counts and not (min(counts.values()) >= 0 and max(counts.values()) <= MAX_COUNT):
        yield Problem("counts", f"数量应为 0 到 {MAX_COUNT} 的整数")


def _one_of(field: str, value: str, options: Sequence[str]) -> Iterator[Problem]:
    if value not in options:
        yield Problem(field, f"“{value}”不在可选之列，应为：{'、'.join(options)}")


def _detail(register: Register, detail: Detail) -> Iterator[Problem]:
    yield from _dated(register, detail.worker, detail.day)
    duty = register.policy_of(Week.of(detail.day).quarter).duty.get(detail.duty)
    if duty is None:
        yield Problem("duty", f"考核办法中没有登记项“{detail.duty}”")
        return
    if detail.kind and duty.kinds and detail.kind not in duty.kinds:
        yield Problem("kind", f"“{detail.kind}”不是{duty.name}的类别，应为：{'、'.join(duty.kinds)}")
    period = (Week if duty.period == "week" else Month).of(detail.day)
    yield from _closed(register, "day", period.quarter)


def _finding(register: Register, finding: Finding) -> Iterator[Problem]:
    yield from _dated(register, finding.worker, finding.day)
    clause = register.policy_of(Quarter.of(finding.day)).clauses.get(finding.clause)
    if clause is None:
        yield Problem("clause", f"考核办法中没有条款“{finding.clause}”")
    elif clause.kind == "attendance":
        yield Problem("clause", f"条款 {clause.code} 由考勤自动计算，请登记在考勤表中")
    elif not clause.from_findings:
        yield Problem("clause", f"条款 {clause.code} 由每周（每月）登记自动计算，不能作为扣分事项登记")
    elif clause.levels and finding.level not in clause.level_points:
        levels = "、".join(clause.level_points)
        yield Problem("level", f"条款 {clause.code} 须填写层级，应为：{levels}")
    elif finding.times < 1:
        yield Problem("times", "次数应为 1 或更大的整数")
    elif finding.level and not clause.levels:
        yield Problem("level", f"条款 {clause.code} 不分层级，请清空")


def _meeting(register: Register, meeting: Meeting) -> Iterator[Problem]:
    yield from _one_of("kind", meeting.kind, MEETING_KINDS)
    yield from _closed(register, "day", Quarter.of(meeting.day))


def _attendance(register: Register, attendance: Attendance) -> Iterator[Problem]:
    meeting = register.meetings.get(attendance.meeting)
    if meeting is None:
        yield Problem("meeting", f"没有编号为“{attendance.meeting}”的会议，请核对或先登记会议")
        yield from _known_worker(register, attendance.worker)
    elif attendance.worker not in register.workers:
        yield from _known_worker(register, attendance.worker)
    elif not register.in_post(attendance.worker, Span(meeting.day, meeting.day)):
        name, terms = register.name(attendance.worker), _terms(register, attendance.worker)
        yield Problem("worker", f"会议日 {meeting.day} 不在{name}的任职期内（{terms}）")
    if meeting:
        rules = register.policy_of(Quarter.of(meeting.day)).attendance
        yield from _one_of("mark", attendance.mark, rules.marks)
        yield from _one_of("report", attendance.report, ("", *rules.reports))
        if register.closed:
            yield from _closed(register, "meeting", Quarter.of(meeting.day))


def _ballots(register: Register, ballots: Ballots) -> Iterator[Problem]:
    quarter = Quarter.parse(ballots.quarter)
    if ballots.worker not in register.workers:
        yield from _known_worker(register, ballots.worker)
    elif not register.in_post(ballots.worker, quarter.span):
        yield Problem("quarter", f"{register.name(ballots.worker)}在{quarter.title}没有任职")
    untold = [
        answer.name for answer in register.policy_of(quarter).ballots.answers if answer.name not in ballots.counts
    ]
    if untold:
        yield Problem("counts", f"请填写{'、'.join(untold)}的票数，没有的填 0")
    yield from _one_of("voters", ballots.voters, register.policy_of(quarter).ballots.groups)
    yield from _counted(ballots.counts)
    yield from _closed(register, "quarter", quarter)


def _quarter_setting(register: Register, setting: QuarterSetting) -> Iterator[Problem]:
    try:
        yield from _one_of("item", setting.item, SETTINGS)
        if setting.item in SETTINGS:
            read_setting(setting.item, setting.value)
    except OfficeError as error:
        yield Problem("value", error.message)
    if setting.item == "领导小组决定":
        for number in setting.value.split("；"):
            if number and number not in register.workers:
                yield Problem("value", f"没有编号为“{number}”的网格员，请核对编号")
    yield from _closed(register, "quarter", Quarter.parse(setting.quarter))


def _policy_text(register: Register, text: PolicyText) -> Iterator[Problem]:
    """A policy comes in only whole: raises PolicyError with the place of what is wrong."""
    policy = parse_policy(text.text, f"{text.version}.toml")
    if policy.version != text.version:
        yield Problem("version", f"文件中的版本是“{policy.version}”，与“{text.version}”不一致")


Rule = Callable[[Register, Any], Iterator[Problem]]
_RECORD_RULES: dict[type[Record], Rule] = {
    Grid: _grid,
    Post: _post,
    Assistant: _assistant,
    Standard: _standard,
    Tally: _tally,
    Detail: _detail,
    Finding: _finding,
    Meeting: _meeting,
    Attendance: _attendance,
    Ballots: _ballots,
    QuarterSetting: _quarter_setting,
    PolicyText: _policy_text,
}
_RULES: defaultdict[type[Record], Rule] = defaultdict(lambda: _nothing, _RECORD_RULES | RULING_RULES)
