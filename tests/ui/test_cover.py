"""A cover over the window: nothing of the office is seen then, and nothing reaches it."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gridapp.office import Office
from ui.program import Program
from ui.window import Window


def seen() -> set[QWidget]:
    return {each for each in QApplication.topLevelWidgets() if each.isVisible()}


@pytest.fixture
def window(program: Program, office: Office, qtbot: QtBot) -> Window:
    """Open on a small office, with the manual beside it."""
    office.close()
    shown = program.open(office.path)
    assert shown
    qtbot.waitUntil(lambda: bool(shown.stack.pages))
    shown.show_manual()
    return shown


def test_a_cover_hides_everything_and_gives_it_back(program: Program, window: Window) -> None:
    question, cover = QMessageBox(window), QWidget()
    QTimer.singleShot(0, lambda: program.frame.cover(cover))
    assert question.exec() == QMessageBox.DialogCode.Rejected
    assert seen() == {program.frame}
    assert (cover.isVisible(), window.isVisible()) == (True, False)
    program.frame.uncover()
    assert seen() == {program.frame, window.manual}
    assert (cover.isVisible(), window.isVisible()) == (False, True)


def test_a_menu_does_not_stay_over_the_cover(program: Program, window: Window) -> None:
    window.files.menu.popup(window.pos())
    program.frame.cover(QWidget())
    program.frame.uncover()
    assert not window.files.menu.isVisible()


def test_the_title_and_the_focus_are_the_cover_s_and_then_what_they_were(
    program: Program, window: Window, qtbot: QtBot
) -> None:
    window.session.wanted.emit("登记 · 按周", None)
    page = window.stack.front
    assert page
    assert page.typed_in
    page.typed_in.setFocus()
    before, cover = program.frame.windowTitle(), QLineEdit()
    cover.setWindowTitle("已锁定")
    program.frame.cover(cover)
    assert program.frame.windowTitle() == "已锁定"
    assert program.frame.focusWidget() is cover
    program.frame.uncover()
    assert program.frame.windowTitle() == before
    assert program.frame.focusWidget() is page.typed_in


def test_no_key_and_no_second_start_goes_through_the_cover(
    program: Program, window: Window, other_office: Office, qtbot: QtBot
) -> None:
    session, other = window.session, other_office.path
    other_office.close()
    session.do(lambda: session.office.set_office(**{"镇名": "青川镇"}))
    cover = QWidget()
    program.frame.cover(cover)
    for keys in (cover, program.frame, window):
        qtbot.keyClick(keys, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    program.visit(str(other))
    assert cover.isVisible()
    assert session.office.settings() == {"镇名": "青川镇"}
    assert program.window is window


def test_closing_under_a_cover_closes_the_office_s_window_unless_it_has_work_under_way(
    program: Program, window: Window
) -> None:
    program.frame.cover(QWidget())
    window.session.lent = True
    assert not program.frame.close()
    assert program.frame.isVisible()
    window.session.lent = False
    assert program.frame.close()
