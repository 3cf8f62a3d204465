"""The panel of one worker: what to mind, 任用 调动 离任, the person field by field, and the posts so far."""

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel

from gridapp.columns import WORKER
from gridapp.fitness import BY_PEOPLE, doubts, fitness
from gridapp.model import Post, Worker
from gridapp.staffing import IN_POST, LEFT, NEVER, Roster
from ui.pages.page import button, faint
from ui.pages.roster_new import NewWorkerForm
from ui.pages.roster_parts import in_order, in_panel, inputs, only, save_field
from ui.pages.roster_posts import APPOINT, LEAVE, MEND, MOVE, PostDesk
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.widgets.live_form import LiveForm
from ui.widgets.record_panel import RecordPanel
from ui.widgets.remarks import Remark, Remarks

_PERSON = only(
    WORKER,
    *("name", "sex", "identity", "phone", "education", "politics"),
    *("ethnicity", "address", "offices", "bank", "account"),
)
_UNNAMED = ("identity", "account")
"""Fields whose values stay out of the names of steps."""
_LINES = 5


class WorkerPanel(RecordPanel):
    """Shows who is chosen, or the form for somebody new."""

    added = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("网格员")
        self.session = session
        self.roster, self.number = Roster((), (), (), ()), ""
        self.new: NewWorkerForm | None = None
        self.desk = PostDesk(session)
        self.remarks = Remarks("须留意")
        self.by_people = faint(BY_PEOPLE)
        self.by_people.setWordWrap(True)
        self.whole: Collection[str] = ()
        self.person = LiveForm(_PERSON)
        self.person.refuse(session.refusal("worker"))
        in_panel(self.person)
        self.history_title = QLabel("任职经历")
        self.history_title.setObjectName("sectionTitle")
        self.history = ListTable(
            [
                ListColumn("网格", lambda post: Cell(self.roster.place_of(post.grid)), 16),
                ListColumn("起止", lambda post: Cell(f"{post.start} 至{post.stop or '今'}"), 21),
                ListColumn("原因", lambda post: Cell(post.reason), 8),
            ],
            "任职经历",
            lambda post: post.start,
            "还没有任职。按“任用”开始。",
        )
        self._buttons()
        self._lay_out()
        self.person.edited.connect(self._save)
        self.history.entered.connect(lambda post, _: self._act(MEND, post))
        self.desk.day_typed.connect(self._remark)
        self.desk.done.connect(self.closed)

    def _buttons(self) -> None:
        refused = self.session.refusal("post")
        self.appoint = button("任用(&A)", "任用到一个空缺的网格", lambda: self._act(APPOINT, None), refused)
        self.move_on = button(
            "调动(&M)", "调到另一个空缺的网格，一步办完", lambda: self._act(MOVE, self._held()), refused
        )
        self.leave = button("离任(&L)", "写明离任日期和原因", lambda: self._act(LEAVE, self._held()), refused)
        self.mend = button("更正(&E)", "更正下面选中的一条任职（登记错了才用）", self._mend, refused)

    def _lay_out(self) -> None:
        self.posts_row = QHBoxLayout()
        self.posts_row.setSpacing(STEP)
        for each in (self.appoint, self.move_on, self.leave):
            self.posts_row.addWidget(each)
        self.posts_row.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.history_title)
        below.addStretch(1)
        below.addWidget(self.mend)
        self.body.addLayout(self.posts_row)
        self.body.addWidget(self.desk)
        self.body.addWidget(self.remarks)
        self.body.addWidget(self.by_people)
        self.body.addWidget(self.person)
        self.body.addLayout(below)
        self.body.addWidget(self.history)
        self.body.addStretch(1)
        in_order(self.appoint, self.move_on, self.leave, *inputs(self.person), self.mend, self.history)
        rows = self.history.verticalHeader().defaultSectionSize()
        self.history.setFixedHeight(rows * _LINES)

    @property
    def adding(self) -> bool:
        return self.new is not None

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def show_roster(self, roster: Roster) -> None:
        """The rosters as they are now."""
        self.roster = roster
        if self.adding or not self.number:
            return
        if self.number in roster.workers:
            self.person.update_values(_texts(roster.workers[self.number]))
            self._show_standing()
        else:
            self.number = ""
            self.hide()

    def show_worker(self, number: str) -> None:
        if number == self.number and not self.adding:
            return
        self._drop_new()
        self.desk.close_form()
        self.number = number
        self.person.reveal(number in self.whole)
        self.person.show_values(_texts(self.roster.workers[number]))
        self._show_standing()

    def reveal(self, numbers: Collection[str]) -> None:
        """Of these workers identity number and account are seen whole."""
        self.whole = numbers
        self.person.reveal(self.number in numbers)

    def _show_standing(self) -> None:
        worker = self.roster.workers[self.number]
        state, post = self.roster.standing(self.number, date.today())
        where = f" · {self.roster.place_of(post.grid)}" if post else ""
        until = f"至 {post.stop}" if post and post.stop else "起"
        term = f"，{post.start} {until}" if post else ""
        self.title(worker.name, f"编号 {worker.id}{where}\n{state}{term}")
        self.appoint.setEnabled(state in (LEFT, NEVER))
        self.move_on.setEnabled(state == IN_POST)
        self.leave.setEnabled(state == IN_POST)
        posts = self.roster.posts(self.number)
        self.history.show_rows(posts[::-1])
        self.mend.setEnabled(bool(posts))
        self._remark()

    def _remark(self) -> None:
        """Fitness on the day on which the post begins that is typed, or the present one began."""
        worker = self.roster.workers.get(self.number)
        if self.adding or not worker:
            return
        post = self._held()
        day = self.desk.day() or (post.start if post else None)
        found = [Remark(concern.message, concern.bars) for concern in fitness(worker, day)] if day else []
        found += [Remark(doubt) for doubt in doubts(worker, self.roster.workers.values())]
        self.remarks.show_remarks(found)
        self.by_people.setVisible(self.desk.day() is not None)

    def _held(self) -> Post | None:
        state, post = self.roster.standing(self.number, date.today())
        return post if state == IN_POST else None

    def focus_first(self) -> None:
        next(iter((self.new or self.person).fields.values())).input.setFocus()

    # ── doing ─────────────────────────────────────────────────────────────────────────────────────

    def _act(self, what: str, post: Post | None) -> None:
        if what in (APPOINT, MOVE) and not self.roster.free_grids():
            self.session.failed.emit("现在没有空缺的网格：请先办理离任，或在“网格”中登记新的网格")
            return
        self.desk.open(what, self.roster, self.roster.workers[self.number], post)
        if self.desk.form:
            in_order(self.leave, *inputs(self.desk.form), *inputs(self.person))

    def _mend(self) -> None:
        self._act(MEND, self.history.current() or self.history.rows_model.rows[0])

    def _save(self, field: str, value: object) -> None:
        worker = self.roster.workers[self.number]
        before = getattr(worker, field)
        said = "" if field in _UNNAMED else f" {before or '空'}→{value or '空'}"
        title = self.person.fields[field].column.title
        name = f"{self.roster.called(worker.id)}{title}{said}"
        save_field(self.person, self.session, name, worker, field, value or "")

    def add(self, grid: str = "") -> None:
        """The form for somebody new instead of who was shown."""
        self._drop_new()
        self.desk.close_form()
        self.new = NewWorkerForm(self.session, self.roster, grid)
        in_panel(self.new)
        self.new.remarked.connect(self.remarks.show_remarks)
        self.new.added.connect(self._added)
        free = bool(self.roster.free_grids())
        self.title("新增网格员", "不选网格，就只登记这个人" if free else "现在没有空缺的网格，先登记这个人，以后再任用")
        self.put_in(self.new, self.body.indexOf(self.person))
        self._show_parts()
        self.remarks.show_remarks(())
        self.new.fields["name"].input.setFocus()

    def _added(self, number: str) -> None:
        self.number = ""
        self._drop_new()
        self.added.emit(number)

    def _drop_new(self) -> None:
        if self.new:
            gone, self.new = self.new, None
            self.take_out(gone)
            self._show_parts()

    def _show_parts(self) -> None:
        """Either the person on record or the new one."""
        for part in (self.appoint, self.move_on, self.leave, self.person, self.history_title, self.mend, self.history):
            part.setVisible(not self.adding)
        self.by_people.setVisible(self.adding)

    def close_panel(self) -> None:
        """Esc takes back one thing at a time: the small form, then the panel."""
        if self.desk.form:
            self.desk.close_form()
            self.focus_first()
            return
        self._drop_new()
        self.number = ""
        super().close_panel()


def _texts(worker: Worker) -> dict[str, str]:
    return {column.field: column.kind.show(getattr(worker, column.field)) for column in _PERSON}
