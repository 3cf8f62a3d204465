"""A new office from a workbook: which one, who begins, where the file lies; it is read when there is the file."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.founding import Plan
from ui.pages.page import faint
from ui.theme import STEP
from ui.widgets.fault_line import FaultLine
from ui.widgets.first_account import FirstAccount


class BookOffice(QWidget):
    """The form for what can't come from the workbook."""

    wanted = Signal(object)
    """A Plan."""

    def __init__(self, path: Path, book: Path) -> None:
        super().__init__()
        self.path = path
        heading = QLabel("从台账工作簿建立")
        heading.setObjectName("sectionTitle")
        from_book = QLabel(f"名册和登记取自 {book.name}，下一步先预览，再导入。")
        from_book.setTextFormat(Qt.TextFormat.PlainText)
        from_book.setWordWrap(True)
        where = faint(f"保存为 {path}")
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setWordWrap(True)
        self.account, self.make, self.problem = FirstAccount(), QPushButton("建立"), FaultLine()
        self.make.setDefault(True)
        self.make.clicked.connect(self.found)
        self.account.entered.connect(self.found)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 2 * STEP)
        layout.setSpacing(2 * STEP)
        for part in (heading, from_book, self.account, self.problem, where):
            layout.addWidget(part)
        layout.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.account.begin()

    def found(self) -> None:
        self.problem.tell("")
        account = self.account.read()
        if account:
            self.wanted.emit(Plan(self.path, account))

    def say(self, problem: str) -> None:
        """What stands in the way."""
        self.problem.tell(problem)
