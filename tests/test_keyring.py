"""Who may open a file, as it is kept: slots, waits after wrong passwords, and that no changed bit goes unseen."""

from datetime import datetime, timedelta

import pytest

from gridapp.keyring import (
    LONGEST_WAIT,
    DamagedKeyring,
    Keyring,
    Slot,
    failed,
    from_bytes,
    seconds_to_wait,
    succeeded,
    to_bytes,
)

NOW = datetime(2019, 7, 1, 9)
PUBLIC, SEALED = bytes(32), bytes(80)
SLOTS = tuple(Slot(name, bytes(16), 3, 64 << 20, PUBLIC, bytes(72), SEALED) for name in ("王", "李"))
RING = Keyring(b"12345678", PUBLIC, SEALED, SLOTS)


def after(times: int) -> Keyring:
    """王 was wrong so often, each time at NOW."""
    ring = RING
    for _ in range(times):
        ring = failed(ring, "王", NOW)
    return ring


@pytest.mark.parametrize(
    ("times", "seconds"), [(0, 0), (1, 0), (2, 0), (3, 5), (4, 10), (5, 20), (8, 160), (9, 300), (99, 300)]
)
def test_three_wrong_passwords_are_free_then_each_doubles_the_wait(times: int, seconds: int) -> None:
    assert seconds_to_wait(after(times), "王", NOW) == seconds


def test_only_who_was_wrong_waits() -> None:
    assert seconds_to_wait(after(9), "李", NOW) == 0
    assert seconds_to_wait(after(9), "没有的人", NOW) == 0


def test_the_wait_goes_by_and_a_clock_set_back_makes_it_no_longer() -> None:
    ring = after(4)
    assert seconds_to_wait(ring, "王", NOW + timedelta(seconds=7.5)) == 3
    assert seconds_to_wait(ring, "王", NOW + timedelta(seconds=10)) == 0
    assert seconds_to_wait(ring, "王", NOW - timedelta(days=365)) == 10
    assert seconds_to_wait(after(99), "王", NOW - timedelta(days=1)) == LONGEST_WAIT


def test_the_right_password_ends_the_count() -> None:
    ring = succeeded(after(5), "王")
    assert seconds_to_wait(ring, "王", NOW) == 0
    assert ring.slots[0].failures == 0
    assert succeeded(RING, "王") is RING


def test_every_change_is_a_newer_version() -> None:
    assert [RING.version, after(1).version, after(2).version, RING.without("李").version] == [1, 2, 3, 2]
    assert RING.without("李").names == ("王",)


def test_what_is_kept_is_what_is_read() -> None:
    assert from_bytes(to_bytes(after(3))) == after(3)


def test_any_changed_bit_is_found() -> None:
    kept = to_bytes(RING)
    for place in range(len(kept)):
        with pytest.raises(DamagedKeyring, match="钥匙文件已损坏，请从备份取回"):
            from_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
    for cut in (0, 10, len(kept) - 1):
        with pytest.raises(DamagedKeyring):
            from_bytes(kept[:cut])
