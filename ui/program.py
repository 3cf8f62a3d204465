"""What stands in the program's window: a file that is being opened, the office's pages, or the ways to begin."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gridapp.collector import collector_paused
from gridapp.errors import DamagedFile, OfficeError
from ui import preferences
from ui.frame import Frame
from ui.opening import Opening

if TYPE_CHECKING:
    from gridapp.door import Door
    from gridapp.keyring import Unlocked
    from gridapp.office import Office
    from ui.closed_work import ClosedWork
    from ui.first_start import StartPage
    from ui.lock import Lock
    from ui.window import Window

Then = Callable[["Window"], object]
"""What is done when the window on a file is there."""


class Program(QObject):
    """One office at a time, in one window. What an office needs is loaded when the window stands on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = Frame()
        self.office: Office | None = None
        self.window: Window | None = None
        """The pages of the office, when they are what stands in the frame."""
        self.lock: Lock | None = None
        """Of these."""

    def begin(self, path: Path | None) -> None:
        """Bring the window to the screen, then start: nothing of a file is shown before it is known to be whole."""
        if path:
            opening = Opening(path, signs_in=bool(preferences.known(path.resolve()).account))
            opening.painted.connect(lambda: self.start(path))
            self.frame.show_page(opening)
        else:
            self.start(None)

    def start(self, path: Path | None) -> None:
        """With a file, or with the start page when there is none."""
        if path is None:
            self._show_start_page()
        else:
            self.open(path)

    @collector_paused()
    def open(self, path: Path, unlocked: "Unlocked | None" = None, then: Then | None = None) -> "Window | None":
        """The window on this file, now, or when somebody has signed in where that is asked for; then `then`.

        `unlocked` is who has signed in already. When it can't be opened, what is open stays, and why is said.
        """
        from gridapp.door import Door
        from gridapp.office import Office

        path = path.resolve()
        if self.office and self.office.path == path:
            self.frame.to_front()
            return None
        if self.window and not self.window.may_leave():
            return None
        try:
            door = Door(path)
            if door.names and not (unlocked and door.knows(unlocked)):
                self._ask_who(door, then)
                return None
            office = door.open(unlocked) if unlocked and door.names else Office.open(path)
        except OfficeError as error:
            self._refuse(path, error, unlocked)
            return None
        return self._show_office(office, then)

    def _ask_who(self, door: "Door", then: Then | None) -> None:
        """The sign-in page, in the place of what was open."""
        from ui.sign_in import SignInPage

        page = SignInPage(door, preferences.known(door.path).account)
        page.unlocked.connect(lambda unlocked: self.open(door.path, unlocked, then))
        page.entered.connect(lambda office: self._show_office(office, then))
        page.damaged.connect(lambda unlocked, error: self._show_start_page(door.path, error, unlocked))
        page.file_wanted.connect(self.open)
        self._show_page(page)

    def _show_office(self, office: "Office", then: Then | None) -> "Window":
        from ui.lock import Lock
        from ui.session import Session
        from ui.window import Window

        preferences.remember(database=str(office.path))
        if office.unlocked:
            preferences.remember_file(office.path, account=office.who)
        window = Window(Session(office))
        window.file_wanted.connect(self.open)
        window.restore_wanted.connect(self.restore)
        window.closing_wanted.connect(self.close_for)
        window.painted.connect(window.session.caretaker.begin)
        self._show_page(window, office)
        self.window = window
        self.lock = Lock(self.frame, window)
        self.lock.another.connect(self._change_hands)
        if then:
            then(window)
        return window

    def _change_hands(self, unlocked: "Unlocked") -> None:
        """Somebody else goes on with the file that is locked: behind the lock it is opened anew, for them."""
        assert self.office
        path = self.office.path
        self._show_page(Opening(path, signs_in=False))
        self.open(path, unlocked)
        self.frame.uncover()

    def _show_page(self, page: QWidget, office: "Office | None" = None) -> None:
        """Another page, on another office or none; that of before is closed."""
        before, self.office, self.window, self.lock = self.office, office, None, None
        self.frame.show_page(page)
        if before:
            before.close()

    def _refuse(self, path: Path, error: OfficeError, unlocked: "Unlocked | None") -> None:
        from ui.sign_in import SignInPage

        page = self.frame.page
        if self.window:
            self.window.session.failed.emit(error.message)
        elif unlocked and isinstance(page, SignInPage) and not isinstance(error, DamagedFile):
            page.blame(error.message)
        else:
            self._show_start_page(path, error, unlocked)

    def import_into(self, path: Path, book: Path, unlocked: "Unlocked | None") -> None:
        """Open a file and show what a workbook would bring into it."""
        self.open(path, unlocked, lambda window: window.files.import_book(book))

    def restore(self, backup: Path, opened_by: "Unlocked | None") -> None:
        """Close the office, put the backup in its place, and open that. When it won't do, all is as before."""
        if not self.office or (self.window and not self.window.may_leave()):
            return
        path, unlocked = self.office.path, self.office.unlocked
        work = self._show_start_page(path, unlocked=opened_by).restore(backup)
        work.failed.connect(lambda message: self._open_again(path, unlocked, message))

    def _open_again(self, path: Path, unlocked: "Unlocked | None", message: str) -> None:
        said = f"{message}；没有恢复，仍是原来的数据"
        self.open(path, unlocked, lambda window: window.session.failed.emit(said))

    def close_for(self, wanted: "ClosedWork") -> None:
        """Close the office for work on its file, and open it again for who had it open, as it was where that failed."""
        from ui.closed_work import ClosedPage
        from ui.pages.ways import SETTINGS

        if not self.office or not self.office.unlocked or (self.window and not self.window.may_leave()):
            return
        path, unlocked = self.office.path, self.office.unlocked
        page = ClosedPage(path, unlocked, wanted)

        def say(window: "Window", failure: str = "") -> None:
            window.open_at(SETTINGS, wanted.part)
            (window.session.failed if failure else window.session.told).emit(failure or wanted.told)

        page.done.connect(lambda after: self.open(path, after, say))
        page.failed.connect(lambda why: self.open(path, unlocked, lambda window: say(window, why)))
        self._show_page(page)
        page.begin()

    def visit(self, file: str) -> None:
        """Somebody started the program again: come to the front, with that file if there is one."""
        page = self.frame.page
        busy = (page and not page.isEnabled()) or (self.window and self.window.session.lent)
        if file and not busy and not self.frame.is_covered:
            self.open(Path(file))
        self.frame.to_front()

    def _show_start_page(
        self, path: Path | None = None, error: OfficeError | None = None, unlocked: "Unlocked | None" = None
    ) -> "StartPage":
        from ui.first_start import StartPage

        page = StartPage(path, error, unlocked)
        page.chosen.connect(self.open)
        page.book_chosen.connect(self.import_into)
        self._show_page(page)
        return page

    def close(self) -> None:
        """The end, also where the system ends the program and no window was asked to close."""
        if self.window:
            self.window.session.caretaker.stop()
        if self.office:
            self.office.close()
