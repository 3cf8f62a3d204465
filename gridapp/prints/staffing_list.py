"""1+4+X配备情况表: every grid's worker, assistants and volunteers on a day, and what is vacant."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gridapp.model import ASSISTANT_ROLES, VOLUNTEER_ROLE
from gridapp.prints import figures, wording
from gridapp.prints.blocks import (
    LINE,
    Align,
    Aligned,
    Block,
    Column,
    Document,
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
from gridapp.prints.worker_list import VACANT, vacancy
from gridapp.staffing import PLACES, GridStaff, Place, Term

NAME = "1+4+X配备情况表"

_PLACES = 145.0  # mm, shared by the worker and the assistants


def staffing_lists(paper: RosterPaper, choice: Choice = ALL) -> list[Document]:
    """The one list of the day."""
    staff = [each for each in paper.roster.staff(paper.on) if choice.takes(each.grid.village)]
    if not staff:
        return []
    rows = tuple(_rows(paper, staff))
    return [
        listing(
            paper,
            choice,
            title=f"网格{NAME}",
            subtitle=f"截至{wording.chinese_day(paper.on)}",
            table=Table(_columns(), rows, totals=_totals(staff)),
            notes=_notes(paper, staff),
            number=f"PB-{paper.on.isoformat()}",
            digest=wording.digest(rows),
        )
    ]


def _columns() -> tuple[Column, ...]:
    first, *four = PLACES
    each = _PLACES / len(PLACES)
    return (
        Column("序号", 9),
        Column("村（社区）", 21),
        Column("网格", 20),
        Column("户数", 10),
        Column(f"1\n{first}", each),
        *(Column(role, each, group=f"{len(four)}（协管员）") for role in four),
        Column(f"X（{VOLUNTEER_ROLE}）", None, Align.LEFT),
        Column(VACANT, 9),
    )


def _rows(paper: RosterPaper, staff: Sequence[GridStaff]) -> Iterator[Row]:
    volunteers = _volunteers(paper)
    village = None
    for number, each in enumerate(staff, 1):
        grid = each.grid
        names = volunteers[grid.code]
        yield (
            str(number),
            Merge.ABOVE if grid.village == village else grid.village,
            grid.name,
            "" if grid.households is None else figures.whole(grid.households),
            *map(_holder, each.places),
            f"{len(names)}人：{'、'.join(names)}" if names else "—",
            figures.whole(len(each.vacant)),
        )
        village = grid.village


def _holder(place: Place) -> str:
    return "\n".join(place.holders) if place.holders else vacancy(place.vacant_since)


def _volunteers(paper: RosterPaper) -> defaultdict[str, list[str]]:
    """The names of the volunteers of the day by grid."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in paper.roster.assistants:
        if each.role == VOLUNTEER_ROLE and Term(each.name, each.start, each.stop).holds(paper.on):
            found[each.grid].append(each.name)
    return found


def _totals(staff: Sequence[GridStaff]) -> tuple[Row, ...]:
    """How many places of each role are filled, and how many vacant."""
    label = (Merge.LEFT,) * 3
    filled = [sum(bool(each.places[place].holders) for each in staff) for place in range(len(PLACES))]
    volunteers = sum(each.volunteers for each in staff)
    vacant = [len(staff) - count for count in filled]
    all_vacant = figures.whole(sum(vacant))
    return (
        (Aligned("已配备（个网格）", Align.CENTRE), *label, *map(figures.whole, filled), f"{volunteers}人", ""),
        (
            Aligned(f"{VACANT}（个网格）", Align.CENTRE),
            *label,
            *map(figures.whole, vacant),
            "—",
            all_vacant,
        ),
    )


def _notes(paper: RosterPaper, staff: Sequence[GridStaff]) -> Iterator[Block]:
    lacking = [each for each in staff if each.vacant]
    told = f"配齐{len(staff) - len(lacking)}个，有{VACANT}的{len(lacking)}个"
    yield Paragraph(
        f"网格{len(staff)}个：{told}。每个网格应配{PLACES[0]}1名、{'、'.join(ASSISTANT_ROLES)}各1名。", LINE
    )
    for each in lacking:
        roles = "、".join(f"{place.role}{_how_long(paper, place)}" for place in each.vacant)
        yield Paragraph(f"{each.grid.village}{each.grid.name}：缺{roles}。", LINE)


def _how_long(paper: RosterPaper, place: Place) -> str:
    return f"（已{(paper.on - place.vacant_since).days + 1}天）" if place.vacant_since else "（未配备过）"


FORM = Form(
    NAME,
    Paper.LANDSCAPE,
    "某一天每个网格的网格员、协管员和公益员",
    Group.ROSTER,
    frozenset({Ask.DAY, Ask.VILLAGE}),
    roster_paper,
    staffing_lists,
)
