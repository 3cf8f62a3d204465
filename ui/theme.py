"""The look: calm office paper. One font, three sizes, two palettes, an 8-pixel grid."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gridapp.resources import resource

STEP = 8
"""Pixels: every gap and margin is a multiple of it."""
SIZES = {"标准": 10.5, "大": 12.5, "特大": 15.0}
"""Points of the body text by the name of the size."""

ENTER_GOES_RIGHT = "enterGoesRight"
"""The application's property that holds the clerk's choice."""


class Colours(NamedTuple):
    """What is drawn in which colour; states are also told by shape and text."""

    window: str
    base: str
    text: str
    faint: str
    line: str
    accent: str
    on_accent: str
    short: str
    stop: str


THEMES = {
    "浅色": Colours("#f3f4f2", "#ffffff", "#1f2526", "#8a9496", "#d9dedd", "#1f6268", "#ffffff", "#9a5b00", "#a3262a"),
    "深色": Colours("#22282a", "#1a1f21", "#e3e8e7", "#7f8b8d", "#3a4346", "#6fb8bd", "#10181a", "#e0a64e", "#ef8a85"),
}


TICKS = {"浅色": "tick-light.svg", "深色": "tick-dark.svg"}


def load_fonts() -> str:
    """Load the fonts that ship with the program; returns the family's name of the one that it is written in.

    The other has the rare characters that this one lacks (㛃, 䶮): Qt takes them from there.
    """
    number = QFontDatabase.addApplicationFont(str(resource("fonts/NotoSansSC-Regular.ttf")))
    QFontDatabase.addApplicationFont(str(resource("fonts/LXGWWenKai-Regular.ttf")))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else QFont().family()


def dress(app: QApplication, family: str, theme: str, size: str) -> Colours:
    """Give the whole program a theme and a size of text; returns the theme's colours."""
    colours = THEMES[theme]
    font = QFont(family)
    font.setPointSizeF(SIZES[size])
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    app.setStyle("Fusion")
    app.setFont(font)
    app.setPalette(_palette(colours))
    sizes = {"title": 1.6 * SIZES[size], "section": 1.2 * SIZES[size], "box": round(1.5 * SIZES[size])}
    tick = {"tick": resource(f"icons/{TICKS[theme]}").as_posix()}
    app.setStyleSheet(resource("style.qss").read_text(encoding="utf-8") % (colours._asdict() | sizes | tick))
    app.setProperty("colours", colours)
    return colours


def colours() -> Colours:
    """The colours of the theme in use."""
    app = QApplication.instance()
    found = app.property("colours") if app else None
    return found if isinstance(found, Colours) else THEMES["浅色"]


def mark(widget: QWidget, *, fault: bool) -> None:
    """Let a widget look as what is wrong, or plain."""
    if widget.property("fault") != fault:
        widget.setProperty("fault", fault)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def mixed(ground: QColor, over: QColor, part: float) -> QColor:
    """So much of one colour over another, opaque."""
    shares = (round(a + (b - a) * part) for a, b in zip(ground.getRgb()[:3], over.getRgb()[:3], strict=True))  # type: ignore[index]
    return QColor(*shares)


def enter_goes_right() -> bool:
    """Whether Enter in a table goes to the next cell on the right instead of the one below."""
    app = QApplication.instance()
    return bool(app and app.property(ENTER_GOES_RIGHT))


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for names, colour in (
        ((role.Window, role.Button, role.AlternateBase), colours.window),
        ((role.Base, role.ToolTipBase), colours.base),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.PlaceholderText, role.Mid), colours.faint),
        ((role.Highlight, role.Link, role.Accent), colours.accent),
        ((role.HighlightedText,), colours.on_accent),
    ):
        for name in names:
            palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours.faint))
    return palette
