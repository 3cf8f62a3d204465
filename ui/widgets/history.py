"""历史: who typed a record, when, from which paper, and what it was before. Newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from gridapp.columns import Column
from gridapp.model import Record
from gridapp.office import Office, Version
from ui.session import Session
from ui.theme import STEP
from ui.widgets.side_panel import SidePanel

_COUNTS = "counts."
NOTHING = "还没有录入过，没有历史。"


class Behind(NamedTuple):
    """A record that stands behind a cell, and the columns of it that the cell is about."""

    record: Record
    columns: Sequence[Column]


def history_lines(office: Office, behind: Sequence[Behind]) -> list[str]:
    """Every change of these records in what the columns show, newest first, in words."""
    found = [
        (version.step.id, _in_words(version, each.columns))
        for each in behind
        for version in office.versions(each.record)
        if any(_shown(version.before, column) != _shown(version.after, column) for column in each.columns)
    ]
    return [words for _, words in sorted(found, key=lambda line: -line[0])]


def _in_words(version: Version, columns: Sequence[Column]) -> str:
    step, before, after = version
    changed = [
        f"{column.title}：{f'{_told(before, column)} → ' if before else ''}{_told(after, column) or '（空）'}"
        for column in columns
        if _shown(before, column) != _shown(after, column)
    ]
    paper = getattr(after or before, "paper", "")
    at = datetime.fromisoformat(step.at)
    end = [f"依据：{paper}"] if paper and not any(line.startswith("依据") for line in changed) else []
    return "\n".join([f"{at:%Y-%m-%d %H:%M}  {step.who}", step.name, *(changed if after else ["已删除"]), *end])


def _shown(record: Record | None, column: Column) -> str:
    """A record's value as its column shows it; a count that isn't there is 未录."""
    if record is None:
        return ""
    if column.field.startswith(_COUNTS):
        counts: dict[str, int] = getattr(record, "counts", {})
        return column.kind.show(counts.get(column.field.removeprefix(_COUNTS))) or "未录"
    return column.kind.show(getattr(record, column.field))


def _told(record: Record | None, column: Column) -> str:
    """The same for everybody's eyes."""
    return column.kind.masked(_shown(record, column))


class HistoryPanel(QWidget):
    """The lines in the side panel."""

    def __init__(self, office: Office, behind: Sequence[Behind]) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName("历史")
        self.list.setWordWrap(True)
        self.list.setSpacing(STEP // 2)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.list.addItems(history_lines(office, behind) or [NOTHING])
        self.list.setCurrentRow(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(STEP, STEP, STEP, STEP)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)


def show_history(session: Session, panel: SidePanel, behind: Sequence[Behind], otherwise: str) -> None:
    """Let a panel show the history of these records; `otherwise` is said where there are none."""
    if behind:
        panel.visit("历史", HistoryPanel(session.office, behind))
    else:
        session.failed.emit(otherwise)
