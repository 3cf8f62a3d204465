"""首页: what is due now. Every line goes where the work is done."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gridapp.model import SETTLED_STATES, Meeting, Worker
from gridapp.office import ENTERING, Event
from gridapp.periods import Month, Quarter
from gridapp.progress import (
    Chase,
    Due,
    Period,
    chart,
    chase,
    doubts_due,
    meetings_due,
    objections_due,
    runs_due,
    ties_due,
)
from gridapp.rulings import Objection
from gridapp.scoring.policy import Policy
from gridapp.scoring.result import QuarterResult
from ui.pages import PAGES
from ui.pages.home_progress import HomeProgress, section
from ui.pages.page import Page, faint, fill
from ui.pages.ways import BACKUPS, OBJECTIONS, SETTINGS, Way, to_untyped
from ui.session import Session, Spot
from ui.theme import STEP
from ui.widgets.line_button import LineButton

if TYPE_CHECKING:
    from ui.pages.home_charts import HomeCharts

PROGRESS, CHARTS = 0, 1
"""The places of the two tabs."""
CHASED = 20
"""Lines of the chase list that are shown; the whole of it is printed."""


class HomePage(Page):
    """To do and to chase on the left; on the right how far typing has come, and what came of it."""

    title = "首页"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._listed: tuple[Sequence[Due], int] = ((), 0)
        session.caretaker.looked.connect(self._show_backup)
        self.policy: Policy = session.office.policy(session.quarter)
        self.state = QLabel()
        self.head.addWidget(self.state)
        self.sides = QTabWidget()
        self.charts: HomeCharts | None = None
        self._result: QuarterResult | None = None
        self._stage: tuple[Quarter, str] | None = None
        self.todo, self.chased = _lines(), _lines()
        self.chased_title = section("")
        self.progress = HomeProgress(session)
        self._lay_out()

    def _lay_out(self) -> None:
        left, whole = QVBoxLayout(), QHBoxLayout()
        for part in (section("要办的事"), self.todo, self.chased_title, self.chased):
            left.addLayout(part) if isinstance(part, QVBoxLayout) else left.addWidget(part)
        left.addStretch(1)
        left.setContentsMargins(0, 0, STEP, 0)
        inner = QWidget()
        inner.setLayout(left)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(scroll, 5)
        whole.addSpacing(STEP)
        self.sides.addTab(self.progress, "登记进度")
        self.sides.addTab(place := QWidget(), "得分与扣分")
        self._place = QVBoxLayout(place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.sides.currentChanged.connect(lambda _: self._show_charts())
        whole.addWidget(self.sides, 6)
        self.body.addLayout(whole, 1)

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        office, quarter, today = self.session.office, self.session.quarter, date.today()
        records, result = office.records(quarter), office.score(quarter)
        policy = self.policy = office.policy(quarter)
        progress = chart(policy, records, result, today)
        whole = progress.whole
        missing = f"，还缺 {whole.missing} 格" if whole.missing else ""
        self.state.setText(f"{result.state}    应录 {whole.expected} 格，已录 {whole.typed} 格{missing}")
        due = [
            *meetings_due(office.all(Meeting), quarter, today),
            *ties_due(result),
            *runs_due(policy, office.drafts(quarter)),
            *objections_due(office.all(Objection)),
            *(doubts_due(office.doubts(quarter)) if result.state not in SETTLED_STATES else ()),
        ]
        owed = chase(records, result, today)
        self._show_todo(due, len(owed))
        self._show_chased(owed)
        self.progress.show_chart(policy, progress)
        self._result = result
        self._choose_side(quarter, result.state)
        self._show_charts()

    def _choose_side(self, quarter: Quarter, state: str) -> None:
        """Progress while the quarter is being typed in, then what came of it; a choice of the clerk's stays."""
        if self._stage != (quarter, state):
            self._stage = quarter, state
            self.sides.setCurrentIndex(PROGRESS if state == ENTERING else CHARTS)

    def _show_charts(self) -> None:
        """They and what draws them are loaded when they are first to be seen."""
        if self.sides.currentIndex() != CHARTS or self._result is None:
            return
        if self.charts is None:
            from ui.pages.home_charts import HomeCharts

            self.charts = HomeCharts(self.session)
            self._place.addWidget(self.charts)
        self.charts.show_result(self.policy, self._result)

    def _show_backup(self) -> None:
        """A backup was made, or is due, while the page is looked at."""
        if self.isVisible():
            self._show_todo(*self._listed)

    def _show_todo(self, due: Sequence[Due], owed: int) -> None:
        self._listed = due, owed
        lines = [LineButton(each.text, self._going(each.kind, _spot_of(each), _quarter_of(each))) for each in due]
        lines += self._backup_line()
        if not lines and not owed:
            fill(self.todo, [faint("没有要办的事。")])
        else:
            fill(self.todo, lines or [faint("除了下面要催的，没有要办的事。")])

    def _show_chased(self, owed: Sequence[Chase]) -> None:
        more = f"，先列 {CHASED} 条" if len(owed) > CHASED else ""
        self.chased_title.setText(f"催报：{len(owed)} 条未录{more}" if owed else "催报")
        lines = [LineButton(_said(each), self._going(*_place_of(self.session.quarter, each))) for each in owed[:CHASED]]
        fill(self.chased, lines or [faint("到今天应录的都录了。")])

    def _backup_line(self) -> list[LineButton]:
        """When the last backup was made, if that was not today."""
        newest = self.session.caretaker.newest
        if newest is None:
            return [LineButton("还没有备份", self._going(SETTINGS, BACKUPS))]
        days = (date.today() - newest.at.date()).days
        return [LineButton(f"上次备份是 {days} 天以前", self._going(SETTINGS, BACKUPS))] if days > 0 else []

    def _going(self, title: str, target: object, quarter: Quarter | None = None) -> Callable[[], None] | None:
        """The way to a page, of another quarter where that is meant; None where the window has no such page."""
        if title not in {entry.title for entry in PAGES}:
            return None

        def go() -> None:
            if quarter:
                self.session.look_at(quarter)
            self.session.wanted.emit(title, target)

        return go


def _said(each: Chase) -> str:
    who = f"{each.village.name} {each.grid.name} {each.worker.name}"
    return "  ".join(filter(None, [who, _when(each.period), "、".join(each.what)]))


def _when(period: Period) -> str:
    if isinstance(period, Meeting):
        return f"{period.day.month}月{period.day.day}日{period.kind}"
    return "" if isinstance(period, Quarter) else period.title


def _place_of(quarter: Quarter, each: Chase) -> Way:
    """The page where it is typed, and what is meant there."""
    period = each.period
    text = period.id if isinstance(period, Meeting) else str(period) if isinstance(period, Quarter) else period.iso
    return to_untyped(quarter, each.village, each.worker, text, each.what[0])


def _quarter_of(due: Due) -> Quarter | None:
    return Quarter.parse(due.target.quarter) if isinstance(due.target, Objection) else None


def _spot_of(due: Due) -> Spot | str:
    if isinstance(due.target, str):
        return due.target
    if isinstance(due.target, Objection):
        return OBJECTIONS
    if isinstance(due.target, Month):
        return Spot(due.target)
    return Spot(worker=due.target.id) if isinstance(due.target, Worker) else Spot()


def _lines() -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(0)
    layout.setContentsMargins(0, 0, 0, STEP)
    return layout
