"""更正: what is done about a mistake in a settled quarter.

The settled result is never touched. A correction says which records should have been otherwise; the quarter is scored
by its own policy on its records and its roster as they were when it was settled, once with and once without that.

How far it reaches is read like this. It restates those whose own sheet comes out otherwise: sheet, total, grade, money.
Whose grade alone would change, since the places of 优秀 would go to others, is listed, and is restated only if a person
confirms it. So are runs of 不合格, what was accepted about them, and what would have been carried over: listed, for a
person to decide. The pool of a settled quarter is not opened again: who becomes 优秀 gets the share that each 优秀 got
then, who no longer is gives it back; the money comes from the township or goes back to it, as the fixed reward does.
The difference is paid (补发) or taken back (扣回) with the next quarter that isn't settled.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from gridapp.amounts import half_up, show_yuan
from gridapp.desk import Desk, Event, R
from gridapp.errors import OfficeError, Refused
from gridapp.model import (
    SETTLED_STATES,
    Attendance,
    Ballots,
    Detail,
    Finding,
    Post,
    Record,
    Restatement,
    Standard,
    Tally,
)
from gridapp.periods import Quarter
from gridapp.rules import Register, problems
from gridapp.rulings import Correction
from gridapp.scoring.grades import BEYOND_QUOTA, PENDING
from gridapp.scoring.policy import WHOLE, Policy
from gridapp.scoring.policy_file import parse_policy
from gridapp.scoring.quarter import ScoredQuarter
from gridapp.scoring.result import Pay, Person, QuarterResult, ScoreSheet, Standing
from gridapp.scoring.settings import read_settings
from gridapp.store import changes
from gridapp.store.database import Database
from gridapp.store.quarters import freeze, thaw, touched_quarters
from gridapp.store.records import read_quarter
from gridapp.store.tables import (
    CORRECTIONS,
    GRIDS,
    MEETINGS,
    POSTS,
    TABLES,
    VILLAGES,
    WORKERS,
    Table,
    put_records,
    remove_records,
)

CORRECTABLE = (Tally, Detail, Finding, Attendance, Ballots, Post, Standard)
"""Kinds of record that a correction may change."""
_ROSTER = ("village", "grid", "worker", "post", "standard")
"""What may have changed since the quarter was settled; its own records have not."""


def paid_more(before: Person, after: Person) -> int:
    """What is paid for a correction of a person's quarter, in 分; below 0 what is taken back."""
    return (after.pay.paid or 0) - (before.pay.paid or 0)


class Corrected(msgspec.Struct, frozen=True):
    """What is frozen of a correction: the changed records, both sheets of everyone restated, what else was listed."""

    changes: tuple[changes.Change, ...]
    before: tuple[Person, ...]
    after: tuple[Person, ...]
    listed: tuple[str, ...]


class Difference(NamedTuple):
    """One worker as stated so far and as the correction would have it.

    `own`: the sheet itself is another, so the correction restates it; otherwise a person confirms it or not.
    """

    before: Person
    after: Person
    own: bool

    @property
    def cents(self) -> int:
        """What is paid, or taken back, for it."""
        return paid_more(self.before, self.after)


class Proposal(NamedTuple):
    """What a correction would come to. `listed` says what else it touches, for a person to decide."""

    quarter: Quarter
    paid_in: Quarter
    changes: tuple[changes.Change, ...]
    differences: tuple[Difference, ...]
    listed: tuple[str, ...]


