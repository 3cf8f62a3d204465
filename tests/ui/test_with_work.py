"""Work that belongs to a widget: it never outlives it."""

import gc
from threading import Event

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.widgets.with_work import WithWork
from ui.work import Report, Work


def test_work_is_over_when_its_widget_has_gone(dressed: QApplication, qtbot: QtBot) -> None:
    widget, begun = WithWork(), Event()
    qtbot.addWidget(widget)
    widget.show()

    def job(report: Report) -> None:
        begun.set()
        while True:
            report("…")

    work = Work("查找", job, widget)
    ends: list[str] = []
    work.ended.connect(lambda: ends.append("ended"))
    work.cancelled.connect(lambda: ends.append("cancelled"))
    collects = gc.isenabled()
    widget.begin_work(work)
    assert begun.wait(30)
    widget.hide()
    assert work.isRunning() is False
    QApplication.processEvents()
    assert ends == ["ended", "cancelled"]
    assert gc.isenabled() == collects
