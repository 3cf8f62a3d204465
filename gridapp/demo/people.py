"""The grids of the demo township and their workers over the two years, with posts and standards."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

import msgspec

from gridapp.demo.names import Names, home, identity_number, pick
from gridapp.demo.plan import CharacterName, Notable, Plan, Words
from gridapp.model import FAR, Grid, Post, Standard, Village, Worker
from gridapp.periods import DAY

_AGES = (23, 44)
"""At the opening; 任用条件 asks for less than 45 years."""


class Person(NamedTuple):
    """A worker and all of their posts. `story` is the grid by which the plan speaks of them, "" for later ones."""

    worker: Worker
    posts: tuple[Post, ...]
    character: CharacterName
    story: str


class Roster(NamedTuple):
    """Everybody who serves over the two years, in the order of their numbers."""

    villages: dict[str, Village]
    grids: dict[str, Grid]
    people: tuple[Person, ...]

    def village_of(self, grid: str) -> Village:
        return self.villages[self.grids[grid].village]


def draw_roster(rng: Random, plan: Plan, words: Words, names: Names) -> Roster:
    """The township's workers, decided by the plan where it says so and by the generator elsewhere."""
    villages = {village.name: Village(village.name, village.kind) for village in plan.villages}
    grids = {grid.code: grid for grid in _grids(plan)}
    notable = {each.grid: each for each in plan.notable}
    drawer = _Drawer(rng, plan, words, names)
    first = [drawer.worker(grid, notable.get(grid.code)) for grid in grids.values()]
    later = {each.grid: drawer.worker(grids[each.grid]) for each in plan.handovers if not each.moved_from}
    posts = _posts(plan, dict(zip(grids, first, strict=True)), later)
    characters = [grid.worker for village in plan.villages for grid in village.grids]
    people = [Person(w, posts[w.id], what, grid) for w, what, grid in zip(first, characters, grids, strict=True)]
    people += [Person(worker, posts[worker.id], "踏实", "") for worker in later.values()]
    return Roster(villages, grids, tuple(people))


def _grids(plan: Plan) -> Iterator[Grid]:
    for place, village in enumerate(plan.villages, 1):
        for number, grid in enumerate(village.grids, 1):
            yield Grid(f"G{place:02d}{number:02d}", village.name, grid.name, grid.households, grid.area)


def _posts(plan: Plan, first: dict[str, Worker], later: dict[str, Worker]) -> dict[str, tuple[Post, ...]]:
    """Everybody's posts by number: who has a grid at first, and who takes it over."""
    held = {grid: [Post(worker.id, plan.opening, grid)] for grid, worker in first.items()}
    for handover in sorted(plan.handovers, key=lambda each: each.start):
        posts = held[handover.grid]
        posts[-1] = msgspec.structs.replace(posts[-1], stop=handover.last, reason=handover.reason)
        moved = handover.moved_from
        successor = held[moved][-1].worker if moved else later[handover.grid].id
        posts.append(Post(successor, handover.start, handover.grid))
    by_worker: defaultdict[str, list[Post]] = defaultdict(list)
    for post in sorted((post for posts in held.values() for post in posts), key=lambda post: post.start):
        by_worker[post.worker].append(post)
    return {worker: tuple(posts) for worker, posts in by_worker.items()}


def standards(plan: Plan, roster: Roster) -> Iterator[Standard]:
    """The township's, and a personal one for each post in a community: from its first day, and at each raise."""
    until = [each.start for each in plan.standards[1:]] + [FAR]
    for each, end in zip(plan.standards, until, strict=True):
        yield Standard("", each.start, each.township * 100)
        posts = (post for person in roster.people for post in person.posts)
        for post in posts:
            start = max(post.start, each.start)
            if roster.village_of(post.grid).kind == "社区" and start < end and start <= (post.stop or FAR):
                yield Standard(post.worker, start, each.community * 100)


class _Drawer:
    """Draws workers one after the other, each with numbers of their own."""

    def __init__(self, rng: Random, plan: Plan, words: Words, names: Names) -> None:
        self._rng = rng
        self._plan = plan
        self._words = words
        self._names = names
        self._drawn = 0

    def worker(self, grid: Grid, fixed: Notable | None = None) -> Worker:
        self._drawn += 1
        number, rng, words = self._drawn, self._rng, self._words
        ethnicity = fixed.ethnicity if fixed else pick(rng, words.ethnicity)
        sex = fixed.sex if fixed else rng.choice("男女")
        born = (fixed.born if fixed else None) or self._birthday()
        return Worker(
            id=f"W{number:03d}",
            name=fixed.name if fixed else self._names.new(sex, ethnicity),
            sex=sex,
            identity=identity_number(self._plan.area_code, born, 2 * number - (sex == "男")),
            phone=f"139{number:08d}",
            education=pick(rng, words.education),
            politics=(fixed.politics if fixed else "") or pick(rng, words.politics),
            ethnicity=ethnicity,
            address=self._plan.office["镇名"] + grid.village + home(rng, grid.village),
            offices=fixed.offices if fixed else "",
            bank=words.bank,
            account=f"62{number:017d}",
        )

    def _birthday(self) -> date:
        youngest, oldest = (self._plan.opening.replace(year=self._plan.opening.year - age) for age in _AGES)
        return oldest + self._rng.randrange((youngest - oldest).days) * DAY
