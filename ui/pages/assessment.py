"""考核: everybody's quarter, why each figure is what it is, the quota, and the steps to settling it."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from gridapp import sentences
from gridapp.amounts import show_points
from gridapp.model import STATES, Meeting, QuarterSetting, Record
from gridapp.office import CHECKED, ENTERING, PAID, PUBLISHED, SETTLED, Event, Obstacle, QuarterView
from gridapp.periods import Quarter
from gridapp.scoring.grades import BEYOND_QUOTA, PENDING
from gridapp.scoring.policy import Item
from gridapp.scoring.result import Missing, Person
from gridapp.scoring.settings import read_decision
from ui.pages import ways
from ui.pages.assessment_charts import VillageChart, WorkerCharts
from ui.pages.assessment_forms import DecisionForm, SendBackForm, SettleForm
from ui.pages.assessment_sheet import ExplainedSheet
from ui.pages.page import Page, button, faint, fill
from ui.pages.ways import Way
from ui.session import Session, Spot
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.line_button import LineButton
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.people_orders import by_name
from ui.widgets.side_panel import SidePanel
from ui.widgets.steps import Steps

FORWARD = {CHECKED: "核对", PUBLISHED: "公示", SETTLED: "定案…", PAID: "发放"}
"""What the button says that leads to a state."""
DECISION, REASON = "领导小组决定", "决定理由"


class AssessmentPage(Page):
    """The table with the quota under it, the score sheet of whom is chosen beside it, the steps above."""

    title = "考核"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.view: QuarterView = session.office.view(session.quarter)
        self.meetings: dict[str, Meeting] = {}
        self._columns_for: tuple[object, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._visited: tuple[object, ...] = ()
        self.steps = Steps("考核的步骤")
        self.forward = button("", "进入下一步", self._step_forward)
        self.back = button("退回录入…", "退回录入中再改登记，须写明理由", self._ask_back)
        self.decide = button("领导小组决定…", "记下名额处并列由领导小组怎样决定", self._ask_decision)
        self.compare = button("各村对比…", "各村（社区）总分的平均、最低和最高", self._compare_villages)
        self.clear = button("清空决定", "删去已不符合现在并列情况的决定", self._clear_decision)
        self.obstacles = QVBoxLayout()
        self.obstacles.setSpacing(0)
        self.table = ListTable(_columns(self.view), "考核结果", lambda row: row.sheet.worker.id)
        self.table.first_column.columns = 2
        self.table.sort_at_first(0)
        self.table.empty = "这个季度没有在岗的网格员，请先在名册中登记任职。"
        self.quota, self.ties = QLabel(), QLabel()
        self.panel = SidePanel("量化考核表")
        self._lay_out()
        self.table.chosen.connect(lambda _: self._show_sheet_or_leave())
        self.table.entered.connect(lambda *_: self._enter_sheet())
        self.panel.left.connect(self._come_back)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.steps)
        row.addStretch(1)
        for each in (self.compare, self.clear, self.decide, self.back, self.forward):
            row.addWidget(each)
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
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(left)
        across.addWidget(self.panel)
        across.setStretchFactor(0, 1)
        across.setChildrenCollapsible(False)
        self.body.addLayout(row)
        self.body.addLayout(self.obstacles)
        self.body.addWidget(across, 1)

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        office, quarter = self.session.office, self.session.quarter
        self.view = office.view(quarter)
        self.meetings = {meeting.id: meeting for meeting in office.all(Meeting)}
        self._show_people()
        self._show_steps(office.obstacles(quarter))
        self._show_quota()
        guest = self.panel.guest()
        if isinstance(guest, VillageChart):
            guest.show_view(self.view)
        elif guest and self._visited != self._occasion():
            self.panel.leave()
        elif not guest:
            self._show_sheet()

    def _show_people(self) -> None:
        people, items = self.view.result.people, self.view.policy.items
        named = tuple((person.sheet.worker.id, person.sheet.worker.name) for person in people)
        if self._columns_for != (items, named):
            self._columns_for = (items, named)
            self.table.set_columns(_columns(self.view))
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
        told = faint(f"还不能{FORWARD[after].rstrip('…')}：") if lines else None
        fill(self.obstacles, [told, *lines] if told else [])

    def _show_quota(self) -> None:
        people = self.view.result.people
        beyond = sum(each.standing.note.startswith(BEYOND_QUOTA) and not _pending(each) for each in people)
        limited = f"  * {BEYOND_QUOTA} {beyond} 人" if beyond else ""
        self.quota.setText(sentences.quota_sentence(self.view) + limited if people else "")
        board = self.view.result.board
        self.ties.setText("\n".join(sentences.tie_sentences(self.view)))
        self.ties.setVisible(bool(board.tie or board.stale))

    def _show_sheet_or_leave(self) -> None:
        if self.panel.guest():
            self.panel.leave()
        else:
            self._show_sheet()

    def _show_sheet(self) -> None:
        person = self.table.current()
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
        if isinstance(about, Quarter):
            return lambda: self.session.look_at(about)
        return self._ask_decision if self.view.result.board.tie else self.clear.setFocus

    def point_at(self, target: object) -> None:
        """A worker: the row is chosen; a Spot of nobody means the tie, if there is one."""
        if isinstance(target, Spot) and target.worker:
            self.table.choose(target.worker)
            self.table.setFocus()
        elif self.view.result.board.tie and self.view.result.state == ENTERING:
            self._ask_decision()

    # ── deciding ──────────────────────────────────────────────────────────────────────────────────

    def _occasion(self) -> tuple[object, ...]:
        """What a form is about: when it is no longer so, the form goes."""
        board = self.view.result.board
        return self.session.quarter, self.view.result.state, board.tie or board.decided

    def _visit(self, title: str, guest: QWidget) -> None:
        self._visited, self._shown = self._occasion(), ()
        self.panel.visit(title, guest)
        guest.setFocus()

    def _compare_villages(self) -> None:
        chart = VillageChart(self.session)
        chart.show_view(self.view)
        chart.chosen.connect(self._leave_for)
        self._visit("各村（社区）总分", chart)

    def _leave_for(self, number: str) -> None:
        """From the villages to one worker's sheet."""
        self.table.choose(number)
        self.panel.leave()

    def _ask_decision(self) -> None:
        result = self.view.result
        tie = result.board.tie or result.board.decided
        if tie:
            chosen = read_decision(result.settings.get(DECISION, ""))
            form = DecisionForm(self.view, tie, chosen, result.settings.get(REASON, ""))
            form.decided.connect(self._decide)
            self._visit(DECISION, form)

    def _decide(self, chosen: tuple[str, ...], reason: str) -> None:
        office, quarter = self.session.office, self.session.quarter
        people = {person.sheet.worker.id: person.sheet.worker.name for person in self.view.result.people}
        name = f"{quarter.title} {DECISION} {'、'.join(people[number] for number in chosen)}"
        values = {DECISION: "；".join(chosen), REASON: reason}
        save = [QuarterSetting(str(quarter), item, value) for item, value in values.items()]
        if self.session.do(lambda: office.change(name, save=save)):
            self.panel.leave()

    def _clear_decision(self) -> None:
        office, quarter = self.session.office, self.session.quarter
        gone: list[Record] = [
            each
            for each in office.all(QuarterSetting)
            if each.quarter == str(quarter) and each.item in (DECISION, REASON)
        ]
        self.session.do(lambda: office.change(f"{quarter.title} 清空{DECISION}", remove=gone))

    def _step_forward(self) -> None:
        if self.view.result.state == PUBLISHED:
            form = SettleForm(self.view)
            form.wanted.connect(self._advance)
            self._visit("定案", form)
        else:
            self._advance()

    def _advance(self) -> None:
        self.session.do(lambda: self.session.office.advance(self.session.quarter))

    def _ask_back(self) -> None:
        form = SendBackForm(self.view.result.state)
        form.wanted.connect(self._send_back)
        self._visit("退回录入", form)

    def _send_back(self, reason: str) -> None:
        self.session.do(lambda: self.session.office.send_back(self.session.quarter, reason))


