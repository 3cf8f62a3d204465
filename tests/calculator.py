"""A second, slow calculator: what a quarter comes to, worked out from a workbook's rows as one would with a pencil.

It shares no code with gridapp and is written from the office's rules alone (every day is asked whether somebody was in
post on it, every point is a fraction). tests/test_random_townships.py holds the program against it.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

import openpyxl

Row = dict[str, Any]
Book = dict[str, list[Row]]

MARKS = {"1": 15, "2": 15, "3": 15, "4": 15, "5": 20, "6": 10, "7": 10}
FINDING_POINTS = {"1a": 1, "1b": 1, "2a": 1, "2b": 1, "2c": 1, "2d": 1, "4a": 1, "4b": 2, "4c": 1}
LEVEL_POINTS = {"县": 1, "市": 2, "区": 3, "进京": 3}
WEEKLY = ["平台录入", "排查", "居民走访", "民情日志", "应访特殊人员", "实访特殊人员"]
HOUSEHOLDS = "走访一般居民户数"
BALLOTS = {"满意": 100, "较满意": 80, "一般": 60, "不满意": 40}


# --- the workbook -----------------------------------------------------------------------------------------------------


def read(path: Path) -> Book:
    """Each sheet as a list of rows {column: cell}."""
    book: Book = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        head, *body = list[Any](sheet.iter_rows(values_only=True))
        book[sheet.title] = [dict(zip(head, row, strict=True)) for row in body if any(cell is not None for cell in row)]
    return book


def day(cell: Any) -> date:
    return cell.date() if isinstance(cell, datetime) else cell


def cents(yuan: Any) -> Fraction:
    return Fraction(str(yuan)) * 100


# --- numbers ----------------------------------------------------------------------------------------------------------


def half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))


def decimals(number: Fraction, places: int | None = None) -> str:
    """93.8, or 93.80 where the number of places is given."""
    hundredths = number * 100
    assert hundredths.denominator == 1, number
    text = f"{int(hundredths) // 100}.{int(hundredths) % 100:02}"
    return text if places == 2 else text.rstrip("0").rstrip(".")


def in_capitals(amount: int) -> str:
    """分 as 壹仟柒佰柒拾陆元玖角贰分, one digit after the other."""
    digits = "零壹贰叁肆伍陆柒捌玖"
    yuan, jiao, fen = amount // 100, amount // 10 % 10, amount % 10
    text = ""
    for place, digit in enumerate(reversed(str(yuan))):
        if place % 4 == 0 and yuan // 10**place % 10_000:
            text = ["", "万", "亿"][place // 4] + text
        if digit != "0":
            text = digits[int(digit)] + ["", "拾", "佰", "仟"][place % 4] + text
        elif text and text[0] not in "零万亿":
            text = "零" + text
    if yuan:
        text += "元"
    if jiao:
        text += digits[jiao] + "角"
    elif fen and yuan:
        text += "零"
    if fen:
        return text + digits[fen] + "分"
    return (text or "零元") + "整"


# --- the calendar -----------------------------------------------------------------------------------------------------


@cache
def days_of(quarter: str) -> list[date]:
    year, number = int(quarter[:4]), int(quarter[5])
    every_day = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    return [d for d in every_day if d.year == year and (d.month - 1) // 3 + 1 == number]


def weeks_of(quarter: str) -> list[list[date]]:
    """Each week as its seven days, Monday first; a week belongs to the quarter that holds its Thursday."""
    thursdays = [d for d in days_of(quarter) if d.isoweekday() == 4]
    return [[thursday + timedelta(days=n) for n in range(-3, 4)] for thursday in thursdays]


def months_of(quarter: str) -> list[list[date]]:
    days = days_of(quarter)
    return [[d for d in days if d.month == month] for month in sorted({d.month for d in days})]


def week_name(week: list[date]) -> str:
    year, number, _ = week[0].isocalendar()
    return f"{year}-W{number:02}"


# --- one worker -------------------------------------------------------------------------------------------------------


def post_on(book: Book, worker: str, when: date) -> Row | None:
    """The row of 网格员 by which the worker was in post on that day."""
    for row in book["网格员"]:
        last = row.get("离任日期")
        if row["编号"] == worker and day(row["任用日期"]) <= when and (last is None or when <= day(last)):
            return row
    return None


def kind_on(book: Book, worker: str, when: date) -> str:
    post = post_on(book, worker, when)
    assert post is not None
    [grid] = [row for row in book["网格"] if row["网格编号"] == post["网格编号"]]
    return str(grid["类型"])


def standard_on(book: Book, worker: str, when: date) -> Any:
    """元 per quarter: a standard holds from its row's 任用日期 on, until another row of the worker gives another."""
    standard, since = None, date.min
    for row in book["网格员"]:
        start = day(row["任用日期"])
        if row["编号"] == worker and since < start <= when and row.get("季度补贴标准（元）") is not None:
            standard, since = row["季度补贴标准（元）"], start
    return standard


