"""What people publish, object to, answer, correct and decide in a quarter's life and a year: the records of it.

They stand beside the records that are scored (model): none of them changes a figure of an open quarter. Dates are
`date`s, an empty text means "not given".
"""

from datetime import date

from gridapp.model import Record

OUTCOMES = ("维持", "更正", "其他")
"""How an objection can end."""
YEAR_DECISIONS = ("续用", "不予续用", "辞退")
RECOMMENDATION_STEPS = ("村（社区）推荐", "镇党委组织审查", "镇党委会研究确定", "任用")
"""The round by which somebody is appointed, once a year (一年一推荐)."""
RECOMMENDATION_FIELDS = ("recommended", "reviewed", "decided", "appointed")
"""The days of the steps, by field."""


class Publication(Record, frozen=True):
    """公示 of a quarter's result: its first and last day, both included."""

    quarter: str
    first: date
    last: date


class Objection(Record, frozen=True):
    """异议: who objects to what about whom (a worker's number, "" for the whole list), and what came of it.

    It is open until it has an `outcome`, which comes with the answer, who gave it and when.
    """

    quarter: str
    objector: str
    received: date
    text: str
    worker: str = ""
    answer: str = ""
    outcome: str = ""
    answered_by: str = ""
    answered: date | None = None
    id: int | None = None


class FlagAnswer(Record, frozen=True):
    """What the office says to a doubtful spot (flags): `facts` is what it was then; other facts, and it lapses."""

    quarter: str
    key: str
    facts: str
    answer: str
    who: str
    day: date


class Correction(Record, frozen=True):
    """更正 of a settled quarter: why, the two who stand for it, the quarter whose pay-out it goes into.

    `digest` leads to what is frozen of it: the changed records and both sheets of everyone restated.
    """

    id: str
    quarter: str
    day: date
    reason: str
    proposed_by: str
    confirmed_by: str
    paid_in: str
    digest: str = ""


class Consequence(Record, frozen=True):
    """What a run of 不合格 at the end of a quarter leads to, accepted or declined.

    `kind` is 提醒, 通报批评 or 2020年不予续用; `length` is the run as it was when that was decided.
    """

    quarter: str
    worker: str
    kind: str
    accepted: bool
    reason: str
    who: str
    day: date
    length: int


class YearDecision(Record, frozen=True):
    """年度考评: one of YEAR_DECISIONS about a worker, with its reason."""

    year: int
    worker: str
    decision: str
    reason: str
    who: str
    day: date


class Recommendation(Record, frozen=True):
    """一年一推荐: who is recommended for a grid for a year, and on which day each step was taken.

    `worker` is the number of who is a grid worker already.
    """

    year: int
    grid: str
    name: str
    worker: str = ""
    recommended: date | None = None
    reviewed: date | None = None
    decided: date | None = None
    appointed: date | None = None
    note: str = ""

    @property
    def days(self) -> tuple[date | None, ...]:
        """In the order of RECOMMENDATION_STEPS."""
        return self.recommended, self.reviewed, self.decided, self.appointed
