"""设置: the township and who signs, forms, subsidy standards, holidays, the policy, the quarter, the looks, about."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QTabWidget

from gridapp.office import Event
from ui.pages.page import Page
from ui.pages.settings_accesses import AccessesPart
from ui.pages.settings_accounts import AccountsPart
from ui.pages.settings_backups import BackupsPart
from ui.pages.settings_encryption import EncryptionPart
from ui.pages.settings_holidays import HolidaysPart
from ui.pages.settings_lock import LockPart
from ui.pages.settings_office import PolicyPart, QuarterPart, TownshipPart
from ui.pages.settings_part import Part
from ui.pages.settings_prints import PrintsPart
from ui.pages.settings_program import AboutPart, LooksPart
from ui.pages.settings_removed import RemovedPart
from ui.pages.settings_standards import StandardsPart
from ui.pages.ways import BACKUPS, ENCRYPTION, PEOPLE
from ui.session import Session


class Tab(NamedTuple):
    """One part of the settings: its words, and what shows it."""

    title: str
    part: Callable[[Session], Part]


TABS = (
    Tab("镇与签字人", TownshipPart),
    Tab("打印", PrintsPart),
    Tab("补贴标准", StandardsPart),
    Tab("节假日", HolidaysPart),
    Tab("本季度", QuarterPart),
    Tab("考核办法", PolicyPart),
    Tab("回收站", RemovedPart),
    Tab(BACKUPS, BackupsPart),
    Tab(PEOPLE, AccountsPart),
    Tab(ENCRYPTION, EncryptionPart),
    Tab("使用记录", AccessesPart),
    Tab("锁定", LockPart),
    Tab("显示与按键", LooksPart),
    Tab("关于", AboutPart),
)


class SettingsPage(Page):
    """The parts as tabs; Ctrl+Tab goes from one to the next."""

    title = "设置"
    needs_quarter = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("设置的各部分")
        self.tabs.tabBar().setAccessibleName("设置的各部分")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for tab in TABS:
            self.tabs.addTab(tab.part(session), tab.title)
        self.tabs.currentChanged.connect(lambda _: self.refresh())
        self.body.addWidget(self.tabs, 1)

    def refresh(self, event: Event | None = None) -> None:
        self.part().refresh(event)

    def part(self) -> Part:
        """The part in front."""
        part = self.tabs.currentWidget()
        assert isinstance(part, Part)
        return part

    def point_at(self, target: object) -> None:
        """Bring the part of that title to the front."""
        titles = [tab.title for tab in TABS]
        if target in titles:
            self.tabs.setCurrentIndex(titles.index(str(target)))
