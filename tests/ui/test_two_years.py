"""Two years of the demo township closed in the window, quarter by quarter: ties, quota cuts, nobody 优秀, carry,
objections, a correction, three 不合格 over new year. The ledger is added up to the 分 at every step."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from gridapp import demo
from gridapp.demo.quarters import steps
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.rulings import Consequence
from gridapp.scoring.grades import BEYOND_QUOTA
from gridapp.scoring.result import QuarterResult
from ui.pages.assessment import AssessmentPage
from ui.pages.assessment_correct import CorrectForm
from ui.pages.assessment_corrections import CorrectionsPanel
from ui.pages.assessment_forms import DecisionForm, PublishForm, SettleForm
from ui.pages.assessment_objections import ObjectionsPanel
from ui.pages.pay import PayPage
from ui.pages.year import YearPage
from ui.pages.year_person import YearPerson
from ui.session import Session, Spot
from ui.widgets.record_form import RecordForm
from ui.window import Window

FIRST, CORRECTED, LAST = Quarter(2018, 1), Quarter(2019, 2), Quarter(2019, 3)
HEAD, CLERK, SECOND = "周建民", "何晓静", "徐文斌"


class Township:
    """Somebody who closes quarters with the mouse, and adds up the money beside the program."""

    def __init__(self, window: Window, beginning: demo.Beginning, qtbot: QtBot) -> None:
        self.window, self.beginning, self.qtbot = window, beginning, qtbot
        self.session: Session = window.session
        self.office: Office = window.session.office
        self.results: dict[Quarter, QuarterResult] = {}
        self.came_in = self.went_out = 0

    def page(self, title: str, target: object = None) -> QWidget:
        self.session.wanted.emit(title, target)
        return self.window.stack.currentWidget()

    def click(self, button: QAbstractButton) -> None:
        QApplication.processEvents()
        assert button.isEnabled(), button.text()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def fill_in(self, form: RecordForm, **texts: str) -> None:
        for name, text in texts.items():
            form.fields[name].put(text)
        self.click(form.button)

    def guest(self, page: AssessmentPage, kind: type[QWidget]) -> QWidget:
        guest = page.panel.guest()
        assert isinstance(guest, kind)
        return guest

    # ── one quarter ───────────────────────────────────────────────────────────────────────────────

    def type_in(self, quarter: Quarter) -> None:
        for step in steps(self.beginning.stage, quarter, self.beginning.raises):
            self.office.change(step.name, save=step.records)

    def close(self, quarter: Quarter) -> None:
        """From 录入中 to 已发放."""
        self.session.look_at(quarter)
        page = self.page("考核")
        assert isinstance(page, AssessmentPage)
        page.panel.leave()
        if page.view.result.board.tie:
            self.decide(page)
        self.click(page.forward)
        self.click(page.forward)
        form = self.guest(page, PublishForm)
        assert isinstance(form, PublishForm)
        after = quarter.shift(1).months[0]
        self.fill_in(form.form, first=f"{after.key}-10", last=f"{after.key}-16")
        assert self.office.state(quarter) == "公示中"
        self.hear(page, quarter)
        self.click(page.forward)
        settle = self.guest(page, SettleForm)
        assert isinstance(settle, SettleForm)
        self.click(settle.settle)
        self.qtbot.waitUntil(lambda: page.panel.guest() is None)  # it is done beside the window
        assert self.office.state(quarter) == "已定案"
        self.add_up(quarter)
        self.session.wanted.emit("考核", None)
        self.click(page.forward)
        assert self.office.state(quarter) == "已发放"

    def decide(self, page: AssessmentPage) -> None:
        tie = page.view.result.board.tie
        assert tie is not None
        assert not page.forward.isEnabled()
        self.click(page.decide)
        form = self.guest(page, DecisionForm)
        assert isinstance(form, DecisionForm)
        for number in tie.candidates[: tie.seats]:
            self.click(form.ticks[number])
        self.fill_in(form.form, reason="经集体研究确定。出席：周建民、杨海清、徐文斌")

    def hear(self, page: AssessmentPage, quarter: Quarter) -> None:
        """One objection while it is published: it is in the way until it is answered."""
        self.click(page.objections)
        panel = self.guest(page, ObjectionsPanel)
        assert isinstance(panel, ObjectionsPanel)
        day = f"{quarter.shift(1).months[0].key}-12"
        self.fill_in(panel.form, objector="马小军", received=day, text="走访没有算全")
        assert not page.forward.isEnabled()
        self.fill_in(panel.form, answer="查过记录，没有漏算", outcome="维持", answered_by=CLERK, answered=day)
        page.panel.leave()

    def add_up(self, quarter: Quarter) -> None:
        """Every 分 that came in went out or is still in the pool; and the window says so."""
        result = self.results[quarter] = self.office.score(quarter)
        pool, pays = result.pool, [person.pay for person in result.people]
        assert pool.carried_out is not None
        if quarter == FIRST:
            self.came_in += pool.carried_in
        corrections = sum(each.cents for each in result.corrections)
        self.came_in += sum(pay.due + (pay.reward or 0) for pay in pays) + corrections
        self.went_out += sum(pay.paid or 0 for pay in pays) + sum(each.cents for each in result.elsewhere)
        assert self.came_in == self.went_out + pool.carried_out
        page = self.page("补贴")
        assert isinstance(page, PayPage)
        assert page.ledger.text().splitlines()[-1].startswith("✓ 收支平衡")
        page.tabs.setCurrentWidget(page.book)
        assert page.book.sum.text().startswith(f"✓ 已定案的 {len(self.results)} 个季度")
        page.tabs.setCurrentIndex(0)

    # ── what follows ──────────────────────────────────────────────────────────────────────────────

    def accept(self, quarter: Quarter) -> None:
        """Everything that the runs at its end lead to."""
        for draft in self.office.drafts(quarter):
            page = self.page("年度", Spot(worker=draft.worker.id))
            assert isinstance(page, YearPage)
            person = page.people.panel.kept()
            assert isinstance(person, YearPerson)
            place = next(
                n for n, each in enumerate(person.line.drafts) if (each.kind, each.run.quarter) == (draft.kind, quarter)
            )
            day = f"{quarter.shift(1).months[0].key}-20"
            self.fill_in(person.drafts[place], accepted="接受", who=HEAD, day=day)

    def correct(self, quarter: Quarter, worker: str) -> None:
        """A finding that was forgotten; everybody whose grade follows is restated too."""
        self.session.look_at(quarter)
        page = self.page("考核", Spot(worker=worker))
        assert isinstance(page, AssessmentPage)
        self.click(page.corrections)
        panel = self.guest(page, CorrectionsPanel)
        assert isinstance(panel, CorrectionsPanel)
        self.click(panel.add)
        self.qtbot.waitUntil(lambda: isinstance(page.panel.guest(), CorrectForm))  # made ready beside the window
        form = self.guest(page, CorrectForm)
        assert isinstance(form, CorrectForm)
        form.kind.setCurrentText("补记扣分事项")
        day = quarter.months[1].span.first.isoformat()
        self.fill_in(form.form, day=day, clause="3b", level="市", note="停车收费纠纷迟报")
        for tick in form.findChildren(QCheckBox):
            self.click(tick)
        self.fill_in(form.names, reason="漏登一件信访交办单", proposed_by=CLERK, confirmed_by=SECOND, day="2019-08-20")


@pytest.fixture
def township(dressed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Township]:
    beginning = demo.begin(tmp_path / "demo.db")
    with beginning.office as office:
        window = Window(Session(office))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        yield Township(window, beginning, qtbot)


def test_two_years(township: Township) -> None:
    office, quarter = township.office, FIRST
    while quarter <= LAST:
        township.type_in(quarter)
        if quarter == LAST:
            township.correct(CORRECTED, "W030")
        township.close(quarter)
        township.accept(quarter)
        quarter = quarter.shift(1)
    results = township.results

    assert results[FIRST].board.excellent == ()
    assert results[FIRST].pool.carried_out == results[FIRST].pool.total == results[FIRST.shift(1)].pool.carried_in > 0
    cut = [each for each in results[FIRST.shift(1)].people if each.standing.note == BEYOND_QUOTA]
    assert cut
    assert results[LAST].board.decided is not None

    corrections = {each.worker.id: each.cents for each in results[LAST].corrections}
    assert corrections == {"W005": 38_000, "W030": -38_000}
    assert {number: person.standing.grade for number, person in office.restated(CORRECTED).items()} == {
        "W005": "优秀",
        "W030": "合格",
    }
    assert office.score(CORRECTED).board == results[CORRECTED].board

    accepted = office.all(Consequence)
    assert all(each.accepted and each.who == HEAD for each in accepted)
    assert [(each.quarter, each.kind) for each in accepted if each.worker == "W014"] == [
        ("2018Q4", "提醒"),
        ("2019Q1", "通报批评"),
        ("2019Q2", "2020年不予续用"),
        ("2019Q2", "通报批评"),
        ("2019Q3", "2020年不予续用"),
        ("2019Q3", "通报批评"),
    ]
    outcomes = Counter(each.outcome for quarter in results for each in office.objections(quarter))
    assert outcomes == {"维持": len(results)}
    assert office.check() == []
