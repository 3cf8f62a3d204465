"""Looks after the office's file while the window is open: its log, its backups, the clock, the room on the disk.

Nothing of it holds up the start or the keys: the log is walked in stretches between events; a backup is copied in a
moment in which nobody types, and checked in a thread.
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from gridapp import backups
from gridapp.backups import Backup, Kept
from gridapp.errors import OfficeError
from gridapp.keyring import Unlocked
from gridapp.office import ChainWalk, Event, Mark, Office
from ui import preferences
from ui.backups import newest_backup, ready_places, second_place, when
from ui.work import Report, Work

EVERY = 30 * 60_000
"""Milliseconds from the first change that no backup holds to the backup."""
QUIET = 3_000
"""Milliseconds without a change after which the file may be copied."""
AGAIN = 50
"""Milliseconds until it is looked whether the office has been given back."""
LOOK_EVERY = 60_000
"""Milliseconds between two looks at the clock, the room and the second place while records are typed."""
OLD = timedelta(days=7)
"""A second place that was not written for so long is told of."""
LITTLE_ROOM = 100_000_000
"""Bytes on the disk below which saving may fail before long."""


class About(IntEnum):
    """What a warning is about, the gravest first."""

    LOG = 0
    CLOCK = 1
    ROOM = 2
    BACKUP = 3
    SECOND = 4


class Caretaker(QObject):
    """Of one sitting. It does nothing by itself before `begin`; a backup can be asked for at any time."""

    looked = Signal()
    """What it knows has changed: the newest backup, a warning."""
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, office: Office, is_lent: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self.office = office
        self._is_lent = is_lent
        self.newest: Backup | None = newest_backup(office.path)
        self.warnings: dict[About, str] = {}
        self._walk: ChainWalk | None = None
        self._work: Work | None = None
        self._look: Work | None = None
        self._stretch, self._due, self.quiet = (self._timer(work) for work in (self._go_on, self._set_due, self._try))
        self._is_due = self._stopped = False
        self._since_look = QElapsedTimer()
        self._since_look.start()

    def _timer(self, work: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(work)
        return timer

    @property
    def busy(self) -> bool:
        """Whether the log is being walked or a backup made."""
        return self._walk is not None or self._work is not None

    def begin(self) -> None:
        """From now on see to everything; called when the window has been painted."""
        if self._stopped:
            return  # closed again before that
        if not self.office.read_only:
            for folder in {self.office.path.parent, *ready_places(self.office.path)}:
                backups.sweep(folder, self.office.path.stem)
        known = preferences.known(self.office.path)
        self._walk = self.office.walk_chain(Mark(known.change, known.hash))
        self.look_around()
        self._stretch.start(0)

    def stop(self) -> None:
        """See to nothing any more: what is under way is dropped or waited for."""
        self._stopped = True
        for timer in (self._stretch, self._due, self.quiet):
            timer.stop()
        self._walk = None
        for work in filter(None, (self._work, self._look)):
            work.cancel()
            work.wait()

    # ── the log ───────────────────────────────────────────────────────────────────────────────────

    def _go_on(self) -> None:
        if self._walk is None:
            return
        if self._is_lent():
            self._stretch.start(AGAIN)
        elif self._walk.go_on():
            self._stretch.start(0)
        else:
            walked, self._walk = self._walk, None
            self._walked(walked)

    def _walked(self, walk: ChainWalk) -> None:
        self._set(About.LOG, walk.another)
        if walk.problems:
            self._warn(
                About.LOG,
                f"有 {len(walk.problems)} 处数据与变更记录不符，可能在程序以外被改动过。请停止录入，从备份恢复。"
                "如果文件是在程序开着的时候直接复制来的，请到原来的电脑上用“备份”，不要直接复制",
            )
            return
        preferences.remember_file(self.office.path, change=walk.mark.change, hash=walk.mark.hash)
        if self.office.read_only:
            return
        known = preferences.known(self.office.path)
        if self.newest is None or known.backed_up != self.office.chain_head():
            self.back_up()

    # ── backups ───────────────────────────────────────────────────────────────────────────────────

    def changed(self, event: Event) -> None:
        """Something was saved: half an hour from the first such change there shall be a backup of it."""
        if not self._is_due and not self._due.isActive():
            self._due.start(EVERY)
        if self._is_due:
            self.quiet.start(QUIET)
        if self._since_look.hasExpired(LOOK_EVERY):
            self.look_around()

    def _set_due(self) -> None:
        self._is_due = True
        self.quiet.start(QUIET)

    def _try(self) -> None:
        if self._is_lent() or self._work:
            self.quiet.start(QUIET)
        else:
            self.back_up()

    def back_up(self, folder: Path | None = None, *, asked: bool = False) -> Work | None:
        """Make a backup in the places that are set, or in this folder; None when it can't be begun, and why is said."""
        if self._is_lent() or self._work:
            self.failed.emit("还有工作正在进行，请等它完成再备份")
            return None
        places = [folder] if folder else ready_places(self.office.path)
        try:
            made = self.office.draft_backup()
        except OfficeError as error:
            self._not_backed_up(error.message, asked=asked)
            return None
        if folder:
            self.office.record_export("备份", folder)
        self._is_due = False
        self._due.stop()
        work = self._work = Work("备份", lambda report: backups.keep(made, places, datetime.now(), report), self)
        work.ended.connect(self._ended)
        work.done.connect(lambda kept: self._backed_up(kept, made.contents.head, asked=asked))
        work.failed.connect(lambda message: self._not_backed_up(message, asked=asked))
        work.begin()
        return work

    def _ended(self) -> None:
        self._work = None

    def look_into(self, backup: Path, unlocked: Unlocked | None) -> Work | None:
        """See what a backup holds (Contents), once it is begun; None while another is looked into."""
        near = self.office.path
        return self._looking(lambda report: backups.look_into(backup, near, unlocked))

    def look_for_keyring(self, backup: Path) -> Work | None:
        """The same for whose passwords an encrypted backup opens by (Keyring)."""
        near = self.office.path
        return self._looking(lambda report: backups.keyring_of(backup, near))

    def _looking(self, job: Callable[[Report], object]) -> Work | None:
        if self._look:
            return None
        work = self._look = Work("查看备份", job, self)
        work.ended.connect(self._looked_into)
        return work

    def _looked_into(self) -> None:
        self._look = None

    def _backed_up(self, kept: Kept, head: str, *, asked: bool) -> None:
        preferences.remember_file(self.office.path, backup=str(kept.backups[0].path), backed_up=head)
        if self._stopped:
            return  # the office may be closed by now
        self.warnings.pop(About.BACKUP, None)
        self.newest = newest_backup(self.office.path)
        if kept.warnings:
            self.warnings[About.BACKUP] = "；".join(kept.warnings)
        if asked:
            self.told.emit(f"已备份到 {'、'.join(str(backup.path) for backup in kept.backups)}")
        self.look_around()

    def _not_backed_up(self, message: str, *, asked: bool) -> None:
        if self._stopped:
            return
        if asked:
            self.failed.emit(message)
        last = f"最近一次备份：{when(self.newest.at, datetime.now())}" if self.newest else "还没有备份"
        self._warn(About.BACKUP, f"备份没有成功：{message}。{last}")
        if not self._due.isActive():
            self._due.start(EVERY)

    # ── the clock, the room, the second place ─────────────────────────────────────────────────────

    def look_around(self) -> None:
        """See to the clock, the room on the disk and the second place."""
        self._since_look.start()
        now = datetime.now()
        self._set(About.CLOCK, backups.clock_problem(now, self._witnesses()))
        self._set(About.ROOM, "" if self.office.read_only else _room_problem(self.office.path))
        self._set(About.SECOND, _second_problem(self.office.path, now))
        self.looked.emit()

    def _witnesses(self) -> Sequence[datetime]:
        """Times that are past for certain."""
        step = self.office.last_step()
        return [step] if step else []

    def _warn(self, about: About, text: str) -> None:
        self._set(about, text)
        self.looked.emit()

    def _set(self, about: About, text: str) -> None:
        self.warnings.pop(about, None)
        if text:
            self.warnings[about] = text


def _room_problem(path: Path) -> str:
    free = shutil.disk_usage(path.parent).free
    if free >= LITTLE_ROOM:
        return ""
    return f"磁盘快满了，只剩 {free // 1_000_000} MB：再满就不能保存，请腾出空间"


def _second_problem(path: Path, now: datetime) -> str:
    place = second_place()
    if place is None:
        return ""
    newest = backups.newest(backups.found(place, path.stem))
    if newest and now - newest.at < OLD:
        return ""
    if newest:
        return f"{place} 中的备份已是 {when(newest.at, now)}的：请现在备份"
    return f"{place} 中没有备份：请插好 U 盘，现在备份" if not place.is_dir() else ""
