"""Long work for which the office's file is closed, and opened again for who had it open: another key, or none."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QWidget

from gridapp.keyring import Unlocked
from ui.widgets.centred import centre
from ui.widgets.work_strip import WorkStrip
from ui.work import Work

WIDTH = 52
"""Digits."""


class ClosedWork(NamedTuple):
    """What shall be done: its name, the work on the closed file, what is said when it is done, and the part of 设置
    that is looked at then.

    The work returns who has the file unlocked afterwards. It changes nothing when it raises OfficeError.
    """

    title: str
    job: Callable[[Path, Unlocked], Unlocked]
    told: str
    part: str


class ClosedPage(QWidget):
    """Stands in the window meanwhile. What is begun is brought to its end."""

    done = Signal(object)
    """Who has the file unlocked now."""
    failed = Signal(str)

    def __init__(self, path: Path, unlocked: Unlocked, wanted: ClosedWork) -> None:
        super().__init__()
        self.setWindowTitle(f"{wanted.title} — {path.name}")
        title, said, self.strip = QLabel(path.name), QLabel(), WorkStrip()
        title.setObjectName("sectionTitle")
        said.setText("文件已关闭。先写好一份新的并核对无误，再替换；做完会自动打开，不用再登录。")
        said.setWordWrap(True)
        column = centre(self, WIDTH)
        for part in (title, said, self.strip):
            column.addWidget(part)
        self.work = Work(wanted.title, lambda _: wanted.job(path, unlocked), self)
        self.work.done.connect(self.done)
        self.work.failed.connect(self.failed)
        self.strip.watch(self.work)

    def begin(self) -> None:
        """Nothing else can be opened meanwhile."""
        self.setEnabled(False)
        self.work.begin()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.work.isRunning():
            event.ignore()
        else:
            super().closeEvent(event)
