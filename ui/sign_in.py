"""Signing in to a file that has accounts: by password, or with the paper key when it was forgotten."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gridapp.door import Door
from gridapp.errors import DamagedFile
from gridapp.keyring import Unlocked
from gridapp.office import Office
from ui.file_kinds import DATABASES
from ui.manual import Manual
from ui.pages.page import faint
from ui.theme import STEP
from ui.widgets.centred import centre
from ui.widgets.entry import Entry
from ui.widgets.fault_line import FaultLine
from ui.widgets.paper_field import PaperEntry
from ui.widgets.password_field import NewPassword
from ui.widgets.record_form import Choice
from ui.widgets.unlock_form import UnlockForm
from ui.widgets.with_work import WithWork

CHAPTER = "登录"
"""Of the manual."""
WIDTH = 52
"""Digits that the form is wide."""
NO_WAY = "没有密码也没有应急密钥，任何人都打不开这个文件，包括本程序的作者；请找另一位“管理”重设密码。"
NO_WAY_PLAIN = "没有密码也没有应急密钥，就不能登录；请找另一位“管理”重设密码。"


class SignInPage(QWidget):
    """The one or the other form, which file it is, and the way to another file."""

    unlocked = Signal(object)
    """Who has signed in (Unlocked): the file shall be opened for them."""
    entered = Signal(object)
    """The Office, open, for who came in with the paper key."""
    damaged = Signal(object, object)
    """The paper key (Unlocked) is the right one, but the file is not whole (DamagedFile)."""
    file_wanted = Signal(Path)
    """Another file shall be opened instead."""

    def __init__(self, door: Door, name: str) -> None:
        super().__init__()
        self.door = door
        self.setWindowTitle(f"登录 — {door.path.name}")
        self.manual: Manual | None = None
        self.said = FaultLine()
        self.form, self.paper = UnlockForm(door, name), PaperForm(door, name)
        self.form.unlocked.connect(self.unlocked)
        self.paper.done.connect(self._came_in)
        self.paper.hide()
        self.forgotten, self.other = QPushButton("忘记密码…"), QPushButton("打开别的文件…")
        self.forgotten.clicked.connect(self.show_paper)
        self.other.clicked.connect(self.ask_open)
        self.paper.back.clicked.connect(self.show_password)
        for form in (self.form, self.paper):
            form.waits.connect(self.setDisabled)
        QShortcut(QKeySequence(Qt.Key.Key_F1), self).activated.connect(self.show_manual)
        self._lay_out()
        self.form.begin()
        QTimer.singleShot(0, self, _load)

    def _lay_out(self) -> None:
        title, file = QLabel("网格员考核"), QLabel(self.door.path.name)
        title.setObjectName("pageTitle")
        file.setTextFormat(Qt.TextFormat.PlainText)
        file.setObjectName("sectionTitle")
        file.setWordWrap(True)
        file.setToolTip(str(self.door.path))
        foot = QHBoxLayout()
        foot.setSpacing(STEP)
        foot.addWidget(self.forgotten)
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(faint("F1 手册"))
        column = centre(self, WIDTH)
        for part in (title, file, self.said, self.form, self.paper):
            column.addWidget(part)
        column.addLayout(foot)

    def blame(self, message: str) -> None:
        """Say why the file can't be opened though the password was right."""
        self.said.tell(message)

    def show_paper(self) -> None:
        """The way in for who forgot the password."""
        self.paper.names.setCurrentText(self.form.name)
        self._show(self.paper)

    def show_password(self) -> None:
        self._show(self.form)

    def _show(self, form: "UnlockForm | PaperForm") -> None:
        self.said.tell("")
        for each in (self.form, self.paper):
            each.setVisible(each is form)
        self.forgotten.setVisible(form is self.form)
        form.begin()

    def _came_in(self, result: object) -> None:
        if isinstance(result, Office):
            self.entered.emit(result)
        elif isinstance(result, tuple):
            self.damaged.emit(*result)

    def ask_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "打开", str(self.door.path.parent), DATABASES)
        if name:
            self.file_wanted.emit(Path(name))

    def show_manual(self) -> None:
        self.manual = self.manual or Manual()
        self.manual.open_at(CHAPTER, self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A password is set, or not: that is waited for."""
        if not self.isEnabled():
            event.ignore()
            return
        if self.manual:
            self.manual.close()
        super().closeEvent(event)


class PaperForm(WithWork):
    """The account whose password was forgotten, the paper key, and the new password."""

    done = Signal(object)
    """The Office, open; or, of a file that is not whole, who has unlocked it and what is wrong with it."""

    def __init__(self, door: Door, name: str) -> None:
        super().__init__()
        self.door = door
        self.names = Choice(door.names, name)
        self.paper, self.new = PaperEntry(), NewPassword("新密码")
        self.enter, self.back = QPushButton("换成新密码并登录"), QPushButton("返回")
        self.enter.clicked.connect(self.try_it)
        self.paper.field.returnPressed.connect(self.new.begin)
        self.new.entered.connect(self.try_it)
        encrypted = bool(door.keyring and door.keyring.number)
        way = QLabel("用保险柜里的应急密钥单，可以给账号换一个新密码。")
        no_way = QLabel(NO_WAY if encrypted else NO_WAY_PLAIN)
        for label in (way, no_way):
            label.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(STEP)
        row.addWidget(self.enter, 1)
        row.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        for part in (way, Entry("账号", self.names), self.paper, self.new):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addWidget(no_way)

    def begin(self) -> None:
        self.paper.begin()

    def try_it(self) -> None:
        """Look at what was typed; what is wrong is said at its field."""
        if not self.paper.check():
            self.paper.begin()
            return
        name, paper = self.names.currentText(), self.paper.text()
        password = self.new.read(name)
        if password is None:
            return
        self.look("核对应急密钥", lambda _: _enter(self.door, paper, name, password), self._answer)

    def _answer(self, result: object) -> None:
        if isinstance(result, Exception):
            self.paper.blame(str(result))
            self.paper.begin()
        else:
            self.done.emit(result)


def _enter(door: Door, paper: str, name: str, password: str) -> Office | tuple[Unlocked, DamagedFile]:
    """Runs in the work's thread."""
    from gridapp.passwords import unlock_by_paper

    try:
        return door.enter_by_paper(paper, name, password)
    except DamagedFile as error:
        assert door.keyring
        return unlock_by_paper(door.keyring, paper), error


def _load() -> None:
    """What a password is looked at with, while somebody types it."""
    import gridapp.passwords  # noqa: F401
