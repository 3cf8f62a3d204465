"""Which tables an item of the policy has: its duties' counts, its clauses' checklists, the attendance at meetings."""

from gridapp.periods import Quarter
from gridapp.scoring.policy import Item, Policy
from ui.pages.item_attendance import AttendanceSheet
from ui.pages.item_checklist import ChecklistSheet
from ui.pages.item_duty import DutySheet
from ui.pages.item_sheet import Sheet
from ui.session import Session


def sheets(session: Session, policy: Policy, quarter: Quarter, item: Item) -> list[Sheet]:
    """The sheets of an item, in the order of its clauses."""
    found: list[Sheet] = []
    duties = dict.fromkeys(name for clause in item.clauses for name in clause.duties)
    found += [DutySheet(session, policy, quarter, policy.duty[name]) for name in duties]
    found += [ChecklistSheet(session, policy, quarter, clause) for clause in item.clauses if clause.checklist]
    if any(clause.kind == "attendance" for clause in item.clauses):
        found.append(AttendanceSheet(session, policy, quarter, item))
    return found
