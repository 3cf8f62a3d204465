"""The blank paper logs, made from the same columns as the screens that type them in (gridapp.columns).

Every box has the number of its column on the screen; what a sheet says by itself (whose, which quarter, its number
as 依据) stands in its head. The foot carries the form's version, which changes with the columns and the policy.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gridapp import columns
from gridapp.model import Grid, Record, Village, Worker
from gridapp.periods import Month, Quarter, Week
from gridapp.prints import wording
from gridapp.prints.blocks import LINE, NOTE, Align, Block, Column, Document, Pairs, Paragraph, Row, Table
from gridapp.prints.wording import Issuer
from gridapp.scoring.policy import Duty, Item, Policy

WEEK, VISITS, DISPUTES, DIARY, SERVICES, REPORT = (
    "每周工作登记表",
    "入户走访记录表",
    "矛盾纠纷排查登记表",
    "民情日志",
    "代办服务登记簿",
    "书面汇报",
)
_BLANK = "＿＿＿＿＿＿＿＿"
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_WIDTHS = {"day": 19.0, "kind": 20.0, "object": 27.0, "level": 15.0, "times": 13.0, "clause": 15.0, "exempt": 32.0}
_ABOUT = 25.0  # mm, for the duties to choose from
_HINTS = {
    "day": "年月日",
    "exempt": "请假、放假等",
}


class Keeper(Record, frozen=True):
    """Whose log it is, and where they serve."""

    worker: Worker
    grid: Grid
    village: Village


class Box(NamedTuple):
    """A box to be filled in: the number of its column on the screen (from 1), and that column."""

    number: int
    column: columns.Column

    @property
    def label(self) -> str:
        mark = _NUMBERS[self.number - 1] if self.number <= len(_NUMBERS) else f"({self.number})"
        return f"{mark}{self.column.title}"


class Sheet(NamedTuple):
    """One blank sheet that is to be made: for whom (None: left open), of which quarter, under which policy."""

    policy: Policy
    quarter: Quarter
    keeper: Keeper | None


class Log(NamedTuple):
    """A paper log: its name, what its numbers begin with, its boxes, and what stands between head and signatures."""

    name: str
    code: str
    what: str
    boxes: Callable[[Policy], tuple[Box, ...]]
    blocks: Callable[[Sheet], Iterator[Block]]


def paper_logs(
    log: Log, issuer: Issuer, policy: Policy, quarter: Quarter, keepers: Sequence[Keeper] = ()
) -> list[Document]:
    """A sheet for each keeper, village by village; without any, one whose head is left open."""
    sheets = [Sheet(policy, quarter, keeper) for keeper in keepers] or [Sheet(policy, quarter, None)]
    return [_document(log, issuer, sheet) for sheet in sheets]


def version(log: Log, policy: Policy) -> str:
    """The form's version: the policy's, and six digits of what its boxes, the duties and the items come to."""
    boxes = [(box.number, box.column.title, box.column.field, box.column.kind.options) for box in log.boxes(policy)]
    asked = [(duty.name, duty.period, duty.unit, duty.quota, duty.paper) for duty in policy.duties]
    items = [(item.number, item.name, item.finding_clauses) for item in policy.items]
    return f"{policy.version}-{wording.digest([log.name, boxes, asked, items])[:6]}"


def _document(log: Log, issuer: Issuer, sheet: Sheet) -> Document:
    keeper = sheet.keeper
    number = f"{log.code}-{sheet.quarter}" + (f"-{keeper.worker.id}" if keeper else "")
    return Document(
        title=f"{wording.township(issuer)}网格员{log.name}",
        subtitle=sheet.quarter.title,
        blocks=(_head(log, sheet, number), *log.blocks(sheet), _signatures(issuer)),
        number=number,
        drawn_up=issuer.day,
        mark=f"表样{version(log, sheet.policy)}",
        bookmark=f"{keeper.worker.name} {keeper.worker.id}" if keeper else "",
        chapter=keeper.village.name if keeper else "",
    )


def _head(log: Log, sheet: Sheet, number: str) -> Pairs:
    """Whose it is, and what the clerk types as 依据, which is this very sheet."""
    keeper, paper = sheet.keeper, _paper(log, sheet.policy)
    place = (
        ("村（社区）", keeper.village.name if keeper else _BLANK),
        ("网格", f"{keeper.grid.name}（{keeper.grid.code}）" if keeper else _BLANK),
        ("姓名", keeper.worker.name if keeper else _BLANK),
        ("编号", keeper.worker.id if keeper else _BLANK),
    )
    if paper is None:
        return Pairs((place,))
    page = f"{log.name} {number}" if keeper else f"{log.name} {number}-{_BLANK}"
    return Pairs((place, ((paper.label, page), ("张号", "第＿＿张 共＿＿张"))))


def _paper(log: Log, policy: Policy) -> Box | None:
    return next((box for box in log.boxes(policy) if box.column.field == "paper"), None)


def _signatures(issuer: Issuer) -> Block:
    return wording.signatures(issuer, "网格员", "村（社区）负责人")


def _boxes(typed: Sequence[columns.Column], *said: str) -> tuple[Box, ...]:
    """The columns numbered as on the screen, where those of the fields `said` are none."""
    return tuple(Box(number, column) for number, column in enumerate((c for c in typed if c.field not in said), 1))


def _to_fill(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of a row: all but the one that stands in the head."""
    return [box for box in boxes if box.column.field != "paper"]


