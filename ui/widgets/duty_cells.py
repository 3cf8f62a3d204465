"""How a counted duty looks and is typed, wherever it stands in a table: by week and by item alike."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from gridapp.columns import month_tally, typed_detail, week_tally
from gridapp.model import Counts, Detail, Tally, VillageKind
from gridapp.office import Office
from gridapp.periods import Month, Week
from gridapp.scoring.policy import Duty, Policy
from ui.widgets.cells import Cell
from ui.widgets.history import Behind

UNTYPED = "未录"


class Place(NamedTuple):
    """One cell of the office's registers: whose count, of which duty, and when."""

    worker: str
    duty: str
    period: Week | Month


def entries_by_place(policy: Policy, details: Iterable[Detail]) -> Counter[Place]:
    """How many 明细 there are behind each count."""
    found: Counter[Place] = Counter()
    for entry in details:
        duty = policy.duty.get(entry.duty)
        if duty:
            period = (Week if duty.period == "week" else Month).of(entry.day)
            found[Place(entry.worker, entry.duty, period)] += 1
    return found


def duty_cell(duty: Duty, kind: VillageKind, tally: Tally, entries: int) -> Cell:
    """未录 a faint dot with the quota, 0 bold, short of quota ▾, exempt 免, counted from 明细 a corner mark."""
    quota = duty.quota.get(kind)
    locked = f"这一格由 {entries} 条明细计数，不能直接改数。按 F2 打开明细，增删后自动计数" if entries else ""
    if tally.exempt:
        return Cell("免", hint=True, tip=f"免考：{tally.exempt}", corner=bool(entries), locked=locked)
    count = tally.counts.get(duty.name)
    if count is None:
        return Cell("·" if quota is None else f"· {quota}", hint=True, tip=UNTYPED)
    short = quota is not None and count < quota
    tip = f"由 {entries} 条明细计数（F2 打开）" if entries else ""
    text = f"{'▾' if short else ''}{count}"
    return Cell(text, short=short, bold=count == 0, tip=tip, corner=bool(entries), locked=locked)


def who_cell(row: Any) -> Cell:
    """Whose row it is (a line with worker, grid and village); the same-named differ by grid and number."""
    return Cell(f"{row.village.name} {row.grid.name}  {row.worker.name}", tip=f"编号 {row.worker.id}")


def quota_tip(duty: Duty) -> str:
    return "，".join(f"{kind} {quota} {duty.unit}" for kind, quota in duty.quota.items())


def with_count(tally: Tally, duty: Duty, count: int | None) -> Tally:
    """The tally with another count of a duty; None makes it 未录."""
    counts = {name: number for name, number in tally.counts.items() if name != duty.name}
    if count is not None:
        counts[duty.name] = count
    return Tally(tally.worker, tally.period, Counts(counts), tally.exempt, tally.paper)


def change_in_words(shown: Cell, value: object) -> str:
    """What a typed cell was and is: 2→0, 未录→5."""
    was = UNTYPED if shown.hint or not shown.text else shown.text.lstrip("▾")
    return f"{was}→{UNTYPED if value is None else value}"


def behind_count(office: Office, policy: Policy, place: Place) -> list[Behind]:
    """The records behind a count, for its history: the tally, as far as it is about this duty, and the 明细."""
    worker, duty, period = place
    about = {f"counts.{duty}", "exempt", "paper"}
    every = week_tally(policy) if isinstance(period, Week) else month_tally(policy)
    tally = Behind(Tally(worker, period, Counts()), [column for column in every if column.field in about])
    own = list(typed_detail(policy, policy.duty[duty]))
    entries = [each for each in office.details(period.span) if each.worker == worker and each.duty == duty]
    return [tally, *(Behind(each, own) for each in entries)]
