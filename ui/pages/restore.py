"""从备份恢复: the backups that can be found, what each holds, and going back to one of them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout

from gridapp import backups
from gridapp.backups import Backup, Contents
from gridapp.errors import Locked, OfficeError
from gridapp.keyring import Keyring, Unlocked
from gridapp.model import SETTLED_STATES
from gridapp.office import Event
from gridapp.periods import Quarter
from ui.backups import first_place, listed, when
from ui.file_kinds import BACKUPS
from ui.pages.page import Page, button, faint
from ui.session import Session
from ui.theme import STEP
from ui.widgets.backup_key import BackupKey
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable
from ui.work import Work

COUNTED = {
    "网格": ("grid",),
    "网格员": ("worker",),
    "每周每月登记": ("week_tally", "month_tally"),
    "扣分事项": ("finding",),
    "会议": ("meeting",),
    "考勤": ("attendance",),
    "测评": ("ballots",),
}
"""What is counted for the clerk → the tables that hold it."""
EMPTY = "这里还没有备份。备份若在 U 盘上，请插好后按“另选文件…”。"


class Choice(NamedTuple):
    """A file to go back to: one of the backups found, or another that the clerk has picked."""

    path: Path
    backup: Backup | None


class RestorePage(Page):
    """Nothing is changed here; the button says which backup takes the place of the file."""

    title = "从备份恢复"
    left = Signal()
    """There is nothing more to do here."""
    wanted = Signal(Path, object)
    """This backup shall take the place of the open file, opened by whom (Unlocked | None)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.table = ListTable(_COLUMNS, "备份", lambda choice: choice.path, EMPTY)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.holds = QLabel()
        self.holds.setTextFormat(Qt.TextFormat.PlainText)
        self.holds.setWordWrap(True)
        self.holds.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._picked: list[Choice] = []
        self._looked_at: Choice | None = None
        self._unlocked: dict[Path, Unlocked] = {}
        """Who has opened a backup of another key."""
        self.key: BackupKey | None = None
        self.body.addWidget(faint("选一份，下面就显示它里面有什么；每份都在另外的地方试着打开，不会动到它。"))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.holds)
        self.keys = QVBoxLayout()
        self.body.addLayout(self.keys)
        self._buttons()
        self.table.chosen.connect(lambda _: self._look())
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    def _buttons(self) -> None:
        self.take = button("恢复到这一份", "现在的文件另存保留", self._take, self.session.refusal("account"))
        self.pin = button("一直保留", "自动清理旧备份时不清理这一份", self._pin)
        self.other = button("另选文件…", "例如 U 盘上的备份", self.ask_other)
        row = QHBoxLayout()
        row.setSpacing(STEP)
        for each in (self.take, self.pin, self.other, button("返回", "Esc", self.left.emit)):
            row.addWidget(each)
        row.addStretch(1)
        self.body.addLayout(row)
        self.take.setEnabled(False)
        self.pin.setEnabled(False)

    def begin(self) -> None:
        """With the newest backup in front."""
        self.refresh()
        self.table.setFocus()
        if self.table.rows_model.rows:
            self.table.choose(self.table.rows_model.rows[0].path)
            self._look()

    def refresh(self, event: Event | None = None) -> None:
        known = [Choice(backup.path, backup) for backup in listed(self.session.office.path)]
        self.table.show_rows([*self._picked, *known])
        self.table.fit()

    def _current(self) -> Choice | None:
        choice = self.table.current()
        return choice if isinstance(choice, Choice) else None

    # ── looking into one ──────────────────────────────────────────────────────────────────────────

    def _look(self) -> None:
        """What the chosen one holds, found out beside the window; if another is chosen meanwhile, that one next."""
        choice = self._current()
        self.take.setEnabled(False)
        self.pin.setEnabled(bool(choice and choice.backup))
        self.pin.setText("不再保留" if choice and choice.backup and choice.backup.pinned else "一直保留")
        self._drop_key()
        if choice is None:
            self.holds.clear()
            return
        self.holds.setText(f"正在查看 {choice.path.name}…")
        self._begin(choice, self.session.caretaker.look_into(choice.path, self._opened_by(choice.path)), self._show)

    def _begin(self, choice: Choice, work: Work | None, done: Callable[[Any], object]) -> None:
        if work:
            self._looked_at = choice
            work.done.connect(done)
            work.failed.connect(lambda message: self._blame(message, work.error))
            work.begin()

    def _opened_by(self, backup: Path) -> Unlocked | None:
        return self._unlocked.get(backup, self.session.office.unlocked)

    def _is_current(self) -> bool:
        """Whether what was looked into is still what is wanted; else the other one is, now."""
        if not self.isVisible():
            return False
        if self._looked_at == self._current():
            return True
        self._look()
        return False

    def _show(self, contents: Contents) -> None:
        if not self._is_current():
            return
        since = self.session.office.steps_since(contents.head)
        kept = f"现在的文件不会丢失，另存为“{self.session.office.path.stem}-恢复前-日期时间”，放在同一个文件夹。"
        self.holds.setText("\n".join([*_told(contents), _since(since), kept]))
        self.take.setEnabled(True)

    def _blame(self, message: str, error: BaseException | None) -> None:
        choice = self._current()
        if not self._is_current() or choice is None:
            return
        self.holds.setText(f"✗ {message}")
        if isinstance(error, Locked):
            self._begin(choice, self.session.caretaker.look_for_keyring(choice.path), self._ask_for_key)

    # ── a backup of another key ───────────────────────────────────────────────────────────────────

    def _ask_for_key(self, keyring: Keyring) -> None:
        """The password or the paper key of then, beneath."""
        choice = self._current()
        if not self._is_current() or choice is None:
            return
        self.holds.clear()
        self.key = BackupKey(keyring, self.session.office.who)
        self.key.unlocked.connect(lambda unlocked: self._open(choice.path, unlocked))
        self.keys.addWidget(self.key)

    def _open(self, backup: Path, unlocked: Unlocked) -> None:
        self._unlocked[backup] = unlocked
        self.table.setFocus()
        self._look()

    def _drop_key(self) -> None:
        if self.key:
            self.key.hide()
            self.key.deleteLater()
            self.key = None

    # ── doing ─────────────────────────────────────────────────────────────────────────────────────

    def _take(self) -> None:
        choice = self._current()
        if choice:
            self.wanted.emit(choice.path, self._opened_by(choice.path))

    def _pin(self) -> None:
        choice = self._current()
        if not choice or not choice.backup:
            return
        try:
            pinned = backups.pin(choice.backup, self.session.office.path.stem, pinned=not choice.backup.pinned)
        except OfficeError as error:
            self.session.failed.emit(error.message)
            return
        self.refresh()
        self.table.choose(pinned.path)
        self._look()

    def ask_other(self) -> None:
        offered = str(first_place(self.session.office.path))
        name, _ = QFileDialog.getOpenFileName(self, "从备份恢复", offered, BACKUPS)
        if name:
            self.pick(Path(name))

    def pick(self, path: Path) -> None:
        """Put another file on the list, in front."""
        self._picked = [Choice(path, None)]
        self.refresh()
        self.table.choose(path)
        self._look()


