"""The windows of the program on the screen: one in front, or one alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget


def bring_to_front(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)  # where the system lets no window push forward, its icon asks for attention


def clear(window: QWidget) -> list[QWidget]:
    """Leave this window alone on the screen; returns what may come back. Dialogues end as if they were cancelled."""
    hidden = []
    for each in QApplication.topLevelWidgets():
        if not each.isVisible() or each is window:
            continue
        if isinstance(each, QDialog):
            each.reject()
        elif each.windowType() in (Qt.WindowType.Window, Qt.WindowType.Tool):
            hidden.append(each)
            each.hide()
        else:  # a menu, a list, a tip
            each.close()
    return hidden
