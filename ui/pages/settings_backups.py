"""The part of 设置 that is about backups: where they go, when the last was made, and what is done by itself."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLabel, QWidget

from gridapp.office import Event
from ui import preferences
from ui.backups import first_place, second_place, when
from ui.pages.page import button, faint
from ui.pages.settings_part import Part
from ui.session import Session
from ui.theme import STEP

EXPLAINED = (
    "打开文件后、以及有改动满半小时，自动备份；每份备份写好并核对无误才算数。"
    "自动保留最近 12 天、10 周、9 个月各一份；“一直保留”的不清理。\n"
    "请不要在程序开着的时候直接复制 .gridapp 文件：复制到一半的文件不能用，请用“现在备份”。"
)
NOT_SET = "没有设置（建议用 U 盘，与电脑分开保管）"


class BackupsPart(Part):
    """Two places, the last backup, and the ways to make one and to go back to one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.first, self.second, self.last = QLabel(), QLabel(), QLabel()
        for label in (self.first, self.second, self.last):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.drop = button("不用", "以后只备份到第一处；那里已有的备份不动", self._drop_second)
        rows = QFormLayout()
        rows.setVerticalSpacing(STEP)
        rows.setHorizontalSpacing(2 * STEP)
        change = button("更改…", "备份放在这台电脑的哪个文件夹", self._ask_first)
        also = button("设置…", "每次备份也放一份到这个文件夹，例如 U 盘", self._ask_second)
        rows.addRow(faint("备份放在"), _row(self.first, change))
        rows.addRow(faint("第二处"), _row(self.second, also, self.drop))
        rows.addRow(faint("上次备份"), self.last)
        self.body.addLayout(rows)
        self.body.addSpacing(STEP)
        care = session.caretaker
        self.now = button("现在备份", "Ctrl+B", lambda: care.back_up(asked=True))
        self.back = button("从备份恢复…", "看看每份备份里有什么，再决定", session.restoring.emit)
        self.body.addLayout(_row(self.now, self.back))
        explained = faint(EXPLAINED)
        explained.setWordWrap(True)
        self.body.addWidget(explained)
        self.body.addStretch(1)
        care.looked.connect(self._show_last)

    def refresh(self, event: Event | None = None) -> None:
        second = second_place()
        self.first.setText(str(first_place(self.session.office.path)))
        away = "" if second is None or second.is_dir() else "（现在没有插上）"
        self.second.setText(f"{second}{away}" if second else NOT_SET)
        self.drop.setVisible(second is not None)
        self._show_last()

    def _show_last(self) -> None:
        newest = self.session.caretaker.newest
        self.last.setText(f"{when(newest.at, datetime.now())}  {newest.path.name}" if newest else "还没有备份")

    def _ask_first(self) -> None:
        offered = str(first_place(self.session.office.path))
        name = QFileDialog.getExistingDirectory(self, "备份放在哪个文件夹", offered)
        if name:
            self.set_places(backups=name)

    def _ask_second(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, "备份也放一份到哪个文件夹（例如 U 盘）", str(second_place() or "")
        )
        if name:
            self.set_places(second_place=name)

    def _drop_second(self) -> None:
        self.set_places(second_place="")

    def set_places(self, **places: str) -> None:
        """Other places from now on; a backup goes there at once, so that it is seen whether they will do."""
        preferences.remember(**{name: str(Path(place)) if place else "" for name, place in places.items()})
        self.refresh()
        self.session.caretaker.back_up(asked=True)


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(STEP)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
