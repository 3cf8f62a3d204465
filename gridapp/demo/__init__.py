"""A demo township: invented, believable, the same for the same seed. `resources/demo/` tells its story."""

from pathlib import Path
from random import Random
from typing import NamedTuple

from gridapp import SUFFIX
from gridapp.demo import decisions
from gridapp.demo.assistants import draw_assistants
from gridapp.demo.names import Names
from gridapp.demo.people import draw_roster, standards
from gridapp.demo.plan import read_plan, read_words
from gridapp.demo.quarters import settle, so_far, steps
from gridapp.demo.stage import Stage
from gridapp.errors import OfficeError
from gridapp.model import STATES, Assistant, Post, Record, Standard
from gridapp.office import Office
from gridapp.periods import Quarter

*_, SETTLED, PAID = STATES
DATABASE = f"demo{SUFFIX}"
BOOK = "台账工作簿.xlsx"


def write(folder: Path) -> list[Path]:
    """Make a folder with the demo's database, its workbook and every printed form of one settled quarter.

    Returns the files, the database first. Raises OfficeError when the folder holds anything already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OfficeError(f"{folder} 已存在且不是空文件夹，请换一个名称")
    from gridapp.prints import print_forms
    from gridapp.workbook.writing import write_book

    folder.mkdir(parents=True, exist_ok=True)
    with build(folder / DATABASE) as office:
        write_book(office, folder / BOOK)
        printed = print_forms(office, Quarter.parse(read_plan().story.printed), folder)
    return [folder / DATABASE, folder / BOOK, *printed]


class Beginning(NamedTuple):
    """The township on its first day: its office, what its quarters are drawn from, and the raises that are to come."""

    office: Office
    stage: Stage
    raises: list[Standard]


def begin(path: Path, seed: int = 2019) -> Beginning:
    """Make the database at a path that is still free, with the rosters of the first day. Raises UnusableFile."""
    plan, words, rng = read_plan(), read_words(), Random(seed)
    names = Names(rng, words, taken=[each.name for each in plan.notable])
    roster = draw_roster(rng, plan, words, names)
    paid = list(standards(plan, roster))
    assistants = list(draw_assistants(rng, plan, words, names, roster))
    office = Office.create(path, who=plan.office["制表人"])
    stage = Stage(rng, plan, words, names, office.newest_policy(), roster)
    office.set_office(**plan.office)
    office.change("建立名册", save=_opening(stage, paid, assistants))
    return Beginning(office, stage, [standard for standard in paid if standard.start > plan.opening])


def build(path: Path, seed: int = 2019, *, settled: bool = True) -> Office:
    """Make the demo township's database at a path that is still free, and hand it over open.

    Two years of quarters: the last is being typed in, the one before is settled (or, without `settled`, complete and
    not yet checked), the others are paid. Raises UnusableFile.
    """
    beginning = begin(path, seed)
    _play(*beginning, settled=settled)
    return beginning.office


def _opening(stage: Stage, paid: list[Standard], assistants: list[Assistant]) -> list[Record]:
    """The rosters as they are at first; nobody knows yet who will leave."""
    roster, opening = stage.roster, stage.plan.opening
    first = [person for person in roster.people if person.posts[0].start == opening]
    posts = [Post(person.worker.id, opening, person.posts[0].grid) for person in first]
    workers = [person.worker for person in first]
    at_first = [standard for standard in paid if standard.start == opening]
    return [*roster.villages.values(), *roster.grids.values(), *workers, *posts, *at_first, *assistants]


def _play(office: Office, stage: Stage, raises: list[Standard], *, settled: bool) -> None:
    plan = stage.plan
    quarter, last = Quarter.of(plan.opening), Quarter.parse(plan.last_quarter)
    while quarter != last:
        for step in steps(stage, quarter, raises):
            office.change(step.name, save=step.records)
        decisions.corrections(office, stage, quarter.span.last)
        decisions.odd_weeks(office, stage, quarter)
        printed = str(quarter) == plan.story.printed
        if settled or not printed:
            settle(office, stage, quarter, SETTLED if printed else PAID)
        if not printed:
            decisions.consequences(office, stage, quarter)
        decisions.years(office, stage, quarter)
        quarter = quarter.shift(1)
    for step in steps(stage, last, raises):
        office.change(step.name, save=so_far(stage, step).records)
    decisions.odd_weeks(office, stage, last)
    decisions.objections(office, stage, last.shift(-1), plan.typed_until)
    decisions.years(office, stage, last)
