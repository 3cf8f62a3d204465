"""Starting the window: the looks, the office's file or the start page, and only one window for a person."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gridapp.errors import OfficeError
from gridapp.office import Office
from gridapp.resources import resource
from ui import preferences, trouble
from ui.doorbell import Doorbell, door_name, ring
from ui.session import Session
from ui.theme import ENTER_GOES_RIGHT, dress, load_fonts
from ui.window import Window

if TYPE_CHECKING:
    from ui.first_start import StartPage


def main(database: Path | None = None) -> int:
    """Open the window on a file, or on the one that was open last; returns the exit status.

    Where a window is open already, it comes to the front with that file, and this process is done.
    """
    app = QApplication(sys.argv[:1])
    app.setApplicationName("gridapp")
    app.setDesktopFileName("gridapp")  # by which Linux desktops find the program's entry and icon
    app.setWindowIcon(icon())
    if ring(door_name(), database):
        return 0
    trouble.watch()
    speak_chinese(app)
    kept = preferences.load()
    dress(app, load_fonts(), kept.theme, kept.size)
    app.setProperty(ENTER_GOES_RIGHT, kept.enter_goes_right)
    program = Program()
    Doorbell(door_name(), program).rung.connect(program.visit)
    path = database or (Path(kept.database) if kept.database else None)
    QTimer.singleShot(0, program, lambda: program.start(path))  # in the loop, so that even a bug there can be told
    status = app.exec()
    program.close()
    return status


class Program(QObject):
    """What stands on the screen: the window on one office's file, or the start page; over either, a cover."""

    def __init__(self) -> None:
        super().__init__()
        self.office: Office | None = None
        self.shown: QWidget | None = None
        self._cover: QWidget | None = None
        self._covered: list[QWidget] = []

    def start(self, path: Path | None) -> None:
        """Begin with a file, or with the start page when there is none."""
        if path is None:
            self._show_start_page()
        else:
            self.open(path)

    def open(self, path: Path) -> Window | None:
        """The window on this file. When it can't be opened, what is open stays, and why is said."""
        if self.office and self.office.path == path.resolve():
            self._to_front()
            return None
        if isinstance(self.shown, Window) and not self.shown.may_leave():
            return None
        try:
            office = Office.open(path.resolve())
        except OfficeError as error:
            self._refuse(path, error)
            return None
        preferences.remember(database=str(office.path))
        return self._show_office(office)

    def _show_office(self, office: Office) -> Window:
        before, self.office = self.office, office
        window = Window(Session(office))
        window.file_wanted.connect(self.open)
        window.restore_wanted.connect(self.restore)
        window.painted.connect(window.session.caretaker.begin)
        self._show(window)
        if before:
            before.close()
        return window

    def _refuse(self, path: Path, error: OfficeError) -> None:
        if isinstance(self.shown, Window):
            self.shown.session.failed.emit(error.message)
        else:
            self._show_start_page(path, error)

    def import_into(self, path: Path, book: Path) -> None:
        """Open a file and show what a workbook would bring into it."""
        window = self.open(path)
        if window:
            window.files.import_book(book)

    def restore(self, backup: Path) -> None:
        """Close the office, put the backup in its place, and open that. When it won't do, all is as before."""
        if not self.office or (isinstance(self.shown, Window) and not self.shown.may_leave()):
            return
        path = self.office.path
        self.office.close()
        self.office = None
        work = self._show_start_page(path).restore(backup)
        work.failed.connect(lambda message: self._open_again(path, message))

    def _open_again(self, path: Path, message: str) -> None:
        window = self.open(path)
        if window:
            window.session.failed.emit(f"{message}；没有恢复，仍是原来的数据")

    def visit(self, file: str) -> None:
        """Somebody started the program again: come to the front, with that file if there is one."""
        busy = isinstance(self.shown, Window) and self.shown.session.lent
        if file and not busy and not self._cover:
            self.open(Path(file))
        self._to_front()

    def _show_start_page(self, path: Path | None = None, error: OfficeError | None = None) -> "StartPage":
        from ui.first_start import StartPage  # the window of every day doesn't wait for it

        page = StartPage(path, error)
        page.chosen.connect(self.open)
        page.book_chosen.connect(self.import_into)
        self._show(page)
        return page

    def _show(self, page: QWidget) -> None:
        """Another page on the screen; the new one is there before the old one goes, or the program would end."""
        before, self.shown = self.shown, page
        if before:
            _take_place(page, before)
        page.show()
        if before:
            before.close()
            before.deleteLater()

    # ── a cover ───────────────────────────────────────────────────────────────────────────────────

    def cover(self, page: QWidget) -> None:
        """Let this page stand alone on the screen, until `uncover`: of the window, its manual, lists and tips nothing
        is seen and no key reaches them. Dialogues end as if they were cancelled."""
        assert self.shown
        assert not self._cover
        self._cover, self._covered = page, []
        page.installEventFilter(self)
        _take_place(page, self.shown)
        page.show()
        for each in QApplication.topLevelWidgets():
            if not each.isVisible() or each is page:
                continue
            if isinstance(each, QDialog):
                each.reject()
            elif each.windowType() in (Qt.WindowType.Window, Qt.WindowType.Tool):
                self._covered.append(each)
                each.hide()
            else:  # a menu, a list, a tip
                each.close()

    def uncover(self) -> None:
        """All that was there comes back, and the cover goes."""
        page, self._cover = self._cover, None
        assert self.shown
        assert page
        _take_place(self.shown, page)
        for each in self._covered:
            each.show()
        self._covered = []
        page.removeEventFilter(self)
        page.close()
        page.deleteLater()
        self._to_front()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """To close the cover is to close what it covers: it stays where that may not be closed."""
        if watched is self._cover and event.type() == QEvent.Type.Close and self.shown and not self.shown.close():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _to_front(self) -> None:
        if page := self._cover or self.shown:
            bring_to_front(page)

    def close(self) -> None:
        """The end, also where the system ends the program and no window was asked to close."""
        if isinstance(self.shown, Window):
            self.shown.session.caretaker.stop()
        if self.office:
            self.office.close()


def icon() -> QIcon:
    """The program's own, in every size that is shipped."""
    pictured = QIcon()
    for file in resource("icons").glob("gridapp-[0-9]*.png"):
        pictured.addFile(str(file))
    return pictured


def _take_place(page: QWidget, before: QWidget) -> None:
    """Where the other stands on the screen, as large, or filling it."""
    page.setGeometry(before.normalGeometry())
    page.setWindowState(before.windowState() & ~Qt.WindowState.WindowActive)


def bring_to_front(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)  # where the system lets no window push forward, its icon asks for attention


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (buttons, file dialogues) in Chinese, whatever the machine's language."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
