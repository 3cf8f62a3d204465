"""A table and, beside it for as long as somebody wants it (Ctrl+H), the history of the cell where the cursor is."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence

from ui.session import Session
from ui.widgets.beside import Beside
from ui.widgets.history import Behind, show_history
from ui.widgets.record_table import RecordTable
from ui.widgets.side_panel import SidePanel


class WithHistory(Beside):
    """`behind` says which records stand behind a cell; none where it shows nothing that is typed."""

    def __init__(self, session: Session, table: RecordTable, behind: Callable[[QModelIndex], Sequence[Behind]]) -> None:
        self.panel = SidePanel("旁栏")
        super().__init__(table, self.panel)
        self.session, self.table = session, table
        self._behind = behind
        self.panel.left.connect(table.setFocus)
        action = QAction("历史", table)
        action.setShortcut(QKeySequence("Ctrl+H"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(self.show_history)
        table.addAction(action)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_history(self) -> None:
        """Who typed it, when, and what it was before."""
        index = self.table.currentIndex()
        found = self._behind(index) if index.isValid() else ()
        show_history(self.session, self.panel, found, "请先选中录入过的一格，再看历史")
