"""What stands in the window while it is locked."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gridapp.door import Latch
from ui.theme import mark
from ui.widgets.centred import centre
from ui.widgets.unlock_form import UnlockForm

WIDTH = 52
"""Digits that the form is wide."""


class LockPage(QWidget):
    """Says that it is locked, and nothing of what is behind. At first it is for who works here."""

    def __init__(self, latch: Latch, who: str) -> None:
        super().__init__()
        self.setWindowTitle("网格员考核 — 已锁定")
        self.who = who
        self.form = UnlockForm(latch, who, "解锁")
        self.form.who.hide()
        title, self.said = QLabel("已锁定"), QLabel()
        title.setObjectName("pageTitle")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.other = QPushButton("换人登录…")
        self.other.clicked.connect(self._let_choose)
        column = centre(self, WIDTH)
        for part in (title, self.said, self.form):
            column.addWidget(part)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self._say(f"{who}的窗口已锁定，正在做的事都留着。输入密码继续。", fault=False)
        self.form.begin()

    def _let_choose(self) -> None:
        """Somebody else may go on, after their own password."""
        self.form.who.show()
        self.other.hide()
        self._say("换人以后，窗口重新打开；已保存的记录都在。", fault=False)
        self.form.names.setFocus()

    def refuse(self, why: str) -> None:
        """Why this can't be done now, though the password was right."""
        self._say(f"✗ {why}", fault=True)
        self.form.password.field.clear()

    def _say(self, text: str, *, fault: bool) -> None:
        self.said.setText(text)
        mark(self.said, fault=fault)
