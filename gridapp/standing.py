"""The part of the gate that answers: what stands on record, by which policy, and what a quarter comes to.

An open quarter is scored by what the ledger keeps of it; a settled one is answered from what was frozen.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec

from gridapp.charts.past import QuarterFigures, figures_of
from gridapp.collector import collector_paused
from gridapp.desk import ENTERING, Desk, Frozen, QuarterView, R
from gridapp.errors import OfficeError
from gridapp.ledger import Ledger
from gridapp.model import SETTLED_STATES, Counts, Detail, QuarterRecords, Tally
from gridapp.periods import Month, Quarter, Span, Week
from gridapp.rules import Register
from gridapp.scoring.duty import DutyLine
from gridapp.scoring.policy import Duty, Policy
from gridapp.scoring.policy_file import parse_policy
from gridapp.scoring.quarter import ScoredQuarter
from gridapp.scoring.result import QuarterResult
from gridapp.scoring.week import WeekLine
from gridapp.store.quarters import closed_quarters, known_quarters, thaw
from gridapp.store.tables import (
    DETAILS,
    OFFICE_SETTINGS,
    POLICIES,
    QUARTERS,
    SETTLEMENTS,
    TABLES,
    Table,
    rosters,
    table_for,
)


class Standing(Desk):
    """What an Office can be asked about its records. What is worked out is kept until a change makes it untrue."""

    _policies: dict[str, Policy]
    _register: Register | None
    _figures: dict[Quarter, tuple[str, QuarterFigures]]
    _ledger: Ledger
    _thawed: tuple[str, Frozen] | None

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
            self._register = Register(cache(self.policy), rosters(self._db), closed_quarters(self._db))
        return self._register


def _age(policy: Policy) -> tuple[date, str]:
    """Newer policies are greater; of two that start on one day the one with the greater version."""
    return policy.start, policy.version
