"""What a role may not do stands there disabled, with the reason; all of it can be read."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gridapp.model import Tally, Worker
from gridapp.office import Office
from gridapp.rulings import Objection
from gridapp.second_person import setting
from tests.offices import Q1, Q2, bring_to, full_quarter, meeting, open_office
from tests.ui.shown import show
from ui.pages import PAGES
from ui.pages.assessment import AssessmentPage
from ui.pages.assessment_correct import CorrectForm
from ui.pages.assessment_objections import ObjectionsPanel
from ui.pages.item import ItemPage
from ui.pages.meetings import MeetingsPage
from ui.pages.page import Page
from ui.pages.printing import PrintingPage
from ui.pages.roster import RosterPage
from ui.pages.settings import SettingsPage
from ui.pages.week import WeekPage
from ui.pages.year import YearPage
from ui.session import Session
from ui.widgets.line_button import LineButton
from ui.widgets.record_form import RecordForm
from ui.widgets.told_button import ToldButton
from ui.window import Window

PASSWORD = "liuhe-2019"
Sit = Callable[[str], Session]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The first quarter settled, the second typed in to the full by 王敏, who manages; others have other roles."""
    with open_office(tmp_path) as opened:
        opened.change("录入", save=[*full_quarter(Q1), *full_quarter(Q2), *meeting("H1", date(2019, 4, 3))])
        bring_to(opened, Q1)
        opened.begin_accounts("王敏", PASSWORD)
        for name, role in (("李强", "录入"), ("周建民", "审核"), ("赵静", "只读")):
            opened.add_account(name, role, PASSWORD)
        yield opened


@pytest.fixture
def sit(office: Office, dressed: QApplication) -> Sit:
    """A sitting of somebody, looking at the second quarter."""

    def sitting(name: str) -> Session:
        office.who = name
        session = Session(office)
        session.look_at(Q2)
        return session

    return sitting


def refused(page: QWidget) -> set[str]:
    """What is written on the buttons that are refused."""
    return {each.text() for each in page.findChildren(ToldButton) if each.refused and not each.isEnabled()}


def said(session: Session) -> list[str]:
    told: list[str] = []
    session.failed.connect(told.append)
    return told


# ── who only reads ────────────────────────────────────────────────────────────────────────────────


def test_who_only_reads_can_not_type_into_a_table_and_is_told_why(sit: Sit, qtbot: QtBot, office: Office) -> None:
    session = sit("赵静")
    page, told, before = show(qtbot, WeekPage(session)), said(session), office.all(Tally)
    assert isinstance(page, WeekPage)
    page.table.setFocus()
    page.table.go_to(0, 1)
    for key in ("3", Qt.Key.Key_Delete, Qt.Key.Key_F2):
        qtbot.keyClick(page.table, key)
    assert (office.all(Tally), told) == (before, ["您的账号是“只读”，这一步要由“录入”或“审核”或“管理”账号办理"] * 2)
    assert refused(page) >= {"全部达标", "免考…", "登记", "新增", "删除"}


@pytest.mark.parametrize("make", [RosterPage, MeetingsPage, ItemPage, YearPage])
def test_forms_are_read_and_their_buttons_say_who_may(sit: Sit, qtbot: QtBot, make: Callable[[Session], Page]) -> None:
    page = show(qtbot, make(sit("赵静")))
    forms = [form for form in page.findChildren(RecordForm) if form.fields]
    inputs = [field.input for form in forms for field in form.fields.values()]
    assert forms
    assert all(each.isReadOnly() for each in inputs if isinstance(each, QLineEdit))
    assert not any(each.isEnabled() for each in inputs if isinstance(each, QComboBox))
    for each in page.findChildren(ToldButton):
        if each.refused:
            assert not each.isEnabled()
            assert each.toolTip().endswith("账号办理") or "不能看" in each.toolTip()


