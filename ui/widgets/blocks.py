"""Blocks of cells: to the clipboard and back as Excel and WPS write them, and a cell copied down."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt

MAX_PASTED = 100_000

Typed = tuple[int, int, str]
"""Row, column, and the text for that cell (RecordModel.write)."""


def copied(cells: Iterable[QModelIndex], shown: Sequence[int]) -> str:
    """The cells as a spreadsheet takes them: tabs between cells, lines between rows; `shown` are the columns seen."""
    rows: dict[int, dict[int, str]] = {}
    for index in cells:
        rows.setdefault(index.row(), {})[shown.index(index.column())] = " ".join(_text(index).split())
    return "\n".join("\t".join(text for _, text in sorted(rows[row].items())) for row in sorted(rows))


def pasted(text: str, start: QModelIndex, shown: Sequence[int]) -> list[Typed]:
    """A spreadsheet's cells, from the start on to the right and down as far as the columns that are seen reach."""
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    rows, columns = start.model().rowCount(), shown[shown.index(start.column()) :]
    typed = [
        (start.row() + down, column, cell)
        for down, line in enumerate(lines)
        for column, cell in zip(columns, line, strict=False)
        if start.row() + down < rows
    ]
    return typed[:MAX_PASTED]


def filled_down(cells: Sequence[QModelIndex]) -> list[Typed]:
    """The topmost cell of each column into the ones below it."""
    columns: dict[int, list[QModelIndex]] = {}
    for index in cells:
        columns.setdefault(index.column(), []).append(index)
    typed = []
    for column in columns.values():
        top, *below = sorted(column, key=lambda index: index.row())
        typed += [(index.row(), index.column(), _text(top)) for index in below]
    return typed


def _text(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.EditRole) or "")
