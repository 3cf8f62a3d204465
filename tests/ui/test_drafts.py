"""Drafts: their text is worked over before it is printed, and can be had back."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridapp.prints import FORMS
from gridapp.prints.blocks import LINE, Document, Paragraph
from gridapp.prints.choice import ALL
from gridapp.prints.form import Sheaf
from ui.pages.printing_drafts import Drafts


def letter(number: str, *texts: str) -> Document:
    drafts = (Paragraph(text, draft=True) for text in texts)
    blocks = (Paragraph("开头", LINE), *drafts, Paragraph("落款", LINE))
    return Document("通报批评", blocks, number, date(2019, 10, 8), bookmark=f"某人 {number}")


def sheaf(*documents: Document) -> Sheaf:
    return Sheaf(FORMS[0], ALL, "某镇", documents)


def texts(made: Sheaf) -> list[list[str]]:
    return [[block.text for block in each.blocks if isinstance(block, Paragraph)] for each in made.documents]


@pytest.fixture
def drafts(dressed: QApplication, qtbot: QtBot) -> Drafts:
    made = Drafts()
    qtbot.addWidget(made)
    return made


def test_a_form_without_drafts_is_left_as_it_is(drafts: Drafts) -> None:
    made = sheaf(Document("表", (Paragraph("甲"),), "1", date(2019, 10, 8)))

    assert drafts.edited(made) == made
    assert not drafts.isVisibleTo(None)


def test_what_is_written_takes_the_place_of_what_was_proposed(drafts: Drafts, qtbot: QtBot) -> None:
    made = sheaf(letter("T1", "某村：", "予以通报批评。"))
    drafts.edited(made)
    first, second = drafts.texts.values()
    assert (first.toPlainText(), second.toPlainText()) == ("某村：", "予以通报批评。")

    with qtbot.waitSignal(drafts.changed):
        second.setPlainText("经研究，决定予以通报批评。")

    assert texts(drafts.edited(made)) == [["开头", "某村：", "经研究，决定予以通报批评。", "落款"]]
    drafts.back.click()
    assert texts(drafts.edited(made)) == [["开头", "某村：", "予以通报批评。", "落款"]]
    assert not drafts.back.isEnabled()


def test_a_text_that_is_emptied_is_left_out(drafts: Drafts) -> None:
    made = sheaf(letter("T1", "某村：", "予以通报批评。"))
    drafts.edited(made)

    next(iter(drafts.texts.values())).clear()

    assert texts(drafts.edited(made)) == [["开头", "予以通报批评。", "落款"]]


def test_each_document_has_its_own_text(drafts: Drafts) -> None:
    made = sheaf(letter("T1", "甲"), letter("T2", "乙"))
    drafts.edited(made)
    drafts.which.setCurrentIndex(1)
    assert drafts.which.currentText() == "某人 T2"
    (field,) = drafts.texts.values()
    field.setPlainText("丙")

    assert texts(drafts.edited(made)) == [["开头", "甲", "落款"], ["开头", "丙", "落款"]]
    assert texts(drafts.edited(sheaf(letter("T2", "乙")))) == [["开头", "丙", "落款"]]
    assert [field.toPlainText() for field in drafts.texts.values()] == ["丙"]
