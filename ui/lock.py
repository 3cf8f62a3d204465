"""The lock: when nobody is at the program, or somebody goes away, a page covers everything until a password comes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from gridapp.door import Latch
from gridapp.keyring import Unlocked
from gridapp.locking import minutes
from gridapp.office import Event
from ui.frame import Frame
from ui.idle import Idle
from ui.window import Window
from ui.work import Work

if TYPE_CHECKING:
    from ui.lock_page import LockPage

KEY = "Ctrl+L"


class Lock(QObject):
    """Of one office's pages. It does nothing where nobody has to sign in."""

    another = Signal(object)
    """Somebody else's password was right (Unlocked): they shall go on."""

    def __init__(self, frame: Frame, window: Window) -> None:
        super().__init__(window)
        self.frame, self.window, self.office = frame, window, window.session.office
        self.page: LockPage | None = None
        self.latch: Latch | None = None
        self.idle = Idle(self)
        self.idle.watch(frame.windowHandle())
        self.idle.over.connect(self.lock)
        QShortcut(QKeySequence(KEY), window.status).activated.connect(self.lock)  # there it works during long work too
        window.status.lock.clicked.connect(self.lock)
        window.installEventFilter(self)
        session = window.session
        session.changed.connect(self._changed)
        session.working.connect(self._working)
        self._set_limit()

    def _changed(self, event: Event) -> None:
        if {"office_setting", "account"} & event.tables:
            self._set_limit()

    def _set_limit(self) -> None:
        self.idle.begin(minutes(self.office.settings()) if self.office.unlocked else 0)

    def _working(self, work: Work | None) -> None:
        """While long work has the office its passwords can't be asked for: they are, as it begins."""
        if work:
            self._learn()
        elif self.latch:
            self.latch.settle()

    def _learn(self) -> None:
        if self.office.unlocked and not self.page:
            self.latch = Latch(self.office, lambda: self.window.session.lent)

    def lock(self) -> None:
        """Cover everything. Long work goes on behind."""
        if not self.office.unlocked or self.frame.is_covered or self.office.closed:
            return
        if not self.window.session.lent:
            self._learn()
        assert self.latch
        from ui.lock_page import LockPage  # the window of every day doesn't wait for it

        self.page = LockPage(self.latch, self.office.who)
        self.page.form.unlocked.connect(self._opened)
        self.frame.cover(self.page)

    def _opened(self, unlocked: Unlocked) -> None:
        assert self.page
        assert self.latch
        if unlocked.name == self.office.who:
            self.latch.succeeded(unlocked.name)
            self.page = None
            self.frame.uncover()
        elif self.window.session.lent:
            self.page.refuse("还有工作正在进行，请等它完成，再换人登录")
        elif self.window.session.waiting:
            self.page.refuse(f"还有没保存的改动，请先由{self.office.who}解锁")
        else:
            self.another.emit(unlocked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Under the lock the window closes only when nothing has to be asked about what is behind."""
        if self.page and event.type() == QEvent.Type.Close:
            session = self.window.session
            if session.lent:
                self.page.refuse("工作还没有完成，请等它完成再关闭")
            elif session.waiting and not session.retry() and session.waiting:
                self.page.refuse(f"还有没保存的改动，请先由{self.office.who}解锁，再关闭")
            else:
                return False
            event.ignore()
            return True
        return super().eventFilter(watched, event)
