"""使用记录: who came in, whose numbers were shown whole, what left the file, what was done about accounts."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from gridapp.accounts import MOST_ACCESSES
from gridapp.model import ACCESSES, Access
from gridapp.office import Event
from ui.pages.page import faint
from ui.pages.settings_part import Part
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable

EVERYBODY, EVERYTHING = "所有人", "所有事"
NOTE = "登录、显示完整号码、导出和备份到别处、账号与加密的办理，都自动记在这里，不能改也不能删；不记号码本身。"


class AccessesPart(Part):
    """The newest on top, of everybody or one, of every kind or one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.accesses: Sequence[Access] = ()
        self.who, self.what, self.count = QComboBox(), QComboBox(), faint("")
        self.what.addItems([EVERYTHING, *ACCESSES])
        self.table = ListTable(_COLUMNS, "使用记录", id, "没有相符的使用记录。")
        self.table.horizontalHeader().setStretchLastSection(True)
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for text, box in (("谁(&R)", self.who), ("做了什么(&D)", self.what)):
            label = QLabel(text)
            label.setBuddy(box)
            box.setAccessibleName(text[: text.index("(")])
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _: self._show())
            row.addWidget(label)
            row.addWidget(box)
        row.addWidget(self.count)
        row.addStretch(1)
        said = faint(NOTE)
        said.setWordWrap(True)
        self.body.addWidget(said)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)

    def refresh(self, event: Event | None = None) -> None:
        self.accesses = self.session.office.accesses()
        names, before = sorted({access.who for access in self.accesses}), self.who.currentText()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItems([EVERYBODY, *names])
        self.who.setCurrentIndex(max(0, self.who.findText(before)))
        self.who.blockSignals(False)
        self._show()

    def _show(self) -> None:
        who, what = self.who.currentText(), self.what.currentText()
        found = [each for each in self.accesses if who in (EVERYBODY, each.who) and what in (EVERYTHING, each.what)]
        self.table.show_rows(found)
        most = f"，只列最近 {MOST_ACCESSES} 条" if len(self.accesses) == MOST_ACCESSES else ""
        self.count.setText(f"{len(found)} 条{most}")


def _when(access: Access) -> Cell:
    return Cell(f"{datetime.fromisoformat(access.at):%Y-%m-%d %H:%M:%S}")


_COLUMNS = (
    ListColumn("时间", _when, 19, lambda access: access.at),
    ListColumn("谁", lambda access: Cell(access.who), 10),
    ListColumn("做了什么", lambda access: Cell(access.what), 12),
    ListColumn("内容", lambda access: Cell(access.about, tip=access.about), 60),
)
