"""任用, 调动, 离任 and 更正 of one worker: a form of two or three fields at a time, each saved as one step."""

from datetime import date

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from gridapp.columns import WORKER, Column, choice
from gridapp.dates import read_date
from gridapp.errors import OfficeError
from gridapp.fitness import fitness
from gridapp.model import Post, Worker
from gridapp.periods import DAY
from gridapp.staffing import LEAVING_REASONS, MOVED, Roster
from ui.pages.roster_parts import grid_column, grid_label, in_panel, only, refuse, save_from, when_typed
from ui.session import Session
from ui.theme import STEP
from ui.widgets.record_form import RecordForm

APPOINT, MOVE, LEAVE, MEND = "任用", "调动", "离任", "更正任职"
_GRID, _START, _STOP, _REASON = only(WORKER, "grid", "start", "stop", "reason")


class PostDesk(QWidget):
    """The place in the panel where a post is begun or ended; empty until one of the buttons is pressed."""

    day_typed = Signal()
    done = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.form: RecordForm | None = None
        self.title = QLabel()
        self.roster, self.worker = Roster((), (), (), ()), Worker("", "")
        self.post: Post | None = None
        self._space = QVBoxLayout(self)
        self._space.setContentsMargins(0, STEP, 0, 0)
        self._space.setSpacing(0)
        self._space.addWidget(self.title)
        self.hide()

    def open(self, what: str, roster: Roster, worker: Worker, post: Post | None) -> None:
        """Show the form of one of the actions; `post` is the one that it is about."""
        self.close_form()
        self.roster, self.worker, self.post = roster, worker, post
        form = RecordForm(self._columns(what), what)
        in_panel(form)
        form.show_values(self._texts(what))
        form.refuse(self.session.refusal("post"))
        form.submitted.connect(lambda values: self._save(what, form, values))
        if "start" in form.fields:
            when_typed(form.fields["start"], lambda _: self.day_typed.emit())
        self.form = form
        self.title.setText(self._explained(what))
        self.title.setWordWrap(True)
        self._space.addWidget(form)
        self.show()
        form.show()
        next(iter(form.fields.values())).input.setFocus()
        self.day_typed.emit()

    def close_form(self) -> None:
        if self.form:
            self._space.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.hide()
            self.day_typed.emit()

    def day(self) -> date | None:
        """The first day of the post that is being typed, None while none is."""
        field = self.form.fields.get("start") if self.form else None
        if not field or not isinstance(field.input, QLineEdit):
            return None
        try:
            return read_date(field.input.text())
        except OfficeError:
            return date.today()

    # ── what each action asks ─────────────────────────────────────────────────────────────────────

    def _columns(self, what: str) -> list[Column]:
        if what == LEAVE:
            return [_STOP._replace(required=True), _REASON._replace(kind=choice(LEAVING_REASONS), required=True)]
        if what == MEND:
            grids = list(self.roster.grids.values())
            return [grid_column(_GRID, grids), _START, _STOP, _REASON._replace(kind=choice(self._reasons()))]
        return [grid_column(_GRID, self.roster.free_grids()), _START]

    def _reasons(self) -> tuple[str, ...]:
        """Those of the policy, and the one on record where somebody has written another."""
        on_record = (self.post.reason,) if self.post and self.post.reason else ()
        return tuple(dict.fromkeys((*LEAVING_REASONS, *on_record)))

    def _texts(self, what: str) -> dict[str, str]:
        today = date.today().isoformat()
        if what == MEND and self.post:
            post = self.post
            grid = self.roster.grids.get(post.grid)
            stop = post.stop.isoformat() if post.stop else ""
            label = grid_label(grid) if grid else ""
            return {"grid": label, "start": post.start.isoformat(), "stop": stop, "reason": post.reason}
        return {"stop": today} if what == LEAVE else {"start": today}

    def _explained(self, what: str) -> str:
        where = self.roster.place_of(self.post.grid) if self.post else ""
        return {
            APPOINT: "任用到空缺的网格：",
            MOVE: f"从{where}调到空缺的网格，现任职务在前一天结束：",
            LEAVE: f"从{where}离任，最后在岗的一天：",
            MEND: f"更正登记错的任职（{where}）：",
        }[what]

    # ── saving ────────────────────────────────────────────────────────────────────────────────────

    def _save(self, what: str, form: RecordForm, values: dict[str, object]) -> None:
        saver = {APPOINT: self._begin, MOVE: self._begin, LEAVE: self._leave, MEND: self._mend}[what]
        if saver(form, values):
            self.close_form()
            self.done.emit()

    def _begin(self, form: RecordForm, values: dict[str, object]) -> bool:
        """A new post; the present one, if there is one, ends the day before."""
        post = msgspec.convert({"worker": self.worker.id, "stop": None, **values}, Post)
        bar = next((concern for concern in fitness(self.worker, post.start) if concern.bars), None)
        if bar:
            refuse(form, self.session, "grid", f"不能任用：{bar.message}")
            return False
        place = self.roster.place_of(post.grid)
        if self.post is None:
            return save_from(
                form, self.session, f"任用 {self._called()} 到{place}，{post.start} 起", [post], at="start"
            )
        if post.start <= self.post.start:
            refuse(form, self.session, "start", f"调动日期须晚于现任的任用日期 {self.post.start}")
            return False
        ended = msgspec.structs.replace(self.post, stop=post.start - DAY, reason=MOVED)
        name = f"调动 {self._called()} 到{place}，{post.start} 起"
        return save_from(form, self.session, name, [ended, post], at="start")

    def _leave(self, form: RecordForm, values: dict[str, object]) -> bool:
        assert self.post
        post = msgspec.structs.replace(self.post, **values)
        return save_from(form, self.session, f"离任 {self._called()} {post.stop} {post.reason}", [post], at="stop")

    def _mend(self, form: RecordForm, values: dict[str, object]) -> bool:
        assert self.post
        given = {**values, "reason": values["reason"] or ""}
        post = msgspec.structs.replace(self.post, **given)
        gone = [] if post.start == self.post.start else [self.post]
        return save_from(form, self.session, f"更正任职 {self._called()} {post.start} 起", [post], gone, at="start")

    def _called(self) -> str:
        return self.roster.called(self.worker.id)
