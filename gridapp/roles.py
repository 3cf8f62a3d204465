"""What each role may do: the tables that its steps may touch. One guard holds every way of changing against it.

录入 types what comes on paper; 审核 also checks, decides and settles; 管理 also sees to the settings, the policy and
the accounts; 只读 looks and prints.
"""

from collections.abc import Set
from typing import Any

from gridapp.store.tables import (
    ACCOUNTS,
    ASSISTANTS,
    ATTENDANCE,
    BALLOTS,
    DETAILS,
    FINDINGS,
    GRIDS,
    MEETINGS,
    MONTH_TALLIES,
    OFFICE_SETTINGS,
    POLICIES,
    POSTS,
    QUARTER_SETTINGS,
    QUARTERS,
    RULINGS,
    SETTLEMENTS,
    STANDARDS,
    VILLAGES,
    WEEK_TALLIES,
    WORKERS,
    Table,
)

Tables = tuple[Table[Any], ...]
ENTER, REVIEW, MANAGE, READ = "录入", "审核", "管理", "只读"
_ENTERED: Tables = (
    *(VILLAGES, GRIDS, WORKERS, POSTS, ASSISTANTS),
    *(WEEK_TALLIES, MONTH_TALLIES, DETAILS, FINDINGS, MEETINGS, ATTENDANCE, BALLOTS),
)
_REVIEWED: Tables = (QUARTER_SETTINGS, QUARTERS, SETTLEMENTS, *RULINGS)
_MANAGED: Tables = (STANDARDS, POLICIES, OFFICE_SETTINGS, ACCOUNTS)
TYPED = frozenset(table.name for table in _ENTERED)
_MAY_TOUCH = {
    READ: frozenset[str](),
    ENTER: TYPED,
    REVIEW: TYPED | {table.name for table in _REVIEWED},
    MANAGE: TYPED | {table.name for table in (*_REVIEWED, *_MANAGED)},
}


SEE_WHOLE = frozenset({ENTER, REVIEW, MANAGE})
"""Who may see identity numbers and bank accounts whole, and take them out of the file."""


def may(role: str, tables: Set[str]) -> bool:
    """Whether a role may make a change that touches these tables."""
    return tables <= _MAY_TOUCH[role]


def asked_for(tables: Set[str]) -> str:
    """Who may make it, in Chinese: “审核”或“管理”."""
    return "或".join(f"“{role}”" for role in (ENTER, REVIEW, MANAGE) if may(role, tables))
