"""An encrypted file whose keyring is missing or damaged: every backup has one, and it is looked for there."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout

from gridapp import backups
from ui.backups import first_place, listed
from ui.file_kinds import BACKUPS
from ui.pages.page import faint
from ui.theme import STEP
from ui.widgets.with_work import WithWork

NOT_FOUND = (
    "已知的备份里没有找到它的钥匙文件。请把原来文件夹里名称以 .keys 结尾的文件复制到这个文件旁边，再打开；"
    "或者插好 U 盘，从那里的备份取回。"
)


class KeyringSearch(WithWork):
    """It looks in the known places by itself, beside the window; the clerk may name another backup."""

    found = Signal()
    """The keyring is beside the file again."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.said = faint("正在从备份里查找钥匙文件…")
        self.said.setWordWrap(True)
        self.choose = QPushButton("从备份取回钥匙文件…")
        self.choose.clicked.connect(self.ask)
        self.choose.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.said)
        layout.addWidget(self.choose)
        folders = list(dict.fromkeys(backup.path.parent for backup in listed(path)))
        self.look("查找钥匙文件", lambda report: backups.fetch_keyring(folders, path, report), self._answer)

    def _answer(self, result: object) -> None:
        if result is True:
            self.found.emit()
            return
        self.said.setText(str(result) if isinstance(result, Exception) else NOT_FOUND)
        self.choose.show()

    def ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "从哪份备份取回", str(first_place(self.path)), BACKUPS)
        if name:
            self.take(Path(name))

    def take(self, backup: Path) -> None:
        """Take the keyring from this backup."""
        self.said.setText(f"正在查看 {backup.name}…")
        self.look("取回钥匙文件", lambda _: backups.take_keyring(backup, self.path), self._answer)
