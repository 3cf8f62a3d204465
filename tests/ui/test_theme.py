"""The look: every character of a name is shown, a ticked box bears a tick, states keep their colours."""

import pytest
from PySide6.QtGui import QColor, QTextLayout
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from ui.theme import THEMES, dress, load_fonts
from ui.widgets.cells import Cell, TableColumn
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable


@pytest.mark.parametrize("character", "王㛃𠮷䶮·")
def test_every_character_of_a_name_has_a_shape(dressed: QApplication, character: str) -> None:
    layout = QTextLayout(character, dressed.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    assert all(glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes())


@pytest.mark.parametrize("theme", list(THEMES))
def test_a_box_is_seen_and_bears_a_tick_when_it_is_ticked(dressed: QApplication, theme: str, qtbot: QtBot) -> None:
    try:
        dress(dressed, load_fonts(), theme, "标准")
        box = QCheckBox("只看缺的")
        qtbot.addWidget(box)
        colours = THEMES[theme]
        assert colours.faint in colours_of(box)
        assert colours.accent not in colours_of(box)
        box.setChecked(True)
        assert {colours.accent, colours.on_accent} <= colours_of(box)
    finally:
        dress(dressed, load_fonts(), "浅色", "标准")


@pytest.mark.parametrize("colour", ["faint", "short"])
def test_what_is_chosen_keeps_the_colour_of_its_state(dressed: QApplication, colour: str, qtbot: QtBot) -> None:
    model = RecordModel([TableColumn("数", lambda row: Cell("▾1", **row))], lambda _: False)
    table = RecordTable(model, "试验")
    qtbot.addWidget(table)
    model.show([{"hint" if colour == "faint" else "short": True}])
    table.show()
    table.selectAll()
    image = table.viewport().grab(table.visualRect(model.index(0, 0))).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert getattr(THEMES["浅色"], colour) in seen


def colours_of(box: QCheckBox) -> set[str]:
    """What is seen in the left of it, where the box is."""
    box.ensurePolished()
    box.resize(box.sizeHint())
    image = box.grab().toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(min(18, image.width())) for y in range(image.height())}
