"""导入: what a workbook would change, sheet by sheet and cell by cell; then its good rows go in as one step."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton

from gridapp.errors import OfficeError
from gridapp.office import Event, Office
from gridapp.workbook.importing import CellProblem, Plan, SheetReport, carry_out, plan_import
from gridapp.workbook.reading import RawSheet, read_book
from gridapp.workbook.writing import write_problems
from ui.pages.page import Page
from ui.session import Session
from ui.theme import STEP
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.work import Report


class ImportPage(Page):
    """The preview of one workbook; nothing is changed until the clerk says so."""

    title = "导入台账工作簿"
    left = Signal()
    """There is nothing more to do here."""

    def __init__(self, session: Session, book: Path) -> None:
        super().__init__(session)
        self.book = book
        self.plan: Plan | None = None
        self.raw: Sequence[RawSheet] = ()
        self.summary = QLabel(f"正在读取 {book.name}…")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.sheets = ListTable(_SHEET_COLUMNS, "各工作表的行数", lambda row: row.title)
        self.wrong_heading = QLabel("有误的行")
        self.wrong_heading.setObjectName("sectionTitle")
        self.wrong = ListTable(_WRONG_COLUMNS, "有误的单元格", lambda row: row)
        self.body.addWidget(self.summary)
        self.explained = QLabel()
        self.explained.setTextFormat(Qt.TextFormat.PlainText)
        self.explained.setWordWrap(True)
        self.wrong.chosen.connect(lambda problem: self.explained.setText(str(problem.about) if problem else ""))
        for table in (self.sheets, self.wrong):
            table.horizontalHeader().setStretchLastSection(True)
        self.body.addWidget(self.sheets, 2)
        self.body.addWidget(self.wrong_heading)
        self.body.addWidget(self.wrong, 3)
        self.body.addWidget(self.explained)
        self._buttons()
        self.body.addStretch(0)
        self._show_plan()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def _buttons(self) -> None:
        self.take, self.save_wrong, self.leave = QPushButton(), QPushButton("另存有误的行…"), QPushButton()
        self.take.setDefault(True)
        self.take.clicked.connect(self.carry_out)
        self.save_wrong.setToolTip("只含有误的行，每行末尾写明问题；改好后可再导入")
        self.save_wrong.clicked.connect(self.ask_save_wrong)
        self.leave.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for button in (self.take, self.save_wrong, self.leave):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    def refresh(self, event: Event | None = None) -> None:
        """What was changed meanwhile may make other rows new, changed or wrong."""
        if event and self.plan:
            self.read()

    # ── reading ───────────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Read the workbook and hold it against the office, beside the window."""
        work = self.session.lend("读取", self._plan, cancellable=True)
        work.done.connect(self._planned)
        work.failed.connect(self._unreadable)
        work.cancelled.connect(self.left)
        work.begin()

    def _plan(self, office: Office, report: Report) -> tuple[Plan, list[RawSheet]]:
        """Runs in the work's thread: nothing of the window may be touched here."""
        raw = read_book(self.book, lambda sheet, rows: report(f"{sheet} 第 {rows} 行"))
        report("逐行核对")
        plan = plan_import(office, raw)
        report("核对完成")
        return plan, raw

    def _planned(self, answer: tuple[Plan, list[RawSheet]]) -> None:
        self.plan, self.raw = answer
        self._show_plan()
        (self.take if self.take.isVisible() else self.leave).setFocus()

    def _unreadable(self, message: str) -> None:
        self.plan = None
        self._show_plan()
        self.summary.setText(f"✗ {message}")
        self.leave.show()
        self.leave.setFocus()

    # ── showing ───────────────────────────────────────────────────────────────────────────────────

    def _show_plan(self) -> None:
        plan = self.plan
        problems = plan.problems if plan else []
        self.sheets.show_rows(plan.sheets if plan else [])
        self.sheets.setVisible(bool(plan and plan.sheets))
        warnings = plan.warnings if plan else []
        self.wrong.show_rows([*(Told(each) for each in problems), *(Told(each, minding=True) for each in warnings)])
        self.wrong_heading.setText("有误和提醒" if problems and warnings else "有误的行" if problems else "提醒")
        for part in (self.wrong_heading, self.wrong, self.explained):
            part.setVisible(bool(problems or warnings))
        self.save_wrong.setVisible(bool(problems))
        self.leave.setVisible(plan is not None)
        rows = sum(sheet.new + sheet.changed for sheet in plan.sheets) if plan else 0
        self.take.setVisible(bool(rows))
        self.take.setText(f"导入正确的 {rows} 行" if problems else f"导入 {rows} 行")
        self.leave.setText("全部不导入" if problems and rows else "返回" if not rows else "不导入")
        if plan:
            self.summary.setText(_sentence(self.book, plan, rows))

    # ── doing ─────────────────────────────────────────────────────────────────────────────────────

    def carry_out(self) -> None:
        """The good rows as one step, beside the window."""
        plan, name = self.plan, self.book.name
        if plan is None:
            return
        work = self.session.lend("导入", lambda office, report: carry_out(office, plan, name))
        work.done.connect(self._imported)
        work.begin()

    def _imported(self, event: Event) -> None:
        self.plan = None
        self.session.announce(event)
        known = self.session.office.quarters()
        if known and self.session.quarter not in known:
            self.session.look_at(known[-1])
        self.left.emit()

    def ask_save_wrong(self) -> None:
        offered = self.book.with_name(f"{self.book.stem}-有误的行.xlsx")
        name, _ = QFileDialog.getSaveFileName(self, "另存有误的行", str(offered), "台账工作簿 (*.xlsx)")
        if name:
            self.save_wrong_rows(Path(name).with_suffix(".xlsx"))

    def save_wrong_rows(self, path: Path) -> None:
        """Just the wrong rows with what is wrong, as a workbook to be mended and read again."""
        try:
            if self.plan:
                write_problems(self.session.office, self.plan, self.raw, path)
        except OfficeError as error:
            self.session.failed.emit(error.message)
        else:
            self.session.told.emit(f"有误的行已另存为 {path}，改好后可再导入")