def test_a_form_that_is_come_to_another_way_is_read_too(sit: Sit, qtbot: QtBot) -> None:
    page = show(qtbot, RosterPage(sit("赵静")))
    assert isinstance(page, RosterPage)
    page.staffing.wanted.emit("101", "")
    assert page.workers.panel.new
    assert page.workers.panel.new.button.refused
    page.workers.table.choose("1001")
    page.workers.panel.show_worker("1001")
    page.workers.panel.history.entered.emit(page.workers.panel.roster.posts("1001")[0], 0)
    assert page.workers.panel.desk.form
    assert page.workers.panel.desk.form.button.refused


def test_who_only_reads_sees_every_page_and_no_whole_number(sit: Sit, qtbot: QtBot, office: Office) -> None:
    window = Window(sit("赵静"))
    qtbot.addWidget(window)
    window.show()
    for entry in PAGES:
        window.open_at(entry.title, None)
        assert window.stack.front
        assert window.stack.front.isVisible()
    roster = window.stack.pages[1]
    assert isinstance(roster, RosterPage)
    assert not roster.workers.reveal.isEnabled()
    assert "不能看、也不能导出完整的" in roster.workers.reveal.toolTip()
    for action in (window.files.import_action, window.files.export_action, window.files.export_quarter_action):
        assert (action.isEnabled(), bool(action.toolTip())) == (False, True)
    window.files.set_enabled(True)
    assert not window.files.export_action.isEnabled()
    assert window.files.backup_action.isEnabled()


def test_a_form_with_whole_numbers_is_no_preview_for_who_only_reads(sit: Sit, qtbot: QtBot, office: Office) -> None:
    page = show(qtbot, PrintingPage(sit("赵静")))
    assert isinstance(page, PrintingPage)
    _want_whole(page, qtbot)
    qtbot.waitUntil(lambda: page._making is None)
    assert "不能看" in page.preview.notice.text()
    assert not any(each.what == "显示号码" for each in office.accesses())


def test_a_preview_with_whole_numbers_is_written_down_once(sit: Sit, qtbot: QtBot, office: Office) -> None:
    page = show(qtbot, PrintingPage(sit("李强")))
    assert isinstance(page, PrintingPage)
    _want_whole(page, qtbot)
    qtbot.waitUntil(lambda: page.seen is not None)
    page.refresh()
    qtbot.waitUntil(lambda: page._making is None)  # it would outlive the page
    noted = [each.about for each in office.accesses() if each.what == "显示号码"]
    assert noted == ["补贴发放表（2019年第二季度），预览"]


def _want_whole(page: PrintingPage, qtbot: QtBot) -> None:
    from gridapp.prints.choice import Ask
    from ui.pages.printing_choices import WHOLE

    page.forms.choose("补贴发放表")
    qtbot.waitUntil(lambda: page._making is None)
    box = page.choices.fields[Ask.ACCOUNTS].input
    assert isinstance(box, QComboBox)
    box.setCurrentText(WHOLE)


# ── who types, who reviews, who manages ───────────────────────────────────────────────────────────


def test_who_types_types_and_finds_the_steps_of_the_quarter_shut(sit: Sit, qtbot: QtBot, office: Office) -> None:
    session = sit("李强")
    week = show(qtbot, WeekPage(session))
    assert isinstance(week, WeekPage)
    week.table.setFocus()
    week.table.go_to(0, 1)
    qtbot.keyClicks(week.table, "3")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert any(3 in tally.counts.values() for tally in office.all(Tally))
    page = show(qtbot, AssessmentPage(session))
    assert isinstance(page, AssessmentPage)
    assert (page.forward.isEnabled(), page.forward.text()) == (False, "下一步：核对")
    assert page.forward.toolTip() == "您的账号是“录入”，这一步要由“审核”或“管理”账号办理"


