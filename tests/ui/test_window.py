"""The shell: what is saved is said, undo and redo, the quarter chooser."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gridapp.model import Counts, Tally
from tests.offices import Q2, Q3, ZHANG
from ui.session import Session
from ui.window import Window


def test_saved_is_said_after_the_commit_with_the_name_of_the_step(window: Window, session: Session) -> None:
    tally = Tally(ZHANG, Q2.weeks[0], Counts({"排查": 1}))
    assert session.do(lambda: session.office.change("第14周 张三 排查 未录→1", save=[tally]))
    assert window.status.saved.text().startswith("已保存 ")
    assert window.status.undo.text() == "· 撤销：第14周 张三 排查 未录→1"


def test_a_refused_change_is_said_and_nothing_is_called_saved(window: Window, session: Session) -> None:
    before = window.status.saved.text()
    nobody = Tally("9999", Q2.weeks[0], Counts({"排查": 1}))
    assert not session.do(lambda: session.office.change("不成", save=[nobody]))
    assert "没有编号为“9999”的网格员" in window.status.message.text()
    assert window.status.saved.text() == before


def test_ctrl_z_and_ctrl_y_take_back_and_do_again(window: Window, session: Session, qtbot: QtBot) -> None:
    tally = Tally(ZHANG, Q2.weeks[0], Counts({"排查": 1}))
    session.do(lambda: session.office.change("排查", save=[tally]))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.office.tally(ZHANG, Q2.weeks[0]) is None
    assert window.status.message.text() == "已撤销：排查"
    assert window.status.undo.text() == "· 撤销：录入名册"
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.office.tally(ZHANG, Q2.weeks[0]) == tally


def test_another_quarter_is_looked_at_when_it_is_chosen(window: Window, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.quarter_changed):
        window.quarters.setCurrentText(Q3.title)
    assert session.quarter == Q3
