"""What the office prints: A4 PDFs with embedded fonts, set by a small layout of our own (DESIGN, rooms).

Another form is one file here and one line in FORMS.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gridapp.errors import OfficeError
from gridapp.model import Meeting
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.prints import (
    analysis,
    attendance_summary,
    ballot_paper,
    ballot_tally,
    chase_list,
    correction_sheet,
    notices,
    publication,
    score_sheet,
    sign_in,
    staffing_list,
    subsidy,
    summary,
    worker_list,
    year_summary,
)
from gridapp.prints.blocks import Paper
from gridapp.prints.choice import Ask, Choice
from gridapp.prints.form import Form, Group, Nothing, Sheaf, Unprintable
from gridapp.prints.issue import AS_PDF, remember, save
from gridapp.prints.logs import entries, report, services, week
from gridapp.prints.subjects import quarter_past, quarter_result

_OF_QUARTER = frozenset({Ask.QUARTER})
_OF_PEOPLE = frozenset({Ask.QUARTER, Ask.VILLAGE, Ask.PEOPLE})
_OF_MONEY = frozenset({Ask.QUARTER, Ask.ACCOUNTS})

FORMS: tuple[Form[Any], ...] = (
    Form(
        score_sheet.NAME,
        Paper.PORTRAIT,
        "每名网格员一张：各项目、每次扣分、总分和等次",
        Group.ASSESSMENT,
        _OF_PEOPLE,
        quarter_result,
        score_sheet.score_sheets,
    ),
    Form(
        summary.NAME,
        Paper.LANDSCAPE,
        "全镇一览：各项得分、总分、名次、等次",
        Group.ASSESSMENT,
        _OF_QUARTER,
        quarter_result,
        summary.summaries,
    ),
    Form(
        publication.NAME,
        Paper.PORTRAIT,
        "张贴用：总分、等次和异议办法",
        Group.ASSESSMENT,
        _OF_QUARTER,
        quarter_result,
        publication.publications,
        signed=False,
    ),
    Form(
        subsidy.NAME,
        Paper.LANDSCAPE,
        "领款签字用：应发、扣发、奖励、实发",
        Group.ASSESSMENT,
        _OF_MONEY,
        quarter_result,
        subsidy.pay_tables,
    ),
    Form(
        analysis.NAME,
        Paper.PORTRAIT,
        "给领导看：近八个季度、各村对比、各条款扣分",
        Group.ASSESSMENT,
        _OF_QUARTER,
        quarter_past,
        analysis.analyses,
        signed=False,
    ),
    correction_sheet.FORM,
    notices.CRITICISM_FORM,
    notices.DISMISSAL_FORM,
    chase_list.FORM,
    ballot_tally.FORM,
    sign_in.FORM,
    attendance_summary.FORM,
    worker_list.FORM,
    staffing_list.FORM,
    year_summary.FORM,
    week.FORM,
    *entries.FORMS,
    services.FORM,
    report.FORM,
    ballot_paper.FORM,
)


def print_forms(office: Office, quarter: Quarter, folder: Path, forms: Sequence[str] | None = None) -> list[Path]:
    """Write the forms of a quarter into a folder, a PDF each, remember that they went out, and return the files.

    Without `forms` all that there are, but for those that can't be printed yet; asked for by name such a one raises
    Unprintable instead. Rosters are those of the quarter's last day, or of today while it goes on; every meeting of
    the quarter has its own list. Raises OfficeError for an unknown name and when nobody was in post, MissingGlyphs
    before anything is written, and UnusableFile.
    """
    made: list[Sheaf] = []
    for form in FORMS if forms is None else _named(forms):
        for choice in choices(office, form, quarter):
            try:
                made.append(form.sheaf(office, choice))
            except Unprintable:
                if forms is not None:
                    raise
    files = []
    for sheaf, file in save(made, folder):
        remember(office, [sheaf], AS_PDF)
        files.append(file)
    return files


def choices(office: Office, form: Form[Any], quarter: Quarter) -> list[Choice]:
    """What to ask a form for to have all of a quarter."""
    day = min(date.today(), quarter.span.last)
    if Ask.MEETING in form.asks:
        held = [meeting.id for meeting in office.all(Meeting) if quarter.span.holds(meeting.day)]
        return [Choice(quarter, meeting=number) for number in held]
    return [Choice(quarter, day=day, year=quarter.year)]


def sheaves(office: Office, choice: Choice) -> tuple[list[Sheaf], list[Form[Any]]]:
    """Every form of a quarter, nothing drawn yet; and those that can't be printed now. Raises OfficeError."""
    made: list[Sheaf] = []
    left_out = []
    for form in FORMS:
        if form.of_quarter:
            try:
                made.append(form.sheaf(office, choice))
            except Nothing:
                continue
            except Unprintable:
                left_out.append(form)
    return made, left_out


def _named(names: Sequence[str]) -> list[Form[Any]]:
    known = {form.name: form for form in FORMS}
    for name in names:
        if name not in known:
            raise OfficeError(f"没有名为“{name}”的表，可打印的有：{'、'.join(known)}")
    return [known[name] for name in dict.fromkeys(names)]
