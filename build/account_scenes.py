"""The manual's pictures of accounts and passwords; scenes.py has the others."""

from pathlib import Path

from PySide6.QtGui import QPixmap
from scenes import scene
from studio import WHO, Studio

from gridapp import door
from gridapp.office import Office
from ui.sign_in import SignInPage

CHIEF, GUEST = "徐文斌", "杨海清"
PASSWORD = "青川镇2019年示例"


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
