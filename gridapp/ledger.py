"""The quarters that are looked at, kept as they stand: what a change touches is read and scored again, nothing else.

Whatever changes stands in the audit log, by whatever way it came about (typed, imported, undone). So what is kept knows
the newest change that is in it, and before it answers it takes in those that came after.
"""

from collections.abc import Callable

from gridapp.periods import Quarter
from gridapp.scoring.policy import Policy
from gridapp.scoring.quarter import ScoredQuarter
from gridapp.store.changes import newest, touched_since
from gridapp.store.database import Database
from gridapp.store.records import read_again, read_quarter

ABOUT_ONE = {
    *("worker", "post", "standard", "week_tally", "month_tally", "detail", "finding", "attendance", "ballots"),
}
"""The tables whose rows count for one worker alone."""
HANDED_ON = {"quarter", "settlement", "correction", "restatement"}
"""The tables of what one quarter hands on to another; a quarter's state and policy are asked for each time."""
BESIDE = {
    *("assistant", "office_setting", "publication", "objection", "flag_answer"),
    *("consequence", "year_decision", "recommendation"),
}
"""The tables that no score or pay is made of."""
MANY = 200
"""So many workers touched at once are not read one by one."""
KEPT = 10_000
"""So many people's quarters are kept in all: some 15 kB each."""


class Ledger:
    """The quarters that were asked for last."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._kept: dict[Quarter, ScoredQuarter] = {}
        self._newest = 0

    def quarter(self, quarter: Quarter, policy_of: Callable[[Quarter], Policy]) -> ScoredQuarter:
        """A quarter as it stands now, scored by the policy that is its own."""
        if self._db.conn.in_transaction:
            return self._read(quarter, policy_of(quarter))  # what an open step has done may be taken back
        self._follow()
        policy, now = policy_of(quarter), self._kept.pop(quarter, None)
        if now is None or now.policy is not policy:
            now = self._read(quarter, policy)
        self._kept[quarter] = now  # the last one asked for is the last to go
        while len(self._kept) > 1 and sum(len(each.records.people) for each in self._kept.values()) > KEPT:
            del self._kept[next(iter(self._kept))]
        return now

    def _read(self, quarter: Quarter, policy: Policy) -> ScoredQuarter:
        return ScoredQuarter(policy, read_quarter(self._db, quarter, policy))

    def _follow(self) -> None:
        """Take in the changes since the last time."""
        before, self._newest = self._newest, newest(self._db)
        if not self._kept or before == self._newest:
            return
        touched = [each for each in touched_since(self._db, before) if each[0] not in BESIDE]
        workers = {worker for table, worker in touched if table not in HANDED_ON}
        if "" in workers or len(workers) > MANY or any(table not in ABOUT_ONE | HANDED_ON for table, _ in touched):
            self._kept.clear()
        for now in self._kept.values():
            now.take(read_again(self._db, now.policy, now.records, workers))
