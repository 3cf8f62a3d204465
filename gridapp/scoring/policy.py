"""The policy (考核办法) as data: read from TOML, checked whole, then only looked up.

A new item, clause, duty, quota, weight or band is an edit of the file alone. Whatever is wrong in it is said in
Chinese with the file and the line or key.
"""

import re
import tomllib
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec

from gridapp.amounts import half_up, show_points
from gridapp.errors import OfficeError
from gridapp.model import VILLAGE_KINDS, VillageKind

ROUNDINGS = ("向下取整", "四舍五入", "向上取整")
MISSED_READINGS = ("按人按周", "按周")
WHOLE = 10_000
"""A share of 100% in ten-thousandths."""


class PolicyError(OfficeError):
    """The policy file is wrong; the message names the file and the line or key."""


class Points(int):
    """Points in hundredths; the file writes 0.5 or 1."""


class Share(int):
    """A share in ten-thousandths; the file writes 0.2."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What every part of a policy is: immutable, and strict about the keys it takes."""


class Duty(_Part, frozen=True):
    """A counted duty: one column of 每周登记 or 每月登记. Without a quota it only serves another clause."""

    name: str
    period: Literal["week", "month"]
    unit: str
    quota: dict[VillageKind, int] = {}
    distinct: bool = False
    paper: str = ""
    kinds: tuple[str, ...] = ()


class Level(_Part, frozen=True):
    """One level of a clause by level; a flagged one is pointed out to the office."""

    name: str
    points: Points
    flagged: bool = False


class Clause(_Part, frozen=True):
    """扣分条款: one way to lose points within an item. Which fields it needs depends on its kind."""

    code: str
    kind: Literal["count", "once", "level", "shortfall", "missed", "attendance"]
    text: str
    points: Points = Points(0)
    unit: str = "次"
    duty: str = ""
    listed: str = ""
    visited: str = ""
    checklist: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    costs: dict[str, int] = {}

    @property
    def from_findings(self) -> bool:
        """Whether a person types it as 扣分事项."""
        return self.kind in ("count", "once", "level")

    @property
    def duties(self) -> tuple[str, ...]:
        """The names of the duties that feed it; none when it is fed by findings or attendance."""
        return tuple(name for name in (self.duty, self.listed, self.visited) if name)

    @cached_property
    def level_points(self) -> dict[str, Points]:
        return {level.name: level.points for level in self.levels}


class Item(_Part, frozen=True):
    """考核项目 with its full marks, which are also its cap (扣完为止)."""

    number: str
    name: str
    marks: Points
    clauses: tuple[Clause, ...]


class AttendanceRules(_Part, frozen=True):
    """Marks of 考勤 and of written reports, and the kinds of meeting that ask for a report."""

    marks: tuple[str, ...]
    reports: tuple[str, ...]
    reported_at: tuple[str, ...]


class Answer(_Part, frozen=True):
    """An answer on a ballot and its value (0 to 100 points)."""

    name: str
    value: Points


