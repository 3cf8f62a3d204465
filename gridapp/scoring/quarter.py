"""A quarter's records → QuarterResult: everyone's sheet, then grades, then money."""

from collections.abc import Sequence

from gridapp.model import QuarterRecords
from gridapp.scoring.grades import grade_people
from gridapp.scoring.policy import Policy
from gridapp.scoring.result import Person, QuarterResult, ScoreSheet
from gridapp.scoring.settings import read_settings
from gridapp.scoring.sheet import Scorer
from gridapp.scoring.subsidy import pay_people


def score_sheets(policy: Policy, records: QuarterRecords) -> list[ScoreSheet]:
    """Everyone's score sheet, in the order of the records."""
    scorer = Scorer.of(policy, records)
    return [scorer.sheet(case) for case in records.people]


def score_quarter(policy: Policy, records: QuarterRecords, state: str) -> QuarterResult:
    """The whole answer of a quarter as it is on record now."""
    return settle_up(policy, records, score_sheets(policy, records), state)


def settle_up(policy: Policy, records: QuarterRecords, sheets: Sequence[ScoreSheet], state: str) -> QuarterResult:
    """Grades and money for sheets that are scored already (sheets in the order of records.people)."""
    settings = read_settings(policy, records.settings)
    standings, board = grade_people(policy, settings, sheets)
    people = list(zip(records.people, sheets, strict=True))
    pays, pool = pay_people(policy, records.quarter, records.carried_in, settings.reward, board, people, standings)
    return QuarterResult(
        quarter=str(records.quarter),
        policy=policy.version,
        policy_title=policy.title,
        state=state,
        settings=dict(records.settings),
        people=tuple(Person(s, standings[s.worker.id], pays[s.worker.id]) for s in sheets),
        board=board,
        pool=pool,
    )
