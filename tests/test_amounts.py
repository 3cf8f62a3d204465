"""Points and money: read exactly, shown exactly, rounded half up, written in capitals."""

import re
from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gridapp.amounts import capitals, half_up, read_cents, show_points, show_score, show_yuan
from gridapp.errors import OfficeError
from tests.calculator import in_capitals

# Digits in which zeros stand together, as capitals find hard: up to 10^11 分.
CENTS = st.text("00000123456789", min_size=1, max_size=11).map(int) | st.integers(0, 10**11)
DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}


# --- reading and showing ---


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        (1500, 150_000),
        ("1500", 150_000),
        ("1500.03", 150_003),
        (1500.03, 150_003),  # a spreadsheet's float reads as the text that was typed
        (0.1, 10),
        ("0", 0),
        ("1.50", 150),
        ("１２３", 12_300),
        ("1,234.56", 123_456),
        ("1，234.56", 123_456),
        (" 88 ", 8_800),
        ("10000000000", 10**12),
    ],
)
def test_an_amount_is_read_to_the_cent(typed: object, cents: int) -> None:
    assert read_cents(typed) == cents


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("一千五", "“一千五”不是金额，请填写数字"),
        ("", "不是金额"),
        ("12元", "不是金额"),
        ("NaN", "不是金额"),
        ("Infinity", "不是金额"),
        (True, "不是金额"),
        (None, "不是金额"),
        ("0.005", "小数多于两位"),
        (0.1 + 0.2, "小数多于两位"),
        ("-1", "超出范围"),
        ("10000000000.01", "超出范围"),
        ("1E999999", "“1E999999”"),  # more than a Decimal can be multiplied by
    ],
)
def test_what_is_no_amount_is_said_in_chinese(typed: object, said: str) -> None:
    with pytest.raises(OfficeError, match=re.escape(said)):
        read_cents(typed)


@given(st.integers(0, 10**12))
def test_what_is_shown_reads_back(cents: int) -> None:
    assert read_cents(show_yuan(cents)) == cents


@pytest.mark.parametrize(
    ("hundredths", "short", "score"),
    [
        (10_000, "100", "100.00"),
        (8_310, "83.1", "83.10"),
        (8_282, "82.82", "82.82"),
        (50, "0.5", "0.50"),
        (1, "0.01", "0.01"),
        (0, "0", "0.00"),
        (-50, "-0.5", "-0.50"),
    ],
)
def test_points_are_shown_short_on_a_sheet_and_with_two_places_as_a_total(
    hundredths: int, short: str, score: str
) -> None:
    assert (show_points(hundredths), show_score(hundredths)) == (short, score)


# --- rounding ---


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 10, 1), (4, 10, 0), (15, 10, 2), (25, 10, 3), (899_950, 100, 9_000), (-5, 10, -1), (-4, 10, 0), (7, 7, 1)],
)
def test_halves_are_rounded_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
def test_rounding_is_what_exact_fractions_say(numerator: int, denominator: int) -> None:
    exact = Fraction(abs(numerator), denominator)
    nearest = floor(exact + Fraction(1, 2))

    assert half_up(numerator, denominator) == (nearest if numerator >= 0 else -nearest)


# --- capitals ---


def cents_of(capital: str) -> int:
    """An amount in capitals back as 分; strict about 零, which stands once wherever a place before a digit is empty."""
    text = capital.removesuffix("整")
    assert (text == capital) == text.endswith("分"), "整 stands after 元 and 角, never after 分"
    yuan, mark, rest = text.rpartition("元")
    places = re.fullmatch(
        r"(?:(零)?([壹贰叁肆伍陆柒捌玖])分|([壹贰叁肆伍陆柒捌玖])角(?:([壹贰叁肆伍陆柒捌玖])分)?)?", rest
    )
    assert places, rest
    zero, lone_cent, tenth, cent = places.groups()
    assert bool(zero) == bool(lone_cent and mark), "元零伍分, but 伍分 alone"
    return 100 * (yuan_of(yuan) if mark else 0) + 10 * DIGITS.get(tenth, 0) + DIGITS.get(cent or lone_cent, 0)


def yuan_of(text: str) -> int:
    """Digit by digit; 零 must stand before a digit that comes after a gap, unless the gap only ends the group above."""
    total, before = 0, None
    for group, scale in re.findall("([^亿万]+)([亿万]?)", text):
        for zero, digit, place in re.findall("(零?)([壹贰叁肆伍陆柒捌玖])([仟佰拾]?)", group):
            power = {"仟": 3, "佰": 2, "拾": 1, "": 0}[place] + {"亿": 8, "万": 4, "": 0}[scale]
            gap = before is not None and before > power + 1
            ends_group = before is not None and power % 4 == 3 and before // 4 == power // 4 + 1
            assert before is None or before > power, text
            assert bool(zero) == (gap and not ends_group), f"{text}: 零 before {digit}{place}{scale}"
            total, before = total + DIGITS[digit] * 10**power, power
    return total


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (177_692, "壹仟柒佰柒拾陆元玖角贰分"),
        (150_000, "壹仟伍佰元整"),
        (140_950, "壹仟肆佰零玖元伍角整"),
        (600_714, "陆仟零柒元壹角肆分"),
        (168_032, "壹仟陆佰捌拾元叁角贰分"),
        (10_700_053, "壹拾万柒仟元伍角叁分"),
        (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
        (32_504, "叁佰贰拾伍元零肆分"),
        (105_002, "壹仟零伍拾元零贰分"),
        (1_000, "壹拾元整"),
        (50, "伍角整"),
        (5, "伍分"),
        (0, "零元整"),
        (-6_050, "负陆拾元伍角整"),
        (10_000_500_000, "壹亿零伍仟元整"),
    ],
)
def test_an_amount_in_capitals(cents: int, text: str) -> None:
    assert capitals(cents) == text


@given(CENTS)
@example(10_000_555_099)  # 壹亿零伍仟伍佰伍拾元玖角玖分: the whole group of 万 is empty
@example(10_000_000_001)
@example(10**11)
def test_capitals_read_back_as_the_amount(cents: int) -> None:
    assert cents_of(capitals(cents)) == cents


@given(CENTS)
def test_capitals_are_what_the_second_calculator_writes(cents: int) -> None:
    assert capitals(cents) == in_capitals(cents)


@pytest.mark.parametrize("wrong", ["壹仟伍元整", "壹佰元伍分", "伍分整", "壹拾元", "壹亿伍仟元整", "零伍分"])
def test_the_reader_of_capitals_is_strict(wrong: str) -> None:
    with pytest.raises(AssertionError):
        cents_of(wrong)
