"""Points and money, exactly: points are integer hundredths (1 point = 100), money is integer 分.

`Decimal` stands only between a person's text and these integers; no float ever holds either.
"""

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from gridapp.errors import OfficeError

MAX_CENTS = 10**12  # ten thousand million 元: whatever is larger is a slip of the hand


def half_up(numerator: int, denominator: int) -> int:
    """numerator ÷ denominator as an integer, halves away from zero (四舍五入)."""
    if numerator < 0:
        return -half_up(-numerator, denominator)
    return (2 * numerator + denominator) // (2 * denominator)


def _decimal(value: object, what: str) -> Decimal:
    """A number as a person types it or a spreadsheet holds it; a float is read by its shortest text, as it was typed."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise OfficeError(f"“{value}”不是{what}，请填写数字")
    text = str(value).strip().replace(",", "").replace("，", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise OfficeError(f"“{value}”不是{what}，请填写数字") from None
    if not number.is_finite():
        raise OfficeError(f"“{value}”不是{what}，请填写数字")
    return number


def _hundredths(value: object, what: str) -> int:
    scaled = _decimal(value, what) * 100
    if scaled != scaled.to_integral_value():
        raise OfficeError(f"“{value}”的小数多于两位，{what}最多两位小数")
    return int(scaled)


def read_points(value: object) -> int:
    """Points in hundredths from "0.5", 1 or Decimal("0.1"). Raises OfficeError beyond two decimals."""
    return _hundredths(value, "分值")


def read_cents(value: object) -> int:
    """分 from an amount in 元 ("1500", 1500.03). Raises OfficeError when negative, beyond two decimals or absurd."""
    cents = _hundredths(value, "金额")
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
    """Money in Chinese capitals: 177692 → "壹仟柒佰柒拾陆元玖角贰分"; 整 after 元 or 角, never after 分; 负 before a debt.

    Follows 《支付结算办法》 annex 1 (正确填写票据和结算凭证的基本规定); 整 is also written after 角.
    """
    if cents < 0:
        return "负" + capitals(-cents)
    from cn2an import an2cn  # loaded when first needed: it takes a tenth of a second

    text = str(an2cn(show_yuan(cents), "rmb"))
    return text + "整" if text.endswith("角") else text
