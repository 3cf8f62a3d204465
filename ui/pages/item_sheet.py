"""What an item of the policy shows in a table: a sheet says its columns and rows, saves what was typed, and names what
stands behind a cell."""

from collections.abc import Sequence
from typing import Any

from gridapp.amounts import show_points
from gridapp.columns import Column, finding
from gridapp.model import Finding
from gridapp.periods import Quarter
from gridapp.scoring.policy import Policy
from ui.session import Session
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.duty_cells import Place, who_cell
from ui.widgets.history import Behind
from ui.widgets.people_orders import BY_WORKER

WHO = TableColumn("网格员", who_cell, None, 30, orders=BY_WORKER)


class Sheet:
    """One table of an item in a quarter. Rows are lines that name their worker, grid and village."""

    title = ""
    told = ""
    empty = "这一季度没有在岗的网格员。请先在名册中登记网格员和任职。"

    def __init__(self, session: Session, policy: Policy, quarter: Quarter) -> None:
        self.session, self.policy, self.quarter = session, policy, quarter

    def columns(self) -> list[TableColumn]:
        raise NotImplementedError

    def rows(self) -> Sequence[Any]:
        raise NotImplementedError

    def save(self, edits: Sequence[Edit]) -> bool:
        """Save what was typed as one step; where nothing can be typed nothing comes here."""
        raise NotImplementedError

    def place(self, row: Any, column: int) -> Place | None:
        """The count that a cell holds, if it can have 明细."""
        return None

    def behind(self, row: Any, column: int) -> list[Behind]:
        """The records that a cell shows, for its history."""
        return []


def behind_finding(policy: Policy, record: Finding) -> Behind:
    return Behind(record, own(finding(policy), "worker", "id"))


def own(columns: Sequence[Column], *known: str) -> list[Column]:
    """The columns that are not said already by where the record stands."""
    return [column for column in columns if column.field not in known]


def points_cell(points: int) -> Cell:
    return Cell(show_points(points), short=bool(points))
