"""The columns of each record, declared once: for the screen that types, the workbook, and paper.

A Column says what its header is, which field it fills, and of what kind its cells are; the kind knows how a typed text
or a spreadsheet's value becomes the field's value and back. Which duties, clauses and answers there are comes from the
policy, so these tables are functions of it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from gridapp import model, names
from gridapp.amounts import read_cents, show_yuan
from gridapp.dates import read_date, read_month, read_quarter
from gridapp.errors import OfficeError
from gridapp.periods import Month, Week
from gridapp.scoring.policy import MISSED_READINGS, ROUNDINGS, Duty, Item, Policy
from gridapp.scoring.settings import read_decision

MAX_COUNT = 9_999
"""More of anything in one week is a slip of the hand."""
MAX_TEXT = 2_000
SHORTEST_ACCOUNT, LONGEST_ACCOUNT = 8, 30
"""Digits of a bank account."""
IDENTITY_AS_NUMBER = "身份证号被存成了数字，后几位已不可靠。请将该列设为文本，再按身份证重新填写"
NUMBER_AS_NUMBER = "号码被存成了数字，可能已失真。请将该列设为文本后重新填写"


class Kind(NamedTuple):
    """What stands in a column's cells: `read` makes the field's value (or raises), `show` the text that reads back.

    `options` are the words to choose from, where there are only a few. `mask` hides most of what `show` gives, where
    that is not for everybody's eyes.
    """

    name: str
    read: Callable[[Any], Any]
    show: Callable[[Any], str]
    numeric: bool = False
    options: tuple[str, ...] = ()
    mask: Callable[[str], str] | None = None

    def masked(self, text: str) -> str:
        """A text of this kind as it is shown where it need not be whole."""
        return self.mask(text) if self.mask else text


class Column(NamedTuple):
    """One column: its header, its field, its kind; `width` in characters of the header's font."""

    title: str
    field: str
    kind: Kind
    required: bool = False
    width: int = 10


