"""The text of a draft, such as 通报批评, to be worked over before it is printed. Kept until the program is closed."""

from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gridapp.prints.blocks import Block, Document, Paragraph
from gridapp.prints.form import Sheaf
from ui.pages.page import faint
from ui.theme import STEP

PAUSE = 600
"""Milliseconds without a key before the pages are made anew."""


class Drafts(QWidget):
    """Which document, its text, and a way back to what the program proposed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edited: dict[str, str] = {}
        """What was made of a draft, by the number of its document."""
        self._proposed: dict[str, str] = {}
        self.which = QComboBox()
        self.which.setAccessibleName("哪一份")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("正文")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(24 * STEP)
        self.back = QPushButton("恢复原文")
        self.back.setToolTip("放弃修改，用程序拟的正文")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.changed)
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self.text.textChanged.connect(self._take)
        self.back.clicked.connect(lambda: self.text.setPlainText(self._proposed[self._number()]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        for widget in (faint("正文（可修改，改后即见于右边）"), self.which, self.text, self.back):
            layout.addWidget(widget)
        self.hide()

    def edited(self, sheaf: Sheaf) -> Sheaf:
        """The documents with the texts that were made of their drafts; the fields show those there are."""
        proposed = {each.number: "\n".join(_drafts(each)) for each in sheaf.documents if any(_drafts(each))}
        if proposed != self._proposed:
            self._offer(proposed, [each for each in sheaf.documents if each.number in proposed])
        self.setVisible(bool(proposed))
        documents = tuple(self._with_text(each) if each.number in self._edited else each for each in sheaf.documents)
        return sheaf._replace(documents=documents)

    def _offer(self, proposed: dict[str, str], documents: list[Document]) -> None:
        before, self._proposed = self._number(), proposed
        self.which.blockSignals(True)
        self.which.clear()
        for each in documents:
            self.which.addItem(each.bookmark or each.title.replace("\n", ""), each.number)
        self.which.setCurrentIndex(max(self.which.findData(before), 0))
        self.which.blockSignals(False)
        self.which.setVisible(len(documents) > 1)
        self._show()

    def _number(self) -> str:
        return str(self.which.currentData() or "")

    def _show(self) -> None:
        number = self._number()
        self.text.blockSignals(True)
        self.text.setPlainText(self._edited.get(number, self._proposed.get(number, "")))
        self.text.blockSignals(False)
        self.back.setEnabled(number in self._edited)

    def _take(self) -> None:
        number, text = self._number(), self.text.toPlainText()
        if text == self._proposed.get(number):
            self._edited.pop(number, None)
        else:
            self._edited[number] = text
        self.back.setEnabled(number in self._edited)
        self._pause.start()

    def _with_text(self, document: Document) -> Document:
        """All drafts of the document as one, where the first of them stands."""
        blocks: list[Block] = []
        text = self._edited[document.number]
        for block in document.blocks:
            if isinstance(block, Paragraph) and block.draft:
                if text:
                    blocks.append(msgspec.structs.replace(block, text=text))
                text = ""
            else:
                blocks.append(block)
        return msgspec.structs.replace(document, blocks=tuple(blocks))


def _drafts(document: Document) -> Iterator[str]:
    return (block.text for block in document.blocks if isinstance(block, Paragraph) and block.draft)
