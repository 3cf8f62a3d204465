"""The pages of the window, each loaded when it is first looked at. Another page is one file here and one line below."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.pages.page import Page
    from ui.session import Session


class Entry(NamedTuple):
    """A line of the navigation: its words, and where its page is."""

    title: str
    module: str
    page: str


PAGES = (
    Entry("首页", "ui.pages.home", "HomePage"),
    Entry("名册", "ui.pages.roster", "RosterPage"),
    Entry("登记 · 按周", "ui.pages.week", "WeekPage"),
    Entry("登记 · 按项", "ui.pages.item", "ItemPage"),
    Entry("会议", "ui.pages.meetings", "MeetingsPage"),
    Entry("满意度", "ui.pages.ballots", "BallotsPage"),
    Entry("考核", "ui.pages.assessment", "AssessmentPage"),
    Entry("补贴", "ui.pages.pay", "PayPage"),
    Entry("打印", "ui.pages.printing", "PrintingPage"),
    Entry("年度", "ui.pages.year", "YearPage"),
    Entry("设置", "ui.pages.settings", "SettingsPage"),
)


def make(entry: Entry, session: "Session") -> "Page":
    """The page of a navigation entry."""
    page: Page = getattr(import_module(entry.module), entry.page)(session)
    return page
