"""What the demo township is made from: `resources/demo/`, read and typed. Amounts there are whole 元."""

import tomllib
from datetime import date
from typing import Literal, TypeVar

import msgspec

from gridapp.model import VillageKind
from gridapp.resources import resource

T = TypeVar("T")
CharacterName = Literal["带头", "踏实", "松懈"]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Unknown keys are errors: a slip in the files shall not pass silently."""


class GridPlan(_Part, frozen=True):
    """A grid and the character of the worker who has it first."""

    name: str
    households: int
    area: str
    worker: CharacterName


class VillagePlan(_Part, frozen=True):
    name: str
    kind: VillageKind
    grids: tuple[GridPlan, ...]


class Notable(_Part, frozen=True):
    """What is fixed about the first worker of a grid; the seed decides the rest."""

    grid: str
    name: str
    sex: Literal["男", "女"]
    ethnicity: str = "汉族"
    offices: str = ""
    politics: str = ""
    born: date | None = None


class StandardPlan(_Part, frozen=True):
    """元 per quarter from a day on: the township's default, and what each worker of a community gets."""

    start: date
    township: int
    community: int


class Handover(_Part, frozen=True):
    """Who holds the grid leaves after `last`; from `start` on a new person has it, or who moves from another grid."""

    grid: str
    last: date
    reason: str
    start: date
    moved_from: str = ""


class Vacancy(_Part, frozen=True):
    """An assistant's place that is empty: from the day after `since`, or from the beginning."""

    grid: str
    role: str
    since: date | None = None


class TiePlan(_Part, frozen=True):
    """People without any deduction in a quarter, and how many 满意 each falls short; the last two are equal."""

    quarter: str
    grids: tuple[str, ...]
    lost: tuple[int, ...]


class Story(_Part, frozen=True):
    """How the quarters go. People are named by the grid that they had first."""

    printed: str
    learning: str
    opening_balance: int
    reward: int
    decision: str
    failing: dict[str, tuple[str, ...]]
    tie: TiePlan


class Holiday(_Part, frozen=True):
    """A week (by its Monday) that is exempt for everybody."""

    week: date
    reason: str


class Leave(_Part, frozen=True):
    """Days on which one person was excused."""

    grid: str
    first: date
    last: date
    reason: str


class Itemised(_Part, frozen=True):
    """A person's quarter in which a duty is typed entry by entry (明细)."""

    grid: str
    quarter: str
    duty: str


class Incident(_Part, frozen=True):
    """A finding that belongs to the story."""

    grid: str
    day: date
    clause: str
    note: str
    paper: str
    level: str = ""
    times: int = 1


class OddWeek(_Part, frozen=True):
    """A week's count that is hardly so, and what the office said to it ("" : nothing yet)."""

    grid: str
    week: date
    duty: str
    count: int
    answer: str = ""
    answered: date | None = None


class ObjectionPlan(_Part, frozen=True):
    """An objection to a quarter's result; without an outcome it is still open."""

    quarter: str
    objector: str
    received: date
    grid: str
    text: str
    answer: str = ""
    outcome: str = ""
    answered: date | None = None


class CorrectionPlan(_Part, frozen=True):
    """A finding that was forgotten in a settled quarter; `confirmed` are the grids of those whose grade follows."""

    quarter: str
    day: date
    reason: str
    finding: Incident
    confirmed: tuple[str, ...]


class Declined(_Part, frozen=True):
    """A consequence that was not accepted."""

    grid: str
    quarter: str
    kind: str
    reason: str


class YearPlan(_Part, frozen=True):
    """How the office decided at the end of a year about everybody who has served in it, or only about one of a grid."""

    year: int
    day: date
    decision: str
    reason: str
    grid: str = ""


class RoundPlan(_Part, frozen=True):
    """A year's recommendations: of so many villages, with the days of the steps that are taken."""

    year: int
    villages: int
    days: tuple[date, ...]


class MeetingPlan(_Part, frozen=True):
    day: date
    kind: str
    topic: str


class Meetings(_Part, frozen=True):
    place: str
    host: str
    held: tuple[MeetingPlan, ...]


class Plan(_Part, frozen=True):
    """township.toml"""

    opening: date
    last_quarter: str
    typed_until: date
    area_code: str
    office: dict[str, str]
    villages: tuple[VillagePlan, ...]
    notable: tuple[Notable, ...]
    standards: tuple[StandardPlan, ...]
    handovers: tuple[Handover, ...]
    vacancies: tuple[Vacancy, ...]
    story: Story
    holidays: tuple[Holiday, ...]
    leave: tuple[Leave, ...]
    details: tuple[Itemised, ...]
    incidents: tuple[Incident, ...]
    odd: tuple[OddWeek, ...]
    objections: tuple[ObjectionPlan, ...]
    corrections: tuple[CorrectionPlan, ...]
    declined: tuple[Declined, ...]
    years: tuple[YearPlan, ...]
    rounds: tuple[RoundPlan, ...]
    meetings: Meetings


class Words(_Part, frozen=True):
    """words.toml. Lists with weights are texts such as "王725 李719" or "初中 30 高中 32"."""

    surnames: str
    surnames_hui: str
    given_male: str
    given_female: str
    rare_assistant: str
    education: str
    politics: str
    ethnicity: str
    bank: str
    findings: dict[str, tuple[str, ...]]
    papers: dict[str, str]
    entries: dict[str, tuple[str, ...]]


def read_plan() -> Plan:
    return _read("township.toml", Plan)


def read_words() -> Words:
    return _read("words.toml", Words)


def _read(name: str, kind: type[T]) -> T:
    raw = tomllib.loads(resource(f"demo/{name}").read_text(encoding="utf-8"))
    return msgspec.convert(raw, kind)
