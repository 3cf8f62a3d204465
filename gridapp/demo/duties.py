"""The weeks and months of the demo's workers: tallies, exemptions, and entries (明细) where they are kept."""

from collections.abc import Iterator

from gridapp.demo.people import Person
from gridapp.demo.stage import Stage
from gridapp.model import Counts, Detail, Record, Tally
from gridapp.periods import DAY, Month, Quarter, Week
from gridapp.scoring.policy import Duty
from gridapp.scoring.service import service

_LISTED, _VISITED = "应访特殊人员", "实访特殊人员"
_WEEKS_SHORT = (1, 1, 2)
_WEEKS_OVER = (0, 0, 0, 1, 1, 2)
_HOUSEHOLDS_SHORT = range(1, 9)
_HOUSEHOLDS_OVER = range(7)


def weeks(stage: Stage, person: Person, quarter: Quarter) -> Iterator[tuple[Week, list[Record]]]:
    """What is typed for each whole week that somebody served."""
    for week in service(person.posts, quarter).weeks:
        excuse = _holiday(stage, week) or stage.excuse(person, week.span)
        yield week, [_exempt(person, week, excuse)] if excuse else _worked_week(stage, person, quarter, week)


def months(stage: Stage, person: Person, quarter: Quarter) -> Iterator[tuple[Month, list[Record]]]:
    """What is typed for each whole month that somebody served."""
    for month in service(person.posts, quarter).months:
        excuse = stage.excuse(person, month.span)
        yield month, [_exempt(person, month, excuse)] if excuse else _worked_month(stage, person, quarter, month)


def _holiday(stage: Stage, week: Week) -> str:
    return next((holiday.reason for holiday in stage.plan.holidays if holiday.week == week.monday), "")


def _exempt(person: Person, period: Week | Month, excuse: str) -> Tally:
    return Tally(person.worker.id, period, Counts(), exempt=excuse)


def _worked_week(stage: Stage, person: Person, quarter: Quarter, week: Week) -> list[Record]:
    rng, slip = stage.rng, stage.effort(person, quarter).slip
    kind = stage.village(person, week).kind
    listed = 1 + int(person.worker.id[1:]) % 4
    counts = {}
    for duty in stage.policy.weekly:
        short = rng.choice(_WEEKS_SHORT) if rng.random() < slip else -rng.choice(_WEEKS_OVER)
        if duty.name == _LISTED:
            counts[duty.name] = listed
        elif duty.name == _VISITED:
            counts[duty.name] = max(0, listed - max(0, short))
        else:
            counts[duty.name] = max(0, duty.quota[kind] - short)
    paper = f"每周工作登记表{week.monday:%Y}年{week.title}"
    return _with_entries(stage, person, quarter, Tally(person.worker.id, week, Counts(counts), paper=paper))


def _worked_month(stage: Stage, person: Person, quarter: Quarter, month: Month) -> list[Record]:
    rng, slip = stage.rng, stage.effort(person, quarter).slip
    kind = stage.village(person, month).kind
    counts = {}
    for duty in stage.policy.monthly:
        short = rng.choice(_HOUSEHOLDS_SHORT) if rng.random() < slip else -rng.choice(_HOUSEHOLDS_OVER)
        counts[duty.name] = duty.quota[kind] - short
    paper = f"民情日志{month.year}年{month.title}"
    return _with_entries(stage, person, quarter, Tally(person.worker.id, month, Counts(counts), paper=paper))


def _with_entries(stage: Stage, person: Person, quarter: Quarter, tally: Tally) -> list[Record]:
    """The tally; where the plan wants a duty entry by entry, the entries in place of its count."""
    kept = [each.duty for each in stage.plan.details if (each.grid, each.quarter) == (person.story, str(quarter))]
    itemised = [duty for duty in kept if tally.counts.get(duty)]
    if not itemised:
        return [tally]
    typed = Counts({name: count for name, count in tally.counts.items() if name not in itemised})
    entries = [
        entry
        for duty in itemised
        for entry in _entries(stage, person, tally.period, stage.policy.duty[duty], tally.counts[duty])
    ]
    return [Tally(tally.worker, tally.period, typed, paper=tally.paper), *entries]


def _entries(stage: Stage, person: Person, period: Week | Month, duty: Duty, count: int) -> Iterator[Detail]:
    """As many entries as count; of households, as many different ones, and the first of them twice."""
    village = stage.village(person, period).name
    objects: dict[str, None] = {}
    while len(objects) < count:
        objects["".join(stage.villager(village))] = None
    days = sorted(stage.rng.choices(range(period.span.days), k=count + duty.distinct))
    again = list(objects)[: int(duty.distinct)]
    for days_in, visited in zip(days, [*objects, *again], strict=True):
        kind = stage.rng.choice(duty.kinds) if duty.kinds else ""
        note = stage.rng.choice(stage.words.entries[kind or duty.name])
        day = period.span.first + days_in * DAY
        yield Detail(person.worker.id, day, duty.name, kind, visited, note, duty.paper)
