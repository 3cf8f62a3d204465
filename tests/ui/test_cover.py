"""A cover over the window: nothing of the office is seen then, and nothing reaches it."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gridapp.office import Office
from ui.app import Program
from ui.window import Window


def seen() -> set[QWidget]:
    return {each for each in QApplication.topLevelWidgets() if each.isVisible()}


@pytest.fixture
def window(program: Program, office: Office, qtbot: QtBot) -> Window:
    """Open on a small office, with the manual beside it."""
    office.close()
    program.start(office.path)
    shown = program.shown
    assert isinstance(shown, Window)
    qtbot.waitUntil(lambda: bool(shown.stack.pages))
    shown.show_manual()
    return shown


def test_a_cover_hides_everything_and_gives_it_back(program: Program, window: Window, qtbot: QtBot) -> None:
    window.showMaximized()
    question, cover = QMessageBox(window), QWidget()
    QTimer.singleShot(0, lambda: program.cover(cover))
    assert question.exec() == QMessageBox.DialogCode.Rejected
    assert seen() == {cover}
    assert cover.isMaximized()
    program.uncover()
    assert seen() == {window, window.manual}
    assert window.isMaximized()


def test_a_menu_does_not_stay_over_the_cover(program: Program, window: Window) -> None:
    window.files.menu.popup(window.pos())
    program.cover(QWidget())
    program.uncover()
    assert not window.files.menu.isVisible()


def test_no_key_and_no_second_start_goes_through_the_cover(
    program: Program, window: Window, other_office: Office, qtbot: QtBot
) -> None:
    session, other = window.session, other_office.path
    other_office.close()
    session.do(lambda: session.office.set_office(**{"镇名": "青川镇"}))
    cover = QWidget()
    program.cover(cover)
    for keys in (cover, window):
        qtbot.keyClick(keys, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    program.visit(str(other))
    assert seen() == {cover}
    assert session.office.settings() == {"镇名": "青川镇"}
    assert program.shown is window
    program.uncover()


def test_closing_the_cover_closes_the_window_unless_it_has_work_under_way(program: Program, window: Window) -> None:
    cover = QWidget()
    program.cover(cover)
    window.session.lent = True
    assert not cover.close()
    assert seen() == {cover}
    window.session.lent = False
    assert cover.close()
    assert seen() == set()
