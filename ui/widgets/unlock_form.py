"""An account and its password: for signing in, and for what is locked. Wrong ones are counted, and then waited for."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from gridapp.door import Keeper, Wait
from gridapp.errors import OfficeError
from ui.theme import STEP
from ui.widgets.entry import Entry
from ui.widgets.password_field import PasswordEntry
from ui.widgets.record_form import Choice
from ui.widgets.with_work import WithWork

SECOND = 1_000
"""Milliseconds."""


class UnlockForm(WithWork):
    """`unlocked` comes with who it is when their password was right. It is looked at beside the window."""

    unlocked = Signal(object)

    def __init__(self, keeper: Keeper, name: str, button: str = "登录") -> None:
        super().__init__()
        self.keeper = keeper
        self._button = button
        self.names = Choice(keeper.names, name)
        self.who, self.password = Entry("账号", self.names), PasswordEntry("密码")
        self.enter = QPushButton(button)
        self.enter.setDefault(True)
        self.enter.clicked.connect(self.try_it)
        self.password.field.returnPressed.connect(self.try_it)
        self.names.currentTextChanged.connect(self._another)
        self._clock = QTimer(self, interval=SECOND)
        self._clock.timeout.connect(self._count_down)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * STEP)
        for part in (self.who, self.password, self.enter):
            layout.addWidget(part)
        self._count_down()

    @property
    def name(self) -> str:
        return self.names.currentText()

    def begin(self) -> None:
        self.password.begin()

    def try_it(self) -> None:
        """Look at the password, unless there is still to be waited."""
        if not self.isEnabled() or not self.enter.isEnabled():
            return
        name, password = self.name, self.password.text()
        if not password:
            self.password.blame("请输入密码")
            return
        self.look("核对密码", lambda _: self.keeper.unlock(name, password, datetime.now()), self._answer)

    def _answer(self, result: object) -> None:
        self.keeper.settle()
        if not isinstance(result, OfficeError):
            self.unlocked.emit(result)
            return
        self.password.begin()
        self.password.field.selectAll()
        self._count_down()
        left = self.keeper.tries_left(self.name)
        if isinstance(result, Wait):
            return
        more = f"，还可以试 {left} 次，之后每次都要等待" if left else ""
        self.password.blame(f"{result.message}{more}")

    def _another(self) -> None:
        self.password.field.clear()
        self.password.blame("")
        self._count_down()

    def _count_down(self) -> None:
        """The button counts the seconds in which no password is looked at."""
        seconds = self.keeper.seconds_to_wait(self.name, datetime.now())
        self.enter.setEnabled(not seconds)
        self.enter.setText(f"请等 {seconds} 秒再试" if seconds else self._button)
        if seconds:
            self._clock.start()
        else:
            self._clock.stop()
