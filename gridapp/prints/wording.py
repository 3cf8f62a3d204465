"""What the printed forms of a quarter say alike: names, days, marks, the policy's readings (see also sentences)."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

import msgspec

from gridapp.model import SETTLED_STATES
from gridapp.office import QuarterView
from gridapp.periods import Quarter, Span
from gridapp.prints.blocks import Signatures
from gridapp.prints.subjects import Subject
from gridapp.prints.wishes import HEADING
from gridapp.scoring.result import ScoreSheet
from gridapp.scoring.settings import read_settings
from gridapp.sentences import percent

NOBODY = "本季度没有在岗的网格员。"


def quarter_of(view: QuarterView) -> Quarter:
    return Quarter.parse(view.result.quarter)


def township(subject: Subject) -> str:
    """镇名 as titles show it, "" where the office has not set it."""
    return subject.office.get(HEADING) or subject.office.get("镇名", "")


def unit(subject: Subject) -> str:
    """单位名称: whose form it is."""
    return subject.office.get("单位名称") or f"{township(subject)}网格化管理工作领导小组办公室"


def mark(view: QuarterView) -> str:
    """What the foot of a form says until the quarter is settled."""
    return "" if view.result.state in SETTLED_STATES else "预览（未定案）"


def digest(figures: object) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the figures that a form shows."""
    return sha256(msgspec.json.encode(figures, order="sorted")).hexdigest()[:16].upper()


def signatures(subject: Subject, *roles: str) -> Signatures:
    """Places to sign, two beside each other, with the names of those whom the office has set."""
    return Signatures(roles, 2, names=tuple(subject.office.get(role, "") for role in roles))


def options(words: Iterable[str], between: str) -> str:
    """Words with a box each, to be ticked by hand."""
    return between.join(f"□{word}" for word in words)


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def short_span(span: Span) -> str:
    """8.5–8.11"""
    return "–".join(f"{day.month}.{day.day}" for day in span)


def long_span(span: Span) -> str:
    """7月1日至9月30日"""
    first, last = span
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def days_text(sheet: ScoreSheet) -> str:
    """How long somebody was in post, "" where it was the whole quarter."""
    whole = sheet.days_in_post == sheet.days_in_quarter
    return "" if whole else f"在岗{sheet.days_in_post}/{sheet.days_in_quarter}天"


def preview(missing: int) -> str:
    """That so many cells are 未录."""
    return f"未录{missing}处，本表为预览。"


def readings(view: QuarterView) -> str:
    """The policy and how the office reads what its text leaves open, as small print."""
    policy, settings = view.policy, read_settings(view.policy, view.result.settings)
    weights, reading = policy.total, policy.readings
    on_last_day = "季末在岗且" if reading.on_last_day else ""
    parts = (
        f"依据《{policy.title}》（{policy.version}版）",
        f"总分中基础分占{percent(weights.base)}、满意度占{percent(weights.satisfaction)}，四舍五入到两位小数",
        "一周自星期一起，归星期四所在的季度，只计整周、整月在岗的",
        *(f"{clause.listed}{settings.missed}计" for clause in policy.clauses.values() if clause.kind == "missed"),
        f"{on_last_day}在岗天数满季度{percent(reading.tenure)}的参评",
        f"{policy.best.name}名额为参评人数的{percent(policy.quota.share)}，{settings.rounding}",
    )
    return "；".join(parts) + "。"
