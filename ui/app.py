"""Starting the window: the looks, the office's file, and only one window for a person."""

import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from gridapp.errors import OfficeError
from gridapp.office import Office
from ui import preferences
from ui.session import Session
from ui.theme import dress, load_fonts
from ui.window import Window


def main(database: Path | None = None) -> int:
    """Open the window on a file, or on the one that was open last; returns the exit status."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("gridapp")
    _speak_chinese(app)
    kept = preferences.load()
    dress(app, load_fonts(), kept.theme, kept.size)
    path = database or (Path(kept.database) if kept.database else None)
    if path is None:
        QMessageBox.information(None, "网格员考核", "还没有数据库。请先用 gridapp demo 或 gridapp import 建立。")
        return 2
    try:
        office = Office.open(path)
    except OfficeError as error:
        QMessageBox.critical(None, "不能打开", error.message)
        return 3
    with office:
        window = Window(Session(office))
        window.show()
        preferences.save(preferences.Preferences(str(path.resolve()), kept.theme, kept.size, kept.enter_goes_right))
        return app.exec()


def _speak_chinese(app: QApplication) -> None:
    """Qt's own words (buttons, file dialogues) in Chinese, whatever the machine's language."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
