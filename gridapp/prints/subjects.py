"""What forms are printed of: read from the office once, so that drawing can go on beside the window.

A form of a settled quarter sees what was frozen, and records that can't be changed any more.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from gridapp.charts.past import Past, quarters_to
from gridapp.corrections import Corrected
from gridapp.errors import OfficeError
from gridapp.meetings import RollLine, meeting_lines
from gridapp.model import (
    SETTLED_STATES,
    Assistant,
    Attendance,
    Ballots,
    Grid,
    Meeting,
    Post,
    QuarterRecords,
    Village,
    Worker,
)
from gridapp.office import Office, QuarterView
from gridapp.periods import Quarter
from gridapp.prints.choice import Choice
from gridapp.progress import Chase, chase
from gridapp.rulings import Correction
from gridapp.scoring.grades import Run
from gridapp.scoring.policy import Policy
from gridapp.staffing import Roster
from gridapp.years import YearLine


class Subject(Protocol):
    """What all of them know: the office's own settings."""

    @property
    def office(self) -> dict[str, str]: ...


class QuarterPapers(NamedTuple):
    """A quarter's result with the records that its lists show.

    `attendance` has every expected (meeting, worker), None while 未录; `ballots` everyone's groups of voters.
    `meetings` are in the order of their days.
    """

    view: QuarterView
    meetings: tuple[Meeting, ...]
    attendance: Mapping[tuple[str, str], Attendance | None]
    ballots: Mapping[str, tuple[Ballots, ...]]

    @property
    def office(self) -> dict[str, str]:
        return self.view.office


class QuarterOwed(NamedTuple):
    """A quarter's result, and what of its records is due and 未录 on a day."""

    view: QuarterView
    owed: tuple[Chase, ...]
    day: date

    @property
    def office(self) -> dict[str, str]:
        return self.view.office


class Failing(NamedTuple):
    """Somebody in a run of 不合格, where they served in its last quarter, and the total of each of its quarters."""

    worker: Worker
    grid: Grid
    village: Village
    run: Run
    totals: tuple[tuple[Quarter, int | None], ...]


class QuarterRuns(NamedTuple):
    """A quarter's result, and who stands in a run of 不合格 up to it. `day`: when it is printed."""

    view: QuarterView
    failing: tuple[Failing, ...]
    day: date

    @property
    def office(self) -> dict[str, str]:
        return self.view.office


class QuarterCorrections(NamedTuple):
    """A settled quarter, and its corrections, oldest first, each with what is frozen of it."""

    view: QuarterView
    corrections: tuple[tuple[Correction, Corrected], ...]

    @property
    def office(self) -> dict[str, str]:
        return self.view.office


class QuarterPast(NamedTuple):
    """A quarter's result, and the figures of the eight quarters that end with it."""

    view: QuarterView
    past: Past

    @property
    def office(self) -> dict[str, str]:
        return self.view.office


class MeetingPaper(NamedTuple):
    """A meeting, held or to come (None: not on record yet), and everyone in post on its day.

    `day` is when it is printed.
    """

    meeting: Meeting | None
    roll: tuple[RollLine, ...]
    policy: Policy
    office: dict[str, str]
    day: date


class RosterPaper(NamedTuple):
    """The rosters, and the day that they are looked at. `day`: when it is printed."""

    on: date
    roster: Roster
    office: dict[str, str]
    day: date


class YearPaper(NamedTuple):
    """Everybody's year, in the order of grid and number. `day`: when it is printed."""

    year: int
    lines: tuple[YearLine, ...]
    office: dict[str, str]
    day: date


class BlankPaper(NamedTuple):
    """What blank forms are made from: the policy of a quarter, and everyone in post. `day`: when it is printed."""

    quarter: Quarter
    roll: tuple[RollLine, ...]
    policy: Policy
    office: dict[str, str]
    day: date


def quarter_result(office: Office, choice: Choice) -> QuarterView:
    """Raises OfficeError when nobody was in post."""
    quarter = _quarter(choice)
    view = office.view(quarter)
    if not view.result.people:
        raise OfficeError(f"{quarter.title}没有在岗的网格员，没有可打印的表")
    return view


def quarter_papers(office: Office, choice: Choice) -> QuarterPapers:
    """Raises OfficeError when nobody was in post."""
    view, quarter = quarter_result(office, choice), _quarter(choice)
    meetings = [meeting for meeting in office.all(Meeting) if quarter.span.holds(meeting.day)]
    meetings.sort(key=lambda meeting: (meeting.day, meeting.id))
    attendance: dict[tuple[str, str], Attendance | None] = {}
    if view.result.state in SETTLED_STATES:  # posts may have changed since; what was attended may not
        held = {meeting.id for meeting in meetings}
        attendance |= {(each.meeting, each.worker): each for each in office.all(Attendance) if each.meeting in held}
    else:
        for case in office.records(quarter).people:
            attendance |= {(meeting.id, case.worker.id): attended for meeting, attended in case.meetings}
    ballots: dict[str, tuple[Ballots, ...]] = {}
    for each in office.all(Ballots):
        if each.quarter == str(quarter):
            ballots[each.worker] = (*ballots.get(each.worker, ()), each)
    return QuarterPapers(view, tuple(meetings), attendance, ballots)