def read_text(value: object) -> str:
    """Any cell as plain text: no invisible characters, outer spaces or line breaks; whole numbers without “.0”."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, date):
        value = f"{value:%Y-%m-%d}"
    text = " ".join(names.without_invisible(str(value)).split())
    if len(text) > MAX_TEXT:
        raise OfficeError(f"文字过长（{len(text)} 字），最多 {MAX_TEXT} 字")
    if any(ord(character) < 32 for character in text):
        raise OfficeError("含有控制字符，请删去后重新填写")
    return text


def read_count(value: object) -> int:
    """A count: a whole number from 0 to MAX_COUNT."""
    try:
        cents = read_cents(value)
    except OfficeError:
        raise OfficeError(f"“{value}”不是数量，请填写 0 或正整数") from None
    if cents % 100 or not 0 <= cents // 100 <= MAX_COUNT:
        raise OfficeError(f"“{value}”不是数量，请填写 0 到 {MAX_COUNT} 的整数")
    return cents // 100


def read_times(value: object) -> int:
    """How often a finding counts: at least once."""
    times = read_count(value)
    if not times:
        raise OfficeError("次数应为 1 或更大的整数；没有发生的事请不要登记")
    return times


def read_record_number(value: object) -> int:
    """The number that the program itself gave a record when it was written into the workbook."""
    text = read_text(value)
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 16 and int(text)):
        raise OfficeError(f"“{value}”不是记录号，请照导出时的填写，新记录请留空")
    return int(text)


def read_monday(value: object) -> Week:
    day = read_date(value)
    if day.weekday():
        monday = Week.of(day).monday
        raise OfficeError(f"{day} 不是星期一，这一周的星期一是 {monday}")
    return Week(day)


def read_identity(value: object) -> str:
    if isinstance(value, int | float):
        raise OfficeError(IDENTITY_AS_NUMBER)
    return names.identity(str(value))


def read_account(value: object) -> str:
    """A bank account: digits, kept as text; spaces and hyphens between them go."""
    if isinstance(value, float) or (isinstance(value, int) and value >= 10**15):
        raise OfficeError(NUMBER_AS_NUMBER)
    digits = read_text(value).replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and SHORTEST_ACCOUNT <= len(digits) <= LONGEST_ACCOUNT):
        raise OfficeError(f"这不是银行账号，应为 {SHORTEST_ACCOUNT} 到 {LONGEST_ACCOUNT} 位数字")
    return digits


def _show_text(value: object) -> str:
    return "" if value is None else str(value)


def _show_date(value: date | None) -> str:
    return value.isoformat() if value else ""


def _show_money(value: int | None) -> str:
    return "" if value is None else show_yuan(value)


def _show_month(value: Month) -> str:
    return value.key


def _show_week(value: Week) -> str:
    return value.key


TEXT = Kind("text", read_text, _show_text)
PERSON = Kind("person", read_text, _show_text)
"""A 网格员 by number; where it is typed by hand, the screen finds people by name and pinyin as well."""
NAME = Kind("name", lambda value: names.personal_name(read_text(value)), _show_text)
IDENTITY = Kind("identity", read_identity, _show_text, mask=names.masked)
ACCOUNT = Kind("account", read_account, _show_text, mask=names.masked_account)
COUNT = Kind("count", read_count, _show_text, numeric=True)
TIMES = Kind("times", read_times, _show_text, numeric=True)
RECORD_NUMBER = Kind("record number", read_record_number, _show_text, numeric=True)
MONEY = Kind("money", read_cents, _show_money, numeric=True)
DATE = Kind("date", read_date, _show_date)
MONDAY = Kind("monday", read_monday, _show_week)
MONTH = Kind("month", read_month, _show_month)
QUARTER = Kind("quarter", lambda value: str(read_quarter(value)), _show_text)


def choice(options: Sequence[str]) -> Kind:
    """One of a few words."""

    def read(value: object) -> str:
        text = read_text(value)
        if text not in options:
            raise OfficeError(f"“{text}”不在可选之列，应为：{'、'.join(options)}")
        return text

    return Kind("choice", read, _show_text, options=tuple(options))


GRID = (
    Column("村（社区）", "village", TEXT, required=True, width=14),
    Column("类型", "kind", choice(model.VILLAGE_KINDS), required=True, width=6),
    Column("网格编号", "code", TEXT, required=True, width=12),
    Column("网格名称", "name", TEXT, required=True, width=14),
    Column("户数", "households", COUNT, width=6),
    Column("范围", "area", TEXT, width=30),
)

WORKER = (
    Column("编号", "id", TEXT, required=True, width=10),
    Column("姓名", "name", NAME, required=True, width=12),
    Column("网格编号", "grid", TEXT, required=True, width=12),
    Column("任用日期", "start", DATE, required=True, width=12),
    Column("性别", "sex", choice(model.SEXES), width=6),
    Column("身份证号", "identity", IDENTITY, width=20),
    Column("联系电话", "phone", TEXT, width=14),
    Column("离任日期", "stop", DATE, width=12),
    Column("离任原因", "reason", TEXT, width=12),
    Column("季度补贴标准（元）", "standard", MONEY, width=16),
    Column("学历", "education", TEXT, width=8),
    Column("政治面貌", "politics", TEXT, width=10),
    Column("民族", "ethnicity", TEXT, width=8),
    Column("住址", "address", TEXT, width=24),
    Column("兼任职务", "offices", TEXT, width=14),
    Column("开户银行", "bank", TEXT, width=18),
    Column("银行账号", "account", ACCOUNT, width=22),
)

ASSISTANT = (
    Column("网格编号", "grid", TEXT, required=True, width=12),
    Column("姓名", "name", NAME, required=True, width=12),
    Column("职责", "role", choice((*model.ASSISTANT_ROLES, model.VOLUNTEER_ROLE)), required=True, width=12),
    Column("公益员类别", "kind", choice(model.VOLUNTEER_KINDS), width=14),
    Column("联系电话", "phone", TEXT, width=14),
    Column("开始日期", "start", DATE, width=12),
    Column("结束日期", "stop", DATE, width=12),
)

STANDARD = (
    Column("编号", "worker", TEXT, width=10),
    Column("起始日期", "start", DATE, required=True, width=12),
    Column("季度补贴标准（元）", "cents", MONEY, required=True, width=16),
)

MEETING = (
    Column("会议编号", "id", TEXT, required=True, width=12),
    Column("日期", "day", DATE, required=True, width=12),
    Column("类型", "kind", choice(model.MEETING_KINDS), required=True, width=8),
    Column("主题", "topic", TEXT, width=30),
    Column("地点", "place", TEXT, width=16),
    Column("主持人", "host", TEXT, width=12),
    Column("汇报截止", "report_due", DATE, width=12),
)

QUARTER_SETTING = (
    Column("季度", "quarter", QUARTER, required=True, width=10),
    Column("项目", "item", choice(model.SETTINGS), required=True, width=18),
    Column("值", "value", TEXT, width=30),
)

SETTING = (
    Column("名额取整", "名额取整", choice(ROUNDINGS), width=12),
    Column("5a口径", "5a口径", choice(MISSED_READINGS), width=12),
    Column("上季结转（元）", "上季结转（元）", MONEY, width=12),
    Column("优秀奖励（元/人）", "优秀奖励（元/人）", MONEY, width=12),
)
"""What a quarter settles for itself, as a form; an empty field leaves it to the policy."""

OFFICE = (
    Column("镇名", "镇名", TEXT, required=True, width=16),
    Column("单位名称", "单位名称", TEXT, width=30),
    Column("监督电话", "监督电话", TEXT, width=16),
    Column("分管领导", "分管领导", NAME, width=12),
    Column("单位负责人", "单位负责人", NAME, width=12),
    Column("审核人", "审核人", NAME, width=12),
    Column("制表人", "制表人", NAME, width=12),
)
"""The office's own settings that printed forms show: the field is the setting's name."""

_EXEMPT = Column("免考原因", "exempt", TEXT, width=16)
_PAPER = Column("依据", "paper", TEXT, width=20)
_RECORD_NUMBER = Column("记录号", "id", RECORD_NUMBER, width=8)
_WORKER = Column("编号", "worker", PERSON, required=True, width=10)


def week_tally(policy: Policy) -> tuple[Column, ...]:
    """每周登记: the weekly duties of the policy as columns; an empty cell is 未录."""
    monday = Column("周一日期", "period", MONDAY, required=True, width=12)
    duties = (Column(duty.name, f"counts.{duty.name}", COUNT, width=12) for duty in policy.weekly)
    return (_WORKER, monday, *duties, _EXEMPT, _PAPER)


def month_tally(policy: Policy) -> tuple[Column, ...]:
    """每月登记: the monthly duties of the policy as columns."""
    month = Column("月份", "period", MONTH, required=True, width=10)
    duties = (Column(duty.name, f"counts.{duty.name}", COUNT, width=16) for duty in policy.monthly)
    return (_WORKER, month, *duties, _EXEMPT, _PAPER)


def detail(policy: Policy) -> tuple[Column, ...]:
    """明细: entries behind a duty's count."""
    return (
        _WORKER,
        Column("日期", "day", DATE, required=True, width=12),
        Column("事项", "duty", choice(tuple(policy.duty)), required=True, width=16),
        Column("类别", "kind", TEXT, width=12),
        Column("对象", "object", TEXT, width=16),
        Column("内容", "note", TEXT, width=40),
        _PAPER,
        _RECORD_NUMBER,
    )


