"""首页: what is due now. Every line goes where the work is done."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gridapp.model import SETTLED_STATES, Meeting, Village, Worker
from gridapp.office import ENTERING, Event
from gridapp.periods import Month, Quarter, Week
from gridapp.progress import (
    ATTENDED,
    REPORTED,
    Chart,
    Chase,
    Due,
    Period,
    Progress,
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
from gridapp.scoring.result import SATISFACTION, QuarterResult
from ui.pages import PAGES
from ui.pages.page import Page, faint, fill
from ui.pages.ways import BACKUPS, BALLOTS, BY_ITEM, BY_WEEK, MEETINGS, OBJECTIONS, SETTINGS, Way, to_untyped
from ui.session import Session, Spot
from ui.theme import STEP
from ui.widgets.cells import Cell, TableColumn
from ui.widgets.chart_paper import ChartPaper
from ui.widgets.line_button import LineButton
from ui.widgets.progress_painter import Index, ProgressPainter
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from gridapp.charts.figures import WeekMap
    from ui.pages.home_charts import HomeCharts

PROGRESS, CHARTS = 0, 1
"""The places of the two tabs."""
KIND = 8
"""Digits that a column of progress is wide; longer titles stand in two lines."""
CHASED = 20
"""Lines of the chase list that are shown; the whole of it is printed."""


class HomePage(Page):
    """To do and to chase on the left, progress on the right."""

    title = "首页"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.chart: Chart | None = None
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
        self.chased_title = _section("")
        self.by_kind = self._table("各村进度（已录/应录）", self._kind_at, bar=True)
        self.by_week = self._table("各周登记还缺多少格", self._week_at, bar=False)
        self.week_paper = ChartPaper(self, session, lambda: (self._week_map(), "ZC"))
        self.by_kind.opened.connect(self._open_kind)
        self.by_week.opened.connect(self._open_week)
        self._lay_out()

    def _lay_out(self) -> None:
        left, right, whole = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        progress = QWidget()
        progress.setLayout(right)
        right.setContentsMargins(0, STEP, 0, 0)
        for part in (_section("要办的事"), self.todo, self.chased_title, self.chased):
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
        right.addWidget(_section("各村进度"))
        right.addWidget(self.by_kind, 1)
        above = QHBoxLayout()
        above.setSpacing(STEP)
        above.addWidget(_section("各周登记"), 1)
        for each in self.week_paper.buttons:
            above.addWidget(each)
        right.addLayout(above)
        right.addWidget(self.by_week, 1)
        legend = faint("各村进度：已录/应录。各周登记：✓ 录齐，数字是还缺的格数。双击或按 F2 去登记。")
        legend.setWordWrap(True)
        right.addWidget(legend)
        whole.addWidget(scroll, 5)
        whole.addSpacing(STEP)
        self.sides.addTab(progress, "登记进度")
        self.sides.addTab(place := QWidget(), "得分与扣分")
        self._place = QVBoxLayout(place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.sides.currentChanged.connect(lambda _: self._show_charts())
        whole.addWidget(self.sides, 6)
        self.body.addLayout(whole, 1)

    def _table(self, name: str, at: Callable[[Index], Progress | None], *, bar: bool) -> RecordTable:
        table = RecordTable(RecordModel([], lambda _: False), name)
        table.setItemDelegate(ProgressPainter(table, at, bar=bar))
        table.horizontalHeader().setMinimumSectionSize(3 * STEP)
        return table

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        office, quarter, today = self.session.office, self.session.quarter, date.today()
        records, result = office.records(quarter), office.score(quarter)
        policy = self.policy = office.policy(quarter)
        self.chart = chart(policy, records, result, today)
        whole = self.chart.whole
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
        self._show_progress(self.chart)
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

    def _show_progress(self, shown: Chart) -> None:
        village = TableColumn("村（社区）", lambda row: Cell(row.name), None, 12)
        kinds = [TableColumn(_two_lines(kind), self._kind_cell(kind), None, KIND, opens=True) for kind in shown.kinds]
        weeks = self.session.quarter.weeks
        per_week = [
            TableColumn(str(week.monday.isocalendar().week), self._week_cell(week), None, 4, week.title, opens=True)
            for week in weeks
        ]
        for table, columns in ((self.by_kind, [village, *kinds]), (self.by_week, [village, *per_week])):
            table.records().show(shown.villages, columns)
            table.fit()
            table.setVisible(bool(shown.villages))
        for each in self.week_paper.buttons:
            each.setEnabled(bool(shown.villages))
        for place in range(1, len(per_week) + 1):
            self.by_week.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _week_map(self) -> "WeekMap | None":
        """The map of weeks as it is printed."""
        from gridapp.charts.series import week_map

        return week_map(self.session.quarter, self.chart) if self.chart and self.chart.villages else None

    def _kind_cell(self, kind: str) -> Callable[[Village], Cell]:
        def show(village: Village) -> Cell:
            progress = self.chart.by_kind[village.name, kind] if self.chart else Progress()
            if not progress.expected:
                return Cell("—", hint=True, tip="现在没有应录的")
            return Cell(f"{progress.typed}/{progress.expected}", tip=_told(progress))

        return show

    def _week_cell(self, week: Week) -> Callable[[Village], Cell]:
        def show(village: Village) -> Cell:
            progress = self.chart.by_week[village.name, week] if self.chart else Progress()
            if not progress.expected:
                return Cell("", tip="还没有到期")
            tip = f"{village.name} {week.title}：{_told(progress)}"
            return Cell(str(progress.missing), tip=tip) if progress.missing else Cell("✓", tip=tip)

        return show

    def _kind_at(self, index: Index) -> Progress | None:
        if self.chart is None or not index.column():
            return None
        return self.chart.by_kind[self.chart.villages[index.row()].name, self.chart.kinds[index.column() - 1]]

    def _week_at(self, index: Index) -> Progress | None:
        if self.chart is None or not index.column():
            return None
        return self.chart.by_week[self.chart.villages[index.row()].name, self._week_of(index)]

    def _week_of(self, index: Index) -> Week:
        return self.session.quarter.weeks[index.column() - 1]

    # ── going ─────────────────────────────────────────────────────────────────────────────────────

    def _open_kind(self, index: QModelIndex) -> None:
        if self.chart:
            kind, village = self.chart.kinds[index.column() - 1], self.chart.villages[index.row()].name
            if kind in (ATTENDED, REPORTED, SATISFACTION):
                self.session.wanted.emit(BALLOTS if kind == SATISFACTION else MEETINGS, Spot(village=village))
            else:
                self.session.wanted.emit(BY_ITEM, item_of(self.policy, kind))

    def _open_week(self, index: QModelIndex) -> None:
        if self.chart:
            village = self.chart.villages[index.row()].name
            self.session.wanted.emit(BY_WEEK, Spot(self._week_of(index), village))


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


def item_of(policy: Policy, duty: str) -> str:
    """The number of the item that a duty counts for."""
    fed = (item.number for item in policy.items for clause in item.clauses if duty in clause.duties)
    return next(fed, policy.items[0].number)


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


def _two_lines(title: str) -> str:
    half = KIND // 2
    return f"{title[:half]}\n{title[half:]}" if len(title) > half + 1 else title


def _told(progress: Progress) -> str:
    missing = f"，还缺 {progress.missing}" if progress.missing else ""
    return f"应录 {progress.expected}，已录 {progress.typed}{missing}"


def _section(title: str) -> QLabel:
    label = QLabel(title)
    label.setObjectName("sectionTitle")
    return label


def _lines() -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.setSpacing(0)
    layout.setContentsMargins(0, 0, 0, STEP)
    return layout
