"""Reading the dates, months and quarters that people type and spreadsheets hold.

Nothing is guessed: what could be read in two ways is refused, with a sentence that says how to write it.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from gridapp.errors import OfficeError
from gridapp.names import without_invisible
from gridapp.periods import Month, Quarter

_YEARS = range(1900, 2101)
_EXCEL_DAY_0 = date(1899, 12, 30)  # for every serial number after Excel's 29 February 1900, which never was
_DATE = "日期，请写成 2026-03-05 或 2026年3月5日"
_MONTH = "月份，请写成 2026-03 或 2026年3月"
_QUARTER = "季度，请写成 2026Q1 或 2026年第一季度"

_LOOK_ALIKE = str.maketrans("零○◯‐–—−", "〇〇〇----")
_YEAR_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_NUMERALS = {
    tens + unit: 10 * ten + one
    for tens, ten in {"": 0, "〇": 0, "十": 1, "二十": 2, "廿": 2, "三十": 3, "卅": 3}.items()
    for one, unit in enumerate(["", *"一二三四五六七八九"])
    if tens + unit
}
_Y = "[0-9〇一二三四五六七八九]+"
_N = "[0-9]{1,2}|" + "|".join(_NUMERALS)
_DATE_FORMS = (
    re.compile(r"(?P<year>[0-9]+)(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    re.compile(f"(?P<year>{_Y})年(?P<month>{_N})月(?P<day>{_N})[日号]"),
)
_MONTH_FORMS = (
    re.compile(r"(?P<year>[0-9]+)[-/.](?P<month>[0-9]{1,2})"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})"),
    re.compile(f"(?P<year>{_Y})年(?P<month>{_N})月份?"),
)
_QUARTER_FORMS = (
    re.compile(r"(?P<year>[0-9]+)(?:年|-| )?[Qq](?P<quarter>[0-9])"),
    re.compile(f"(?P<year>{_Y})年第?(?P<quarter>{_N})季度?"),
)


def read_date(value: object) -> date:
    """A day: a date, 2026-3-5, 2026/3/5, 2026.3.5, 20260305, 2026年3月5日 or 二〇二六年三月五日.

    Full-width signs, and spaces around the parts, make no difference. Raises OfficeError for a day that
    never was, a year that is not written with four digits or lies outside 1900 to 2100, a time of day, and
    a bare number of five digits, of which the message says what day it is to a spreadsheet.
    """
    if isinstance(value, date):
        day = _whole_day(value)
        _check_year(f"{day.year:04}", day)
        return day
    year, month, day_number = _parts(value, _DATE_FORMS, _DATE)
    return _existing_day(year, month, day_number, value)


def read_month(value: object) -> Month:
    """A month: 2019-05, 2019/5, 2019.5, 201905, 2019年5月, or its first day, as spreadsheets store 2019-05.

    Raises OfficeError as `read_date` does, and for a number like 2019.1, as spreadsheets store 2019.10.
    """
    if isinstance(value, date):
        if (day := _whole_day(value)).day != 1:
            raise OfficeError(f"“{day}”是一天，不是{_MONTH}")
        return Month.of(read_date(day))
    if isinstance(value, float) and not value.is_integer():
        raise OfficeError(f"“{value}”被存成了数字，2019.1 与 2019.10 分不清：请将该列设为文本，写成 2019-10 这样")
    year, month = _parts(value, _MONTH_FORMS, _MONTH)
    return Month.of(_existing_day(year, month, 1, value))


def read_quarter(value: object) -> Quarter:
    """A quarter: 2019Q2, 2019-Q2, 2019年第二季度, 2019年2季度. Raises OfficeError."""
    year, number = _parts(value, _QUARTER_FORMS, _QUARTER)
    if not 1 <= number <= 4:
        raise OfficeError(f"“{_shown(value)}”：季度只有第 1 至第 4，请改正")
    return Quarter(year, number)


def _parts(value: object, forms: tuple[re.Pattern[str], ...], wanted: str) -> list[int]:
    """The year and what follows it, by the first of the forms that fits; `wanted` tells what would do."""
    text = _plain(value)
    for form in forms:
        if found := form.fullmatch(text):
            year, *rest = (part for key, part in found.groupdict().items() if key != "mark")
            numbers = [int(part) if part.isdecimal() else _NUMERALS[part] for part in rest]
            return [_check_year(year.translate(_YEAR_DIGITS), value), *numbers]
    raise OfficeError(_why_not(value, text, wanted))


def _plain(value: object) -> str:
    """What was typed, half-width, without spaces around its parts; "" if neither text nor a whole number."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int | str):
        return ""
    words = unicodedata.normalize("NFKC", without_invisible(str(value))).translate(_LOOK_ALIKE).split()
    return re.sub(" ?([-/.年月日号第季]) ?", r"\1", " ".join(words)).replace("元月", "一月")


def _why_not(value: object, text: str, wanted: str) -> str:
    shown = _shown(value)
    if value is None or not shown:
        return f"这里是空的，应填{wanted}"
    if re.fullmatch("[1-9][0-9]{4}", text):
        day = _EXCEL_DAY_0 + timedelta(days=int(text))
        return f"“{shown}”可能是表格软件的日期序号，即 {day}：请核对后照此写出，或将单元格设为日期格式"
    if re.search("[0-9]:[0-9]", text):
        return f"“{shown}”带有时间，只填{wanted}"
    return f"“{shown}”不是{wanted}"


def _check_year(digits: str, value: object) -> int:
    if not (len(digits) == 4 and digits.isdecimal()):
        raise OfficeError(f"“{_shown(value)}”：年份须写四位，如 2026")
    if int(digits) not in _YEARS:
        raise OfficeError(f"“{_shown(value)}”：年份应在 {_YEARS[0]} 至 {_YEARS[-1]} 之间，请核对")
    return int(digits)


def _existing_day(year: int, month: int, day: int, value: object) -> date:
    if not 1 <= month <= 12:
        raise OfficeError(f"“{_shown(value)}”是不存在的日期：没有 {month} 月，请核对")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise OfficeError(f"“{_shown(value)}”是不存在的日期：{year} 年 {month} 月有 {days} 天，请核对")
    return date(year, month, day)


def _whole_day(value: date) -> date:
    if not isinstance(value, datetime):
        return value
    if value.time() != time.min:
        raise OfficeError(f"“{value:%Y-%m-%d %H:%M:%S}”带有时间，只填{_DATE}")
    return value.date()


def _shown(value: object) -> str:
    """What was typed, as a message quotes it."""
    text = str(value).strip()
    return text if len(text) <= 30 else text[:30] + "…"
