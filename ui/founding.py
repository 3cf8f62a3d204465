"""A new office's file is made beside the window; of one with accounts the paper key is shown next, once."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject

from gridapp import door
from gridapp.errors import OfficeError
from gridapp.keyring import Unlocked
from gridapp.model import Record
from gridapp.office import Office
from gridapp.prints.paper_key import PaperKey
from ui.widgets.first_account import Account
from ui.work import Work

NOBODY = "录入员"
"""Who makes it, where there is no account."""


class Plan(NamedTuple):
    """What shall be made: where, who begins, the township ("" while it is not known) and its roster."""

    path: Path
    account: Account
    township: str = ""
    roster: tuple[Record, ...] = ()


class Made(NamedTuple):
    """A new file, closed again: who has it unlocked, and its paper key, where it has an account."""

    plan: Plan
    unlocked: Unlocked | None
    key: PaperKey | None


def founding(plan: Plan, parent: QObject) -> Work:
    """The work that makes it; done with a Made. When it fails there is no file."""
    return Work("建立", lambda _: _make(plan), parent)


def _make(plan: Plan) -> Made:
    """Runs in the work's thread."""
    path, account = plan.path, plan.account
    path.parent.mkdir(parents=True, exist_ok=True)
    unlocked, key = None, None
    if account.name:
        unlocked, paper = door.found(path, account.name, account.password, encrypted=account.encrypted)
        key = PaperKey(paper, plan.township, path.name, date.today(), account.encrypted)
    else:
        Office.create_file(path, NOBODY)
    try:
        with Office.open(path, unlocked=unlocked) as office:
            if plan.township:
                office.set_office(**{"镇名": plan.township})
            if plan.roster:
                office.change("建立网格", save=plan.roster)
    except OfficeError:
        door.abandon(path, unlocked)
        raise
    return Made(plan, unlocked, key)
