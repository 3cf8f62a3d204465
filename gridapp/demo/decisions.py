"""What the demo's office answers and decides: doubts, objections, corrections, consequences, years."""

from datetime import date

import msgspec

from gridapp.demo.people import Person
from gridapp.demo.plan import CorrectionPlan
from gridapp.demo.stage import Stage
from gridapp.model import Counts, Finding
from gridapp.office import Office
from gridapp.periods import DAY, Quarter, Week, working_day
from gridapp.rulings import RECOMMENDATION_FIELDS, Objection, Recommendation

_DAYS_TO_DECIDE = 15
"""The working day of the next quarter on which consequences are decided."""


def _person(stage: Stage, grid: str) -> Person:
    """Who had a grid first."""
    return next(person for person in stage.roster.people if person.story == grid)


def odd_weeks(office: Office, stage: Stage, quarter: Quarter) -> None:
    """Type the counts that are hardly so, and answer those that were asked about."""
    boss = stage.plan.office["制表人"]
    for each in stage.plan.odd:
        week, worker = Week(each.week), _person(stage, each.grid).worker
        typed = office.tally(worker.id, week)
        if week.quarter != quarter or typed is None:
            continue
        tally = msgspec.structs.replace(typed, counts=Counts({**typed.counts, each.duty: each.count}))
        office.change(f"{week.title} {worker.name} {each.duty} → {each.count}", save=[tally])
        if each.answered:
            asked = (d for d in office.doubts(quarter) if each.duty in d.flag.key and worker.id in d.flag.workers)
            for doubt in asked:
                office.answer_doubt(quarter, doubt, each.answer, boss, each.answered)


def objections(office: Office, stage: Stage, quarter: Quarter, until: date) -> None:
    """What had come in by a day, answered as far as it was."""
    clerk = stage.plan.office["制表人"]
    known = {(each.quarter, each.objector) for each in office.all(Objection)}
    for each in stage.plan.objections:
        if each.quarter != str(quarter) or each.received > until or (each.quarter, each.objector) in known:
            continue
        worker = _person(stage, each.grid).worker
        objection = Objection(each.quarter, each.objector, each.received, each.text, worker.id)
        if each.outcome:
            objection = msgspec.structs.replace(
                objection, answer=each.answer, outcome=each.outcome, answered_by=clerk, answered=each.answered
            )
        office.change(f"{quarter.title} 异议 {each.objector}", save=[objection])


def corrections(office: Office, stage: Stage, before: date) -> None:
    """The corrections that were made by a day."""
    for each in stage.plan.corrections:
        quarter = Quarter.parse(each.quarter)
        if each.day < before and not office.corrections(quarter):
            _correct(office, stage, quarter, each)


def _correct(office: Office, stage: Stage, quarter: Quarter, plan: CorrectionPlan) -> None:
    found = plan.finding
    worker = _person(stage, found.grid).worker
    office.correct(
        quarter,
        [Finding(worker.id, found.day, found.clause, found.level, found.times, found.note, found.paper)],
        confirmed=[_person(stage, grid).worker.id for grid in plan.confirmed],
        reason=plan.reason,
        proposed_by=stage.plan.office["制表人"],
        confirmed_by=stage.plan.office["审核人"],
        day=plan.day,
    )


def consequences(office: Office, stage: Stage, quarter: Quarter) -> None:
    """Accept what the runs at a settled quarter's end lead to, but for what was declined."""
    head = stage.plan.office["单位负责人"]
    day = working_day(quarter.span.last + DAY, _DAYS_TO_DECIDE)
    declined = {(_person(stage, each.grid).worker.id, each.quarter, each.kind): each for each in stage.plan.declined}
    for draft in office.drafts(quarter):
        against = declined.get((draft.worker.id, str(quarter), draft.kind))
        office.decide_draft(draft, against.reason if against else "", head, day, accepted=against is None)


def years(office: Office, stage: Stage, quarter: Quarter) -> None:
    """What was decided when a year ended with this quarter, and who was recommended for the next."""
    head = stage.plan.office["单位负责人"]
    if quarter.number < 4:
        return
    for each in stage.plan.years:
        if each.year == quarter.year:
            only = _person(stage, each.grid).worker.id if each.grid else ""
            for line in office.year(each.year):
                if only in ("", line.worker.id):
                    office.decide_year(each.year, line.worker, each.decision, each.reason, head, each.day)
    for round_ in stage.plan.rounds:
        if round_.year == quarter.year + 1:
            villages = list(stage.roster.villages)[: round_.villages]
            for place in office.recommendation_round(round_.year):
                if place.village.name in villages and place.holder:
                    taken = dict(zip(RECOMMENDATION_FIELDS, round_.days, strict=False))
                    known = {"year": round_.year, "grid": place.grid.code, "name": place.holder.name}
                    office.recommend(msgspec.convert({**known, "worker": place.holder.id, **taken}, Recommendation))
