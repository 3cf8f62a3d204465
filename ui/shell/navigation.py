"""The list of the pages on the left, and the keys that lead to them."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QSizePolicy

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
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def _clicked(self) -> None:
        self.chosen.emit(self.currentRow())

    def choose(self, place: int) -> None:
        """Go to a page as if it had been clicked on."""
        if place == self.currentRow():
            self.chosen.emit(place)
        self.setCurrentRow(place)

    def sizeHint(self) -> QSize:
        """As wide as its longest title in the size of the text."""
        return QSize(self.fontMetrics().horizontalAdvance("登记 · 按周") + 6 * STEP, 0)
