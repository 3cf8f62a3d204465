"""`score --json`: a quarter's result as plain data. Points are decimal strings, money integer 分."""

from typing import Any

from gridapp.amounts import capitals, show_points, show_score, show_yuan
from gridapp.periods import Quarter
from gridapp.scoring.result import Deduction, Person, QuarterResult


def answer(result: QuarterResult) -> dict[str, Any]:
    """The whole answer, in the shape of RECORDS."""
    return {
        "quarter": result.quarter,
        "policy": result.policy,
        "state": result.state,
        "weeks": [week.iso for week in Quarter.parse(result.quarter).weeks],
        "people": [_person(person) for person in result.people],
        "township": _township(result),
        "missing": [{"id": each.worker, "what": each.what, "period": each.period} for each in result.missing],
    }


def _person(person: Person) -> dict[str, Any]:
    sheet, pay = person.sheet, person.pay
    return {
        "id": sheet.worker.id,
        "name": sheet.worker.name,
        "grid": sheet.grid.code,
        "village_kind": sheet.village.kind,
        "days_in_post": sheet.days_in_post,
        "days_in_quarter": sheet.days_in_quarter,
        "graded": sheet.graded,
        "counted_weeks": sheet.counted_weeks,
        "counted_months": sheet.counted_months,
        "lines": _lines(sheet.deductions),
        "items": [
            {
                "item": item.item,
                "cap": show_points(item.marks),
                "raw_deduction": show_points(item.raw),
                "deduction": show_points(item.deducted),
                "score": show_points(item.score),
            }
            for item in sheet.items
        ],
        "base": show_points(sheet.base),
        "satisfaction": None if sheet.satisfaction is None else show_score(sheet.satisfaction),
        "total": None if sheet.total is None else show_score(sheet.total),
        "grade": person.standing.grade or None,
        "subsidy_due_cents": pay.due,
        "subsidy_paid_cents": pay.subsidy,
        "withheld_cents": pay.withheld,
        "bonus_cents": pay.bonus,
        "paid_cents": pay.paid,
        "paid_upper": None if pay.paid is None else capitals(pay.paid),
        **({"correction_cents": pay.correction} if pay.correction else {}),
    }


def _lines(deductions: tuple[Deduction, ...]) -> list[dict[str, str]]:
    """One row per clause that deducted anything, before the cap, in the policy's order."""
    lines: dict[str, tuple[int, int]] = {}
    for each in deductions:
        count, points = lines.get(each.clause, (0, 0))
        lines[each.clause] = (count + each.count, points + each.points)
    return [
        {"clause": clause, "count": str(count), "deduct": show_points(points)}
        for clause, (count, points) in lines.items()
        if points
    ]


def _township(result: QuarterResult) -> dict[str, Any]:
    board, pool = result.board, result.pool
    return {
        "graded_people": board.graded_people,
        "quota": board.quota,
        "reached_90": list(board.reached),
        "excellent": list(board.excellent),
        "tie_pending": None
        if board.tie is None
        else {"candidates": list(board.tie.candidates), "seats": board.tie.seats},
        "pool_in_cents": pool.carried_in,
        "withheld_cents": pool.withheld,
        "pool_cents": pool.total,
        "bonus_each_cents": pool.each,
        "pool_out_cents": pool.carried_out,
        **({"corrections": _corrections(result)} if result.corrections else {}),
    }


def _corrections(result: QuarterResult) -> list[dict[str, Any]]:
    """What is paid for earlier quarters; only there when there is any, so that older answers stay what they were."""
    return [{"correction": each.correction, "id": each.worker.id, "cents": each.cents} for each in result.corrections]


def summary(result: QuarterResult) -> tuple[list[str], list[list[str]], list[str]]:
    """The quarter for a terminal: the header and rows of a table, and the lines that stand under it."""
    header = ["编号", "姓名", "基础分", "满意度", "总分", "名次", "等次", "应发（元）", "实发（元）", "说明"]
    rows = [_summary_row(person) for person in result.people]
    board, pool = result.board, result.pool
    notes = [f"参评 {board.graded_people} 人，优秀名额 {board.quota} 人，达到优秀分数线 {len(board.reached)} 人"]
    if board.tie:
        notes.append(f"名额处并列待定：{'、'.join(board.tie.candidates)}，余 {board.tie.seats} 个名额，由领导小组决定")
    notes.append(
        f"资金：上季结转 {show_yuan(pool.carried_in)} 元，本季扣发 {show_yuan(pool.withheld)} 元，"
        f"结转下季 {_yuan(pool.carried_out)} 元"
    )
    if result.missing:
        notes.append(f"未录 {len(result.missing)} 处")
    return header, rows, notes


def _summary_row(person: Person) -> list[str]:
    sheet, standing, pay = person.sheet, person.standing, person.pay
    return [
        sheet.worker.id,
        sheet.worker.name,
        show_points(sheet.base),
        "未录" if sheet.satisfaction is None else show_score(sheet.satisfaction),
        "未定" if sheet.total is None else show_score(sheet.total),
        str(standing.rank or ""),
        standing.grade,
        show_yuan(pay.due),
        _yuan(pay.paid),
        standing.note,
    ]


def _yuan(cents: int | None) -> str:
    return "未定" if cents is None else show_yuan(cents)
