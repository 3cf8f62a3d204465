"""代办服务登记簿: what a worker did for residents; the office finds its 扣分事项 of the item in it."""

from collections.abc import Iterator

from gridapp import columns
from gridapp.prints.blocks import Block, Document
from gridapp.prints.choice import ALL, Choice
from gridapp.prints.logs.log import Box, Log, Sheet, entries, form, note, numbered, sheets, to_fill
from gridapp.prints.subjects import BlankPaper
from gridapp.scoring.policy import Item, Policy

NAME = "代办服务登记簿"

_LEAST_HEIGHT = 15


def service_logs(paper: BlankPaper, choice: Choice = ALL) -> list[Document]:
    """One sheet a worker."""
    return sheets(_LOG, paper, choice)


def item_of(policy: Policy) -> Item | None:
    """The item that this log is of, by its name (代办服务); None where the policy has none."""
    return next((item for item in policy.items if item.name in NAME), None)


def service_boxes(policy: Policy) -> tuple[Box, ...]:
    """The columns of 扣分事项 as the item's form asks for them."""
    item = item_of(policy)
    return numbered(columns.typed_finding(policy, item) if item else columns.finding(policy), "worker", "id")


def _blocks(sheet: Sheet) -> Iterator[Block]:
    policy = sheet.paper.policy
    item = item_of(policy)
    yield entries(to_fill(service_boxes(policy)), _LEAST_HEIGHT)
    clauses = [f"{clause.code} {clause.text}" for clause in item.clauses] if item else []
    yield note(
        "说明写明服务对象、代办事项、受理和办结日期、办理结果，由网格员填写；",
        "条款和次数由镇网格办核查后填写，没有扣分的不填。",
        f"条款：{'；'.join(clauses)}。" if clauses else "",
    )


_LOG = Log(NAME, "DB", service_boxes, _blocks)
FORM = form(NAME, "每人一张：代办的事项和办理结果", service_logs)
