"""设置: what is typed there is saved at once, shown where it counts, and refused where it may not be changed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from gridapp.model import QuarterSetting, Standard
from gridapp.prints.wishes import SEAL, signers_of
from tests.offices import Q1, Q2, ZHANG, bring_to, full_quarter
from ui import preferences
from ui.pages.settings import SettingsPage
from ui.pages.settings_office import PolicyPart, QuarterPart, TownshipPart
from ui.pages.settings_part import Part
from ui.pages.settings_prints import PrintsPart
from ui.pages.settings_program import AboutPart, LooksPart
from ui.pages.settings_standards import StandardsPart
from ui.session import Session
from ui.theme import SIZES, THEMES, colours, enter_goes_right
from ui.widgets.live_form import LiveForm
from ui.window import Window

TOWNSHIP, PRINTS, STANDARDS, HOLIDAYS, QUARTER, POLICY, REMOVED, _, _, _, _, _, LOOKS, ABOUT = range(14)


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> SettingsPage:
    page = SettingsPage(session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    return page


def part(page: SettingsPage, place: int) -> Part:
    page.tabs.setCurrentIndex(place)
    return page.part()


def type_in(form: LiveForm, field: str, text: str, qtbot: QtBot) -> None:
    box = form.fields[field].input
    assert isinstance(box, QLineEdit)
    box.setFocus()
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    box.insert(text)  # as an input method does
    qtbot.keyClick(box, Qt.Key.Key_Return)


def choose(form: LiveForm, field: str, text: str, qtbot: QtBot) -> None:
    box = form.fields[field].input
    assert isinstance(box, QComboBox)
    steps = box.findText(text) - box.currentIndex()
    for _ in range(abs(steps)):
        qtbot.keyClick(box, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def test_the_township_is_saved_as_it_is_typed_and_named_in_the_title(
    window: Window, page: SettingsPage, session: Session, qtbot: QtBot
) -> None:
    township = part(page, TOWNSHIP)
    assert isinstance(township, TownshipPart)
    type_in(township.form, "镇名", "青川镇", qtbot)
    type_in(township.form, "审核人", "徐文斌", qtbot)
    assert session.office.settings() == {"镇名": "青川镇", "审核人": "徐文斌"}
    assert window.windowTitle() == "青川镇网格员考核 — 台账.db"
    assert window.status.undo.text() == "· 撤销：设置 审核人：徐文斌"
    session.undo()
    assert township.form.fields["审核人"].text() == ""


def test_a_township_without_a_name_is_not_saved(page: SettingsPage, session: Session, qtbot: QtBot) -> None:
    township = part(page, TOWNSHIP)
    assert isinstance(township, TownshipPart)
    type_in(township.form, "镇名", "青川镇", qtbot)
    type_in(township.form, "镇名", "", qtbot)
    assert session.office.settings()["镇名"] == "青川镇"
    assert township.form.fields["镇名"].fault.text() == "✗ 请填写"


def test_who_signs_a_form_and_where_the_seal_stands_is_set_for_the_forms(
    page: SettingsPage, session: Session, qtbot: QtBot
) -> None:
    prints = part(page, PRINTS)
    assert isinstance(prints, PrintsPart)
    signers = signers_of("考核汇总表")
    choose(prints.form, SEAL, "不印", qtbot)
    type_in(prints.form, signers, "制表人；主任：周建民", qtbot)
    assert session.office.settings() == {SEAL: "不印", signers: "制表人；主任：周建民"}
    assert prints.form.fields[signers].column.title == "考核汇总表签字"
    assert signers_of("考核结果公示") not in prints.form.fields  # nobody signs it


def test_a_standard_is_added_changed_in_the_table_and_taken_away_by_emptying_it(
    page: SettingsPage, session: Session, qtbot: QtBot
) -> None:
    standards = part(page, STANDARDS)
    assert isinstance(standards, StandardsPart)
    standards.form.show_values({"worker": ZHANG, "start": "2019-04-01", "cents": "1600"})
    standards.form.submit()
    model = standards.model
    assert [[model.index(row, place).data() for place in range(4)] for row in range(model.rowCount())] == [
        ["全镇", "", "2019-01-01", "1500.00"],
        ["张三", ZHANG, "2019-04-01", "1600.00"],
    ]
    model.setData(model.index(1, 3), "1650.5")
    assert Standard(ZHANG, date(2019, 4, 1), 165_050) in session.office.all(Standard)
    assert session.office.undoable() == "补贴标准 张三 1600.00→1650.50"
    standards.table.go_to(1, 3)
    qtbot.keyClick(standards.table, Qt.Key.Key_Delete)
    assert [standard.worker for standard in session.office.all(Standard)] == [""]


def test_a_second_standard_for_the_same_day_is_sent_to_the_table(page: SettingsPage, session: Session) -> None:
    standards = part(page, STANDARDS)
    assert isinstance(standards, StandardsPart)
    standards.form.show_values({"worker": "", "start": "2019-01-01", "cents": "1"})
    standards.form.submit()
    assert "请在表中直接改金额" in standards.form.fields["start"].fault.text()
    assert session.office.all(Standard) == [Standard("", date(2019, 1, 1), 150_000)]


def test_the_quarters_own_settings_are_saved_canonically_and_emptied_again(
    page: SettingsPage, session: Session, qtbot: QtBot
) -> None:
    quarter = part(page, QUARTER)
    assert isinstance(quarter, QuarterPart)
    type_in(quarter.form, "优秀奖励（元/人）", "200", qtbot)
    choose(quarter.form, "名额取整", "四舍五入", qtbot)
    saved = session.office.all(QuarterSetting)
    assert QuarterSetting("2019Q2", "优秀奖励（元/人）", "200.00") in saved
    assert QuarterSetting("2019Q2", "名额取整", "四舍五入") in saved
    choose(quarter.form, "名额取整", "", qtbot)
    type_in(quarter.form, "优秀奖励（元/人）", "", qtbot)
    assert session.office.all(QuarterSetting) == []


def test_a_closed_quarter_is_shown_but_not_changed_and_the_next_gets_what_it_carries(
    page: SettingsPage, session: Session
) -> None:
    session.office.change("第一季度", save=full_quarter(Q1))
    bring_to(session.office, Q1)
    session.look_at(Q1)
    quarter = part(page, QUARTER)
    assert isinstance(quarter, QuarterPart)
    assert not quarter.form.isEnabled()
    assert "已定案，设置不能再改" in quarter.note.text()
    session.look_at(Q2)
    assert quarter.form.isEnabled()
    assert not quarter.form.fields["上季结转（元）"].isEnabled()
    assert "结转的 0.00 元自动带入" in quarter.note.text()


def test_the_policy_is_there_to_be_read(page: SettingsPage) -> None:
    policy = part(page, POLICY)
    assert isinstance(policy, PolicyPart)
    assert 'version = "2019"' in policy.text.toPlainText()
    assert policy.text.isReadOnly()


def test_looks_apply_at_once_and_the_next_time(page: SettingsPage, dressed: QApplication, qtbot: QtBot) -> None:
    looks = part(page, LOOKS)
    assert isinstance(looks, LooksPart)
    try:
        choose(looks.form, "theme", "深色", qtbot)
        choose(looks.form, "size", "特大", qtbot)
        choose(looks.form, "enter", "到右边一格", qtbot)
        assert colours() == THEMES["深色"]
        assert dressed.font().pointSizeF() == SIZES["特大"]
        assert enter_goes_right()
        kept = preferences.load()
        assert (kept.theme, kept.size, kept.enter_goes_right) == ("深色", "特大", True)
    finally:
        choose(looks.form, "theme", "浅色", qtbot)
        choose(looks.form, "size", "标准", qtbot)
        choose(looks.form, "enter", "到下一行", qtbot)


def test_about_tells_where_the_data_lie_and_shows_the_licences_of_all_that_is_shipped(
    page: SettingsPage, session: Session
) -> None:
    about = part(page, ABOUT)
    assert isinstance(about, AboutPart)
    shown = {}
    for place in range(about.shipped.count()):
        about.shipped.setCurrentIndex(place)
        shown[about.shipped.currentText()] = about.licence.toPlainText()
    assert sum("SIL OPEN FONT LICENSE" in text for text in shown.values()) == 3
    assert next(text for title, text in shown.items() if title.startswith("PySide6")).count("GNU") > 10
    assert sum("UNICODE LICENSE V3" in text for text in shown.values()) == 1
