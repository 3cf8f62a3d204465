"""Any record in a few words, as a person would name it: what kind of thing it is, and which one."""

from collections.abc import Iterable, Mapping
from datetime import date

from gridapp.amounts import show_yuan
from gridapp.model import (
    Assistant,
    Attendance,
    Ballots,
    Counts,
    Detail,
    Finding,
    Grid,
    Meeting,
    OfficeSetting,
    Post,
    QuarterSetting,
    Record,
    Standard,
    Tally,
    Village,
    Worker,
)
from gridapp.periods import Quarter, Week


class Naming:
    """Knows whom and what numbers stand for: those on record and those among the records that are to be named."""

    def __init__(self, known: Iterable[Record]) -> None:
        self._names: dict[tuple[type[Record], str], str] = {}
        for record in known:
            match record:
                case Worker():
                    self._names[Worker, record.id] = f"{record.name}（{record.id}）"
                case Grid():
                    self._names[Grid, record.code] = f"{record.village} {record.name}"
                case Meeting():
                    self._names[Meeting, record.id] = f"{_day(record.day)}{record.kind}"

    def _of(self, kind: type[Record], number: str) -> str:
        return self._names.get((kind, number), number)

    def in_words(self, record: Record) -> tuple[str, str]:
        """The kind, and the record: ("扣分事项", "张三（1001） 2019-05-07 1a ×2 两户信息不全")."""
        kind, *words = self._parts(record)
        return kind, " ".join(word for word in words if word)

    def _parts(self, record: Record) -> tuple[str, ...]:
        match record:
            case Village():
                return "村（社区）", record.name, record.kind
            case Grid():
                return "网格", f"{record.village} {record.name}", record.code
            case Worker():
                return "网格员", f"{record.name}（{record.id}）", record.phone
            case Post():
                term = f"{record.start} 至{record.stop or '今'}"
                return "任职", self._of(Worker, record.worker), self._of(Grid, record.grid), term
            case Assistant():
                return record.role, record.name, self._of(Grid, record.grid), record.kind
            case Standard():
                whose = self._of(Worker, record.worker) if record.worker else "全镇"
                return "补贴标准", whose, f"{record.start} 起", f"{show_yuan(record.cents)} 元"
            case Tally():
                return self._tally(record)
            case Detail():
                told = (record.kind, record.object, record.note)
                return "明细", self._of(Worker, record.worker), str(record.day), record.duty, *told
            case Finding():
                told = (record.level, f"×{record.times}" if record.times > 1 else "", record.note)
                return "扣分事项", self._of(Worker, record.worker), str(record.day), record.clause, *told
            case Meeting():
                return "会议", f"{record.day} {record.kind}", record.topic, record.id
            case Attendance():
                who, where = self._of(Worker, record.worker), self._of(Meeting, record.meeting)
                return "考勤", where, who, record.mark, f"汇报{record.report}" if record.report else ""
            case Ballots():
                quarter = Quarter.parse(record.quarter).title
                return "测评票", quarter, self._of(Worker, record.worker), record.voters, _counts(record.counts)
            case QuarterSetting():
                return "季度设置", Quarter.parse(record.quarter).title, record.item, record.value
            case OfficeSetting():
                return "设置", record.item, record.value
        return (type(record).__name__,)

    def _tally(self, tally: Tally) -> tuple[str, ...]:
        period = tally.period
        kind = "每周登记" if isinstance(period, Week) else "每月登记"
        year = period.monday.year if isinstance(period, Week) else period.year
        exempt = f"免考：{tally.exempt}" if tally.exempt else ""
        return kind, self._of(Worker, tally.worker), f"{year}年{period.title}", _counts(tally.counts), exempt


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _counts(counts: Counts | Mapping[str, int]) -> str:
    return "、".join(f"{name} {count}" for name, count in counts.items())
