"""Opening an encrypted backup of which nobody here holds the key: by a password of then, or with the paper key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gridapp.door import Keeper
from gridapp.errors import OfficeError
from gridapp.keyring import Keyring
from ui.theme import STEP
from ui.widgets.paper_field import PaperEntry
from ui.widgets.unlock_form import UnlockForm

WIDTH = 52
"""Digits."""
SAID = "这份备份是加密的：请用备份当时的账号和密码打开，或者用当时的应急密钥。"


class BackupKey(QWidget):
    """The one or the other, and the way between them."""

    unlocked = Signal(object)
    """Who has opened it (Unlocked)."""

    def __init__(self, keyring: Keyring, name: str = "") -> None:
        super().__init__()
        self.keyring = keyring
        self.form, self.paper = UnlockForm(Keeper(keyring), name, "打开备份"), PaperEntry()
        self.enter, self.other = QPushButton("打开备份"), QPushButton()
        self.form.unlocked.connect(self.unlocked)
        self.form.waits.connect(self.other.setDisabled)
        self.paper.field.returnPressed.connect(self.try_paper)
        self.enter.clicked.connect(self.try_paper)
        self.other.clicked.connect(lambda: self._show(by_paper=self.paper.isHidden()))
        said = QLabel(SAID)
        said.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        for part in (said, self.form, self.paper, self.enter, self.other):
            layout.addWidget(part)
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * WIDTH)
        self._show(by_paper=False)

    def _show(self, *, by_paper: bool) -> None:
        self.form.setVisible(not by_paper)
        for part in (self.paper, self.enter):
            part.setVisible(by_paper)
        self.other.setText("用密码…" if by_paper else "用应急密钥…")
        (self.paper if by_paper else self.form).begin()

    def try_paper(self) -> None:
        """Look at the paper key; what is wrong with it is said beneath."""
        from gridapp.passwords import unlock_by_paper

        if not self.paper.check():
            self.paper.begin()
            return
        try:
            self.unlocked.emit(unlock_by_paper(self.keyring, self.paper.text()))
        except OfficeError as error:
            self.paper.blame(error.message)
            self.paper.begin()
