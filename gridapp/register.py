"""What records are held against (Register), and what is wrong with one (Problem). For the rules see rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from gridapp.model import Grid, Meeting, Post, Record, Village, Worker
from gridapp.periods import Quarter, Span
from gridapp.scoring.policy import Policy


class Problem(NamedTuple):
    """One thing that is wrong with a record: the field, and a Chinese sentence."""

    field: str
    message: str


class Register:
    """What records are held against: the rosters, the meetings, and the quarters that are closed."""

    def __init__(
        self, policy_of: Callable[[Quarter], Policy], records: Iterable[Record], closed: Mapping[str, str]
    ) -> None:
        self.policy_of = policy_of
        self.closed = closed
        self.villages: dict[str, Village] = {}
        self.grids: dict[str, Grid] = {}
        self.workers: dict[str, Worker] = {}
        self.meetings: dict[str, Meeting] = {}
        self.posts: defaultdict[str, dict[date, Post]] = defaultdict(dict)
        self._posts_of_grid: defaultdict[str, set[tuple[str, date]]] = defaultdict(set)
        for record in records:
            self.learn(record)

    def learn(self, record: Record) -> None:
        """Take a roster record or a meeting into account from now on; other records leave no mark."""
        match record:
            case Village():
                self.villages[record.name] = record
            case Grid():
                self.grids[record.code] = record
            case Worker():
                self.workers[record.id] = record
            case Meeting():
                self.meetings[record.id] = record
            case Post():
                self.forget(record)
                self.posts[record.worker][record.start] = record
                self._posts_of_grid[record.grid].add((record.worker, record.start))

    def forget(self, record: Record) -> None:
        """Leave a worker, or the post that a worker began on this day, out of account."""
        if isinstance(record, Worker):
            self.workers.pop(record.id, None)
        elif isinstance(record, Post):
            known = self.posts[record.worker].pop(record.start, None)
            if known:
                self._posts_of_grid[known.grid].discard((record.worker, record.start))
        elif isinstance(record, Grid):
            self.grids.pop(record.code, None)
        elif isinstance(record, Meeting):
            self.meetings.pop(record.id, None)

    def copy(self) -> "Register":
        """A register of its own that knows the same."""
        twin = Register(self.policy_of, (), self.closed)
        twin.villages, twin.grids = self.villages.copy(), self.grids.copy()
        twin.workers, twin.meetings = self.workers.copy(), self.meetings.copy()
        twin.posts.update((worker, held.copy()) for worker, held in self.posts.items())
        twin._posts_of_grid.update((grid, held.copy()) for grid, held in self._posts_of_grid.items())
        return twin

    def posts_in(self, grid: str) -> list[Post]:
        return [self.posts[worker][start] for worker, start in self._posts_of_grid[grid]]

    def in_post(self, worker: str, span: Span) -> bool:
        """Whether the worker was in post on any day of the span."""
        first, last = span
        return any(
            post.start <= last and (post.stop is None or post.stop >= first) for post in self.posts[worker].values()
        )

    def name(self, worker: str) -> str:
        known = self.workers.get(worker)
        return f"{known.name}（编号 {worker}）" if known else worker
