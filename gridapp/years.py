"""Beyond one quarter: runs of 不合格 and what follows from them, the year (年度考评), next year's recommendations.

The policy does not define the year: the four quarters, their mean and the runs are shown, and people decide.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from gridapp.amounts import half_up
from gridapp.desk import Desk, Event
from gridapp.drafts import Draft, drafts_of
from gridapp.errors import Refused
from gridapp.model import SETTLED_STATES, Attendance, Grid, Meeting, Post, Record, Village, Worker
from gridapp.periods import Quarter, Span
from gridapp.pool_book import PoolLine, pool_book
from gridapp.progress import TRAINING
from gridapp.rulings import Consequence, Recommendation, YearDecision
from gridapp.scoring.grades import Outcome, Run, runs
from gridapp.scoring.result import Person
from gridapp.scoring.service import appointed_anew
from gridapp.store.tables import CONSEQUENCES, CORRECTIONS, POSTS, RECOMMENDATIONS, SETTLEMENTS, YEAR_DECISIONS

AWAY = ("请假", "公差", "缺席")
"""Marks of who was not there."""


Ending = tuple[tuple[Worker, str], ...]
"""Everybody of a quarter with the grade."""


class YearQuarter(Record, frozen=True):
    """One quarter of a worker's year; `total` None while unknown, `settled` False where it is a preview."""

    total: int | None
    grade: str
    graded: bool
    settled: bool
    corrected: bool


class YearLine(Record, frozen=True):
    """One worker's year: a place for each of the four quarters (None where they were in post on no day of it).

    `mean` of the settled quarters in which they were graded, in hundredths, half up. `run` is that at the end of the
    newest settled quarter. Trainings are those held while they were in post.
    """

    worker: Worker
    grid: Grid
    village: Village
    quarters: tuple[YearQuarter | None, ...]
    mean: int | None
    run: Run | None
    drafts: tuple[Draft, ...]
    trainings: int
    attended: int
    decision: YearDecision | None


class RoundLine(Record, frozen=True):
    """A grid in a year's recommendation round: who has it on the last day of the year before, and how far it is."""

    grid: Grid
    village: Village
    holder: Worker | None
    recommendation: Recommendation | None


