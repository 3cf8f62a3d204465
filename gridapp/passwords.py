"""Opening a keyring, and making what is in it: libsodium's work (PyNaCl) throughout.

A password becomes, by Argon2id (RFC 9106), the key to its account's own private key (X25519, XSalsa20-Poly1305); the
key of the file is sealed to the public ones, that of the paper key among them. So the file can be given another key
without anybody's password.
"""

import re
import secrets
import unicodedata
from hashlib import blake2b, sha256

import msgspec
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from gridapp.errors import OfficeError
from gridapp.keyring import DamagedKeyring, FileKey, Keyring, Slot, Unlocked, WrongPassword

PASSES, MEMORY = 3, 64 << 20
"""Of Argon2id: what RFC 9106 recommends where 2 GB are too much. A slot keeps its own, so these may grow."""
SHORTEST = 8
"""Characters of a password."""
PAPER_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is taken for a digit."""
PAPER_LENGTH, PAPER_GROUP = 28, 4
"""Characters of the paper key, 26 at random (130 bits) and two to check them; written in groups."""
_CHECKS = 2
_MISREAD = str.maketrans("ILO", "110")


# ── opening ───────────────────────────────────────────────────────────────────────────────────────


def unlock(keyring: Keyring, name: str, password: str) -> Unlocked:
    """By an account's password. Takes some 0.1 s and 64 MB. Raises WrongPassword, OfficeError where memory is short."""
    slot = keyring.slot(name)
    if slot is None:
        raise WrongPassword(f"没有“{name}”这个账号", field="name")
    box = SecretBox(_stretch(password, slot.salt, slot.passes, slot.memory))
    try:
        private = box.decrypt(slot.private)
    except CryptoError:
        raise WrongPassword("密码不对", field="password") from None
    return Unlocked(name, _unsealed(keyring.number, slot.sealed, private), private)


def unlock_by_paper(keyring: Keyring, typed: str) -> Unlocked:
    """By the paper key, however it is spaced. Raises WrongPassword."""
    private = _paper_private(read_paper_key(typed))
    if bytes(private.public_key) != keyring.paper:
        raise WrongPassword("这不是本数据库的应急密钥：请核对应急密钥单上的镇名和日期", field="paper")
    return Unlocked("", _unsealed(keyring.number, keyring.paper_sealed, bytes(private)), bytes(private))


def belongs(keyring: Keyring, unlocked: Unlocked) -> bool:
    """Whether it is by a password of this keyring, and with the key that it is for, that somebody has unlocked."""
    public = bytes(PrivateKey(unlocked.private).public_key)
    same_key = keyring.number == (unlocked.key.number if unlocked.key else b"")
    return same_key and any((slot.name, slot.public) == (unlocked.name, public) for slot in keyring.slots)


def unlock_again(keyring: Keyring, unlocked: Unlocked) -> FileKey | None:
    """The key of another file (a backup, say) for whoever has unlocked this one; None where there is no slot."""
    public = bytes(PrivateKey(unlocked.private).public_key)
    held = {slot.public: slot.sealed for slot in keyring.slots} | {keyring.paper: keyring.paper_sealed}
    return _unsealed(keyring.number, held[public], unlocked.private) if public in held else None


def _stretch(password: str, salt: bytes, passes: int, memory: int) -> bytes:
    text = unicodedata.normalize("NFKC", password).encode()
    try:
        return argon2id.kdf(SecretBox.KEY_SIZE, text, salt, opslimit=passes, memlimit=memory)
    except CryptoError as error:  # it could not have its memory; that says nothing of the password
        raise OfficeError("电脑内存不足，现在不能核对密码，请关闭其他程序后再试") from error


def _unsealed(number: bytes, sealed: bytes, private: bytes) -> FileKey | None:
    if not sealed:
        return None
    try:
        return FileKey(number, SealedBox(PrivateKey(private)).decrypt(sealed))
    except CryptoError as error:
        raise DamagedKeyring("钥匙文件已损坏，请从备份取回") from error


# ── making and changing ───────────────────────────────────────────────────────────────────────────


