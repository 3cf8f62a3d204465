"""A page by itself on the screen, with the keys."""

from typing import TypeVar

from pytestqt.qtbot import QtBot

from ui.pages.page import Page

P = TypeVar("P", bound=Page)


def show(qtbot: QtBot, page: P) -> P:
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page