class Years(Desk):
    """The part of the Office that looks beyond one quarter."""

    _endings: dict[Quarter, tuple[str, Ending]]

    def stated(self, quarter: Quarter) -> tuple[Person, ...]:
        """The people of a settled quarter as they stand today: frozen, or restated by a correction."""
        restated = self.restated(quarter)
        return tuple(restated.get(each.sheet.worker.id, each) for each in self.frozen(quarter).result.people)

    def runs(self, quarter: Quarter) -> list[tuple[Worker, Run]]:
        """Who stands in a run of 不合格 after the newest settled quarter up to this one, and what is proposed."""
        settled = self._settled(quarter)
        workers, histories = self._histories(settled)
        ends = ((workers[number], runs(self.policy(quarter), history)[-1]) for number, history in histories.items())
        return [(worker, run) for worker, run in ends if run.length and run.quarter == settled[-1]]

    def _settled(self, until: Quarter) -> list[Quarter]:
        known = sorted(Quarter.parse(each.quarter) for each in SETTLEMENTS.find(self._db))
        return [each for each in known if each <= until]

    def _histories(
        self, settled: Iterable[Quarter], only: Collection[str] | None = None
    ) -> tuple[dict[str, Worker], dict[str, list[Outcome]]]:
        """How every settled quarter ended for everybody (or for `only` some), oldest first, by number."""
        posts: defaultdict[str, list[Post]] = defaultdict(list)
        for post in POSTS.find(self._db):
            posts[post.worker].append(post)
        histories: defaultdict[str, list[Outcome]] = defaultdict(list)
        workers: dict[str, Worker] = {}
        for past in settled:
            for worker, grade in self._ending(past):
                if only is None or worker.id in only:
                    workers[worker.id] = worker
                    histories[worker.id].append(Outcome(past, grade, appointed_anew(posts[worker.id], past)))
        return workers, histories

    def _ending(self, quarter: Quarter) -> Ending:
        """How a settled quarter ended for everybody: read once for what is frozen of it and of its corrections."""
        settled = SETTLEMENTS.get(self._db, str(quarter))
        corrected = CORRECTIONS.find(self._db, "quarter = ?", [str(quarter)])
        stamp = "".join([settled.digest if settled else "", *(each.digest for each in corrected)])
        known = self._endings.get(quarter)
        if known is None or known[0] != stamp:
            ending = tuple((person.sheet.worker, person.standing.grade) for person in self.stated(quarter))
            self._endings[quarter] = known = stamp, ending
        return known[1]

    def run_changes(self, changed: Mapping[str, str], quarter: Quarter) -> list[str]:
        """How runs of 不合格 would change with other grades (by number) in a settled quarter, in Chinese.

        And what was decided about the runs as they were, which stays as it is until a person decides otherwise.
        """
        newest = max(self._settled(Quarter(9999, 4)))
        workers, histories = self._histories(self._settled(newest), changed.keys())
        policy, found = self.policy(newest), []
        for number, grade in changed.items():
            history = histories[number]
            other = [each._replace(grade=grade) if each.quarter == quarter else each for each in history]
            for before, after in zip(runs(policy, history), runs(policy, other), strict=True):
                if before.length != after.length:
                    told = f"到{before.quarter.title}，{workers[number].name} 连续{policy.worst.name}"
                    found.append(f"{told}由 {before.length} 个季度变为 {after.length} 个季度")
            for each in CONSEQUENCES.find(self._db, "worker = ? AND quarter >= ?", [number, str(quarter)]):
                answer = "已接受" if each.accepted else "未接受"
                title = Quarter.parse(each.quarter).title
                found.append(f"{workers[number].name} {title}“{each.kind}”{answer}：是否改变，请另行决定")
        return found

    def drafts(self, quarter: Quarter) -> list[Draft]:
        """What the runs lead to that go on at the end of the newest settled quarter up to this one."""
        return drafts_of(self.policy(quarter), self.runs(quarter), self.all(Consequence))

    def decide_draft(self, draft: Draft, reason: str, who: str, day: date, *, accepted: bool) -> Event:
        """Accept what a run leads to, or decline it with a reason."""
        quarter, worker, length = draft.run.quarter, draft.worker, draft.run.length
        kept = Consequence(str(quarter), worker.id, draft.kind, accepted, reason, who, day, length)
        done = "接受" if accepted else "不接受"
        return self.change(f"{quarter.title} {worker.name} {draft.kind} {done}", save=[kept])

    def pool_book(self) -> list[PoolLine]:
        """The money of every quarter on record, oldest first: the settled as they were settled, others as a preview."""
        return list(pool_book(self.score(quarter) for quarter in self.quarters()))

    # ── the year ──────────────────────────────────────────────────────────────────────────────────

    def year(self, year: int) -> list[YearLine]:
        """Everybody who was in post in a year, in the order of grid and number."""
        quarters = [Quarter(year, number) for number in (1, 2, 3, 4)]
        settled = {each for each in quarters if self.state(each) in SETTLED_STATES}
        restated = {each: self.restated(each) for each in settled}
        people = [self.stated(each) if each in settled else self.score(each).people for each in quarters]
        columns = [{person.sheet.worker.id: person for person in persons} for persons in people]
        newest = {number: person for column in columns for number, person in column.items()}
        decisions = {each.worker: each for each in YEAR_DECISIONS.find(self._db, "year = ?", [year])}
        drafts: defaultdict[str, list[Draft]] = defaultdict(list)
        for quarter in sorted(settled):
            for draft in self.drafts(quarter):
                drafts[draft.worker.id].append(draft)
        running = {worker.id: run for worker, run in self.runs(max(settled))} if settled else {}
        trainings = self._trainings(year)

        def place(quarter: Quarter, person: Person | None) -> YearQuarter | None:
            if person is None:
                return None
            done, number = quarter in settled, person.sheet.worker.id
            corrected = done and number in restated[quarter]
            return YearQuarter(person.sheet.total, person.standing.grade, person.sheet.graded, done, corrected)

        lines = []
        for number, person in newest.items():
            places = tuple(place(each, column.get(number)) for each, column in zip(quarters, columns, strict=True))
            held, attended = trainings.get(number, (0, 0))
            lines.append(
                YearLine(
                    person.sheet.worker,
                    person.sheet.grid,
                    person.sheet.village,
                    places,
                    mean_of_year(places),
                    running.get(number),
                    tuple(drafts[number]),
                    held,
                    attended,
                    decisions.get(number),
                )
            )
        return sorted(lines, key=lambda line: (line.grid.code, line.worker.id))

    def _trainings(self, year: int) -> dict[str, tuple[int, int]]:
        """How many trainings of a year were held while somebody was in post, and at how many they were, by number."""
        days = Span(date(year, 1, 1), date(year, 12, 31))
        held = {each.id: each.day for each in self.all(Meeting) if each.kind in TRAINING and days.holds(each.day)}
        expected: defaultdict[str, int] = defaultdict(int)
        for post in self.all(Post):
            expected[post.worker] += sum(post.span.holds(day) for day in held.values())
        there: defaultdict[str, int] = defaultdict(int)
        for each in self.all(Attendance):
            there[each.worker] += each.meeting in held and each.mark not in AWAY
        return {worker: (number, there[worker]) for worker, number in expected.items()}

    def decide_year(self, year: int, worker: Worker, decision: str, reason: str, who: str, day: date) -> Event:
        """Record what the office decides about a worker at the end of a year."""
        kept = YearDecision(year, worker.id, decision, reason, who, day)
        return self.change(f"{year}年 {worker.name} {decision}", save=[kept])

    def recommendation_round(self, year: int) -> list[RoundLine]:
        """The round of recommendations by which grids are given for a year, every grid with who holds it until then."""
        eve = date(year - 1, 12, 31)
        villages = {village.name: village for village in self.all(Village)}
        workers = {worker.id: worker for worker in self.all(Worker)}
        holders = {post.grid: workers[post.worker] for post in self.all(Post) if post.span.holds(eve)}
        known = {each.grid: each for each in RECOMMENDATIONS.find(self._db, "year = ?", [year])}
        return [
            RoundLine(grid, villages[grid.village], holders.get(grid.code), known.get(grid.code))
            for grid in self.all(Grid)
        ]

    def recommend(self, recommendation: Recommendation) -> Event:
        """Keep a recommendation, or its next steps. A grid has one a year (一年一推荐): another name is refused."""
        year, grid = recommendation.year, recommendation.grid
        known = RECOMMENDATIONS.get(self._db, year, grid)
        if known and known.appointed and known.name != recommendation.name:
            raise Refused(f"网格 {grid} 的{year}年推荐已经任用{known.name}，一年一推荐")
        return self.change(f"{year}年推荐 {recommendation.name}（{grid}）", save=[recommendation])


def mean_of_year(quarters: Iterable[YearQuarter | None]) -> int | None:
    """The mean of the settled quarters in which somebody was graded, to two decimals, half up; None without one."""
    totals = [each.total for each in quarters if each and each.settled and each.graded and each.total is not None]
    return half_up(sum(totals), len(totals)) if totals else None
