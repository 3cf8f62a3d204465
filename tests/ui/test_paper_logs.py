"""The blank logs against the screens that type them in: the same boxes, in the same order, with the same numbers."""

from collections.abc import Sequence
from datetime import date

from gridapp.office import Office
from gridapp.periods import Week
from gridapp.prints.logs import entries, report, services, week
from gridapp.prints.logs.log import Box
from gridapp.scoring.policy import Policy
from tests.offices import ZHANG, full_quarter, meeting
from ui.pages.meeting_roll import Roll
from ui.pages.week import WeekPage
from ui.session import Session
from ui.widgets.details import DetailEditor
from ui.widgets.duty_cells import Place
from ui.widgets.findings import FindingEditor


def labels(boxes: Sequence[Box]) -> list[str]:
    """As they stand on paper: ①排查, ②…"""
    return [box.label for box in boxes]


def numbered(titles: Sequence[str]) -> list[str]:
    """The screen's columns as a person would count them."""
    return [f"{'①②③④⑤⑥⑦⑧⑨⑩'[place]}{title}" for place, title in enumerate(titles)]


def policy(session: Session) -> Policy:
    return session.office.policy(session.quarter)


def test_the_weekly_sheet_and_the_page_of_the_week(session: Session) -> None:
    page = WeekPage(session)
    typed = [column.title for column in page.model.columns if column.title not in ("网格员", "本周扣分")]

    assert labels(week.week_boxes(policy(session))) == numbered(typed)


def test_the_logs_of_entries_and_the_form_behind_a_count(session: Session) -> None:
    duties = {"排查": entries.DISPUTES, "居民走访": entries.VISITS, "民情日志": entries.DIARY}
    for duty, log in duties.items():
        editor = DetailEditor(session, policy(session), Place(ZHANG, duty, Week(date(2019, 4, 1))), "张三")

        titles = [field.column.title for field in editor.form.fields.values()]
        assert labels(entries.entry_boxes(log, policy(session))) == numbered(titles)


def test_the_log_of_services_and_the_form_of_the_item(session: Session) -> None:
    item = services.item_of(policy(session))
    assert item
    editor = FindingEditor(session, policy(session), item, session.quarter)

    who, *titles = [field.column.title for field in editor.form.fields.values()]
    assert who == "网格员"
    assert labels(services.service_boxes(policy(session))) == numbered(titles)


def test_the_report_and_the_roll_of_a_meeting(session: Session, office: Office) -> None:
    office.change("会议", save=[*full_quarter(session.quarter), *meeting("H1", date(2019, 5, 8))])
    roll = Roll(session, policy(session))

    who, *titles = [column.title for column in roll.model.columns]
    assert who == "网格员"
    assert labels(report.report_boxes(policy(session))) == numbered(titles)
