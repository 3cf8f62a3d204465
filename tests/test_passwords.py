"""Passwords and the paper key: what opens a keyring, what does not, and what each gives."""

import msgspec
import pytest

from gridapp.errors import OfficeError
from gridapp.keyring import DamagedKeyring, FileKey, Keyring, WrongPassword
from gridapp.passwords import (
    PAPER_ALPHABET,
    PAPER_LENGTH,
    check_password,
    new_key,
    new_keyring,
    read_paper_key,
    unlock,
    unlock_again,
    unlock_by_paper,
    with_account,
    with_key,
    with_paper_key,
)

GOOD, OTHER = "liuhe-2019", "dongcun-2020"
KEY = FileKey(b"numbered", bytes(range(32)))


@pytest.fixture(scope="module")
def made() -> tuple[Keyring, str]:
    """The keyring of an encrypted file with 王敏 and 李强 in it, and its paper key."""
    ring, paper = new_keyring("王敏", GOOD, KEY)
    return with_account(ring, "李强", OTHER, KEY), paper


def test_each_password_gives_the_files_key(made: tuple[Keyring, str]) -> None:
    ring, _ = made
    assert (unlock(ring, "王敏", GOOD).key, unlock(ring, "李强", OTHER).key) == (KEY, KEY)
    assert unlock(ring, "王敏", GOOD).name == "王敏"


@pytest.mark.parametrize(
    ("name", "password", "field"), [("王敏", OTHER, "password"), ("李强", GOOD, "password"), ("钱进", GOOD, "name")]
)
def test_a_wrong_password_gives_nothing(made: tuple[Keyring, str], name: str, password: str, field: str) -> None:
    with pytest.raises(WrongPassword) as refused:
        unlock(made[0], name, password)
    assert refused.value.field == field


def test_a_password_typed_in_full_width_is_the_same(made: tuple[Keyring, str]) -> None:
    assert unlock(made[0], "王敏", "ｌｉｕｈｅ－２０１９").key == KEY


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("七个字的密码啊", "至少 8 个字符"),
        ("11112222", "太容易猜到"),
        ("12345678", "太容易猜到"),
        ("wangminwang", "太容易猜到"),
    ],
)
def test_what_is_guessed_at_once_is_no_password(password: str, why: str) -> None:
    with pytest.raises(OfficeError, match=why) as refused:
        check_password("wangmin", password)
    assert refused.value.field == "password"


def test_two_of_one_password_share_nothing(made: tuple[Keyring, str]) -> None:
    ring = with_account(made[0], "钱进", GOOD, KEY)
    first, last = ring.slots[0], ring.slots[-1]
    assert len({first.salt, last.salt}) == len({first.private, last.private}) == len({first.sealed, last.sealed}) == 2


def test_another_password_stands_in_the_same_place(made: tuple[Keyring, str]) -> None:
    ring = with_account(made[0], "王敏", "xinde-mima", KEY)
    assert ring.names == ("王敏", "李强")
    assert unlock(ring, "王敏", "xinde-mima").key == KEY
    with pytest.raises(WrongPassword):
        unlock(ring, "王敏", GOOD)


# ── another key, or none ──────────────────────────────────────────────────────────────────────────


def test_the_same_passwords_and_paper_open_a_file_with_another_key(made: tuple[Keyring, str]) -> None:
    ring, paper = made
    new = new_key()
    changed = with_key(ring, new)
    assert (unlock(changed, "李强", OTHER).key, unlock_by_paper(changed, paper).key) == (new, new)


def test_who_is_taken_out_has_no_part_in_the_next_key(made: tuple[Keyring, str]) -> None:
    ring, _ = made
    held = unlock(ring, "李强", OTHER)
    after = with_key(ring.without("李强"), new_key())
    assert unlock_again(after, held) is None
    with pytest.raises(WrongPassword):
        unlock(after, "李强", OTHER)


def test_without_a_key_a_keyring_still_tells_right_from_wrong(made: tuple[Keyring, str]) -> None:
    plain = with_key(made[0], None)
    assert (plain.number, unlock(plain, "王敏", GOOD).key) == (b"", None)
    with pytest.raises(WrongPassword):
        unlock(plain, "王敏", OTHER)


def test_who_has_opened_one_file_opens_its_backup_without_the_password(made: tuple[Keyring, str]) -> None:
    ring, paper = made
    older, newer = with_key(ring, new_key()), with_key(ring, new_key())
    assert unlock_again(older, unlock(newer, "王敏", GOOD)) == unlock(older, "王敏", GOOD).key
    assert unlock_again(older, unlock_by_paper(newer, paper)) == unlock(older, "王敏", GOOD).key


def test_a_slot_that_was_tampered_with_is_damage_not_a_wrong_password(made: tuple[Keyring, str]) -> None:
    first = made[0].slots[0]
    bad = msgspec.structs.replace(first, sealed=first.sealed[:-1] + bytes([first.sealed[-1] ^ 1]))
    with pytest.raises(DamagedKeyring):
        unlock(msgspec.structs.replace(made[0], slots=(bad,)), "王敏", GOOD)


# ── the paper key ─────────────────────────────────────────────────────────────────────────────────


def test_the_paper_key_opens_however_it_is_typed(made: tuple[Keyring, str]) -> None:
    ring, paper = made
    assert len(paper.replace("-", "")) == PAPER_LENGTH
    misread = paper.replace("1", "l").replace("0", "o")
    for typed in (paper, paper.lower(), paper.replace("-", " "), misread, f"  {paper}\n"):
        assert unlock_by_paper(ring, typed).key == KEY


def test_any_one_slip_in_the_paper_key_is_found(made: tuple[Keyring, str]) -> None:
    digits = made[1].replace("-", "")
    for place in range(PAPER_LENGTH):
        other = PAPER_ALPHABET[(PAPER_ALPHABET.index(digits[place]) + 1) % 32]
        typed = digits[:place] + other + digits[place + 1 :]
        with pytest.raises(WrongPassword, match=r"抄错了一处|不是本数据库的应急密钥"):  # the latter once in a thousand
            unlock_by_paper(made[0], typed)


def test_a_paper_key_of_the_wrong_length_is_counted() -> None:
    with pytest.raises(WrongPassword, match=f"是 {PAPER_LENGTH} 个数字和字母，现在有 7 个"):
        read_paper_key("7K2M-Q0R")


def test_a_new_paper_key_ends_the_old_one(made: tuple[Keyring, str]) -> None:
    ring, paper = made
    after, new = with_paper_key(ring, KEY)
    assert unlock_by_paper(after, new).key == KEY
    with pytest.raises(WrongPassword, match="不是本数据库的应急密钥"):
        unlock_by_paper(after, paper)
