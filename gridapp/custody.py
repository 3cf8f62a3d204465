"""The part of the gate that looks after the file: is it whole, what does its log say, a copy of it for the backups."""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from gridapp import backups
from gridapp.desk import Desk
from gridapp.model import Record
from gridapp.store import changes, rebuild
from gridapp.store.audit import verify
from gridapp.store.chain import START, ChainWalk, Mark
from gridapp.store.tables import POLICIES, QUARTERS, RULINGS, SETTLEMENTS, TABLES, Table, table_for

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


class Custody(Desk):
    """What an Office can say of its file and of everything that was ever done in it."""

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
        return backups.draft(self._db, self.path, self.file_key)

    def back_up(self, folder: Path) -> backups.Kept:
        """Copy the file, checked, into a folder of choice, and thin what is there. Raises OfficeError."""
        kept = backups.keep(self.draft_backup(), [folder], datetime.now())
        self.record_export("备份", folder)
        return kept

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


_RECYCLED = [table for table in TABLES if table not in (QUARTERS, SETTLEMENTS, POLICIES, *RULINGS)]
"""The tables whose rows people remove."""