def _sentence(book: Path, plan: Plan, rows: int) -> str:
    wrong = sum(sheet.wrong for sheet in plan.sheets)
    parts = [f"{book.name}：可导入 {rows} 行" if rows else f"{book.name}：没有可导入的新内容"]
    if wrong:
        parts.append(f"{wrong} 行有误，不会导入")
    if plan.warnings:
        parts.append(f"{len(plan.warnings)} 处提醒，照样导入，请核对")
    if plan.unknown_sheets:
        parts.append(f"不认识的工作表未读取：{'、'.join(plan.unknown_sheets)}")
    parts.append("现在还没有改动任何数据；导入是一步，可以一步撤销" if rows else "没有改动任何数据")
    return "；".join(parts) + "。"


def _number(field: str, *, short: bool = False) -> Any:
    def show(sheet: SheetReport) -> Cell:
        number = getattr(sheet, field)
        return Cell(str(number), hint=not number, short=short and bool(number))

    return show


def _unknown(sheet: SheetReport) -> Cell:
    columns = "、".join(sheet.unknown_columns)
    return Cell(f"不认识的列未读取：{columns}" if columns else "", hint=True, tip=columns)


_SHEET_COLUMNS = (
    ListColumn("工作表", lambda sheet: Cell(sheet.title), 14),
    ListColumn("新增", _number("new"), 8, numeric=True),
    ListColumn("改动", _number("changed"), 8, numeric=True),
    ListColumn("相同", _number("same"), 8, numeric=True),
    ListColumn("有误", _number("wrong", short=True), 8, numeric=True),
    ListColumn("说明", _unknown, 24),
)


class Told(NamedTuple):
    """A line about a cell: it is wrong and its row stays out, or (`minding`) the row goes in and people look at it."""

    about: CellProblem
    minding: bool = False


def _held(told: Told) -> Cell:
    held = told.about.shown.removesuffix(" 00:00:00")  # a date as a person sees it
    return Cell(held, tip=held) if held else Cell("（空）", hint=True)


def _message(told: Told) -> Cell:
    message = told.about.message
    return Cell(f"！{message}" if told.minding else f"✗ {message}", short=told.minding, tip=message)


_WRONG_COLUMNS = (
    ListColumn("工作表", lambda told: Cell(told.about.sheet), 14),
    ListColumn("单元格", lambda told: Cell(told.about.cell), 9),
    ListColumn("填的内容", _held, 24),
    ListColumn("问题", _message, 40),
)
