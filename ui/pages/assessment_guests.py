"""What comes beside the table of 考核 for a while: deciding, publishing, sending back, settling, objections, doubts,
corrections."""

from collections.abc import Callable
from datetime import date

from gridapp import sentences
from gridapp.model import SETTLED_STATES
from gridapp.office import CHECKED, PUBLISHED, Event, Office, QuarterView
from gridapp.scoring.result import Person
from gridapp.scoring.settings import read_decision
from gridapp.ties import DECISION, REASON, Decision
from ui.pages.assessment_charts import VillageChart
from ui.pages.assessment_correct import CorrectForm
from ui.pages.assessment_corrections import CorrectionsPanel
from ui.pages.assessment_doubts import DoubtsPanel
from ui.pages.assessment_forms import DecisionForm, Guest, PublishForm, SendBackForm, SettleForm
from ui.pages.assessment_objections import ObjectionsPanel
from ui.pages.ways import CORRECTIONS, DOUBTS, OBJECTIONS, Way
from ui.session import Session
from ui.widgets.side_panel import SidePanel
from ui.work import Report


class Guests:
    """Shows them in the page's panel, and sends away whom a change has left without a subject."""

    def __init__(
        self, session: Session, panel: SidePanel, choose: Callable[[str], object], go: Callable[[Way], None]
    ) -> None:
        self.session, self.panel, self.choose, self.go = session, panel, choose, go
        self.view: QuarterView = session.office.view(session.quarter)
        self.person: Person | None = None
        self._visited: tuple[object, ...] = ()
        self.openers: dict[str, Callable[[], None]] = {
            OBJECTIONS: self.show_objections,
            DOUBTS: self.show_doubts,
            CORRECTIONS: self.show_corrections,
        }
        """What another page may ask for, by its words."""

    def _occasion(self) -> tuple[object, ...]:
        """What a form is about: when it is no longer so, the form goes."""
        board = self.view.result.board
        return self.session.quarter, self.view.result.state, board.tie or board.decided

    def _visit(self, title: str, guest: Guest) -> None:
        self._visited = self._occasion()
        self.panel.visit(title, guest)
        guest.first.setFocus()

    def refresh(self) -> None:
        """Who is there shows what is on record now, or goes."""
        guest = self.panel.guest()
        if isinstance(guest, VillageChart):
            guest.show_view(self.view)
        elif guest and self._visited != self._occasion():
            self.panel.leave()
        elif isinstance(guest, ObjectionsPanel | DoubtsPanel | CorrectionsPanel):
            guest.refresh()

    def _done(self, work: Callable[[], Event]) -> None:
        """Make a change; what was asked for it is done with."""
        if self.session.do(work):
            self.panel.leave()

    def compare_villages(self) -> None:
        chart = VillageChart(self.session)
        chart.show_view(self.view)
        chart.chosen.connect(self._leave_for)
        self._visit("各村（社区）总分", chart)

    def _leave_for(self, number: str) -> None:
        """From the villages to one worker's sheet."""
        self.choose(number)
        self.panel.leave()

    # ── deciding ──────────────────────────────────────────────────────────────────────────────────

    def ask_decision(self) -> None:
        result = self.view.result
        tie = result.board.tie or result.board.decided
        if tie:
            so_far = Decision(read_decision(result.settings.get(DECISION, "")), result.settings.get(REASON, ""))
            said = [*sentences.tie_sentences(self.view), sentences.choosing(tie, self.view.policy)]
            form = DecisionForm(result, tie, so_far, said, "考核表和汇总表")
            form.form.refuse(self.session.refusal("quarter_setting"))
            form.decided.connect(self._decide)
            self._visit(DECISION, form)

    def _decide(self, decision: Decision) -> None:
        self._done(lambda: self.session.office.decide(self.session.quarter, decision.chosen, decision.reason))

    def clear_decision(self) -> None:
        self.session.do(lambda: self.session.office.clear_decision(self.session.quarter))

    # ── from step to step ─────────────────────────────────────────────────────────────────────────

    def step_forward(self) -> None:
        state = self.view.result.state
        if state == PUBLISHED:
            form = SettleForm(self.view)
            form.wanted.connect(self._settle)
            self._visit("定案", form)
        elif state == CHECKED:
            self.ask_days()
        else:
            self._advance()

    def _advance(self) -> None:
        self.session.do(lambda: self.session.office.advance(self.session.quarter))

    def _settle(self) -> None:
        """Beside the window: everybody's figures are written down and packed."""
        if not self.session.retry():
            return  # a change that the disk has not taken yet comes first, and why it does not is said
        quarter = self.session.quarter

        def settle(office: Office, report: Report) -> Event:
            event = office.advance(quarter)
            office.frozen(quarter)  # the page will ask for it at once
            return event

        work = self.session.lend("定案", settle)
        work.done.connect(self.session.announce)
        work.begin()

    def ask_days(self) -> None:
        """From which day to which: to publish it, or while it is published."""
        published = self.view.publication
        proposed = self.session.office.days_to_publish(self.session.quarter)
        days = (published.first, published.last) if published else proposed
        form = PublishForm(*days, "公示" if self.view.result.state == CHECKED else "改公示日期")
        form.form.refuse(self.session.refusal("publication"))
        form.wanted.connect(self._publish)
        self._visit("公示", form)

    def _publish(self, first: date, last: date) -> None:
        self._done(lambda: self.session.office.publish(self.session.quarter, first, last))

    def ask_back(self) -> None:
        form = SendBackForm(self.view.result.state)
        form.wanted.connect(self._send_back)
        self._visit("退回录入", form)

    def _send_back(self, reason: str) -> None:
        self.session.do(lambda: self.session.office.send_back(self.session.quarter, reason))

    # ── objections, doubts, corrections ───────────────────────────────────────────────────────────

    def show_objections(self) -> None:
        self._visit(OBJECTIONS, ObjectionsPanel(self.session))

    def show_doubts(self) -> None:
        self._visit(DOUBTS, DoubtsPanel(self.session, self.go))

    def show_corrections(self) -> None:
        if self.view.result.state in SETTLED_STATES:
            self._visit(CORRECTIONS, CorrectionsPanel(self.session, self.begin_correction))

    def begin_correction(self) -> None:
        """About whom the page has chosen; what corrections rest on is read beside the window."""
        person, quarter = self.person, self.session.quarter
        if person:
            work = self.session.lend("准备更正", lambda office, report: office.prepare_correction(quarter))
            work.done.connect(lambda _: self._correct(person))
            work.begin()

    def _correct(self, person: Person) -> None:
        form = CorrectForm(self.session, person, self.show_corrections)
        self._visit(f"{CORRECTIONS}：{person.sheet.worker.name}", form)
