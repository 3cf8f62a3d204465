"""The columns of the table of 考核: rank, who, the items, base, 满意度, total, grade."""

from collections import Counter
from collections.abc import Callable, Sequence

from gridapp import sentences
from gridapp.amounts import show_points
from gridapp.office import QuarterView
from gridapp.scoring.grades import PENDING
from gridapp.scoring.policy import Item
from gridapp.scoring.result import Person
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn
from ui.widgets.people_orders import by_name


def pending(person: Person) -> bool:
    return person.standing.grade == PENDING


def columns_of(view: QuarterView) -> tuple[ListColumn, ...]:
    return (
        ListColumn("名次", _rank, 5, _rank_key, numeric=True),
        ListColumn("网格员", _named(view.result.people), 16, orders=_BY_NAME),
        *(
            ListColumn(item.number, _item(place), 4, _item_key(place), True, _item_tip(item))
            for place, item in enumerate(view.policy.items)
        ),
        ListColumn("基础", lambda row: Cell(show_points(row.sheet.base)), 6, lambda row: row.sheet.base, numeric=True),
        ListColumn("满意度", _satisfaction, 7, lambda row: row.sheet.satisfaction or -1, numeric=True),
        ListColumn("总分", _total, 7, lambda row: row.sheet.total or -1, numeric=True),
        ListColumn("等次", _grade, 8),
    )


_BY_NAME = by_name(lambda row: row.sheet.worker.name)


def _rank(row: Person) -> Cell:
    return Cell(str(row.standing.rank)) if row.standing.rank else Cell("—", hint=True, tip="没有名次")


def _rank_key(row: Person) -> tuple[bool, int]:
    return row.standing.rank is None, row.standing.rank or 0


def _named(people: Sequence[Person]) -> Callable[[Person], Cell]:
    """Names, those that several people bear with the number."""
    bearers = Counter(person.sheet.worker.name for person in people)

    def show(row: Person) -> Cell:
        sheet = row.sheet
        text = sheet.worker.name if bearers[sheet.worker.name] == 1 else sentences.full_name(row)
        return Cell(text, tip=f"{sheet.village.name} {sheet.grid.name}  编号 {sheet.worker.id}")

    return show


def _item_tip(item: Item) -> str:
    return f"{item.name}（{show_points(item.marks)}）"


def _item(place: int) -> Callable[[Person], Cell]:
    def show(row: Person) -> Cell:
        score = row.sheet.items[place]
        tip = f"扣 {show_points(score.deducted)} 分" if score.deducted else ""
        return Cell(show_points(score.score), tip=tip)

    return show


def _item_key(place: int) -> Callable[[Person], int]:
    return lambda row: row.sheet.items[place].score


def _satisfaction(row: Person) -> Cell:
    known = row.sheet.satisfaction is not None
    return Cell(sentences.score_text(row.sheet.satisfaction, "未录"), hint=not known)


def _total(row: Person) -> Cell:
    missing = len(row.sheet.missing)
    tip = f"还有 {missing} 处未录，得分会变" if missing else ""
    return Cell(sentences.score_text(row.sheet.total), hint=row.sheet.total is None, tip=tip)


def _grade(row: Person) -> Cell:
    """An asterisk, and why, where the quota or a decision made the grade, not the total alone."""
    sign = "*" if row.standing.note else ""
    text, known = f"{sentences.grade_text(row)}{sign}", bool(row.standing.grade)
    return Cell(text, hint=not known, short=pending(row), tip=row.standing.note)
