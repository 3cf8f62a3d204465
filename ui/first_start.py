"""The first page: what there is to begin with, and ways on when a file can't be opened."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gridapp import SUFFIX, backups
from gridapp.door import DamagedKeyring, MissingKeyring
from gridapp.errors import DamagedFile, OfficeError
from gridapp.keyring import Unlocked
from ui import preferences
from ui.backups import BestBackup, best_backup, first_place, listed, when
from ui.book_office import BookOffice
from ui.demo_township import demo_path, make_demo
from ui.file_kinds import BACKUPS, BOOKS, DATABASES, NEW_DATABASE
from ui.folders import documents_folder
from ui.founding import Made, Plan, founding
from ui.lost_keyring import KeyringSearch
from ui.manual import FIRST, Manual
from ui.new_office import NewOffice
from ui.pages.page import faint
from ui.restoring_here import RestoringHere
from ui.theme import STEP, mark
from ui.widgets.paper_key_panel import PaperKeyPanel
from ui.widgets.work_strip import WorkStrip
from ui.work import Report, Work


class StartPage(QWidget):
    """Ways to begin on the left, a new office on the right; with a problem, first what it is."""

    chosen = Signal(Path, object)
    """This file shall be opened, for who has signed in to it already (Unlocked | None)."""
    book_chosen = Signal(Path, Path, object)
    """This new file shall be opened, for who has it unlocked, and this workbook be shown for import."""

    def __init__(
        self, path: Path | None = None, problem: OfficeError | None = None, unlocked: Unlocked | None = None
    ) -> None:
        """`unlocked` is who has signed in to the file that has the problem."""
        super().__init__()
        self.path = path
        self.unlocked = unlocked
        self.setWindowTitle("网格员考核")
        self.resize(1280, 720)
        self._looking: Work | None = None
        self.keyring: KeyringSearch | None = None
        self.strip = WorkStrip()
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.manual: Manual | None = None
        QShortcut(QKeySequence(Qt.Key.Key_F1), self).activated.connect(self.show_manual)
        self.form = NewOffice()
        self.form.wanted.connect(lambda plan: self.found(plan, self.form))
        self.ways = QVBoxLayout()
        self.ways.setSpacing(2 * STEP)
        self._offer(path, problem)
        self._lay_out()
        if problem:
            self.blame(problem.message)
            self.panel.hide()

    def _offer(self, path: Path | None, problem: OfficeError | None) -> None:
        if path and isinstance(problem, DamagedFile):
            self.newest_way = QVBoxLayout()
            self.ways.addLayout(self.newest_way)
            self._look_for_backup(path)
            self._way("从备份恢复…", "原来的文件另存保留", self.ask_restore)
        if path and isinstance(problem, MissingKeyring | DamagedKeyring):
            self.keyring = KeyringSearch(path)
            self.keyring.found.connect(lambda: self.chosen.emit(path, None))
            self.ways.addWidget(self.keyring)
        self._way("打开已有的数据库…", "", self.ask_open)
        self.demo = self._way("打开示范镇", "人物和数字都是虚构的，可以随意试用", self.open_demo)
        self._way("从台账工作簿建立…", "名册和登记都在一个 Excel 文件里", self.ask_book)
        if path is None:
            self._way("从备份恢复…", "换了电脑：把 U 盘上的备份放到这台电脑上", self.ask_restore_here)
        if problem:
            self._way("建立新的数据库…", "", self.show_form)

    def _look_for_backup(self, path: Path) -> None:
        """The newest backup that is whole, found beside the window: each must be opened to know."""
        looking = faint("正在查找完好的备份…")
        self.newest_way.addWidget(looking)
        folders = list(dict.fromkeys(backup.path.parent for backup in listed(path)))
        unlocked = self.unlocked
        work = self._looking = Work("查找备份", lambda report: best_backup(folders, path, unlocked, report), self)
        work.ended.connect(self._looked)
        work.ended.connect(looking.deleteLater)
        work.done.connect(self._offer_backup)
        work.begin()

    def _looked(self) -> None:
        self._looking = None

    def _offer_backup(self, best: BestBackup | None) -> None:
        if best is None:
            self.newest_way.addWidget(faint("没有找到完好的备份；备份若在 U 盘上，请插好后选“从备份恢复…”"))
            return
        backup, path = best.backup, self.path
        at = when(backup.at, datetime.now())
        text = f"打开最近的备份（{at}，要输入密码）" if best.locked else f"用最近的备份恢复（{at}）"
        self.newest_way.addLayout(_way(text, backup.path.name, lambda: self.restore_here(backup.path, path))[1])

    def _way(self, text: str, hint: str, work: Callable[[], object]) -> QPushButton:
        button, group = _way(text, hint, work)
        self.ways.addLayout(group)
        return button

    def _lay_out(self) -> None:
        title = QLabel("网格员考核")
        title.setObjectName("pageTitle")
        left = QVBoxLayout()
        left.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 2 * STEP)
        left.setSpacing(2 * STEP)
        left.addWidget(title)
        left.addWidget(self.said)
        left.addLayout(self.ways)
        left.addStretch(1)
        left.addWidget(self.strip)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 46)
        self.side = side
        self.panel = QStackedWidget()
        self.panel.setObjectName("panel")
        self.panel.addWidget(self.form)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(side)
        whole.addWidget(self.panel, 1)
        whole.addStretch(0)
        self.said.setText("这台电脑上还没有打开过数据库。可以在右边新建，也可以（按 F1 看手册）：")
        self.form.township.setFocus()

    def show_manual(self) -> None:
        self.manual = self.manual or Manual()
        self.manual.open_at(FIRST, self)

    def blame(self, message: str) -> None:
        """Say why something can't be done."""
        self.said.setText(f"✗ {message}")
        mark(self.said, fault=True)

    def show_form(self) -> None:
        """The form for a new office, where a problem had kept it out of the way."""
        self._show_panel(self.form)
        self.form.township.setFocus()

    def _show_panel(self, page: QWidget) -> None:
        """At the right; of the pages but the form only the one that is shown is kept."""
        before, begin = self.panel.currentWidget(), page.focusWidget()  # to be laid out here takes that away
        if self.panel.indexOf(page) < 0:
            self.panel.addWidget(page)
        self.panel.setCurrentWidget(page)
        if before not in (self.form, page):
            self.panel.removeWidget(before)
            before.deleteLater()
        self.panel.show()
        if begin:
            begin.setFocus()

    # ── the ways ──────────────────────────────────────────────────────────────────────────────────

    def ask_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "打开", str(documents_folder()), DATABASES)
        if name:
            self.chosen.emit(Path(name), None)

    def ask_book(self) -> None:
        book, _ = QFileDialog.getOpenFileName(self, "台账工作簿", "", BOOKS)
        offered = str(documents_folder() / f"网格员考核{SUFFIX}")
        name = QFileDialog.getSaveFileName(self, "新的数据库放在哪里", offered, NEW_DATABASE)[0] if book else ""
        if name:
            self.make_from_book(Path(name).with_suffix(SUFFIX), Path(book))

    def make_from_book(self, path: Path, book: Path) -> None:
        """An office of which the form asks the rest, and into which the workbook is then read."""
        page = BookOffice(path, book)
        page.wanted.connect(lambda plan: self.found(plan, page, book))
        self._show_panel(page)

    def found(self, plan: Plan, form: NewOffice | BookOffice, book: Path | None = None) -> None:
        """Make a new file; what stands in the way is said at the form."""
        work = founding(plan, self)
        work.begun.connect(lambda: self.setEnabled(False))
        work.ended.connect(lambda: self.setEnabled(True))
        work.done.connect(lambda made: self._found(made, book))
        work.failed.connect(form.say)
        work.begin()

    def _found(self, made: Made, book: Path | None) -> None:
        if made.key:
            panel = PaperKeyPanel(made.key)
            panel.proved.connect(lambda: self._go_on(made, book))
            self.side.setEnabled(False)
            self._show_panel(panel)
        else:
            self._go_on(made, book)

    def _go_on(self, made: Made, book: Path | None) -> None:
        if book:
            self.book_chosen.emit(made.plan.path, book, made.unlocked)
        else:
            self.chosen.emit(made.plan.path, made.unlocked)

    def open_demo(self) -> None:
        """The demo township, made on this computer the first time."""
        if demo_path().exists():
            self.chosen.emit(demo_path(), None)
        else:
            work = self._run("生成示范镇", make_demo)
            work.done.connect(lambda path: self.chosen.emit(path, None))

    def ask_restore(self) -> None:
        if self.path:
            name, _ = QFileDialog.getOpenFileName(self, "从备份恢复", str(first_place(self.path)), BACKUPS)
            if name:
                self.restore_here(Path(name), self.path)

    def ask_restore_here(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "从备份恢复", str(documents_folder()), BACKUPS)
        if name:
            self.restore_here(Path(name))

    def restore_here(self, backup: Path, target: Path | None = None) -> None:
        """Put a backup there, or where there is no file yet; whose key nobody has given is asked for."""
        page = RestoringHere(backup, target, self.unlocked)
        page.wanted.connect(self.put_back)
        self._show_panel(page)

    def restore(self, backup: Path) -> Work:
        """Put a backup in the place of the file, which is kept beside it."""
        assert self.path is not None
        return self.put_back(backup, self.path, self.unlocked)

    def put_back(self, backup: Path, path: Path, unlocked: Unlocked | None) -> Work:
        """Put a backup there; whoever has unlocked it goes on with the file, if they are known to it."""
        self.panel.hide()
        self.said.clear()
        preferences.remember_file(path)  # what was verified there is no longer what will be
        work = self._run("核对并恢复备份", lambda report: _put_back(backup, path, unlocked))
        work.done.connect(lambda path: self.chosen.emit(path, unlocked))
        return work

    def _run(self, title: str, job: Callable[[Report], Path]) -> Work:
        """Work of its own: no office is open here."""
        work = Work(title, job, self)
        work.begun.connect(lambda: self.setEnabled(False))
        work.ended.connect(lambda: self.setEnabled(True))
        work.failed.connect(self.blame)
        self.strip.watch(work)
        work.begin()
        return work

    def closeEvent(self, event: QCloseEvent) -> None:
        """A file is made or put back whole: that is waited for."""
        if self.isEnabled():
            if self._looking:
                self._looking.cancel()
                self._looking.wait()
            if self.manual:
                self.manual.close()
            super().closeEvent(event)
        else:
            event.ignore()


def _way(text: str, hint: str, work: Callable[[], object]) -> tuple[QPushButton, QVBoxLayout]:
    """A button, with what it means beneath."""
    button = QPushButton(text)
    button.clicked.connect(lambda: work())
    group = QVBoxLayout()
    group.setSpacing(2)
    group.addWidget(button)
    if hint:
        label = faint(hint)
        label.setWordWrap(True)
        group.addWidget(label)
    return button, group


def _put_back(backup: Path, path: Path, unlocked: Unlocked | None) -> Path:
    """Runs in the work's thread."""
    backups.restore(backup, path, unlocked)
    return path
