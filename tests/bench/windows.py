"""What the window's benchmarks share: no screen is needed, and nothing that the user's own program keeps is touched."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.session import Session


def offscreen(folder: Path) -> None:
    """From now on Qt paints into memory, and preferences and logs lie in a folder of the benchmark's."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(folder / "home")


def dressed(folder: Path) -> "QApplication":
    """The application in its looks, with no window yet."""
    offscreen(folder)
    from PySide6.QtWidgets import QApplication

    from ui.theme import dress, load_fonts

    app = QApplication([])
    dress(app, load_fonts(), "浅色", "标准")
    return app


def paint(window: "QWidget") -> None:
    """Let a shown window come up and be painted to the last pixel."""
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    handle = window.windowHandle()
    while not handle.isExposed():
        QApplication.processEvents()
    QApplication.processEvents()


def sitting(file: Path) -> "Session":
    """A sitting at an office's file, at the quarter that is on record."""
    from tests.bench.township import LAST
    from tests.offices import open_signed_in
    from ui.session import Session

    session = Session(open_signed_in(file))
    session.look_at(LAST)
    return session
