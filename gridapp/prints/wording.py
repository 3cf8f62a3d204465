"""What the forms of a quarter say alike: names, numbers, sentences about the quota, the policy's readings."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

import msgspec

from gridapp.amounts import show_points, show_score
from gridapp.dates import read_date
from gridapp.errors import OfficeError
from gridapp.model import SETTLED_STATES
from gridapp.office import QuarterView
from gridapp.periods import Quarter, Span
from gridapp.prints.blocks import Signatures
from gridapp.scoring.policy import WHOLE
from gridapp.scoring.result import Person, ScoreSheet, Tie
from gridapp.scoring.settings import read_settings

NOBODY = "本季度没有在岗的网格员。"
UNKNOWN = "未定"


def quarter_of(view: QuarterView) -> Quarter:
    return Quarter.parse(view.result.quarter)


def township(view: QuarterView) -> str:
    """镇名, "" where the office has not set it."""
    return view.office.get("镇名", "")


def unit(view: QuarterView) -> str:
    """单位名称: whose form it is."""
    return view.office.get("单位名称") or f"{township(view)}网格化管理工作领导小组办公室"


def mark(view: QuarterView) -> str:
    """What the foot of a form says until the quarter is settled."""
    return "" if view.result.state in SETTLED_STATES else "预览（未定案）"


def digest(figures: object) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the figures that a form shows."""
    return sha256(msgspec.json.encode(figures, order="sorted")).hexdigest()[:16].upper()


def signatures(view: QuarterView, *roles: str) -> Signatures:
    """Places to sign, two beside each other, with the names of those whom the office has set."""
    return Signatures(roles, 2, names=tuple(view.office.get(role, "") for role in roles))


def chinese_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def official_day(text: str) -> str:
    """A day that the office has set, written out; a text that is no date stays as it is."""
    try:
        return chinese_day(read_date(text))
    except OfficeError:
        return text


def short_span(span: Span) -> str:
    """8.5–8.11"""
    return "–".join(f"{day.month}.{day.day}" for day in span)


def long_span(span: Span) -> str:
    """7月1日至9月30日"""
    first, last = span
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"


def percent(share: int) -> str:
    """A share in ten-thousandths: 2000 → 20%."""
    return f"{show_points(share)}%"


def score_text(hundredths: int | None, unknown: str = UNKNOWN) -> str:
    return unknown if hundredths is None else show_score(hundredths)


def grade_text(person: Person) -> str:
    return person.standing.grade or UNKNOWN


def full_name(person: Person) -> str:
    """马建国（W003）"""
    return f"{person.sheet.worker.name}（{person.sheet.worker.id}）"


def days_text(sheet: ScoreSheet) -> str:
    """How long somebody was in post, "" where it was the whole quarter."""
    whole = sheet.days_in_post == sheet.days_in_quarter
    return "" if whole else f"在岗{sheet.days_in_post}/{sheet.days_in_quarter}天"


def why_ungraded(view: QuarterView, sheet: ScoreSheet) -> str:
    """Why somebody is 未定等次 (DOMAIN section 4)."""
    tenure = view.policy.readings.tenure
    if sheet.days_in_post * WHOLE < sheet.days_in_quarter * tenure:
        return f"在岗{sheet.days_in_post}天，不足本季度{sheet.days_in_quarter}天的{percent(tenure)}，不参评"
    return "季末最后一天不在岗，不参评"


def open_totals(view: QuarterView) -> list[Person]:
    """The graded people whose total is unknown: they have no valid ballot."""
    return [person for person in view.result.people if not person.standing.grade]


def preview(missing: int) -> str:
    """That so many cells are 未录."""
    return f"未录{missing}处，本表为预览。"


def quota_sentence(view: QuarterView) -> str:
    """How many places of 优秀 there are, as a sum, and how many reached them."""
    board, policy = view.result.board, view.policy
    rounding = read_settings(policy, view.result.settings).rounding
    exact = (Decimal(board.graded_people * policy.quota.share) / WHOLE).normalize()
    product = f"参评{board.graded_people}人 × {percent(policy.quota.share)} = {exact:f}"
    places = f"{product}人（{rounding}）" if exact == board.quota else f"{product}，{rounding}为{board.quota}人"
    best = policy.best
    pending = f"，余{board.tie.seats}个名额并列待定" if board.tie else ""
    return (
        f"{best.name}名额：{places}；总分达到{show_points(best.floor)}分的{len(board.reached)}人，"
        f"评定{best.name}{len(board.excellent)}人{pending}。"
    )


def tie_sentences(view: QuarterView) -> list[str]:
    """What is equal at the quota and who decides it, or how it was decided and why."""
    board, best = view.result.board, view.policy.best.name
    people = {person.sheet.worker.id: person for person in view.result.people}

    def named(numbers: Sequence[str]) -> str:
        return "、".join(full_name(people[number]) for number in numbers)

    def equal(tie: Tie) -> str:
        sheet = people[tie.candidates[0]].sheet
        figures = f"总分{score_text(sheet.total)}、基础分{show_points(sheet.base)}"
        return f"{named(tie.candidates)}的{figures}、满意度{score_text(sheet.satisfaction)}均相同"

    found = []
    if board.tie:
        found.append(f"并列待定：{equal(board.tie)}，余{board.tie.seats}个{best}名额，须由领导小组研究决定。")
    if board.decided:
        chosen = [number for number in board.decided.candidates if number in board.excellent]
        reason = board.reason.rstrip("。") or "未记载"
        found.append(
            f"并列决定：{equal(board.decided)}，余{board.decided.seats}个{best}名额；"
            f"经领导小组研究决定，{named(chosen)}评定为{best}。理由：{reason}。"
        )
    if board.stale:
        found.append("领导小组的决定与现在的并列情况不符，未采用。")
    return found


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
