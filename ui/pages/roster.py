"""名册: villages and grids on the left, beside them the people, the grids, the helpers, and what is lacking today."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QTabWidget

from gridapp.office import Event
from ui.pages.page import Page
from ui.pages.roster_assistants import AssistantsSection
from ui.pages.roster_grids import GridsSection
from ui.pages.roster_parts import ROSTER_TABLES, Scope, Section, read_roster
from ui.pages.roster_staffing import StaffingSection
from ui.pages.roster_tree import RosterTree
from ui.pages.roster_workers import WorkersSection
from ui.session import Session, Spot


class RosterPage(Page):
    """The page: the tree filters whichever tab is in front."""

    title = "名册"
    needs_quarter = False

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.roster = read_roster(session.office)
        self.tree = RosterTree()
        self.workers = WorkersSection(session)
        self.grids = GridsSection(session)
        self.assistants = AssistantsSection(session)
        self.staffing = StaffingSection()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("名册的各部分")
        self.tabs.tabBar().setAccessibleName("名册的各部分")
        self.tabs.tabBar().setDrawBase(False)
        for section, text in (
            (self.workers, "网格员(&W)"),
            (self.grids, "网格(&G)"),
            (self.assistants, "协管员、公益员(&X)"),
            (self.staffing, "1+4+X 配备(&P)"),
        ):
            self.tabs.addTab(section, text)
        splitter = QSplitter()
        splitter.addWidget(self.tree)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([self.tree.minimumWidth(), 10_000])
        self.body.addWidget(splitter, 1)
        self.setTabOrder(self.tree, self.tabs)
        self.tree.itemActivated.connect(lambda *_: self.section().table.setFocus())
        self.tree.chosen.connect(lambda _: self._show_section())
        self.tabs.currentChanged.connect(lambda _: self._show_section())
        self.staffing.wanted.connect(self._fill_place)
        tree = QShortcut(QKeySequence("Alt+T"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        tree.activated.connect(self.tree.setFocus)

    def refresh(self, event: Event | None = None) -> None:
        if event and not event.tables & ROSTER_TABLES:
            return
        self.roster = read_roster(self.session.office)
        self.tree.show_roster(self.roster)
        self._show_section()

    def point_at(self, target: object) -> None:
        """Bring a worker or a village to the front, or the 1+4+X monitor when neither is meant."""
        if not isinstance(target, Spot):
            return
        self.tree.choose(Scope(target.village))
        self.tabs.setCurrentWidget(self.workers if target.worker or target.village else self.staffing)
        if target.worker:
            self.workers.go_to(target.worker)

    def _show_section(self) -> None:
        self.section().show_roster(self.roster, self.tree.scope())

    def section(self) -> Section:
        """The tab in front."""
        front = self.tabs.currentWidget()
        assert isinstance(front, Section)
        return front

    def _fill_place(self, grid: str, role: str) -> None:
        """From a vacant place of the monitor to where somebody is put into it."""
        target = self.assistants if role else self.workers
        self.tabs.setCurrentWidget(target)
        if role:
            self.assistants.add(grid, role)
        else:
            self.workers.add(grid)
