"""What of a worker's settled quarter can be corrected, kind by kind: the fields to fill, and the records they make."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from gridapp import columns
from gridapp.columns import COUNT, DATE, MONEY, TEXT, Column, choice
from gridapp.model import Attendance, Ballots, Counts, Finding, Meeting, Post, Record, Standard, Tally
from gridapp.office import Office
from gridapp.periods import Month, Quarter, Week
from gridapp.scoring.policy import Policy
from ui.pages.roster_parts import grid_column, grid_label, one_of, only


class Amendment(NamedTuple):
    """Records to save and to remove, and in words what that is."""

    said: str
    save: tuple[Record, ...] = ()
    remove: tuple[Record, ...] = ()


class Kind(NamedTuple):
    """One kind of amendment: its name, its fields (none where there is nothing of the kind), what they make.

    What is chosen in the first field may fill the others: `filled` says with which texts, by field.
    """

    title: str
    fields: Sequence[Column]
    make: Callable[[dict[str, Any]], Amendment]
    filled: Callable[[str], Mapping[str, str]] | None = None


Pending = Callable[[], Sequence[Record]]
"""What has been amended already and is not on record yet."""


def kinds(office: Office, quarter: Quarter, policy: Policy, worker: str, pending: Pending) -> list[Kind]:
    """Everything that can be corrected about one worker, on the records as earlier amendments left them."""

    def tally(period: Week | Month) -> Tally:
        known = (*office.as_corrected(quarter, Tally, worker), *pending())
        held = [each for each in known if isinstance(each, Tally) and each.period == period]
        return held[-1] if held else Tally(worker, period, Counts())

    found = [
        _struck(office, quarter, worker),
        _added(policy, worker),
        _counted(quarter, policy, tally),
        _exempt(quarter, tally),
        _attended(office, quarter, policy, worker),
        _polled(policy, quarter, worker),
        _paid(worker),
        *_posts(office, quarter, worker),
    ]
    return [kind for kind in found if kind.fields]


def _struck(office: Office, quarter: Quarter, worker: str) -> Kind:
    held = [each for each in office.as_corrected(quarter, Finding, worker) if quarter.span.holds(each.day)]
    labels = {f"{each.day} {each.clause} {each.note}（第{place}条）": each for place, each in enumerate(held, 1)}
    fields = [Column("扣分事项", "finding", choice(tuple(labels)), required=True)] if labels else []

    def make(values: dict[str, Any]) -> Amendment:
        finding = labels[values["finding"]]
        return Amendment(f"撤销 {finding.day} {finding.clause} {finding.note}", remove=(finding,))

    return Kind("撤销扣分事项", fields, make)


def _added(policy: Policy, worker: str) -> Kind:
    typed = tuple(code for code, clause in policy.clauses.items() if clause.from_findings)
    fields = [
        column._replace(kind=choice(typed)) if column.field == "clause" else column
        for column in only(columns.finding(policy), "day", "clause", "level", "times", "note", "paper")
    ]

    def make(values: dict[str, Any]) -> Amendment:
        given = {name: value for name, value in values.items() if value is not None}
        finding = msgspec.convert({"worker": worker, **given}, Finding)
        return Amendment(f"补记 {finding.day} {finding.clause} {finding.note}", save=(finding,))

    return Kind("补记扣分事项", fields, make)


def _periods(quarter: Quarter) -> dict[str, Week | Month]:
    weeks = {f"{week.title}（{week.monday}起）": week for week in quarter.weeks}
    return {**weeks, **{month.title: month for month in quarter.months}}


def _counted(quarter: Quarter, policy: Policy, tally: Callable[[Week | Month], Tally]) -> Kind:
    periods = _periods(quarter)
    fields = [
        Column("周（月）", "period", one_of(periods), required=True),
        Column("登记项", "duty", choice(tuple(policy.duty)), required=True),
        Column("应为", "count", COUNT, required=True),
    ]

    def make(values: dict[str, Any]) -> Amendment:
        period, duty, count = values["period"], values["duty"], values["count"]
        before = tally(period)
        after = msgspec.structs.replace(before, counts=Counts({**before.counts, duty: count}))
        return Amendment(f"{period.title} {duty} {before.counts.get(duty, '未录')} → {count}", save=(after,))

    return Kind("改登记的数", fields, make)


def _exempt(quarter: Quarter, tally: Callable[[Week | Month], Tally]) -> Kind:
    fields = [
        Column("周（月）", "period", one_of(_periods(quarter)), required=True),
        Column("免考原因", "exempt", TEXT),
    ]

    def make(values: dict[str, Any]) -> Amendment:
        period, reason = values["period"], values["exempt"] or ""
        after = msgspec.structs.replace(tally(period), exempt=reason)
        return Amendment(f"{period.title} {f'免考（{reason}）' if reason else '不免考'}", save=(after,))

    return Kind("改免考", fields, make)


def _attended(office: Office, quarter: Quarter, policy: Policy, worker: str) -> Kind:
    held = [each for each in office.all(Meeting) if quarter.span.holds(each.day)]
    labels = {f"{each.day} {each.kind} {each.topic}": each for each in held}
    marks, reports = only(columns.attendance(policy), "mark", "report")
    fields = [Column("会议", "meeting", one_of(labels), required=True), marks, reports] if labels else []

    def make(values: dict[str, Any]) -> Amendment:
        meeting, mark, report = values["meeting"], values["mark"], values["report"] or ""
        said = f"{meeting.day} {meeting.kind} {mark} {report}".rstrip()
        return Amendment(said, save=(Attendance(meeting.id, worker, mark, report),))

    return Kind("改考勤", fields, make)


def _polled(policy: Policy, quarter: Quarter, worker: str) -> Kind:
    counts = [column for column in columns.ballots(policy) if column.field.startswith("counts.")]
    fields = [Column("测评人", "voters", choice(policy.ballots.groups), required=True), *counts]

    def make(values: dict[str, Any]) -> Amendment:
        typed = {column.title: values[column.field] for column in counts}
        given = {name: count for name, count in typed.items() if count is not None}
        told = "、".join(f"{name} {count}" for name, count in given.items())
        return Amendment(
            f"测评票（{values['voters']}）{told}",
            save=(Ballots(str(quarter), worker, values["voters"], Counts(given)),),
        )

    return Kind("改测评票", fields, make)


def _paid(worker: str) -> Kind:
    fields = [Column("起始日期", "start", DATE, required=True), Column("季度标准（元）", "cents", MONEY, required=True)]

    def make(values: dict[str, Any]) -> Amendment:
        standard = Standard(worker, values["start"], values["cents"])
        return Amendment(f"补贴标准 {standard.start} 起 {MONEY.show(standard.cents)} 元", save=(standard,))

    return Kind("改补贴标准", fields, make)


_ANOTHER = "补登一段任职"


def _posts(office: Office, quarter: Quarter, worker: str) -> Iterator[Kind]:
    """任职 of the quarter as they were when it was settled: one is altered or added, or struck out beside others."""
    records = office.corrected_records(quarter)
    held = next(case.posts for case in records.people if case.worker.id == worker)
    grids = records.grids

    def said(post: Post) -> str:
        return f"{grids[post.grid].village}{grids[post.grid].name} {post.start} 至 {post.stop or '今'}"

    labels: dict[str, Post | None] = {said(post): post for post in held}
    grid, start, stop = only(columns.WORKER, "grid", "start", "stop")
    chosen = Column("哪段任职", "post", one_of({**labels, _ANOTHER: None}), required=True)
    fields = [chosen, grid_column(grid, list(grids.values())), start, stop]

    def filled(label: str) -> Mapping[str, str]:
        post = labels.get(label)
        if post is None:
            return {}
        last = post.stop.isoformat() if post.stop else ""
        return {"grid": grid_label(grids[post.grid]), "start": post.start.isoformat(), "stop": last}

    def alter(values: dict[str, Any]) -> Amendment:
        given = {field: values[field] for field in ("grid", "start", "stop")}
        before: Post | None = values["post"]
        if before is None:
            added = Post(worker, **given)
            return Amendment(f"{_ANOTHER} {said(added)}", save=(added,))
        after = msgspec.structs.replace(before, **given)
        gone = (before,) if after.start != before.start else ()
        return Amendment(f"任职改为 {said(after)}（原 {said(before)}）", save=(after,), remove=gone)

    yield Kind("改任职", fields, alter, filled)
    if len(held) > 1:
        strike = [Column("哪段任职", "post", one_of(labels), required=True)]
        yield Kind(
            "撤销任职", strike, lambda given: Amendment(f"撤销任职 {said(given['post'])}", remove=(given["post"],))
        )
