"""补贴: what everybody is due and paid this quarter, and the pool as a ledger that balances, quarter by quarter."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from gridapp import sentences
from gridapp.amounts import show_yuan
from gridapp.model import SETTLED_STATES
from gridapp.names import masked_account
from gridapp.office import Event, QuarterView
from gridapp.scoring.result import Carried, Pay, Person
from ui.pages.page import Page, button, faint
from ui.pages.pay_book import PoolBook
from ui.pages.ways import SETTINGS
from ui.session import Session, Spot
from ui.theme import STEP
from ui.widgets.cells import Cell, TableColumn
from ui.widgets.people_orders import by_name
from ui.widgets.record_model import RecordModel
from ui.widgets.record_table import RecordTable

AMOUNT = 10
"""Digits that a column of money is wide: 99999.99 with room."""
OPEN = "名额处并列还没有决定，分配未定"


class Total(NamedTuple):
    """The last row: all of them together."""

    people: Sequence[Person]


class PayPage(Page):
    """Read-only: the money follows from the scores, the standards and the quarter's settings."""

    title = "补贴"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.state = QLabel()
        self.head.addWidget(self.state)
        self.table = RecordTable(RecordModel(_COLUMNS, lambda _: False), "补贴")
        self.table.empty = "这个季度没有在岗的网格员，请先在名册中登记任职。"
        self.ledger, self.open = QLabel(), QLabel()
        self.open.setProperty("short", True)
        self.foot = RecordTable(RecordModel(_COLUMNS, lambda _: False), "合计")
        self._fix_foot()
        self.book = PoolBook(session)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("补贴的各部分")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._pay_out(), "本季发放")
        self.tabs.addTab(self.book, "资金台账")
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        self.body.addWidget(self.tabs, 1)

    def _pay_out(self) -> QWidget:
        """The table of the quarter, its sums, its ledger, and the ways to what it rests on."""
        part = QWidget()
        parts, row = QVBoxLayout(part), QHBoxLayout()
        parts.setContentsMargins(0, 2 * STEP, 0, 0)
        parts.setSpacing(STEP)
        parts.addWidget(self.table, 1)
        parts.addWidget(self.foot)
        for label in (self.ledger, self.open):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            parts.addWidget(label)
        row.addWidget(faint("金额单位：元。"))
        for words, tip, tab in (
            ("补贴标准…", "全镇和个人的标准，从哪天起", "补贴标准"),
            ("上季结转和优秀奖励…", "本季度的设置", "本季度"),
        ):
            row.addWidget(button(words, tip, partial(self.session.wanted.emit, SETTINGS, tab)))
        row.addStretch(1)
        parts.addLayout(row)
        return part

    def _fix_foot(self) -> None:
        """The sums stand under their columns, however these are widened or scrolled."""
        self.foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot.horizontalHeader().hide()
        for policy in (self.foot.setVerticalScrollBarPolicy, self.foot.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        beside = self.table.verticalScrollBar().sizeHint().width()
        self.foot.setViewportMargins(0, 0, beside, 0)  # as wide as the table's, so that both scroll as far
        self.table.horizontalScrollBar().valueChanged.connect(self.foot.horizontalScrollBar().setValue)
        self.table.layout_of_columns.changed.connect(self._follow)
        self._follow()
        self.table.horizontalHeader().sectionResized.connect(lambda place, _, now: self.foot.setColumnWidth(place, now))

    def _follow(self) -> None:
        """The sums' columns, as those of the table are now."""
        self.foot.horizontalHeader().restoreState(self.table.horizontalHeader().saveState())

    def refresh(self, event: Event | None = None) -> None:
        if self.tabs.currentWidget() is self.book:
            self.book.refresh()
            return
        view = self.session.office.view(self.session.quarter)
        people = view.result.people
        (self.table.records().replace if event else self.table.records().show)(people)
        self.foot.records().show([Total(people)] if people else [])
        self.foot.setFixedHeight(self.foot.rowHeight(0) + 2 * self.foot.frameWidth())
        self.foot.setVisible(bool(people))
        settled = view.result.state in SETTLED_STATES
        self.state.setText(view.result.state if settled else f"{view.result.state}，金额是预览")
        self._show_ledger(view)

    def _show_ledger(self, view: QuarterView) -> None:
        lines: list[str] = []
        if view.result.people and view.result.pool.carried_out is not None:
            into, out = sentences.balance(view)
            sign = "✓" if into == out else "✗"
            *pool, balanced = sentences.pool_sentences(view)
            lines = [*pool, *map(_beside, view.result.elsewhere), f"{sign} {balanced}"]
        self.ledger.setText("\n".join(lines))
        self.ledger.setVisible(bool(lines))
        waiting = [each.text for each in self.session.office.obstacles(self.session.quarter)]
        self.open.setText(f"还没有算定：{'；'.join(waiting)}。")
        self.open.setVisible(bool(waiting))

    def point_at(self, target: object) -> None:
        """A worker: the row is chosen."""
        for place, row in enumerate(self.table.records().rows):
            if isinstance(target, Spot) and isinstance(row, Person) and row.sheet.worker.id == target.worker:
                self.table.go_to(place, 0)
                self.table.setFocus()


def _beside(carried: Carried) -> str:
    """A correction of somebody who is not in the table."""
    what = "补发" if carried.cents > 0 else "扣回"
    who = f"{carried.worker.name}（{carried.worker.id}）"
    return f"{who} 已不在岗，另行{what} {show_yuan(abs(carried.cents))} 元（更正 {carried.correction}）。"


def _who(row: Person | Total) -> Cell:
    if isinstance(row, Total):
        return Cell(f"合计 {len(row.people)} 人", bold=True)
    sheet = row.sheet
    return Cell(f"{sheet.village.name} {sheet.grid.name}  {sheet.worker.name}", tip=f"编号 {sheet.worker.id}")


def _grade(row: Person | Total) -> Cell:
    if isinstance(row, Total):
        return Cell("")
    return Cell(sentences.grade_text(row), hint=not row.standing.grade, tip=row.standing.note)


def _standard(row: Person | Total) -> Cell:
    return Cell("") if isinstance(row, Total) else Cell(show_yuan(row.pay.standard))


def _amount(of: Callable[[Pay], int | None]) -> Callable[[Person | Total], Cell]:
    def show(row: Person | Total) -> Cell:
        total = isinstance(row, Total)
        amounts = [of(person.pay) for person in row.people] if isinstance(row, Total) else [of(row.pay)]
        known = [amount for amount in amounts if amount is not None]
        if len(known) < len(amounts):
            return Cell(sentences.UNKNOWN, hint=True, tip=OPEN)
        return Cell(show_yuan(sum(known)), bold=total)

    return show


def _account(row: Person | Total) -> Cell:
    if isinstance(row, Total):
        return Cell("")
    worker = row.sheet.worker
    if not worker.account:
        return Cell("未填", hint=True, tip="银行账号在名册中填写")
    return Cell(masked_account(worker.account), tip=worker.bank)


_COLUMNS = (
    TableColumn("网格员", _who, None, 26, orders=by_name(lambda row: row.sheet.worker.name)),
    TableColumn("等次", _grade, None, 8, words=True),
    TableColumn("标准", _standard, None, AMOUNT, "季度补贴标准"),
    TableColumn("应发", _amount(lambda pay: pay.due), None, AMOUNT, "标准 × 在岗天数 ÷ 季度天数"),
    TableColumn("扣发", _amount(lambda pay: pay.withheld), None, AMOUNT, "不合格的扣发，进入扣发资金"),
    TableColumn("分得", _amount(lambda pay: pay.share), None, AMOUNT, "优秀平分的扣发资金"),
    TableColumn("奖励", _amount(lambda pay: pay.reward), None, AMOUNT, "定额奖励，由镇另行安排"),
    TableColumn("更正", _amount(lambda pay: pay.correction), None, AMOUNT, "以前季度的更正：补发为正，扣回为负"),
    TableColumn("实发", _amount(lambda pay: pay.paid), None, AMOUNT, "应发 − 扣发 + 分得 + 奖励 + 更正"),
    TableColumn("银行账号", _account, None, 22, "只显示尾号四位", words=True),
)
