"""One person's year beside the table: the quarters, what runs of 不合格 lead to, and what the office decides."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from gridapp.amounts import show_score
from gridapp.charts.series import YearPlace, year_trend
from gridapp.columns import DATE, NAME, TEXT, Column, choice
from gridapp.drafts import Draft
from gridapp.errors import OfficeError
from gridapp.office import Event
from gridapp.periods import Quarter
from gridapp.rulings import YEAR_DECISIONS
from gridapp.years import YearLine, YearQuarter
from ui.pages.assessment_forms import column, told
from ui.pages.roster_parts import in_panel
from ui.session import Session
from ui.theme import STEP
from ui.widgets.chart_panel import ChartPanel
from ui.widgets.line_button import LineButton
from ui.widgets.record_form import RecordForm

ACCEPT, DECLINE = "接受", "不接受"
_BY = (Column("决定人", "who", NAME, required=True), Column("日期", "day", DATE, required=True))
DECISION = (
    Column("决定", "decision", choice(("", *YEAR_DECISIONS)), required=True),
    Column("理由", "reason", TEXT, required=True),
    *_BY,
)
DRAFT = (
    Column("处理", "accepted", choice((ACCEPT, DECLINE)), required=True),
    Column("理由", "reason", TEXT),
    *_BY,
)


class YearPerson(QWidget):
    """Made anew when the line is another, so that a form that is being filled in stays as long as it is not."""

    def __init__(self, session: Session, year: int, line: YearLine, look: Callable[[Quarter, str], None]) -> None:
        super().__init__()
        self.session, self.year, self.line = session, year, line
        self.parts = column(self)
        for number, each in enumerate(line.quarters, 1):
            quarter = Quarter(year, number)
            if each:
                total = "未定" if each.total is None else show_score(each.total)
                go = lambda quarter=quarter: look(quarter, line.worker.id)  # noqa: E731
                self.parts.addWidget(LineButton(f"{quarter.title} {_said(each)}", go, total))
        self.parts.addWidget(told(self._sum_up()))
        self.drafts: list[RecordForm] = []
        for draft in line.drafts:
            self._show_draft(draft)
        self._show_decision()
        self.parts.addWidget(self._chart(look))
        self.parts.addStretch(1)

    def _sum_up(self) -> str:
        line = self.line
        mean = "还没有已定案的季度" if line.mean is None else f"平均 {show_score(line.mean)} 分"
        return f"{mean}；在岗期间培训 {line.trainings} 次，参加 {line.attended} 次。"

    def _chart(self, look: Callable[[Quarter, str], None]) -> ChartPanel:
        line, year = self.line, self.year
        places = [YearPlace(each.total, _said(each), each.settled) if each else None for each in line.quarters]
        panel = ChartPanel(self.session, "四个季度总分", "看这个季度的考核", narrow=True)
        policy = self.session.office.policy(Quarter(year, 4))
        number = line.worker.id
        panel.show_figure(year_trend(policy, year, f"{line.worker.name}（{number}）", places), f"{number}-ND")
        panel.opened.connect(lambda place: look(Quarter(year, place + 1), number))
        return panel

    def _head(self, text: str) -> None:
        label = QLabel(text)
        label.setObjectName("sectionTitle")
        label.setContentsMargins(0, STEP, 0, 0)
        self.parts.addWidget(label)

    # ── what runs lead to ─────────────────────────────────────────────────────────────────────────

    def _show_draft(self, draft: Draft) -> None:
        run, decided = draft.run, draft.decided
        self._head(draft.kind)
        self.parts.addWidget(told(f"到{run.quarter.title}，连续 {run.length} 个季度不合格。"))
        form = RecordForm(DRAFT, "记下")
        form.refuse(self.session.refusal("consequence"))
        in_panel(form)
        if decided:
            done = ACCEPT if decided.accepted else DECLINE
            why = f"：{decided.reason}" if decided.reason else ""
            self.parts.addWidget(told(f"✓ 已{done}{why}（{decided.who}，{decided.day}）"))
            form.show_values(
                {"accepted": done, "reason": decided.reason, "who": decided.who, "day": decided.day.isoformat()}
            )
            form.hide()
            self.parts.addWidget(LineButton("重新决定", lambda: self._open(form)))
        else:
            form.show_values({"accepted": ACCEPT, "who": self.session.name, "day": date.today().isoformat()})
        form.submitted.connect(lambda values: self._decide_draft(form, draft, values))
        self.drafts.append(form)
        self.parts.addWidget(form)

    def _open(self, form: RecordForm) -> None:
        form.show()
        form.fields["accepted"].setFocus()

    def _decide_draft(self, form: RecordForm, draft: Draft, values: dict[str, Any]) -> None:
        accepted, reason = values["accepted"] == ACCEPT, values["reason"] or ""
        self._do(
            form,
            lambda: self.session.office.decide_draft(draft, reason, values["who"], values["day"], accepted=accepted),
        )

    # ── the decision ──────────────────────────────────────────────────────────────────────────────

    def _show_decision(self) -> None:
        self._head(f"{self.year}年度决定")
        decision = self.line.decision
        self.form = RecordForm(DECISION, "记下决定")
        self.form.refuse(self.session.refusal("year_decision"))
        in_panel(self.form)
        if decision:
            texts = {each.field: each.kind.show(getattr(decision, each.field)) for each in DECISION}
            self.form.show_values(texts)
        else:
            self.form.show_values({"who": self.session.name, "day": date.today().isoformat()})
        self.form.submitted.connect(self._decide)
        self.parts.addWidget(self.form)
        # No focus proxy: Tab would pass over the lines above what it names.
        self.first = self.drafts[0].fields["accepted"] if self._waiting() else self.form.fields["decision"]

    def _waiting(self) -> bool:
        return bool(self.line.drafts) and self.line.drafts[0].decided is None

    def _decide(self, values: dict[str, Any]) -> None:
        worker = self.line.worker
        self._do(self.form, lambda: self.session.office.decide_year(self.year, worker, **values))

    def _do(self, form: RecordForm, work: Callable[[], Event]) -> None:
        """Make a change; what is wrong is said at its field."""

        def tried() -> Event:
            try:
                return work()
            except OfficeError as error:
                form.blame(error.field, error.message)
                raise

        self.session.do(tried)


def _said(quarter: YearQuarter) -> str:
    """优秀, 合格（更正后）, 不合格（预览）."""
    return f"{quarter.grade}{'（更正后）' if quarter.corrected else '' if quarter.settled else '（预览）'}"
