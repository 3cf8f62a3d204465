"""Hands at the keyboard: keys go to whatever has the focus, and the focus moves only by keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from ui.pages import PAGES
from ui.program import Program
from ui.shell.navigation import PAGE_KEYS
from ui.widgets.record_table import RecordTable

ALT, CTRL, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
FARTHEST = 60
"""So many steps are walked to a control before it counts as out of reach."""


class Clerk:
    """Types, and looks at what has the focus; never calls what a page can do."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot = qtbot
        self.program = program

    def at(self) -> QWidget:
        """Where a key goes, as soon as what has just opened, or come to the front again, takes any."""
        self.qtbot.waitUntil(lambda: QGuiApplication.focusWindow() == self._front() and _target() is not None)
        target = _target()
        assert target
        return target

    def _front(self) -> QWindow:
        """The window that keys are for: a list's that popped up, a dialogue's, else the program's.

        The window system takes what pops up and goes again in its own time. A key that comes before it has caught up
        would find the focus elsewhere.
        """
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.program.frame
        return front.windowHandle()

    def key(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.keyClick(self.at(), key, modifier)
        QApplication.processEvents()  # an editor hands over what was typed when the key has been worked off
        if modifier == ALT:  # a button that is pressed by its key does its work when it springs back
            self.qtbot.waitUntil(lambda: not any(each.isDown() for each in self._buttons()))

    @staticmethod
    def _buttons() -> list[QAbstractButton]:
        window = QApplication.activeWindow()
        return window.findChildren(QAbstractButton) if window else []

    def keys(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.key(key)

    def write(self, text: str) -> None:
        """A text; what is Chinese comes from the input method."""
        if text.isascii():
            for character in text:
                self.qtbot.keyClicks(self.at(), character)
        else:
            QApplication.sendEvent(self.at(), QInputMethodEvent("pin", []))
            chosen = QInputMethodEvent()
            chosen.setCommitString(text)
            QApplication.sendEvent(self.at(), chosen)

    def enter(self, text: str = "") -> None:
        """A text over what stands there, if one is given, and Enter."""
        if text:
            self.write(text)
        self.key(Qt.Key.Key_Return)

    def paste(self, *rows: str) -> None:
        """As Excel gives it: tabs between the cells, a line for each row."""
        QGuiApplication.clipboard().setText("".join(f"{row}\r\n" for row in rows))
        self.key(Qt.Key.Key_V, CTRL)

    def walk_to(self, name: str) -> None:
        """Tab (F6 out of a table) to the control of that name."""
        passed = []
        for _ in range(FARTHEST):
            if _called(self.at()) == name:
                return
            passed.append(_called(self.at()))
            self.key(Qt.Key.Key_F6 if isinstance(self.at(), RecordTable) else Qt.Key.Key_Tab)
        raise AssertionError(f"“{name}” is out of reach by Tab; passed: {list(dict.fromkeys(passed))}")

    def press(self, name: str) -> None:
        """A button, by the space bar."""
        self.walk_to(name)
        self.key(Qt.Key.Key_Space)

    def choose(self, text: str) -> None:
        """In the field of words that has the focus: the word that begins so."""
        box = self.at()
        assert isinstance(box, QComboBox)
        self.key(Qt.Key.Key_Home)
        for _ in range(FARTHEST):
            if box.currentText().startswith(text):
                return
            self.key(Qt.Key.Key_Down)
        raise AssertionError(f"“{text}” is not offered, {box.currentText()} is the last")

    def open_page(self, title: str) -> None:
        place = [entry.title for entry in PAGES].index(title)
        self.key(PAGE_KEYS[place], ALT)

    def open_tab(self, title: str) -> None:
        """A tab of the page in front, reached by Tab and gone along by the arrows."""
        while not isinstance(self.at(), QTabBar):
            self.key(Qt.Key.Key_F6 if isinstance(self.at(), RecordTable) else Qt.Key.Key_Tab)
        bar = self.at()
        assert isinstance(bar, QTabBar)
        for _ in range(bar.count()):
            if bar.tabText(bar.currentIndex()) == title:
                return
            self.key(Qt.Key.Key_Right)
        raise AssertionError(f"there is no tab “{title}”")


def _called(widget: QWidget) -> str:
    """The name that a control goes by, or what is written on it."""
    written = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or written


def _target() -> QWidget | None:
    return QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