class Corrections(Desk):
    """The part of the Office that corrects settled quarters."""

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

    def propose(self, quarter: Quarter, save: Sequence[Record] = (), remove: Sequence[Record] = ()) -> Proposal:
        """What a settled quarter comes to with these records saved and removed. Changes nothing.

        Raises Refused when it isn't settled or the records are not of it, OfficeError when the rules forbid one.
        """
        if self.state(quarter) not in SETTLED_STATES:
            raise Refused(f"{quarter.title}还没有定案，请直接改登记（已核对、公示中的先退回）")
        frozen = self.frozen(quarter)
        kept, policy = frozen.result, parse_policy(frozen.policy, f"{frozen.result.policy}.toml")
        since = changes.last_change(self._db, "settlement", str(quarter))
        earlier = [change for _, body in self.corrections(quarter) for change in body.changes]
        with changes.supposing(self._db, since, _ROSTER) as step:
            for change in earlier:
                changes.suppose(self._db, change)
            without = ScoredQuarter(policy, read_quarter(self._db, quarter, policy)).result(kept.state)
            mark = len(changes.changes_of(self._db, step))
            self._make(policy, quarter, _numbered(save, earlier), remove)
            strange = touched_quarters(self._db, step) - {quarter}
            made = tuple(changes.changes_of(self._db, step)[mark:])
            with_it = ScoredQuarter(policy, read_quarter(self._db, quarter, policy)).result(kept.state)
        if strange:
            raise Refused(
                f"更正只能改{quarter.title}的记录，这里还涉及{'、'.join(each.title for each in sorted(strange))}"
            )
        stated = {person.sheet.worker.id: person for person in kept.people} | self.restated(quarter)
        _check(quarter, stated, without, with_it)
        differences = tuple(_differences(policy, kept, stated, without, with_it))
        regraded = {
            each.after.sheet.worker.id: each.after.standing.grade
            for each in differences
            if each.after.standing.grade != each.before.standing.grade
        }
        listed = (*_pool_listed(kept, with_it), *_tie_listed(with_it), *self.run_changes(regraded, quarter))
        return Proposal(quarter, self._paid_in(quarter), made, differences, listed)

    def _make(self, policy: Policy, quarter: Quarter, save: Sequence[Record], remove: Sequence[Record]) -> None:
        """Change the records in what is supposed, by the same rules as if the quarter were open."""
        for record in (*save, *remove):
            if not isinstance(record, CORRECTABLE):
                raise Refused("更正只能改登记、明细、扣分事项、考勤、测评票、任职和补贴标准")
        register = _register(self._db, policy)
        for record in remove:
            register.forget(record)
        for record in save:
            register.learn(record)
        for record in save:
            for problem in problems(register, record):
                raise OfficeError(problem.message, field=problem.field)
        remove_records(self._db, remove)
        put_records(self._db, save)

    def correct(
        self,
        quarter: Quarter,
        save: Sequence[Record] = (),
        remove: Sequence[Record] = (),
        *,
        confirmed: Collection[str] = (),
        reason: str,
        proposed_by: str,
        confirmed_by: str,
        day: date,
    ) -> Event:
        """Keep a correction; `confirmed` are those whose grade alone changes and shall be restated too.

        Raises Refused without a reason or two different names, when nothing differs, and as `propose` does.
        """
        proposal = self.propose(quarter, save, remove)
        chosen = [each for each in proposal.differences if each.own or each.before.sheet.worker.id in confirmed]
        if not chosen:
            raise Refused("改动前后没有差别，不需要更正")
        known = [_number(each.id) for each in CORRECTIONS.find(self._db, "quarter = ?", [str(quarter)])]
        name = f"{quarter}-{max(known, default=0) + 1}"
        body = Corrected(
            proposal.changes,
            tuple(each.before for each in chosen),
            tuple(each.after for each in chosen),
            (*proposal.listed, *_unconfirmed(proposal, chosen)),
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


def restate(
    policy: Policy, kept: QuarterResult, stated: Person, sheet: ScoreSheet, standing: Standing, pay: Pay
) -> Person:
    """A person with another sheet or standing, paid by it. `pay` says what is due on the corrected records."""
    worst, best = policy.worst, policy.best
    withheld = pay.due - half_up(pay.due * worst.pay, WHOLE) if standing.grade == worst.name else 0
    wins = standing.grade == best.name
    share = (kept.pool.each or 0) if wins else 0
    reward = read_settings(policy, kept.settings).reward if wins else 0
    carried = stated.pay.correction
    paid = pay.due - withheld + share + reward + carried
    return Person(sheet, standing, Pay(pay.standard, pay.due, withheld, share, reward, paid, carried))


def _differences(
    policy: Policy, kept: QuarterResult, stated: dict[str, Person], without: QuarterResult, with_it: QuarterResult
) -> Iterator[Difference]:
    was = {person.sheet.worker.id: person for person in without.people}
    for now in with_it.people:
        number = now.sheet.worker.id
        before = stated[number]
        own = now.sheet != was[number].sheet or now.pay.due != was[number].pay.due
        standing = now.standing
        if standing.grade == PENDING:  # nobody has decided that: the place stays whose it was
            grade = before.standing.grade if before.standing.grade == policy.best.name else policy.grades[1].name
            standing = Standing(grade, standing.rank, f"{BEYOND_QUOTA}，更正后同分，名额未重定")
        elif not own and standing.grade == was[number].standing.grade:
            continue
        if own or standing.grade != before.standing.grade:
            yield Difference(before, restate(policy, kept, before, now.sheet, standing, now.pay), own)


def _check(quarter: Quarter, stated: dict[str, Person], without: QuarterResult, with_it: QuarterResult) -> None:
    """The records must still give what was settled, and the corrected ones a whole result for the same people."""
    same = {person.sheet.worker.id: person.sheet for person in without.people}
    if same != {number: person.sheet for number, person in stated.items()}:
        raise Refused(
            f"按{quarter.title}定案时的记录重算，与封存的得分不符，不能办理更正；请先检查数据库（gridapp check）"
        )
    if {person.sheet.worker.id for person in with_it.people} != stated.keys():
        raise Refused("更正不能增加或减少参加考核的人")
    if len(with_it.unsettled) > len(without.unsettled):
        raise Refused("更正以后还有未录的，请补全")


def _pool_listed(kept: QuarterResult, with_it: QuarterResult) -> Iterator[str]:
    settled, now = kept.pool.carried_out, with_it.pool.carried_out
    if now is not None and settled is not None and now != settled:
        yield (
            f"照此重算，结转下季应为 {show_yuan(now)} 元，定案时是 {show_yuan(settled)} 元。"
            "扣发资金不再重开，更正的补发、扣回由镇另行安排。"
        )


def _tie_listed(with_it: QuarterResult) -> Iterator[str]:
    names = {person.sheet.worker.id: person.sheet.worker.name for person in with_it.people}
    if with_it.board.tie:
        tied = "、".join(names[number] for number in with_it.board.tie.candidates)
        seats = f"余 {with_it.board.tie.seats} 个名额"
        yield f"照此重算，{tied} 在名额处并列，{seats}；名额不重定，等次有变请由领导小组决定。"
    if with_it.board.stale:
        yield "照此重算，领导小组原来的决定不再相符；原定的等次不变。"


def _unconfirmed(proposal: Proposal, chosen: Collection[Difference]) -> Iterator[str]:
    for each in proposal.differences:
        if each not in chosen:
            name, before, after = each.before.sheet.worker.name, each.before.standing.grade, each.after.standing.grade
            yield f"照此重算，{name} 的等次会由{before}变为{after}；经办人没有确认，等次不变。"


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


def _register(db: Database, policy: Policy) -> Register:
    """What the records are held against: the rosters as they stand in `db`, no quarter closed."""
    tables: list[Table[Any]] = [VILLAGES, GRIDS, WORKERS, POSTS, MEETINGS]
    return Register(lambda quarter: policy, [record for table in tables for record in table.find(db)], {})


def _number(name: str) -> int:
    return int(name.rpartition("-")[2])