def quarter_owed(office: Office, choice: Choice) -> QuarterOwed:
    """What is due today. Raises OfficeError when nobody was in post."""
    view, today = quarter_result(office, choice), date.today()
    return QuarterOwed(view, tuple(chase(office.records(_quarter(choice)), view.result, today)), today)


def quarter_runs(office: Office, choice: Choice) -> QuarterRuns:
    """What a person has declined to do about a run is left out. Raises OfficeError when nobody was in post."""
    view, quarter = quarter_result(office, choice), _quarter(choice)
    running = office.runs(quarter)
    answered = [each for each in office.drafts(quarter) if each.decided]
    declined = {(each.worker.id, each.kind) for each in answered if each.decided and not each.decided.accepted}
    longest = max((run.length for _, run in running), default=0)
    ended = running[0][1].quarter if running else quarter
    sheets = {
        past: {person.sheet.worker.id: person.sheet for person in office.stated(past)}
        for past in (ended.shift(back) for back in range(1 - longest, 1))
    }
    failing = []
    for worker, run in running:
        known = [(past, sheets[past][worker.id]) for past in sheets if past > run.quarter.shift(-run.length)]
        last = known[-1][1]
        left = tuple(action for action in run.actions if (worker.id, action) not in declined)
        totals = tuple((past, sheet.total) for past, sheet in known)
        failing.append(Failing(worker, last.grid, last.village, run._replace(actions=left), totals))
    return QuarterRuns(view, tuple(failing), date.today())


def quarter_corrections(office: Office, choice: Choice) -> QuarterCorrections:
    """Raises OfficeError when nobody was in post."""
    return QuarterCorrections(quarter_result(office, choice), tuple(office.corrections(_quarter(choice))))


def quarter_past(office: Office, choice: Choice) -> QuarterPast:
    """Raises OfficeError when nobody was in post."""
    return QuarterPast(quarter_result(office, choice), tuple(map(office.figures, quarters_to(_quarter(choice)))))


def meeting_paper(office: Office, choice: Choice) -> MeetingPaper:
    """Raises OfficeError for a meeting that there is not."""
    today = date.today()
    meeting = next((each for each in office.all(Meeting) if each.id == choice.meeting), None)
    if meeting is None and choice.meeting:
        raise OfficeError(f"没有编号为“{choice.meeting}”的会议，请重新选择")
    day = meeting.day if meeting else choice.day or today
    quarter = Quarter.of(day)
    policy, records = office.policy(quarter), office.records(quarter)
    if meeting:
        (line,) = meeting_lines(policy.attendance, records, [meeting])
        roll = line.roll
    else:
        roll = _in_post(records, day)
    return MeetingPaper(meeting, _by_grid(roll), policy, office.settings(), today)


def roster_paper(office: Office, choice: Choice) -> RosterPaper:
    """Without a day it is today's."""
    today = date.today()
    kinds = (office.all(Village), office.all(Grid), office.all(Worker), office.all(Post), office.all(Assistant))
    return RosterPaper(choice.day or today, Roster(*kinds), office.settings(), today)


def year_paper(office: Office, choice: Choice) -> YearPaper:
    """Without a year it is that of the newest quarter on record."""
    known = office.quarters()
    year = choice.year or (known[-1].year if known else date.today().year)
    return YearPaper(year, tuple(office.year(year)), office.settings(), date.today())


def blank_paper(office: Office, choice: Choice) -> BlankPaper:
    """The people are those of the quarter's last day, or of today while it goes on."""
    today, quarter = date.today(), _quarter(choice)
    day = min(max(today, quarter.span.first), quarter.span.last)
    roll = _in_post(office.records(quarter), day)
    return BlankPaper(quarter, _by_grid(roll), office.policy(quarter), office.settings(), today)


def _quarter(choice: Choice) -> Quarter:
    if choice.quarter is None:
        raise OfficeError("请先选择季度")
    return choice.quarter


def _by_grid(roll: Iterable[RollLine]) -> tuple[RollLine, ...]:
    """By where people serve on the day; the records go by where they served last in the quarter."""
    return tuple(sorted(roll, key=lambda line: (line.grid.code, line.worker.id)))


def _in_post(records: QuarterRecords, day: date) -> tuple[RollLine, ...]:
    """Who serves where on a day of the quarter."""
    found = []
    for case in records.people:
        for post in case.posts:
            if post.span.holds(day):
                grid = records.grids[post.grid]
                found.append(RollLine(case.worker, grid, records.villages[grid.village], None))
    return tuple(found)
