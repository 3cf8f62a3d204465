"""考核: everybody's quarter, why each figure is what it is, the quota, and the steps to settling it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridapp import sentences
from gridapp.model import SETTLED_STATES, STATES, Meeting
from gridapp.office import CHECKED, ENTERING, PAID, PUBLISHED, SETTLED, AnotherPerson, Event, Obstacle, QuarterView
from gridapp.periods import Quarter
from gridapp.rulings import Objection, Publication
from gridapp.scoring.grades import BEYOND_QUOTA
from gridapp.scoring.result import Missing
from ui.pages import ways
from ui.pages.assessment_charts import WorkerCharts
from ui.pages.assessment_columns import columns_of, pending
from ui.pages.assessment_doubts import unanswered
from ui.pages.assessment_guests import Guests
from ui.pages.assessment_sheet import ExplainedSheet
from ui.pages.page import Page, button, faint, fill
from ui.pages.ways import CORRECTIONS, DOUBTS, OBJECTIONS, Way
from ui.session import Session, Spot
from ui.theme import STEP
from ui.widgets.beside import Beside
from ui.widgets.line_button import LineButton
from ui.widgets.list_table import ListTable
from ui.widgets.side_panel import SidePanel
from ui.widgets.steps import Steps

FORWARD = {CHECKED: "核对", PUBLISHED: "公示…", SETTLED: "定案…", PAID: "发放"}
"""What the button says that leads to a state."""


class AssessmentPage(Page):
    """The table with the quota under it, the score sheet of whom is chosen beside it, the steps above."""

    title = "考核"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view: QuarterView = session.office.view(session.quarter)
        self.meetings: dict[str, Meeting] = {}
        self._columns_for: tuple[object, ...] = ()
        self._shown: tuple[object, ...] = ()
        self.steps = Steps("考核的步骤")
        self.table = ListTable(columns_of(self.view), "考核结果", lambda row: row.sheet.worker.id)
        self.table.first_column.columns = 2
        self.table.sort_at_first(0)
        self.table.empty = "这个季度没有在岗的网格员，请先在名册中登记任职。"
        self.panel = SidePanel("量化考核表")
        self.guests = guests = Guests(session, self.panel, self.table.choose, self._go)
        settling = session.refusal("quarter", "quarter_setting", "publication", "settlement")
        self.forward = button("", "进入下一步", guests.step_forward, settling)
        self.back = button("退回录入…", "退回录入中再改登记，须写明理由", guests.ask_back, settling)
        self.decide = button("领导小组决定…", "记下名额处并列由领导小组怎样决定", guests.ask_decision, settling)
        self.compare = button("各村对比…", "各村（社区）总分的平均、最低和最高", guests.compare_villages)
        self.clear = button("清空决定", "删去已不符合现在并列情况的决定", guests.clear_decision, settling)
        self.days = button("公示日期…", "公示的起止日期", guests.ask_days, settling)
        self.objections = button(OBJECTIONS, "谁对结果有异议，怎样答复的", guests.show_objections)
        self.doubts = button(DOUBTS, "看来不大可能的登记，和办公室的说明", guests.show_doubts)
        self.corrections = button(CORRECTIONS, "定案以后的更正", guests.show_corrections)
        self.obstacles = QVBoxLayout()
        self.obstacles.setSpacing(0)
        self.quota, self.ties = QLabel(), QLabel()
        self._lay_out()
        self.table.chosen.connect(lambda _: self._show_sheet_or_leave())
        self.table.entered.connect(lambda *_: self._enter_sheet())
        self.panel.left.connect(self._come_back)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.steps)
        row.addStretch(1)
        for each in (self.compare, self.back, self.forward):
            row.addWidget(each)
        beside = QHBoxLayout()
        for each in (self.decide, self.clear, self.days, self.objections, self.doubts, self.corrections):
            beside.addWidget(each)
        beside.addStretch(1)
        for label in (self.quota, self.ties):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.ties.setProperty("short", True)
        left, below = QWidget(), QVBoxLayout()
        below.setContentsMargins(0, 0, STEP, 0)
        below.setSpacing(STEP)
        for part in (self.table, self.quota, self.ties):
            below.addWidget(part, int(part is self.table))
        left.setLayout(below)
        across = Beside(left, self.panel)
        self.body.addLayout(row)
        self.body.addLayout(beside)
        self.body.addLayout(self.obstacles)
        self.body.addWidget(across, 1)

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        office, quarter = self.session.office, self.session.quarter
        self.view = self.guests.view = office.view(quarter)
        self.meetings = {meeting.id: meeting for meeting in office.all(Meeting)}
        self._show_people()
        self._show_steps(office.obstacles(quarter))
        self._show_quota()
        self.guests.refresh()
        if not self.panel.guest():
            self._show_sheet()

    def _show_people(self) -> None:
        people, items = self.view.result.people, self.view.policy.items
        named = tuple((person.sheet.worker.id, person.sheet.worker.name) for person in people)
        if self._columns_for != (items, named):
            self._columns_for = (items, named)
            self.table.set_columns(columns_of(self.view))
        self.table.show_rows(people)
        if people and self.table.current() is None:
            self.table.choose(self.table.rows_model.rows[0].sheet.worker.id)

    def _show_steps(self, obstacles: Sequence[Obstacle]) -> None:
        state = self.view.result.state
        self.steps.show_steps(STATES, state)
        after = STATES[STATES.index(state) + 1] if state != PAID else ""
        self.forward.setText(f"下一步：{FORWARD[after]}" if after else "")
        self.forward.setVisible(bool(after))
        self.forward.setEnabled(bool(self.view.result.people) and not obstacles)
        self.back.setVisible(state in (CHECKED, PUBLISHED))
        board, entering = self.view.result.board, state == ENTERING
        self.compare.setEnabled(bool(self.view.result.people))
        self.decide.setVisible(entering and bool(board.tie or board.decided))
        self.clear.setVisible(entering and board.stale)
        lines: list[QWidget] = [LineButton(each.text, self._leading(each)) for each in obstacles]
        told = [faint(f"还不能{FORWARD[after].rstrip('…')}：")] if lines else []
        fill(self.obstacles, [*told, *lines, *self._show_beside(state)])

    def _show_beside(self, state: str) -> list[QWidget]:
        """What goes along with the steps, each with how much there is of it; doubtful spots also in a line."""
        office, quarter = self.session.office, self.session.quarter
        published, settled = self.view.publication, state in SETTLED_STATES
        self.days.setVisible(state == PUBLISHED)
        self.days.setText(f"公示 {published.first} 至 {published.last}…" if published else "公示日期…")
        objections, doubts = office.objections(quarter), office.doubts(quarter)
        still_open, untold = sum(not each.outcome for each in objections), unanswered(doubts)
        self.objections.setVisible(state in (PUBLISHED, *SETTLED_STATES) or bool(objections))
        self.objections.setText(_counted(OBJECTIONS, len(objections), still_open, "未答复"))
        self.doubts.setVisible(bool(doubts))
        self.doubts.setText(_counted(DOUBTS, len(doubts), untold, "未说明"))
        self.corrections.setVisible(settled)
        if settled:
            self.corrections.setText(_counted(CORRECTIONS, len(office.corrections(quarter)), 0, ""))
        if settled or not untold:
            return []
        return [LineButton(f"还有 {untold} 处可疑未说明（不影响核对）", self.guests.show_doubts)]

    def _show_quota(self) -> None:
        people = self.view.result.people
        beyond = sum(each.standing.note.startswith(BEYOND_QUOTA) and not pending(each) for each in people)
        limited = f"  * {BEYOND_QUOTA} {beyond} 人" if beyond else ""
        corrected = f"  {self._corrected()}" if self.view.result.state in SETTLED_STATES else ""
        self.quota.setText(sentences.quota_sentence(self.view) + limited + corrected if people else "")
        board = self.view.result.board
        self.ties.setText("\n".join(sentences.tie_sentences(self.view)))
        self.ties.setVisible(bool(board.tie or board.stale))

    def _corrected(self) -> str:
        """Whom corrections have restated: the table shows what was settled."""
        restated = self.session.office.restated(self.session.quarter).values()
        names = "、".join(person.sheet.worker.name for person in restated)
        return f"有更正的：{names}（表中是定案时的结果）" if names else ""

    def _show_sheet_or_leave(self) -> None:
        self.guests.person = self.table.current()
        if self.panel.guest():
            self.panel.leave()
        else:
            self._show_sheet()

    def _show_sheet(self) -> None:
        person = self.guests.person = self.table.current()
        now = (self.view.result.quarter, self.view.result.policy, self.view.result.settings, person)
        if now == self._shown:
            return
        self._shown = now
        focused = self.panel.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        if person is None:
            self.panel.keep("", None)
        else:
            sheet = person.sheet
            title = f"{sheet.worker.name} · {sheet.village.name} {sheet.grid.name}"
            explained = ExplainedSheet(self.view, person, self.meetings, self._go)
            explained.add(WorkerCharts(self.session, self.view, person, self._go))
            self.panel.keep(title, explained)
        if focused:
            self.table.setFocus()

    def _enter_sheet(self) -> None:
        """From the table to the lines beside it."""
        line = next((each for each in self.panel.findChildren(LineButton) if each.isVisible()), None)
        if line:
            line.setFocus()

    def _come_back(self) -> None:
        self._show_sheet()
        self.table.setFocus()

    # ── going ─────────────────────────────────────────────────────────────────────────────────────

    def _go(self, way: Way) -> None:
        self.session.wanted.emit(way.page, way.target)

    def _leading(self, obstacle: Obstacle) -> Callable[[], None]:
        """The way to where an obstacle is removed."""
        about = obstacle.about
        if isinstance(about, Missing):
            sheet = next(each.sheet for each in self.view.result.people if each.sheet.worker.id == about.worker)
            return lambda: self._go(ways.to_missing(self.session.quarter, sheet, about))
        if isinstance(about, Publication) or about == self.session.quarter:
            return self.guests.ask_days
        if isinstance(about, Quarter):
            return lambda: self.session.look_at(about)
        if isinstance(about, AnotherPerson):
            return lambda: self.session.wanted.emit(ways.SETTINGS, ways.PEOPLE)
        if isinstance(about, Objection):
            return self.guests.show_objections
        return self.guests.ask_decision if self.view.result.board.tie else self.clear.setFocus

    def point_at(self, target: object) -> None:
        """A worker: the row is chosen; the words of a button: what it opens; a Spot of nobody: the tie, if any."""
        if isinstance(target, Spot) and target.worker:
            self.table.choose(target.worker)
            self.table.setFocus()
        elif target in self.guests.openers:
            self.guests.openers[str(target)]()
        elif self.view.result.board.tie and self.view.result.state == ENTERING:
            self.guests.ask_decision()


def _counted(what: str, all_of_them: int, still_open: int, how: str) -> str:
    """异议（2，1 未答复）"""
    if not all_of_them:
        return what
    return f"{what}（{all_of_them}，{still_open} {how}）" if still_open else f"{what}（{all_of_them}）"
