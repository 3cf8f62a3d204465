"""Office: the one gate. All that a window or a script may ask of the office's file, or change in it.

Every change runs in one transaction as one named, undoable, audited step, and returns what changed. Settled
quarters are answered from what was frozen, never scored again.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from gridapp.accounts import BY_PAPER, Accounts
from gridapp.charts.past import QuarterFigures
from gridapp.corrections import Corrections
from gridapp.custody import Custody
from gridapp.custody import Removed as Removed
from gridapp.custody import Version as Version
from gridapp.desk import CHECKED as CHECKED
from gridapp.desk import ENTERING as ENTERING
from gridapp.desk import PAID as PAID
from gridapp.desk import PUBLISHED as PUBLISHED
from gridapp.desk import SETTLED as SETTLED
from gridapp.desk import AnotherPerson as AnotherPerson
from gridapp.desk import Event as Event
from gridapp.desk import Frozen as Frozen
from gridapp.desk import Obstacle as Obstacle
from gridapp.desk import QuarterView as QuarterView
from gridapp.errors import Refused
from gridapp.keyring import FileKey, Keyring, Unlocked
from gridapp.ledger import Ledger
from gridapp.life import QuarterLife
from gridapp.model import (
    SETTLED_STATES,
    STATES,
    Account,
    OfficeSetting,
    PolicyText,
    QuarterState,
    Record,
    Settlement,
)
from gridapp.periods import Quarter
from gridapp.printed import PrintLog
from gridapp.resources import resource
from gridapp.roles import MANAGE
from gridapp.rules import Register, closed_message, hold
from gridapp.scoring.policy import Policy
from gridapp.scoring.policy_file import parse_policy
from gridapp.standing import Standing
from gridapp.store import changes
from gridapp.store.chain import ChainWalk as ChainWalk
from gridapp.store.chain import Mark as Mark
from gridapp.store.database import ENGINE, Database, create_database, is_read_only, open_database
from gridapp.store.quarters import closed_quarters, touched_quarters, touched_settlements, touches_roster
from gridapp.store.tables import put_records, remove_records
from gridapp.years import Years


class Office(Standing, QuarterLife, Corrections, Years, PrintLog, Accounts, Custody):
    """The office's file, open. Close it when done; only one process holds it at a time."""

    engine = ENGINE
    """What keeps the file, and its version."""

    def __init__(
        self, db: Database, path: Path, who: str, unlocked: Unlocked | None = None, *, read_only: bool = False
    ) -> None:
        self._db = db
        self.path = path
        self.who = who
        self.unlocked = unlocked
        self.read_only = read_only
        self._policies: dict[str, Policy] = {}
        self._register: Register | None = None
        self._figures: dict[Quarter, tuple[str, QuarterFigures]] = {}
        self._endings = {}
        self._typists = {}
        self._ground = None
        self._thawed: tuple[str, Frozen] | None = None
        self._ledger = Ledger(db)
        self.closed = False

    @classmethod
    def open(cls, path: Path, who: str = "录入员", unlocked: Unlocked | None = None) -> Self:
        """Open an office's file, to read only where it can't be written. Raises UnusableFile.

        Where there are accounts, only for who has unlocked it (door.py): Locked otherwise, or when the account is none.
        """
        db = open_database(path, unlocked.key if unlocked else None, keep=True)
        name = (unlocked.name or BY_PAPER) if unlocked else who
        office = cls(db, path, name, unlocked, read_only=is_read_only(path))
        try:
            office.admit()
        except BaseException:
            office.close()
            raise
        return office

    @classmethod
    def create(cls, path: Path, who: str = "录入员") -> Self:
        """Make a new office's file without accounts, with the 2019 policy in it, and open it.

        Raises UnusableFile; overwrites nothing.
        """
        cls.create_file(path, who)
        return cls.open(path, who)

    @staticmethod
    def create_file(path: Path, who: str, keyring: Keyring | None = None, key: FileKey | None = None) -> None:
        """Make a new office's file; with a keyring `who` is its first account, with a key it is encrypted."""
        text = resource("policies/2019.toml").read_text(encoding="utf-8")
        policy = PolicyText(parse_policy(text, "2019.toml").version, text)
        create_database(path, [policy, *([Account(who, MANAGE)] if keyring else [])], who, keyring, key)

    def close(self) -> None:
        self._db.close()
        self.closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def change(self, name: str, save: Sequence[Record] = (), remove: Sequence[Record] = ()) -> Event:
        """Save and remove records as one named step. Raises OfficeError at the first that the rules forbid."""
        with changes.saving(self._db, name):
            return self._change(name, save, remove)

    def _change(self, name: str, save: Sequence[Record], remove: Sequence[Record]) -> Event:
        register = self.register()
        try:
            if any(isinstance(record, PolicyText) for record in remove):
                raise Refused("考核办法的版本不能删除：季度是按它考核的。如有修订，请存为新的版本")
            if any(isinstance(record, Settlement | QuarterState) for record in remove):
                raise Refused("季度的状态和定案的内容不能删除：请按考核的步骤办理，定案以后办理更正")
            hold(register, save, remove)
            event = self._commit(name, save, remove)
        except BaseException:
            self._register = None
            raise
        if {"quarter", "policy"} & event.tables:
            self._register = None
        return event

    def _commit(self, name: str, save: Sequence[Record], remove: Sequence[Record]) -> Event:
        with changes.step(self._db, name, self.who, guards=[self._guard_role, self._guard]) as number:
            remove_records(self._db, remove)
            put_records(self._db, save)
            event = self._event(number, name)
        return event

    def _event(self, number: int, name: str) -> Event:
        """What a step under way has changed; asked before it is committed, for then nothing may fail any more."""
        return _event(number, name, changes.tables_of(self._db, number))

    def _guard(self, db: Database, number: int) -> None:
        """Records of a quarter that is past 录入中 may not be changed, by whatever way.

        Nor, until it is settled and its roster frozen, may what of the roster its scores and money come from.
        """
        closed = {Quarter.parse(quarter): state for quarter, state in closed_quarters(db).items()}
        if not closed:
            return
        touched, resettled = touched_quarters(db, number), touched_settlements(db, number)
        for quarter, state in closed.items():
            settled = state in SETTLED_STATES
            if quarter in touched or (quarter in resettled if settled else touches_roster(db, number, quarter)):
                raise Refused(closed_message(quarter, state))

    def _forget(self) -> None:
        self._register = None

    def undoable(self) -> str:
        """The name of the step that 撤销 would take back; "" when there is none."""
        target = changes.next_undo(self._db)
        return target.name if target and "policy" not in changes.tables_of(self._db, target.id) else ""

    def undo(self) -> Event | None:
        """Take back the newest step that stands; None when there is none. Raises Refused for a settlement."""
        with changes.saving(self._db, "撤销"):
            return self._go_back(changes.next_undo(self._db), changes.undo)

    def redo(self) -> Event | None:
        """Do the step again that was taken back last; None when there is none."""
        with changes.saving(self._db, "重做"):
            return self._go_back(changes.next_redo(self._db), changes.redo)

    def _go_back(self, target: changes.Step | None, how: Any) -> Event | None:
        if target is None:
            return None
        made = changes.changes_of(self._db, target.id)
        touched = {change.table for change in made}
        if "policy" in touched:
            return None
        if "settlement" in touched:
            raise Refused(f"“{target.name}”不能撤销：已定案的内容须办理更正")
        if any(map(_is_advance, made)):
            raise Refused(f"“{target.name}”不能撤销：请用“退回”，并写明理由")
        self._register = None
        number, tables = how(self._db, target, self.who, [self._guard_role, self._guard])
        return _event(number, target.name, tables)

    def set_office(self, **settings: str) -> Event:
        """Set the office's own settings by name."""
        return self.change("设置", save=[OfficeSetting(item, value) for item, value in settings.items()])


def _event(number: int, name: str, tables: frozenset[str]) -> Event:
    return Event(number if tables else 0, name, tables)


def _is_advance(change: changes.Change) -> bool:
    """Whether a change took a quarter forward; undoing it would be a way back without a reason."""
    if change.table != "quarter" or change.after is None:
        return False
    before = change.before["state"] if change.before else ENTERING
    return STATES.index(change.after["state"]) > STATES.index(before)
