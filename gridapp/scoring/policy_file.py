"""Reading a policy from its TOML file and checking it whole.

Whatever is wrong in it is said in Chinese with the file and the line or key.
"""

import re
import tomllib
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec

from gridapp.amounts import show_points
from gridapp.errors import OfficeError
from gridapp.model import VILLAGE_KINDS
from gridapp.scoring.policy import WHOLE, Clause, Policy, Share


class PolicyError(OfficeError):
    """The policy file is wrong; the message names the file and the line or key."""


@lru_cache(maxsize=16)  # a settled quarter brings its own text, whenever it is looked at
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


_KINDS = {
    "str": "文字",
    "int": "整数",
    "decimal": "数",
    "bool": "true 或 false",
    "array": "列表",
    "object": "一组键",
    "date": "日期",
    "null": "空",
}
_SAID_BY_MSGSPEC: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"Object missing required field `(\w+)`", lambda found: f"缺少键 {found[1]}"),
    (r"Object contains unknown field `(.+?)`", lambda found: f"有不认识的键 {found[1]}"),
    (r"Invalid enum value (.+)", lambda found: f"不能取值 {found[1]}"),
    (r"Expected `(\w+)(?: \| \w+)*`, got `(\w+)`", lambda found: f"应为{_kind(found[1])}，现为{_kind(found[2])}"),
    (r"Invalid RFC3339 encoded date", lambda found: "应为日期，如 2019-01-01"),
)
"""msgspec's sentences and ours."""


def _kind(name: str) -> str:
    return _KINDS.get(name, "别的内容")


def _explain(message: str) -> str:
    """msgspec's sentence in Chinese, with the path of the key."""
    sentence, _, path = message.partition(" - at `")
    for pattern, chinese in _SAID_BY_MSGSPEC:
        sentence = re.sub(pattern, chinese, sentence)
    place = re.search(r"\$\.?([^`]*)", path)
    return f"键 {place[1]} {sentence}" if place and place[1] else sentence


def _faults(policy: Policy) -> list[str]:
    """What is wrong with a policy whose shape is right."""
    return [
        *_repeated("duties.name", [duty.name for duty in policy.duties]),
        *_repeated("items.number", [item.number for item in policy.items]),
        *_repeated("clauses.code", [clause.code for item in policy.items for clause in item.clauses]),
        *_repeated("grades.name", [grade.name for grade in policy.grades]),
        *_repeated("ballots 的选项", list(policy.ballots.columns)),
        *_range_faults(policy),
        *_quota_faults(policy),
        *(fault for clause in policy.clauses.values() for fault in _clause_faults(policy, clause)),
        *_total_faults(policy),
        *_grade_faults(policy),
    ]


def _repeated(key: str, values: list[str]) -> list[str]:
    return [f"键 {key} 重复：{value}" for value in sorted({v for v in values if values.count(v) > 1})]


def _range_faults(policy: Policy) -> list[str]:
    readings = policy.readings
    numbers = {
        "ballots.enough": policy.ballots.enough,
        "readings.warned_at": readings.warned_at,
        "readings.criticised_at": readings.criticised_at,
        "readings.dropped_at": readings.dropped_at,
        "publication.days": policy.publication.days,
        "doubts.alike": policy.doubts.alike,
        **{f"duties.{duty.name}.most": duty.most for duty in policy.duties if duty.most is not None},
    }
    unnamed = [*(duty.name for duty in policy.duties), *policy.clauses, *(item.number for item in policy.items)]
    faults = [f"键 {key} 应为 1 或更大的整数" for key, number in numbers.items() if number < 1]
    return faults if all(unnamed) else [*faults, "登记项、项目和条款的名称、编号不能为空"]


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
    return _cost_faults(policy, clause, where) if clause.kind == "attendance" else []


def _cost_faults(policy: Policy, clause: Clause, where: str) -> list[str]:
    strange = sorted(set(clause.costs) - {*policy.attendance.marks, *policy.attendance.reports})
    if strange or not clause.costs:
        return [f"{where} 的 costs 中 {'、'.join(strange) or '没有记号'}，应为 attendance 中的记号"]
    return [f"{where} 的 costs 应为不小于 0 的整数"] if min(clause.costs.values()) < 0 else []


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
