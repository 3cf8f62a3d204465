"""Random small townships as workbooks: people who come, go and move, empty cells, ties at the quota. All invented."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from tests import calculator
from tests.calculator import Book, Row, days_of, months_of, weeks_of

DAY = timedelta(days=1)
SURNAMES, GIVEN_NAMES = "赵钱孙李周吴郑王冯陈", "春夏秋冬梅兰竹菊山川"
FINDING_CLAUSES = [*calculator.FINDING_POINTS, "3b"]


class Township(NamedTuple):
    quarter: str
    book: Book


def make(seed: int) -> Township:
    """The random township of a seed: the same one every time."""
    return _Maker(random.Random(seed)).make()


def write(book: Book, path: Path) -> Path:
    """The rows as a workbook; a sheet's columns are those that its rows name."""
    workbook = Workbook(write_only=True)
    for title, rows in book.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        sheet = workbook.create_sheet(title)
        sheet.append(columns)
        for row in rows:
            sheet.append([row.get(column) for column in columns])
    workbook.save(path)
    return path


class Manner(NamedTuple):
    """How well a worker does: weeks, months and ballots are like these but for a slip now and then.

    Several workers share one, so that they are equal at the quota.
    """

    week: dict[str, int]
    households: int
    findings: list[Row]
    ballots: dict[str, int]
    slips: float


