"""更正: what is done about a mistake in a settled quarter.

The settled result is never touched. A correction says which records should have been otherwise, and what the leading
group decides about a tie that this brings about; the quarter is scored by its own policy on its records and its roster
as they were when it was settled, once with and once without that (see restating for how far it reaches). The difference
is paid (补发) or taken back (扣回) with the next quarter that isn't settled.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from gridapp.collector import collector_paused
from gridapp.desk import Desk, Event, R
from gridapp.errors import OfficeError, Refused
from gridapp.ground import Ground
from gridapp.model import SETTLED_STATES, QuarterRecords, Record, Restatement
from gridapp.periods import Quarter
from gridapp.restating import Difference, check_corrected, check_settled, differences, listed, unconfirmed, undecided
from gridapp.rules import problems
from gridapp.rulings import Correction
from gridapp.scoring.result import Person, QuarterResult, Tie
from gridapp.sentences import decision_sentence
from gridapp.store import changes
from gridapp.store.quarters import freeze, thaw
from gridapp.store.tables import CORRECTIONS, SETTLEMENTS, TABLES, put_records
from gridapp.ties import Decision


class Corrected(msgspec.Struct, frozen=True):
    """What is frozen of a correction: the changed records, both sheets of everyone restated, what else was listed.

    `decision` says in words what the leading group decided about a tie, "" where it had nothing to decide.
    """

    changes: tuple[changes.Change, ...]
    before: tuple[Person, ...]
    after: tuple[Person, ...]
    listed: tuple[str, ...]
    decision: str = ""


class Proposal(NamedTuple):
    """What a correction would come to. `listed` says what else it touches, for a person to decide.

    `tie` is the one at the quota that nobody has decided, `decision` in words what was decided about it with this.
    """

    quarter: Quarter
    paid_in: Quarter
    changes: tuple[changes.Change, ...]
    differences: tuple[Difference, ...]
    listed: tuple[str, ...]
    result: QuarterResult
    decision: str

    @property
    def tie(self) -> Tie | None:
        return self.result.board.tie


class Corrections(Desk):
    """The part of the Office that corrects settled quarters."""

    _ground: tuple[tuple[str, ...], Ground] | None
    """What was corrected last, by the digests of its settlement and of its corrections so far."""

    def corrections(self, quarter: Quarter) -> list[tuple[Correction, Corrected]]:
        """The corrections of a settled quarter, oldest first, each with what is frozen of it."""
        found = CORRECTIONS.find(self._db, "quarter = ?", [str(quarter)])
        return [(each, self._corrected(each)) for each in sorted(found, key=lambda each: _number(each.id))]

    def _corrected(self, correction: Correction) -> Corrected:
        body = thaw(self._db, correction.digest)
        if body is None:
            raise OfficeError(f"更正 {correction.id} 的内容缺失或已损坏，请从备份恢复")
        return msgspec.json.decode(body, type=Corrected)

    def restated(self, quarter: Quarter) -> dict[str, Person]:
        """Whom corrections have restated in a settled quarter, as the newest of them says, by number."""
        return {person.sheet.worker.id: person for _, body in self.corrections(quarter) for person in body.after}

    def as_corrected(self, quarter: Quarter, kind: type[R], worker: str) -> list[R]:
        """A worker's records of one kind as a settled quarter's corrections left them; of other quarters as they are.

        What a correction struck out is gone, what it added has a number below 0.
        """
        tables = {table.name: table for table in TABLES if table.record is kind}
        records: dict[tuple[str, tuple[Any, ...]], R] = {}
        for table in tables.values():
            for record in table.find(self._db, "worker = ?", [worker]):
                records[table.name, table.key_of(record)] = record
        for _, body in self.corrections(quarter):
            for change in body.changes:
                row = change.after or change.before
                if change.table not in tables or row is None or row["worker"] != worker:
                    continue
                records.pop((change.table, change.key), None)
                if change.after:
                    holds = tables[change.table]
                    (record,) = holds.read([[change.after[column] for column in holds.columns]])
                    records[change.table, holds.key_of(record)] = record
        return list(records.values())

    @collector_paused()
    def prepare_correction(self, quarter: Quarter) -> None:
        """Read and score what corrections of a settled quarter rest on: takes long for thousands of people, once.

        Raises Refused when it isn't settled, or when the records no longer give what was settled.
        """
        self._stand_on(quarter)
        self.run_changes({}, quarter)
        self.register()

    def corrected_records(self, quarter: Quarter) -> QuarterRecords:
        """A settled quarter's records and roster as they were when it was settled, as corrections have left them."""
        return self._stand_on(quarter).records

    def _stand_on(self, quarter: Quarter) -> Ground:
        settled = SETTLEMENTS.get(self._db, str(quarter))
        if settled is None:
            raise Refused(f"{quarter.title}还没有定案，请直接改登记（已核对、公示中的先退回）")
        corrections = self.corrections(quarter)
        stamp = (settled.digest, *(correction.digest for correction, _ in corrections))
        if self._ground is None or self._ground[0] != stamp:
            earlier = [change for _, body in corrections for change in body.changes]
            ground = Ground(self._db, quarter, self.frozen(quarter), earlier)
            check_settled(quarter, self._stated(ground), ground.without)
            self._ground = stamp, ground
        return self._ground[1]

    def _stated(self, ground: Ground) -> dict[str, Person]:
        return {person.sheet.worker.id: person for person in ground.kept.people} | self.restated(ground.quarter)

    @collector_paused()
    def propose(
        self,
        quarter: Quarter,
        save: Sequence[Record] = (),
        remove: Sequence[Record] = (),
        decision: Decision | None = None,
    ) -> Proposal:
        """What a settled quarter comes to with these records saved and removed, and a tie decided. Changes nothing.

        Raises Refused when it isn't settled, the records are not of it or the decision doesn't fit, OfficeError when
        the rules forbid a record.
        """
        ground = self._stand_on(quarter)
        policy, kept, stated = ground.policy, ground.kept, self._stated(ground)
        made, result, tie = ground.suppose(save, remove, decision)
        check_corrected(stated, ground.without, result)
        about = tie.candidates if tie else ()
        found = tuple(differences(policy, kept, stated, ground.without, result, about))
        regraded = {
            each.after.sheet.worker.id: each.after.standing.grade
            for each in found
            if each.after.standing.grade != each.before.standing.grade
        }
        touched = (*listed(kept, result), *self.run_changes(regraded, quarter))
        told = decision_sentence(result, policy) if tie else ""
        return Proposal(quarter, self._paid_in(quarter), made, found, touched, result, told)

    def correct(
        self,
        quarter: Quarter,
        save: Sequence[Record] = (),
        remove: Sequence[Record] = (),
        *,
        decision: Decision | None = None,
        confirmed: Collection[str] = (),
        reason: str,
        proposed_by: str,
        confirmed_by: str,
        day: date,
    ) -> Event:
        """Keep a correction; `confirmed` are those whose grade alone changes and shall be restated too.

        Raises Refused without a reason or two different names, when nothing differs, and as `propose` does.
        """
        proposal = self.propose(quarter, save, remove, decision)
        chosen = [each for each in proposal.differences if each.own or each.before.sheet.worker.id in confirmed]
        if not chosen:
            raise Refused("改动前后没有差别，不需要更正")
        known = [_number(each.id) for each in CORRECTIONS.find(self._db, "quarter = ?", [str(quarter)])]
        name = f"{quarter}-{max(known, default=0) + 1}"
        body = Corrected(
            proposal.changes,
            tuple(each.before for each in chosen),
            tuple(each.after for each in chosen),
            (*proposal.listed, *undecided(proposal.result), *unconfirmed(proposal.differences, chosen)),
            proposal.decision,
        )
        people = "、".join(each.before.sheet.worker.name for each in chosen)
        save_too = [
            Restatement(name, each.after.sheet.worker.id, each.after.standing.grade, each.cents) for each in chosen
        ]
        draft = Correction(
            name,
            str(quarter),
            day,
            reason.strip(),
            proposed_by.strip(),
            confirmed_by.strip(),
            str(proposal.paid_in),
        )
        for problem in problems(self.register(), draft):
            raise OfficeError(problem.message, field=problem.field)
        self._forget()
        with changes.step(
            self._db,
            f"{quarter.title} 更正 {people}（{draft.reason}）",
            self.who,
            guards=[self._guard_role, self._guard],
        ) as number:
            digest = freeze(self._db, msgspec.json.encode(body, order="sorted"))
            put_records(self._db, [msgspec.structs.replace(draft, digest=digest), *save_too])
            event = self._event(number, name)
        return event

    def _paid_in(self, quarter: Quarter) -> Quarter:
        """The next quarter that isn't settled."""
        after = quarter.shift(1)
        while self.state(after) in SETTLED_STATES:
            after = after.shift(1)
        return after


def _number(name: str) -> int:
    return int(name.rpartition("-")[2])