def _pending(person: Person) -> bool:
    return person.standing.grade == PENDING


def _columns(view: QuarterView) -> tuple[ListColumn, ...]:
    return (
        ListColumn("名次", _rank, 5, _rank_key, numeric=True),
        ListColumn("网格员", _named(view.result.people), 16, orders=_BY_NAME),
        *(
            ListColumn(item.number, _item(place), 4, _item_key(place), True, _item_tip(item))
            for place, item in enumerate(view.policy.items)
        ),
        ListColumn("基础", lambda row: Cell(show_points(row.sheet.base)), 6, lambda row: row.sheet.base, numeric=True),
        ListColumn("满意度", _satisfaction, 7, lambda row: row.sheet.satisfaction or -1, numeric=True),
        ListColumn("总分", _total, 7, lambda row: row.sheet.total or -1, numeric=True),
        ListColumn("等次", _grade, 8),
    )


_BY_NAME = by_name(lambda row: row.sheet.worker.name)


def _rank(row: Person) -> Cell:
    return Cell(str(row.standing.rank)) if row.standing.rank else Cell("—", hint=True, tip="没有名次")


def _rank_key(row: Person) -> tuple[bool, int]:
    return row.standing.rank is None, row.standing.rank or 0


def _named(people: Sequence[Person]) -> Callable[[Person], Cell]:
    """Names, those that several people bear with the number."""
    bearers = Counter(person.sheet.worker.name for person in people)

    def show(row: Person) -> Cell:
        sheet = row.sheet
        text = sheet.worker.name if bearers[sheet.worker.name] == 1 else sentences.full_name(row)
        return Cell(text, tip=f"{sheet.village.name} {sheet.grid.name}  编号 {sheet.worker.id}")

    return show


def _item_tip(item: Item) -> str:
    return f"{item.name}（{show_points(item.marks)}）"


def _item(place: int) -> Callable[[Person], Cell]:
    def show(row: Person) -> Cell:
        score = row.sheet.items[place]
        tip = f"扣 {show_points(score.deducted)} 分" if score.deducted else ""
        return Cell(show_points(score.score), tip=tip)

    return show


def _item_key(place: int) -> Callable[[Person], int]:
    return lambda row: row.sheet.items[place].score


def _satisfaction(row: Person) -> Cell:
    known = row.sheet.satisfaction is not None
    return Cell(sentences.score_text(row.sheet.satisfaction, "未录"), hint=not known)


def _total(row: Person) -> Cell:
    missing = len(row.sheet.missing)
    tip = f"还有 {missing} 处未录，得分会变" if missing else ""
    return Cell(sentences.score_text(row.sheet.total), hint=row.sheet.total is None, tip=tip)


def _grade(row: Person) -> Cell:
    """An asterisk, and why, where the quota or a decision made the grade, not the total alone."""
    sign = "*" if row.standing.note else ""
    text, known = f"{sentences.grade_text(row)}{sign}", bool(row.standing.grade)
    return Cell(text, hint=not known, short=_pending(row), tip=row.standing.note)
