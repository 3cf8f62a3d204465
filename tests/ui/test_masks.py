"""Identity numbers and accounts: masked wherever they are seen, whole for a minute when somebody asks, who is noted."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gridapp.columns import TEXT, WORKER, Column
from gridapp.model import Access, Worker
from gridapp.office import Office
from tests.books import write
from tests.offices import LI, ZHANG
from tests.ui.shown import show
from ui.pages.roster import RosterPage
from ui.pages.workbook import ImportPage
from ui.session import Session
from ui.widgets.live_form import LiveForm
from ui.widgets.masked_input import MaskedInput

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
WHOLE, MASKED = "640121198002070014", "640***********0014"
OTHER = "64012119850101069X"
ACCOUNT, MASKED_ACCOUNT = "6229470012345678", "************5678"
IDENTITY = 10
FIELDS = [column for column in WORKER if column.field in ("identity", "account")]


@pytest.fixture
def form(qtbot: QtBot) -> LiveForm:
    """A form with an identity number, an account and a text."""
    form = LiveForm([*FIELDS, Column("住址", "address", TEXT)])
    qtbot.addWidget(form)
    form.show_values({"identity": WHOLE, "account": ACCOUNT})
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    return form


def entry(form: LiveForm, field: str = "identity") -> MaskedInput:
    found = form.fields[field].input
    assert isinstance(found, MaskedInput)
    return found


def edits(form: LiveForm) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    form.edited.connect(lambda field, value: told.append((field, value)))
    return told


# ── a field ───────────────────────────────────────────────────────────────────────────────────────


def test_a_form_shows_masks_and_holds_what_it_was_given(form: LiveForm) -> None:
    assert (entry(form).text(), entry(form, "account").text()) == (MASKED, MASKED_ACCOUNT)
    assert (form.fields["identity"].text(), form.fields["account"].text()) == (WHOLE, ACCOUNT)


def test_to_go_through_a_masked_field_changes_nothing(form: LiveForm, qtbot: QtBot) -> None:
    told = edits(form)
    entry(form).setFocus()
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    form.submit()
    assert told == []
    assert entry(form).text() == MASKED


@pytest.mark.parametrize("cursor", [0, 5, len(MASKED), None], ids=["before", "within", "behind", "all selected"])
def test_what_is_typed_takes_the_place_of_the_whole_number(form: LiveForm, qtbot: QtBot, cursor: int | None) -> None:
    told = edits(form)
    entry(form).setFocus()
    entry(form).selectAll() if cursor is None else entry(form).setCursorPosition(cursor)
    qtbot.keyClicks(entry(form), OTHER)
    assert entry(form).text() == OTHER
    qtbot.keyClick(entry(form), Qt.Key.Key_Tab)
    assert told == [("identity", OTHER)]


def test_a_wrong_number_stays_to_be_mended_and_nothing_is_saved(form: LiveForm, qtbot: QtBot) -> None:
    told = edits(form)
    entry(form).setFocus()
    qtbot.keyClicks(entry(form), "6401")
    qtbot.keyClick(entry(form), Qt.Key.Key_Tab)
    assert told == []
    assert (entry(form).text(), "18 位" in form.fields["identity"].fault.text()) == ("6401", True)


def test_revealed_it_is_mended_digit_by_digit(form: LiveForm, qtbot: QtBot) -> None:
    told = edits(form)
    form.reveal(True)
    assert entry(form, "account").text() == ACCOUNT
    entry(form, "account").setFocus()
    entry(form, "account").setCursorPosition(len(ACCOUNT))
    qtbot.keyClick(entry(form, "account"), Qt.Key.Key_Backspace)
    qtbot.keyClicks(entry(form, "account"), "9")
    qtbot.keyClick(entry(form, "account"), Qt.Key.Key_Tab)
    assert told == [("account", ACCOUNT[:-1] + "9")]


def test_masked_again_while_something_is_typed_that_stays(form: LiveForm, qtbot: QtBot) -> None:
    form.reveal(True)
    entry(form).setFocus()
    entry(form).selectAll()
    qtbot.keyClicks(entry(form), "64")
    form.reveal(False)
    assert (entry(form).text(), entry(form, "account").text()) == ("64", MASKED_ACCOUNT)


def test_what_is_copied_from_a_masked_field_is_the_mask(form: LiveForm, qtbot: QtBot) -> None:
    entry(form).setFocus()
    entry(form).selectAll()
    qtbot.keyClick(entry(form), Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == MASKED


# ── 名册 ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RosterPage:
    """The roster; 张三 has an account, 李四 an identity number."""
    office = session.office
    zhang, li = (next(each for each in office.all(Worker) if each.id == number) for number in (ZHANG, LI))
    fields = {name: getattr(zhang, name) for name in zhang.__struct_fields__}
    office.change("名册", save=[Worker(**{**fields, "account": ACCOUNT}), Worker(li.id, li.name, li.sex, OTHER)])
    page = show(qtbot, RosterPage(session))
    page.workers.table.choose(ZHANG)
    return page


def identities(page: RosterPage) -> list[str]:
    model = page.workers.table.rows_model
    return [model.index(row, IDENTITY).data() for row in range(model.rowCount())]


def shown_in_form(page: RosterPage) -> list[str]:
    inputs = [page.workers.panel.person.fields[name].input for name in ("identity", "account")]
    return [each.text() for each in inputs if isinstance(each, QLineEdit)]


def noted(office: Office) -> list[str]:
    return [each.about for each in office.accesses() if each.what == "显示号码"]


def test_everything_is_masked_until_asked_for_by_key_and_then_noted(page: RosterPage, qtbot: QtBot) -> None:
    assert (identities(page), shown_in_form(page)) == ([MASKED, "640***********069X"], [MASKED, MASKED_ACCOUNT])
    assert noted(page.session.office) == []
    qtbot.keyClick(page.workers.table, "v", ALT)
    qtbot.waitUntil(lambda: identities(page) == [WHOLE, "640***********069X"])
    assert shown_in_form(page) == [WHOLE, ACCOUNT]
    assert noted(page.session.office) == ["张三（1001）"]


def test_of_several_that_are_selected_all_are_seen_and_copied_as_seen(page: RosterPage, qtbot: QtBot) -> None:
    page.workers.table.selectAll()
    page.workers.reveal.click()
    assert identities(page) == [WHOLE, OTHER]
    qtbot.keyClick(page.workers.table, Qt.Key.Key_C, CONTROL)
    assert all(number in QApplication.clipboard().text() for number in (WHOLE, OTHER))
    assert noted(page.session.office) == ["张三（1001）、李四（1002）"]
    page.workers.whole.end()
    qtbot.keyClick(page.workers.table, Qt.Key.Key_C, CONTROL)
    assert not any(number in QApplication.clipboard().text() for number in (WHOLE, OTHER))


def test_who_goes_on_to_somebody_else_sees_that_one_masked(page: RosterPage, qtbot: QtBot) -> None:
    page.workers.reveal.click()
    page.workers.table.choose(LI)
    assert shown_in_form(page)[0] == "640***********069X"
    page.workers.table.choose(ZHANG)
    assert shown_in_form(page) == [WHOLE, ACCOUNT]


def test_a_minute_is_over(page: RosterPage, qtbot: QtBot) -> None:
    page.workers.reveal.click()
    page.workers.whole._clock.start(0)
    qtbot.waitUntil(lambda: identities(page)[0] == MASKED)
    assert shown_in_form(page) == [MASKED, MASKED_ACCOUNT]


def test_whoever_leaves_the_page_finds_masks_when_they_come_back(page: RosterPage) -> None:
    page.workers.reveal.click()
    page.hide()
    page.show()
    assert (identities(page)[0], shown_in_form(page)) == (MASKED, [MASKED, MASKED_ACCOUNT])


def test_another_number_is_typed_over_the_mask_and_saved(page: RosterPage, qtbot: QtBot) -> None:
    field = page.workers.panel.person.fields["account"].input
    field.setFocus()
    qtbot.keyClicks(field, "6217001234567890")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert [each.account for each in page.session.office.all(Worker) if each.id == ZHANG] == ["6217001234567890"]
    assert shown_in_form(page) == [MASKED, "************7890"]
    assert page.session.office.undoable() == "张三（1001 东村 东一格）银行账号"


# ── a workbook ────────────────────────────────────────────────────────────────────────────────────


def test_a_wrong_number_in_a_workbook_is_told_masked(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    header = ["编号", "姓名", "网格编号", "任用日期", "身份证号", "银行账号"]
    row = ["1001", "张三", "101", "2019-01-01", "640121198002070015", "62294700123456781234567890123456789"]
    page = ImportPage(session, write(tmp_path / "台账.xlsx", {"网格员": [header, row]}))
    qtbot.addWidget(page)
    page.read()
    qtbot.waitUntil(lambda: page.plan is not None)
    model = page.wrong.rows_model
    texts = [str(model.index(line, column).data()) for line in range(model.rowCount()) for column in range(4)]
    assert {"640***********0015", "*******************************6789"} <= set(texts)
    assert not any(row[place] in text for text in texts for place in (4, 5))


def test_no_line_of_the_access_log_holds_a_number(page: RosterPage) -> None:
    page.workers.table.selectAll()
    page.workers.reveal.click()
    told = [getattr(each, name) for each in page.session.office.accesses() for name in Access.__struct_fields__]
    assert not any(number in text for text in told for number in (WHOLE, OTHER, ACCOUNT))
