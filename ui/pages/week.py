"""登记 · 按周: one week of everybody, typed from the paper logs. Rows are workers, columns the weekly duties."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel

from gridapp.office import Event
from gridapp.periods import Week
from gridapp.prints.choice import Choice
from ui.pages.page import Page, faint
from ui.pages.week_batch import Batch
from ui.pages.week_holidays import HolidayLine
from ui.pages.week_sheet import WeekSheet
from ui.session import Session, Spot, ToPrint
from ui.widgets.beside import Beside
from ui.widgets.chooser import Chooser
from ui.widgets.details import DetailPanel
from ui.widgets.duty_cells import Place, behind_count
from ui.widgets.history import show_history
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable
from ui.widgets.side_panel import SidePanel
from ui.widgets.told_button import told_button

EVERYONE = "全部"


class WeekPage(Page):
    """The page, and the village that is looked at."""

    title = "登记 · 按周"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        before = session.quarter.shift(-1).weeks[0]  # not of this quarter: it will open at the first open week
        self.sheet = WeekSheet(session, session.office.policy(session.quarter), before)
        self._controls()
        self.model = RecordModel(self.sheet.columns, lambda edits: self.sheet.save(edits))
        self.table = RecordTable(self.model, "本周登记")
        self.table.empty = "这一周没有在岗的网格员。请先在名册中登记网格员和任职，或在右上方换一个季度。"
        self.typed_in = self.table
        self.panel = SidePanel("旁栏")
        self.foot = QLabel()
        self.foot.setWordWrap(True)
        self.body.addWidget(Beside(self.table, self.panel), 1)
        self.body.addWidget(self.foot)
        self.model.told.connect(session.failed)
        self.model.refused = session.refusal("week_tally")
        for key, weeks in ((Qt.Key.Key_PageUp, -1), (Qt.Key.Key_PageDown, 1)):
            shortcut = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=weeks: self._turn(step))
        self._what_is_behind()

    def _what_is_behind(self) -> None:
        """明细 and 历史: by key, by double click, and by the right button."""
        details, history = QAction("明细（F2）", self.table), QAction("历史", self.table)
        details.triggered.connect(lambda: self.open_details(self.table.currentIndex()))
        history.setShortcut(QKeySequence("Ctrl+H"))
        history.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        history.triggered.connect(self.show_history)
        self.table.addActions([details, history])
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.opened.connect(self.open_details)
        self.panel.left.connect(self.table.setFocus)

    def _controls(self) -> None:
        self.week_label = QLabel()
        self.week_label.setObjectName("sectionTitle")
        self.village = Chooser("村（社区）")
        self.village.currentTextChanged.connect(lambda _: self.refresh())
        self.batch, self.holidays = Batch(), HolidayLine(self.session)
        row = QHBoxLayout()
        row.addWidget(told_button("◀", "上一周（PgUp）", lambda: self._turn(-1)))
        row.addWidget(self.week_label)
        row.addWidget(told_button("▶", "下一周（PgDn）", lambda: self._turn(1)))
        row.addSpacing(16)
        row.addWidget(faint("村（社区）"))
        row.addWidget(self.village)
        row.addStretch(1)
        refused = self.session.refusal("week_tally")
        row.addWidget(told_button("全部达标", "把指标填入选中的空格", self.fill_quota, refused))
        row.addWidget(told_button("免考…", "选中的人这一周免考，须写原因", self.exempt, refused))
        row.addWidget(told_button("打印空表", "打印空白的每周工作登记表", self.print_blank))
        self.head.addWidget(self.batch)
        self.body.addLayout(row)
        self.body.addWidget(self.holidays)

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        office, quarter = self.session.office, self.session.quarter
        if self.sheet.week in quarter.weeks:
            week, lines = self.sheet.week, office.week(quarter, self.sheet.week)
        else:
            self._follow_policy()
            week, lines = office.open_week(quarter)
        self.sheet.look_at(week)
        self.village.offer([EVERYONE, *dict.fromkeys(line.village.name for line in lines)])
        village = self.village.currentText()
        rows = [line for line in lines if village in (EVERYONE, line.village.name)]
        first, last = week.span.first, week.span.last
        self.week_label.setText(f"{week.title}  {first.month}月{first.day}日–{last.month}月{last.day}日")
        (self.model.replace if event else self.model.show)(rows)
        if not event and rows:
            self.table.go_to(*self.sheet.first_gap(self.model.rows))
        self.holidays.show_week(week, lines)
        self.foot.setText(self.sheet.sums(rows))
        self.batch.compare([row.tally for row in rows])

    def _follow_policy(self) -> None:
        """The columns of the quarter's own policy."""
        policy = self.session.office.policy(self.session.quarter)
        if policy != self.sheet.policy:
            self.sheet = WeekSheet(self.session, policy, self.sheet.week)
            self.model.show([], self.sheet.columns)
            self.table.fit()

    def _turn(self, weeks: int) -> None:
        every = self.session.quarter.weeks
        place = every.index(self.sheet.week) + weeks
        if 0 <= place < len(every):
            self.sheet.week = every[place]
            self.refresh()

    def point_at(self, target: object) -> None:
        """A week, in it a village and a worker; the cursor goes to the cell that is meant."""
        if not isinstance(target, Spot) or not isinstance(target.period, Week):
            return
        self.sheet.week = target.period
        self.village.setCurrentText(target.village or EVERYONE)
        self.refresh()
        people = [row.worker.id for row in self.model.rows]
        titles = [column.title for column in self.model.columns]
        if people:
            row = people.index(target.worker) if target.worker in people else 0
            self.table.go_to(row, titles.index(target.what) if target.what in titles else 1)
            self.table.setFocus()

    # ── typing ────────────────────────────────────────────────────────────────────────────────────

    def fill_quota(self) -> None:
        """The quota into the selected empty cells, and only those."""
        selected = [(index.row(), index.column()) for index in self.table.selectedIndexes()]
        quotas = [(row, column, self.sheet.quota_of(self.model.rows[row], column)) for row, column in selected]
        if filled := [each for each in quotas if each[2]]:
            self.model.write(filled)

    def exempt(self) -> None:
        """免考 for the selected people, with a reason that is printed."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        if not rows:
            self.session.failed.emit("请先选中要免考的人")
            return
        reason, done = QInputDialog.getText(self, "免考", f"{self.sheet.week.title} {len(rows)} 人免考，原因：")
        if done and reason.strip():
            self.model.write([(row, self.sheet.exempt_column, reason) for row in rows])

    def print_blank(self) -> None:
        """The paper log that this page is typed from, empty, for the village that is looked at."""
        from gridapp.prints.logs.week import NAME

        village = "" if self.village.currentText() == EVERYONE else self.village.currentText()
        self.session.wanted.emit("打印", ToPrint(NAME, Choice(self.session.quarter, village)))

    # ── what is behind ────────────────────────────────────────────────────────────────────────────

    def open_details(self, index: QModelIndex) -> None:
        """明细 of a cell."""
        place = self._place(index)
        if place is None:
            self.session.failed.emit("请先选中一格登记，再打开明细")
            return
        who = f"{self.sheet.week.title} {self.model.rows[index.row()].worker.name}"
        guest = DetailPanel(self.session, self.sheet.policy, place, who)
        self.panel.visit(f"明细 · {who} {place.duty}", guest)

    def show_history(self) -> None:
        """历史 of the cell where the cursor is."""
        place = self._place(self.table.currentIndex())
        found = behind_count(self.session.office, self.sheet.policy, place) if place else []
        show_history(self.session, self.panel, found, "请先选中一格登记，再看历史")

    def _place(self, index: QModelIndex) -> Place | None:
        duty = self.sheet.duty(index.column()) if index.isValid() else None
        return Place(self.model.rows[index.row()].worker.id, duty.name, self.sheet.week) if duty else None
