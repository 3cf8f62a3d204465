"""异议: who objected to what, and what came of it; beside the table of 考核."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridapp.columns import DATE, NAME, PERSON, TEXT, Column, choice
from gridapp.model import SETTLED_STATES, Worker
from gridapp.periods import Quarter
from gridapp.rulings import OUTCOMES, Objection
from ui.pages.assessment_forms import Guest, column, told
from ui.pages.page import button, faint, fill
from ui.pages.roster_parts import in_panel, save_from
from ui.session import Session
from ui.widgets.line_button import LineButton
from ui.widgets.person_field import candidates
from ui.widgets.record_form import RecordForm

OBJECTION = (
    Column("提出人", "objector", NAME, required=True),
    Column("关于", "worker", PERSON),
    Column("收到日期", "received", DATE, required=True),
    Column("内容", "text", TEXT, required=True),
    Column("答复", "answer", TEXT),
    Column("结果", "outcome", choice(OUTCOMES)),
    Column("答复人", "answered_by", NAME),
    Column("答复日期", "answered", DATE),
)
"""The first half is what was objected, the second what came of it."""


def outcome_text(objection: Objection) -> str:
    return objection.outcome or "未答复"


class ObjectionsPanel(Guest):
    """Every objection as a line, open ones first; under them the form of the one that is chosen, or of a new one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.quarter: Quarter = session.quarter
        self.chosen: Objection | None = None
        layout = column(self)
        settled = session.office.state(self.quarter) in SETTLED_STATES
        mend = "办理更正" if settled else "退回录入改好再公示"
        layout.addWidget(told(f"对公示结果的异议。没有答复的异议会拦住定案；结果是“更正”的，请{mend}。"))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        layout.addLayout(self.lines)
        refused = session.refusal("objection")
        self.add = button("登记异议", "填写一件新的异议", lambda: self.choose(None), refused)
        layout.addWidget(self.add)
        self.form = RecordForm(OBJECTION, "保存")
        self.form.refuse(refused)
        in_panel(self.form)
        self.form.submitted.connect(self._save)
        layout.addWidget(self.form)
        layout.addStretch(1)
        self.refresh()
        self.choose(next((each for each in self._objections() if not each.outcome), None))

    def refresh(self) -> None:
        self.form.offer_people(candidates(self.session.office.records(self.quarter)))
        names = {worker.id: worker.name for worker in self.session.office.all(Worker)}
        lines: list[QWidget] = [
            LineButton(_said(each, names), lambda each=each: self.choose(each), outcome_text(each))  # type: ignore[misc]
            for each in self._objections()
        ]
        fill(self.lines, lines or [faint("还没有人提出异议。")])

    def _objections(self) -> Sequence[Objection]:
        return sorted(self.session.office.objections(self.quarter), key=lambda each: bool(each.outcome))

    def choose(self, objection: Objection | None) -> None:
        """Show an objection in the form; None for a new one."""
        self.chosen = objection
        today = date.today().isoformat()
        if objection is None:
            self.form.show_values({"received": today})
        else:
            texts = {each.field: each.kind.show(getattr(objection, each.field)) for each in OBJECTION}
            if not objection.outcome:  # whoever answers it, and today, unless somebody else is typed
                texts |= {"answered_by": texts["answered_by"] or self.session.name}
            self.form.show_values(texts)
        self.first = self.form.fields["answer" if objection and not objection.outcome else "objector"]
        self.first.setFocus()

    def _save(self, values: dict[str, Any]) -> None:
        given = {field: value for field, value in values.items() if value is not None}
        known = {"quarter": str(self.quarter), "id": self.chosen.id if self.chosen else None}
        objection = msgspec.convert(known | given, Objection)
        what = f"异议答复（{objection.outcome}）" if objection.outcome else "异议"
        if save_from(self.form, self.session, f"{self.quarter.title} {what} {objection.objector}", [objection]):
            self.choose(next((each for each in self._objections() if not each.outcome), None))


def _said(objection: Objection, names: dict[str, str]) -> str:
    day = objection.received
    about = names.get(objection.worker, "整个结果") if objection.worker else "整个结果"
    return f"{day.month}月{day.day}日 {objection.objector} 关于{about}：{objection.text}"
