"""What stands between a closed file and who wants to work at it: sign-in, the paper key, and giving it another key."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gridapp import keyring as rings
from gridapp.accounts import ACCOUNTS_AND_KEYS, SIGNED_IN, account_name
from gridapp.errors import NotSaved, OfficeError, Refused
from gridapp.keyring import DamagedKeyring as DamagedKeyring
from gridapp.keyring import FileKey, Keyring, Unlocked, WrongPassword
from gridapp.office import Office
from gridapp.roles import MANAGE
from gridapp.store.encryption import convert, keep_keyring, keyring_of
from gridapp.store.keys import MissingKeyring as MissingKeyring
from gridapp.store.keys import forget_beside


class Wait(OfficeError):
    """Too many wrong passwords: `seconds` until the next is looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"密码错得太多，请等 {seconds} 秒再试", field="password")
        self.seconds = seconds


class Keeper:
    """Who looks at passwords, and makes whoever types wrong ones wait. `names` are the accounts that may sign in."""

    def __init__(self, keyring: Keyring | None) -> None:
        self.keyring = keyring

    @property
    def names(self) -> tuple[str, ...]:
        return self.keyring.names if self.keyring else ()

    def seconds_to_wait(self, name: str, now: datetime) -> int:
        """Until the next password of an account is looked at."""
        return rings.seconds_to_wait(self._known(), name, now)

    def tries_left(self, name: str) -> int:
        """So many wrong passwords of an account still cost no wait."""
        return max(0, rings.FREE_TRIES - self._failures(name))

    def unlock(self, name: str, password: str, now: datetime) -> Unlocked:
        """By an account's password; takes some 0.1 s. A wrong one is counted, also over restarts.

        Raises Wait, WrongPassword.
        """
        from gridapp.passwords import unlock  # libsodium, where there are accounts

        keyring = self._known()
        seconds = rings.seconds_to_wait(keyring, name, now)
        if seconds:
            raise Wait(seconds)
        try:
            unlocked = unlock(keyring, name, password)
        except WrongPassword:
            self._keep(rings.failed(keyring, name, now))
            raise
        return unlocked

    def settle(self) -> None:
        """What a wrong password left to be kept is kept now. Called where the office may be asked, as `unlock` may not
        be."""

    def _failures(self, name: str) -> int:
        slot = self._known().slot(name)
        return slot.failures if slot else 0

    def _known(self) -> Keyring:
        if self.keyring is None:
            raise Refused("这个数据库没有账号，不需要登录")
        return self.keyring

    def _keep(self, keyring: Keyring) -> None:
        """Where it is kept for the next time."""
        self.keyring = keyring


class Latch(Keeper):
    """Of an open office whose window is locked: the passwords are those of its file. While it `is_lent` to long work a
    plain file's count of wrong ones is kept in memory."""

    def __init__(self, office: Office, is_lent: Callable[[], bool]) -> None:
        super().__init__(office.keyring())
        self._office, self._is_lent = office, is_lent
        self._kept = self.keyring

    def succeeded(self, name: str) -> None:
        """This account's password was right: the count begins anew."""
        self.keyring = rings.succeeded(self._known(), name)
        self.settle()

    def settle(self) -> None:
        keyring = self._known()
        if keyring is not self._kept and (keyring.number or not self._is_lent()):
            with suppress(OfficeError):  # a disk that takes nothing keeps nobody out
                self._office.keep_keyring(keyring)
            self._kept = keyring


