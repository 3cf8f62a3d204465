"""文件: open, import, export, back up, restore. Each has its key; none waits with a question that it need not ask."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from gridapp.periods import Quarter
from ui.backups import first_place
from ui.file_kinds import BOOKS, DATABASES
from ui.quick_card import QuickCard
from ui.session import Session
from ui.work import Work


class FileMenu(QObject):
    """The button at the top of the window and its actions."""

    file_wanted = Signal(Path)
    """Another office's file shall be opened instead."""
    restore_wanted = Signal(Path, object)
    """This backup shall be put in the place of the open file, opened by whom (Unlocked | None)."""
    page_wanted = Signal(QWidget)
    """This page shall be shown beside those of the navigation."""
    page_left = Signal()
    """It is no longer wanted."""
    work_begun = Signal(Work)
    manual_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.window = window
        self.session = session
        self.menu = QMenu(window)
        self.menu.setToolTipsVisible(True)
        self._refused: set[QAction] = set()
        self.button = QPushButton("文件(&F)")
        self.button.setAccessibleName("文件")
        self.button.setAutoDefault(False)
        self.button.setMenu(self.menu)
        self.open_action = self._add("打开别的文件…", "Ctrl+O", self.ask_open)
        self.menu.addSeparator()
        self.import_action = self._add("导入台账工作簿…", "Ctrl+I", self.ask_import)
        self.export_action = self._add("导出全部记录…", "Ctrl+E", lambda: self.ask_export(None))
        self.export_quarter_action = self._add(
            "导出本季度的记录…", "Ctrl+Shift+E", lambda: self.ask_export(self.session.quarter)
        )
        for action in (self.export_action, self.export_quarter_action):
            self._refuse(action, session.office.whole_refusal())
        self._refuse(self.import_action, session.refusal("finding"))
        self.menu.addSeparator()
        self.backup_action = self._add("备份", "Ctrl+B", self.back_up)
        self._add("备份到别的文件夹…", "Ctrl+Shift+B", self.ask_back_up)
        self._add("从备份恢复…", "", self.show_backups)
        self.session.restoring.connect(self.show_backups)
        self.menu.addSeparator()
        self._add("手册", "F1", self.manual_wanted.emit)
        self._add("打印快速卡片…", "", self._card().ask_print)
        self._add("退出", "Ctrl+Q", self.close_wanted.emit)

    def _card(self) -> QuickCard:
        card = QuickCard(self.window)
        card.told.connect(self.session.told)
        card.failed.connect(self.session.failed)
        return card

    def _add(self, text: str, keys: str, work: Callable[[], object]) -> QAction:
        action = self.menu.addAction(text)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: work())
        self.window.addAction(action)
        return action

    def _refuse(self, action: QAction, reason: str) -> None:
        """What is not for who works here stays disabled, and its tip says why."""
        if reason:
            self._refused.add(action)
            action.setEnabled(False)
            action.setToolTip(reason)

    def set_enabled(self, enabled: bool) -> None:
        for action in self.menu.actions():
            action.setEnabled(enabled and action not in self._refused)

    # ── each way asks where, then does it ─────────────────────────────────────────────────────────

    def ask_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window, "打开", str(self.session.office.path.parent), DATABASES)
        if name:
            self.file_wanted.emit(Path(name))

    def ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window, "导入台账工作簿", "", BOOKS)
        if name:
            self.import_book(Path(name))

    def import_book(self, book: Path) -> None:
        """Show what importing a workbook would do; it is done from there."""
        from ui.pages.workbook import ImportPage

        page = ImportPage(self.session, book)
        page.left.connect(self.page_left)
        self.page_wanted.emit(page)
        page.read()

    def ask_export(self, quarter: Quarter | None) -> None:
        """The system's dialogue itself says when a file would be replaced."""
        what = quarter.title if quarter else "全部"
        offered = self.session.office.path.with_name(f"台账工作簿-{what}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self.window, "导出台账工作簿", str(offered), BOOKS)
        if name:
            self.export(Path(name).with_suffix(".xlsx"), quarter)

    def export(self, book: Path, quarter: Quarter | None) -> None:
        """The records as a workbook, beside the window."""
        from gridapp.workbook.writing import write_book

        replaced = "，替换了原来的文件" if book.exists() else ""
        work = self.session.lend("导出", lambda office, report: write_book(office, book, quarter))
        work.done.connect(lambda _: self.session.told.emit(f"已导出到 {book}{replaced}"))
        work.begin()

    def back_up(self) -> None:
        """Where backups are made (设置 → 备份)."""
        self._watch(self.session.caretaker.back_up(asked=True))

    def ask_back_up(self) -> None:
        """One copy more, somewhere else."""
        offered = str(first_place(self.session.office.path))
        name = QFileDialog.getExistingDirectory(self.window, "这一次备份放在哪个文件夹", offered)
        if name:
            self._watch(self.session.caretaker.back_up(Path(name), asked=True))

    def _watch(self, work: Work | None) -> None:
        if work:
            self.work_begun.emit(work)

    def show_backups(self) -> None:
        """The backups and what each holds; one is put back from there."""
        from ui.pages.restore import RestorePage

        page = RestorePage(self.session)
        page.left.connect(self.page_left)
        page.wanted.connect(self.restore_wanted)
        self.page_wanted.emit(page)
        page.begin()
