"""The program on the demo township, driven as a clerk drives it, for build/manual.py to take pictures of.

What is seen is the same each time: the day stands still, the file and the person's folders are new, nothing blinks.
"""

import os
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gridapp.demo import build
from gridapp.office import Office
from gridapp.periods import Quarter
from ui.pages.page import Page
from ui.session import Session
from ui.theme import dress, load_fonts
from ui.widgets.chart_panel import ChartPanel
from ui.window import Window
from ui.work import Work

NOW = datetime(2019, 12, 18, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
"""When the demo is worked at: its last quarter is typed in up to this day."""
WHO = "何晓静"
STEM = "青川镇网格员考核"
SMALL = (1000, 620)
"""A window that the manual shows in little less than its own size."""
Q3, Q4 = Quarter(2019, 3), Quarter(2019, 4)
SECONDS = 60
"""Longer than this nothing here takes."""
REST = 0.2
"""Seconds without a change after which what a page draws beside the window is there."""
EDGE = 8
"""Pixels that are left around a part of a page."""


class Studio:
    """One dressed application; each picture gets a folder, a file and a window of its own."""

    def __init__(self, app: QApplication, demos: Path) -> None:
        self.app = app
        self.demos = demos
        self.pictures = 0
        self.shown: QWidget | None = None
        self.office: Office | None = None

    def begin(self) -> None:
        """Forget all that the picture before has left, also what the program remembers of its clerk."""
        self.close()
        self.pictures += 1
        self.folder.mkdir()
        for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[variable] = str(self.folder / variable)

    @property
    def folder(self) -> Path:
        """Of the picture that is being taken."""
        return self.demos / str(self.pictures)

    # ── what is looked at ─────────────────────────────────────────────────────────────────────────

    def file(self, *, settled: bool = True) -> Path:
        """A copy of the demo township, its third quarter of 2019 settled or not yet; each is made once."""
        made = self.demos / f"{settled}.gridapp"
        if not made.exists():
            build(made, settled=settled).close()
        return Path(shutil.copy(made, self.folder / f"{STEM}.gridapp"))

    def window(self, size: tuple[int, int] = SMALL, *, settled: bool = True) -> Window:
        """The window on such a copy, as it stands after the start."""
        return self.window_on(self.file(settled=settled), size)

    def window_on(self, path: Path, size: tuple[int, int] = SMALL) -> Window:
        return self.window_of(Office.open(path, WHO), size)

    def window_of(self, office: Office, size: tuple[int, int] = SMALL) -> Window:
        self.office = office
        window = Window(Session(self.office))
        window.resize(*size)
        self.show(window)
        return window

    def show(self, widget: QWidget) -> None:
        self.shown = widget
        widget.show()
        widget.activateWindow()
        self.wait(lambda: widget.isActiveWindow() and self.app.focusWidget() is not None)

    def page(self, window: Window, title: str, target: object = None, quarter: Quarter = Q4) -> Page:
        """Another page, at rest."""
        window.session.look_at(quarter)
        window.open_at(title, target)
        front = window.stack.currentWidget()
        assert isinstance(front, Page)
        if front.typed_in:
            front.typed_in.setFocus()
        self.rest()
        return front

    def close(self) -> None:
        """Take away what the picture before was taken of."""
        if self.shown:
            self.shown.close()
            self.shown.deleteLater()
            self.shown = None
            self.app.processEvents()
        if self.office:
            self.office.close()
            self.office = None

    # ── hands ─────────────────────────────────────────────────────────────────────────────────────

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """To whatever has the focus."""
        target = self.app.focusWidget()
        assert target
        QTest.keyClick(target, key, modifier)
        self.app.processEvents()

    def type(self, text: str) -> None:
        target = self.app.focusWidget()
        assert target
        QTest.keyClicks(target, text)
        self.app.processEvents()

    def wait(self, done: Callable[[], bool]) -> None:
        """Until something is so."""
        end = time.monotonic() + SECONDS
        while not done():
            if time.monotonic() > end:
                raise TimeoutError("what the picture waits for does not come")
            self.app.processEvents()
            time.sleep(0.01)

    def rest(self) -> None:
        """Until no work goes on beside the window and nothing on it has changed for a while."""
        shown, before, since = self.shown, None, time.monotonic()
        assert shown
        end = since + SECONDS
        while time.monotonic() - since < REST:
            if time.monotonic() > end:
                raise TimeoutError("the window does not come to rest")
            self.app.processEvents()
            time.sleep(0.01)
            now = shown.grab().toImage()
            if now != before or any(work.isRunning() for work in self._works()) or self._draws(shown):
                before, since = now, time.monotonic()

    def _draws(self, shown: QWidget) -> bool:
        """Whether a chart waits for its quarters, which are read one by one."""
        return any(chart.figure is None for chart in shown.findChildren(ChartPanel) if chart.isVisible())

    def _works(self) -> list[Work]:
        owners = [self.app, *self.app.topLevelWidgets()]
        return [work for owner in owners for work in owner.findChildren(Work)]

    # ── taking ────────────────────────────────────────────────────────────────────────────────────

    def take(self, part: QWidget | None = None, edge: int = 0) -> QPixmap:
        """What is shown now with what has popped up over it; or a part of it, with so many pixels around."""
        self.rest()
        whole = self.shown
        assert whole
        seen = whole.grab()
        over = self.app.activePopupWidget()
        if over:
            painter = QPainter(seen)
            painter.drawPixmap(whole.mapFromGlobal(over.pos()), over.grab())
            painter.end()
            over.close()
        if part is None:
            return seen
        area = QRect(part.mapTo(whole, part.rect().topLeft()), part.size())
        return seen.copy(area.adjusted(-edge, -edge, edge, edge).intersected(whole.rect()))


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing more can be written: files may not become larger than they are already."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def studio() -> Iterator[Studio]:
    """A studio whose day stands still, with folders of its own that go when it does."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["TZ"] = str(NOW.tzinfo)
    time.tzset()
    with tempfile.TemporaryDirectory() as name, time_machine.travel(NOW, tick=False):
        app = QApplication([])
        app.setCursorFlashTime(0)
        dress(app, load_fonts(), "浅色", "标准")
        made = Studio(app, Path(name))
        try:
            yield made
        finally:
            made.close()