def tally(book: Book, worker: str, period: list[date], column: str) -> int | None:
    """What a cell of 每周登记 or 每月登记 counts: its details where there are any, else the number typed, else None."""
    details = [
        row
        for row in book.get("明细", [])
        if row["编号"] == worker and row["事项"] == column and day(row["日期"]) in period
    ]
    if details and column == HOUSEHOLDS:
        named = [row["对象"] for row in details if row.get("对象") is not None]
        return len(set(named)) + len(details) - len(named)
    if details:
        return len(details)
    row = tally_row(book, worker, period)
    return None if row is None else row.get(column)


def tally_row(book: Book, worker: str, period: list[date]) -> Row | None:
    for row in book.get("每周登记", []) if len(period) == 7 else []:
        if row["编号"] == worker and day(row["周一日期"]) == period[0]:
            return row
    for row in book.get("每月登记", []) if len(period) > 7 else []:
        if row["编号"] == worker and row["月份"] == f"{period[0]:%Y-%m}":
            return row
    return None


def counts(book: Book, worker: str, period: list[date]) -> bool:
    """A week or month counts for who was in post on all of its days and is not exempt from it."""
    row = tally_row(book, worker, period)
    exempt = row is not None and row.get("免考原因") is not None
    return not exempt and all(post_on(book, worker, d) for d in period)


def setting(book: Book, quarter: str, name: str, default: Any) -> Any:
    for row in book.get("考核设置", []):
        if row["季度"] == quarter and row["项目"] == name and row["值"] is not None:
            return row["值"]
    return default


def deductions(book: Book, quarter: str, worker: str) -> tuple[dict[str, tuple[int, Fraction]], list[Row]]:
    """({clause: (count, points)}, what is missing)."""
    found: dict[str, tuple[int, Fraction]] = {}
    missing: list[Row] = []

    def lose(clause: str, count: int, points_each: Fraction | int | str) -> None:
        old_count, old_points = found.get(clause, (0, Fraction(0)))
        found[clause] = (old_count + count, old_points + count * Fraction(points_each))

    def count_of(period: list[date], name: str, column: str) -> int | None:
        number = tally(book, worker, period, column)
        if number is None:
            missing.append({"id": worker, "what": column, "period": name})
        return number

    for week in weeks_of(quarter):
        if counts(book, worker, week):
            of = {column: count_of(week, week_name(week), column) for column in WEEKLY}
            entries_due = 2 if kind_on(book, worker, week[3]) == "村" else 5
            for clause, column, due, points in [
                ("1c", "平台录入", entries_due, "1"),
                ("3a", "排查", 1, "0.5"),
                ("5b", "居民走访", 2, "0.1"),
                ("6a", "民情日志", 2, "1"),
            ]:
                if of[column] is not None:
                    lose(clause, max(0, due - of[column]), points)
            listed, visited = of["应访特殊人员"], of["实访特殊人员"]
            if listed is not None and visited is not None:
                if setting(book, quarter, "5a口径", "按人按周") == "按人按周":
                    lose("5a", max(0, listed - visited), 1)
                elif listed > 0 and visited == 0:
                    lose("5a", 1, 1)
    for month in months_of(quarter):
        if counts(book, worker, month):
            households = count_of(month, f"{month[0]:%Y-%m}", HOUSEHOLDS)
            if households is not None:
                lose("5c", max(0, 20 - households), "0.1")
    for row in book.get("扣分事项", []):
        if row["编号"] == worker and day(row["日期"]) in days_of(quarter):
            clause, times = row["条款"], 1 if row.get("次数") is None else row["次数"]
            if clause == "2c":
                found["2c"] = (1, Fraction(1))
            else:
                lose(clause, times, LEVEL_POINTS[row["层级"]] if clause == "3b" else FINDING_POINTS[clause])
    for meeting in book.get("会议", []):
        if day(meeting["日期"]) in days_of(quarter):
            number = meeting["会议编号"]
            rows = [row for row in book.get("考勤", []) if row["会议编号"] == number and row["编号"] == worker]
            for row in rows:
                lose("7a", {"迟到": 1, "早退": 1, "迟到早退": 2}.get(row["出勤"], 0), "0.5")
                lose("7b", 1 if row["出勤"] == "缺席" else 0, 1)
                lose("7c", 1 if row.get("书面汇报") in ("迟交", "未交") else 0, "0.5")
                if row.get("书面汇报") is None and meeting["类型"] in ("例会", "合并"):
                    missing.append({"id": worker, "what": "书面汇报", "period": number})
            if not rows and post_on(book, worker, day(meeting["日期"])):
                missing.append({"id": worker, "what": "考勤", "period": number})
    return {clause: found[clause] for clause in sorted(found) if found[clause][1]}, missing


