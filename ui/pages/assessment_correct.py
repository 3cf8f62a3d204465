"""办理更正: say what should have been otherwise, see what comes of it, then who stands for it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gridapp import sentences
from gridapp.columns import DATE, NAME, TEXT, Column
from gridapp.corrections import Proposal
from gridapp.errors import OfficeError
from gridapp.model import Record
from gridapp.office import Event
from gridapp.periods import Quarter
from gridapp.scoring.result import Person
from gridapp.ties import DECISION, Decision
from ui.pages.assessment_corrections import BothSheets, money
from ui.pages.assessment_forms import DecisionForm, Guest, column, told
from ui.pages.correction_kinds import Amendment, Kind, kinds
from ui.pages.page import fill
from ui.pages.roster_parts import in_panel, when_typed
from ui.session import Session
from ui.theme import STEP
from ui.widgets.line_button import LineButton
from ui.widgets.record_form import Choice, RecordForm

NAMES = (
    Column("理由", "reason", TEXT, required=True),
    Column("经办人", "proposed_by", NAME, required=True),
    Column("复核人", "confirmed_by", NAME, required=True),
    Column("日期", "day", DATE, required=True),
)


class CorrectForm(Guest):
    """One worker's records are amended one after the other; what comes of it is scored anew at each."""

    def __init__(self, session: Session, person: Person, done: Callable[[], None]) -> None:
        super().__init__()
        self.session, self.person, self.done = session, person, done
        self.quarter: Quarter = session.quarter
        self.policy = session.office.view(self.quarter).policy
        self.amendments: list[Amendment] = []
        self.decision: Decision | None = None
        self.so_far = Decision((), "")
        """What was decided last, though other amendments may have made another tie since."""
        self.ticks: dict[str, QCheckBox] = {}
        worker = person.sheet.worker.id
        self.kinds = kinds(session.office, self.quarter, self.policy, worker, lambda: self.records()[0])
        layout = column(self)
        layout.addWidget(told("先说哪条登记应当是另一样（可以不止一条），再看结果，最后写理由和两个人的名字。"))
        self.kind = Choice(kind.title for kind in self.kinds)
        self.kind.setAccessibleName("更正什么")
        self.kind.currentIndexChanged.connect(lambda _: self._ask())
        layout.addWidget(self.kind)
        self.space, self.lines, self.outcome = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (self.space, self.lines, self.outcome):
            part.setSpacing(0)
            layout.addLayout(part)
        self.outcome.setSpacing(STEP)
        self.fault = told("")
        self.fault.setProperty("fault", True)
        layout.addWidget(self.fault)
        self.names = RecordForm(NAMES, "办理更正")
        in_panel(self.names)
        self.names.show_values({"proposed_by": session.name, "day": date.today().isoformat()})
        self.names.submitted.connect(self._correct)
        layout.addWidget(self.names)
        layout.addStretch(1)
        self.first = self.kind
        self._ask()
        self._blame(self._show())

    # ── what should have been otherwise ───────────────────────────────────────────────────────────

    def _ask(self) -> None:
        """The fields of the kind that is chosen."""
        kind: Kind = self.kinds[self.kind.currentIndex()]
        self.form = RecordForm(kind.fields, "加入")
        in_panel(self.form)
        self.form.submitted.connect(lambda values: self._try([*self.amendments, kind.make(values)], None))
        if kind.filled:
            self._keep_filled(self.form, kind.filled)
        fill(self.space, [self.form])
        self.tab_through()

    def _keep_filled(self, form: RecordForm, filled: Callable[[str], Mapping[str, str]]) -> None:
        """What is chosen in the first field fills the others."""
        first, *others = form.fields.values()

        def refill(text: str) -> None:
            texts = filled(text)
            for field in others:
                field.put(texts.get(field.column.field, ""))

        when_typed(first, refill)
        refill(first.text())

    def _take_out(self, amendment: Amendment) -> None:
        self._try([each for each in self.amendments if each is not amendment], None)

    def _decide(self, decision: Decision) -> None:
        self.so_far = decision
        self._try(self.amendments, decision)

    def _try(self, amendments: list[Amendment], decision: Decision | None) -> None:
        """Go on with these; what the office refuses is said and not kept. Another amendment may make another tie."""
        before = self.amendments, self.decision
        self.amendments, self.decision = amendments, decision
        refused = self._show()
        if refused:
            self.amendments, self.decision = before
            self._show()
        self._blame(refused)

    def records(self) -> tuple[list[Record], list[Record]]:
        """What is saved and what is removed, a later amendment of the same record over an earlier one."""
        return (
            [record for each in self.amendments for record in each.save],
            [record for each in self.amendments for record in each.remove],
        )

    # ── what comes of it ──────────────────────────────────────────────────────────────────────────

    def _show(self) -> str:
        """Score it anew; why the office refuses it, "" when it doesn't."""
        lines: list[QWidget] = [
            LineButton(each.said, lambda each=each: self._take_out(each), "撤掉")  # type: ignore[misc]
            for each in self.amendments
        ]
        if self.decision:
            lines.append(LineButton(DECISION, lambda: self._try(self.amendments, None), "撤掉"))
        fill(self.lines, lines)
        self.ticks = {}
        self.names.setVisible(bool(lines))
        try:
            proposal = self.session.office.propose(self.quarter, *self.records(), self.decision)
        except OfficeError as error:
            return error.message
        fill(self.outcome, self._outcome(proposal) if lines else self._deciding(proposal))
        self.tab_through()
        return ""

    def _blame(self, message: str) -> None:
        self.fault.setText(f"✗ {message}" if message else "")
        self.fault.setVisible(bool(message))

    def _outcome(self, proposal: Proposal) -> list[QWidget]:
        widgets: list[QWidget] = []
        for each in sorted(proposal.differences, key=lambda each: not each.own):
            name, (before, after) = each.before.sheet.worker.name, each[:2]
            if each.own:
                widgets += [_bold(f"{name}　{money(each.cents)}"), BothSheets(before, after)]
            else:
                grades = f"由{before.standing.grade}改为{after.standing.grade}"
                tick = QCheckBox(f"{name} 的等次也{grades}，{money(each.cents)}")
                tick.setToolTip("名额因此要变的人：勾上才改，不勾就照定案时的等次")
                self.ticks[before.sheet.worker.id] = tick
                widgets.append(tick)
        if not proposal.differences:
            widgets.append(told("改动前后没有差别。"))
        widgets += [told(f"· {text}") for text in proposal.listed]
        if proposal.decision:
            widgets.append(told(proposal.decision))
        paid = told(f"补发、扣回随{proposal.paid_in.title}发放，由镇另行安排。")
        return [*widgets, *self._deciding(proposal), paid]

    def _deciding(self, proposal: Proposal) -> list[QWidget]:
        """What the leading group may decide about a tie: this correction brings it about, or an earlier one has."""
        if proposal.tie is None:
            return []
        result, tie = proposal.result, proposal.tie
        said = [sentences.tie_sentence(result, self.policy, tie), "暂不决定也可以办理，等次先照定案时的。"]
        form = DecisionForm(result, tie, self.so_far, [*said, sentences.choosing(tie, self.policy)], "更正表")
        in_panel(form)
        form.decided.connect(self._decide)
        return [form]

    def _correct(self, values: dict[str, Any]) -> None:
        save, remove = self.records()
        confirmed = [number for number, tick in self.ticks.items() if tick.isChecked()]

        def work() -> Event:
            try:
                return self.session.office.correct(
                    self.quarter, save, remove, decision=self.decision, confirmed=confirmed, **values
                )
            except OfficeError as error:
                self.names.blame(error.field, error.message)
                raise

        if self.session.do(work):
            self.done()


def _bold(text: str) -> QLabel:
    label = told(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
