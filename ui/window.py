"""The shell: navigation on the left, the quarter on top, the page, and a status line that says what is saved."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridapp.periods import Quarter
from ui.pages import PAGES, make
from ui.pages.page import Page, faint
from ui.session import Session
from ui.theme import STEP

QUARTERS_OFFERED = 8


class Window(QMainWindow):
    """The one window of the program."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.pages: dict[int, Page] = {}
        township = session.office.settings().get("镇名", "")
        self.setWindowTitle(f"{township}网格员考核")
        self.resize(1280, 720)
        self._make_navigation()
        self._make_quarters()
        self.stack = QStackedWidget()
        self._make_status()
        self._lay_out()
        for keys, work in (
            (QKeySequence(QKeySequence.StandardKey.Undo), session.undo),
            (QKeySequence("Ctrl+Y"), session.redo),
        ):
            QShortcut(keys, self).activated.connect(work)
        session.saved.connect(self._say_saved)
        session.failed.connect(self._say_failed)
        self.navigation.setCurrentRow(0)

    def _make_navigation(self) -> None:
        self.navigation = QListWidget()
        self.navigation.setObjectName("navigation")
        self.navigation.setAccessibleName("导航")
        self.navigation.addItems([entry.title for entry in PAGES])
        self.navigation.setFixedWidth(self.navigation.fontMetrics().horizontalAdvance("登记 · 按周") + 6 * STEP)
        self.navigation.currentRowChanged.connect(self.open_page)
        for place in range(len(PAGES)):
            shortcut = QShortcut(QKeySequence(f"Alt+{(place + 1) % 10}"), self)
            shortcut.activated.connect(lambda row=place: self.navigation.setCurrentRow(row))

    def _make_quarters(self) -> None:
        self.quarters = QComboBox()
        self.quarters.setAccessibleName("季度")
        known = self.session.office.quarters()
        newest = max([*known, self.session.quarter])
        offered = sorted({*known, *(newest.shift(step) for step in (-1, 0, 1))}, reverse=True)[:QUARTERS_OFFERED]
        for quarter in offered:
            self.quarters.addItem(quarter.title, quarter)
        self.quarters.setCurrentText(self.session.quarter.title)
        self.quarters.currentIndexChanged.connect(self._choose_quarter)

    def _choose_quarter(self, place: int) -> None:
        chosen = self.quarters.itemData(place)
        self.session.look_at(Quarter(*chosen))

    def _make_status(self) -> None:
        self.saved_label, self.message = QLabel("已打开"), QLabel()
        self.who = faint(f"录入员：{self.session.office.who}")
        self.statusBar().addWidget(self.saved_label)
        self.statusBar().addWidget(self.message, 1)
        self.statusBar().addPermanentWidget(self.who)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(2 * STEP, STEP, 2 * STEP, 0)
        top.addStretch(1)
        top.addWidget(faint("季度"))
        top.addWidget(self.quarters)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(top)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)
        frame = QWidget()
        frame.setLayout(whole)
        self.setCentralWidget(frame)

    def open_page(self, place: int) -> None:
        """Bring a page to the front; it is made when it is first wanted."""
        if place not in self.pages:
            self.pages[place] = make(PAGES[place], self.session)
            self.stack.addWidget(self.pages[place])
        self.stack.setCurrentWidget(self.pages[place])

    def _say_saved(self, name: str, at: datetime) -> None:
        self.saved_label.setText(f"已保存 {at:%H:%M:%S}")
        self._say(name, fault=False)

    def _say_failed(self, message: str) -> None:
        self._say(message, fault=True)

    def _say(self, text: str, *, fault: bool) -> None:
        self.message.setProperty("fault", fault)
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(f"✗ {text}" if fault else text)
        self.message.setToolTip(text)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
