"""Signing in without a window: who by an option, the password from the environment or asked for on the terminal.

Never by an argument: every program on the computer may read those.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from gridapp import backups
from gridapp.door import Door, Wait
from gridapp.errors import DamagedFile, Locked, Refused, UnusableFile
from gridapp.keyring import Keyring, Unlocked, WrongPassword
from gridapp.office import Office
from gridapp.roles import MANAGE

PASSWORD, PAPER_KEY = "GRIDAPP_PASSWORD", "GRIDAPP_PAPER_KEY"


def enter(path: Path, account: str | None) -> Office:
    """The office's file, open for an account; for anybody where there are none. Raises UnusableFile: Locked for a wrong
    password or none, which is counted as in the window."""
    door = Door(path)
    if not door.names:
        if account:
            raise Locked(f"文件 {path.name} 没有账号，不需要登录：请去掉 --account")
        return Office.open(path)
    return door.open(_by_password(path, account, lambda name, password: door.unlock(name, password, datetime.now())))


def to_restore(backup: Path, target: Path, account: str | None) -> Unlocked | None:
    """Who puts a backup in a file's place: an account of that file, 管理, or, where that can't be opened any more, one
    of the backup's; or whoever has the paper key. None where nobody has to sign in. Raises UnusableFile, Refused."""
    door = _door(target)
    keyring = backups.keyring_of(backup, target)
    if (door or keyring) and (PAPER_KEY in os.environ or not account):
        return _by_paper(backup, keyring, door.keyring if door else None)
    if door:
        return _manager(door, account)
    if keyring:
        from gridapp.passwords import unlock  # libsodium, where there are accounts

        return _by_password(backup, account, lambda name, password: unlock(keyring, name, password))
    return None


def _door(target: Path) -> Door | None:
    """Of a file that has accounts and can be opened."""
    with suppress(UnusableFile):
        door = Door(target)
        return door if door.names else None
    return None


def _manager(door: Door, account: str | None) -> Unlocked:
    unlocked = _by_password(door.path, account, lambda name, password: door.unlock(name, password, datetime.now()))
    with suppress(DamagedFile), door.open(unlocked) as office:
        if office.role != MANAGE:
            raise Refused(f"您的账号是“{office.role}”，从备份恢复要由“{MANAGE}”账号办理")
    return unlocked


def _by_password(file: Path, account: str | None, unlock: Callable[[str, str], Unlocked]) -> Unlocked:
    if not account:
        raise Locked(f"文件 {file.name} 有账号，要登录才能打开：请用 --account 写明姓名")
    password = _secret(PASSWORD, f"{account} 的密码")
    try:
        return unlock(account, password)
    except (WrongPassword, Wait) as error:
        raise Locked(error.message) from error


def _by_paper(backup: Path, *keyrings: Keyring | None) -> Unlocked:
    from gridapp.passwords import unlock_by_paper

    if PAPER_KEY not in os.environ and not sys.stdin.isatty():
        either = f"请用 --account 写明姓名，或在环境变量 {PAPER_KEY} 中给出应急密钥"
        raise Locked(f"要登录才能用备份 {backup.name} 恢复：{either}")
    paper = _secret(PAPER_KEY, "应急密钥")
    known = [keyring for keyring in keyrings if keyring]
    for keyring in known:
        try:
            return unlock_by_paper(keyring, paper)
        except WrongPassword as error:
            if keyring is known[-1]:
                raise Locked(error.message) from error
    raise AssertionError("asked for where there is no keyring")


def _secret(variable: str, what: str) -> str:
    """From the environment, or typed on the terminal, where it isn't shown. Raises Locked where there is none."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise Locked(f"要登录才能打开：请在环境变量 {variable} 中给出{what}，或在终端上运行")
    return str(click.prompt(what, hide_input=True))
