"""A backup put back while no office is open: by whom it opens, and where it shall lie on a new computer."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QVBoxLayout

from gridapp import SUFFIX, backups
from gridapp.keyring import Keyring, Unlocked
from ui.file_kinds import NEW_DATABASE
from ui.folders import documents_folder
from ui.theme import STEP
from ui.widgets.backup_key import BackupKey
from ui.widgets.with_work import WithWork
from ui.work import Work, tried


class RestoringHere(WithWork):
    """Looks at the backup, asks for its key if nobody has it yet, then where to, unless there is a target."""

    wanted = Signal(Path, Path, object)
    """This backup shall be put there, opened by whom (Unlocked | None)."""

    def __init__(self, backup: Path, target: Path | None = None, unlocked: Unlocked | None = None) -> None:
        super().__init__()
        self.backup, self.target, self.unlocked = backup, target, unlocked
        self.form: BackupKey | None = None
        heading, name = QLabel("从备份恢复"), QLabel(backup.name)
        heading.setObjectName("sectionTitle")
        self.said = QLabel("正在查看备份…")
        for label in (name, self.said):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.place = QPushButton("恢复到哪里…")
        self.place.setDefault(True)
        self.place.clicked.connect(self.ask_where)
        self.place.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 2 * STEP)
        self.column.setSpacing(2 * STEP)
        for part in (heading, name, self.said):
            self.column.addWidget(part)
        self.column.addWidget(self.place, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        near = target or documents_folder() / backup.name
        work = Work("查看备份", lambda _: tried(lambda: backups.keyring_of(backup, near)), self)
        work.done.connect(self._seen)
        self.begin_work(work)

    def _seen(self, result: object) -> None:
        if isinstance(result, Exception):
            self.said.setText(f"✗ {result}")
        elif isinstance(result, Keyring) and not _opens(result, self.unlocked):
            self.said.hide()
            self.form = BackupKey(result)
            self.form.unlocked.connect(self._open)
            self.column.insertWidget(2, self.form)
            self.form.show()
            self.form.form.begin()
        else:
            self._open(self.unlocked)

    def _open(self, unlocked: Unlocked | None) -> None:
        self.unlocked = unlocked
        if self.form:
            self.form.hide()
        if self.target:
            self.wanted.emit(self.backup, self.target, unlocked)
            return
        self.said.setText("可以恢复。请选它放在哪里；恢复时先核对，核对不过就什么也不放。")
        self.said.show()
        self.place.show()
        self.place.setFocus()

    def ask_where(self) -> None:
        offered = documents_folder() / f"{backups.stem_of(self.backup)}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self, "恢复到哪里", str(offered), NEW_DATABASE)
        if name:
            self.wanted.emit(self.backup, Path(name).with_suffix(SUFFIX), self.unlocked)


def _opens(keyring: Keyring, unlocked: Unlocked | None) -> bool:
    """Whether a backup opens for who has signed in."""
    from gridapp.passwords import unlock_again

    if unlocked is None:
        return False
    same_key = unlocked.key is not None and unlocked.key.number == keyring.number
    return same_key or unlock_again(keyring, unlocked) is not None
