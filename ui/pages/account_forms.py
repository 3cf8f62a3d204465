"""The forms beside the table of accounts: each says exactly what it will do."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gridapp.accounts import account_name
from gridapp.errors import OfficeError
from gridapp.keyring import WrongPassword
from gridapp.model import ROLES, Account
from gridapp.office import Office
from gridapp.prints.paper_key import PaperKey
from ui.theme import STEP
from ui.widgets.entry import Entry
from ui.widgets.paper_key_panel import PaperKeyPanel
from ui.widgets.password_field import NewPassword, PasswordEntry
from ui.widgets.record_form import Choice

Job = Callable[[Office], object]


def paper_key_panel(office: Office, paper: str) -> PaperKeyPanel:
    """A new paper key of the office's file, to be brought onto paper now."""
    township = office.settings().get("镇名", "")
    return PaperKeyPanel(PaperKey(paper, township, office.path.name, date.today(), office.encrypted))


class AccountForm(QWidget):
    """Its entries, and the button that does it; the panel around it says what (heading, what)."""

    wanted = Signal(str, object)
    """What it is called, and the work (Job)."""
    left = Signal()
    told = ""
    """What is said when it is done."""

    def __init__(self, heading: str, what: str, button: str) -> None:
        super().__init__()
        self.heading, self.what = heading, what
        self.entries: dict[str, Entry] = {}
        self.enter, self.leave = QPushButton(button), QPushButton("不办了")
        self.enter.setDefault(True)
        self.enter.clicked.connect(self.submit)
        self.leave.clicked.connect(self.left)
        self.column = QVBoxLayout()
        self.column.setSpacing(STEP)
        row = QHBoxLayout()
        row.setSpacing(STEP)
        row.addWidget(self.enter)
        row.addWidget(self.leave)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, STEP, 0, 0)
        layout.setSpacing(2 * STEP)
        layout.addLayout(self.column)
        layout.addLayout(row)

    def begin(self) -> None:
        """Typing begins at the first entry; where there is none, all that is left is the button."""
        first = next(iter(self.entries.values()), None)
        (first.begin if first else self.enter.setFocus)()

    def ask(self, field: str, title: str, inside: QWidget) -> None:
        """An entry more."""
        self._hold(field, Entry(title, inside))

    def ask_password(self, title: str) -> NewPassword:
        """A new password, twice."""
        new = NewPassword(title)
        new.entered.connect(self.submit)
        self.column.addWidget(new)
        self.entries["password"] = new.first
        return new

    def _hold(self, field: str, entry: Entry) -> None:
        self.entries[field] = entry
        self.column.addWidget(entry)

    def blame(self, field: str | None, message: str) -> None:
        """What is wrong stands at its field, at the first where it is about none."""
        entry = self.entries.get(field or "") or next(iter(self.entries.values()), None)
        if entry:
            entry.blame(message)
            entry.begin()

    def submit(self) -> None:
        job = self.job()
        if job:
            self.wanted.emit(self.heading, job)

    def job(self) -> Job | None:
        """What is to be done; None where something is wrong, which stands at its field then."""
        raise NotImplementedError


class Named(AccountForm):
    """For a new account: a name and a password."""

    def __init__(self, heading: str, what: str, button: str) -> None:
        super().__init__(heading, what, button)
        self.name = QLineEdit()
        self.ask("name", "姓名", self.name)

    def read_name(self) -> str | None:
        try:
            return account_name(self.name.text())
        except OfficeError as error:
            self.blame("name", error.message)
            return None


class Begin(Named):
    """The first account of a file without any."""

    def __init__(self) -> None:
        what = "您成为“管理”：能做所有的事，也能给别人建立账号。接着会显示一次应急密钥，请准备好打印机或纸笔。"
        super().__init__("建立第一个账号", what, "建立账号")
        self.password = self.ask_password("密码")
        self.name.returnPressed.connect(self.password.begin)
        self.told = "账号已建立"

    def job(self) -> Job | None:
        name = self.read_name()
        password = self.password.read(name) if name else None
        return (lambda office: office.begin_accounts(name, password)) if name and password else None


class NewAccount(Named):
    """An account for somebody else."""

    def __init__(self) -> None:
        what = "密码可以由本人来输入；您代他输入的，请他登录后自己改。"
        super().__init__("新增账号", what, "新增账号")
        self.role = Choice(ROLES)
        self.ask("role", "角色", self.role)
        self.password = self.ask_password("密码")
        self.name.returnPressed.connect(self.role.setFocus)

    def job(self) -> Job | None:
        name, role = self.read_name(), self.role.currentText()
        password = self.password.read(name) if name else None
        self.told = f"已新增账号 {name}"
        return (lambda office: office.add_account(name, role, password)) if name and password else None


class OtherRole(AccountForm):
    """What somebody may do from now on."""

    def __init__(self, account: Account) -> None:
        what = f"{account.name}现在是“{account.role}”。从下次登录起按新的角色。"
        super().__init__(f"改 {account.name} 的角色", what, "改角色")
        self.account = account
        self.role = Choice(ROLES, account.role)
        self.ask("role", "角色", self.role)

    def job(self) -> Job | None:
        name, role = self.account.name, self.role.currentText()
        self.told = f"{name}现在是“{role}”"
        return lambda office: office.set_role(name, role)


class OtherPassword(AccountForm):
    """For whoever forgot theirs."""

    def __init__(self, name: str) -> None:
        what = f"{name}原来的密码从此没有用。重设密码会记入使用记录；请他登录后自己再改一次。"
        super().__init__(f"重设 {name} 的密码", what, "重设密码")
        self.name = name
        self.password = self.ask_password("新密码")
        self.told = f"已重设 {name} 的密码"

    def job(self) -> Job | None:
        password = self.password.read(self.name)
        return (lambda office: office.set_password(self.name, password)) if password else None


class OwnPassword(AccountForm):
    """One's own."""

    def __init__(self, name: str) -> None:
        super().__init__("改自己的密码", "原来的密码从此没有用；以前的备份仍用当时的密码或应急密钥打开。", "改密码")
        self.name = name
        self.old = PasswordEntry("现在的密码")
        self._hold("old", self.old)
        self.password = self.ask_password("新密码")
        self.old.field.returnPressed.connect(self.password.begin)
        self.told = "密码已改"

    def job(self) -> Job | None:
        old, new = self.old.text(), self.password.read(self.name)
        return (lambda office: self._change(office, old, new)) if new else None

    @staticmethod
    def _change(office: Office, old: str, new: str) -> None:
        try:
            office.change_password(old, new)
        except WrongPassword as error:
            raise OfficeError(error.message, field="old") from None


class Stop(AccountForm):
    """Who has left."""

    def __init__(self, name: str, *, encrypted: bool) -> None:
        rekeyed = (
            f"\n程序随即关闭文件，换一把密钥再打开，您不用再登录：{name}即使留着旧的密码和旧的文件，也打不开以后的内容；"
            "他以前拿走的备份仍然打得开，请收回。"
            if encrypted
            else "\n文件没有加密：拿到文件的人不用密码也能看到内容，请收回他手里的文件和备份。"
        )
        what = f"{name}不能再登录；他做过的每一步仍写着他的名字。停用以后不能恢复。{rekeyed}"
        super().__init__(f"停用 {name}", what, f"停用 {name}")
        self.name = name
        self.told = f"已停用 {name}"

    def job(self) -> Job | None:
        return lambda office: office.stop_account(self.name)
