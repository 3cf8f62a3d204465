"""The text of a draft, such as 通报批评, to be worked over before it is printed. Kept until the program is closed."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gridapp.prints.blocks import Document, Paragraph
from gridapp.prints.form import Sheaf
from gridapp.prints.page import plain
from ui.pages.page import faint
from ui.theme import STEP

PAUSE = 600
"""Milliseconds without a key before the pages are made anew."""
LINES = 10
"""So many lines of a long text are seen at once."""


class Place(NamedTuple):
    """A draft paragraph: the number of its document and its place among the blocks."""

    number: str
    block: int


class Drafts(QWidget):
    """Which document, a field for each of its texts, and a way back to what the program proposed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._edited: dict[Place, str] = {}
        self._proposed: dict[Place, str] = {}
        self.which = QComboBox()
        self.which.setAccessibleName("哪一份")
        self.texts: dict[Place, QPlainTextEdit] = {}
        """The fields of the document that is shown."""
        self.column = QVBoxLayout()
        self.column.setSpacing(STEP)
        self.back = QPushButton("恢复原文")
        self.back.setToolTip("放弃对这一份的修改，用程序拟的文字")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.changed)
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self.back.clicked.connect(self._go_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(faint("草稿：改了立即见于右边"))
        layout.addWidget(self.which)
        layout.addLayout(self.column)
        layout.addWidget(self.back)
        self.hide()

    def edited(self, sheaf: Sheaf) -> Sheaf:
        """The documents with the texts that were made of their drafts; the fields show those there are."""
        proposed = {place: text for document in sheaf.documents for place, text in _drafts(document)}
        if proposed != self._proposed:
            self._offer(proposed, {each.number: each.bookmark or plain(each.title) for each in sheaf.documents})
        self.setVisible(bool(proposed))
        return sheaf._replace(documents=tuple(map(self._with_texts, sheaf.documents)))

    def _offer(self, proposed: dict[Place, str], titles: Mapping[str, str]) -> None:
        before, self._proposed = self._number(), proposed
        numbers = list(dict.fromkeys(place.number for place in proposed))
        self.which.blockSignals(True)
        self.which.clear()
        for number in numbers:
            self.which.addItem(titles[number], number)
        self.which.setCurrentIndex(max(self.which.findData(before), 0))
        self.which.blockSignals(False)
        self.which.setVisible(len(numbers) > 1)
        self._show()

    def _number(self) -> str:
        return str(self.which.currentData() or "")

    def _show(self) -> None:
        while (item := self.column.takeAt(0)) is not None:
            if old := item.widget():
                old.deleteLater()
        here = [place for place in self._proposed if place.number == self._number()]
        self.texts = {place: self._field(place) for place in here}
        self._enable()

    def _field(self, place: Place) -> QPlainTextEdit:
        field = QPlainTextEdit(self._edited.get(place, self._proposed[place]))
        field.setAccessibleName(f"草稿第 {self.column.count() + 1} 段")
        field.setTabChangesFocus(True)
        lines = min(LINES, max(self._proposed[place].count("\n"), len(self._proposed[place]) // 16) + 1)
        field.setFixedHeight(lines * field.fontMetrics().lineSpacing() + 3 * STEP)
        field.textChanged.connect(lambda: self._take(place, field.toPlainText()))
        self.column.addWidget(field)
        return field

    def _take(self, place: Place, text: str) -> None:
        if text == self._proposed[place]:
            self._edited.pop(place, None)
        else:
            self._edited[place] = text
        self._enable()
        self._pause.start()

    def _go_back(self) -> None:
        for place, field in self.texts.items():
            field.setPlainText(self._proposed[place])

    def _enable(self) -> None:
        self.back.setEnabled(any(place in self._edited for place in self.texts))

    def _with_texts(self, document: Document) -> Document:
        """The document with what was made of its drafts; a text that was emptied is left out."""
        edited = {place.block: text for place, text in self._edited.items() if place.number == document.number}
        if not edited:
            return document
        blocks = (
            msgspec.structs.replace(block, text=edited[at]) if at in edited and isinstance(block, Paragraph) else block
            for at, block in enumerate(document.blocks)
        )
        kept = tuple(block for block in blocks if not (isinstance(block, Paragraph) and block.draft and not block.text))
        return msgspec.structs.replace(document, blocks=kept)


def _drafts(document: Document) -> Iterator[tuple[Place, str]]:
    for at, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and block.draft:
            yield Place(document.number, at), block.text
