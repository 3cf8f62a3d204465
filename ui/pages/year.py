"""年度: everybody's four quarters, what follows from them, the office's decision; next year's recommendations."""

from PySide6.QtWidgets import QLabel, QTabWidget

from gridapp.office import Event
from ui.pages.page import Page
from ui.pages.year_people import YearPeople
from ui.pages.year_round import RoundOfYear
from ui.session import Session, Spot


class YearPage(Page):
    """The year of the quarter that is looked at, in two parts."""

    title = "年度"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.heading = QLabel()
        self.head.addWidget(self.heading)
        self.people, self.round = YearPeople(session), RoundOfYear(session)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("年度的各部分")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.people, "年度考评")
        self.tabs.addTab(self.round, "推荐任用")
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        self.body.addWidget(self.tabs, 1)

    def refresh(self, event: Event | None = None) -> None:
        year = self.session.quarter.year
        self.heading.setText(f"{year}年")
        self.tabs.setTabText(1, f"{year + 1}年推荐任用")
        if self.tabs.currentWidget() is self.people:
            self.people.refresh()
        else:
            self.round.refresh()

    def point_at(self, target: object) -> None:
        """A worker: the row is chosen."""
        if isinstance(target, Spot) and target.worker:
            self.tabs.setCurrentWidget(self.people)
            self.people.table.choose(target.worker)
            self.people.table.setFocus()
