"""Fields for passwords: one that is known, and a new one typed twice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from gridapp.errors import OfficeError
from ui.theme import STEP
from ui.widgets.entry import Entry

CAPITALS = "大写锁定（Caps Lock）开着"
NEW_HINT = "至少 8 个字符，例如一句自己记得住的话的拼音"


class PasswordField(QLineEdit):
    """Shows no character, and tells when they come out as capitals unmeant."""

    capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        super().keyPressEvent(event)
        if letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(letter.isupper() != shifted)


class PasswordEntry(Entry):
    """A password with its label; beneath it stands what is wrong, or that capitals are locked."""

    def __init__(self, title: str) -> None:
        self.field = PasswordField()
        super().__init__(title, self.field)
        self.field.capitals.connect(lambda on: self.blame(CAPITALS if on else ""))

    def text(self) -> str:
        return self.field.text()


class NewPassword(QWidget):
    """A new password, twice, one field above or beside the other. Enter in the second one says that it is done."""

    entered = Signal()

    def __init__(self, title: str = "密码", *, beside: bool = False) -> None:
        super().__init__()
        self.first, self.again = PasswordEntry(title), PasswordEntry(f"再输入一次{title}")
        self.first.field.setPlaceholderText(NEW_HINT)
        self.first.field.returnPressed.connect(self.again.begin)
        self.again.field.returnPressed.connect(self.entered)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        layout = QBoxLayout(direction, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        for each in (self.first, self.again):
            layout.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)

    def begin(self) -> None:
        self.first.begin()

    def read(self, name: str) -> str | None:
        """The password for the account of that name, or None: then what is wrong stands at its field."""
        from gridapp.passwords import check_password

        try:
            check_password(name, self.first.text())
        except OfficeError as error:
            self.first.blame(error.message)
            self.first.begin()
            return None
        if self.first.text() != self.again.text():
            self.again.blame("两次输入的密码不一样，请再输入一次")
            self.again.begin()
            return None
        return self.first.text()

    def clear(self) -> None:
        for each in (self.first, self.again):
            each.field.clear()
            each.blame("")
