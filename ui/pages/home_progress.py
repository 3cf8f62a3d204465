"""首页's tables of progress: the villages by what is typed, and by week. Every cell goes where it is typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from gridapp.model import Village
from gridapp.periods import Week
from gridapp.progress import ATTENDED, REPORTED, Chart, Progress
from gridapp.scoring.policy import Policy
from gridapp.scoring.result import SATISFACTION
from ui.pages.page import faint
from ui.pages.ways import BALLOTS, BY_ITEM, BY_WEEK, MEETINGS
from ui.session import Session, Spot
from ui.theme import STEP
from ui.widgets.cell_painter import LEAST
from ui.widgets.cells import Cell, TableColumn
from ui.widgets.chart_paper import ChartPaper
from ui.widgets.progress_painter import Index, ProgressPainter
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from gridapp.charts.figures import WeekMap

KIND = 8
"""Digits that a column of progress is wide; longer titles stand in two lines."""


class HomeProgress(QWidget):
    """One table above the other; the map of weeks can be printed and saved."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.chart: Chart | None = None
        self.policy: Policy | None = None
        self.by_kind = self._table("各村进度（已录/应录）", self._kind_at, bar=True)
        self.by_week = self._table("各周登记还缺多少格", self._week_at, bar=False)
        self.by_week.setObjectName("narrow")
        self.week_paper = ChartPaper(self, session, lambda: (self._week_map(), "ZC"))
        self.by_kind.opened.connect(self._open_kind)
        self.by_week.opened.connect(self._open_week)
        above, layout = QHBoxLayout(), QVBoxLayout(self)
        above.setSpacing(STEP)
        above.addWidget(section("各周登记"), 1)
        for each in self.week_paper.buttons:
            above.addWidget(each)
        layout.setContentsMargins(0, STEP, 0, 0)
        layout.addWidget(section("各村进度"))
        layout.addWidget(self.by_kind, 1)
        layout.addLayout(above)
        layout.addWidget(self.by_week, 1)
        legend = faint("各村进度：已录/应录。各周登记：✓ 录齐，数字是还缺的格数。双击或按 F2 去登记。")
        legend.setWordWrap(True)
        layout.addWidget(legend)

    def _table(self, name: str, at: Callable[[Index], Progress | None], *, bar: bool) -> RecordTable:
        table = RecordTable(RecordModel([], lambda _: False), name)
        table.setItemDelegate(ProgressPainter(table, at, bar=bar))
        return table

    def show_chart(self, policy: Policy, shown: Chart) -> None:
        """How far typing has come in the quarter that is looked at."""
        self.policy, self.chart = policy, shown
        village = TableColumn("村（社区）", lambda row: Cell(row.name), None, 12)
        kinds = [TableColumn(_two_lines(kind), self._kind_cell(kind), None, KIND, opens=True) for kind in shown.kinds]
        weeks = self.session.quarter.weeks
        per_week = [
            TableColumn(str(week.monday.isocalendar().week), self._week_cell(week), None, 4, week.title, opens=True)
            for week in weeks
        ]
        for table, columns in ((self.by_kind, [village, *kinds]), (self.by_week, [village, *per_week])):
            table.records().show(shown.villages, columns)
            table.horizontalHeader().setMinimumSectionSize(table.fontMetrics().horizontalAdvance("00") + 3 * LEAST)
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
        if self.chart and self.policy:
            kind, village = self.chart.kinds[index.column() - 1], self.chart.villages[index.row()].name
            if kind in (ATTENDED, REPORTED, SATISFACTION):
                self.session.wanted.emit(BALLOTS if kind == SATISFACTION else MEETINGS, Spot(village=village))
            else:
                self.session.wanted.emit(BY_ITEM, item_of(self.policy, kind))

    def _open_week(self, index: QModelIndex) -> None:
        if self.chart:
            village = self.chart.villages[index.row()].name
            self.session.wanted.emit(BY_WEEK, Spot(self._week_of(index), village))


def item_of(policy: Policy, duty: str) -> str:
    """The number of the item that a duty counts for."""
    fed = (item.number for item in policy.items for clause in item.clauses if duty in clause.duties)
    return next(fed, policy.items[0].number)


def _two_lines(title: str) -> str:
    half = KIND // 2
    return f"{title[:half]}\n{title[half:]}" if len(title) > half + 1 else title


def _told(progress: Progress) -> str:
    missing = f"，还缺 {progress.missing}" if progress.missing else ""
    return f"应录 {progress.expected}，已录 {progress.typed}{missing}"


def section(title: str) -> QLabel:
    label = QLabel(title)
    label.setObjectName("sectionTitle")
    return label
