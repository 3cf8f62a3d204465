"""What the corrections of a settled quarter rest on: its records and roster as they were, with the earlier corrections.

Read and scored once, it says what the quarter would come to with some records otherwise, or with a tie decided. That is
supposed in a transaction which is rolled back: nothing of it stays in the file.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from gridapp.desk import Frozen
from gridapp.errors import Refused
from gridapp.model import Attendance, Ballots, Detail, Finding, Post, QuarterRecords, Record, Standard, Tally
from gridapp.periods import Quarter
from gridapp.rules import Register, hold
from gridapp.scoring.policy_file import parse_policy
from gridapp.scoring.quarter import ScoredQuarter
from gridapp.scoring.result import QuarterResult, Tie
from gridapp.store import changes
from gridapp.store.database import Database
from gridapp.store.quarters import touched_quarters
from gridapp.store.records import read_again, read_quarter
from gridapp.store.tables import put_records, remove_records, rosters
from gridapp.ties import Decision, decided

CORRECTABLE = (Tally, Detail, Finding, Attendance, Ballots, Post, Standard)
"""Kinds of record that a correction may change."""
_ROSTER = ("village", "grid", "worker", "post", "standard")
"""What may have changed since the quarter was settled; its own records have not."""


class Supposed(NamedTuple):
    """The quarter with other records: the changes that make them, what it comes to, the tie that was decided."""

    changes: tuple[changes.Change, ...]
    result: QuarterResult
    decided: Tie | None


class Ground:
    """A settled quarter as it was when it was settled, corrected so far."""

    def __init__(self, db: Database, quarter: Quarter, frozen: Frozen, earlier: Sequence[changes.Change]) -> None:
        self.quarter = quarter
        self.kept = frozen.result
        self.policy = parse_policy(frozen.policy, f"{frozen.result.policy}.toml")
        self._db = db
        self._earlier = tuple(earlier)
        self._since = changes.last_change(db, "settlement", str(quarter))
        with changes.supposing(db, self._since, _ROSTER):
            self._with_earlier()
            self._scored = ScoredQuarter(self.policy, read_quarter(db, quarter, self.policy))
            self._register = self._rosters()
        self.without = self._scored.result(self.kept.state)
        """What it comes to without another correction."""

    @property
    def records(self) -> QuarterRecords:
        """The records that it comes from, with the earlier corrections in them."""
        return self._scored.records

    def _with_earlier(self) -> None:
        for change in self._earlier:
            changes.suppose(self._db, change)

    def _rosters(self) -> Register:
        """What the records are held against: the rosters as they were, no quarter closed."""
        return Register(lambda _: self.policy, rosters(self._db), {})

    def suppose(self, save: Sequence[Record], remove: Sequence[Record], decision: Decision | None) -> Supposed:
        """The quarter with these records saved and removed, and the tie decided that there is then.

        Raises Refused when records are not of it or the decision doesn't fit, OfficeError when the rules forbid one.
        """
        with changes.supposing(self._db, self._since, _ROSTER) as step:
            self._with_earlier()
            mark = len(changes.changes_of(self._db, step))
            self._make(_numbered(save, self._earlier), remove)
            strange = touched_quarters(self._db, step) - {self.quarter}
            records = self._read_with(changes.changes_of(self._db, step)[mark:])
            result, tie = self._scored.supposing(records, self.kept.state), None
            if decision:
                tie = result.board.tie
                records = self._decide(records, result, decision)
                result = self._scored.supposing(records, self.kept.state)
            made = changes.changes_of(self._db, step)[mark:]
        if strange:
            raise Refused(
                f"更正只能改{self.quarter.title}的记录，这里还涉及{'、'.join(each.title for each in sorted(strange))}"
            )
        return Supposed(tuple(made), result, tie)

    def _make(self, save: Sequence[Record], remove: Sequence[Record]) -> None:
        """Change the records in what is supposed, by the same rules as if the quarter were open."""
        for record in (*save, *remove):
            if not isinstance(record, CORRECTABLE):
                raise Refused("更正只能改登记、明细、扣分事项、考勤、测评票、任职和补贴标准")
        hold(self._register.copy(), save, remove)
        remove_records(self._db, remove)
        put_records(self._db, save)

    def _read_with(self, made: Sequence[changes.Change]) -> QuarterRecords:
        """The records with what was changed of some people, or of everybody (the township's standard)."""
        workers = {image["worker"] for each in made for image in (each.before, each.after) if image}
        if "" in workers:
            return read_quarter(self._db, self.quarter, self.policy)
        return read_again(self._db, self.policy, self.records, workers)

    def _decide(self, records: QuarterRecords, result: QuarterResult, decision: Decision) -> QuarterRecords:
        """Suppose what the leading group decides about the tie of a result."""
        if result.board.tie is None:
            raise Refused("更正后名额处没有待定的并列，不需要决定")
        if not decision.reason.strip():
            raise Refused("请写明领导小组决定的理由")
        settings, basis = decided(self.quarter, result, result.board.tie, decision)
        put_records(self._db, [*settings, basis])
        told = {each.item: each.value for each in settings}
        return msgspec.structs.replace(records, settings={**records.settings, **told}, basis=basis)


def _numbered(save: Sequence[Record], earlier: Sequence[changes.Change]) -> list[Record]:
    """New 明细 and findings get numbers of their own below 0, which no record of the office ever has."""
    used = [change.key[0] for change in earlier if change.table in ("finding", "detail")]
    number = min([0, *(each for each in used if isinstance(each, int))])
    found: list[Record] = []
    for record in save:
        if isinstance(record, Finding | Detail) and record.id is None:
            number -= 1
            found.append(msgspec.structs.replace(record, id=number))
        else:
            found.append(record)
    return found