# ── one row for each week ─────────────────────────────────────────────────────────────────────────


def _week_boxes(policy: Policy) -> tuple[Box, ...]:
    return _boxes(columns.week_tally(policy), "worker", "period")


def _month_boxes(policy: Policy) -> tuple[Box, ...]:
    return _boxes(columns.month_tally(policy), "worker", "period", "paper")


def _week_blocks(sheet: Sheet) -> Iterator[Block]:
    policy, quarter = sheet.policy, sheet.quarter
    yield _tallies(sheet, "周次", _to_fill(_week_boxes(policy)), [_week_name(week) for week in quarter.weeks], 9.6)
    if policy.monthly:
        months = [f"{month.title}（{_days(month)}）" for month in quarter.months]
        yield _tallies(sheet, "月份", _month_boxes(policy), months, 9.6)
    yield Paragraph(
        "填写说明：没有开展的写“0”，空格表示还没有填报；请假、放假的写明原因，是否免考由镇网格办核定。"
        "括号内为应完成的数量。圈码是录入时屏幕上的列次。",
        NOTE,
    )


def _week_name(week: Week) -> str:
    return f"{week.title} {wording.short_span(week.span)}"


def _days(month: Month) -> str:
    return wording.short_span(month.span)


def _tallies(sheet: Sheet, first: str, boxes: Sequence[Box], periods: Sequence[str], height: float) -> Table:
    """A row for each period, a column for each duty with its quota in the head."""
    duties = [box for box in boxes if box.column.field != "exempt"]
    width = min(26.0, 99.0 / len(duties))
    heads = [
        Column(_with_quota(sheet, box), width) if box in duties else Column(_hinted(box), None, Align.LEFT)
        for box in boxes
    ]
    rows = tuple((period, *("" for _ in boxes)) for period in periods)
    return Table((Column(first, 34), *heads), rows, least_height=height)


def _with_quota(sheet: Sheet, box: Box) -> str:
    quota = quota_text(sheet.policy.duty[box.column.title], sheet.keeper.village.kind if sheet.keeper else "")
    return f"{box.label}\n（{quota}）" if quota else box.label


def _hinted(box: Box) -> str:
    hint = _HINTS.get(box.column.field)
    return f"{box.label}\n（{hint}）" if hint else box.label


def quota_text(duty: Duty, kind: str) -> str:
    """How much is due: 2条; for a village of any kind 村2条、社区5条, in short where they are equal."""
    quotas = {name: count for name, count in duty.quota.items() if kind in ("", name)}
    if len(set(quotas.values())) == 1:
        return f"{next(iter(quotas.values()))}{duty.unit}"
    return "、".join(f"{name}{count}{duty.unit}" for name, count in quotas.items())


# ── one row for each entry ────────────────────────────────────────────────────────────────────────


def _duties_on(name: str, policy: Policy) -> tuple[Duty, ...]:
    """The duties that the policy has kept on this paper."""
    return tuple(duty for duty in policy.duties if name in duty.paper)


def _entry_boxes(name: str) -> Callable[[Policy], tuple[Box, ...]]:
    def boxes(policy: Policy) -> tuple[Box, ...]:
        duties = _duties_on(name, policy)
        typed = columns.typed_detail(policy, duties[0]) if len(duties) == 1 else columns.detail(policy)
        return _boxes(typed, "worker", "duty", "id")

    return boxes


def _entry_blocks(name: str, height: float, hint: str) -> Callable[[Sheet], Iterator[Block]]:
    def blocks(sheet: Sheet) -> Iterator[Block]:
        duties = _duties_on(name, sheet.policy)
        quotas = [_quota_sentence(sheet, duty) for duty in duties if duty.quota]
        if quotas:
            yield Paragraph(f"应完成：{'；'.join(quotas)}。", LINE)
        boxes = _to_fill(_entry_boxes(name)(sheet.policy))
        about = [Column("事项", _ABOUT, Align.LEFT)] if len(duties) > 1 else []
        told = tuple("\n".join(f"□{duty.name}" for duty in duties) for _ in about)
        yield _entries(boxes, height, about, told)
        yield Paragraph(f"填写说明：{hint}圈码是录入明细时屏幕上的栏次。", NOTE)

    return blocks