def _told(contents: Contents) -> Iterator[str]:
    """What a backup holds, a line for each side of it."""
    township = contents.township or "（未填镇名）"
    if contents.last:
        at = datetime.fromisoformat(contents.last.at)
        made = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
        yield f"{township}，共 {contents.steps} 步；最后一步：{contents.last.name}（{contents.last.who}，{made}）"
    else:
        yield township
    yield "、".join(f"{title} {_sum(contents, tables)}" for title, tables in COUNTED.items())
    yield _quarters(contents)


def _quarters(contents: Contents) -> str:
    if not contents.quarters:
        return "还没有任何季度的登记"
    first, last = (Quarter.parse(pick(contents.quarters)).title for pick in (min, max))
    span = first if first == last else f"{first}至{last}，共 {len(contents.quarters)} 个季度"
    settled = sum(state in SETTLED_STATES for state in contents.quarters.values())
    return f"{span}，其中 {settled} 个已定案" if settled else span


def _sum(contents: Contents, tables: Iterable[str]) -> int:
    return sum(contents.records[table] for table in tables)


def _since(steps: int | None) -> str:
    if steps is None:
        return "现在的文件里没有这份备份的最后一步：它来自另一个文件，或者现在的文件后来恢复过。"
    return f"恢复以后，这份备份之后的 {steps} 步改动将不在文件里。" if steps else "与现在的内容相同。"


def _made(choice: Choice) -> Cell:
    return Cell(when(choice.backup.at, datetime.now())) if choice.backup else Cell("另选的文件")


_COLUMNS = (
    ListColumn("做于", _made, 22, key=lambda choice: choice.backup.number if choice.backup else 0),
    ListColumn("序号", lambda choice: Cell(str(choice.backup.number) if choice.backup else ""), 6, numeric=True),
    ListColumn("一直保留", lambda choice: Cell("✓" if choice.backup and choice.backup.pinned else ""), 9),
    ListColumn("文件夹", lambda choice: Cell(str(choice.path.parent), tip=str(choice.path)), 30),
)
