"""A small office to try things on: two grids, three people in turn, and quarters typed in to the full. All invented."""

from datetime import date, datetime
from pathlib import Path

from gridapp.door import Door, found
from gridapp.model import (
    Attendance,
    Ballots,
    Counts,
    Finding,
    Grid,
    Meeting,
    Post,
    Record,
    Standard,
    Tally,
    Village,
    Worker,
)
from gridapp.office import Office
from gridapp.periods import Quarter

Q1, Q2, Q3 = (Quarter(2019, number) for number in (1, 2, 3))
ZHANG, LI = "1001", "1002"
WANG, PASSWORD = "王敏", "liuhe-2019"
ROSTER: tuple[Record, ...] = (
    Village("东村", "村"),
    Village("南社区", "社区"),
    Grid("101", "东村", "东一格", households=80),
    Grid("201", "南社区", "南一格"),
    Worker(ZHANG, "张三", "男", "640121198002070014", phone="13900000001"),
    Worker(LI, "李四", "女"),
    Post(ZHANG, date(2019, 1, 1), "101"),
    Post(LI, date(2019, 1, 1), "201"),
    Standard("", date(2019, 1, 1), 150_000),
)
WEEKLY = Counts({"平台录入": 5, "排查": 1, "居民走访": 2, "民情日志": 2, "应访特殊人员": 0, "实访特殊人员": 0})
MONTHLY = Counts({"走访一般居民户数": 20})


def open_office(folder: Path, *, encrypted: bool = False) -> Office:
    """A new office's file with the roster in it; an encrypted one has an account, WANG's."""
    path = folder / "台账.db"
    if encrypted:
        unlocked, _ = found(path, WANG, PASSWORD, encrypted=True)
        office = Office.open(path, unlocked=unlocked)
    else:
        office = Office.create(path, who=WANG)
    office.change("录入名册", save=ROSTER)
    return office


def reopen(office: Office) -> Office:
    """The same file again, for who had it open."""
    return Office.open(office.path, unlocked=office.unlocked)


def open_signed_in(path: Path) -> Office:
    """An office's file, by its first account if it has any."""
    door = Door(path)
    return Office.open(path, unlocked=door.unlock(door.names[0], PASSWORD, datetime.now()) if door.names else None)


def full_quarter(quarter: Quarter, *workers: str, satisfied: int = 10) -> list[Record]:
    """Every week, month and ballot of a quarter for these workers, each duty done, so that nothing is 未录."""
    ballots = Counts({"满意": satisfied, "较满意": 10 - satisfied, "一般": 0, "不满意": 0})
    return [
        record
        for worker in workers or (ZHANG, LI)
        for record in (
            *(Tally(worker, week, WEEKLY) for week in quarter.weeks),
            *(Tally(worker, month, MONTHLY) for month in quarter.months),
            Ballots(str(quarter), worker, "其他", ballots),
        )
    ]


def bring_to(office: Office, quarter: Quarter, state: str = "已定案") -> None:
    """Take a full quarter to a state; its publication is over, as if its last day had been all of it."""
    while office.state(quarter) != state:
        if office.state(quarter) == "已核对":
            office.publish(quarter, quarter.span.last, quarter.span.last)
        else:
            office.advance(quarter)


def meeting(number: str, day: date, mark: str = "正常") -> list[Record]:
    """A 例会 to which both came, with their reports in time."""
    attended = [Attendance(number, worker, mark, "按时") for worker in (ZHANG, LI)]
    return [Meeting(number, day, "例会", topic="每月例会"), *attended]


def finding(day: date, clause: str = "1a", worker: str = ZHANG, **more: object) -> Finding:
    return Finding(worker, day, clause, note="信息不全", **more)  # type: ignore[arg-type]
