"""The shell: navigation on the left, the quarter on top, the page, and a status line that says what is saved."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMainWindow,
    QMessageBox,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gridapp.errors import READ_ONLY
from gridapp.office import Event
from gridapp.periods import Quarter
from ui.backups import when
from ui.caretaker import About
from ui.file_menu import FileMenu
from ui.pages import PAGES, make
from ui.pages.page import Page, faint
from ui.session import TO_WRITE, Session
from ui.theme import STEP
from ui.widgets.notice import Notice
from ui.widgets.work_strip import WorkStrip
from ui.work import Work

if TYPE_CHECKING:
    from ui.manual import Manual

PAGE_KEYS = "1234567890-"
"""With Alt, each brings the page in its place to the front."""
NAMED = 3
"""So many unsaved changes are named."""
BACKUP_AGES = 300_000
"""Milliseconds between two looks at how old the last backup is."""
LONGEST_NAME = 28
"""Characters of a step's name that the status line has room for."""


class PageFrame(Page):
    """What of the first page stands there before the page itself is made."""

    title = PAGES[0].title

    def refresh(self, event: Event | None = None) -> None:
        """There is nothing yet."""


class Window(QMainWindow):
    """The one window of the program."""

    file_wanted = Signal(Path)
    """Another office's file shall be opened instead."""
    restore_wanted = Signal(Path)
    """This backup shall be put in the place of the open file."""
    painted = Signal()
    """The window is on the screen for the first time: what was not to hold up the start may begin."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.pages: dict[int, Page] = {}
        self._painted = False
        self._focus: QWidget | None = None
        self._beside: QWidget | None = None
        self.manual: Manual | None = None
        self.resize(1280, 720)
        self.strip = WorkStrip()
        self.files = FileMenu(self)
        self._make_navigation()
        self._make_quarters()
        self.stack = QStackedWidget()
        self.frame: PageFrame | None = PageFrame(session)
        self.stack.addWidget(self.frame)
        self._make_status()
        self._lay_out()
        for keys, work in (
            (QKeySequence(QKeySequence.StandardKey.Undo), session.undo),
            (QKeySequence("Ctrl+Y"), session.redo),
        ):
            QShortcut(keys, self).activated.connect(work)
        QShortcut(QKeySequence(Qt.Key.Key_F5), self).activated.connect(session.retry)
        session.saved.connect(self._say_saved)
        session.unsaved.connect(self._say_unsaved)
        session.failed.connect(self._say_failed)
        session.told.connect(self._say_told)
        session.changed.connect(self._changed)
        session.working.connect(self._work)
        session.quarter_changed.connect(self._show_quarter)
        session.wanted.connect(self.open_at)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        session.caretaker.looked.connect(self._show_care)
        self._show_care()
        self.painted.connect(self._begin)

    def _begin(self) -> None:
        """The first page, as soon as the window stands on the screen."""
        if self.frame and self.stack.currentWidget() is self.frame:
            self.show_chosen()

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Whatever has the focus is in sight, also when one comes from outside of what scrolls."""
        around = now.parentWidget() if now and self.isAncestorOf(now) else None
        while around:
            if now and isinstance(around, QScrollArea):
                around.ensureWidgetVisible(now)
            around = around.parentWidget()

    def _make_navigation(self) -> None:
        self.navigation = QListWidget()
        self.navigation.setObjectName("navigation")
        self.navigation.setAccessibleName("导航")
        self.navigation.ensurePolished()  # or its rows are laid out before they have their style, too low
        self.navigation.addItems([entry.title for entry in PAGES])
        self.navigation.setCurrentRow(0)
        self.navigation.currentRowChanged.connect(self.open_page)
        self.navigation.itemClicked.connect(lambda _: self.show_chosen())
        for place, key in zip(range(len(PAGES)), PAGE_KEYS, strict=False):
            shortcut = QShortcut(QKeySequence(f"Alt+{key}"), self)
            shortcut.activated.connect(lambda row=place: self._go_to_page(row))

    def _make_quarters(self) -> None:
        self.quarters = QComboBox()
        self.quarters.setAccessibleName("季度")
        self.quarters.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._offer_quarters()
        self.quarters.currentIndexChanged.connect(self._choose_quarter)

    def _offer_quarters(self) -> None:
        """Every quarter on record, today's and the one looked at with their neighbours: any can be come to."""
        around = [Quarter.of(date.today()), self.session.quarter]
        neighbours = {quarter.shift(step) for quarter in around for step in (-1, 0, 1)}
        offered = sorted({*self.session.office.quarters(), *neighbours}, reverse=True)
        if [self.quarters.itemText(place) for place in range(self.quarters.count())] != [q.title for q in offered]:
            self.quarters.blockSignals(True)
            self.quarters.clear()
            for quarter in offered:
                self.quarters.addItem(quarter.title, quarter)
            self.quarters.setCurrentText(self.session.quarter.title)
            self.quarters.blockSignals(False)

    def _show_quarter(self, quarter: Quarter) -> None:
        self._offer_quarters()
        self.quarters.setCurrentText(quarter.title)

    def _choose_quarter(self, place: int) -> None:
        chosen = self.quarters.itemData(place)
        self.session.look_at(Quarter(*chosen))

    def _make_status(self) -> None:
        self.notice = Notice()
        self.notice.offer("再试（F5）", self.session.retry)
        self.care = {about: Notice() for about in About}
        for about, (text, work) in self._ways().items():
            self.care[about].offer(text, work)
        read_only = self.session.office.read_only
        self.notice.say(f"只读打开：{READ_ONLY}。{TO_WRITE}。" if read_only else "", helped=False)
        self.saved_label, self.backup_label = QLabel("只读" if read_only else "已打开"), faint("")
        self.undo_label, self.message = faint(""), QLabel()
        self.undo_label.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        # A long sentence is cut, with the whole of it in the tip, rather than making the window wider.
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.who = faint(f"录入员：{self.session.office.who}")
        self.statusBar().setContentsMargins(2 * STEP, 0, STEP, 0)
        self.statusBar().addWidget(self.saved_label)
        self.statusBar().addWidget(self.backup_label)
        self.statusBar().addWidget(self.undo_label)
        self.statusBar().addWidget(self.message, 1)
        self.statusBar().addPermanentWidget(self.strip)
        self.statusBar().addPermanentWidget(self.who)
        self._show_name()
        self._show_undoable()
        clock = QTimer(self, interval=BACKUP_AGES)
        clock.timeout.connect(self._show_care)
        clock.start()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(2 * STEP, STEP, 2 * STEP, 0)
        top.setSpacing(STEP)
        top.addWidget(self.files.button)
        top.addStretch(1)
        top.addWidget(faint("季度"))
        top.addWidget(self.quarters)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(top)
        for notice in (self.notice, *self.care.values()):
            right.addWidget(notice)
        right.addWidget(self.stack, 1)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)
        frame = QWidget()
        frame.setLayout(whole)
        self.setCentralWidget(frame)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Another size of text asks for more room on the left."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.centralWidget():
            self._fit()

    def _fit(self) -> None:
        self.navigation.setFixedWidth(self.navigation.fontMetrics().horizontalAdvance("登记 · 按周") + 6 * STEP)

    def open_page(self, place: int) -> None:
        """Bring a page to the front; it is made when it is first wanted."""
        if place not in self.pages:
            self.pages[place] = make(PAGES[place], self.session)
            self.stack.addWidget(self.pages[place])
        self.stack.setCurrentWidget(self.pages[place])
        if self.frame:
            self.stack.removeWidget(self.frame)
            self.frame.deleteLater()
            self.frame = None
        self._drop_beside()

    def _go_to_page(self, place: int) -> None:
        """By key: to the page, and there to the table that is typed in, if it has named one."""
        if place == self.navigation.currentRow():
            self.show_chosen()
        self.navigation.setCurrentRow(place)
        front = self.stack.currentWidget()
        if isinstance(front, Page) and front.typed_in:
            front.typed_in.setFocus()

    def open_at(self, title: str, target: object) -> None:
        """Bring the page with that title to the front, and there what is meant."""
        place = [entry.title for entry in PAGES].index(title)
        self.navigation.setCurrentRow(place)
        self.open_page(place)  # the row may have been chosen already, with something else in front
        if target is not None:
            self.pages[place].point_at(target)

    def show_beside(self, page: QWidget) -> None:
        """Show what is not in the navigation; the next choice there, or its own end, takes it away."""
        self._drop_beside()
        self._beside = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def show_chosen(self) -> None:
        """Back to the page that the navigation names."""
        self.open_page(self.navigation.currentRow())

    def show_manual(self) -> None:
        """The manual at the chapter about what is looked at; it is made when it is first wanted."""
        if self.manual is None:
            from ui.manual import Manual

            self.manual = Manual()
        front = self.stack.currentWidget()
        self.manual.open_at(front.title if isinstance(front, Page) else "", self)

    def _drop_beside(self) -> None:
        if self._beside:
            self.stack.removeWidget(self._beside)
            self._beside.deleteLater()
            self._beside = None

    # ── what is told ──────────────────────────────────────────────────────────────────────────────

    def _say_saved(self, name: str, at: datetime) -> None:
        if not self.session.waiting:
            self._state(f"已保存 {at:%H:%M:%S}", fault=False)
        self._show_undoable()
        self._say(name if name.startswith("已") else "", fault=False)

    def _say_unsaved(self, names: Sequence[str]) -> None:
        """What the disk did not take, until it is saved or given up."""
        if not names:
            self.notice.say("")
            self._state("已打开", fault=False)
            return
        more = f" 等 {len(names)} 处" if len(names) > NAMED else ""
        what = "；".join(names[:NAMED]) + more
        self._state(f"✗ 未保存 {len(names)} 处", fault=True)
        self.notice.say(f"还没有保存：{what}。录入的内容都留着，程序会自己再试；腾出空间后也可以按 F5 立即再试。")

    def _state(self, text: str, *, fault: bool) -> None:
        self.saved_label.setText(text)
        _mark(self.saved_label, fault)

    def _show_care(self) -> None:
        """When the file was backed up last, and what of it must not be overlooked."""
        care = self.session.caretaker
        last = f"· 上次备份 {when(care.newest.at, datetime.now())}" if care.newest else "· 还没有备份"
        self.backup_label.setText(last)
        self.backup_label.setToolTip(str(care.newest.path) if care.newest else "按 Ctrl+B 备份")
        for about, notice in self.care.items():
            notice.say(care.warnings.get(about, ""), helped=about in self._ways())

    def _ways(self) -> dict[About, tuple[str, Callable[[], object]]]:
        """What helps against what the caretaker warns of."""
        back_up = ("现在备份", self.files.back_up)
        return {
            About.LOG: ("从备份恢复…", self.session.restoring.emit),
            About.BACKUP: back_up,
            About.SECOND: back_up,
        }

    def _show_undoable(self) -> None:
        name = self.session.office.undoable()
        short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
        self.undo_label.setText(f"· 撤销：{short}" if name else "")
        self.undo_label.setToolTip(f"按 Ctrl+Z 撤销：{name}")

    def _say_told(self, text: str) -> None:
        self._say(text, fault=False)

    def _say_failed(self, message: str) -> None:
        self._say(message, fault=True)

    def _say(self, text: str, *, fault: bool) -> None:
        _mark(self.message, fault)
        self.message.setText(f"✗ {text}" if fault else text)
        self.message.setToolTip(text)

    def _changed(self, event: Event) -> None:
        if "office_setting" in event.tables:
            self._show_name()
        self._offer_quarters()

    def _show_name(self) -> None:
        township = self.session.office.settings().get("镇名", "")
        self.setWindowTitle(f"{township}网格员考核 — {self.session.office.path.name}")

    # ── long work ─────────────────────────────────────────────────────────────────────────────────

    def _work(self, work: Work | None) -> None:
        """While long work has the office nothing else can be done here; what goes on is told, and can be stopped."""
        if work:
            self._focus = QApplication.focusWidget()
            self.strip.watch(work)
        for part in (self.navigation, self.quarters, self.stack, self.files.button):
            part.setEnabled(work is None)
        for shortcut in self.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly):
            shortcut.setEnabled(work is None)
        self.files.set_enabled(work is None)
        if work is None and self._focus:
            self._focus.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session.lent:
            self._say("工作还没有完成，请等它完成或先取消，再关闭窗口", fault=True)
            event.ignore()
        elif self.may_leave():
            if self.manual:
                self.manual.close()
            self.session.caretaker.stop()
            super().closeEvent(event)
        else:
            event.ignore()

    def may_leave(self) -> bool:
        """Whether the office may be closed: what the disk does not take is lost then, and the clerk decides."""
        if not self.session.waiting or self.session.retry() or not self.session.waiting:
            return True
        box = QMessageBox(self)
        box.setWindowTitle("还有没保存的")
        box.setText(self.notice.label.text())
        box.setInformativeText("关闭以后，这些改动就没有了。")
        leave = box.addButton("放弃并关闭", QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton("不关闭", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        if box.clickedButton() is not leave:
            return False
        self.session.give_up()
        return True


def _mark(label: QLabel, fault: bool) -> None:
    """Let a label look as what is wrong, or plain."""
    label.setProperty("fault", fault)
    label.style().unpolish(label)
    label.style().polish(label)
