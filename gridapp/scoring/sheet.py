"""One worker's quarter → ScoreSheet. Pure; what recurs among workers (equal tallies, posts) is worked out once."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Self, TypeVar

from gridapp.amounts import half_up
from gridapp.model import (
    Ballots,
    Counts,
    Exemption,
    Finding,
    Grid,
    Post,
    QuarterRecords,
    Tally,
    Village,
    VillageKind,
    WorkerQuarter,
)
from gridapp.periods import Month, Quarter, Week
from gridapp.scoring.ballots import mean_of, worth
from gridapp.scoring.clauses import (
    ATTENDANCE_RULES,
    FINDING_RULES,
    TALLY_RULES,
    Loss,
    TallyCase,
    period_of,
)
from gridapp.scoring.policy import WHOLE, Clause, Duty, Item, Policy
from gridapp.scoring.result import SATISFACTION, Deduction, ItemScore, Missing, ScoreSheet
from gridapp.scoring.service import Service, post_on, service
from gridapp.scoring.settings import Settings, read_settings

NOTHING_TYPED = Counts()
P = TypeVar("P", Week, Month)


class Verdict(NamedTuple):
    """What one period's counts cost, and which of its duties are 未录."""

    losses: tuple[Loss, ...]
    missing: tuple[str, ...]


class PeriodRules(NamedTuple):
    """What weeks (or months) are judged by: the clauses that they feed, their duties, and where tallies lie.

    `verdicts` remembers by kind of village what counts came to: most weeks of a township are like another. They are
    known by their identity, for equal counts on record share one object, which `Scorer` keeps alive.
    """

    table: str
    clauses: tuple[Clause, ...]
    duties: tuple[str, ...]
    verdicts: dict[VillageKind, dict[int, Verdict]]


