"""The line at the foot of the window: what is saved, backed up, could be undone, and what was done last."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStatusBar

from gridapp.office import Event, Office
from ui.backups import when
from ui.pages.page import faint
from ui.session import Session
from ui.theme import STEP, mark
from ui.widgets.work_strip import WorkStrip

BACKUP_AGES = 300_000
"""Milliseconds between two looks at how old the last backup is."""
LONGEST_NAME = 28
"""Characters of a step's name that the line has room for."""


class StatusLine(QStatusBar):
    """Tells what the session says."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.strip = WorkStrip()
        self.saved, self.backup = QLabel("只读" if session.office.read_only else "已打开"), faint("")
        self.undo, self.message = faint(""), QLabel()
        self.undo.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        # A long sentence is cut, with the whole of it in the tip, rather than making the window wider.
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.who, self.lock = faint(""), QPushButton("锁定")
        self.lock.setProperty("line", True)
        self.lock.setToolTip("按 Ctrl+L 锁定窗口，回来时输入密码")
        self.setContentsMargins(2 * STEP, 0, STEP, 0)
        self.addWidget(self.saved)
        self.addWidget(self.backup)
        self.addWidget(self.undo)
        self.addWidget(self.message, 1)
        self.addPermanentWidget(self.strip)
        self.addPermanentWidget(self.who)
        self.addPermanentWidget(self.lock)
        self._show_who()
        self._show_undoable()
        self._show_backup()
        session.changed.connect(self._changed)
        session.saved.connect(self._say_saved)
        session.unsaved.connect(self._say_unsaved)
        session.failed.connect(self._say_failed)
        session.told.connect(self._say_told)
        session.caretaker.looked.connect(self._show_backup)
        clock = QTimer(self, interval=BACKUP_AGES)
        clock.timeout.connect(self._show_backup)
        clock.start()

    def _changed(self, event: Event) -> None:
        if "account" in event.tables:
            self._show_who()

    def _show_who(self) -> None:
        self.who.setText(who_works(self.session.office))
        self.lock.setVisible(self.session.office.unlocked is not None)

    def _say_saved(self, name: str, at: datetime) -> None:
        if not self.session.waiting:
            self._state(f"已保存 {at:%H:%M:%S}", fault=False)
        self._show_undoable()
        self._say(name if name.startswith("已") else "", fault=False)

    def _say_unsaved(self, names: Sequence[str]) -> None:
        self._state(f"✗ 未保存 {len(names)} 处" if names else "已打开", fault=bool(names))

    def _state(self, text: str, *, fault: bool) -> None:
        self.saved.setText(text)
        mark(self.saved, fault=fault)

    def _show_backup(self) -> None:
        newest = self.session.caretaker.newest
        self.backup.setText(f"· 上次备份 {when(newest.at, datetime.now())}" if newest else "· 还没有备份")
        self.backup.setToolTip(str(newest.path) if newest else "按 Ctrl+B 备份")

    def _show_undoable(self) -> None:
        name = self.session.office.undoable()
        short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        self.undo.setText(f"· 撤销：{short}" if name else "")
        self.undo.setToolTip(f"按 Ctrl+Z 撤销：{name}")

    def _say_told(self, text: str) -> None:
        self._say(text, fault=False)

    def _say_failed(self, message: str) -> None:
        self._say(message, fault=True)

    def _say(self, text: str, *, fault: bool) -> None:
        mark(self.message, fault=fault)
        self.message.setText(f"✗ {text}" if fault else text)
        self.message.setToolTip(text)


def who_works(office: Office) -> str:
    """管理：王敏; just 录入员 where there are no accounts."""
    return f"{office.role}：{office.who}" if office.unlocked else office.who
