"""Dates, months and quarters in the forms that people type and spreadsheets hold."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridapp.dates import read_date, read_month, read_quarter
from gridapp.errors import OfficeError
from gridapp.periods import Month, Quarter

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
NUMERALS = ["", *"一二三四五六七八九十"]
NUMERALS += ["十" + one for one in NUMERALS[1:10]]
NUMERALS += ["二十" + one for one in NUMERALS[:10]] + ["三十", "三十一"]
FULL_WIDTH = str.maketrans("0123456789-/.Q", "０１２３４５６７８９－／．Ｑ")


def in_numerals(day: date) -> str:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
    return f"{year}年{NUMERALS[day.month]}月{NUMERALS[day.day]}日"


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 3, 5),
        datetime(2026, 3, 5),
        "2026-03-05",
        "2026-3-5",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        "2026年03月05日",
        "2026年3月5号",
        "2026年三月五日",
        "二〇二六年三月五日",
        "二零二六年三月五日",
        "二○二六年三月五日",
        "二〇二六年〇三月〇五日",
        "20260305",
        20260305,
        20260305.0,
        " 2026-3-5\t",
        "2026 年 3 月 5 日",
        "2026 - 3 - 5",
        "2026–3–5",
        "２０２６．３．５",
        "２０２６年３月５日",
        "\u200e2026/3/5\u200e",  # as copied from a file's properties
    ],
)
def test_a_date_is_read_in_every_usual_form(value: object) -> None:
    assert read_date(value) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("二〇二六年十二月三十一日", date(2026, 12, 31)),
        ("二〇二六年十月二十日", date(2026, 10, 20)),
        ("二〇二六年十一月廿一日", date(2026, 11, 21)),
        ("二〇二六年一月卅一日", date(2026, 1, 31)),
        ("二〇二六年元月三十日", date(2026, 1, 30)),
        ("2024-2-29", date(2024, 2, 29)),
        ("1900-1-1", date(1900, 1, 1)),
        ("2100-12-31", date(2100, 12, 31)),
    ],
)
def test_the_ends_of_months_and_centuries_are_read(value: str, day: date) -> None:
    assert read_date(value) == day


@given(DAYS)
def test_every_day_reads_back_from_every_form(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    forms = [
        str(day),
        f"{day:%Y%m%d}",
        *(f"{year}{mark}{month}{mark}{number}" for mark in "-/."),
        f"{year}年{month}月{number}日",
        in_numerals(day),
    ]
    assert {read_date(form) for form in forms} == {day}
    assert {read_date(form.translate(FULL_WIDTH)) for form in forms} == {day}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2026-2-30", "“2026-2-30”是不存在的日期：2026 年 2 月有 28 天"),
        ("2026年2月30日", "是不存在的日期"),
        ("20260230", "是不存在的日期"),
        ("2023-2-29", "是不存在的日期"),
        ("2026-13-1", "是不存在的日期：没有 13 月"),
        ("2026-0-1", "是不存在的日期：没有 0 月"),
        ("2026-3-0", "是不存在的日期"),
        ("26.3.5", "“26.3.5”：年份须写四位"),
        ("26-3-5", "年份须写四位"),
        ("26年3月5日", "年份须写四位"),
        ("二六年三月五日", "年份须写四位"),
        ("5/3/26", "年份须写四位"),
        ("1899-12-31", "年份应在 1900 至 2100 之间"),
        ("2101-1-1", "年份应在 1900 至 2100 之间"),
        (date(1899, 12, 31), "年份应在 1900 至 2100 之间"),
        (45000, "“45000”可能是表格软件的日期序号，即 2023-03-15"),
        ("45000", "“45000”可能是表格软件的日期序号，即 2023-03-15"),
        (45000.0, "即 2023-03-15"),
        ("４５０００", "即 2023-03-15"),
        (45000.25, "不是日期"),
        (datetime(2026, 3, 5, 8, 30), "“2026-03-05 08:30:00”带有时间"),
        (datetime(2026, 3, 5, 0, 0, 0, 1), "带有时间"),
        ("2026-03-05 08:30", "带有时间"),
        (time(8, 30), "不是日期"),
        ("5/3/2026", "不是日期，请写成 2026-03-05"),
        ("2026-3/5", "不是日期"),
        ("2026-3-1 5", "不是日期"),
        ("2026-03", "不是日期"),
        ("3月5日", "不是日期"),
        ("2026年3月五五日", "不是日期"),
        ("٢٠٢٦-٣-٥", "不是日期"),
        ("明天", "“明天”不是日期"),
        ("", "这里是空的"),
        (" 　", "这里是空的"),
        (None, "这里是空的"),
        (True, "不是日期"),
        (float("nan"), "不是日期"),
        (float("inf"), "不是日期"),
        ("x" * 31, "“" + "x" * 30 + "…”不是日期"),
        ("9" * 5000, "不是日期"),
        ("2026" + " " * 30000 + "年", "不是日期"),
    ],
)
def test_what_is_no_date_is_refused_with_a_way_to_mend_it(value: object, message: str) -> None:
    with pytest.raises(OfficeError) as refused:
        read_date(value)
    assert message in str(refused.value)


SIGNS = st.text("0123456789-/.年月日季度第Qq〇零一二十廿元 :", max_size=12)


@pytest.mark.parametrize("read", [read_date, read_month, read_quarter])
@given(value=SIGNS | st.text(max_size=12) | st.integers(-(10**9), 10**9) | st.floats() | st.dates() | st.datetimes())
def test_anything_is_read_or_an_error_for_the_user(
    read: Callable[[object], date | Month | Quarter], value: object
) -> None:
    try:
        year = read(value).year
    except OfficeError:
        return
    assert 1900 <= year <= 2100


@pytest.mark.parametrize(
    "value",
    [
        "2019-05",
        "2019-5",
        "2019/5",
        "2019.5",
        "201905",
        201905,
        "2019年5月",
        "2019年5月份",
        "2019 年 5 月",
        "２０１９－０５",
        "二〇一九年五月",
        date(2019, 5, 1),  # what spreadsheets make of 2019-05
        datetime(2019, 5, 1),
    ],
)
def test_a_month_is_read_in_every_usual_form(value: object) -> None:
    assert read_month(value) == Month(2019, 5)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (date(2019, 5, 2), "“2019-05-02”是一天，不是月份，请写成 2026-03"),
        (datetime(2019, 5, 1, 8), "带有时间"),
        (2019.1, "2019.1 与 2019.10 分不清"),
        ("2019-13", "没有 13 月"),
        ("19-05", "年份须写四位"),
        ("5/2019", "不是月份"),
        ("2019-05-01", "不是月份"),
        ("五月", "不是月份"),
        (43586, "即 2019-05-01"),
        (None, "这里是空的，应填月份"),
        (date(2101, 1, 1), "年份应在 1900 至 2100 之间"),
    ],
)
def test_what_is_no_month_is_refused(value: object, message: str) -> None:
    with pytest.raises(OfficeError) as refused:
        read_month(value)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        "2019Q2",
        "2019q2",
        "2019-Q2",
        "2019 Q2",
        "２０１９Ｑ２",
        "2019年Q2",
        "2019年第二季度",
        "2019年二季度",
        "2019年2季度",
        "2019年第2季度",
        "2019 年第 2 季度",
        "二〇一九年第二季度",
    ],
)
def test_a_quarter_is_read_in_every_usual_form(value: str) -> None:
    assert read_quarter(value) == Quarter(2019, 2)


@given(st.integers(1900, 2100), st.integers(1, 4))
def test_every_quarter_reads_back_as_the_program_writes_it(year: int, number: int) -> None:
    quarter = Quarter(year, number)
    assert read_quarter(str(quarter)) == read_quarter(quarter.title) == quarter


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("2019Q5", "季度只有第 1 至第 4"),
        ("2019年第十季度", "季度只有第 1 至第 4"),
        ("2019Q0", "季度只有第 1 至第 4"),
        ("19Q2", "年份须写四位"),
        ("2101Q1", "年份应在 1900 至 2100 之间"),
        ("第二季度", "不是季度，请写成 2026Q1 或 2026年第一季度"),
        ("2019", "不是季度"),
        ("2019-2", "不是季度"),
        (date(2019, 4, 1), "不是季度"),
        ("", "这里是空的，应填季度"),
    ],
)
def test_what_is_no_quarter_is_refused(value: object, message: str) -> None:
    with pytest.raises(OfficeError) as refused:
        read_quarter(value)
    assert message in str(refused.value)
