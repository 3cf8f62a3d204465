"""The window on one office: its parts (ui/shell) put together, and which of them rests while long work is done."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from gridapp.office import Event
from ui.pages import PAGES
from ui.pages.page import faint
from ui.session import Session
from ui.shell.file_menu import FileMenu
from ui.shell.leaving import may_leave
from ui.shell.navigation import Navigation
from ui.shell.notices import Notices
from ui.shell.page_stack import PageStack
from ui.shell.quarter_choice import QuarterChoice
from ui.shell.status_line import StatusLine
from ui.theme import STEP
from ui.work import Work

if TYPE_CHECKING:
    from ui.manual import Manual


class Window(QMainWindow):
    """Navigation on the left, the quarter on top, the page, and a status line that says what is saved."""

    file_wanted = Signal(Path)
    """Another office's file shall be opened instead."""
    restore_wanted = Signal(Path, object)
    """This backup shall be put in the place of the open file, opened by whom (Unlocked | None)."""
    closing_wanted = Signal(object)
    """The file shall be closed for this work (ClosedWork), and then be opened again."""
    painted = Signal()
    """The window is on the screen for the first time: what was not to hold up the start may begin."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._painted = False
        self._focus: QWidget | None = None
        self.manual: Manual | None = None
        self.resize(1280, 720)
        self.navigation = Navigation()
        self.quarters = QuarterChoice(session)
        self.stack = PageStack(session)
        self.status = StatusLine(session)
        self.files = FileMenu(session, self)
        self.notices = Notices(session, self.files.back_up)
        self._lay_out()
        self.setStatusBar(self.status)  # what is in it comes last by Tab
        self._show_name()
        self._connect()

    def _connect(self) -> None:
        session, files = self.session, self.files
        for keys, work in (
            (QKeySequence(QKeySequence.StandardKey.Undo), session.undo),
            (QKeySequence("Ctrl+Y"), session.redo),
            (QKeySequence(Qt.Key.Key_F5), session.retry),
        ):
            QShortcut(keys, self).activated.connect(work)
        session.changed.connect(self._changed)
        session.working.connect(self._work)
        session.wanted.connect(self.open_at)
        session.closing.connect(self.closing_wanted)
        self.navigation.chosen.connect(self.stack.open)
        self.navigation.keyed.connect(self._go_to_page)
        files.file_wanted.connect(self.file_wanted)
        files.restore_wanted.connect(self.restore_wanted)
        files.page_wanted.connect(self.stack.show_beside)
        files.page_left.connect(self.show_chosen)
        files.work_begun.connect(self.status.strip.watch)
        files.manual_wanted.connect(self.show_manual)
        files.close_wanted.connect(self._close)
        self.painted.connect(self._begin)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(2 * STEP, STEP, 2 * STEP, 0)
        top.setSpacing(STEP)
        top.addWidget(self.files.button)
        top.addStretch(1)
        top.addWidget(faint("季度"))
        top.addWidget(self.quarters)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(top)
        right.addWidget(self.notices)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)
        frame = QWidget()
        frame.setLayout(whole)
        self.setCentralWidget(frame)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def _begin(self) -> None:
        """The first page, as soon as the window stands on the screen."""
        if self.stack.is_empty:
            self.show_chosen()

    def _changed(self, event: Event) -> None:
        if "office_setting" in event.tables:
            self._show_name()

    def _show_name(self) -> None:
        township = self.session.office.settings().get("镇名", "")
        self.setWindowTitle(f"{township}网格员考核 — {self.session.office.path.name}")

    # ── which page ────────────────────────────────────────────────────────────────────────────────

    def show_chosen(self) -> None:
        """Back to the page that the navigation names."""
        self.stack.open(self.navigation.currentRow())

    def open_at(self, title: str, target: object) -> None:
        """Bring the page with that title to the front, and there what is meant."""
        place = [entry.title for entry in PAGES].index(title)
        self.navigation.choose(place)
        if target is not None:
            self.stack.pages[place].point_at(target)

    def _go_to_page(self, place: int) -> None:
        """By key: to the page, and there to the table that is typed in, if it has named one."""
        self.navigation.choose(place)
        if self.stack.front and self.stack.front.typed_in:
            self.stack.front.typed_in.setFocus()

    def show_manual(self) -> None:
        """The manual at the chapter about what is looked at; it is made when it is first wanted."""
        if self.manual is None:
            from ui.manual import Manual

            self.manual = Manual()
        self.manual.open_at(self.stack.front.title if self.stack.front else "", self)

    # ── long work, and the end ────────────────────────────────────────────────────────────────────

    def _work(self, work: Work | None) -> None:
        """While long work has the office nothing else can be done here; what goes on is told, and can be stopped."""
        if work:
            self._focus = QApplication.focusWidget()
            self.status.strip.watch(work)
        for part in (self.navigation, self.quarters, self.stack, self.files.button):
            part.setEnabled(work is None)
        for shortcut in self.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            shortcut.setEnabled(work is None)
        self.files.set_enabled(work is None)
        if work is None and self._focus:
            self._focus.setFocus()

    def may_leave(self) -> bool:
        """Whether the office may be closed: what the disk does not take is lost then, and the clerk decides."""
        return may_leave(self.session, self.notices.unsaved.label.text(), self)

    def _close(self) -> None:
        self.window().close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.lent:
            self.session.failed.emit("工作还没有完成，请等它完成或先取消，再关闭窗口")
            event.ignore()
        elif self.may_leave():
            if self.manual:
                self.manual.close()
            self.session.caretaker.stop()
            super().closeEvent(event)
        else:
            event.ignore()
