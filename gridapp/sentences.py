"""What is said alike on paper and in the window of a quarter's result: the quota, a tie, a grade, where money went."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gridapp.amounts import show_points, show_score, show_yuan
from gridapp.desk import QuarterView
from gridapp.scoring.policy import WHOLE, Policy
from gridapp.scoring.result import Person, QuarterResult, ScoreSheet, Tie
from gridapp.scoring.settings import read_settings

UNKNOWN = "未定"
CAPPED = "扣完为止"


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


def why_ungraded(view: QuarterView, sheet: ScoreSheet) -> str:
    """Why somebody is 未定等次 (DOMAIN section 4)."""
    tenure = view.policy.readings.tenure
    if sheet.days_in_post * WHOLE < sheet.days_in_quarter * tenure:
        return f"在岗{sheet.days_in_post}天，不足本季度{sheet.days_in_quarter}天的{percent(tenure)}，不参评"
    return "季末最后一天不在岗，不参评"


def open_totals(view: QuarterView) -> list[Person]:
    """The graded people whose total is unknown: they have no valid ballot."""
    return [person for person in view.result.people if not person.standing.grade]


def sum_of_total(view: QuarterView, sheet: ScoreSheet) -> str:
    """基础分 90.6 × 80% + 满意度 91.00 × 20%"""
    weights = view.policy.total
    satisfaction = "满意度" if sheet.satisfaction is None else f"满意度 {show_score(sheet.satisfaction)}"
    base = f"基础分 {show_points(sheet.base)} × {percent(weights.base)}"
    return f"{base} + {satisfaction} × {percent(weights.satisfaction)}"


def rank_text(view: QuarterView, person: Person) -> str:
    """第7名（参评30人）"""
    rank = person.standing.rank
    return f"第{rank}名（参评{view.result.board.graded_people}人）" if rank else "—"


def grade_sentence(view: QuarterView, person: Person) -> str:
    """等次 with what decided it, where that was not the total alone."""
    why = person.standing.note
    if not person.sheet.graded:
        why = why_ungraded(view, person.sheet)
    elif person.sheet.total is None:
        why = "没有有效测评票"
    return f"等次：{grade_text(person)}" + (f"（{why}）" if why else "")


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
    result, board = view.result, view.result.board
    found = [tie_sentence(result, view.policy, board.tie)] if board.tie else []
    if board.decided:
        found.append(decision_sentence(result, view.policy))
    if board.stale:
        found.append("领导小组的决定与现在的并列情况不符，未采用。")
    return found


def tie_sentence(result: QuarterResult, policy: Policy, tie: Tie) -> str:
    """Who is equal at the quota in everything, and for how many places; the leading group decides it."""
    seats = f"余{tie.seats}个{policy.best.name}名额"
    return f"并列待定：{_equal(result, tie)}，{seats}，须由领导小组研究决定。"


def choosing(tie: Tie, policy: Policy) -> str:
    """What is to be ticked in the list of the tied."""
    return f"勾选 {tie.seats} 人评定为{policy.best.name}："


def decision_sentence(result: QuarterResult, policy: Policy) -> str:
    """How the leading group has decided the tie of a result, and why; "" where it had none to decide."""
    board, best = result.board, policy.best.name
    if board.decided is None:
        return ""
    chosen = [number for number in board.decided.candidates if number in board.excellent]
    reason = board.reason.rstrip("。") or "未记载"
    return (
        f"并列决定：{_equal(result, board.decided)}，余{board.decided.seats}个{best}名额；"
        f"经领导小组研究决定，{_named(result, chosen)}评定为{best}。理由：{reason}。"
    )


def _equal(result: QuarterResult, tie: Tie) -> str:
    sheet = next(person.sheet for person in result.people if person.sheet.worker.id == tie.candidates[0])
    figures = f"总分{score_text(sheet.total)}、基础分{show_points(sheet.base)}"
    return f"{_named(result, tie.candidates)}的{figures}、满意度{score_text(sheet.satisfaction)}均相同"


def _named(result: QuarterResult, numbers: Sequence[str]) -> str:
    people = {person.sheet.worker.id: person for person in result.people}
    return "、".join(full_name(people[number]) for number in numbers)


def money_obstacles(view: QuarterView) -> list[str]:
    """What keeps the money from being paid out, in Chinese; empty when nothing does."""
    result = view.result
    found = [f"还有{len(result.unsettled)}处未录"] if result.unsettled else []
    unknown = open_totals(view)
    if unknown:
        found.append(f"{'、'.join(map(full_name, unknown))}的总分未定")
    if result.board.tie or result.board.stale:
        found += [sentence.rstrip("。") for sentence in tie_sentences(view)]
    if not found:
        into, out = balance(view)
        found += [f"收支不平（{show_yuan(into)}元与{show_yuan(out)}元）"] if into != out else []
    return found


def balance(view: QuarterView) -> tuple[int, int]:
    """Both sides in 分, equal if all is well (DOMAIN section 5).

    Σ due + carried in + Σ rewards + Σ corrections, and Σ paid + carried out; what is paid beside the table included.
    """
    pays, pool = [person.pay for person in view.result.people], view.result.pool
    into = sum(pay.due + (pay.reward or 0) for pay in pays) + pool.carried_in + corrected(view)
    elsewhere = sum(each.cents for each in view.result.elsewhere)
    return into, sum(pay.paid or 0 for pay in pays) + elsewhere + (pool.carried_out or 0)


def corrected(view: QuarterView) -> int:
    """Σ corrections of earlier quarters that this one pays or takes back, in 分."""
    return sum(each.cents for each in view.result.corrections)


def pool_sentences(view: QuarterView) -> Iterator[str]:
    """Where the pool's money came from and went, and that everything balances; for a quarter without an open tie."""
    people, pool, best = view.result.people, view.result.pool, view.policy.best.name
    winners, each, out = len(view.result.board.excellent), pool.each or 0, pool.carried_out or 0
    rewards = sum(person.pay.reward or 0 for person in people)
    shared = f"{best}{winners}人，每人{show_yuan(each)}元，共{show_yuan(each * winners)}元" if winners else f"无{best}"
    yield (
        f"扣发资金：上季结转{show_yuan(pool.carried_in)}元 + 本季扣发{show_yuan(pool.withheld)}元"
        f" = {show_yuan(pool.total)}元；{shared}；结转下季{show_yuan(out)}元。"
    )
    if rewards:
        yield f"定额奖励（由镇另行安排）：{best}{winners}人，共{show_yuan(rewards)}元。"
    carried, elsewhere = view.result.corrections, view.result.elsewhere
    if carried:
        beside = f"，其中{len(elsewhere)}笔的人员已不在本表，另行办理" if elsewhere else ""
        more = sum(each.cents for each in carried if each.cents > 0)
        back = sum(-each.cents for each in carried if each.cents < 0)
        yield f"以前季度的更正（由镇另行安排）：补发{show_yuan(more)}元，扣回{show_yuan(back)}元{beside}。"
    due, paid = sum(person.pay.due for person in people), sum(person.pay.paid or 0 for person in people)
    paid += sum(each.cents for each in elsewhere)
    into, spent = balance(view)
    net = f" + 更正{show_yuan(corrected(view))}" if carried else ""
    yield (
        f"收支平衡：应发{show_yuan(due)} + 上季结转{show_yuan(pool.carried_in)} + 定额奖励{show_yuan(rewards)}{net}"
        f" = {show_yuan(into)}元；实发{show_yuan(paid)} + 结转下季{show_yuan(out)} = {show_yuan(spent)}元。"
    )
