"""The findings of an item, below its table: how many, and the buttons. Their form stands in the panel beside."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gridapp.model import QuarterRecords
from gridapp.periods import Quarter
from gridapp.scoring.policy import Item, Policy
from ui.pages.page import fill
from ui.session import Session
from ui.theme import STEP
from ui.widgets.findings import FindingEditor


class ItemFindings(QWidget):
    """Seen for items that have clauses which are typed so; only then there is an editor."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.editor: FindingEditor | None = None
        self.heading = QLabel()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, STEP, 0, 0)
        self._column.setSpacing(STEP)

    def show_item(self, policy: Policy, item: Item, quarter: Quarter) -> None:
        """Another item's, with nothing in the form."""
        if self.editor:
            self.editor.deleteLater()
        self.editor = FindingEditor(self.session, policy, item, quarter) if item.finding_clauses else None
        fill(self._column, [self._head(self.editor), self.editor.table] if self.editor else [])
        self.setVisible(self.editor is not None)

    def _head(self, editor: FindingEditor) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel()
        self.heading.setObjectName("sectionTitle")
        row.addWidget(self.heading)
        row.addStretch(1)
        row.addLayout(editor.buttons())
        return head

    def look_at(self, records: QuarterRecords, village: str) -> None:
        """Show the findings of a village's people, or of everybody ("")."""
        if self.editor:
            self.editor.look_at(records, village)
            self.heading.setText(f"扣分事项  {len(self.editor.table.rows_model.rows)} 条")
