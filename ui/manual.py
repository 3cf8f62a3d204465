"""The manual, one chapter for each page of the window: F1 opens it there. Chapters are files of resources/manual.

Another chapter is another file: its first line is its title; a comment may name further pages that it is about.
"""

import re
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence, QPalette, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from gridapp.resources import resource
from ui.theme import STEP
from ui.widgets.search_field import SearchField

FIRST = "第一次打开"
_PAGES = re.compile(r"<!-- *(.*?) *-->\n*")
LEFT = 26
"""Digits that the list of chapters is wide."""


class Chapter(NamedTuple):
    """A chapter in Markdown, and the titles of the pages that it is about."""

    title: str
    pages: tuple[str, ...]
    text: str


@cache
def chapters() -> tuple[Chapter, ...]:
    """In the order of their files' names."""
    return tuple(_read(file.read_text(encoding="utf-8")) for file in sorted(resource("manual").glob("*.md")))


def _read(text: str) -> Chapter:
    title = text.partition("\n")[0].removeprefix("# ").strip()
    named = _PAGES.search(text)
    pages = tuple(named[1].split("、")) if named else ()
    return Chapter(title, (title, *pages), _PAGES.sub("", text))


def place_of(page: str) -> int:
    """The place of a page's chapter; the first chapter where there is none."""
    return next((place for place, chapter in enumerate(chapters()) if page in chapter.pages), 0)


class Manual(QWidget):
    """A window of its own, so that the page that it is about stays in sight. Esc closes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("手册")
        self.search = SearchField("在手册里查找")
        self.list = QListWidget()
        self.list.setObjectName("chapters")
        self.list.setAccessibleName("各章")
        self.text = QTextBrowser()
        self.text.setAccessibleName("手册的内容")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(3 * STEP)
        self.list.ensurePolished()  # or its rows are laid out before they have their style, too low
        self.list.addItems([chapter.title for chapter in chapters()])
        self.list.setFixedWidth(LEFT * self.fontMetrics().horizontalAdvance("0"))
        left, whole = QVBoxLayout(), QHBoxLayout(self)
        left.setSpacing(STEP)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        whole.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        whole.setSpacing(2 * STEP)
        whole.addLayout(left)
        whole.addWidget(self.text, 1)
        self.search.textChanged.connect(self._find)
        self.search.leave.connect(self.next_hit)
        self.list.currentRowChanged.connect(self._show)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self.resize(110 * STEP, 80 * STEP)

    def open_at(self, page: str, beside: QWidget) -> None:
        """Show the chapter about a page, at the right of the window, which is so little covered as may be."""
        if not self.isVisible():
            edge = beside.window().frameGeometry().topRight()
            self.move(edge.x() - self.width() - STEP, edge.y() + 8 * STEP)
        self.search.clear()
        self.list.setCurrentRow(place_of(page))
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def _show(self, place: int) -> None:
        if place >= 0:
            self.text.setMarkdown(chapters()[place].text)
            self.setWindowTitle(f"手册 — {chapters()[place].title}")
            self._mark()

    # ── finding ───────────────────────────────────────────────────────────────────────────────────

    def _find(self, words: str) -> None:
        """Only the chapters that hold the words; the one that is open stays if it does."""
        found = [words.casefold() in chapter.text.casefold() for chapter in chapters()]
        for place, holds in enumerate(found):
            self.list.item(place).setHidden(not holds)
        if any(found) and not found[self.list.currentRow()]:
            self.list.setCurrentRow(found.index(True))
        self._mark()

    def _mark(self) -> None:
        """Every place where the words stand, and the first of them in sight."""
        self.text.setExtraSelections([self._marked(hit) for hit in self._hits()])
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if self.search.text():
            self.text.find(self.search.text())

    def _hits(self) -> list[QTextCursor]:
        words, document = self.search.text(), self.text.document()
        hits: list[QTextCursor] = []
        while words and not (hit := document.find(words, hits[-1] if hits else 0)).isNull():
            hits.append(hit)
        return hits

    def _marked(self, hit: QTextCursor) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = hit  # type: ignore[attr-defined]
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        colour.setAlphaF(0.3)
        mark.format.setBackground(colour)  # type: ignore[attr-defined]
        return mark

    def next_hit(self) -> None:
        """On to the next place in the chapter, and after the last to the first."""
        if not self.text.find(self.search.text()):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(self.search.text(), QTextDocument.FindFlag(0))
