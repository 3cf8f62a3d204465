"""What happens beside the daily duties in the demo: findings, meetings with attendance, ballots."""

from collections import Counter
from collections.abc import Iterator

from gridapp.demo.people import Person
from gridapp.demo.stage import Stage
from gridapp.model import Attendance, Ballots, Counts, Finding, Meeting
from gridapp.periods import DAY, Quarter, Span

_LATE_MARKS = ("迟到", "迟到", "早退", "缺席", "缺席", "迟到早退")
_LATE_REPORTS = ("迟交", "迟交", "未交")
_CALLED_AWAY = 0.04
_RESIDENTS = (15, 22)
_MEMBERS = (5, 8)


def findings(stage: Stage, person: Person, quarter: Quarter) -> Iterator[Finding]:
    """The story's incidents, and as many others as the character has."""
    rng, worker = stage.rng, person.worker.id
    for each in stage.plan.incidents:
        if each.grid == person.story and Quarter.of(each.day) == quarter:
            yield Finding(worker, each.day, each.clause, each.level, each.times, each.note, each.paper)
    days = [quarter.span.first + number * DAY for number in range(quarter.span.days)]
    served = [day for day in days if day.weekday() < 5 and any(post.span.holds(day) for post in person.posts)]
    everything = [(clause, note) for clause, notes in stage.words.findings.items() for note in notes]
    number = rng.randint(*stage.effort(person, quarter).findings) * len(served) // len(days)
    for clause, note in rng.sample(everything, number):
        day = rng.choice(served)
        village = stage.roster.village_of(next(post.grid for post in person.posts if post.span.holds(day)))
        where, name = stage.villager(village.name)
        paper = f"{stage.words.papers[clause[0]]}第{rng.randint(1, 40)}页"
        yield Finding(worker, day, clause, note=note.format(team=where, name=name), paper=paper)


def meetings(stage: Stage, quarter: Quarter) -> Iterator[Meeting]:
    """The meetings that are held in a quarter; written reports are due on the day."""
    plan = stage.plan.meetings
    for each in plan.held:
        if Quarter.of(each.day) == quarter:
            due = each.day if each.kind in stage.policy.attendance.reported_at else None
            yield Meeting(f"H{each.day:%Y%m%d}", each.day, each.kind, each.topic, plan.place, plan.host, due)


def attendance(stage: Stage, meeting: Meeting) -> Iterator[Attendance]:
    """The marks of everybody who is in post on the day."""
    for person in stage.roster.people:
        if any(post.span.holds(meeting.day) for post in person.posts):
            mark, note = _mark(stage, person, meeting)
            yield Attendance(meeting.id, person.worker.id, mark, _report(stage, person, meeting), note)


def _mark(stage: Stage, person: Person, meeting: Meeting) -> tuple[str, str]:
    rng = stage.rng
    if excuse := stage.excuse(person, Span(meeting.day, meeting.day)):
        return "请假", excuse
    if rng.random() < stage.effort(person, Quarter.of(meeting.day)).slip:
        return rng.choice(_LATE_MARKS), ""
    if rng.random() < _CALLED_AWAY:
        return rng.choice((("公差", "陪同县里入户核查"), ("请假", "孩子生病，有请假条")))
    return "正常", ""


def _report(stage: Stage, person: Person, meeting: Meeting) -> str:
    if not meeting.report_due:
        return "不要求"
    late = stage.rng.random() < stage.effort(person, Quarter.of(meeting.day)).slip
    return stage.rng.choice(_LATE_REPORTS) if late else "按时"


def ballots(stage: Stage, person: Person, quarter: Quarter) -> Iterator[Ballots]:
    """What the representatives of residents and of party members answered about somebody."""
    rng, mood = stage.rng, stage.effort(person, quarter).mood
    answers = [answer.name for answer in stage.policy.ballots.answers]
    lost = stage.lost_votes(person, quarter)
    for voters, size in (("居民代表", _RESIDENTS), ("党员代表", _MEMBERS)):
        given = Counter(rng.choices(answers, mood, k=rng.randint(*size)))
        if lost is not None:
            worse = lost if voters == "居民代表" else 0
            given = Counter({answers[0]: size[1] - worse, answers[1]: worse})
        void = {name: int(rng.random() < 0.2) for name in stage.policy.ballots.void}
        counts = Counts({**{answer: given[answer] for answer in answers}, **void})
        yield Ballots(str(quarter), person.worker.id, voters, counts)
