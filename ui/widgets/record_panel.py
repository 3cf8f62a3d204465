"""The panel of one record beside its table: a heading, a line under it, a body that scrolls. Esc closes it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.theme import STEP

WIDTH = 47
"""Characters of the body text that a form beside a table wants."""


class RecordPanel(QFrame):
    """A place to work on what is chosen in a table, which stays in sight."""

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(name)
        self.heading, self.subheading = QLabel(), QLabel()
        self.heading.setObjectName("sectionTitle")
        self.subheading.setProperty("faint", True)
        for label in (self.heading, self.subheading):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, STEP, 0)
        self.body.setSpacing(STEP)
        self._inner = inner = QWidget()
        inner.setLayout(self.body)
        self._scroll = scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        for sheet in (inner, scroll.viewport()):
            sheet.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * STEP, STEP, STEP, STEP)
        layout.setSpacing(STEP // 2)
        layout.addWidget(self.heading)
        layout.addWidget(self.subheading)
        layout.addWidget(scroll, 1)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * WIDTH)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_panel)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Whatever has the focus is in sight, also when it got there otherwise than by Tab."""
        if now and self._inner.isAncestorOf(now):
            self.body.activate()
            self._scroll.ensureWidgetVisible(now)

    def title(self, heading: str, subheading: str = "") -> None:
        self.heading.setText(heading)
        self.subheading.setText(subheading)
        self.subheading.setVisible(bool(subheading))

    def put_in(self, form: QWidget, place: int = 0) -> None:
        """Show a form among what is in the body."""
        self.body.insertWidget(place, form)
        form.show()

    def take_out(self, form: QWidget) -> None:
        """Let a form go that was put in."""
        self.body.removeWidget(form)
        form.hide()
        form.deleteLater()

    def close_panel(self) -> None:
        self.hide()
        self.closed.emit()