def _quota_sentence(sheet: Sheet, duty: Duty) -> str:
    each = {"week": "每周", "month": "每月"}[duty.period]
    return f"{duty.name}{each}{quota_text(duty, sheet.keeper.village.kind if sheet.keeper else '')}"


def _entries(boxes: Sequence[Box], height: float, about: Sequence[Column] = (), told: Row = ()) -> Table:
    """Numbered empty rows to the end of the page; what the sheet says of every row stands before the boxes."""
    wide = boxes[-1]
    heads = [Column(_hinted(box), None if box is wide else _WIDTHS[box.column.field], Align.LEFT) for box in boxes]
    texts = tuple("\n".join(f"□{option}" for option in box.column.kind.options) for box in boxes)

    def filler(number: int) -> Row:
        return (str(number + 1), *told, *texts)

    return Table((Column("序号", 10), *about, *heads), (), filler=filler, least_height=height)


# ── 代办服务: what the office finds under the item ────────────────────────────────────────────────


def _service_item(policy: Policy) -> Item | None:
    return next((item for item in policy.items if item.name in SERVICES), None)


def _service_boxes(policy: Policy) -> tuple[Box, ...]:
    item = _service_item(policy)
    return _boxes(columns.typed_finding(policy, item) if item else columns.finding(policy), "worker", "id")


def _service_blocks(sheet: Sheet) -> Iterator[Block]:
    yield _entries(_to_fill(_service_boxes(sheet.policy)), 15)
    item = _service_item(sheet.policy)
    clauses = "；".join(f"{clause.code} {clause.text}" for clause in item.clauses) if item else ""
    yield Paragraph(
        "填写说明：说明栏写明服务对象、代办事项、受理和办结日期、办理结果，由网格员填写；条款和次数由镇网格办核查后填写，"
        f"没有扣分的不填。{f'条款：{clauses}。' if clauses else ''}圈码是录入时屏幕上的栏次。",
        NOTE,
    )


# ── 书面汇报: one report on each item ─────────────────────────────────────────────────────────────


def _report_boxes(policy: Policy) -> tuple[Box, ...]:
    return _boxes(columns.attendance(policy), "meeting", "worker")


def _report_blocks(sheet: Sheet) -> Iterator[Block]:
    policy = sheet.policy
    yield Pairs(
        (
            (
                ("会议日期", f"{sheet.quarter.year}年＿＿月＿＿日"),
                ("报送截止", "＿＿月＿＿日"),
                ("报送日期", "＿＿月＿＿日"),
            ),
        )
    )
    topics = [item.name for item in policy.items] + ["存在的问题", "下一步打算"]
    rows = tuple((str(number), topic, "") for number, topic in enumerate(topics, 1))
    height = 170.0 / len(topics)
    heads = (Column("序号", 10), Column("汇报内容", 30), Column("工作进展情况", None, Align.LEFT))
    yield Table(heads, rows, least_height=height)
    yield _received(policy)


def _received(policy: Policy) -> Table:
    """What the office fills in when the report comes."""
    boxes = [box for box in _report_boxes(policy) if box.column.field != "mark"]
    heads = [Column(box.label, 90 if box.column.kind.options else None, group="收到后由镇网格办填写") for box in boxes]
    texts = ["　".join(f"□{option}" for option in box.column.kind.options) for box in boxes]
    date = Column("收到日期", 30, group="收到后由镇网格办填写")
    return Table((date, *heads), (("　　月　　日", *texts),), least_height=9)


LOGS = (
    Log(WEEK, "ZDJ", "每人一张：各周、各月的数量，空表手填", _week_boxes, _week_blocks),
    Log(
        VISITS,
        "ZF",
        "每人一张：走访的日期、对象和内容，空表手填",
        _entry_boxes(VISITS),
        _entry_blocks(VISITS, 15, "每走访一户（人）填一行，事项打“√”；"),
    ),
    Log(
        DISPUTES,
        "PC",
        "每人一张：排查的日期、对象、情况和处理结果，空表手填",
        _entry_boxes(DISPUTES),
        _entry_blocks(DISPUTES, 13, "每排查一次填一行，未发现问题的写“未发现”；内容写明情况、处理结果和上报时间；"),
    ),
    Log(
        DIARY,
        "RZ",
        "每人一张：一页四篇，空表手填",
        _entry_boxes(DIARY),
        _entry_blocks(DIARY, 44, "每篇一格，入户照片附后并注明日期；"),
    ),
    Log(SERVICES, "DB", "每人一张：代办的事项和办理结果，空表手填", _service_boxes, _service_blocks),
    Log(REPORT, "HB", "每人一张：例会前的书面汇报，空表手填", _report_boxes, _report_blocks),
)
