"""One worker's quarter → ScoreSheet. Pure; what recurs among workers (equal tallies, equal posts) is worked out once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from gridapp.amounts import half_up
from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Exemption,
    Finding,
    Grid,
    Meeting,
    Post,
    Tally,
    Village,
    VillageKind,
    WorkerQuarter,
)
from gridapp.periods import Month, Quarter, Week
from gridapp.scoring.clauses import (
    ATTENDANCE_RULES,
    FINDING_RULES,
    TALLY_RULES,
    Loss,
    TallyCase,
    period_of,
)
from gridapp.scoring.policy import WHOLE, Clause, Policy
from gridapp.scoring.result import Deduction, ItemScore, Missing, ScoreSheet
from gridapp.scoring.service import Service, post_on, service
from gridapp.scoring.settings import Settings

NOTHING_TYPED = Counts()


class Verdict(NamedTuple):
    """What one period's counts cost, and which of its duties are 未录."""

    losses: tuple[Loss, ...]
    missing: tuple[str, ...]


class Scorer:
    """Scores the workers of one quarter. Results depend only on the arguments; the caches only save time."""

    def __init__(
        self,
        policy: Policy,
        settings: Settings,
        quarter: Quarter,
        villages: Mapping[str, Village],
        grids: Mapping[str, Grid],
    ) -> None:
        self.policy = policy
        self.settings = settings
        self.quarter = quarter
        self.villages = villages
        self.grids = grids
        self._order = {code: index for index, code in enumerate(policy.clauses)}
        self._tally_clauses = {
            period: [c for c in policy.clauses.values() if c.kind in TALLY_RULES and period_of(c, policy) == period]
            for period in ("week", "month")
        }
        self._duties = {
            "week": [duty.name for duty in policy.weekly],
            "month": [duty.name for duty in policy.monthly],
        }
        self._services: dict[tuple[tuple[object, object], ...], Service] = {}
        self._verdicts: dict[tuple[str, VillageKind], dict[Counts, Verdict]] = {}
        self._marks: dict[tuple[str, str], tuple[Loss, ...]] = {}
        self._untouched = {item.number: self._item(item.number, item.marks, 0) for item in policy.items}

    def sheet(self, case: WorkerQuarter) -> ScoreSheet:
        """The score sheet of one worker who was in post on some day of the quarter."""
        served = self._service(case.posts)
        grid = self.grids[case.posts[-1].grid]
        exemptions: list[Exemption] = []
        missing: list[Missing] = []
        deductions = [
            *self._tallied("week", case, served.weeks, case.weeks, exemptions, missing),
            *self._tallied("month", case, served.months, case.months, exemptions, missing),
            *self._found(case.findings),
            *self._attended(case.worker.id, case.meetings, missing),
        ]
        deductions.sort(key=lambda d: (self._order[d.clause], d.when, d.fact, d.paper, d.key))
        items = self._items(deductions)
        base = sum(item.score for item in items)
        ballots, satisfaction = self._satisfaction(case.ballots)
        if satisfaction is None:
            missing.append(Missing(case.worker.id, "满意度", str(self.quarter)))
        if not case.standards:
            missing.append(Missing(case.worker.id, "补贴标准", str(self.quarter)))
        exempt_weeks = sum("W" in exemption.period for exemption in exemptions)
        days_in_quarter = self.quarter.span.days
        return ScoreSheet(
            worker=case.worker,
            grid=grid,
            village=self.villages[grid.village],
            days_in_post=served.days,
            days_in_quarter=days_in_quarter,
            graded=self._is_graded(served, days_in_quarter),
            counted_weeks=len(served.weeks) - exempt_weeks,
            counted_months=len(served.months) - (len(exemptions) - exempt_weeks),
            exemptions=tuple(exemptions),
            deductions=tuple(deductions),
            items=items,
            base=base,
            valid_ballots=ballots,
            satisfaction=satisfaction,
            total=self._total(base, satisfaction),
            missing=tuple(missing),
        )

    def _service(self, posts: Sequence[Post]) -> Service:
        key = tuple((post.start, post.stop) for post in posts)
        known = self._services.get(key)
        if known is None:
            known = self._services[key] = service(posts, self.quarter)
        return known

    def _is_graded(self, served: Service, days_in_quarter: int) -> bool:
        readings = self.policy.readings
        long_enough = served.days * WHOLE >= days_in_quarter * readings.tenure
        return long_enough and (served.on_last_day or not readings.on_last_day)

    def _tallied(
        self,
        period_kind: str,
        case: WorkerQuarter,
        periods: Sequence[Week] | Sequence[Month],
        tallies: Mapping[Week, Tally] | Mapping[Month, Tally],
        exemptions: list[Exemption],
        missing: list[Missing],
    ) -> Iterator[Deduction]:
        """Losses of the whole periods; on the way, exempt periods and 未录 cells are noted."""
        worker, posts = case.worker.id, case.posts
        table = f"{period_kind}_tally"
        for period in periods:
            tally = tallies.get(period)  # type: ignore[arg-type]
            if tally is not None and tally.exempt:
                exemptions.append(Exemption(period.iso, tally.exempt))
                continue
            post = posts[0] if len(posts) == 1 else post_on(posts, period)
            kind = self.villages[self.grids[post.grid].village].kind
            verdict = self._verdict(period_kind, kind, tally.counts if tally else NOTHING_TYPED)
            missing += [Missing(worker, what, period.iso) for what in verdict.missing]
            for loss in verdict.losses:
                assert tally is not None
                yield Deduction(*loss[:3], period.iso, loss.fact, tally.paper, table, (period.key, worker))

    def _verdict(self, period_kind: str, kind: VillageKind, counts: Counts) -> Verdict:
        known = self._verdicts.setdefault((period_kind, kind), {})
        verdict = known.get(counts)
        if verdict is None:
            case = TallyCase(self.policy, self.settings.missed, kind)
            losses = [TALLY_RULES[c.kind](c, case, counts) for c in self._tally_clauses[period_kind]]
            missing = [name for name in self._duties[period_kind] if name not in counts]
            verdict = known[counts] = Verdict(tuple(filter(None, losses)), tuple(missing))
        return verdict

    def _found(self, findings: Sequence[Finding]) -> Iterator[Deduction]:
        by_clause: dict[str, list[Finding]] = {}
        for finding in sorted(findings, key=lambda f: (f.day, f.level, f.note, f.paper, f.times)):
            by_clause.setdefault(finding.clause, []).append(finding)
        for code, found in by_clause.items():
            clause: Clause = self.policy.clauses[code]
            for finding, loss in FINDING_RULES[clause.kind](clause, found):
                day, key = finding.day.isoformat(), (str(finding.id or ""),)
                yield Deduction(*loss[:3], day, loss.fact, finding.paper, "finding", key)

    def _attended(
        self, worker: str, meetings: Sequence[tuple[Meeting, Attendance | None]], missing: list[Missing]
    ) -> Iterator[Deduction]:
        for meeting, attended in meetings:
            if attended is None:
                missing.append(Missing(worker, "考勤", meeting.id))
                continue
            if not attended.report and meeting.kind in self.policy.attendance.reported_at:
                missing.append(Missing(worker, "书面汇报", meeting.id))
            for loss in self._losses_of_marks(attended.mark, attended.report):
                fact = f"{meeting.kind}{loss.fact}"
                key = (meeting.id, worker)
                yield Deduction(*loss[:3], meeting.day.isoformat(), fact, "", "attendance", key)

    def _losses_of_marks(self, mark: str, report: str) -> tuple[Loss, ...]:
        known = self._marks.get((mark, report))
        if known is None:
            clauses = [c for c in self.policy.clauses.values() if c.kind in ATTENDANCE_RULES]
            losses = [ATTENDANCE_RULES[clause.kind](clause, (mark, report)) for clause in clauses]
            known = self._marks[mark, report] = tuple(filter(None, losses))
        return known

    def _items(self, deductions: Sequence[Deduction]) -> tuple[ItemScore, ...]:
        lost: dict[str, int] = {}
        for deduction in deductions:
            lost[deduction.clause] = lost.get(deduction.clause, 0) + deduction.points
        if not lost:
            return tuple(self._untouched.values())
        return tuple(
            self._item(item.number, item.marks, raw)
            if (raw := sum(lost.get(clause.code, 0) for clause in item.clauses))
            else self._untouched[item.number]
            for item in self.policy.items
        )

    @staticmethod
    def _item(number: str, marks: int, raw: int) -> ItemScore:
        """An item's deductions stop at its full marks (扣完为止)."""
        deducted = min(raw, marks)
        return ItemScore(number, int(marks), raw, deducted, marks - deducted)

    def _satisfaction(self, ballots: Sequence[Ballots]) -> tuple[int, int | None]:
        """How many ballots are valid, and their mean in hundredths, half up; None without a valid one."""
        valid = points = 0
        for answer in self.policy.ballots.answers:
            given = sum(group.counts.get(answer.name, 0) for group in ballots)
            valid += given
            points += given * answer.value
        return valid, half_up(points, valid) if valid else None

    def _total(self, base: int, satisfaction: int | None) -> int | None:
        """0.8 × base + 0.2 × 满意度, rounded once; this rounded figure is the one that is graded."""
        if satisfaction is None:
            return None
        weights = self.policy.total
        return half_up(base * weights.base + satisfaction * weights.satisfaction, WHOLE)
