"""登记 · 按周: one week of everybody, typed from the paper logs. Rows are workers, columns the weekly duties."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QLabel, QLineEdit, QSplitter, QWidget

from gridapp.amounts import show_points
from gridapp.columns import COUNT, TEXT
from gridapp.holidays import in_words, names_of, within
from gridapp.model import Counts, Tally
from gridapp.office import Event
from gridapp.periods import Week
from gridapp.prints.choice import Choice
from gridapp.scoring.policy import Duty, Policy
from gridapp.scoring.week import WeekLine
from ui.pages.page import Page, faint
from ui.session import Session, Spot, ToPrint
from ui.theme import STEP
from ui.widgets.cells import Cell, Edit, TableColumn
from ui.widgets.details import DetailPanel
from ui.widgets.duty_cells import (
    Place,
    behind_count,
    change_in_words,
    duty_cell,
    entries_by_place,
    quota_tip,
    who_cell,
    with_count,
)
from ui.widgets.history import HistoryPanel
from ui.widgets.people_orders import BY_WORKER
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable
from ui.widgets.side_panel import SidePanel
from ui.widgets.told_button import told_button

EVERYONE = "全部"
EXEMPT = "免考原因"


class WeekPage(Page):
    """The page, its week and its village."""

    title = "登记 · 按周"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.week = session.quarter.shift(-1).weeks[0]  # not of this quarter: it will open at the first open week
        self.policy: Policy = session.office.policy(session.quarter)
        self.entries: Counter[Place] = Counter()
        self._liable: list[WeekLine] = []
        self._reason = ""
        self._controls()
        self.model = RecordModel(self._columns(), self._save)
        self.table = RecordTable(self.model, "本周登记")
        self.table.empty = "这一周没有在岗的网格员。请先在名册中登记网格员和任职，或在右上方换一个季度。"
        self.typed_in = self.table
        self.panel = SidePanel("旁栏")
        self.foot = QLabel()
        self.foot.setWordWrap(True)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(self.table)
        across.addWidget(self.panel)
        across.setStretchFactor(0, 1)
        across.setChildrenCollapsible(False)
        self.body.addWidget(across, 1)
        self.body.addWidget(self.foot)
        self.model.told.connect(session.failed)
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
        self.village = QComboBox()
        self.village.setAccessibleName("村（社区）")
        self.village.currentTextChanged.connect(lambda _: self.refresh())
        self.expected_sheets, self.expected_sum = QLineEdit(), QLineEdit()
        self.batch = QLabel()
        row = QHBoxLayout()
        row.addWidget(told_button("◀", "上一周（PgUp）", lambda: self._turn(-1)))
        row.addWidget(self.week_label)
        row.addWidget(told_button("▶", "下一周（PgDn）", lambda: self._turn(1)))
        row.addSpacing(16)
        row.addWidget(faint("村（社区）"))
        row.addWidget(self.village)
        row.addStretch(1)
        row.addWidget(told_button("全部达标", "把指标填入选中的空格", self.fill_quota))
        row.addWidget(told_button("免考…", "选中的人这一周免考，须写原因", self.exempt))
        row.addWidget(told_button("打印空表", "打印空白的每周工作登记表", self.print_blank))
        for label, field in (("应有张数", self.expected_sheets), ("合计", self.expected_sum)):
            field.setAccessibleName(label)
            field.setMaximumWidth(12 * STEP)
            field.textChanged.connect(lambda _: self._compare_batch())
            self.head.addWidget(faint(label))
            self.head.addWidget(field)
        self.head.addWidget(self.batch)
        self.body.addLayout(row)
        self.body.addWidget(self._holiday_line())

    def _holiday_line(self) -> QWidget:
        """What holidays the week has, and a way to exempt everybody for them; seen in such weeks only."""
        self.holiday, self.exempt_all = QLabel(), told_button("", "", self.exempt_everybody)
        self.holiday.setProperty("short", True)
        self.holiday_line = QWidget()
        line = QHBoxLayout(self.holiday_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.holiday)
        line.addSpacing(STEP)
        line.addWidget(self.exempt_all)
        line.addStretch(1)
        return self.holiday_line

    def _columns(self) -> list[TableColumn]:
        duties = [
            TableColumn(duty.name, self._shower(duty), COUNT, width, quota_tip(duty), opens=True)
            for duty in self.policy.weekly
            for width in [max(8, 2 * len(duty.name) + 1)]
        ]
        return [
            TableColumn("网格员", who_cell, None, 29, orders=BY_WORKER),
            *duties,
            TableColumn("本周扣分", _lost, None, 9),
            TableColumn(EXEMPT, lambda row: Cell(row.tally.exempt), TEXT, 12, "写上原因，这一周就不计"),
            TableColumn("依据", lambda row: Cell(row.tally.paper), TEXT, 17, "据以录入的纸张"),
        ]

    def _shower(self, duty: Duty) -> Callable[[WeekLine], Cell]:
        def show(row: WeekLine) -> Cell:
            entries = self.entries[Place(row.worker.id, duty.name, self.week)]
            return duty_cell(duty, row.village.kind, row.tally, entries)

        return show

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def refresh(self, event: Event | None = None) -> None:
        quarter = self.session.quarter
        if self.week in quarter.weeks:
            lines = self.session.office.week(quarter, self.week)
        else:
            self._follow_policy()
            self.week, lines = self.session.office.open_week(quarter)
        self.entries = entries_by_place(self.policy, self.session.office.details(self.week.span))
        self._offer_villages([EVERYONE, *dict.fromkeys(line.village.name for line in lines)])
        village = self.village.currentText()
        rows = [line for line in lines if village in (EVERYONE, line.village.name)]
        span = self.week.span
        self.week_label.setText(
            f"{self.week.title}  {span.first.month}月{span.first.day}日–{span.last.month}月{span.last.day}日"
        )
        (self.model.replace if event else self.model.show)(rows)
        if not event and rows:
            self.table.go_to(*self._first_gap())
        self._show_holidays(lines)
        self._foot(rows)
        self._compare_batch()

    def _show_holidays(self, lines: Sequence[WeekLine]) -> None:
        found = within(self.session.office.settings(), self.week.span)
        self._liable = [line for line in lines if line.counted and not line.tally.exempt] if found else []
        self._reason = names_of(found)
        self.holiday.setText(f"● {in_words(found)}" + ("" if self._liable else "，全体已免考"))
        text = f"全体免考（{len(self._liable)} 人）：{self._reason}"
        self.exempt_all.setText(text)
        self.exempt_all.setToolTip(f"这一周的 {len(self._liable)} 人都免考，原因写“{self._reason}”，一步办完，可以撤销")
        self.exempt_all.setAccessibleName(text)
        self.exempt_all.setVisible(bool(self._liable))
        self.holiday_line.setVisible(bool(found))

    def _first_gap(self) -> tuple[int, int]:
        """The first cell that is to be typed."""
        for place, row in enumerate(self.model.rows):
            for column, duty in enumerate(self.policy.weekly, 1):
                if row.counted and not row.tally.exempt and duty.name not in row.tally.counts:
                    return place, column
        return 0, 1

    def _offer_villages(self, villages: list[str]) -> None:
        if [self.village.itemText(place) for place in range(self.village.count())] != villages:
            self.village.blockSignals(True)
            self.village.clear()
            self.village.addItems(villages)
            self.village.blockSignals(False)

    def _foot(self, rows: Sequence[WeekLine]) -> None:
        counted = [row for row in rows if not row.tally.exempt]
        typed = sum(len(row.tally.counts) for row in counted)
        sums = "  ".join(
            f"{duty.name} {sum(row.tally.counts.get(duty.name, 0) for row in counted)}" for duty in self.policy.weekly
        )
        lost = show_points(sum(row.lost for row in rows))
        self.foot.setText(
            f"已录 {typed} / {len(counted) * len(self.policy.weekly)} 格    {sums}    "
            f"免考 {len(rows) - len(counted)} 人    本周扣分合计 {lost}"
        )

    def _compare_batch(self) -> None:
        """Whether what is typed agrees with how many sheets there are, and their sum."""
        rows = [row for row in self.model.rows if row.tally.counts]
        total = sum(sum(row.tally.counts.values()) for row in rows)
        answers = [
            f"{label} {'✓ 相符' if int(text) == found else f'差 {int(text) - found}'}"
            for label, text, found in (
                ("张数", self.expected_sheets.text(), len(rows)),
                ("合计", self.expected_sum.text(), total),
            )
            if text.isdecimal()
        ]
        self.batch.setText("，".join(answers))
        self.batch.setVisible(bool(answers))

    def _follow_policy(self) -> None:
        """The columns of the quarter's own policy."""
        policy = self.session.office.policy(self.session.quarter)
        if policy != self.policy:
            self.policy = policy
            self.model.show([], self._columns())
            self.table.fit()

    def _turn(self, weeks: int) -> None:
        every = self.session.quarter.weeks
        place = every.index(self.week) + weeks
        if 0 <= place < len(every):
            self.week = every[place]
            self.refresh()

    def point_at(self, target: object) -> None:
        """A week, in it a village and a worker; the cursor goes to the cell that is meant."""
        if not isinstance(target, Spot) or not isinstance(target.period, Week):
            return
        self.week = target.period
        self.village.setCurrentText(target.village or EVERYONE)
        self.refresh()
        people = [row.worker.id for row in self.model.rows]
        titles = [column.title for column in self.model.columns]
        if people:
            row = people.index(target.worker) if target.worker in people else 0
            self.table.go_to(row, titles.index(target.what) if target.what in titles else 1)
            self.table.setFocus()

    # ── typing ────────────────────────────────────────────────────────────────────────────────────

    def _save(self, edits: Sequence[Edit]) -> bool:
        """One step for the cells that were typed together."""
        office, week, duties = self.session.office, self.week, self.policy.weekly
        name, exempt = self._name_of(edits), self._exempt_column()

        def work() -> Event:
            tallies: dict[str, Tally] = {}
            for row, column, value in edits:
                number = row.worker.id
                now = tallies.get(number) or self._typed(number, week)
                if column <= len(duties):  # the first column names the worker
                    tallies[number] = with_count(now, duties[column - 1], value)
                elif column == exempt:
                    tallies[number] = Tally(number, week, now.counts, value or "", now.paper)
                else:
                    tallies[number] = Tally(number, week, now.counts, now.exempt, value or "")
            return office.change(name, save=list(tallies.values()))

        return self.session.do(work, name=name)

    def _exempt_column(self) -> int:
        return [column.title for column in self.model.columns].index(EXEMPT)

    def _typed(self, worker: str, week: Week) -> Tally:
        """What was typed for a worker's week, without what 明细 count."""
        return self.session.office.tally(worker, week) or Tally(worker, week, Counts())

    def _name_of(self, edits: Sequence[Edit]) -> str:
        if len(edits) != 1:
            return f"{self.week.title} {len(edits)} 格"
        row, column, value = edits[0]
        shown = self.model.columns[column]
        text = f"{shown.show(row).text or '空'}→{value or '空'}"
        words = change_in_words(shown.show(row), value) if shown.edit is COUNT else text
        return f"{self.week.title} {row.worker.name} {shown.title} {words}"

    def fill_quota(self) -> None:
        """The quota into the selected empty cells, and only those."""
        typed = []
        for index in self.table.selectedIndexes():
            place = index.column() - 1
            if 0 <= place < len(self.policy.weekly):
                duty, row = self.policy.weekly[place], self.model.rows[index.row()]
                if duty.name not in row.tally.counts and row.village.kind in duty.quota and not row.tally.exempt:
                    typed.append((index.row(), index.column(), str(duty.quota[row.village.kind])))
        if typed:
            self.model.write(typed)

    def exempt(self) -> None:
        """免考 for the selected people, with a reason that is printed."""
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        if not rows:
            self.session.failed.emit("请先选中要免考的人")
            return
        reason, done = QInputDialog.getText(self, "免考", f"{self.week.title} {len(rows)} 人免考，原因：")
        if done and reason.strip():
            self.model.write([(row, self._exempt_column(), reason) for row in rows])

    def print_blank(self) -> None:
        """The paper log that this page is typed from, empty, for the village that is looked at."""
        from gridapp.prints.logs.week import NAME

        village = "" if self.village.currentText() == EVERYONE else self.village.currentText()
        self.session.wanted.emit("打印", ToPrint(NAME, Choice(self.session.quarter, village)))

    def exempt_everybody(self) -> None:
        """免考 for all workers of the week because of its holidays, of all villages, as one step."""
        week, reason, numbers = self.week, self._reason, [line.worker.id for line in self._liable]
        name = f"{week.title} 全体 {len(numbers)} 人免考：{reason}"

        def work() -> Event:
            typed = [self._typed(number, week) for number in numbers]
            tallies = [Tally(each.worker, week, each.counts, reason, each.paper) for each in typed]
            return self.session.office.change(name, save=tallies)

        self.session.do(work, name=name)

    # ── what is behind ────────────────────────────────────────────────────────────────────────────

    def open_details(self, index: QModelIndex) -> None:
        """明细 of a cell."""
        place = self._place(index)
        if place is None:
            self.session.failed.emit("请先选中一格登记，再打开明细")
            return
        who = f"{self.week.title} {self.model.rows[index.row()].worker.name}"
        guest = DetailPanel(self.session, self.policy, place, who)
        self.panel.visit(f"明细 · {who} {place.duty}", guest)
        guest.setFocus()

    def show_history(self) -> None:
        """历史 of the cell where the cursor is."""
        place = self._place(self.table.currentIndex())
        if place is None:
            self.session.failed.emit("请先选中一格登记，再看历史")
            return
        guest = HistoryPanel(self.session.office, behind_count(self.session.office, self.policy, place))
        self.panel.visit("历史", guest)
        guest.setFocus()

    def _place(self, index: QModelIndex) -> Place | None:
        column = index.column() - 1
        if not index.isValid() or not 0 <= column < len(self.policy.weekly):
            return None
        return Place(self.model.rows[index.row()].worker.id, self.policy.weekly[column].name, self.week)


def _lost(row: WeekLine) -> Cell:
    if row.tally.exempt:
        return Cell("免考", hint=True)
    if not row.counted:
        return Cell("不计", hint=True, tip="这一周没有整周在岗，不计入考核")
    if row.untold and not row.lost:
        return Cell("未录", hint=True)
    return Cell(show_points(row.lost), short=bool(row.lost))
