"""Points and money, exactly: points are integer hundredths (1 point = 100), money is integer 分.

`Decimal` stands only between a person's text and these integers; no float ever holds either.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from gridapp.errors import OfficeError

_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
"""A number as people write it: “1e3” and “1_000” are slips of the hand."""
MAX_DIGITS = 20
"""Beyond so many digits `Decimal` would begin to round; nobody writes such a number on purpose."""
MAX_CENTS = 10**12  # ten thousand million 元: whatever is larger is a slip of the hand


def half_up(numerator: int, denominator: int) -> int:
    """numerator ÷ denominator as an integer, halves away from zero (四舍五入)."""
    if numerator < 0:
        return -half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def _decimal(value: object) -> Decimal:
    """A number as a person types it or a sheet holds it; a float is read by its shortest text, as it was typed."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise OfficeError(f"“{value}”不是金额，请填写数字")
    text = unicodedata.normalize("NFKC", str(value)).strip().replace(",", "")
    if isinstance(value, str) and not _PLAIN.fullmatch(text):
        raise OfficeError(f"“{value}”不是金额，请填写数字")
    number = Decimal(text)
    if not number.is_finite() or len(number.as_tuple().digits) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
        raise OfficeError(f"“{value}”不是金额，请填写数字")
    return number


def read_cents(value: object) -> int:
    """分 from an amount in 元 ("1500", 1500.03). Raises OfficeError when negative, beyond two decimals or absurd."""
    scaled = _decimal(value) * 100
    if scaled != scaled.to_integral_value():
        raise OfficeError(f"“{value}”的小数多于两位，金额最多两位小数")
    cents = int(scaled)
    if not 0 <= cents <= MAX_CENTS:
        raise OfficeError(f"金额“{value}”超出范围，应为 0 到 100 亿元")
    return cents


@lru_cache(maxsize=4096)
def show_points(hundredths: int) -> str:
    """Points at their shortest: 1000 → "10", 1450 → "14.5", 8310 → "83.1"."""
    sign, hundredths = ("-", -hundredths) if hundredths < 0 else ("", hundredths)
    whole, rest = divmod(hundredths, 100)
    return f"{sign}{whole}.{rest:02d}".rstrip("0").rstrip(".")


def show_score(hundredths: int) -> str:
    """Points with two decimals, as totals are printed: 8282 → "82.82"."""
    return show_yuan(hundredths)


def show_yuan(cents: int) -> str:
    """Money in 元 with two decimals: 105002 → "1050.02"."""
    sign, cents = ("-", -cents) if cents < 0 else ("", cents)
    return f"{sign}{cents // 100}.{cents % 100:02d}"


@lru_cache(maxsize=4096)
def capitals(cents: int) -> str:
    """Money in Chinese capitals: 177692 → "壹仟柒佰柒拾陆元玖角贰分"; 负 before a debt.

    《支付结算办法》 annex 1 (正确填写票据和结算凭证的基本规定): one 零 for a gap between digits; 整 after 元 or 角,
    never after 分.
    """
    if cents < 0:
        return "负" + capitals(-cents)
    yuan, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    whole = _whole_capitals(yuan) + "元" if yuan or not rest else ""
    if not rest:
        return whole + "整"
    tenths = f"{_CAPITALS[jiao]}角" if jiao else "零" if yuan else ""
    return whole + tenths + (f"{_CAPITALS[fen]}分" if fen else "整")


_CAPITALS = "零壹贰叁肆伍陆柒捌玖"


def _whole_capitals(yuan: int) -> str:
    """A whole number of 元: four digits at a time, 万 and 亿 between them."""
    if not yuan:
        return "零"
    text, gap = "", False
    for place in range(len(str(yuan)) - 1, -1, -1):
        digit = yuan // 10**place % 10
        if digit:
            text += ("零" if gap else "") + _CAPITALS[digit] + ("", "拾", "佰", "仟")[place % 4]
        gap = bool(text) and not digit
        if place % 4 == 0 and yuan // 10**place % 10**4:
            text, gap = text + ("", "万", "亿", "万亿")[place // 4], False
    return text
