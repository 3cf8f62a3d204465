"""The pages, of which one is in front: those of the navigation, or one that is shown beside it."""

from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from gridapp.office import Event
from ui.pages import PAGES, make
from ui.pages.page import Page
from ui.session import Session


class PageFrame(Page):
    """What of the first page stands there before the page itself is made."""

    title = PAGES[0].title

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.body.addStretch(1)  # the title is where the page will have it

    def refresh(self, event: Event | None = None) -> None:
        """There is nothing yet."""


class PageStack(QStackedWidget):
    """A page is made when it is first wanted, and kept. At first a frame stands there, empty."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.pages: dict[int, Page] = {}
        """By their place in the navigation."""
        self.frame: PageFrame | None = PageFrame(session)
        self._beside: QWidget | None = None
        self.addWidget(self.frame)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    @property
    def front(self) -> Page | None:
        """The page that is in front, None where it is one that is shown beside and none of ours."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been opened yet."""
        return self.currentWidget() is self.frame

    def open(self, place: int) -> Page:
        """Bring a page to the front."""
        if place not in self.pages:
            self.pages[place] = make(PAGES[place], self.session)
            self.addWidget(self.pages[place])
        self.setCurrentWidget(self.pages[place])
        if self.frame:
            self.removeWidget(self.frame)
            self.frame.deleteLater()
            self.frame = None
        self._drop_beside()
        return self.pages[place]

    def show_beside(self, page: QWidget) -> None:
        """Show what is not in the navigation; the next page that is opened takes it away."""
        self._drop_beside()
        self._beside = page
        self.addWidget(page)
        self.setCurrentWidget(page)

    def _drop_beside(self) -> None:
        if self._beside:
            self.removeWidget(self._beside)
            self._beside.deleteLater()
            self._beside = None

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Whatever has the focus is in sight, also when one comes from outside of what scrolls."""
        around = now.parentWidget() if now and self.isAncestorOf(now) else None
        while around:
            if now and isinstance(around, QScrollArea):
                around.ensureWidgetVisible(now)
            around = around.parentWidget()
