"""Finding people while one types: by number, name and pinyin initials; the same-named told apart."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from gridapp.columns import PERSON, TEXT, Column
from ui.widgets.person_field import Candidate, PersonField
from ui.widgets.record_form import RecordForm

PEOPLE = [
    Candidate("1001", "张三", "东村 东一格"),
    Candidate("1002", "李四", "南社区 南一格"),
    Candidate("1003", "张三", "东村 东二格"),
    Candidate("100", "单大芳", "东村 东三格"),
]


@pytest.fixture
def form(dressed: QApplication, qtbot: QtBot) -> RecordForm:
    """A form that asks for a person and a word."""
    form = RecordForm([Column("网格员", "worker", PERSON, required=True), Column("说明", "note", TEXT)], "登记")
    form.offer_people(PEOPLE)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    person(form).setFocus()
    return form


def person(form: RecordForm) -> PersonField:
    field = form.fields["worker"].input
    assert isinstance(field, PersonField)
    return field


def popup(form: RecordForm) -> QAbstractItemView:
    return person(form).finder.popup()


def offered(form: RecordForm) -> list[str]:
    model = popup(form).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())] if popup(form).isVisible() else []


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("zs", ["1001", "1003"]),
        ("lisi", ["1002"]),
        ("sdf", ["100"]),
        ("1002", ["1002"]),
        ("100", ["1001", "1002", "1003", "100"]),
        ("qq", []),
    ],
)
def test_people_are_offered_by_number_name_and_pinyin(
    form: RecordForm, qtbot: QtBot, typed: str, numbers: list[str]
) -> None:
    qtbot.keyClicks(person(form), typed)
    assert [label.split()[-1] for label in offered(form)] == numbers


def test_the_same_named_are_told_apart_and_enter_takes_the_highlighted_one(form: RecordForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(person(form), "zs")
    assert offered(form) == ["张三  东村 东一格  1001", "张三  东村 东二格  1003"]
    qtbot.keyClick(popup(form), Qt.Key.Key_Down)
    qtbot.keyClick(popup(form), Qt.Key.Key_Return)
    assert person(form).text() == "张三  东村 东二格  1003"
    assert form.fields["worker"].check() == (True, "1003")
    assert QApplication.focusWidget() is form.fields["note"].input


def test_tab_takes_the_highlighted_one(form: RecordForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(person(form), "ls")
    qtbot.keyClick(popup(form), Qt.Key.Key_Tab)
    assert form.fields["worker"].check() == (True, "1002")
    assert QApplication.focusWidget() is form.fields["note"].input


def test_a_whole_number_needs_no_list_even_when_others_begin_with_it(form: RecordForm) -> None:
    person(form).setText("100")
    assert form.fields["worker"].check() == (True, "100")


@pytest.mark.parametrize(
    ("typed", "told"),
    [("张三", "与“张三”相符的有 2 人，请从列表中选定一人"), ("王五", "没有与“王五”相符的网格员，请核对姓名或编号")],
)
def test_nobody_is_guessed(form: RecordForm, typed: str, told: str) -> None:
    person(form).setText(typed)
    assert form.fields["worker"].check() == (False, None)
    assert form.fields["worker"].fault.text() == f"✗ {told}"


def test_a_number_is_shown_as_the_person(form: RecordForm) -> None:
    form.show_values({"worker": "1002"})
    assert person(form).text() == "李四  南社区 南一格  1002"
    assert form.fields["worker"].text() == "1002"
