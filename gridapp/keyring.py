"""Who may open an office's file, as it is kept: a slot for each account, and the paper key. Pure.

What is in the slots only passwords.py makes and reads. A plain file has a keyring too once it has accounts: then it
tells right passwords from wrong ones, and holds no key of a file.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Any, NamedTuple

import msgspec

from gridapp.errors import OfficeError, UnusableFile

FREE_TRIES = 3
"""So many wrong passwords cost no wait."""
FIRST_WAIT, LONGEST_WAIT = 5, 300
"""Seconds; each wrong password more doubles the wait."""
MOST_PASSES, MOST_MEMORY = 16, 512 << 20
"""Of Argon2id: a keyring that asks for more than this (bytes) was made to hang a computer."""


class FileKey(NamedTuple):
    """What a file is encrypted with: 32 bytes at random, and the 8 that tell this key from others."""

    number: bytes
    secret: bytes


class Slot(msgspec.Struct, frozen=True):
    """One account's: `private` under its password, `sealed` the file's key (empty while the file is plain)."""

    name: str
    salt: bytes
    passes: int
    memory: int
    public: bytes
    private: bytes
    sealed: bytes = b""
    failures: int = 0
    failed_at: str = ""


class Keyring(msgspec.Struct, frozen=True):
    """All slots. `number` is that of the file's key, empty while it is plain; `version` counts the changes."""

    number: bytes
    paper: bytes
    paper_sealed: bytes
    slots: tuple[Slot, ...]
    version: int = 1

    def changed(self, **fields: Any) -> "Keyring":
        return msgspec.structs.replace(self, version=self.version + 1, **fields)

    def without(self, name: str) -> "Keyring":
        """Who is not in it opens nothing any more, once the file has another key."""
        return self.changed(slots=tuple(slot for slot in self.slots if slot.name != name))

    def slot(self, name: str) -> Slot | None:
        """An account's."""
        return next((slot for slot in self.slots if slot.name == name), None)

    def with_slot(self, slot: Slot) -> "Keyring":
        """With this one in the place of the account's, or behind the others where it had none."""
        if slot.name not in self.names:
            return self.changed(slots=(*self.slots, slot))
        return self.changed(slots=tuple(slot if each.name == slot.name else each for each in self.slots))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(slot.name for slot in self.slots)


class Unlocked(NamedTuple):
    """What a right password, or the paper key (`name` is then ""), gives: the file's key, if it has one."""

    name: str
    key: FileKey | None
    private: bytes


class WrongPassword(OfficeError):
    """Not the password of this account, or not the paper key of this file."""


class DamagedKeyring(UnusableFile):
    """A keyring that is not what was written."""


# ── wrong passwords ───────────────────────────────────────────────────────────────────────────────


def failed(keyring: Keyring, name: str, now: datetime) -> Keyring:
    """After a wrong password; the same keyring where nobody bears that name."""
    slot = keyring.slot(name)
    if slot is None:
        return keyring
    at = now.isoformat(timespec="seconds")
    return keyring.with_slot(msgspec.structs.replace(slot, failures=slot.failures + 1, failed_at=at))


def succeeded(keyring: Keyring, name: str) -> Keyring:
    """After the right one; the same keyring when nothing had gone wrong before."""
    slot = keyring.slot(name)
    if slot is None or not slot.failures:
        return keyring
    return keyring.with_slot(msgspec.structs.replace(slot, failures=0, failed_at=""))


def seconds_to_wait(keyring: Keyring, name: str, now: datetime) -> int:
    """Until the next password is looked at: 0 after up to three wrong ones, then 5, 10, 20 … 300. A clock that was set
    back never makes it longer than it was at first."""
    slot = keyring.slot(name)
    if slot is None or slot.failures < FREE_TRIES:
        return 0
    whole = min(FIRST_WAIT << min(slot.failures - FREE_TRIES, 10), LONGEST_WAIT)
    left = datetime.fromisoformat(slot.failed_at) + timedelta(seconds=whole) - now
    return max(0, min(whole, ceil(left.total_seconds())))


# ── as bytes ──────────────────────────────────────────────────────────────────────────────────────


def to_bytes(keyring: Keyring) -> bytes:
    """As it is kept: JSON, and before it the SHA-256 of it, so that a single changed bit is found."""
    body = msgspec.json.encode(keyring)
    return sha256(body).hexdigest().encode() + b"\n" + body


def from_bytes(kept: bytes) -> Keyring:
    """Raises DamagedKeyring."""
    digest, _, body = kept.partition(b"\n")
    if sha256(body).hexdigest().encode() != digest:
        raise DamagedKeyring("钥匙文件已损坏，请从备份取回")
    try:  # the digest is no seal: anybody can make one
        keyring = msgspec.json.decode(body, type=Keyring)
        sound = all(_is_sound(slot, keyring.number) for slot in keyring.slots)
    except ValueError:  # msgspec's are too
        sound = False
    if not sound or not _fits(keyring.paper, keyring.paper_sealed, keyring.number) or len(keyring.number) not in (0, 8):
        raise DamagedKeyring("钥匙文件不是本程序写成的，请从备份取回")
    return keyring


def _is_sound(slot: Slot, number: bytes) -> bool:
    """Raises ValueError when its time is none."""
    if slot.failures:
        datetime.fromisoformat(slot.failed_at)
    small = 0 < slot.passes <= MOST_PASSES and 8192 <= slot.memory <= MOST_MEMORY
    return small and len(slot.salt) == 16 and len(slot.private) == 72 and _fits(slot.public, slot.sealed, number)


def _fits(public: bytes, sealed: bytes, number: bytes) -> bool:
    """Whether a public key, and the file's key sealed to it, have the lengths of such (X25519, a sealed box)."""
    return len(public) == 32 and len(sealed) == (80 if number else 0)
