"""办理更正: say what should have been otherwise, see what comes of it, then who stands for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gridapp.columns import DATE, NAME, TEXT, Column
from gridapp.corrections import Proposal
from gridapp.errors import OfficeError
from gridapp.model import Record
from gridapp.office import Event
from gridapp.periods import Quarter
from gridapp.scoring.result import Person
from ui.pages.assessment_corrections import BothSheets, money
from ui.pages.assessment_forms import column, told
from ui.pages.correction_kinds import Amendment, Kind, kinds
from ui.pages.page import fill
from ui.pages.roster_parts import in_panel
from ui.session import Session
from ui.widgets.line_button import LineButton
from ui.widgets.record_form import Choice, RecordForm

NAMES = (
    Column("理由", "reason", TEXT, required=True),
    Column("经办人", "proposed_by", NAME, required=True),
    Column("复核人", "confirmed_by", NAME, required=True),
    Column("日期", "day", DATE, required=True),
)


class CorrectForm(QWidget):
    """One worker's records are amended one after the other; what comes of it is scored anew at each."""

    def __init__(self, session: Session, person: Person, done: Callable[[], None]) -> None:
        super().__init__()
        self.session, self.person, self.done = session, person, done
        self.quarter: Quarter = session.quarter
        self.amendments: list[Amendment] = []
        self.ticks: dict[str, QCheckBox] = {}
        policy = session.office.view(self.quarter).policy
        self.kinds = kinds(session.office, self.quarter, policy, person.sheet.worker.id, lambda: self.records()[0])
        layout = column(self)
        layout.addWidget(told("先说哪条登记应当是另一样（可以不止一条），再看结果，最后写理由和两个人的名字。"))
        self.kind = Choice()
        self.kind.setAccessibleName("更正什么")
        self.kind.addItems([kind.title for kind in self.kinds])
        self.kind.currentIndexChanged.connect(lambda _: self._ask())
        layout.addWidget(self.kind)
        self.space, self.lines, self.outcome = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (self.space, self.lines, self.outcome):
            part.setSpacing(0)
            layout.addLayout(part)
        self.fault = told("")
        self.fault.setProperty("fault", True)
        layout.addWidget(self.fault)
        self.names = RecordForm(NAMES, "办理更正")
        in_panel(self.names)
        self.names.show_values({"day": date.today().isoformat()})
        self.names.submitted.connect(self._correct)
        layout.addWidget(self.names)
        layout.addStretch(1)
        self.setFocusProxy(self.kind)
        self._ask()
        self._show()

    def _ask(self) -> None:
        """The fields of the kind that is chosen."""
        kind: Kind = self.kinds[self.kind.currentIndex()]
        self.form = RecordForm(kind.fields, "加入")
        in_panel(self.form)
        self.form.submitted.connect(lambda values: self._add(kind.make(values)))
        fill(self.space, [self.form])

    def _add(self, amendment: Amendment) -> None:
        self.amendments.append(amendment)
        if not self._show():
            self.amendments.pop()
            told_why = self.fault.text()
            self._show()
            self.fault.setText(told_why)
            self.fault.show()

    def _take_out(self, amendment: Amendment) -> None:
        self.amendments.remove(amendment)
        self._show()

    def records(self) -> tuple[list[Record], list[Record]]:
        """What is saved and what is removed, a later amendment of the same record over an earlier one."""
        return (
            [record for each in self.amendments for record in each.save],
            [record for each in self.amendments for record in each.remove],
        )

    def _show(self) -> bool:
        """Score it anew; False when the office refuses, and why is said."""
        lines: list[QWidget] = [
            LineButton(each.said, lambda each=each: self._take_out(each), "撤掉")  # type: ignore[misc]
            for each in self.amendments
        ]
        fill(self.lines, lines)
        self.fault.setText("")
        self.fault.hide()
        self.ticks = {}
        self.names.setVisible(bool(self.amendments))
        if not self.amendments:
            fill(self.outcome, [])
            return True
        try:
            proposal = self.session.office.propose(self.quarter, *self.records())
        except OfficeError as error:
            self.fault.setText(f"✗ {error.message}")
            self.fault.show()
            return False
        fill(self.outcome, self._outcome(proposal))
        return True

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
        return [*widgets, told(f"补发、扣回随{proposal.paid_in.title}发放，由镇另行安排。")]

    def _correct(self, values: dict[str, Any]) -> None:
        save, remove = self.records()
        confirmed = [number for number, tick in self.ticks.items() if tick.isChecked()]

        def work() -> Event:
            try:
                return self.session.office.correct(self.quarter, save, remove, confirmed=confirmed, **values)
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
