"""网格员花名册: who serves in which grid on a day; identity numbers and telephones masked unless chosen whole."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from gridapp.model import Grid, Post, Worker
from gridapp.names import age, masked, masked_phone
from gridapp.prints import wording
from gridapp.prints.blocks import (
    LINE,
    NOTE,
    Align,
    Block,
    Column,
    Document,
    Entry,
    Merge,
    Paper,
    Paragraph,
    Row,
    Table,
)
from gridapp.prints.choice import ALL, Ask, Choice
from gridapp.prints.form import Form, Group
from gridapp.prints.listing import listing
from gridapp.prints.subjects import RosterPaper, roster_paper
from gridapp.staffing import IN_POST, WORKER_ROLE

NAME = "网格员花名册"
VACANT = "空缺"

_COLUMNS = (
    Column("序号", 9),
    Column("村（社区）", 20),
    Column("网格", 19),
    Column("编号", 14),
    Column("姓名", 21),
    Column("性别", 8.8),
    Column("身份证号", 35.5),
    Column("年龄", 8.8),
    Column("民族", 11),
    Column("政治面貌", 16),
    Column("学历", 13),
    Column("联系电话", 24),
    Column("兼任职务", 18),
    Column("任用日期", 20),
    Column("住址", None, Align.LEFT),
)
_MASKED = "身份证号和联系电话已隐去中间几位。"
_WHOLE = "本表有完整的身份证号和联系电话，只供内部使用，请妥善保管。"


def worker_lists(paper: RosterPaper, choice: Choice = ALL) -> list[Document]:
    """The one list of the day."""
    rows = tuple(_rows(paper, choice, whole=choice.whole_numbers))
    if not rows:
        return []
    return [
        listing(
            paper,
            choice,
            title=NAME,
            subtitle=f"截至{wording.chinese_day(paper.on)}",
            table=Table(_COLUMNS, rows),
            notes=_notes(paper, choice),
            number=f"HM-{paper.on.isoformat()}",
            digest=wording.digest(tuple(_rows(paper, choice, whole=True))),
        )
    ]


def _in_post(paper: RosterPaper, choice: Choice) -> list[tuple[Grid, list[tuple[Worker, Post]]]]:
    """The grids chosen with those who serve there on the day, nobody where it is vacant."""
    roster = paper.roster
    serving: defaultdict[str, list[tuple[Worker, Post]]] = defaultdict(list)
    for worker in roster.workers.values():
        state, post = roster.standing(worker.id, paper.on)
        if state == IN_POST and post:
            serving[post.grid].append((worker, post))
    found = []
    for grid in roster.grids.values():
        people = [(worker, post) for worker, post in serving[grid.code] if choice.takes(grid.village, worker.id)]
        if people or (choice.takes(grid.village) and not serving[grid.code]):
            found.append((grid, people))
    return found


def _rows(paper: RosterPaper, choice: Choice, *, whole: bool) -> Iterator[Row]:
    village, number = None, 0
    since = {each.grid.code: each.places[0].vacant_since for each in paper.roster.staff(paper.on)}
    for grid, people in _in_post(paper, choice):
        shared: tuple[Entry, ...] = (Merge.ABOVE if grid.village == village else grid.village, grid.name)
        village = grid.village
        for worker, post in people:
            number += 1
            yield (str(number), *shared, *_facts(worker, post, paper.on, whole=whole))
            shared = (Merge.ABOVE, Merge.ABOVE)
        if not people:
            number += 1
            yield (str(number), *shared, vacancy(since[grid.code]), *(Merge.LEFT,) * 11)


def vacancy(since: date | None) -> str:
    """空缺（自2019年8月1日）"""
    return f"{VACANT}（自{wording.chinese_day(since)}）" if since else VACANT


def _facts(worker: Worker, post: Post, on: date, *, whole: bool) -> Iterator[str]:
    yield worker.id
    yield worker.name
    yield worker.sex
    yield worker.identity if whole else masked(worker.identity)
    yield str(age(worker.identity, on)) if worker.identity else ""
    yield worker.ethnicity
    yield worker.politics
    yield worker.education
    yield worker.phone if whole else masked_phone(worker.phone)
    yield worker.offices
    yield post.start.isoformat()
    yield worker.address


def _notes(paper: RosterPaper, choice: Choice) -> Iterator[Block]:
    grids = _in_post(paper, choice)
    people = [worker for _, serving in grids for worker, _ in serving]
    sexes = Counter(worker.sex for worker in people if worker.sex)
    told = "、".join(f"{sex}{count}人" for sex, count in sorted(sexes.items(), reverse=True))
    vacant = sum(not serving for _, serving in grids)
    yield Paragraph(
        f"网格{len(grids)}个，在岗{WORKER_ROLE}{len(people)}人"
        + (f"（{told}）" if told else "")
        + f"，{VACANT}{vacant}个。",
        LINE,
    )
    yield Paragraph(f"注：年龄为截至当日的周岁。{_WHOLE if choice.whole_numbers else _MASKED}", NOTE)


FORM = Form(
    NAME,
    Paper.LANDSCAPE,
    "某一天的全部网格员，空缺的网格也列出",
    Group.ROSTER,
    frozenset({Ask.DAY, Ask.VILLAGE, Ask.PEOPLE, Ask.NUMBERS}),
    roster_paper,
    worker_lists,
)