def satisfaction_of(book: Book, quarter: str, worker: str) -> Fraction | None:
    rows = [row for row in book.get("满意度", []) if row["编号"] == worker and row["季度"] == quarter]
    valid = sum(row[answer] or 0 for row in rows for answer in BALLOTS)
    if valid == 0:
        return None
    points = sum((row[answer] or 0) * worth for row in rows for answer, worth in BALLOTS.items())
    return Fraction(half_up(Fraction(points, valid) * 100), 100)


def sheet_of(book: Book, quarter: str, worker: str) -> Row:
    """One worker's quarter up to the total; grades and money come after everybody's."""
    days = days_of(quarter)
    served = [d for d in days if post_on(book, worker, d)]
    last_post = post_on(book, worker, served[-1])
    assert last_post is not None
    lost, missing = deductions(book, quarter, worker)
    items, base = [], Fraction(0)
    for item, marks in MARKS.items():
        raw = sum((points for clause, (_, points) in lost.items() if clause[0] == item), Fraction(0))
        kept = max(Fraction(0), marks - raw)
        base += kept
        items.append(
            {
                "item": item,
                "cap": marks,
                "raw_deduction": decimals(raw),
                "deduction": decimals(marks - kept),
                "score": decimals(kept),
            }
        )
    satisfaction = satisfaction_of(book, quarter, worker)
    if satisfaction is None:
        total = None
        missing.append({"id": worker, "what": "满意度", "period": quarter})
    else:
        total = Fraction(half_up((base * Fraction("0.8") + satisfaction * Fraction("0.2")) * 100), 100)
    due = Fraction(0)
    for d in served:
        due += cents(standard_on(book, worker, d) or 0) / len(days)
    if standard_on(book, worker, days[-1]) is None:
        missing.append({"id": worker, "what": "补贴标准", "period": quarter})
    return {
        "id": worker,
        "name": last_post["姓名"],
        "grid": last_post["网格编号"],
        "village_kind": kind_on(book, worker, served[-1]),
        "days_in_post": len(served),
        "days_in_quarter": len(days),
        "graded": served[-1] == days[-1] and len(served) * 2 >= len(days),
        "counted_weeks": sum(counts(book, worker, week) for week in weeks_of(quarter)),
        "counted_months": sum(counts(book, worker, month) for month in months_of(quarter)),
        "lines": [
            {"clause": clause, "count": str(count), "deduct": decimals(points)}
            for clause, (count, points) in lost.items()
        ],
        "items": items,
        "base": base,
        "satisfaction": satisfaction,
        "total": total,
        "subsidy_due_cents": half_up(due),
        "missing": missing,
    }


# --- the township -----------------------------------------------------------------------------------------------------

