"""The program's window on the screen: one page fills it, and a cover can hide it and all that belongs to it."""

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedLayout, QWidget


class Frame(QWidget):
    """It bears the title of what is in front in it. What needs the namespace Qt is in ui/screen.py: see ui/app.py."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("网格员考核")
        self.resize(1280, 720)
        self.page: QWidget | None = None
        self._cover: QWidget | None = None
        self._hidden: list[QWidget] = []
        self._layers = QStackedLayout(self)

    def show_page(self, page: QWidget) -> None:
        """Let this page fill the window; the one before is closed and gone. A cover stays over it."""
        before, self.page = self.page, page
        page.windowTitleChanged.connect(self._entitle)
        if self._cover:
            self._layers.addWidget(page)
            self._hidden = []  # it belonged to the page before
        else:
            self._bring(page)
        if before:
            before.close()
            self._layers.removeWidget(before)
            before.deleteLater()
        self.show()

    def _bring(self, page: QWidget) -> None:
        """Let a page be in front, with the focus where it was in it, or at its first control."""
        inside = page.focusWidget()  # to be laid out here takes it away
        if self._layers.indexOf(page) < 0:
            self._layers.addWidget(page)
        self._layers.setCurrentWidget(page)
        self._entitle()
        (inside or page).setFocus()
        if not inside:
            self.focusNextChild()

    def _entitle(self) -> None:
        front = self._layers.currentWidget()
        self.setWindowTitle((front and front.windowTitle()) or "网格员考核")

    # ── a cover ───────────────────────────────────────────────────────────────────────────────────

    @property
    def is_covered(self) -> bool:
        return self._cover is not None

    def cover(self, page: QWidget) -> None:
        """Let this page stand in the window alone, until `uncover`: of what it covers, its manual, lists and tips
        nothing is seen and no key reaches them. Dialogues end as if they were cancelled."""
        from ui import screen

        assert not self._cover
        self._cover = page
        self._bring(page)
        self._hidden = screen.clear(self)

    def uncover(self) -> None:
        """All that was there comes back, and the cover goes."""
        page, self._cover = self._cover, None
        assert page
        assert self.page
        self._bring(self.page)
        self._layers.removeWidget(page)
        page.deleteLater()
        for each in self._hidden:
            each.show()
        self._hidden = []

    # ── the window ────────────────────────────────────────────────────────────────────────────────

    def to_front(self) -> None:
        from ui import screen

        screen.bring_to_front(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """It closes when its page may be closed, also under a cover."""
        event.setAccepted(self.page is None or self.page.close())
