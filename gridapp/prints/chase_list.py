"""未录催报单: what a village still owes, by worker and duty, with the weeks in words and a date to bring it by."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gridapp.model import Meeting
from gridapp.periods import Month, Quarter, Week
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    COLUMN_SUM,
    LINE,
    NOTE,
    Align,
    Column,
    Document,
    Merge,
    Paper,
    Paragraph,
    Row,
    Table,
)
from gridapp.prints.choice import ALL, OF_PEOPLE, Choice
from gridapp.prints.deductions import periods_text
from gridapp.prints.form import Form, Group
from gridapp.prints.subjects import QuarterOwed, quarter_owed
from gridapp.progress import STANDARD, Chase, Period

NAME = "未录催报单"

_COLUMNS = (
    Column("序号", 10),
    Column("网格", 27),
    Column("姓名", 27),
    Column("时段", 44, Align.LEFT),
    Column("未录事项", None, Align.LEFT),
    Column("处数", 13),
)
_BLANK_DAY = "＿＿月＿＿日"
_HINT = "注：没有开展的请填“0”，请假、放假等不计入的请写明原因；已经报送的请注明报送日期和经手人。"
_OWN = frozenset({STANDARD})
"""What the office itself has to settle, so that no village is asked for it."""


class _Debt(NamedTuple):
    """What one worker owes for some periods: the duties that are missing in all of them."""

    chase: Chase
    periods: tuple[Period, ...]
    what: list[str]

    @property
    def gaps(self) -> int:
        return len(self.periods) * len(self.what)


def chase_lists(owed: QuarterOwed, choice: Choice = ALL) -> list[Document]:
    """A list for each village that owes anything."""
    by_village: defaultdict[str, list[Chase]] = defaultdict(list)
    for each in sorted(owed.owed, key=lambda one: (one.grid.code, one.worker.id)):
        if choice.takes(each.village.name, each.worker.id):
            by_village[each.village.name].append(each)
    debts = {village: _debts(chased) for village, chased in by_village.items()}
    return [_document(owed, village, found) for village, found in debts.items() if found]


def _debts(chased: Sequence[Chase]) -> list[_Debt]:
    """Each worker's duties in the order in which they were first left out, those of equal periods together."""
    first: dict[tuple[str, str], Chase] = {}
    periods: defaultdict[tuple[str, str], list[Period]] = defaultdict(list)
    for each in chased:
        for what in each.what:
            if what not in _OWN:
                first.setdefault((each.worker.id, what), each)
                periods[each.worker.id, what].append(each.period)
    found: dict[tuple[str, tuple[Period, ...]], _Debt] = {}
    for (worker, what), each in first.items():
        when = tuple(periods[worker, what])
        found.setdefault((worker, when), _Debt(each, when, [])).what.append(what)
    return list(found.values())


def _document(owed: QuarterOwed, village: str, debts: Sequence[_Debt]) -> Document:
    quarter = wording.quarter_of(owed.view)
    return Document(
        title=f"{wording.township(owed)}网格员考核{NAME}",
        subtitle=quarter.title,
        blocks=(
            Paragraph(_opening(owed, village, debts), LINE),
            Table(_COLUMNS, tuple(_rows(debts)), totals=(_total(debts),)),
            Paragraph(_HINT, NOTE),
            wording.signatures(owed, "村（社区）负责人", "经办人"),
        ),
        number=f"CB-{quarter}-{village}",
        drawn_up=owed.day,
        bookmark=village,
    )


def _opening(owed: QuarterOwed, village: str, debts: Sequence[_Debt]) -> str:
    workers = len({debt.chase.worker.id for debt in debts})
    gaps = sum(debt.gaps for debt in debts)
    return (
        f"{village}：截至{wording.chinese_day(owed.day)}，{workers}名网格员的登记还有{gaps}处未录。"
        f"请于{_BLANK_DAY}前报送{wording.unit(owed)}。"
    )


def _rows(debts: Sequence[_Debt]) -> Iterator[Row]:
    """A row for each stretch of periods; a worker is named once."""
    number, worker = 0, ""
    for debt in debts:
        who = debt.chase
        same = who.worker.id == worker
        number += not same
        worker = who.worker.id
        shared = (Merge.ABOVE,) * 3 if same else (str(number), who.grid.name, f"{who.worker.name}\n{worker}")
        yield (*shared, in_words(debt.periods), "、".join(debt.what), figures.whole(debt.gaps))


def _total(debts: Sequence[_Debt]) -> Row:
    return ("合计", *(Merge.LEFT,) * 4, figures.whole(sum(debt.gaps for debt in debts), total=COLUMN_SUM))


def in_words(periods: Sequence[Period]) -> str:
    """Weeks and months drawn together, meetings by their day: 第28、31–33周；7月；8月14日例会；本季度."""
    weeks = [period.iso for period in periods if isinstance(period, Week)]
    months = [period.iso for period in periods if isinstance(period, Month)]
    meetings = [period for period in periods if isinstance(period, Meeting)]
    parts = [periods_text(isos) for isos in (weeks, months) if isos]
    parts += [f"{meeting.day.month}月{meeting.day.day}日{meeting.kind}" for meeting in meetings]
    parts += ["本季度" for period in periods if isinstance(period, Quarter)]
    return "、".join(parts)


FORM = Form(
    NAME,
    Paper.PORTRAIT,
    "每村（社区）一张：还缺谁的什么、哪几周",
    Group.ASSESSMENT,
    OF_PEOPLE,
    quarter_owed,
    chase_lists,
)
