"""What every part of 设置 is."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridapp.office import Event
from ui.session import Session
from ui.theme import STEP


class Part(QWidget):
    """One part of the settings. It is asked to show itself when it comes to the front and after every change."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 2 * STEP, 0, 0)
        self.body.setSpacing(STEP)

    def refresh(self, event: Event | None = None) -> None:
        """Show what is on record now; a slip that is being mended stays after a change made elsewhere."""
        raise NotImplementedError
