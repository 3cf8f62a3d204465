"""A township of a few lines: everybody does their duty in one quarter until a test says otherwise. All invented."""

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Finding,
    Grid,
    Meeting,
    PolicyText,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
    Village,
    VillageKind,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Month, Quarter, Week
from gridapp.scoring.result import Deduction, Person, QuarterResult
from tests import answers

WEEK_DONE = {"平台录入": 5, "排查": 1, "居民走访": 2, "民情日志": 2, "应访特殊人员": 0, "实访特殊人员": 0}
MONTH_DONE = {"走访一般居民户数": 20}
NO_BALLOTS = {"满意": 0, "较满意": 0, "一般": 0, "不满意": 0}
ALL_CONTENT = {"满意": 10}
LONG_AGO = date(2018, 1, 1)


def create_office(folder: Path, policy: str = "") -> Office:
    """A new office without records; with the text of a policy of version “改”, under that one."""
    path = folder / "台账.db"
    with Office.create(path) as office:
        if policy:
            office.change("新的考核办法", save=[PolicyText("改", policy)])
    return Office.open(path)


class Scored(NamedTuple):
    """What came out: the whole result, and the answer of `score --json` with its people by number."""

    result: QuarterResult
    people: dict[str, dict[str, Any]]
    township: dict[str, Any]
    missing: list[tuple[str, str, str]]

    def person(self, number: str) -> Person:
        return next(person for person in self.result.people if person.sheet.worker.id == number)

    def deductions(self, number: str) -> Sequence[Deduction]:
        return self.person(number).sheet.deductions

    def item(self, worker: str, number: str) -> dict[str, Any]:
        return next(item for item in self.people[worker]["items"] if item["item"] == number)

    def each(self, key: str) -> dict[str, Any]:
        """One figure of everybody: {"A": …, "B": …}."""
        return {number: person[key] for number, person in self.people.items()}


class Town:
    """Collects records and scores them in an office on a real file; nothing stands anywhere until then."""

    def __init__(self, quarter: str = "2019Q2", *, policy: str = "", **settings: str) -> None:
        self.quarter = Quarter.parse(quarter)
        self.policy = policy
        self.records: list[Record] = [QuarterSetting(quarter, item, value) for item, value in settings.items()]
        self.tallies: dict[tuple[str, Week | Month], Tally] = {}

    def add(self, *records: Record) -> None:
        self.records += records

    def worker(self, number: str, *, standard: int | None = 150_000, ballots: dict[str, int] = ALL_CONTENT) -> None:
        """A worker with a standard (分) and ballots but no post yet; no ballots: none were cast."""
        self.add(Worker(number, f"某{number}"))
        if standard is not None:
            self.add(Standard(number, LONG_AGO, standard))
        if ballots:
            self.add(Ballots(str(self.quarter), number, "居民代表", Counts(NO_BALLOTS | ballots)))

    def post(self, number: str, start: date, stop: date | None = None, *, kind: VillageKind = "村") -> None:
        """The worker serves in a grid of their own, every duty of those weeks and months done."""
        grid = f"{kind}{number}{start:%m%d}"
        self.add(Village(f"东{kind}", kind), Grid(grid, f"东{kind}", grid), post := Post(number, start, grid, stop))
        for period in (*self.quarter.weeks, *self.quarter.months):
            if post.span.meet(period.span):
                done = WEEK_DONE if isinstance(period, Week) else MONTH_DONE
                self.tallies[number, period] = Tally(number, period, Counts(done))

    def appoint(
        self,
        number: str,
        start: date = LONG_AGO,
        stop: date | None = None,
        *,
        kind: VillageKind = "村",
        standard: int | None = 150_000,
        ballots: dict[str, int] = ALL_CONTENT,
    ) -> None:
        """A worker with one post."""
        self.worker(number, standard=standard, ballots=ballots)
        self.post(number, start, stop, kind=kind)

    def week(self, number: str, monday: str, exempt: str = "", **counts: int | None) -> None:
        """What was typed for a week instead; None is 未录."""
        self._tally(number, Week(date.fromisoformat(monday)), exempt, counts)

    def month(self, number: str, month: str, exempt: str = "", **counts: int | None) -> None:
        self._tally(number, Month.parse(month), exempt, counts)

    def _tally(self, number: str, period: Week | Month, exempt: str, counts: dict[str, int | None]) -> None:
        before = self.tallies[number, period].counts
        typed = {duty: count for duty, count in {**before, **counts}.items() if count is not None}
        self.tallies[number, period] = Tally(number, period, Counts(typed), exempt)

    def finding(self, number: str, clause: str, times: int = 1, level: str = "", day: date | None = None) -> None:
        when = day or self.quarter.months[1].span.first
        self.add(Finding(number, when, clause, level, times, note="核查发现"))

    def meeting(self, number: str, day: date, kind: str = "例会", **marks: tuple[str, str]) -> None:
        """A meeting, and by worker the mark and the report's mark."""
        attended = [Attendance(number, worker, mark, report) for worker, (mark, report) in marks.items()]
        self.add(Meeting(number, day, kind), *attended)

    def score(self) -> Scored:
        with tempfile.TemporaryDirectory() as folder, create_office(Path(folder), self.policy) as office:
            office.change("录入", save=[*self.records, *self.tallies.values()])
            result = office.score(self.quarter)
            answer = answers.score(office, str(self.quarter))
        people = {person["id"]: person for person in answer["people"]}
        missing = [(each["id"], each["what"], each["period"]) for each in answer["missing"]]
        return Scored(result, people, answer["township"], missing)
