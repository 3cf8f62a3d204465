"""What the clerk decides beside the table of 考核: a tie at the quota, publication, the way back, settling."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLayout, QVBoxLayout, QWidget

from gridapp import sentences
from gridapp.amounts import show_yuan
from gridapp.columns import DATE, TEXT, Column
from gridapp.office import QuarterView
from gridapp.periods import Quarter
from gridapp.scoring.result import QuarterResult, Tie
from gridapp.ties import Decision
from ui.pages.page import button
from ui.pages.roster_parts import in_order
from ui.theme import STEP
from ui.widgets.record_form import RecordForm


class Guest(QWidget):
    """What comes beside the table for a while. It begins at `first`.

    That is no focus proxy: Tab would never come to what stands before it.
    """

    first: QWidget

    def tab_through(self) -> None:
        """Tab goes from top to foot, whatever was put in later."""
        layout = self.layout()
        assert layout
        in_order(*_controls(layout))


class DecisionForm(Guest):
    """The leading group's decision: exactly as many of the candidates as there are seats, and why."""

    decided = Signal(object)
    """The Decision."""

    def __init__(self, result: QuarterResult, tie: Tie, so_far: Decision, said: Sequence[str], printed_on: str) -> None:
        """`said` is what there is to know before, the last of it how to choose."""
        super().__init__()
        self.tie = tie
        people = {person.sheet.worker.id: person for person in result.people}
        layout = column(self)
        for sentence in said:
            layout.addWidget(told(sentence))
        self.ticks: dict[str, QCheckBox] = {}
        for number in tie.candidates:
            sheet = people[number].sheet
            tick = QCheckBox(f"{sentences.full_name(people[number])}  {sheet.village.name} {sheet.grid.name}")
            tick.setChecked(number in so_far.chosen)
            tick.toggled.connect(lambda _: self._blame(""))
            self.ticks[number] = tick
            layout.addWidget(tick)
        self.fault = told("")
        self.fault.setProperty("fault", True)
        self.fault.hide()
        layout.addWidget(self.fault)
        self.form = RecordForm((Column("理由", "reason", TEXT, required=True),), "记下决定")
        self.form.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self.form.show_values({"reason": so_far.reason})
        self.form.submitted.connect(self._submit)
        layout.addWidget(self.form)
        layout.addWidget(told(f"理由中写明哪天的会议、哪些人在场。理由印在{printed_on}上。"))
        layout.addStretch(1)
        self.first = self.ticks[tie.candidates[0]]

    def _submit(self, values: dict[str, str]) -> None:
        chosen = tuple(number for number, tick in self.ticks.items() if tick.isChecked())
        if len(chosen) == self.tie.seats:
            self.decided.emit(Decision(chosen, values["reason"]))
        else:
            self._blame(f"余 {self.tie.seats} 个名额，须恰好勾选 {self.tie.seats} 人，现在勾选了 {len(chosen)} 人")

    def _blame(self, message: str) -> None:
        self.fault.setText(f"✗ {message}" if message else "")
        self.fault.setVisible(bool(message))


class PublishForm(Guest):
    """From which day to which the result is published; the quarter is not settled before that is over."""

    wanted = Signal(date, date)

    def __init__(self, first: date, last: date, button: str) -> None:
        super().__init__()
        layout = column(self)
        layout.addWidget(told("公示期内接受异议。截止日期过后、异议都有了答复，才能定案。遇节假日请顺延截止日期。"))
        columns = (Column("开始", "first", DATE, required=True), Column("截止", "last", DATE, required=True))
        self.form = RecordForm(columns, button)
        self.form.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self.form.show_values({"first": first.isoformat(), "last": last.isoformat()})
        self.form.submitted.connect(lambda values: self.wanted.emit(values["first"], values["last"]))
        layout.addWidget(self.form)
        layout.addStretch(1)
        self.first = self.form.fields["last"]


class SendBackForm(Guest):
    """Back to 录入中, with the reason that stays on record."""

    wanted = Signal(str)

    def __init__(self, state: str) -> None:
        super().__init__()
        layout = column(self)
        layout.addWidget(told(f"从{state}退回录入中，登记就可以再改。理由留在记录里。"))
        self.form = RecordForm((Column("理由", "reason", TEXT, required=True),), "退回录入")
        self.form.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self.form.submitted.connect(lambda values: self.wanted.emit(values["reason"]))
        layout.addWidget(self.form)
        layout.addStretch(1)
        self.first = self.form.fields["reason"]


class SettleForm(Guest):
    """Says exactly what settling does, for it cannot be undone."""

    wanted = Signal()

    def __init__(self, view: QuarterView) -> None:
        super().__init__()
        quarter, out = Quarter.parse(view.result.quarter), view.result.pool.carried_out or 0
        layout = column(self)
        for text in (
            f"定案以后，{quarter.title}的考核办法、名册、每个人的得分、等次和补贴都按现在的样子封存，以后重印也不会变。",
            f"结转下季的资金定为 {show_yuan(out)} 元。",
            "定案不能撤销，这个季度的登记也不能再改；以后发现差错须办理更正。",
        ):
            layout.addWidget(told(text))
        self.settle = button("定案", "封存这个季度的结果", self.wanted.emit)
        layout.addWidget(self.settle, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.first = self.settle


def column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(2 * STEP, STEP, 2 * STEP, 2 * STEP)
    layout.setSpacing(STEP)
    return layout


def told(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _controls(layout: QLayout) -> Iterator[QWidget]:
    """What Tab can come to in a layout, in the order in which it is laid out."""
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        widget = item.widget()
        if widget and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        elif inside := widget.layout() if widget else item.layout():
            yield from _controls(inside)