class Door(Keeper):
    """A file's that is closed. There are no names where nobody has to sign in."""

    def __init__(self, path: Path) -> None:
        """Raises UnusableFile: MissingKeyring or DamagedKeyring for an encrypted file without a good one."""
        super().__init__(keyring_of(path))
        self.path = path

    def enter(self, name: str, password: str, now: datetime) -> Office:
        """The office, open for an account. Raises Wait, WrongPassword, and UnusableFile as Office.open does."""
        return self.open(self.unlock(name, password, now))

    def open(self, unlocked: Unlocked) -> Office:
        """The office for who has unlocked it; it is written down that they came in, where the disk takes that."""
        office = Office.open(self.path, unlocked=unlocked)
        failures = self._failures(unlocked.name)
        with suppress(NotSaved):
            if failures:
                self.keyring = rings.succeeded(self._known(), unlocked.name)
                office.keep_keyring(self.keyring)
            office.record_access(SIGNED_IN, f"此前密码错了 {failures} 次" if failures else "")
        return office

    def knows(self, unlocked: Unlocked) -> bool:
        """Whether who unlocked a file, perhaps another one, need not sign in to this one: by their password of now."""
        from gridapp.passwords import belongs

        return self.keyring is not None and belongs(self.keyring, unlocked)

    def enter_by_paper(self, paper: str, name: str, password: str) -> Office:
        """The office for an account whose password was forgotten: it gets this one.

        Raises WrongPassword, OfficeError when the new password won't do.
        """
        from gridapp.passwords import check_password, unlock, unlock_by_paper

        by_paper = unlock_by_paper(self._known(), paper)
        check_password(name, password)
        with Office.open(self.path, unlocked=by_paper) as office:
            office.set_password(name, password)
        self.keyring = keyring_of(self.path)
        return self.open(unlock(self._known(), name, password))

    def _keep(self, keyring: Keyring) -> None:
        super()._keep(keyring)
        with suppress(OfficeError):  # where nothing can be written the count ends with the program
            keep_keyring(self.path, keyring)


def found(path: Path, name: str, password: str, *, encrypted: bool) -> tuple[Unlocked, str]:
    """Make a new office's file with a first account, 管理. Returns who may open it, and the paper key, which is
    nowhere kept. Raises OfficeError for a name or password that won't do, UnusableFile; overwrites nothing."""
    from gridapp.passwords import new_key, new_keyring, unlock

    name, key = account_name(name), new_key() if encrypted else None
    keyring, paper = new_keyring(name, password, key)
    Office.create_file(path, name, keyring, key)
    return unlock(keyring, name, password), paper


def abandon(path: Path, unlocked: Unlocked | None) -> None:
    """Take away a file that was made a moment ago, with its keyring: what was to be in it did not fit."""
    with suppress(OSError):
        path.unlink()
    if unlocked and unlocked.key:
        forget_beside(path, unlocked.key.number)


def encrypt(path: Path, unlocked: Unlocked) -> Unlocked:
    """Encrypt a plain file that is closed, for a 管理; returns who has it unlocked now.

    Raises OfficeError, and nothing has changed then.
    """
    from gridapp.passwords import new_key

    return _convert(path, unlocked, new_key, "加密了数据库")


def decrypt(path: Path, unlocked: Unlocked) -> Unlocked:
    """The same file without encryption; accounts and passwords stay."""
    return _convert(path, unlocked, lambda: None, "取消了数据库的加密")


def rekey(path: Path, unlocked: Unlocked) -> Unlocked:
    """Another key, so that nobody who left can open what is written from now on; passwords and paper key stay."""
    from gridapp.passwords import new_key

    return _convert(path, unlocked, new_key, "更换了数据库的密钥")


def _convert(path: Path, unlocked: Unlocked, make: Callable[[], FileKey | None], said: str) -> Unlocked:
    from gridapp.passwords import with_key

    keyring = keyring_of(path)
    if keyring is None:
        raise Refused("要先建立账号，才能加密")
    with Office.open(path, unlocked=unlocked) as office:
        if office.role != MANAGE:
            raise Refused("加密、取消加密和更换密钥由“管理”办理")
        note = office.access(ACCOUNTS_AND_KEYS, said)
    new = make()
    convert(path, unlocked.key, with_key(keyring, new), new, note)
    return unlocked._replace(key=new)
