"""Office: the one gate. All that a window or a script may ask of the office's file, or change in it.

Every change runs in one transaction as one named, undoable, audited step, and returns what changed. Settled
quarters are answered from what was frozen, never scored again.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

import msgspec

from gridapp import backups
from gridapp.accounts import BY_PAPER, Accounts
from gridapp.charts.past import QuarterFigures, figures_of
from gridapp.collector import collector_paused
from gridapp.corrections import Corrections
from gridapp.desk import CHECKED as CHECKED
from gridapp.desk import ENTERING as ENTERING
from gridapp.desk import PAID as PAID
from gridapp.desk import PUBLISHED as PUBLISHED
from gridapp.desk import SETTLED as SETTLED
from gridapp.desk import Event as Event
from gridapp.desk import Frozen as Frozen
from gridapp.desk import Obstacle as Obstacle
from gridapp.desk import QuarterView as QuarterView
from gridapp.desk import R
from gridapp.errors import OfficeError, Refused
from gridapp.keyring import FileKey, Keyring, Unlocked
from gridapp.ledger import Ledger
from gridapp.life import QuarterLife
from gridapp.model import (
    SETTLED_STATES,
    STATES,
    Account,
    Counts,
    Detail,
    OfficeSetting,
    PolicyText,
    QuarterRecords,
    Record,
    Tally,
)
from gridapp.periods import Month, Quarter, Span, Week
from gridapp.printed import PrintLog
from gridapp.resources import resource
from gridapp.roles import MANAGE
from gridapp.rules import Register, closed_message, problems
from gridapp.scoring.duty import DutyLine
from gridapp.scoring.policy import Duty, Policy
from gridapp.scoring.policy_file import parse_policy
from gridapp.scoring.quarter import ScoredQuarter
from gridapp.scoring.result import QuarterResult
from gridapp.scoring.week import WeekLine
from gridapp.store import changes, rebuild
from gridapp.store.audit import verify
from gridapp.store.chain import START
from gridapp.store.chain import ChainWalk as ChainWalk
from gridapp.store.chain import Mark as Mark
from gridapp.store.database import ENGINE, Database, create_database, is_read_only, open_database
from gridapp.store.quarters import (
    closed_quarters,
    known_quarters,
    thaw,
    touched_quarters,
    touched_settlements,
    touches_roster,
)
from gridapp.store.tables import (
    DETAILS,
    GRIDS,
    MEETINGS,
    OFFICE_SETTINGS,
    POLICIES,
    POSTS,
    QUARTERS,
    RULINGS,
    SETTLEMENTS,
    TABLES,
    VILLAGES,
    WORKERS,
    Table,
    put_records,
    remove_records,
    table_for,
)
from gridapp.years import Years

MOST_REMOVED = 1_000
"""So many of the removed records are listed."""


class Version(NamedTuple):
    """One change of a record: its step, and the record before and after (None where there was none)."""

    step: changes.Step
    before: Record | None
    after: Record | None


class Removed(NamedTuple):
    """A record that is gone, and the step that removed it."""

    step: changes.Step
    record: Record


class Office(QuarterLife, Corrections, Years, PrintLog, Accounts):
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

    # ── asking ────────────────────────────────────────────────────────────────────────────────────

    def all(self, record: type[R]) -> list[R]:
        """Every record of a kind, in the order of its key; tallies weekly ones first."""
        tables: list[Table[Any]] = [table for table in TABLES if table.record is record]
        return [found for table in tables for found in table.find(self._db)]

    def now(self, record: R) -> R | None:
        """What is on record under a record's key, whatever else the record says."""
        table = table_for(record)
        found: R | None = table.get(self._db, *table.key_of(record))
        return found

    def tally(self, worker: str, period: Week | Month) -> Tally | None:
        """What was typed for a worker's week or month, 明细 not counted in."""
        return self.now(Tally(worker, period, Counts()))

    @collector_paused()
    def week(self, quarter: Quarter, week: Week) -> Sequence[WeekLine]:
        """One week of everybody as it stands, with what it costs now."""
        return self._now(quarter).week(week)

    @collector_paused()
    def open_week(self, quarter: Quarter) -> tuple[Week, Sequence[WeekLine]]:
        """The first week in which something is still 未录, else the last, and that week of everybody."""
        now = self._now(quarter)
        week = now.open_week()
        return week, now.week(week)

    @collector_paused()
    def duty(self, quarter: Quarter, duty: Duty) -> Sequence[DutyLine]:
        """One duty of everybody through the quarter as it stands, with what it costs now."""
        return self._now(quarter).duty(duty)

    def details(self, span: Span) -> list[Detail]:
        """The 明细 of these days, in the order in which they were typed."""
        return DETAILS.find(self._db, "day BETWEEN ? AND ? ORDER BY id", [day.isoformat() for day in span])

    def settings(self) -> dict[str, str]:
        """The office's own settings: the township's name, telephone, signatories …"""
        return {setting.item: setting.value for setting in OFFICE_SETTINGS.find(self._db)}

    def policy(self, quarter: Quarter) -> Policy:
        """The version that a quarter is scored by: the one it keeps, else the newest in force on its last day."""
        kept = QUARTERS.get(self._db, str(quarter))
        if kept:
            return self._policy(kept.policy)
        versions = [self._policy(text.version) for text in POLICIES.find(self._db)]
        in_force = [policy for policy in versions if policy.start <= quarter.span.last]
        return max(in_force or versions, key=_age)

    def newest_policy(self) -> Policy:
        """The version that records typed today are held against."""
        return max((self._policy(text.version) for text in POLICIES.find(self._db)), key=_age)

    def _policy(self, version: str) -> Policy:
        if version not in self._policies:
            text = POLICIES.get(self._db, version)
            if text is None:
                raise OfficeError(f"找不到考核办法 {version}，请从备份恢复")
            self._policies[version] = parse_policy(text.text, f"{version}.toml")
        return self._policies[version]

    def state(self, quarter: Quarter) -> str:
        """Where a quarter stands: one of STATES."""
        kept = QUARTERS.get(self._db, str(quarter))
        return kept.state if kept else ENTERING

    def records(self, quarter: Quarter) -> QuarterRecords:
        """A quarter's records as they are now."""
        return self._now(quarter).records

    @collector_paused()
    def _now(self, quarter: Quarter) -> ScoredQuarter:
        return self._ledger.quarter(quarter, self.policy)

    @collector_paused()
    def score(self, quarter: Quarter) -> QuarterResult:
        """What a quarter comes to: scored now, or as it was frozen when it was settled."""
        state = self.state(quarter)
        if state in SETTLED_STATES:
            return msgspec.structs.replace(self.frozen(quarter).result, state=state)
        return self._now(quarter).result(state)

    def view(self, quarter: Quarter) -> QuarterView:
        """A quarter as its printed forms show it."""
        result = self.score(quarter)
        if result.state in SETTLED_STATES:
            kept = self.frozen(quarter)
            policy = parse_policy(kept.policy, f"{result.policy}.toml")
            return QuarterView(result, policy, kept.office, kept.chain, date.fromisoformat(kept.day), kept.publication)
        published = self.publication(quarter)
        return QuarterView(result, self.policy(quarter), self.settings(), self.chain_head(), date.today(), published)

    def figures(self, quarter: Quarter) -> QuarterFigures:
        """What the charts need of a quarter; made once for what was frozen of it, or for the records as they stand."""
        settled = SETTLEMENTS.get(self._db, str(quarter))
        stamp = settled.digest if settled else self.chain_head()
        known = self._figures.get(quarter)
        if known is None or known[0] != stamp:
            on_record = settled or quarter in self.quarters()
            figures = figures_of(self.score(quarter)) if on_record else QuarterFigures(quarter, False, {})
            self._figures[quarter] = known = stamp, figures
        return known[1]

    def frozen(self, quarter: Quarter) -> Frozen:
        """A settled quarter as it was frozen. Raises OfficeError when it isn't settled or is no longer whole."""
        settled = SETTLEMENTS.get(self._db, str(quarter))
        digest = settled.digest if settled else ""
        if self._thawed is None or self._thawed[0] != digest:
            body = thaw(self._db, digest)
            if body is None:
                raise OfficeError(f"{quarter.title}的定案内容缺失或已损坏，请从备份恢复")
            self._thawed = digest, msgspec.json.decode(body, type=Frozen)
        return self._thawed[1]

    def quarters(self) -> list[Quarter]:
        """The quarters that have any record, oldest first."""
        return known_quarters(self._db)

    def register(self) -> Register:
        """What records are held against, as things stand."""
        if self._register is None:
            rosters: list[Table[Any]] = [VILLAGES, GRIDS, WORKERS, POSTS, MEETINGS]
            known = [record for table in rosters for record in table.find(self._db)]
            self._register = Register(cache(self.policy), known, closed_quarters(self._db))
        return self._register

    # ── changing ──────────────────────────────────────────────────────────────────────────────────

    def change(self, name: str, save: Sequence[Record] = (), remove: Sequence[Record] = ()) -> Event:
        """Save and remove records as one named step. Raises OfficeError at the first that the rules forbid."""
        with changes.saving(name):
            return self._change(name, save, remove)

    def _change(self, name: str, save: Sequence[Record], remove: Sequence[Record]) -> Event:
        register = self.register()
        try:
            if any(isinstance(record, PolicyText) for record in remove):
                raise Refused("考核办法的版本不能删除：季度是按它考核的。如有修订，请存为新的版本")
            for record in remove:
                register.forget(record)
            for record in save:
                register.learn(record)
            for record in save:
                for problem in problems(register, record):
                    raise OfficeError(problem.message, field=problem.field)
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
        with changes.saving("撤销"):
            return self._go_back(changes.next_undo(self._db), changes.undo)

    def redo(self) -> Event | None:
        """Do the step again that was taken back last; None when there is none."""
        with changes.saving("重做"):
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

    # ── looking after the file ────────────────────────────────────────────────────────────────────

    def check(self) -> list[str]:
        """Integrity, coherence and the audit chain: what is wrong, in Chinese; empty when all is well."""
        return verify(self._db)

    def rebuild(self) -> list[str]:
        """Make the records anew from the log and compare: how the file differs, in Chinese; empty when it does not."""
        return rebuild.differences(self._db)

    def walk_chain(self, mark: Mark = START) -> ChainWalk:
        """Verify what the log holds beyond a mark, a stretch at a time."""
        return ChainWalk(self._db, mark)

    def draft_backup(self) -> backups.Draft:
        """Copy the file beside itself, to be checked and kept (backups.keep). Raises OfficeError."""
        return backups.draft(self._db, self.path, self.unlocked.key if self.unlocked else None)

    def back_up(self, folder: Path) -> backups.Kept:
        """Copy the file, checked, into a folder, and thin what is there. Raises OfficeError."""
        return backups.keep(self.draft_backup(), [folder], datetime.now())

    def steps_at(self, printed: str) -> list[changes.Step]:
        """The steps whose end a printed 校验值 stands for (its first digits do); none when the log never held it."""
        return changes.steps_at(self._db, printed)

    def last_step(self) -> datetime | None:
        """When the newest step was made, by the clock of the time."""
        last = changes.last_step(self._db)
        return datetime.fromisoformat(last.at).replace(tzinfo=None) if last else None

    def steps_since(self, head: str) -> int | None:
        """How many steps were made since the log's head was this (hexadecimal); None when it never was."""
        return changes.steps_since(self._db, bytes.fromhex(head))

    def chain_head(self) -> str:
        """The newest hash of the audit chain, in hexadecimal: what the signed sheets carry."""
        return changes.head(self._db).hex()

    def history(self, record: Record) -> list[tuple[changes.Step, changes.Change]]:
        """Everything that ever happened to a record, oldest first: who, when, what before and after."""
        table = table_for(record)
        return changes.history(self._db, table.name, table.key_of(record))

    def versions(self, record: Record) -> list[Version]:
        """The same as records, so that a reader can show them: what the record was before and after each step."""
        table = table_for(record)
        return [
            Version(step, _read(table, change.before), _read(table, change.after))
            for step, change in self.history(record)
        ]

    def removed(self) -> list[Removed]:
        """The recycle bin: what was removed last and is still gone, the newest first. `change` puts it back."""
        found = changes.removals(self._db, [table.name for table in _RECYCLED], MOST_REMOVED)
        records = ((step, _read(changes.TABLE[change.table], change.before)) for step, change in found)
        return [Removed(step, record) for step, record in records if record]


def _read(table: Table[Any], row: dict[str, Any] | None) -> Record | None:
    """A row of the log as a record."""
    return next(table.read([[row.get(column) for column in table.columns]]), None) if row else None


def _event(number: int, name: str, tables: frozenset[str]) -> Event:
    return Event(number if tables else 0, name, tables)


def _is_advance(change: changes.Change) -> bool:
    """Whether a change took a quarter forward; undoing it would be a way back without a reason."""
    if change.table != "quarter" or change.after is None:
        return False
    before = change.before["state"] if change.before else ENTERING
    return STATES.index(change.after["state"]) > STATES.index(before)


def _age(policy: Policy) -> tuple[date, str]:
    """Newer policies are greater; of two that start on one day the one with the greater version."""
    return policy.start, policy.version


_RECYCLED = [table for table in TABLES if table not in (QUARTERS, SETTLEMENTS, POLICIES, *RULINGS)]
"""The tables whose rows people remove."""
