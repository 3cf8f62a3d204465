"""The panel beside a page's tables: what the page keeps there, and what comes for a while and goes with Esc."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme import STEP
from ui.widgets.beside import Beside

WIDTH = 44
"""The panel's width in digits of the text."""


class SidePanel(QFrame):
    """Holds a page's own widget (`keep`) or nothing, and over it a guest (`visit`) until it is sent away."""

    left = Signal()
    """The guest is gone: the focus may go back to where it was called."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(name)
        self.kept_title = ""
        self.heading = QLabel()
        self.heading.setObjectName("sectionTitle")
        self.heading.setWordWrap(True)
        self.shut = QToolButton()
        self.shut.setText("×")
        self.shut.setAccessibleName("关闭（Esc）")
        self.shut.setToolTip("关闭（Esc）")
        self.shut.clicked.connect(self.leave)
        self.stack = QStackedWidget()
        top = QHBoxLayout()
        top.setContentsMargins(2 * STEP, STEP, STEP, 0)
        top.addWidget(self.heading, 1)
        top.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)
        self.hide()

    def keep(self, title: str, widget: QWidget | None) -> None:
        """What stands here unless there is a guest; None hides the panel then."""
        self._empty()
        self.kept_title = title if widget else ""
        if widget:
            self.stack.addWidget(_scrolling(widget))
        self._show_top()

    def visit(self, title: str, widget: QWidget) -> None:
        """Show a guest in the place of whatever is here, with the focus."""
        self._send_away()
        self.stack.addWidget(_scrolling(widget))
        self._show_top()
        self.heading.setText(title)
        self.shut.show()
        widget.setFocus()

    def guest(self) -> QWidget | None:
        """Who is visiting."""
        top = self.stack.currentWidget() if self.stack.count() > bool(self.kept_title) else None
        return top.widget() if isinstance(top, QScrollArea) else None

    def kept(self) -> QWidget | None:
        """What the page keeps here, whoever is visiting."""
        area = self.stack.widget(0) if self.kept_title else None
        return area.widget() if isinstance(area, QScrollArea) else None

    def leave(self) -> None:
        """Send the guest away."""
        if self.guest():
            self._send_away()
            self._show_top()
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Wide enough for a form's labels and a line of writing, whatever wants more is scrolled."""
        return QSize(WIDTH * self.fontMetrics().horizontalAdvance("0"), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() * 3 // 4, super().minimumSizeHint().height())

    def _show_top(self) -> None:
        self.stack.setCurrentIndex(self.stack.count() - 1)
        self.heading.setText(self.kept_title)
        self.shut.hide()
        self.setVisible(self.stack.count() > 0)

    def _send_away(self) -> None:
        if self.guest():
            self._drop()

    def _empty(self) -> None:
        while self.stack.count():
            self._drop()

    def _drop(self) -> None:
        gone = self.stack.widget(self.stack.count() - 1)
        self.stack.removeWidget(gone)
        gone.deleteLater()


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    for part in (area.viewport(), widget):
        part.setAutoFillBackground(False)
    return area


def stand_beside(page: QWidget, panel: SidePanel, *left: QWidget) -> None:
    """Lay a page out: one below the other what stands on the left, the first as high as there is room; the panel."""
    column, below = QWidget(), QVBoxLayout()
    below.setContentsMargins(0, 0, STEP, 0)
    below.setSpacing(STEP)
    for place, each in enumerate(left):
        below.addWidget(each, 0 if place else 1)
    column.setLayout(below)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 2 * STEP, 0, 0)
    layout.addWidget(Beside(column, panel))
