"""Starting the window: its looks, and only one for a person.

What is imported here holds up the first paint; the namespace `Qt` alone, with its enumerations, takes 13 ms.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from gridapp.resources import resource
from ui import preferences, trouble
from ui.doorbell import Doorbell, door_name, ring
from ui.program import Program
from ui.theme import ENTER_GOES_RIGHT, dress, load_fonts


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
    QTimer.singleShot(0, program, lambda: program.begin(path))  # in the loop, so that even a bug there can be told
    status = app.exec()
    program.close()
    return status


def icon() -> QIcon:
    """The program's own, in every size that is shipped."""
    pictured = QIcon()
    for file in resource("icons").glob("gridapp-[0-9]*.png"):
        pictured.addFile(str(file))
    return pictured


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (buttons, file dialogues) in Chinese, whatever the machine's language."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
