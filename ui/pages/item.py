"""登记 · 按项: one item of the policy through the quarter: its clauses, its duties as a table, its findings."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QSplitter

from gridapp.amounts import show_points
from gridapp.office import Event
from gridapp.scoring.policy import Item, Policy
from ui.pages.item_findings import ItemFindings
from ui.pages.item_sheet import Sheet, behind_finding
from ui.pages.item_sheets import sheets
from ui.pages.page import Page, faint
from ui.session import Session, Spot
from ui.theme import STEP
from ui.widgets.beside import Beside
from ui.widgets.chooser import Chooser
from ui.widgets.details import DetailPanel
from ui.widgets.history import Behind, show_history
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable
from ui.widgets.side_panel import SidePanel
from ui.widgets.told_button import told_button

EVERYONE = "全部"
MEETINGS = "会议"


class ItemPage(Page):
    """The page, its item, its village, and the sheet of the item that is looked at."""

    title = "登记 · 按项"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.policy: Policy = session.office.policy(session.quarter)
        self.quarter = session.quarter
        self.item: Item = self.policy.items[0]
        self.sheets: list[Sheet] = []
        self.findings = ItemFindings(session)
        self._make_tables()
        self._controls()
        self._lay_out()
        self._keys()
        self._offer_items()

    # ── the parts ─────────────────────────────────────────────────────────────────────────────────

    def _make_tables(self) -> None:
        self.model = RecordModel([], lambda edits: self.sheet.save(edits))
        self.table = RecordTable(self.model, "本项登记")
        self.table.opened.connect(self.open_details)
        self.model.told.connect(self.session.failed)
        self.model.refused = self.session.refusal("week_tally", "month_tally", "finding")
        self.panel = SidePanel("旁栏")
        self.panel.left.connect(lambda: self.main_table().setFocus())

    def _controls(self) -> None:
        self.items, self.village, self.registers = Chooser("考核项目"), Chooser("村（社区）"), Chooser("登记项")
        self.items.currentIndexChanged.connect(self._choose_item)
        self.village.currentIndexChanged.connect(lambda _: self.refresh())
        self.registers.currentIndexChanged.connect(lambda _: self._choose_sheet())
        self.marks, self.told = QLabel(), faint("")
        self.register_label = faint("登记项")
        self.meetings = told_button("去会议页", "到“会议”页登记考勤", lambda: self.session.wanted.emit(MEETINGS, None))
        self.opens = told_button("明细", "选中的格由哪些明细计数（F2）", self._open_current)
        self.history = told_button("历史", "谁、何时、据什么录入的，此前是什么（Ctrl+H）", self.show_history)
        for button in (self.meetings, self.opens, self.history):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top, sheet_row = QHBoxLayout(), QHBoxLayout()
        for each in (faint("考核项目"), self.items, self.marks):
            top.addWidget(each)
        top.addStretch(1)
        for each in (faint("村（社区）"), self.village):
            top.addWidget(each)
        for each in (self.register_label, self.registers, self.told):
            sheet_row.addWidget(each)
        sheet_row.addStretch(1)
        for button in (self.meetings, self.opens, self.history):
            sheet_row.addWidget(button)
        self.clauses = QGridLayout()
        self.clauses.setHorizontalSpacing(3 * STEP)
        self.clauses.setVerticalSpacing(STEP // 2)
        for column in (0, 1):
            self.clauses.setColumnStretch(column, 1)
        self.body.addLayout(top)
        self.body.addLayout(self.clauses)
        self.body.addLayout(sheet_row)

    def _lay_out(self) -> None:
        self.upright = QSplitter(Qt.Orientation.Vertical)
        self.upright.addWidget(self.table)
        self.upright.addWidget(self.findings)
        self.upright.setChildrenCollapsible(False)
        self.across = Beside(self.upright, self.panel)
        self.body.addWidget(self.across, 1)

    def _keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, items in ((Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)):
            turn = QShortcut(QKeySequence(key), self, context=inside)
            turn.activated.connect(lambda step=items: self.turn(step))
        QShortcut(QKeySequence("Ctrl+H"), self, context=inside).activated.connect(self.show_history)

    @property
    def sheet(self) -> Sheet:
        """The sheet that is looked at; only where the item has one."""
        return self.sheets[max(self.registers.currentIndex(), 0)]

    def main_table(self) -> RecordTable:
        """The table that the item is about: its sheet, or its findings where nothing is counted."""
        return self.findings.editor.table if self.findings.editor and not self.sheets else self.table

    # ── choosing ──────────────────────────────────────────────────────────────────────────────────

    def _offer_items(self) -> None:
        titles = [f"{item.number}  {item.name}" for item in self.policy.items]
        place = min(self.policy.items.index(self.item) if self.item in self.policy.items else 0, len(titles) - 1)
        self.items.offer(titles, place)
        self._choose_item(place)

    def _choose_item(self, place: int) -> None:
        self.item = self.policy.items[place]
        self.marks.setText(f"满分 {show_points(self.item.marks)} 分")
        self._show_clauses()
        self.sheets = sheets(self.session, self.policy, self.quarter, self.item)
        self.registers.offer([sheet.title for sheet in self.sheets])
        self._arrange_findings()
        self._choose_sheet()

    def _show_clauses(self) -> None:
        while (before := self.clauses.takeAt(0)) is not None:
            before.widget().hide()
            before.widget().deleteLater()
        for place, clause in enumerate(self.item.clauses):
            label = QLabel(f"{clause.code}  {clause.text}")
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
            self.clauses.addWidget(label, place // 2, place % 2)

    def _arrange_findings(self) -> None:
        """The table of findings below and their form beside, where the item has clauses that are typed so."""
        self.findings.show_item(self.policy, self.item, self.quarter)
        editor = self.findings.editor
        self.panel.keep("扣分事项", editor.form if editor else None)
        if editor:
            editor.start()

    def _choose_sheet(self) -> None:
        """Show another sheet of the item, from its beginning."""
        several = len(self.sheets) > 1
        visible = {self.table: bool(self.sheets), self.told: bool(self.sheets)}
        for widget, shown in (visible | {self.register_label: several, self.registers: several}).items():
            widget.setVisible(shown)
        if self.sheets:
            self.told.setText(self.sheet.told)
            self.table.empty = self.sheet.empty
            self.model.show([], self.sheet.columns())
            self.table.fit()
        columns = self.model.columns if self.sheets else []
        self.opens.setVisible(any(column.opens for column in columns))
        self.meetings.setVisible(any(clause.kind == "attendance" for clause in self.item.clauses))
        self.refresh()

    def turn(self, items: int) -> None:
        """To the next item, or the one before."""
        place = self.items.currentIndex() + items
        if 0 <= place < self.items.count():
            self.items.setCurrentIndex(place)
            self.main_table().setFocus()  # the one that had it may be gone

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        policy = self.session.office.policy(self.session.quarter)
        if (policy, self.session.quarter) != (self.policy, self.quarter):
            number, self.policy, self.quarter = self.item.number, policy, self.session.quarter
            self.item = next((each for each in policy.items if each.number == number), policy.items[0])
            self.panel.leave()
            self._offer_items()
            return
        records = self.session.office.records(self.quarter)
        villages = dict.fromkeys(records.grids[case.home.grid].village for case in records.people)
        self.village.offer([EVERYONE, *villages], max(self.village.currentIndex(), 0))
        village = "" if self.village.currentText() == EVERYONE else self.village.currentText()
        if self.sheets:
            rows = [row for row in self.sheet.rows() if village in ("", row.village.name)]
            (self.model.replace if event else self.model.show)(rows)
        self.findings.look_at(records, village)

    def point_at(self, target: object) -> None:
        """An item by its number; or by a Spot's duty or clause, and there a village, a worker and a period."""
        spot = target if isinstance(target, Spot) else Spot()
        for place, item in enumerate(self.policy.items):
            fed = {name for clause in item.clauses for name in (clause.code, *clause.duties)}
            if item.number == target or spot.what in fed:
                self.items.setCurrentIndex(place)
                self._go_to(spot)
                return

    def _go_to(self, spot: Spot) -> None:
        titles = [sheet.title for sheet in self.sheets]
        if spot.what in titles:
            self.registers.setCurrentIndex(titles.index(spot.what))
        self.village.setCurrentText(spot.village or EVERYONE)
        people = [row.worker.id for row in self.model.rows]
        heads = [column.title for column in self.model.columns]
        if spot.worker in people:
            title = spot.period.title if spot.period else ""
            self.table.go_to(people.index(spot.worker), heads.index(title) if title in heads else 0)
            self.table.setFocus()

    # ── what is behind ────────────────────────────────────────────────────────────────────────────

    def _open_current(self) -> None:
        self.open_details(self.table.currentIndex())

    def open_details(self, index: QModelIndex) -> None:
        """明细 of a cell."""
        row = self._row(index)
        place = self.sheet.place(row, index.column()) if row else None
        if place is None:
            self.session.failed.emit("请先选中一格在岗的登记，再打开明细")
            return
        title = f"明细 · {place.period.title} {row.worker.name} {place.duty}"
        guest = DetailPanel(self.session, self.policy, place, f"{place.period.title} {row.worker.name}")
        self.panel.visit(title, guest)

    def show_history(self) -> None:
        """历史 of the cell or the finding where the cursor is."""
        show_history(self.session, self.panel, self._behind(), "请先选中一格登记或一条扣分事项，再看历史")

    def _behind(self) -> list[Behind]:
        index = self.table.currentIndex()
        table = self.findings.editor.table if self.findings.editor else None
        if table and table.current() and (table.hasFocus() or not index.isValid()):
            return [behind_finding(self.policy, table.current())]
        row = self._row(index)
        return self.sheet.behind(row, index.column()) if row else []

    def _row(self, index: QModelIndex) -> Any:
        return self.model.rows[index.row()] if self.sheets and index.isValid() else None
