"""What a quarter settles for itself (考核设置), read against the policy's defaults."""

import re
from collections.abc import Mapping

from gridapp.amounts import read_cents
from gridapp.model import Record
from gridapp.scoring.policy import Policy


class Settings(Record, frozen=True):
    """The readings and amounts that one quarter is scored by. Money in 分; `decision` are workers' numbers."""

    rounding: str
    missed: str
    opening: int | None
    reward: int
    decision: tuple[str, ...]
    reason: str


def read_decision(text: str) -> tuple[str, ...]:
    """Numbers joined by ；, as the leading group's decision is written down."""
    return tuple(part for part in re.split(r"[；;、，,\s]+", text) if part)


def read_settings(policy: Policy, raw: Mapping[str, str]) -> Settings:
    """The quarter's settings from their canonical texts; what it leaves open is the policy's."""
    opening = raw.get("上季结转（元）", "")
    return Settings(
        rounding=raw.get("名额取整") or policy.quota.rounding,
        missed=raw.get("5a口径") or policy.readings.missed,
        opening=read_cents(opening) if opening else None,
        reward=read_cents(raw.get("优秀奖励（元/人）") or 0),
        decision=read_decision(raw.get("领导小组决定", "")),
        reason=raw.get("决定理由", ""),
    )
