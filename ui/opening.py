"""What stands in the window while a file is opened: nothing of the file yet, for it may be damaged."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.shell.navigation import Navigation
from ui.theme import STEP


class Opening(QWidget):
    """Which file it is, and the navigation as it will be, unless first it will be asked who it is (`signs_in`)."""

    painted = Signal()
    """It is on the screen: what was not to hold up the start may begin."""

    def __init__(self, path: Path, *, signs_in: bool) -> None:
        super().__init__()
        self._painted = False
        said = QLabel(f"正在打开 {path.name.replace('<', '＜')}…")  # a name is no markup
        said.setProperty("faint", True)
        right = QVBoxLayout()
        right.setContentsMargins(2 * STEP, 8 * STEP, 2 * STEP, STEP)  # where the page will have its title
        right.addWidget(said)
        right.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if not signs_in:
            navigation = Navigation()
            navigation.setEnabled(False)
            whole.addWidget(navigation)
        whole.addLayout(right, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)
