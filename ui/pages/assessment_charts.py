"""考核's charts: a worker's eight quarters and what each clause cost them; the villages compared."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridapp.charts.past import Past, figures_of
from gridapp.charts.series import villages_compared, worker_losses, worker_trend
from gridapp.office import QuarterView
from gridapp.periods import Quarter
from gridapp.scoring.result import Person
from ui.pages import ways
from ui.pages.assessment_forms import Guest
from ui.pages.ways import Way
from ui.past_reader import PastReader
from ui.session import Session
from ui.theme import STEP
from ui.widgets.chart_panel import ChartPanel

REST = 150
"""Milliseconds that a worker must stay chosen before their earlier quarters are read."""


class WorkerCharts(QWidget):
    """Beneath the explained sheet of one worker."""

    def __init__(self, session: Session, view: QuarterView, person: Person, go: Callable[[Way], None]) -> None:
        super().__init__()
        self.session, self.view, self.person, self.go = session, view, person, go
        self.trend = ChartPanel(session, "近八个季度总分", "看那个季度", narrow=True)
        self.losses = ChartPanel(session, "各条款扣分", "去看第一条记录", narrow=True)
        self._past: Past = ()
        self._codes: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(STEP, 2 * STEP, STEP, 0)
        for panel in (self.trend, self.losses):
            layout.addWidget(panel)
        self.trend.opened.connect(self._open_quarter)
        self.losses.opened.connect(self._open_clause)
        self._reader = PastReader(session, self)
        self._reader.read.connect(self._show)
        self._reader.failed.connect(self.trend.say)
        self._reader.begin(view.result, REST)

    def _show(self, past: Past) -> None:
        number = self.person.sheet.worker.id
        self._past = past
        self.trend.show_figure(worker_trend(self.view.policy, past, number), number)
        losses = worker_losses(self.view.policy, past[-1], number)
        self._codes = tuple(bar.code for bar in losses.bars)
        self.losses.show_figure(losses, f"{number}-TK")

    def _open_quarter(self, place: int) -> None:
        """The chosen worker stays chosen in the other quarter's table."""
        self.session.look_at(self._past[place].quarter)

    def _open_clause(self, place: int) -> None:
        sheet = self.person.sheet
        quarter = Quarter.parse(self.view.result.quarter)
        first = next(each for each in sheet.deductions if each.clause == self._codes[place])
        self.go(ways.to_deduction(self.view.policy, quarter, sheet, first))


class VillageChart(Guest):
    """The villages' totals side by side; a village leads to its worker with the lowest total."""

    chosen = Signal(str)
    """A worker's number."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.panel = ChartPanel(session, "", "看这个村得分最低的人", narrow=True)
        self._lowest: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * STEP, STEP, STEP, STEP)
        layout.addWidget(self.panel)
        layout.addStretch(1)
        self.panel.opened.connect(lambda place: self.chosen.emit(self._lowest[place]))
        self.first = self.panel.picture

    def show_view(self, view: QuarterView) -> None:
        figures = figures_of(view.result)
        figure = villages_compared(view.policy, figures)
        lowest = {
            each.village: number
            for number, each in sorted(figures.people.items(), key=lambda item: -(item[1].total or 0))
            if each.graded and each.total is not None
        }
        self._lowest = tuple(lowest[each.label] for each in figure.ranges)
        self.panel.show_figure(figure, "CB")