ROUNDING: dict[str, Callable[[Fraction], int]] = {
    "向下取整": floor,
    "四舍五入": half_up,
    "向上取整": lambda number: -floor(-number),
}


def order(person: Row) -> tuple[Fraction, Fraction, Fraction]:
    return person["total"], person["base"], person["satisfaction"]


def decide(book: Book, quarter: str, people: list[Row]) -> Row:
    """Give everybody a grade; return the township's side of it."""
    graded = [person for person in people if person["graded"]]
    quota = ROUNDING[setting(book, quarter, "名额取整", "向下取整")](Fraction(len(graded), 5))
    for person in people:
        if not person["graded"]:
            person["grade"] = "未定等次"
        elif person["total"] is None:
            person["grade"] = None
        else:
            person["grade"] = "合格" if person["total"] >= 70 else "不合格"
    reached = [person for person in graded if person["total"] is not None and person["total"] >= 90]
    tie: list[Row] = []
    for person in reached:
        ahead = sum(order(other) > order(person) for other in reached)
        level = sum(order(other) == order(person) for other in reached)
        if ahead + level <= quota:
            person["grade"] = "优秀"
        elif ahead < quota:
            tie.append(person)
    seats = quota - sum(person["grade"] == "优秀" for person in reached)
    decision = setting(book, quarter, "领导小组决定", None)
    if tie and decision is not None:
        named, tied = set(decision.split("；")), {person["id"] for person in tie}
        already = {person["id"] for person in reached if person["grade"] == "优秀"}
        if len(named & tied) == seats and named <= tied | already:
            for person in tie:
                person["grade"] = "优秀" if person["id"] in named else "合格"
            tie = []
    for person in tie:
        person["grade"] = "待定"
    return {
        "graded_people": len(graded),
        "quota": quota,
        "reached_90": [person["id"] for person in reached],
        "excellent": [person["id"] for person in reached if person["grade"] == "优秀"],
        "tie_pending": {"candidates": [person["id"] for person in tie], "seats": seats} if tie else None,
    }


def pay(book: Book, quarter: str, people: list[Row], township: Row) -> None:
    for person in people:
        due = person["subsidy_due_cents"]
        person["subsidy_paid_cents"] = half_up(Fraction(due * 7, 10)) if person["grade"] == "不合格" else due
        person["withheld_cents"] = due - person["subsidy_paid_cents"]
    pool_in = int(cents(setting(book, quarter, "上季结转（元）", 0)))
    reward = int(cents(setting(book, quarter, "优秀奖励（元/人）", 0)))
    withheld = sum(person["withheld_cents"] for person in people)
    pool, winners = pool_in + withheld, len(township["excellent"])
    each = pool // winners if winners else 0
    known = township["tie_pending"] is None
    for person in people:
        bonus = each + reward if person["grade"] == "优秀" else 0
        paid = person["subsidy_paid_cents"] + bonus
        person["bonus_cents"] = bonus if known else None
        person["paid_cents"] = paid if known else None
        person["paid_upper"] = in_capitals(paid) if known else None
    township["pool_in_cents"] = pool_in
    township["withheld_cents"] = withheld
    township["pool_cents"] = pool
    township["bonus_each_cents"] = each if known else None
    township["pool_out_cents"] = pool - each * winners if known else None


def score(path: Path, quarter: str) -> Row:
    """The answer of `gridapp score --json` but for the policy's name and the quarter's state."""
    return score_book(read(path), quarter)


def score_book(book: Book, quarter: str) -> Row:
    numbers = list(dict.fromkeys(row["编号"] for row in book["网格员"]))
    in_post = [worker for worker in numbers if any(post_on(book, worker, d) for d in days_of(quarter))]
    people = [sheet_of(book, quarter, worker) for worker in in_post]
    township = decide(book, quarter, people)
    pay(book, quarter, people, township)
    missing = [each for person in people for each in person.pop("missing")]
    for person in people:
        person["base"] = decimals(person["base"])
        for key in ("satisfaction", "total"):
            person[key] = None if person[key] is None else decimals(person[key], places=2)
    return {"quarter": quarter, "people": people, "township": township, "missing": missing}
