"""Work beside the window, where two pieces of it are under way at once."""

import gc
from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.work import Report, Work


def test_the_collector_rests_until_the_last_work_is_over(qapp: QApplication, qtbot: QtBot) -> None:
    owner, gates = QObject(), (Event(), Event())

    def waiting(gate: Event) -> Work:
        def job(report: Report) -> bool:
            return gate.wait(30)

        return Work("试验", job, owner)

    first, second = (waiting(gate) for gate in gates)
    first.begin()
    second.begin()
    with qtbot.waitSignal(first.ended):
        gates[0].set()
    assert not gc.isenabled()
    with qtbot.waitSignal(second.ended):
        gates[1].set()
    assert gc.isenabled()
