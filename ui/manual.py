"""The manual, one chapter for each page of the window: F1 opens it there. Chapters are files of resources/manual.

Another chapter is another file: its first line is its title; a comment may name further pages that it is about.
"""

import re
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRegularExpression, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QShortcut,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextEdit, QVBoxLayout, QWidget

from gridapp.resources import resource
from ui.pages.page import faint
from ui.quick_card import QuickCard
from ui.theme import STEP, mark
from ui.widgets.chapter_text import FOLDER, ChapterText
from ui.widgets.search_field import SearchField
from ui.widgets.told_button import told_button

FIRST = "第一次打开"
_PAGES = re.compile(r"<!-- *(.*?) *-->\n*")
LEFT, WIDE = 26, 125
"""Digits that the list of chapters is wide, and the window."""
HIGH = 34
"""Lines that the window is high, if the screen is."""


class Chapter(NamedTuple):
    """A chapter in Markdown, and the titles of the pages that it is about."""

    title: str
    pages: tuple[str, ...]
    text: str

    @property
    def words(self) -> str:
        """What is read of it, without the signs that it is written with."""
        return _plain(self.text)


@cache
def chapters() -> tuple[Chapter, ...]:
    """In the order of their files' names."""
    return tuple(_read(file.read_text(encoding="utf-8")) for file in sorted(resource(FOLDER).glob("*.md")))


def _read(text: str) -> Chapter:
    title = text.partition("\n")[0].removeprefix("# ").strip()
    named = _PAGES.search(text)
    pages = tuple(named[1].split("、")) if named else ()
    return Chapter(title, (title, *pages), _PAGES.sub("", text))


@cache
def _plain(text: str) -> str:
    document = QTextDocument()
    document.setMarkdown(text)
    return document.toPlainText().casefold()


def place_of(page: str) -> int:
    """The place of a page's chapter; the first chapter where there is none."""
    return next((place for place, chapter in enumerate(chapters()) if page in chapter.pages), 0)


class Manual(QWidget):
    """A window of its own, so that the page that it is about stays in sight. Esc closes it."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("手册")
        self.search = SearchField("在手册里查找（Ctrl+F）")
        self.found = faint("")
        self.found.setWordWrap(True)
        self.list = QListWidget()
        self.list.setObjectName("chapters")
        self.list.setAccessibleName("各章")
        self.text = ChapterText()
        self.list.ensurePolished()  # or its rows are laid out before they have their style, too low
        self.list.addItems([chapter.title for chapter in chapters()])
        self.left = QWidget()
        beside, whole = QVBoxLayout(self.left), QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(STEP)
        beside.addWidget(self.search)
        beside.addWidget(self.found)
        beside.addWidget(self.list, 1)
        for each in self._card_buttons():
            beside.addWidget(each)
        whole.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        whole.setSpacing(2 * STEP)
        whole.addWidget(self.left)
        whole.addWidget(self.text, 1)
        self.search.textChanged.connect(self._find)
        self.search.leave.connect(self.next_hit)
        self.list.currentRowChanged.connect(self._show)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.search.setFocus)
        self.found.hide()
        self._fit()

    def _card_buttons(self) -> list[QWidget]:
        """Ways to the two pages that hang on the wall, and what came of it."""
        self.card, self.told = QuickCard(self), faint("")
        self.told.setWordWrap(True)
        self.told.hide()
        self.card.told.connect(lambda text: self._tell(text, fault=False))
        self.card.failed.connect(lambda text: self._tell(f"✗ {text}", fault=True))
        self.print_button = told_button("打印快速卡片…", "正反两页，贴在电脑旁边", self.card.ask_print)
        self.save_button = told_button("另存快速卡片…", "存成 PDF 文件，可以拷走", self.card.ask_save)
        return [self.told, self.print_button, self.save_button]

    def _tell(self, text: str, *, fault: bool) -> None:
        mark(self.told, fault=fault)
        self.told.setText(text)
        self.told.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else has a use for it: what is looked for goes first."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text asks for more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        digit, line = self.fontMetrics().horizontalAdvance("0"), self.fontMetrics().height()
        room = QGuiApplication.primaryScreen().availableSize()  # PySide would let a widget's screen() die with it
        self.left.setFixedWidth(LEFT * digit)
        self.resize(min(WIDE * digit, room.width() - 2 * STEP), min(HIGH * line, room.height() - 8 * STEP))

    def open_at(self, page: str, beside: QWidget) -> None:
        """Show the chapter about a page, at the right of the window, which is so little covered as may be."""
        if not self.isVisible():
            edge = beside.window().frameGeometry().topRight()
            self.move(max(0, edge.x() - self.width() - STEP), edge.y() + 4 * STEP)
        self.search.clear()
        self.list.setCurrentRow(place_of(page))
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def _show(self, place: int) -> None:
        if place >= 0:
            self.text.show_chapter(chapters()[place].text)
            self.setWindowTitle(f"手册 — {chapters()[place].title}")
            self._mark()

    # ── finding ───────────────────────────────────────────────────────────────────────────────────

    @property
    def _wanted(self) -> list[str]:
        """The words that are looked for; all of them stand in a chapter that is found."""
        return self.search.text().casefold().split()

    def _holding(self) -> list[int]:
        """The places of the chapters that hold the words."""
        return [place for place, each in enumerate(chapters()) if all(word in each.words for word in self._wanted)]

    def _find(self) -> None:
        """Only the chapters that hold the words; the one that is open stays if it does."""
        holding = self._holding()
        for place in range(self.list.count()):
            self.list.item(place).setHidden(place not in holding)
        if holding and self.list.currentRow() not in holding:
            self.list.setCurrentRow(holding[0])
        else:
            self._mark()

    def _mark(self) -> None:
        """Every place where the words stand, and the first of them in sight."""
        hits, holding = self._hits(), self._holding()
        self.text.setExtraSelections([self._marked(hit) for hit in hits])
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self._next_here()
        self.found.setVisible(bool(self._wanted))
        self.found.setText(f"{len(holding)} 章里有，这一章 {len(hits)} 处" if holding else "没有找到，请换一个说法")

    def _pattern(self) -> QRegularExpression:
        any_of_them = "|".join(QRegularExpression.escape(word) for word in self._wanted)
        return QRegularExpression(any_of_them, QRegularExpression.PatternOption.CaseInsensitiveOption)

    def _hits(self) -> list[QTextCursor]:
        document, hits = self.text.document(), list[QTextCursor]()
        while self._wanted and not (hit := document.find(self._pattern(), hits[-1] if hits else 0)).isNull():
            hits.append(hit)
        return hits

    def _marked(self, hit: QTextCursor) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = hit  # type: ignore[attr-defined]
        colour = QColor(self.palette().color(QPalette.ColorRole.Highlight))
        colour.setAlphaF(0.3)
        mark.format.setBackground(colour)  # type: ignore[attr-defined]
        return mark

    def _next_here(self) -> bool:
        """On to the next place in the chapter, if there is one."""
        return bool(self._wanted) and self.text.find(self._pattern())

    def next_hit(self) -> None:
        """On to the next place, after a chapter's last to the next chapter that has any."""
        holding, here = self._holding(), self.list.currentRow()
        if self._next_here() or not self._wanted or not holding:
            return
        after = next((place for place in holding if place > here), holding[0])
        if after == here:
            self._mark()
        else:
            self.list.setCurrentRow(after)
