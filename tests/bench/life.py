"""the longest that the window does not answer through a quarter's life with 5,000 workers ÷ 100 ms (aim ≤ 1)

Doubts counted for the first time, the quarter checked, published and settled, a correction begun, previewed and kept:
each is done as a clerk does it, and the window's events are gone through one after the other until it is done.
"""

import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from gridapp.office import Office
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build
from tests.bench.windows import dressed, paint, sitting


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(5000))
    with Office.open(folder / "office.db") as office:
        tie = office.score(LAST).board.tie
        if tie:
            office.decide(LAST, tie.candidates[: tie.seats], "会议决定")


def ours(folder: Path) -> Work:
    app = dressed(folder)
    from PySide6.QtCore import QThread

    from ui.pages.assessment import AssessmentPage
    from ui.pages.assessment_correct import CorrectForm
    from ui.pages.assessment_corrections import CorrectionsPanel
    from ui.pages.assessment_forms import PublishForm, SettleForm

    shutil.copy(folder / "office.db", folder / "this.db")  # every run begins with an open quarter
    session = sitting(folder / "this.db")
    session.office.score(LAST)
    taken: dict[str, float] = {}

    def through(what: str, act: Callable[[], object], done: Callable[[], bool]) -> None:
        start = time.perf_counter()
        act()
        taken[what] = time.perf_counter() - start
        while not done():
            QThread.msleep(1)
            start = time.perf_counter()
            app.processEvents()
            taken[what] = max(taken[what], time.perf_counter() - start)

    def work() -> float:
        through("doubts", lambda: session.office.doubts(LAST), lambda: True)
        page = AssessmentPage(session)
        page.resize(1366, 768)
        page.show()
        paint(page)
        guests, state = page.guests, lambda: session.office.state(LAST)

        def guest(kind: type) -> bool:
            return isinstance(page.panel.guest(), kind)

        through("check", guests.step_forward, lambda: state() == "已核对")
        through("ask days", guests.step_forward, lambda: guest(PublishForm))
        past = date(2019, 10, 8)
        through("publish", lambda: page.panel.guest().wanted.emit(past, past), lambda: state() == "公示中")
        through("ask to settle", guests.step_forward, lambda: guest(SettleForm))
        through("settle", page.panel.guest().wanted.emit, page.corrections.isVisible)
        page.table.choose(page.view.result.people[7].sheet.worker.id)
        through("begin", guests.begin_correction, lambda: guest(CorrectForm))
        form = page.panel.guest()
        assert isinstance(form, CorrectForm)
        form.kind.setCurrentText("补记扣分事项")
        form.form.show_values({"day": LAST.weeks[3].monday.isoformat(), "clause": "4b", "note": "漏记"})
        through("preview", form.form.submit, lambda: len(form.amendments) == 1)
        names = {"reason": "漏记", "proposed_by": "甲", "confirmed_by": "乙", "day": "2019-10-20"}
        form.names.show_values(names)
        through("correct", form.names.submit, lambda: guest(CorrectionsPanel))
        return max(taken.values())

    return work


def limit(folder: Path) -> Work:
    return lambda: 0.1
