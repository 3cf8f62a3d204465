"""The lock: by itself, by key; eye, key and screen reader find nothing of the office behind it; what is typed stays."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
import time_machine
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from gridapp import locking
from gridapp.door import Door
from gridapp.errors import NotSaved
from gridapp.keyring import FREE_TRIES
from gridapp.model import OfficeSetting
from gridapp.office import Office
from gridapp.roles import ENTER
from tests.offices import Q2, ZHANG
from tests.ui.test_sign_in import LIS, RIGHT, Locked, click, said
from ui.lock import Lock
from ui.lock_page import LockPage
from ui.program import Program
from ui.session import Spot, Waiting
from ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = 30_000


@pytest.fixture
def locked(request: pytest.FixtureRequest, tmp_path: Path) -> Locked:
    return Locked(tmp_path, encrypted=getattr(request, "param", True))


PLAIN_TOO = pytest.mark.parametrize("locked", [True, False], ids=["encrypted", "plain"], indirect=True)
"""The keyring of a plain file lies in the file that is open."""


@pytest.fixture
def window(program: Program, locked: Locked, qtbot: QtBot) -> Window:
    """王敏 works at the small office."""
    shown = program.open(locked.path, Door(locked.path).unlock("王敏", RIGHT, datetime.now()))
    assert shown
    shown.session.look_at(Q2)
    with qtbot.waitActive(program.frame):
        program.frame.activateWindow()
    qtbot.waitUntil(lambda: bool(shown.stack.pages) and not shown.session.caretaker.busy, timeout=LONG)
    return shown


def lock_page(program: Program) -> LockPage:
    assert program.lock
    page = program.lock.page
    assert page
    assert page.isVisible()
    return page


def lock(program: Program, qtbot: QtBot) -> LockPage:
    qtbot.keyClick(QApplication.focusWidget() or program.frame, Qt.Key.Key_L, CTRL)
    return lock_page(program)


def enter(page: LockPage, password: str, qtbot: QtBot) -> None:
    page.form.password.field.selectAll()
    QTest.keyClicks(page.form.password.field, password)
    with qtbot.waitSignals([page.form.waits, page.form.waits]):
        qtbot.keyClick(page.form.password.field, Qt.Key.Key_Return)


def texts(within: QAccessibleInterface | None) -> Iterator[str]:
    """All that a screen reader can come to and that is not hidden."""
    if within is None or not within.isValid() or within.state().invisible:
        return
    yield within.text(QAccessible.Text.Name)
    yield within.text(QAccessible.Text.Value)
    for place in range(within.childCount()):
        yield from texts(within.child(place))


def test_ctrl_l_hides_everything_until_the_password(
    program: Program, window: Window, locked: Locked, qtbot: QtBot
) -> None:
    window.show_manual()
    program.frame.activateWindow()
    qtbot.waitUntil(program.frame.isActiveWindow)
    assert program.frame.focusWidget() is not window.status.lock
    assert {"首页", "登记 · 按周"} <= set(texts(QAccessible.queryAccessibleInterface(program.frame)))
    page = lock(program, qtbot)
    assert not window.isVisible()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [program.frame]
    assert program.frame.windowTitle() == "网格员考核 — 已锁定"
    heard = " ".join(texts(QAccessible.queryAccessibleInterface(program.frame)))
    assert "解锁" in heard
    assert not any(word in heard for word in ("张三", "东村", locked.path.name, "登记", "首页"))
    enter(page, RIGHT, qtbot)
    assert window.isVisible()
    assert window.manual
    assert window.manual.isVisible()
    assert locked.path.name in program.frame.windowTitle()
    assert program.window is window


def test_no_key_reaches_what_is_behind(program: Program, window: Window, qtbot: QtBot) -> None:
    session = window.session
    session.do(lambda: session.office.set_office(**{"镇名": "青川镇"}))
    page = lock(program, qtbot)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_O, Qt.Key.Key_E, Qt.Key.Key_B):
        qtbot.keyClick(page.form.password.field, key, CTRL)
    qtbot.keyClick(page, Qt.Key.Key_F1)
    for _ in range(20):
        qtbot.keyClick(program.frame.focusWidget() or page, Qt.Key.Key_Tab)
        focus = program.frame.focusWidget()
        assert focus
        assert page.isAncestorOf(focus)
    assert session.office.settings() == {"镇名": "青川镇"}
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [program.frame]


def test_a_dialogue_is_closed_and_a_menu_too(program: Program, window: Window, qtbot: QtBot) -> None:
    assert program.lock
    question = QMessageBox(window)
    QTimer.singleShot(0, program.lock.lock)
    assert question.exec() == QMessageBox.DialogCode.Rejected
    enter(lock_page(program), RIGHT, qtbot)
    window.files.menu.popup(window.pos())
    program.lock.lock()
    assert QApplication.activePopupWidget() is None
    chooser = QFileDialog(window)
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    enter(lock_page(program), RIGHT, qtbot)
    QTimer.singleShot(0, program.lock.lock)
    assert chooser.exec() == QFileDialog.DialogCode.Rejected


def test_what_is_being_typed_is_kept(program: Program, window: Window, qtbot: QtBot) -> None:
    """A cell is saved as if it had been left; a form's field still has it."""
    window.session.wanted.emit("登记 · 按周", Spot(Q2.weeks[0], worker=ZHANG))
    page = window.stack.front
    assert page
    table = page.typed_in
    assert table
    table.setFocus()
    qtbot.keyClick(table, "7")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "7"
    enter(lock(program, qtbot), RIGHT, qtbot)
    tally = window.session.office.tally(ZHANG, Q2.weeks[0])
    assert tally
    assert 7 in dict(tally.counts).values()
    window.open_at("名册", None)
    field = next(each for each in window.stack.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    QTest.keyClicks(field, "zh")
    enter(lock(program, qtbot), RIGHT, qtbot)
    assert field.text() == "zh"
    assert QApplication.focusWidget() is field


@PLAIN_TOO
def test_wrong_passwords_wait_as_at_sign_in_and_the_count_goes_with_the_file(
    program: Program, window: Window, locked: Locked, qtbot: QtBot
) -> None:
    page = lock(program, qtbot)
    with time_machine.travel(datetime(2026, 3, 2, 9), tick=False):
        for _ in range(FREE_TRIES):
            enter(page, "wrong one", qtbot)
        assert page.form.enter.text() == "请等 5 秒再试"
        assert program.frame.close()
        program.close()
        assert Door(locked.path).seconds_to_wait("王敏", datetime.now()) == 5


@PLAIN_TOO
def test_the_right_password_ends_the_count(program: Program, window: Window, locked: Locked, qtbot: QtBot) -> None:
    page = lock(program, qtbot)
    enter(page, "wrong one", qtbot)
    enter(page, RIGHT, qtbot)
    assert program.lock
    program.frame.close()
    program.close()
    assert Door(locked.path).tries_left("王敏") == FREE_TRIES


# ── by itself ─────────────────────────────────────────────────────────────────────────────────────────


def press_a_key(program: Program) -> None:
    """As the system gives it to the window."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(
            program.frame.windowHandle(), QKeyEvent(kind, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        )


def look(lock: Lock) -> None:
    lock.idle._timer.timeout.emit()


def test_it_locks_by_itself_when_nobody_did_anything_for_five_minutes(
    program: Program, locked: Locked, qtbot: QtBot
) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9), tick=False) as clock:
        program.open(locked.path, Door(locked.path).unlock("王敏", RIGHT, datetime.now()))
        assert program.lock
        clock.shift(4 * 60)
        press_a_key(program)
        clock.shift(4 * 60)
        look(program.lock)
        assert not program.frame.is_covered
        clock.shift(61)
        look(program.lock)
        assert program.frame.is_covered


def test_the_key_that_wakes_a_computer_that_slept_finds_it_locked(
    program: Program, locked: Locked, qtbot: QtBot
) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9), tick=False) as clock:
        program.open(locked.path, Door(locked.path).unlock("王敏", RIGHT, datetime.now()))
        clock.shift(8 * 3600)
        press_a_key(program)
        assert program.frame.is_covered


def test_how_long_is_a_setting_and_0_is_never(program: Program, locked: Locked, qtbot: QtBot) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9), tick=False) as clock:
        window = program.open(locked.path, Door(locked.path).unlock("王敏", RIGHT, datetime.now()))
        assert window
        assert program.lock
        office = window.session.office
        window.session.do(lambda: office.change("设置", save=[OfficeSetting(locking.IDLE, "0")]))
        clock.shift(24 * 3600)
        look(program.lock)
        assert not program.frame.is_covered
        window.session.do(lambda: office.change("设置", save=[OfficeSetting(locking.IDLE, "1")]))
        clock.shift(61)
        look(program.lock)
        assert program.frame.is_covered


def test_without_accounts_nothing_locks(program: Program, other_office: Office, qtbot: QtBot) -> None:
    other_office.close()
    with time_machine.travel(datetime(2026, 3, 2, 9), tick=False) as clock:
        window = program.open(other_office.path)
        assert window
        assert program.lock
        clock.shift(24 * 3600)
        look(program.lock)
        qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
        assert not program.frame.is_covered
        assert not window.status.lock.isVisible()


# ── long work, another person, the end ────────────────────────────────────────────────────────────────


@PLAIN_TOO
def test_long_work_goes_on_behind_the_lock(program: Program, window: Window, qtbot: QtBot) -> None:
    go_on = Event()
    done: list[object] = []
    work = window.session.lend("导出", lambda office, report: go_on.wait(30))
    work.done.connect(done.append)
    work.begin()
    page = lock(program, qtbot)
    enter(page, "wrong one", qtbot)
    assert page.form.password.fault.text()
    assert not program.frame.close()
    assert "工作还没有完成" in said(page)
    click(page, "换人登录")
    page.form.names.setCurrentText("李娜")
    enter(page, LIS, qtbot)
    assert "还有工作正在进行" in said(page)
    go_on.set()
    qtbot.waitUntil(lambda: done == [True], timeout=LONG)
    assert program.frame.is_covered
    page.form.names.setCurrentText("王敏")
    enter(page, RIGHT, qtbot)
    assert not program.frame.is_covered


@PLAIN_TOO
def test_somebody_else_goes_on_with_pages_made_anew(
    program: Program, window: Window, locked: Locked, qtbot: QtBot
) -> None:
    window.show_manual()
    page = lock(program, qtbot)
    assert not page.form.names.isVisible()
    click(page, "换人登录")
    page.form.names.setCurrentText("李娜")
    enter(page, LIS, qtbot)
    assert program.window
    assert program.window is not window
    assert program.office
    assert (program.office.who, program.office.role) == ("李娜", ENTER)
    assert not program.frame.is_covered
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [program.frame]
    assert program.window.status.who.text() == "录入：李娜"
    assert program.office.accesses()[0].who == "李娜"


def test_what_is_not_saved_is_neither_named_nor_given_up_under_the_lock(
    program: Program, window: Window, qtbot: QtBot
) -> None:
    session = window.session
    page = lock(program, qtbot)
    session.waiting.append(_never_saved())
    assert not program.frame.close()
    assert "还有没保存的改动" in said(page)
    assert "张三" not in said(page)
    click(page, "换人登录")
    page.form.names.setCurrentText("李娜")
    enter(page, LIS, qtbot)
    assert "请先由王敏解锁" in said(page)
    session.waiting.clear()


def _never_saved() -> Waiting:
    def fail() -> None:
        raise NotSaved("没有保存：磁盘可能已满", step="第20周 张三 1→2")

    return Waiting("第20周 张三 1→2", fail, None, None)
