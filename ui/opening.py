"""What stands in the window while a file is opened: nothing of the file yet, for it may be damaged."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.shell.navigation import Navigation
from ui.theme import STEP


class Opening(QWidget):
    """The navigation as it will be, and which file it is."""

    painted = Signal()
    """It is on the screen: what was not to hold up the start may begin."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._painted = False
        said = QLabel(f"正在打开 {path.name}…")
        said.setProperty("faint", True)
        navigation = Navigation()
        navigation.setEnabled(False)
        right = QVBoxLayout()
        right.setContentsMargins(2 * STEP, 8 * STEP, 2 * STEP, STEP)  # where the page will have its title
        right.addWidget(said)
        right.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(navigation)
        whole.addLayout(right, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)