class _Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.quarter = f"{rng.randint(2018, 2027)}Q{rng.randint(1, 4)}"
        self.days = days_of(self.quarter)
        self.weeks, self.months = weeks_of(self.quarter), months_of(self.quarter)
        self.book: Book = {}

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def make(self) -> Township:
        self._roster()
        numbers = list(dict.fromkeys(row["编号"] for row in self.book["网格员"]))
        manners = [self._manner() for _ in range(self.rng.choice([1, 1, 2, 3, 5]))]
        self.manners = {number: self.rng.choice(manners) for number in numbers}
        self._tallies()
        self._details()
        self._findings()
        self._meetings()
        self._ballots()
        self._settings()
        return Township(self.quarter, {title: rows for title, rows in self.book.items() if rows})

    # --- rosters ---

    def _roster(self) -> None:
        rng, villages = self.rng, self.rng.randint(1, 4)
        kinds = [rng.choice("村村社") for _ in range(villages)]
        self.book["网格"], self.book["网格员"] = [], []
        self.standards = [rng.choice([1500, 1200.5, 1500.03, 999.99, 1777.77, 1]) for _ in range(2)]
        people = rng.randint(3, 14)
        for number in range(1, people + rng.randint(1, 3)):
            village = rng.randrange(villages)
            kind, name = ("社区", f"第{village}社区") if kinds[village] == "社" else ("村", f"第{village}村")
            code = f"G{number:02}"
            self.book["网格"].append({"村（社区）": name, "类型": kind, "网格编号": code, "网格名称": f"{number}格"})
            for first, last in self._terms():
                self._appoint(code, first, last, people)
        if not self.book["网格员"]:
            self._appoint("G01", date(2017, 1, 1), None, people)

    def _terms(self) -> list[tuple[date, date | None]]:
        """When somebody serves in a grid: mostly all along, else with cuts around the quarter, at times with gaps."""
        if self.chance(0.65):
            return [(date(2017, 1, 1), None)]
        first, last = self.days[0], self.days[-1]
        middle = first + DAY * ((len(self.days)) // 2)
        some = [first, first - DAY, last, last + DAY, middle, middle - DAY, middle + DAY]
        some += [first + DAY * self.rng.randint(-9, len(self.days) + 9) for _ in range(7)]
        begins = sorted(set(self.rng.sample(some, self.rng.randint(1, 3))))
        terms: list[tuple[date, date | None]] = [(date(2017, 1, 1), begins[0] - DAY)] if self.chance(0.6) else []
        for begin, end in zip(begins, [*begins[1:], None], strict=True):
            stop = None if end is None else end - DAY * self.rng.choice([1, 1, 1, 4])
            if stop is None and self.chance(0.3):
                stop = begin + DAY * self.rng.choice([0, 6, 20, 45, 46, 60, 120])
            if stop is None or stop >= begin:
                terms.append((begin, stop))
        return terms

    def _appoint(self, grid: str, first: date, last: date | None, people: int) -> None:
        """Somebody new, or somebody who is free on those days: they move, or come back."""
        known = list({row["编号"]: row["姓名"] for row in self.book["网格员"]}.items())
        free = [who for who in known if not self._busy(who[0], first, last)]
        if free and (self.chance(0.5) or len(known) >= people):
            number, name = self.rng.choice(free)
        else:
            number = f"{len(known) + 1:03}" if self.chance(0.8) else f"W-{len(known) + 1}"
            name = self.rng.choice(SURNAMES) + self.rng.choice(GIVEN_NAMES)
        pay = None if self.chance(0.1) else self.rng.choice(self.standards)
        row = {"编号": number, "姓名": name, "网格编号": grid, "任用日期": first, "离任日期": last}
        self.book["网格员"].append({**row, "季度补贴标准（元）": pay})

    def _busy(self, number: str, first: date, last: date | None) -> bool:
        return any(
            row["编号"] == number and row["任用日期"] <= (last or date.max) and first <= (row["离任日期"] or date.max)
            for row in self.book["网格员"]
        )

    def _terms_of(self, number: str) -> Callable[[date], bool]:
        posts = [(row["任用日期"], row["离任日期"] or date.max) for row in self.book["网格员"] if row["编号"] == number]
        return lambda day: any(first <= day <= last for first, last in posts)

    # --- records ---

    def _manner(self) -> Manner:
        rng = self.rng
        short = rng.choice([0, 1, 1, 2])
        week = {"平台录入": 6 - short, "排查": 2 - short, "居民走访": 3 - short, "民情日志": 3 - short}
        listed = rng.choice([0, 0, 1, 2])
        week |= {"应访特殊人员": listed, "实访特殊人员": max(0, listed - rng.choice([0, 0, 0, 1]))}
        findings = [self._finding() for _ in range(rng.choice([0, 0, 1, 2, 4, 9]))]
        ballots = {answer: rng.choice([0, 1, 3, 7, 20]) for answer in calculator.BALLOTS}
        return Manner(week, rng.choice([20, 20, 19, 5]), findings, ballots, rng.choice([0, 0, 0.05, 0.3]))

    def _finding(self) -> Row:
        clause = self.rng.choice(FINDING_CLAUSES)
        level = self.rng.choice(list(calculator.LEVEL_POINTS)) if clause == "3b" else None
        times = self.rng.choice([None, None, 1, 2, 3, 8, 15])
        return {"条款": clause, "层级": level, "次数": times, "说明": self.rng.choice([None, "核查"]), "依据": None}

    def _tallies(self) -> None:
        self.book["每周登记"], self.book["每月登记"] = [], []
        for number, manner in self.manners.items():
            serves = self._terms_of(number)
            for period in [*self.weeks, *self.months]:
                whole, any_day = all(map(serves, period)), any(map(serves, period))
                if any_day and (whole or self.chance(0.5)) and not self.chance(manner.slips / 6):
                    exempt = self.rng.choice(["法定节假日", "病假"]) if self.chance(manner.slips / 3) else None
                    self._tally(number, manner, period, exempt)

    def _tally(self, number: str, manner: Manner, period: list[date], exempt: str | None) -> None:
        weekly = len(period) == 7
        counts: Row = dict(manner.week if weekly else {calculator.HOUSEHOLDS: manner.households})
        for duty, count in counts.items():
            if self.chance(manner.slips):
                counts[duty] = self.rng.choice([None, 0, max(0, count - 1), count + 1, count + 7])
        if exempt and self.chance(0.5):
            counts = dict.fromkeys(counts, None)
        when = {"周一日期": period[0]} if weekly else {"月份": f"{period[0]:%Y-%m}"}
        row = {"编号": number, **when, **counts, "免考原因": exempt}
        self.book["每周登记" if weekly else "每月登记"].append(row)

    def _details(self) -> None:
        self.book["明细"] = []
        for number in self.manners:
            serves = self._terms_of(number)
            for period in [*self.weeks, *self.months]:
                days = [day for day in period if serves(day)]
                if days and self.chance(0.04):
                    duty = self.rng.choice(calculator.WEEKLY) if len(period) == 7 else calculator.HOUSEHOLDS
                    for _ in range(self.rng.choice([1, 2, 3, 25])):
                        visited = self.rng.choice([None, f"{self.rng.randint(1, 24)}号"])
                        row = {"编号": number, "日期": self.rng.choice(days), "事项": duty, "对象": visited}
                        self.book["明细"].append(row)

    def _findings(self) -> None:
        self.book["扣分事项"] = []
        for number, manner in self.manners.items():
            serves = self._terms_of(number)
            near = [self.days[0] + DAY * n for n in range(-9, len(self.days) + 9)]
            served, inside = [d for d in near if serves(d)], [d for d in self.days if serves(d)]
            for finding in manner.findings if inside else []:
                self.book["扣分事项"].append({"编号": number, "日期": self.rng.choice(inside), **finding})
            if served and self.chance(manner.slips):
                self.book["扣分事项"].append({"编号": number, "日期": self.rng.choice(served), **self._finding()})

    def _meetings(self) -> None:
        rng = self.rng
        self.book["会议"], self.book["考勤"] = [], []
        for place in range(rng.randint(0, 4)):
            day = rng.choice([self.days[0], self.days[-1], self.days[0] - DAY, self.days[-1] + DAY, *self.days])
            kind, number = rng.choice(["例会", "培训", "合并", "临时"]), f"H{place:03}"
            self.book["会议"].append({"会议编号": number, "日期": day, "类型": kind})
            for worker, manner in self.manners.items():
                if self._terms_of(worker)(day) and not self.chance(manner.slips / 3):
                    row = {"会议编号": number, "编号": worker, "出勤": "正常", "书面汇报": "按时"}
                    if self.chance(manner.slips):
                        row["出勤"] = rng.choice(["迟到", "早退", "迟到早退", "请假", "公差", "缺席"])
                        row["书面汇报"] = rng.choice(["迟交", "未交", "不要求", None])
                    self.book["考勤"].append(row)

    def _ballots(self) -> None:
        self.book["满意度"] = []
        nobody = dict.fromkeys(calculator.BALLOTS, 0)
        careless = self.rng.choice([0, 0, 0.1])
        for number, manner in self.manners.items():
            if not any(map(self._terms_of(number), self.days)):
                continue
            groups = ["居民代表", *self.rng.sample(["党员代表", None], self.rng.randint(0, 1))]
            for group in groups if not self.chance(careless) else []:
                cast = manner.ballots if group == "居民代表" else {**nobody, "较满意": len(self.manners)}
                row = {"编号": number, "季度": self.quarter, "测评人": group, "弃权": self.rng.choice([None, 0, 3])}
                self.book["满意度"].append({**row, **(nobody if self.chance(careless) else cast)})

    # --- what the quarter settles for itself ---

    def _settings(self) -> None:
        values: Row = {"名额取整": self.rng.choice(list(calculator.ROUNDING))}
        values["5a口径"] = self.rng.choice(["按人按周", "按周"])
        values["上季结转（元）"] = self.rng.choice([0, 0.01, 333.33, 1000])
        values["优秀奖励（元/人）"] = self.rng.choice([0, 200, 0.07])
        kept = {name: value for name, value in values.items() if self.chance(0.7)}
        self.book["考核设置"] = [{"季度": self.quarter, "项目": name, "值": value} for name, value in kept.items()]
        tie = calculator.score_book(self.book, self.quarter)["township"]["tie_pending"]
        if tie and self.chance(0.7):
            decision = "；".join(self._decision(tie["candidates"], tie["seats"]))
            self.book["考核设置"].append({"季度": self.quarter, "项目": "领导小组决定", "值": decision})

    def _decision(self, candidates: list[str], seats: int) -> list[str]:
        """Whom the leading group names: as many as there are seats, or one more or less, or somebody else."""
        seats += self.rng.choice([0, 0, 0, 0, 1, -1])
        named = self.rng.sample(candidates, max(1, min(seats, len(candidates))))
        return named if self.chance(0.8) else [self.rng.choice(list(self.manners)), *named[1:]]