def new_keyring(name: str, password: str, key: FileKey | None) -> tuple[Keyring, str]:
    """The keyring of a first account, and the paper key, which is nowhere kept but on the paper.

    Raises OfficeError when the password won't do.
    """
    paper, public = _new_paper_key()
    empty = Keyring(key.number if key else b"", public, _sealed(key, public), ())
    return with_account(empty, name, password, key), paper


def new_key() -> FileKey:
    return FileKey(secrets.token_bytes(8), secrets.token_bytes(32))


def with_account(keyring: Keyring, name: str, password: str, key: FileKey | None) -> Keyring:
    """An account more, or the same with another password. Raises OfficeError when the password won't do."""
    check_password(name, password)
    private, salt = PrivateKey.generate(), secrets.token_bytes(argon2id.SALTBYTES)
    public = bytes(private.public_key)
    locked = bytes(SecretBox(_stretch(password, salt, PASSES, MEMORY)).encrypt(bytes(private)))
    return keyring.with_slot(Slot(name, salt, PASSES, MEMORY, public, locked, _sealed(key, public)))


def with_key(keyring: Keyring, key: FileKey | None) -> Keyring:
    """The same people and passwords for a file with another key, or with none."""
    slots = tuple(msgspec.structs.replace(slot, sealed=_sealed(key, slot.public)) for slot in keyring.slots)
    number = key.number if key else b""
    return keyring.changed(number=number, slots=slots, paper_sealed=_sealed(key, keyring.paper))


def with_paper_key(keyring: Keyring, key: FileKey | None) -> tuple[Keyring, str]:
    """Another paper key; the old one opens nothing any more."""
    paper, public = _new_paper_key()
    return keyring.changed(paper=public, paper_sealed=_sealed(key, public)), paper


def check_password(name: str, password: str) -> None:
    """Raises OfficeError for a password that is guessed too easily."""
    if len(password) < SHORTEST:
        raise OfficeError(f"密码至少 {SHORTEST} 个字符，例如一句自己记得住的话的拼音", field="password")
    if len(set(password)) < 4 or password in (name * 9)[: len(password)] or password in "12345678901234567890":
        raise OfficeError("这个密码太容易猜到，请换一个", field="password")


def _sealed(key: FileKey | None, public: bytes) -> bytes:
    return bytes(SealedBox(PublicKey(public)).encrypt(key.secret)) if key else b""


# ── the paper key ─────────────────────────────────────────────────────────────────────────────────


def _new_paper_key() -> tuple[str, bytes]:
    digits = "".join(secrets.choice(PAPER_ALPHABET) for _ in range(PAPER_LENGTH - _CHECKS))
    whole = digits + _check_digits(digits)
    return show_paper_key(whole), bytes(_paper_private(whole).public_key)


def show_paper_key(digits: str) -> str:
    """In groups: “7K2M-Q0RT-…”."""
    return "-".join(re.findall(f".{{1,{PAPER_GROUP}}}", digits))


def plain_digits(typed: str) -> str:
    """Of a paper key or a part of it: without spaces and strokes, misread letters put right."""
    return re.sub(r"[\s\-—_·.]", "", unicodedata.normalize("NFKC", typed)).upper().translate(_MISREAD)


def read_paper_key(typed: str) -> str:
    """What was typed, without spaces and strokes, misread letters put right. Raises WrongPassword for a slip."""
    digits = plain_digits(typed)
    if len(digits) != PAPER_LENGTH or not set(digits) <= set(PAPER_ALPHABET):
        raise WrongPassword(
            f"应急密钥是 {PAPER_LENGTH} 个数字和字母，现在有 {len(digits)} 个，请对照应急密钥单", field="paper"
        )
    if _check_digits(digits[:-_CHECKS]) != digits[-_CHECKS:]:
        raise WrongPassword("应急密钥抄错了一处（最后两位对不上），请对照应急密钥单逐组核对", field="paper")
    return digits


def _check_digits(digits: str) -> str:
    number = int.from_bytes(sha256(digits.encode()).digest()[:4], "big")
    return PAPER_ALPHABET[number % 32] + PAPER_ALPHABET[number // 32 % 32]


def _paper_private(digits: str) -> PrivateKey:
    return PrivateKey(blake2b(digits.encode(), digest_size=PrivateKey.SIZE, person=b"gridapp paper").digest())
