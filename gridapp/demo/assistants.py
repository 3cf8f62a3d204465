"""The 4 and the X of 1+4+X: four assistants of each grid, and volunteers."""

from collections.abc import Iterator
from itertools import count
from random import Random

from gridapp.demo.names import Names, pick
from gridapp.demo.people import Roster
from gridapp.demo.plan import Plan, Words
from gridapp.model import ASSISTANT_ROLES, VOLUNTEER_KINDS, VOLUNTEER_ROLE, Assistant

_ROLES_OF_A_VILLAGE = ("督导员", "网格警员", "网格消防员")
"""One person has these in all grids of a village."""
_VOLUNTEERS = (1, 3)


def draw_assistants(rng: Random, plan: Plan, words: Words, names: Names, roster: Roster) -> Iterator[Assistant]:
    """Everybody who helps in a grid, grid by grid. Where the plan has a vacancy the place is empty, or becomes so."""
    vacant = {(each.grid, each.role): each.since for each in plan.vacancies}
    strangers = _strangers(rng, words, names)
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for grid in roster.grids.values():
        for role in ASSISTANT_ROLES:
            place = (grid.village if role in _ROLES_OF_A_VILLAGE else grid.code, role)
            name, phone = known[place] = known.get(place) or next(strangers)
            stop = vacant.get((grid.code, role))
            if stop or (grid.code, role) not in vacant:
                yield Assistant(grid.code, name, role, plan.opening, phone=phone, stop=stop)
        for _ in range(rng.randint(*_VOLUNTEERS)):
            name, phone = next(strangers)
            yield Assistant(grid.code, name, VOLUNTEER_ROLE, plan.opening, rng.choice(VOLUNTEER_KINDS), phone)


def _strangers(rng: Random, words: Words, names: Names) -> Iterator[tuple[str, str]]:
    """Names and phones of people who are not on the rosters yet; the first has a rare character."""
    yield words.rare_assistant, "13900000100"
    for number in count(101):
        yield names.new(rng.choice("男女"), pick(rng, words.ethnicity)), f"139{number:08d}"
