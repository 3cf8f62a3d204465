"""A new paper key: shown once, to be printed or written down, and then proved to be on paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gridapp.prints.paper_key import NAME, PaperKey, paper_key_sheet
from gridapp.prints.pdf import render, replace
from ui.folders import documents_folder
from ui.printer import ask_printer, print_pdf
from ui.theme import STEP
from ui.widgets.entry import Entry
from ui.widgets.with_work import WithWork
from ui.work import Report, Work

WHAT = "这是应急密钥：忘记密码时靠它换新密码。程序里不保存它，现在就打印出来（或照抄在纸上），放进保险柜。"
WITHOUT = "文件是加密的：没有密码也没有它，任何人都打不开，包括本程序的作者。"
PROOF = "请照着纸上的应急密钥，输入最后一组"
A_ROW = 4
"""Groups of the key side by side."""
BIG = 2.0
"""How much larger than the text they are."""


class PaperKeyPanel(WithWork):
    """Shows the key; while it asks for the last group the key is out of sight, so that it must be on paper."""

    proved = Signal()

    def __init__(self, key: PaperKey) -> None:
        super().__init__()
        self.key = key
        heading = QLabel(NAME)
        heading.setObjectName("sectionTitle")
        self.what = QLabel(f"{WHAT}{WITHOUT if key.encrypted else ''}")
        self.what.setWordWrap(True)
        self.shown = _Groups(key.groups)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.typed = QLineEdit()
        self.typed.returnPressed.connect(self.prove)
        self.typed.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 20)
        self.last = Entry(PROOF, self.typed)
        self.print, self.pdf, self.on = QPushButton("打印…"), QPushButton("另存为 PDF…"), QPushButton("已在纸上，继续")
        self.again, self.done = QPushButton("再看一次"), QPushButton("完成")
        for button, work in (
            (self.print, self.ask_print),
            (self.pdf, self.ask_save),
            (self.on, lambda: self._show(key_seen=False)),
            (self.again, lambda: self._show(key_seen=True)),
            (self.done, self.prove),
        ):
            button.clicked.connect(lambda _, work=work: work())
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for button in (self.print, self.pdf, self.on, self.done, self.again):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 2 * STEP)
        layout.setSpacing(2 * STEP)
        for part in (heading, self.what, self.shown, self.last):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addStretch(1)
        self._show(key_seen=True)

    def _show(self, *, key_seen: bool) -> None:
        self.said.clear()
        seen: tuple[QWidget, ...] = (self.shown, self.print, self.pdf, self.on)
        asked: tuple[QWidget, ...] = (self.last, self.again, self.done)
        for part in (*seen, *asked):
            part.setVisible((part in seen) is key_seen)
        self.on.setDefault(key_seen)
        self.done.setDefault(not key_seen)
        self.begin()

    def begin(self) -> None:
        """At what is to be done next: to print, or to type the last group."""
        (self.typed if self.shown.isHidden() else self.print).setFocus()

    def prove(self) -> None:
        """Whether what was typed is the last group; said where it isn't."""
        if _same(self.typed.text(), self.key.groups[-1]):
            self.proved.emit()
        else:
            self.last.blame("和应急密钥的最后一组不一样，请照纸上再输入一次；纸上没有的话，按“再看一次”")
            self.last.begin()

    # ── onto paper ────────────────────────────────────────────────────────────────────────────────

    def ask_print(self) -> None:
        printer = ask_printer(self, 1)
        if printer:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """The sheet on this printer, beside the window."""
        printer.setDocName(NAME)
        self._begin("打印", lambda report: print_pdf(self._drawn(), printer, report), "已送去打印，请到打印机上取")

    def ask_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "另存为 PDF", str(documents_folder() / f"{NAME}.pdf"), "PDF 文件 (*.pdf)"
        )
        if name:
            self.save(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def save(self, path: Path) -> None:
        """The sheet as a file, which is as good as the key itself."""
        said = f"已存到 {path}。这个文件和应急密钥一样要紧：印好以后请删除它"
        self._begin("另存", lambda _: replace(path, self._drawn()), said)

    def _drawn(self) -> bytes:
        return render([paper_key_sheet(self.key)], title=NAME, author=self.key.township).content

    def _begin(self, title: str, job: Callable[[Report], object], said: str) -> None:
        work = Work(title, job, self)
        work.begun.connect(lambda: self.setEnabled(False))
        work.ended.connect(lambda: self.setEnabled(True))
        work.done.connect(lambda _: self.said.setText(said))
        work.failed.connect(lambda message: self.said.setText(f"✗ {message}"))
        self.begin_work(work)


class _Groups(QWidget):
    """The key, large, group by group."""

    def __init__(self, groups: list[str]) -> None:
        super().__init__()
        self.setAccessibleName("应急密钥")
        grid = QGridLayout(self)
        grid.setSpacing(3 * STEP)
        for place, group in enumerate(groups):
            label = QLabel(group)
            font = QFont(self.font())
            font.setPointSizeF(font.pointSizeF() * BIG)
            label.setFont(font)
            grid.addWidget(label, place // A_ROW, place % A_ROW)
        grid.setColumnStretch(A_ROW, 1)


def _same(typed: str, group: str) -> bool:
    """However it is typed; misread letters count as what they stand for."""
    from gridapp.passwords import plain_digits

    return plain_digits(typed) == group
