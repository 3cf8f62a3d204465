"""The look: every character that a name may hold is shown, and a box that is ticked bears a tick."""

import pytest
from PySide6.QtGui import QColor, QTextLayout
from PySide6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from ui.theme import THEMES, dress, load_fonts


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


def colours_of(box: QCheckBox) -> set[str]:
    """What is seen in the left of it, where the box is."""
    box.ensurePolished()
    box.resize(box.sizeHint())
    image = box.grab().toImage()
    return {QColor(image.pixel(x, y)).name() for x in range(min(18, image.width())) for y in range(image.height())}