def typed_detail(policy: Policy, duty: Duty) -> tuple[Column, ...]:
    """明细 as it is typed behind a count, which says already whose and of which duty it is."""
    kinds = {"kind": choice(duty.kinds)} if duty.kinds else {}
    typed = (column for column in detail(policy) if column.field not in ("worker", "duty", "id"))
    return tuple(column._replace(kind=kinds.get(column.field, column.kind)) for column in typed)


def finding(policy: Policy) -> tuple[Column, ...]:
    """扣分事项: clause and level are those of the policy; the rules say which clause a person may type."""
    levels = tuple({level.name: None for clause in policy.clauses.values() for level in clause.levels})
    return (
        _WORKER,
        Column("日期", "day", DATE, required=True, width=12),
        Column("条款", "clause", choice(tuple(policy.clauses)), required=True, width=8),
        Column("层级", "level", choice(levels), width=8),
        Column("次数", "times", TIMES, width=6),
        Column("说明", "note", TEXT, width=40),
        _PAPER,
        _RECORD_NUMBER,
    )


def typed_finding(policy: Policy, item: Item) -> tuple[Column, ...]:
    """扣分事项 as it is typed under one item: its own clauses, and their levels if they have any."""
    levels = tuple({level.name: None for clause in item.clauses for level in clause.levels})
    own = {"clause": choice(item.finding_clauses), "level": choice(levels)}
    typed = (column for column in finding(policy) if column.field != "id" and (levels or column.field != "level"))
    return tuple(column._replace(kind=own.get(column.field, column.kind)) for column in typed)


def attendance(policy: Policy) -> tuple[Column, ...]:
    """考勤 with the policy's marks."""
    return (
        Column("会议编号", "meeting", TEXT, required=True, width=12),
        _WORKER,
        Column("出勤", "mark", choice(policy.attendance.marks), required=True, width=10),
        Column("书面汇报", "report", choice(policy.attendance.reports), width=10),
        Column("说明", "note", TEXT, width=24),
    )


def ballots(policy: Policy) -> tuple[Column, ...]:
    """满意度 with the policy's answers; what does not count may stay empty."""
    return (
        _WORKER,
        Column("季度", "quarter", QUARTER, required=True, width=10),
        *(Column(a.name, f"counts.{a.name}", COUNT, required=True, width=8) for a in policy.ballots.answers),
        Column("测评人", "voters", choice(policy.ballots.groups), width=12),
        *(Column(name, f"counts.{name}", COUNT, width=8) for name in policy.ballots.void),
    )


_SETTING_READERS: dict[str, Callable[[str], str]] = {
    "名额取整": choice(ROUNDINGS).read,
    "上季结转（元）": lambda text: show_yuan(read_cents(text)),
    "优秀奖励（元/人）": lambda text: show_yuan(read_cents(text)),
    "领导小组决定": lambda text: "；".join(read_decision(text)),
    "决定理由": read_text,
    "5a口径": choice(MISSED_READINGS).read,
}


def read_setting(item: str, text: str) -> str:
    """The canonical text of a quarter's setting, empty where it is left to the policy; raises OfficeError."""
    return _SETTING_READERS[item](text) if text else ""
