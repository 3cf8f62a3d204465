"""首页's charts: the township's eight quarters, and where points are lost."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gridapp.charts.past import Past
from gridapp.charts.series import township_losses, township_trend
from gridapp.periods import Quarter
from gridapp.scoring.policy import Policy
from gridapp.scoring.result import QuarterResult
from ui.pages.ways import ASSESSMENT, BY_ITEM
from ui.past_reader import PastReader
from ui.session import Session, Spot
from ui.theme import STEP
from ui.widgets.chart_panel import ChartPanel

REST = 50
"""Milliseconds that the window has to paint itself before the first quarter is read."""
MOST = 10
"""Bars that are shown, the last for all the other clauses."""


class HomeCharts(QScrollArea):
    """The page makes them when they are first to be seen, so that the program starts without them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAccessibleName("图表")
        self.session = session
        self.trend = ChartPanel(session, "全镇近八个季度总分", "看这个季度的考核")
        self.losses = ChartPanel(session, "本季度各条款扣分", "去登记这一项")
        self._quarters: tuple[Quarter, ...] = ()
        self._codes: tuple[str, ...] = ()
        self._policy: Policy | None = None
        self._reader = PastReader(session, self)
        self._reader.read.connect(self._show)
        self._reader.failed.connect(self._say)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, STEP, STEP, 0)
        for panel in (self.trend, self.losses):
            layout.addWidget(panel)
        layout.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.trend.opened.connect(self._open_quarter)
        self.losses.opened.connect(self._open_clause)

    def show_result(self, policy: Policy, result: QuarterResult) -> None:
        """The charts up to this quarter, after the window has been painted."""
        self._policy = policy
        self._reader.begin(result, REST)

    def _show(self, past: Past) -> None:
        assert self._policy
        self._quarters = tuple(each.quarter for each in past)
        self.trend.show_figure(township_trend(self._policy, past), "QZ")
        losses = township_losses(self._policy, past)
        self._codes = tuple(bar.code for bar in losses.bars)
        self.losses.show_figure(losses, "TK", MOST)

    def _say(self, message: str) -> None:
        for panel in (self.trend, self.losses):
            panel.say(message)

    def _open_quarter(self, place: int) -> None:
        self.session.look_at(self._quarters[place])
        self.session.wanted.emit(ASSESSMENT, None)

    def _open_clause(self, place: int) -> None:
        self.session.wanted.emit(BY_ITEM, Spot(what=self._codes[place]))
