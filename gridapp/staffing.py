"""The rosters by day: who serves where, which grids are free, and what each lacks of its 1+4+X (DOMAIN section 7)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from gridapp.model import ASSISTANT_ROLES, FAR, VOLUNTEER_ROLE, Assistant, Grid, Post, Village, Worker
from gridapp.periods import DAY

LEAVING_REASONS = ("辞职", "调整", "不予续用", "辞退")
MOVED = "调整"
WORKER_ROLE = "网格员"
PLACES = (WORKER_ROLE, *ASSISTANT_ROLES)
"""The 1 and the 4: one of each in every grid."""
IN_POST, COMING, LEFT, NEVER = "在任", "待任", "离任", "未任用"


class Standing(NamedTuple):
    """How somebody stands on a day: one of 在任 待任 离任 未任用, and the post that says so (the newest, when left)."""

    state: str
    post: Post | None


class Term(NamedTuple):
    """Somebody in a place of a grid; `start` None: for ever so long."""

    who: str
    start: date | None
    stop: date | None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and day <= (self.stop or FAR)


class Place(NamedTuple):
    """One place of a grid on a day: who is in it; if nobody, the first day of that, None when nobody ever was."""

    role: str
    holders: tuple[str, ...]
    vacant_since: date | None


class GridStaff(NamedTuple):
    """A grid's 1+4+X on a day, `places` in the order of PLACES."""

    grid: Grid
    places: tuple[Place, ...]
    volunteers: int

    @property
    def vacant(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if not place.holders)


class Roster:
    """The rosters as they stood when they were read, by number and code."""

    def __init__(
        self,
        villages: Iterable[Village],
        grids: Iterable[Grid],
        workers: Iterable[Worker],
        posts: Iterable[Post],
        assistants: Iterable[Assistant] = (),
    ) -> None:
        self.villages = {village.name: village for village in villages}
        self.grids = {grid.code: grid for grid in grids}
        self.workers = {worker.id: worker for worker in workers}
        self.assistants = tuple(assistants)
        self._of_worker: defaultdict[str, list[Post]] = defaultdict(list)
        self._of_grid: defaultdict[str, list[Post]] = defaultdict(list)
        for post in sorted(posts, key=lambda post: post.start):
            self._of_worker[post.worker].append(post)
            self._of_grid[post.grid].append(post)

    def posts(self, worker: str) -> Sequence[Post]:
        """Somebody's posts, oldest first."""
        return self._of_worker[worker]

    def standing(self, worker: str, day: date) -> Standing:
        posts = self._of_worker[worker]
        if not posts:
            return Standing(NEVER, None)
        for post in posts:
            if post.span.holds(day):
                return Standing(IN_POST, post)
        coming = next((post for post in posts if post.start > day), None)
        return Standing(COMING, coming) if coming else Standing(LEFT, posts[-1])

    def free_grids(self) -> list[Grid]:
        """The grids that nobody holds without an end, so that a post can begin there, in order of code."""
        return [grid for code, grid in self.grids.items() if all(post.stop for post in self._of_grid[code])]

    def place_of(self, code: str) -> str:
        """A grid with its village, as people name it: 东沟村 第一网格."""
        grid = self.grids.get(code)
        return f"{grid.village} {grid.name}" if grid else code

    def called(self, worker: str) -> str:
        """A worker told apart from others of the same name: 马小军（W003 东沟村 第三网格）."""
        name = self.workers[worker].name if worker in self.workers else worker
        posts = self._of_worker[worker]
        return f"{name}（{worker}{f' {self.place_of(posts[-1].grid)}' if posts else ''}）"

    def staff(self, day: date) -> list[GridStaff]:
        """Every grid's 1+4+X on a day, in order of code."""
        helpers: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
        for each in self.assistants:
            helpers[each.grid, each.role].append(Term(each.name, each.start, each.stop))
        return [
            GridStaff(
                grid,
                (
                    _place(WORKER_ROLE, [self._term(post) for post in self._of_grid[code]], day),
                    *(_place(role, helpers[code, role], day) for role in ASSISTANT_ROLES),
                ),
                sum(term.holds(day) for term in helpers[code, VOLUNTEER_ROLE]),
            )
            for code, grid in self.grids.items()
        ]

    def _term(self, post: Post) -> Term:
        worker = self.workers.get(post.worker)
        return Term(f"{worker.name} {worker.id}" if worker else post.worker, post.start, post.stop)


def _place(role: str, terms: Sequence[Term], day: date) -> Place:
    holders = tuple(term.who for term in terms if term.holds(day))
    ended = [term.stop for term in terms if term.stop and term.stop < day]
    return Place(role, holders, None if holders or not ended else max(ended) + DAY)


def next_number(numbers: Iterable[str]) -> str:
    """A number for the next record after the highest of a kind: W035 → W036; "" when none ends in digits."""
    split = [found.groups() for number in numbers if (found := re.fullmatch(r"(.*?)([0-9]+)", number, re.ASCII))]
    if not split:
        return ""
    before, digits = max(split, key=lambda parts: int(parts[1]))
    return f"{before}{int(digits) + 1:0{len(digits)}d}"
