"""Who begins: the first account of a new file, and whether it shall be encrypted; or nobody who has to sign in."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gridapp.accounts import account_name
from gridapp.errors import OfficeError
from ui.pages.page import faint
from ui.theme import STEP
from ui.widgets.entry import Entry
from ui.widgets.password_field import NewPassword

ENCRYPTED = "文件存在磁盘上就是加密的：电脑或 U 盘丢了，别人也看不到身份证号和银行账号。"
OPEN = "不加密：拿到文件的人不用密码也能看到里面的身份证号和银行账号，密码只挡住本程序的窗口。"
ALONE = "没有账号和密码，文件不加密：能用这台电脑的人都能打开。以后可以在“设置”里建立账号。"


class Account(NamedTuple):
    """The first account; one without a name is none, and then nothing is encrypted."""

    name: str
    password: str
    encrypted: bool


class FirstAccount(QWidget):
    """The fields. What each choice means stands beneath."""

    entered = Signal()
    """Enter in the last field."""

    def __init__(self) -> None:
        super().__init__()
        self.name = QLineEdit()
        self.who, self.password = Entry("您的姓名 *", self.name), NewPassword("密码 *", beside=True)
        self.encrypted = QCheckBox("加密（推荐）")
        self.encrypted.setChecked(True)
        self.alone = QCheckBox("只有我一个人用，不设密码")
        self.note = faint("")
        self.note.setWordWrap(True)
        self.name.returnPressed.connect(self.password.begin)
        self.password.entered.connect(self.entered)
        for box in (self.encrypted, self.alone):
            box.toggled.connect(self._explain)
        fields, boxes = QHBoxLayout(), QHBoxLayout()
        fields.setSpacing(STEP)
        fields.addWidget(self.who, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.password, 2, Qt.AlignmentFlag.AlignTop)
        boxes.setSpacing(3 * STEP)
        boxes.addWidget(self.encrypted)
        boxes.addWidget(self.alone)
        boxes.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addLayout(fields)
        layout.addLayout(boxes)
        layout.addWidget(self.note)
        self._explain()

    def _explain(self) -> None:
        alone = self.alone.isChecked()
        for part in (self.who, self.password, self.encrypted):
            part.setEnabled(not alone)
        self.note.setText(ALONE if alone else ENCRYPTED if self.encrypted.isChecked() else OPEN)

    def begin(self) -> None:
        self.who.begin()

    def read(self) -> Account | None:
        """What is chosen, or None: then what is wrong stands at its field."""
        if self.alone.isChecked():
            return Account("", "", encrypted=False)
        try:
            name = account_name(self.name.text())
        except OfficeError as error:
            self.who.blame(error.message)
            self.who.begin()
            return None
        password = self.password.read(name)
        return None if password is None else Account(name, password, self.encrypted.isChecked())