class BallotRules(_Part, frozen=True):
    """满意度测评: answers with values, what does not count, the groups, and how many ballots are enough."""

    groups: tuple[str, ...]
    void: tuple[str, ...]
    enough: int
    answers: tuple[Answer, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every count that is typed, void ones last."""
        return (*(answer.name for answer in self.answers), *self.void)


class TotalWeights(_Part, frozen=True):
    base: Share
    satisfaction: Share


class Grade(_Part, frozen=True):
    """等次: reached from so many points on, paid so large a share of what is due."""

    name: str
    floor: Points = msgspec.field(name="from")
    pay: Share


class Quota(_Part, frozen=True):
    share: Share
    rounding: Literal["向下取整", "四舍五入", "向上取整"]


class Readings(_Part, frozen=True):
    """What the policy's text leaves open, as this office reads it (DOMAIN)."""

    missed: Literal["按人按周", "按周"]
    tenure: Share
    on_last_day: bool
    warned_at: int
    criticised_at: int
    dropped_at: int


class Policy(_Part, frozen=True):
    """One dated, named version of the 考核办法."""

    version: str
    title: str
    start: date
    duties: tuple[Duty, ...]
    items: tuple[Item, ...]
    attendance: AttendanceRules
    ballots: BallotRules
    total: TotalWeights
    grades: tuple[Grade, ...]
    quota: Quota
    readings: Readings

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Every clause by its code, in the policy's order."""
        return {clause.code: clause for item in self.items for clause in item.clauses}

    @cached_property
    def duty(self) -> dict[str, Duty]:
        return {duty.name: duty for duty in self.duties}

    @cached_property
    def weekly(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.period == "week")

    @cached_property
    def monthly(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.period == "month")

    @cached_property
    def full_marks(self) -> int:
        """基础分 of who loses nothing, in hundredths."""
        return sum(item.marks for item in self.items)

    @property
    def best(self) -> Grade:
        """优秀: the grade under quota."""
        return self.grades[0]

    @property
    def worst(self) -> Grade:
        """不合格: the grade that loses pay."""
        return self.grades[-1]

    def grade_of(self, total: int) -> Grade:
        """The band that a total (hundredths) falls in, quota left aside."""
        return next(grade for grade in self.grades if total >= grade.floor)


def seats(people: int, share: int, rounding: str) -> int:
    """How many of `people` may be 优秀: people × share (ten-thousandths), rounded as the reading says."""
    product = people * share
    if rounding == "四舍五入":
        return half_up(product, WHOLE)
    return -(-product // WHOLE) if rounding == "向上取整" else product // WHOLE


def load_policy(path: Path) -> Policy:
    """Read and check a policy file. Raises PolicyError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"考核办法文件 {path.name} 不能读取，请检查文件是否存在、是否为 UTF-8 文本") from error
    return parse_policy(text, path.name)


def parse_policy(text: str, name: str) -> Policy:
    """A policy from TOML text; `name` is what messages call the file. Raises PolicyError."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"考核办法文件 {name} {_place(str(error))}不合 TOML 格式，请对照原文件改正") from error
    try:
        policy = msgspec.convert(raw, Policy, dec_hook=_decode)
    except msgspec.ValidationError as error:
        raise PolicyError(f"考核办法文件 {name}：{_explain(str(error))}") from error
    for problem in _faults(policy):
        raise PolicyError(f"考核办法文件 {name}：{problem}")
    return policy


def _decode(kind: type, value: Any) -> Any:
    """Points and shares from the file's numbers; msgspec turns a ValueError into an error with the key's path."""
    scale, limit, places = (WHOLE, WHOLE, "四") if kind is Share else (100, 100 * WHOLE, "两")
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise ValueError(f"“{value}”应为数字")
    scaled = Decimal(value) * scale
    if scaled != scaled.to_integral_value():
        raise ValueError(f"“{value}”最多{places}位小数")
    if not 0 <= scaled <= limit:
        raise ValueError(f"“{value}”应在 0 到 {limit // scale} 之间")
    return kind(int(scaled))


def _place(message: str) -> str:
    found = re.search(r"line (\d+), column (\d+)", message)
    return f"第 {found[1]} 行第 {found[2]} 列" if found else "结尾处"


_SAID_BY_MSGSPEC = (
    (r"Object missing required field `(\w+)`", r"缺少键 \1"),
    (r"Object contains unknown field `(.+?)`", r"有不认识的键 \1"),
    (r"Invalid enum value (.+)", r"不能取值 \1"),
    (r"Expected `(\w+)(?: \| \w+)*`, got `(\w+)`", r"类型不对（应为 \1，现为 \2）"),
)


def _explain(message: str) -> str:
    """msgspec's sentence in Chinese, with the path of the key."""
    sentence, _, path = message.partition(" - at `$")
    for pattern, chinese in _SAID_BY_MSGSPEC:
        sentence = re.sub(pattern, chinese, sentence)
    where = path.rstrip("`").lstrip(".")
    return f"键 {where} {sentence}" if where else sentence


def _faults(policy: Policy) -> list[str]:
    """What is wrong with a policy whose shape is right."""
    return [
        *_repeated("duties.name", [duty.name for duty in policy.duties]),
        *_repeated("items.number", [item.number for item in policy.items]),
        *_repeated("clauses.code", [clause.code for item in policy.items for clause in item.clauses]),
        *_quota_faults(policy),
        *(fault for clause in policy.clauses.values() for fault in _clause_faults(policy, clause)),
        *_total_faults(policy),
        *_grade_faults(policy),
    ]


def _repeated(key: str, values: list[str]) -> list[str]:
    return [f"键 {key} 重复：{value}" for value in sorted({v for v in values if values.count(v) > 1})]


def _quota_faults(policy: Policy) -> list[str]:
    return [
        f"登记项 {duty.name} 的 quota 应同时写明 {'、'.join(VILLAGE_KINDS)}，且不小于 0"
        for duty in policy.duties
        if duty.quota and (set(duty.quota) != set(VILLAGE_KINDS) or min(duty.quota.values()) < 0)
    ]


def _clause_faults(policy: Policy, clause: Clause) -> list[str]:
    where = f"条款 {clause.code}"
    if clause.kind == "level":
        return [] if clause.levels else [f"{where} 缺少 levels"]
    if clause.points <= 0:
        return [f"{where} 的 points 应大于 0"]
    if clause.kind == "shortfall":
        duty = policy.duty.get(clause.duty)
        return [] if duty and duty.quota else [f"{where} 的 duty“{clause.duty}”不是有 quota 的登记项"]
    if clause.kind == "missed":
        periods = {policy.duty[name].period for name in (clause.listed, clause.visited) if name in policy.duty}
        named = clause.listed in policy.duty and clause.visited in policy.duty
        return [] if named and len(periods) == 1 else [f"{where} 的 listed、visited 应是同一周期的两个登记项"]
    if clause.kind == "attendance":
        known = {*policy.attendance.marks, *policy.attendance.reports}
        strange = sorted(set(clause.costs) - known)
        if strange or not clause.costs:
            return [f"{where} 的 costs 中 {'、'.join(strange) or '没有记号'}，应为 attendance 中的记号"]
    return []


def _total_faults(policy: Policy) -> list[str]:
    faults = []
    if policy.full_marks != 100_00:
        faults.append(f"各项分值（items.marks）合计应为 100，现为 {show_points(policy.full_marks)}")
    if policy.total.base + policy.total.satisfaction != WHOLE:
        faults.append("键 total 的 base 与 satisfaction 之和应为 1")
    if any(answer.value > 100_00 for answer in policy.ballots.answers) or not policy.ballots.answers:
        faults.append("键 ballots.answers 的 value 应在 0 到 100 之间，且至少有一个")
    return faults


def _grade_faults(policy: Policy) -> list[str]:
    floors = [grade.floor for grade in policy.grades]
    if len(floors) < 2 or floors != sorted(floors, reverse=True) or len(set(floors)) != len(floors) or floors[-1]:
        return ["键 grades 应从高到低排列、至少两个等次，最后一个的 from 为 0"]
    if any(grade.pay != WHOLE for grade in policy.grades[:-1]):
        return ["键 grades：只有最后一个等次可以扣发补贴（pay 小于 1）"]
    return []
