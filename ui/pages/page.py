"""What every page is: a title, a place for its own controls beside it, and the body."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridapp.office import Event
from ui.session import Session
from ui.theme import STEP
from ui.widgets.told_button import told_button


class Page(QWidget):
    """One page of the window. It shows itself anew when it comes to the front, and after changes while it is there."""

    title = ""
    needs_quarter = True
    typed_in: QWidget | None = None
    """Where the page is typed in: by its key one comes there at once."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setAccessibleName(self.title)
        self.head = QHBoxLayout()
        self.head.setSpacing(STEP)
        heading = QLabel(self.title)
        heading.setObjectName("pageTitle")
        self.head.addWidget(heading)
        self.head.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, STEP)
        self.body.setSpacing(STEP)
        self.body.addLayout(self.head)
        session.changed.connect(self._changed)
        session.quarter_changed.connect(self._quarter_changed)

    def refresh(self, event: Event | None = None) -> None:
        """Show what is on record now; `event` is the change that it is for, None for everything anew."""
        raise NotImplementedError

    def point_at(self, target: object) -> None:
        """Bring to the front what another page has pointed at; a page that knows no such thing stays as it is."""

    def showEvent(self, event: object) -> None:
        self.refresh()

    def _changed(self, event: Event) -> None:
        if self.isVisible():
            self.refresh(event)

    def _quarter_changed(self) -> None:
        if self.isVisible():
            self.refresh()


def faint(text: str) -> QLabel:
    """A label for what is only said beside."""
    label = QLabel(text)
    label.setProperty("faint", True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return label


def fill(layout: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    """Let a column hold these and nothing else."""
    while (item := layout.takeAt(0)) is not None:
        if old := item.widget():
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)


button = told_button
"""What pages call it."""
