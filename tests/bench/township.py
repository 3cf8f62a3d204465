"""A township of any size with full records, for benchmarks: believable counts, seeded."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gridapp.door import found
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
from tests.offices import PASSWORD, WANG

LAST = Quarter(2019, 3)
START = date(2000, 1, 1)
FINDINGS = ("1a", "1b", "2a", "2b", "4a", "4b")


def build(path: Path, workers: int, quarters: int = 1, *, encrypted: bool = False) -> None:
    """An office's file with so many workers and full records of the quarters up to LAST; an encrypted one is WANG's."""
    unlocked = found(path, WANG, PASSWORD, encrypted=True)[0] if encrypted else None
    with Office.open(path, unlocked=unlocked) if unlocked else Office.create(path) as office:
        office.change("名册", save=list(roster(workers)))
        for back in range(quarters):
            quarter = LAST.shift(-back)
            office.change(quarter.title, save=list(records(quarter, workers)))


def roster(workers: int) -> Iterator[Record]:
    for number in range(-(-workers // 20)):
        yield Village(f"第{number:03d}村", "社区" if number % 5 == 4 else "村")
    for number in range(workers):
        code = f"W{number:05d}"
        yield Grid(f"G{number:05d}", f"第{number // 20:03d}村", f"第{number % 20 + 1}网格")
        yield Worker(code, f"网格员{'甲乙丙丁戊己庚辛壬癸'[number % 10]}", phone=f"139{number:08d}")
        yield Post(code, START, f"G{number:05d}")
        yield Standard(code, START, 150000)


def records(quarter: Quarter, workers: int) -> Iterator[Record]:
    """One quarter of everybody: most weeks met, some short, now and then a finding."""
    chance = random.Random(str(quarter))
    meetings = [Meeting(f"{month.key}例会", month.span.first, "例会") for month in quarter.months]
    yield from meetings
    for number in range(workers):
        code = f"W{number:05d}"
        for week in quarter.weeks:
            yield Tally(code, week, _week(chance, 5 if number // 20 % 5 == 4 else 2))
        for month in quarter.months:
            yield Tally(code, month, Counts({"走访一般居民户数": 20 if chance.random() < 0.8 else 17}))
        for meeting in meetings:
            yield Attendance(meeting.id, code, "正常" if chance.random() < 0.95 else "迟到", "按时")
        votes = Counts({"满意": chance.randrange(5, 20), "较满意": 3, "一般": chance.randrange(5), "不满意": 0})
        yield Ballots(str(quarter), code, "居民代表", votes)
        if chance.random() < 0.4:
            yield Finding(code, quarter.weeks[5].monday, chance.choice(FINDINGS), note="核查发现", paper="检查单")


def _week(chance: random.Random, entries: int) -> Counts:
    met = {"平台录入": entries, "排查": 1, "居民走访": 2, "民情日志": 2, "应访特殊人员": 6, "实访特殊人员": 6}
    if chance.random() < 0.3:
        duty = chance.choice(list(met))
        met[duty] = max(0, met[duty] - 1)
    return Counts(met)
