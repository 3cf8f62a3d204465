"""Dates as they are typed for a period that is known: "8-5" or "8月5日" is enough, and other days are refused."""

import re
from typing import Any

from gridapp.columns import DATE, Kind
from gridapp.dates import read_date
from gridapp.errors import OfficeError
from gridapp.periods import Span

_WITHOUT_YEAR = re.compile(r"\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?\s*")


def day_in(span: Span, title: str) -> Kind:
    """A day of the span; the year may be left out. `title` is what messages call the span."""

    def read(value: Any) -> Any:
        short = _WITHOUT_YEAR.fullmatch(str(value))
        years = dict.fromkeys((span.first.year, span.last.year))
        days = [read_date(f"{year}-{short[1]}-{short[2]}") for year in years] if short else [read_date(value)]
        day = next((day for day in days if span.holds(day)), None)
        if day is None:
            raise OfficeError(f"{days[0]} 不在{title}（{span.first} 至 {span.last}）之内，请核对日期")
        return day

    return DATE._replace(read=read)
