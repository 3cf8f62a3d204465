"""A quarter's life: 录入中 → 已核对 → 公示中 → 已定案 → 已发放, what stands in the way of each step, and the way back.

What people decide on the way is kept with what it was decided upon; when records change so that it fits no more, the
quarter stops and says what has changed. Nothing is decided by the program.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime

import msgspec

from gridapp import second_person
from gridapp.desk import CHECKED, ENTERING, PAID, PUBLISHED, SETTLED, Desk, Event, Frozen, Obstacle
from gridapp.errors import Refused
from gridapp.flags import Doubt, answered
from gridapp.holidays import holidays
from gridapp.model import (
    SETTLED_STATES,
    STATES,
    QuarterState,
    Record,
    Settlement,
)
from gridapp.periods import Quarter, Span, working_day
from gridapp.rulings import FlagAnswer, Objection, Publication
from gridapp.scoring.policy import Policy
from gridapp.scoring.result import QuarterResult
from gridapp.sentences import full_name
from gridapp.store import changes
from gridapp.store.quarters import freeze
from gridapp.store.strays import strays
from gridapp.store.tables import (
    ACCOUNTS,
    FLAG_ANSWERS,
    OBJECTIONS,
    POLICIES,
    PUBLICATIONS,
    QUARTER_SETTINGS,
    QUARTERS,
    SETTLEMENTS,
    TIE_BASES,
)
from gridapp.store.typed import Typists, typists
from gridapp.ties import DECISION, REASON, Decision, chosen_names, decided, what_changed


class QuarterLife(Desk):
    """The part of the Office that takes a quarter from state to state."""

    _typists: dict[Quarter, Typists]

    # ── what stands in the way ────────────────────────────────────────────────────────────────────

    def obstacles(self, quarter: Quarter) -> list[Obstacle]:
        """What stands in the way of a quarter's next state; empty when nothing does."""
        state = self.state(quarter)
        if state in SETTLED_STATES:
            return []
        result = self.score(quarter)
        found = [*self._open_scores(quarter, result)]
        if state == PUBLISHED:
            found += self._open_publication(quarter, date.today())
        before = quarter.shift(-1)
        if self.state(before) not in SETTLED_STATES and before in self.quarters() and not self._has_opening(quarter):
            found.append(Obstacle(f"{before.title}尚未定案，结转资金未定", before))
        return [*found, *self._second_person(quarter, STATES[STATES.index(state) + 1])]

    def _second_person(self, quarter: Quarter, after: str) -> Iterator[Obstacle]:
        """Who typed does not check what they typed, where the office wants it so and there are accounts."""
        accounts = ACCOUNTS.find(self._db)
        if after not in second_person.STEPS or not accounts or not second_person.is_wanted(self.settings()):
            return
        self._typists[quarter] = typed = typists(self._db, quarter, self._typists.get(quarter))
        if self.who in typed.names:
            people = second_person.another_person(typed.names, accounts)
            yield Obstacle(second_person.in_words(second_person.STEPS[after], people), people)

    def _open_scores(self, quarter: Quarter, result: QuarterResult) -> Iterator[Obstacle]:
        missing, board = result.unsettled, result.board
        if missing:
            yield Obstacle(f"还有 {len(missing)} 处未录", missing[0])
        if board.tie:
            people = {person.sheet.worker.id: person for person in result.people}
            names = "、".join(full_name(people[number]) for number in board.tie.candidates)
            yield Obstacle(f"{names}在名额处完全并列，须由领导小组决定", board.tie)
        if board.stale:
            basis = TIE_BASES.get(self._db, str(quarter))
            why = f"：{what_changed(basis, result)}" if basis else ""
            yield Obstacle(f"领导小组的决定与现在的并列情况不符，请重新决定或清空{why}", None)

    def _open_publication(self, quarter: Quarter, today: date) -> Iterator[Obstacle]:
        published = self.publication(quarter)
        if published is None:
            yield Obstacle("还没有公示的起止日期，请先写明", quarter)
        elif today <= published.last:
            yield Obstacle(f"公示到 {published.last} 为止，期满以后才能定案", published)
        still_open = [each for each in self.objections(quarter) if not each.outcome]
        if still_open:
            told = "、".join(each.objector for each in still_open)
            yield Obstacle(f"还有 {len(still_open)} 件异议没有答复（{told}）", still_open[0])

    def _has_opening(self, quarter: Quarter) -> bool:
        """Whether the office itself has said what the quarter before carries over."""
        return QUARTER_SETTINGS.get(self._db, str(quarter), "上季结转（元）") is not None

    # ── from state to state ───────────────────────────────────────────────────────────────────────

    def advance(self, quarter: Quarter) -> Event:
        """Take a quarter to its next state; 公示中 → 已定案 freezes it. Raises Refused with what stands in the way.

        It is published from today on for as many working days as the policy says (see `publish`).
        """
        state = self.state(quarter)
        if state == PAID:
            raise Refused(f"{quarter.title}已发放，没有下一步")
        if state == CHECKED:
            return self.publish(quarter, *self.days_to_publish(quarter))
        return self._step_to(quarter, STATES[STATES.index(state) + 1])

    def days_to_publish(self, quarter: Quarter) -> Span:
        """From today on for as many working days as the policy says, the office's holidays left out."""
        first, free = date.today(), {each.day for each in holidays(self.settings())}
        return Span(first, working_day(first, self.policy(quarter).publication.days, free))

    def publish(self, quarter: Quarter, first: date, last: date) -> Event:
        """Publish a checked quarter for these days, or set other days while it is published.

        Raises Refused in any other state, and with what stands in the way.
        """
        state = self.state(quarter)
        published = Publication(str(quarter), first, last)
        if state == PUBLISHED:
            return self.change(f"{quarter.title} 公示 {first} 至 {last}", save=[published])
        if state != CHECKED:
            raise Refused(f"{quarter.title}{state}，不能公示：请先核对")
        if last < first:
            raise Refused(f"公示截止日期 {last} 早于开始日期 {first}")
        return self._step_to(quarter, PUBLISHED, published)

    def _step_to(self, quarter: Quarter, after: str, published: Publication | None = None) -> Event:
        state, found = self.state(quarter), self.obstacles(quarter)
        if found:
            raise Refused(f"{quarter.title}还不能进入下一步：{'；'.join(each.text for each in found)}")
        policy, result = self.policy(quarter), self.score(quarter)
        kept = QuarterState(str(quarter), policy.version, after)
        self._forget()
        with changes.step(
            self._db, f"{quarter.title} {state} → {after}", self.who, guards=[self._guard_role]
        ) as number:
            if published:
                PUBLICATIONS.put(self._db, [published])
            if after == SETTLED:
                SETTLEMENTS.put(self._db, [self._settle(quarter, policy, result)])
            QUARTERS.put(self._db, [kept])
            event = self._event(number, after)
        return event

    def _settle(self, quarter: Quarter, policy: Policy, result: QuarterResult) -> Settlement:
        text = POLICIES.get(self._db, policy.version)
        if text is None or result.pool.carried_out is None:
            raise Refused(f"{quarter.title}的资金尚未算定，不能定案")
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        published = self.publication(quarter)
        frozen = Frozen(text.text, self.settings(), result, self.chain_head(), at[:10], published)
        digest = freeze(self._db, msgspec.json.encode(frozen, order="sorted"))
        return Settlement(str(quarter), digest, result.pool.carried_out, at)

    def send_back(self, quarter: Quarter, reason: str) -> Event:
        """Back to 录入中 from 已核对 or 公示中, with a reason that stays on record; its publication ends."""
        state = self.state(quarter)
        if state not in (CHECKED, PUBLISHED):
            raise Refused(f"{quarter.title}{state}，不能退回")
        if not reason.strip():
            raise Refused("请写明退回的理由")
        kept = QuarterState(str(quarter), self.policy(quarter).version, ENTERING)
        ended = [each for each in [self.publication(quarter)] if each]
        return self.change(f"{quarter.title} {state} → {ENTERING}（{reason.strip()}）", save=[kept], remove=ended)

    def publication(self, quarter: Quarter) -> Publication | None:
        """When the quarter is (or was) published."""
        return PUBLICATIONS.get(self._db, str(quarter))

    # ── deciding, objecting, explaining ───────────────────────────────────────────────────────────

    def decide(self, quarter: Quarter, chosen: Collection[str], reason: str) -> Event:
        """Record whom of the tied the leading group puts on the open seats, and what that was decided upon.

        Raises Refused when there is no tie, or the chosen do not fit it.
        """
        result = self.score(quarter)
        tie = result.board.tie or result.board.decided
        if tie is None:
            raise Refused(f"{quarter.title}的名额处没有并列，不需要决定")
        decision = Decision(tuple(chosen), reason)
        settings, basis = decided(quarter, result, tie, decision)
        name = f"{quarter.title} {DECISION} {chosen_names(result, tie, decision)}"
        return self.change(name, save=[*settings, basis])

    def clear_decision(self, quarter: Quarter) -> Event:
        """Take back what the leading group decided."""
        kept: list[Record | None] = [TIE_BASES.get(self._db, str(quarter))]
        kept += [QUARTER_SETTINGS.get(self._db, str(quarter), item) for item in (DECISION, REASON)]
        return self.change(f"{quarter.title} 清空{DECISION}", remove=[each for each in kept if each])

    def objections(self, quarter: Quarter) -> list[Objection]:
        """Everything that was objected to in a quarter's result, in the order of the days."""
        return OBJECTIONS.find(self._db, "quarter = ? ORDER BY received, id", [str(quarter)])

    def doubts(self, quarter: Quarter) -> list[Doubt]:
        """The doubtful spots of a quarter's records, each with its answer as far as that still holds."""
        found = self._now(quarter).flags(strays(self._db, quarter))
        return answered(found, FLAG_ANSWERS.find(self._db, "quarter = ?", [str(quarter)]))

    def answer_doubt(self, quarter: Quarter, doubt: Doubt, answer: str, who: str, day: date) -> Event:
        """Keep what is said to a doubtful spot; it holds for the facts as they are now."""
        flag = doubt.flag
        kept = FlagAnswer(str(quarter), flag.key, flag.facts, answer, who, day)
        return self.change(f"{quarter.title} 可疑说明：{flag.text}", save=[kept])
