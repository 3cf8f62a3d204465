"""The manual's pictures of accounts and passwords; scenes.py has the others."""

from pathlib import Path

from PySide6.QtGui import QPixmap
from scenes import PASSWORD, scene
from studio import NOW, STEM, WHO, Studio

from gridapp import door
from gridapp.office import Office
from gridapp.passwords import show_paper_key
from gridapp.prints.paper_key import PaperKey
from ui.lock_page import LockPage
from ui.pages.ways import ENCRYPTION, PEOPLE
from ui.sign_in import SignInPage
from ui.widgets.paper_key_panel import PaperKeyPanel

CHIEF, GUEST = "徐文斌", "杨海清"
EXAMPLE = "0123456789ABCDEFGHJKMNPQRSTV"
"""A paper key that nobody has."""


def _encrypted(at: Studio) -> Path:
    """A demo whose three people sign in."""
    path = at.file()
    with Office.open(path, WHO) as office:
        office.begin_accounts(CHIEF, PASSWORD)
        office.add_account(WHO, "录入", PASSWORD)
        office.add_account(GUEST, "只读", PASSWORD)
        unlocked = office.unlocked
    assert unlocked
    door.encrypt(path, unlocked)
    return path


@scene
def signing_in(at: Studio) -> QPixmap:
    page = SignInPage(door.Door(_encrypted(at)), WHO)
    page.resize(700, 400)
    at.show(page)
    at.type("123456")
    return at.take()


@scene
def forgotten(at: Studio) -> QPixmap:
    """The way in with the paper key."""
    page = SignInPage(door.Door(_encrypted(at)), CHIEF)
    page.resize(700, 580)
    at.show(page)
    page.show_paper()
    return at.take()


@scene
def locked(at: Studio) -> QPixmap:
    """What is seen after some minutes, or after Ctrl+L."""
    path = _encrypted(at)
    at.office = door.Door(path).enter(WHO, PASSWORD, NOW)
    page = LockPage(door.Latch(at.office, lambda: False), WHO)
    page.resize(700, 340)
    at.show(page)
    return at.take()


@scene
def paper_key(at: Studio) -> QPixmap:
    """One that opens nothing."""
    page = PaperKeyPanel(PaperKey(show_paper_key(EXAMPLE), "青川镇", f"{STEM}.gridapp", NOW.date(), encrypted=True))
    page.resize(700, 380)
    at.show(page)
    return at.take()


def _as_chief(at: Studio, part: str) -> QPixmap:
    """A part of 设置 as 管理 sees it."""
    window = at.window_of(door.Door(_encrypted(at)).enter(CHIEF, PASSWORD, NOW))
    return at.take(at.page(window, "设置", part))


@scene
def people(at: Studio) -> QPixmap:
    return _as_chief(at, PEOPLE)


@scene
def encryption(at: Studio) -> QPixmap:
    return _as_chief(at, ENCRYPTION)
