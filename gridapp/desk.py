"""What the parts of the Office share: what it answers and tells, and the ways to ask and to change that each part uses.

The Office is one gate in several files: `standing` (what is on record and comes of it), `life` (a quarter from typing
to pay-out), `corrections` (after settling), `years` (runs of 不合格, the year), `accounts` (who works here), `printed`
(what went out), `custody` (the file itself, its log), and `office` (every change). All change records through `change`.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from gridapp.keyring import FileKey, Unlocked
from gridapp.model import STATES, QuarterRecords, Record
from gridapp.periods import Quarter
from gridapp.register import Register
from gridapp.rulings import Objection, Publication
from gridapp.scoring.policy import Policy
from gridapp.scoring.quarter import ScoredQuarter
from gridapp.scoring.result import Missing, Person, QuarterResult, Tie
from gridapp.store.database import Database

R = TypeVar("R", bound=Record)
ENTERING, CHECKED, PUBLISHED, SETTLED, PAID = STATES


class Event(NamedTuple):
    """A change that was made: its step, its name, and the tables it touched. `step` 0 when nothing differed."""

    step: int
    name: str
    tables: frozenset[str]


class AnotherPerson(NamedTuple):
    """By name: who typed a quarter, and who may check and settle it because they did not."""

    typed: tuple[str, ...]
    others: tuple[str, ...]


class Obstacle(NamedTuple):
    """What stands in the way of a quarter's next state, in Chinese, and where it is removed.

    `about` is the first cell that is 未录, the tie, the quarter before, the quarter itself while its publication has
    no days, the publication that is not over, the first open objection, who may take the step instead of who typed;
    None for a decision that fits no more.
    """

    text: str
    about: Missing | Tie | Quarter | Publication | Objection | AnotherPerson | None


class Frozen(msgspec.Struct, frozen=True):
    """A settled quarter, whole: the policy's text, the office's settings, every figure with the roster as it was.

    `chain` is the head of the audit chain when it was settled, `day` the date, in ISO. Fields that later versions
    added have defaults: what an earlier one froze is read for ever.
    """

    policy: str
    office: dict[str, str]
    result: QuarterResult
    chain: str
    day: str
    publication: Publication | None = None


class QuarterView(NamedTuple):
    """All that a printed form of a quarter shows: as things stand, or for ever as they were when it was settled."""

    result: QuarterResult
    policy: Policy
    office: dict[str, str]
    chain: str
    day: date
    publication: Publication | None = None


class Desk(ABC):
    """The open file, as the parts of the Office see it."""

    path: Path
    who: str
    unlocked: Unlocked | None
    read_only: bool
    _db: Database

    @property
    def file_key(self) -> FileKey | None:
        """What the file is encrypted with."""
        return self.unlocked.key if self.unlocked else None

    @abstractmethod
    def all(self, record: type[R]) -> list[R]: ...

    @abstractmethod
    def settings(self) -> dict[str, str]: ...

    @abstractmethod
    def policy(self, quarter: Quarter) -> Policy: ...

    @abstractmethod
    def state(self, quarter: Quarter) -> str: ...

    @abstractmethod
    def records(self, quarter: Quarter) -> QuarterRecords: ...

    @abstractmethod
    def score(self, quarter: Quarter) -> QuarterResult: ...

    @abstractmethod
    def frozen(self, quarter: Quarter) -> Frozen: ...

    @abstractmethod
    def quarters(self) -> list[Quarter]: ...

    @abstractmethod
    def publication(self, quarter: Quarter) -> Publication | None: ...

    @abstractmethod
    def chain_head(self) -> str: ...

    @abstractmethod
    def change(self, name: str, save: Sequence[Record] = (), remove: Sequence[Record] = ()) -> Event: ...

    @abstractmethod
    def register(self) -> Register: ...

    @abstractmethod
    def record_export(self, what: str, to: Path) -> None: ...

    @abstractmethod
    def restated(self, quarter: Quarter) -> dict[str, Person]: ...

    @abstractmethod
    def run_changes(self, changed: Mapping[str, str], quarter: Quarter) -> list[str]: ...

    @abstractmethod
    def _guard_role(self, db: Database, number: int) -> None: ...

    @abstractmethod
    def _guard(self, db: Database, number: int) -> None: ...

    @abstractmethod
    def _now(self, quarter: Quarter) -> ScoredQuarter: ...

    @abstractmethod
    def _event(self, number: int, name: str) -> Event: ...

    @abstractmethod
    def _forget(self) -> None:
        """What is remembered of the records is read anew when next asked for."""
