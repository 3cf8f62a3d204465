"""The list of the pages on the left, and the keys that lead to them."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget

from ui.pages import PAGES
from ui.theme import STEP

PAGE_KEYS = "1234567890-"
"""With Alt, each brings the page in its place to the front."""


class Navigation(QListWidget):
    """The titles of the pages, the first of them chosen."""

    chosen = Signal(int)
    """The page in this place shall be in front; told again where it was chosen already, as something else may be."""
    keyed = Signal(int)
    """The same, by its key."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self.ensurePolished()  # or its rows are laid out before they have their style, too low
        self.addItems([entry.title for entry in PAGES])
        self.setCurrentRow(0)
        self.currentRowChanged.connect(self.chosen)
        self.itemClicked.connect(self._clicked)
        for place, key in zip(range(len(PAGES)), PAGE_KEYS, strict=False):
            shortcut = QShortcut(QKeySequence(f"Alt+{key}"), self)
            shortcut.activated.connect(lambda row=place: self.keyed.emit(row))
        self._fit()

    def _clicked(self) -> None:
        self.chosen.emit(self.currentRow())

    def choose(self, place: int) -> None:
        """Go to a page as if it had been clicked on."""
        if place == self.currentRow():
            self.chosen.emit(place)
        self.setCurrentRow(place)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text asks for more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("登记 · 按周") + 6 * STEP)
