"""Holidays: how they are typed, kept, and told."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gridapp.errors import OfficeError
from gridapp.holidays import Holiday, each_day, holidays, in_words, names_of, read_days, within
from gridapp.office import Office
from gridapp.periods import Span, Week
from gridapp.workbook.holidays import holidays_in
from gridapp.workbook.reading import read_book
from tests.books import write

FIRST, SEVENTH = date(2019, 10, 1), date(2019, 10, 7)
NATIONAL = each_day(Span(FIRST, SEVENTH), "国庆节")


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("2019-10-01", FIRST),
        (FIRST, FIRST),
        ("2019-10-1 至 2019-10-7", SEVENTH),
        ("2019年10月1日至10月7日", SEVENTH),
        ("2019/10/1～7日", SEVENTH),
    ],
)
def test_one_day_or_several_are_read(typed: Any, last: date) -> None:
    assert read_days(typed) == Span(FIRST, last)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10-1", "不是日期"),
        ("2019-10-7 至 10-1", "早于开始的"),
        ("2019-10-1 至 2020-10-1", "超过 31 天"),
        ("2019-10-1 至 3 至 5", "连续几天写成"),
    ],
)
def test_what_is_no_span_of_days_is_refused(typed: str, said: str) -> None:
    with pytest.raises(OfficeError, match=said):
        read_days(typed)


def test_they_are_kept_among_the_offices_settings_day_by_day(office: Office) -> None:
    office.set_office(**{"镇名": "青川镇"})
    office.change("节假日", save=[each.setting for each in NATIONAL])
    assert holidays(office.settings()) == NATIONAL
    week = Week.of(SEVENTH)
    assert within(office.settings(), week.span) == [Holiday(SEVENTH, "国庆节")]
    assert within(office.settings(), week.span._replace(first=date(2019, 10, 8))) == []


def test_they_are_told_as_runs_of_days() -> None:
    autumn = [Holiday(date(2020, 9, 30), "补休"), *each_day(Span(date(2020, 10, 1), date(2020, 10, 2)), "国庆节")]
    assert in_words(autumn) == "补休 9月30日，国庆节 10月1日–2日"
    assert in_words(each_day(Span(date(2020, 1, 31), date(2020, 2, 1)), "春节")) == "春节 1月31日–2月1日"
    assert names_of(NATIONAL) == "国庆节"


def test_a_workbook_brings_them_in_or_says_which_cell_is_wrong(tmp_path: Path) -> None:
    rows = [["名称", "日期"], ["国庆节", "2019-10-01 至 10-07"], ["元旦", date(2020, 1, 1)]]
    book = read_book(write(tmp_path / "放假.xlsx", {"通知": [["无关"]], "放假": rows}))
    assert holidays_in(book) == [*NATIONAL, Holiday(date(2020, 1, 1), "元旦")]
    rows[2] = [None, date(2020, 1, 1)]
    book = read_book(write(tmp_path / "错.xlsx", {"放假": rows}))
    with pytest.raises(OfficeError, match="放假!A3：“名称”不能为空"):
        holidays_in(book)
    with pytest.raises(OfficeError, match="没有第一行写着“日期”“名称”"):
        holidays_in(read_book(write(tmp_path / "别的.xlsx", {"别的": [["无关"]]})))