def test_who_reviews_has_the_steps_but_not_the_offices_settings(sit: Sit, qtbot: QtBot) -> None:
    session = sit("周建民")
    page = show(qtbot, AssessmentPage(session))
    assert isinstance(page, AssessmentPage)
    assert page.forward.isEnabled()
    settings = show(qtbot, SettingsPage(session))
    assert isinstance(settings, SettingsPage)
    shut = {
        settings.tabs.tabText(place): not any(
            field.input.isEnabled() and not (isinstance(field.input, QLineEdit) and field.input.isReadOnly())
            for form in settings.tabs.widget(place).findChildren(RecordForm)
            for field in form.fields.values()
        )
        for place in range(settings.tabs.count())
        if settings.tabs.widget(place).findChildren(RecordForm)
    }
    assert shut == {
        "镇与签字人": True,
        "打印": True,
        "补贴标准": True,
        "本季度": False,
        "锁定": True,
        "显示与按键": False,
    }


@pytest.mark.parametrize(("name", "shut"), [("王敏", False), ("周建民", True)])
def test_a_backup_is_put_back_by_who_manages(sit: Sit, qtbot: QtBot, name: str, shut: bool) -> None:
    from ui.pages.restore import RestorePage

    page = RestorePage(sit(name))
    qtbot.addWidget(page)
    assert bool(page.take.refused) is shut


@pytest.mark.parametrize("accounts", [True, False])
def test_who_manages_and_who_works_without_accounts_is_refused_nothing(
    sit: Sit, qtbot: QtBot, other_office: Office, accounts: bool
) -> None:
    session = sit("王敏") if accounts else Session(other_office)
    for make in (WeekPage, RosterPage, MeetingsPage, AssessmentPage, SettingsPage, YearPage):
        assert refused(show(qtbot, make(session))) == set()


# ── by somebody else ──────────────────────────────────────────────────────────────────────────────


def test_who_typed_reads_in_the_assessment_who_may_check_and_is_led_to_the_accounts(
    sit: Sit, qtbot: QtBot, office: Office
) -> None:
    session = sit("王敏")
    office.change("设置", save=[setting(True)])
    page = show(qtbot, AssessmentPage(session))
    wanted: list[tuple[str, object]] = []
    session.wanted.connect(lambda title, target: wanted.append((title, target)))
    lines = [each for each in page.findChildren(LineButton) if each.accessibleName().startswith("本季度由王敏录入")]
    assert "请由周建民办理" in lines[0].accessibleName()
    assert isinstance(page, AssessmentPage)
    assert not page.forward.isEnabled()
    lines[0].click()
    assert wanted == [("设置", "人员与密码")]


# ── by name ───────────────────────────────────────────────────────────────────────────────────────


def test_names_that_are_asked_for_are_those_of_who_has_signed_in(sit: Sit, qtbot: QtBot, office: Office) -> None:
    bring_to(office, Q2, "公示中")
    office.change("异议", save=[Objection(str(Q2), "某村民", date(2019, 7, 2), "扣分有误")])
    session = sit("周建民")
    panel = ObjectionsPanel(session)
    qtbot.addWidget(panel)
    assert panel.form.fields["answered_by"].text() == "周建民"
    panel.choose(None)
    assert panel.form.fields["answered_by"].text() == ""
    session.look_at(Q1)
    correct = CorrectForm(session, office.view(Q1).result.people[0], lambda: None)
    qtbot.addWidget(correct)
    assert (correct.names.fields["proposed_by"].text(), correct.names.fields["confirmed_by"].text()) == ("周建民", "")
    year = show(qtbot, YearPage(session))
    assert isinstance(year, YearPage)
    year.people.table.choose(office.all(Worker)[0].id)
    forms = [form for form in year.findChildren(RecordForm) if "who" in form.fields and form.isVisible()]
    assert [form.fields["who"].text() for form in forms] == ["周建民"]


def test_without_accounts_names_are_left_to_be_typed(dressed: QApplication, other_office: Office) -> None:
    assert Session(other_office).name == ""
