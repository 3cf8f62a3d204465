"""What stands in the program's window: a file that is being opened, the office's pages, or the ways to begin."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gridapp.errors import OfficeError
from ui import preferences
from ui.frame import Frame
from ui.opening import Opening

if TYPE_CHECKING:
    from gridapp.office import Office
    from ui.first_start import StartPage
    from ui.window import Window


class Program(QObject):
    """One office at a time, in one window. What an office needs is loaded when the window stands on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.frame = Frame()
        self.office: Office | None = None
        self.window: Window | None = None
        """The pages of the office, when they are what stands in the frame."""

    def begin(self, path: Path | None) -> None:
        """Bring the window to the screen, then start: nothing of a file is shown before it is known to be whole."""
        if path:
            opening = Opening(path)
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

    def open(self, path: Path) -> "Window | None":
        """The window on this file. When it can't be opened, what is open stays, and why is said."""
        from gridapp.office import Office

        if self.office and self.office.path == path.resolve():
            self.frame.to_front()
            return None
        if self.window and not self.window.may_leave():
            return None
        try:
            office = Office.open(path.resolve())
        except OfficeError as error:
            self._refuse(path, error)
            return None
        preferences.remember(database=str(office.path))
        return self._show_office(office)

    def _show_office(self, office: "Office") -> "Window":
        from ui.session import Session
        from ui.window import Window

        before, self.office = self.office, office
        window = self.window = Window(Session(office))
        window.file_wanted.connect(self.open)
        window.restore_wanted.connect(self.restore)
        window.painted.connect(window.session.caretaker.begin)
        self.frame.show_page(window)
        if before:
            before.close()
        return window

    def _refuse(self, path: Path, error: OfficeError) -> None:
        if self.window:
            self.window.session.failed.emit(error.message)
        else:
            self._show_start_page(path, error)

    def import_into(self, path: Path, book: Path) -> None:
        """Open a file and show what a workbook would bring into it."""
        window = self.open(path)
        if window:
            window.files.import_book(book)

    def restore(self, backup: Path) -> None:
        """Close the office, put the backup in its place, and open that. When it won't do, all is as before."""
        if not self.office or (self.window and not self.window.may_leave()):
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
        busy = self.window and self.window.session.lent
        if file and not busy and not self.frame.is_covered:
            self.open(Path(file))
        self.frame.to_front()

    def _show_start_page(self, path: Path | None = None, error: OfficeError | None = None) -> "StartPage":
        from ui.first_start import StartPage

        page = StartPage(path, error)
        page.chosen.connect(self.open)
        page.book_chosen.connect(self.import_into)
        self.window = None
        self.frame.show_page(page)
        return page

    def close(self) -> None:
        """The end, also where the system ends the program and no window was asked to close."""
        if self.window:
            self.window.session.caretaker.stop()
        if self.office:
            self.office.close()