class Scorer:
    """Scores the workers of one quarter. Results depend only on the arguments; what is remembered only saves time."""

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
        self._kind_of_grid = {grid.code: villages[grid.village].kind for grid in grids.values()}
        self._order = {code: place for place, code in enumerate(policy.clauses)}
        self._item_of_clause = {c.code: place for place, item in enumerate(policy.items) for c in item.clauses}
        self._weekly = self._period_rules("week", policy.weekly)
        self._monthly = self._period_rules("month", policy.monthly)
        periods: tuple[Week | Month, ...] = (*quarter.weeks, *quarter.months)
        self._names = {period: (period.iso, period.key) for period in periods}
        self._days = quarter.span.days
        self._ballot_sums: dict[Counts, tuple[int, int]] = {}
        self._services: dict[tuple[tuple[object, object], ...], Service] = {}
        self._losses_of_marks: dict[tuple[str, str], tuple[Loss, ...]] = {}
        self._scored: dict[tuple[int, ...], tuple[tuple[ItemScore, ...], int]] = {}
        self._judged: list[Counts] = [NOTHING_TYPED]

    @classmethod
    def of(cls, policy: Policy, records: QuarterRecords) -> Self:
        """The scorer of a quarter as it is on record."""
        settings = read_settings(policy, records.settings)
        return cls(policy, settings, records.quarter, records.villages, records.grids)

    def _period_rules(self, period: str, duties: Sequence[Duty]) -> PeriodRules:
        fed = (c for c in self.policy.clauses.values() if c.kind in TALLY_RULES)
        clauses = tuple(clause for clause in fed if period_of(clause, self.policy) == period)
        return PeriodRules(f"{period}_tally", clauses, tuple(d.name for d in duties), {"村": {}, "社区": {}})

    def sheet(self, case: WorkerQuarter) -> ScoreSheet:
        """The score sheet of one worker who was in post on some day of the quarter."""
        served = self._service(case.posts)
        grid = self.grids[case.home.grid]
        missing: list[Missing] = []
        deductions: list[Deduction] = []
        exempt_weeks = self._tally(self._weekly, case, served.weeks, case.weeks, deductions, missing)
        exempt_months = self._tally(self._monthly, case, served.months, case.months, deductions, missing)
        if case.findings:
            deductions += self._found(case.findings)
        self._attend(case, deductions, missing)
        deductions.sort(key=self._place)  # a stable sort: each source gave its own in the order of time
        items, base = self._items(deductions)
        valid, satisfaction = self._satisfaction(case.ballots)
        if satisfaction is None:
            missing.append(Missing(case.worker.id, SATISFACTION, str(self.quarter)))
        if not case.standards:
            missing.append(Missing(case.worker.id, "补贴标准", str(self.quarter)))
        return ScoreSheet(
            worker=case.worker,
            grid=grid,
            village=self.villages[grid.village],
            days_in_post=served.days,
            days_in_quarter=self._days,
            graded=self._is_graded(served),
            counted_weeks=len(served.weeks) - len(exempt_weeks),
            counted_months=len(served.months) - len(exempt_months),
            exemptions=(*exempt_weeks, *exempt_months),
            deductions=tuple(deductions),
            items=items,
            base=base,
            valid_ballots=valid,
            satisfaction=satisfaction,
            total=self._total(base, satisfaction),
            missing=tuple(missing),
        )

    def counts(self, case: WorkerQuarter, period: Week | Month) -> bool:
        """Whether the worker was in post on every day of the week (or month)."""
        served = self._service(case.posts)
        return period in (served.weeks if isinstance(period, Week) else served.months)

    def judge(self, kind: VillageKind, tally: Tally) -> Verdict:
        """What one period's counts cost where the quota is that of such a village; nothing when it is exempt."""
        if tally.exempt:
            return Verdict((), ())
        rules = self._weekly if isinstance(tally.period, Week) else self._monthly
        counts = tally.counts or NOTHING_TYPED  # made anew for every period that is 未录
        return rules.verdicts[kind].get(id(counts)) or self._verdict(rules, kind, counts)

    def _place(self, deduction: Deduction) -> int:
        return self._order[deduction.clause]

    def _service(self, posts: Sequence[Post]) -> Service:
        key = tuple((post.start, post.stop) for post in posts)
        known = self._services.get(key)
        if known is None:
            known = self._services[key] = service(posts, self.quarter)
        return known

    def _is_graded(self, served: Service) -> bool:
        readings = self.policy.readings
        long_enough = served.days * WHOLE >= self._days * readings.tenure
        return long_enough and (served.on_last_day or not readings.on_last_day)

    def _tally(
        self,
        rules: PeriodRules,
        case: WorkerQuarter,
        periods: Sequence[P],
        tallies: Mapping[P, Tally],
        deductions: list[Deduction],
        missing: list[Missing],
    ) -> list[Exemption]:
        """Add what the whole periods cost and which of their cells are 未录; returns the exempt ones."""
        worker, posts = case.worker.id, case.posts
        kind = self._kind_of_grid[posts[0].grid]
        verdicts, moves = rules.verdicts[kind], len(posts) > 1
        exemptions = []
        for period in periods:
            tally = tallies.get(period)
            if tally is None:
                counts, paper = NOTHING_TYPED, ""
            elif tally.exempt:
                exemptions.append(Exemption(period.iso, tally.exempt))
                continue
            else:
                counts, paper = tally.counts, tally.paper
            if moves:
                kind = self._kind_of_grid[post_on(posts, period).grid]
                verdicts = rules.verdicts[kind]
            losses, untold = verdicts.get(id(counts)) or self._verdict(rules, kind, counts)
            if losses:
                iso, key = self._names[period]
                for loss in losses:
                    deductions.append(Deduction(*loss, iso, paper, rules.table, (key, worker)))
            if untold:
                missing += [Missing(worker, what, self._names[period][0]) for what in untold]
        return exemptions

    def _verdict(self, rules: PeriodRules, kind: VillageKind, counts: Counts) -> Verdict:
        case = TallyCase(self.policy, self.settings.missed, kind)
        losses = [TALLY_RULES[clause.kind](clause, case, counts) for clause in rules.clauses]
        missing = tuple(name for name in rules.duties if name not in counts)
        self._judged.append(counts)
        verdict = rules.verdicts[kind][id(counts)] = Verdict(tuple(filter(None, losses)), missing)
        return verdict

    def _found(self, findings: Sequence[Finding]) -> Iterator[Deduction]:
        by_clause: dict[str, list[Finding]] = {}
        for finding in sorted(findings, key=lambda f: (f.day, f.level, f.note, f.paper, f.times)):
            by_clause.setdefault(finding.clause, []).append(finding)
        for code, found in by_clause.items():
            clause = self.policy.clauses[code]
            for finding, loss in FINDING_RULES[clause.kind](clause, found):
                day, key = finding.day.isoformat(), (str(finding.id or ""),)
                yield Deduction(*loss, day, finding.paper, "finding", key)

    def _attend(self, case: WorkerQuarter, deductions: list[Deduction], missing: list[Missing]) -> None:
        """Add what the marks of the meetings cost, and which marks are 未录."""
        worker = case.worker.id
        for meeting, attended in case.meetings:
            if attended is None:
                missing.append(Missing(worker, "考勤", meeting.id))
                continue
            if not attended.report and meeting.kind in self.policy.attendance.reported_at:
                missing.append(Missing(worker, "书面汇报", meeting.id))
            marks = (attended.mark, attended.report)
            losses = self._losses_of_marks.get(marks)
            for loss in self._judge_marks(marks) if losses is None else losses:
                named = loss._replace(fact=f"{meeting.kind}{loss.fact}")
                day, key = meeting.day.isoformat(), (meeting.id, worker)
                deductions.append(Deduction(*named, day, "", "attendance", key))

    def _judge_marks(self, marks: tuple[str, str]) -> tuple[Loss, ...]:
        clauses = [c for c in self.policy.clauses.values() if c.kind in ATTENDANCE_RULES]
        losses = [ATTENDANCE_RULES[clause.kind](clause, marks) for clause in clauses]
        self._losses_of_marks[marks] = found = tuple(filter(None, losses))
        return found

    def _items(self, deductions: Sequence[Deduction]) -> tuple[tuple[ItemScore, ...], int]:
        """The score of each item, and their sum."""
        lost = [0] * len(self.policy.items)
        for deduction in deductions:
            lost[self._item_of_clause[deduction.clause]] += deduction.points
        known = self._scored.get(raw := tuple(lost))
        if known is None:
            items = tuple(map(_item_score, self.policy.items, raw))
            known = self._scored[raw] = items, sum(item.score for item in items)
        return known

    def _satisfaction(self, ballots: Sequence[Ballots]) -> tuple[int, int | None]:
        """How many ballots are valid, and their mean in hundredths, half up; None without a valid one."""
        valid = points = 0
        for group in ballots:
            given, value = self._ballot_sums.get(group.counts) or self._sum_ballots(group.counts)
            valid += given
            points += value
        return valid, mean_of(valid, points)

    def _sum_ballots(self, counts: Counts) -> tuple[int, int]:
        found = self._ballot_sums[counts] = worth(self.policy.ballots, counts)
        return found

    def _total(self, base: int, satisfaction: int | None) -> int | None:
        """0.8 × base + 0.2 × 满意度, rounded once; this rounded figure is the one that is graded."""
        if satisfaction is None:
            return None
        weights = self.policy.total
        return half_up(base * weights.base + satisfaction * weights.satisfaction, WHOLE)


def _item_score(item: Item, raw: int) -> ItemScore:
    """An item's deductions stop at its full marks (扣完为止)."""
    deducted = min(raw, item.marks)
    return ItemScore(item.number, int(item.marks), raw, int(deducted), item.marks - deducted)
