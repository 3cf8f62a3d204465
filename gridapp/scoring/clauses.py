"""One function per kind of clause. They see records and return losses; `sheet` puts them together.

Three sources, three tables: tallies (a period's counts), findings (dated facts) and attendance (marks). Another kind
of clause is one function here, one line in its table, one worked example in the tests.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gridapp.model import Finding, VillageKind
from gridapp.scoring.policy import Clause, Policy


class Loss(NamedTuple):
    """So many units lost, worth so many points (hundredths), and the fact in words."""

    clause: str
    times: int
    points: int
    fact: str


class TallyCase(NamedTuple):
    """What a tally is held against: the policy, the quarter's reading of 5a, and the kind of village."""

    policy: Policy
    missed: str
    kind: VillageKind


def shortfall(clause: Clause, case: TallyCase, counts: Mapping[str, int]) -> Loss | None:
    """Each unit that the period is short of the quota costs the clause's points (1c, 3a, 5b, 5c, 6a)."""
    done = counts.get(clause.duty)
    duty = case.policy.duty[clause.duty]
    quota = duty.quota[case.kind]
    if done is None or done >= quota:
        return None
    short = quota - done
    return Loss(clause.code, short, short * clause.points, f"{duty.name}{done}{duty.unit}，少{short}{duty.unit}")


def missed(clause: Clause, case: TallyCase, counts: Mapping[str, int]) -> Loss | None:
    """5a: each listed person who was not visited; read 按周, one loss for a week without any visit at all."""
    listed, visited = counts.get(clause.listed), counts.get(clause.visited)
    if listed is None or visited is None or visited >= listed:
        return None
    by_week = case.missed == "按周"
    if by_week and visited:
        return None
    people = 1 if by_week else listed - visited
    return Loss(clause.code, people, people * clause.points, f"应访{listed}人，实访{visited}人")


def count(clause: Clause, findings: Sequence[Finding]) -> Iterator[tuple[Finding, Loss]]:
    """Each time that is found costs the clause's points."""
    for finding in findings:
        yield finding, Loss(clause.code, finding.times, finding.times * clause.points, finding.note)


def once(clause: Clause, findings: Sequence[Finding]) -> Iterator[tuple[Finding, Loss]]:
    """The first finding of the quarter costs the clause's points, the others nothing (2c)."""
    for index, finding in enumerate(findings):
        fact = finding.note if not index else f"{finding.note}（每季度只扣一次）"
        yield finding, Loss(clause.code, 0 if index else 1, 0 if index else int(clause.points), fact)


def level(clause: Clause, findings: Sequence[Finding]) -> Iterator[tuple[Finding, Loss]]:
    """Each incident costs by the highest level that it reached (3b)."""
    for finding in findings:
        points = finding.times * clause.level_points[finding.level]
        fact = f"到{finding.level}：{finding.note}" if finding.note else f"到{finding.level}"
        yield finding, Loss(clause.code, finding.times, points, fact)


def attendance(clause: Clause, marks: Sequence[str]) -> Loss | None:
    """The marks of one meeting, attendance and report, at what the clause counts them for (7a, 7b, 7c)."""
    charged = [mark for mark in marks if clause.costs.get(mark)]
    times = sum(clause.costs[mark] for mark in charged)
    return Loss(clause.code, times, times * clause.points, "、".join(charged)) if times else None


TALLY_RULES: dict[str, Callable[[Clause, TallyCase, Mapping[str, int]], Loss | None]] = {
    "shortfall": shortfall,
    "missed": missed,
}
FINDING_RULES: dict[str, Callable[[Clause, Sequence[Finding]], Iterator[tuple[Finding, Loss]]]] = {
    "count": count,
    "once": once,
    "level": level,
}
ATTENDANCE_RULES: dict[str, Callable[[Clause, Sequence[str]], Loss | None]] = {"attendance": attendance}


def period_of(clause: Clause, policy: Policy) -> str:
    """'week' or 'month': how often a clause that is fed by tallies is counted."""
    return policy.duty[clause.duty or clause.listed].period
