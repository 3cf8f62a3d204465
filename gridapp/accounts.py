"""The part of the gate that knows who works at the file: accounts, their passwords, and what they saw and took out.

An account is a record like any other, so that who made whom is on the log; its password is not: it lies in the keyring
(keyring.py), which says nothing of roles. Whoever has a slot there but no account, or the other way round, stays out.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from gridapp import roles
from gridapp.desk import Desk, Event
from gridapp.errors import Locked, OfficeError, Refused
from gridapp.keyring import Keyring
from gridapp.model import ACCESSES, ROLES, Access, Account, Worker
from gridapp.names import without_invisible
from gridapp.store import access, changes, keys
from gridapp.store.connection import Database
from gridapp.store.tables import ACCOUNTS

SIGNED_IN, NUMBERS, EXPORT, ACCOUNTS_AND_KEYS = ACCESSES
BY_PAPER = "应急密钥"
"""Who works at the file for as long as it was opened with the paper key."""
MOST_ACCESSES = 1_000
LONGEST_NAME = 20


class Accounts(Desk):
    """What an Office can say and change of the people who work at it."""

    def accounts(self) -> list[Account]:
        """Everybody who ever had one, in the order of their names; none where nobody has to sign in."""
        return ACCOUNTS.find(self._db)

    @property
    def role(self) -> str:
        """What who works here may do; all, while there are no accounts, or with the paper key."""
        if self.unlocked is None or self.who == BY_PAPER:
            return roles.MANAGE
        account = ACCOUNTS.get(self._db, self.who)
        return account.role if account and not account.stopped else roles.READ

    @property
    def encrypted(self) -> bool:
        return self.file_key is not None

    def admit(self) -> None:
        """Raises Locked where there are accounts and nobody, or nobody who still has one, has signed in."""
        if self.unlocked is None:
            if keys.within(self._db):
                raise Locked(f"文件 {self.path.name} 有账号，要登录才能打开")
        elif self.who != BY_PAPER:
            account = ACCOUNTS.get(self._db, self.who)
            if account is None or account.stopped:
                raise Locked(f"账号“{self.who}”已经停用，不能登录；请找“管理”")

    # ── changing ──────────────────────────────────────────────────────────────────────────────────

    def begin_accounts(self, name: str, password: str) -> str:
        """The first account, 管理, of a file that had none; it works here from now on. Returns the paper key, which
        is nowhere kept. Raises OfficeError."""
        from gridapp.passwords import new_keyring, unlock  # libsodium, where there are accounts

        if self.unlocked:
            raise Refused("已经有账号了，请用“新增账号”")
        name = account_name(name)
        keyring, paper = new_keyring(name, password, None)
        self.change(f"新增账号 {name}", save=[Account(name, roles.MANAGE)])
        self.keep_keyring(keyring)
        self.unlocked, self.who = unlock(keyring, name, password), name
        return paper

    def add_account(self, name: str, role: str, password: str) -> Event:
        """Raises OfficeError, with its field, for a name that was given before or a password that is too easy."""
        name = account_name(name)
        if role not in ROLES:
            raise OfficeError(f"角色应为：{'、'.join(ROLES)}", field="role")
        if any(_alike(each.name) == _alike(name) for each in self.accounts()):
            raise OfficeError(f"“{name}”这个账号已经有了；名称不能重复使用，请加上区别", field="name")
        self._must_manage()
        self._set(name, password)
        return self.change(f"新增账号 {name}（{role}）", save=[Account(name, role)])

    def set_role(self, name: str, role: str) -> Event:
        self._working(name)
        if name == self.who:
            raise Refused("不能改自己的角色，请由另一位“管理”办理")
        return self.change(f"账号 {name} 改为“{role}”", save=[Account(name, role)])

    def set_password(self, name: str, password: str) -> None:
        """Another password, for whoever forgot it. Raises OfficeError."""
        self._must_manage()
        self._working(name)
        self._set(name, password)
        self.record_access(ACCOUNTS_AND_KEYS, f"重设了 {name} 的密码")

    def change_password(self, old: str, new: str) -> None:
        """One's own. Raises WrongPassword, or OfficeError when the new one is too easy."""
        from gridapp.passwords import unlock

        unlock(self.keyring(), self.who, old)
        self._set(self.who, new)
        self.unlocked = unlock(self.keyring(), self.who, new)
        self.record_access(ACCOUNTS_AND_KEYS, "改了自己的密码")

    def stop_account(self, name: str) -> Event:
        """Who has left comes in no more. An encrypted file shall then be given another key (door.rekey)."""
        account = self._known(name)
        if name == self.who:
            raise Refused("不能停用自己的账号，请由另一位“管理”办理")
        event = self.change(f"停用账号 {name}", save=[Account(name, account.role, stopped=True)])
        self.keep_keyring(self.keyring().without(name))
        return event

    def renew_paper_key(self) -> str:
        """Another paper key; the old one opens nothing any more. Raises OfficeError."""
        from gridapp.passwords import with_paper_key

        self._must_manage()
        keyring, paper = with_paper_key(self.keyring(), self.file_key)
        self.keep_keyring(keyring)
        self.record_access(ACCOUNTS_AND_KEYS, "换了应急密钥")
        return paper

    def _known(self, name: str) -> Account:
        account = ACCOUNTS.get(self._db, name)
        if account is None:
            raise Refused(f"没有“{name}”这个账号")
        return account

    def _working(self, name: str) -> None:
        """Who was stopped stays so: whatever they did bears their name."""
        if self._known(name).stopped:
            raise Refused(f"账号“{name}”已经停用，不能再用；本人回来的，请新增一个名称不同的账号")

    def _set(self, name: str, password: str) -> None:
        from gridapp.passwords import with_account

        self.keep_keyring(with_account(self.keyring(), name, password, self.file_key))

    def _must_manage(self) -> None:
        if self.role != roles.MANAGE:
            raise Refused("账号和密码由“管理”办理")

    def keyring(self) -> Keyring:
        """Whose passwords open the file. Raises Refused where there are no accounts."""
        if self.file_key:
            return keys.beside(self.path, self.file_key.number)
        keyring = keys.within(self._db)
        if keyring is None:
            raise Refused("还没有账号，请先建立第一个“管理”账号")
        return keyring

    def keep_keyring(self, keyring: Keyring) -> None:
        """Where a file of this kind has it. Raises NotSaved."""
        if keyring.number:
            keys.write_beside(self.path, keyring)
        else:
            keys.write_within(self._db, keyring)

    # ── what was seen and taken out ───────────────────────────────────────────────────────────────

    def record_access(self, what: str, about: str) -> None:
        """Write down what is no change of a record. A file that can only be read remembers nothing. Raises NotSaved."""
        if not self.read_only:
            access.add(self._db, [self.access(what, about)])

    def access(self, what: str, about: str) -> Access:
        """What whoever works here does now, to be written down."""
        return Access(datetime.now().astimezone().isoformat(timespec="seconds"), self.who, what, about)

    def accesses(self) -> list[Access]:
        """What was done last, the newest first."""
        return access.newest(self._db, MOST_ACCESSES)

    def whole_refusal(self) -> str:
        """Why who works here may not see identity numbers and accounts whole, in Chinese; "" when they may."""
        return "" if self.role in roles.SEE_WHOLE else f"“{self.role}”账号不能看、也不能导出完整的身份证号和银行账号"

    def must_see_whole(self) -> None:
        """Raises Refused for who may not."""
        if refused := self.whole_refusal():
            raise Refused(refused)

    def show_numbers(self, workers: Sequence[Worker]) -> None:
        """Whose numbers are about to be shown whole: it is written down. Raises Refused, NotSaved."""
        self.must_see_whole()
        self.record_access(NUMBERS, "、".join(f"{worker.name}（{worker.id}）" for worker in workers))

    def record_export(self, what: str, to: Path) -> None:
        """Something of the office's went into a file. Raises NotSaved."""
        self.record_access(EXPORT, f"{what} → {to}")

    # ── the guard ─────────────────────────────────────────────────────────────────────────────────

    def refusal(self, *tables: str) -> str:
        """Why who works here may not change what is in these tables, in Chinese; "" when they may."""
        return _refusal(self.role, frozenset(tables))

    def _guard_role(self, db: Database, number: int) -> None:
        """No step may touch what the role of who makes it does not reach; and somebody must be left who manages."""
        tables = changes.tables_of(db, number)
        if refused := _refusal(self._role_before(db, number) if "account" in tables else self.role, tables):
            raise Refused(refused)
        managers = [each for each in ACCOUNTS.find(db) if each.role == roles.MANAGE and not each.stopped]
        if "account" in tables and not managers:
            raise Refused("至少要留一位“管理”账号")

    def _role_before(self, db: Database, number: int) -> str:
        """The role of who makes a step, as it was before that: nobody gives a role to themselves."""
        own = [each for each in changes.changes_of(db, number) if each.table == "account" and each.key == (self.who,)]
        if not own or self.unlocked is None:
            return self.role
        before = own[0].before
        return str(before["role"]) if before and not before["stopped"] else roles.READ


def _refusal(role: str, tables: frozenset[str]) -> str:
    if roles.may(role, tables):
        return ""
    return f"您的账号是“{role}”，这一步要由{roles.asked_for(tables)}账号办理"


def account_name(typed: str) -> str:
    """A name as accounts bear it. Raises OfficeError for what can't be anybody's."""
    name = " ".join(without_invisible(typed).split())
    if not name or not name.isprintable() or _alike(name) == BY_PAPER or len(name) > LONGEST_NAME:
        raise OfficeError(f"请填写姓名（最多 {LONGEST_NAME} 个字）", field="name")
    return name


def _alike(name: str) -> str:
    """Equal for names that nobody could tell apart in the log."""
    return unicodedata.normalize("NFKC", name).casefold().replace(" ", "")
