"""The orders in which rosters name people: by pinyin, and by the strokes of the surname (姓氏笔画)."""

from collections.abc import Callable
from typing import Any

from gridapp.names import pinyin_key
from gridapp.strokes import stroke_key
from ui.widgets.cells import Order

PINYIN, STROKES = "姓名拼音", "姓氏笔画"


def by_name(name_of: Callable[[Any], str]) -> tuple[Order, ...]:
    """Both orders for a table whose rows have such a name."""
    return (
        Order(PINYIN, lambda row: pinyin_key(name_of(row))),
        Order(STROKES, lambda row: stroke_key(name_of(row))),
    )


BY_WORKER = by_name(lambda row: row.worker.name)
"""For rows that are about a worker."""
