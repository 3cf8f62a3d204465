"""What the office prints: A4 PDFs with embedded fonts, set by a small layout of our own (DESIGN, rooms).

Another form is one file here and one line in FORMS.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gridapp.errors import OfficeError, UnusableFile
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.prints import analysis, fonts, publication, score_sheet, subsidy, summary
from gridapp.prints.blocks import Paper, texts
from gridapp.prints.choice import Ask, Choice
from gridapp.prints.form import Form, Group, Sheaf, Unprintable
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
    ),
)


def print_forms(office: Office, quarter: Quarter, folder: Path, forms: Sequence[str] | None = None) -> list[Path]:
    """Write the forms of a quarter into a folder, a PDF each, and return the files.

    Without `forms` all that the quarter has, but for those that can't be printed yet; asked for by name such a one
    raises Unprintable instead. Raises OfficeError for an unknown name and when nobody was in post, MissingGlyphs
    before anything is written, and UnusableFile.
    """
    if forms is None:
        made, _ = sheaves(office, Choice(quarter))
    else:
        day = min(date.today(), quarter.span.last)
        made = [form.sheaf(office, Choice(quarter, day=day, year=quarter.year)) for form in _named(forms)]
    return list(save(made, folder))


def sheaves(office: Office, choice: Choice) -> tuple[list[Sheaf], list[Form[Any]]]:
    """Every form of a quarter, nothing drawn yet; and those that can't be printed now. Raises OfficeError."""
    made: list[Sheaf] = []
    left_out = []
    for form in FORMS:
        if form.of_quarter:
            try:
                made.append(form.sheaf(office, choice))
            except Unprintable:
                left_out.append(form)
    return made, left_out


def save(made: Sequence[Sheaf], folder: Path) -> Iterator[Path]:
    """Write each form into a folder as a PDF, yielding every file when it is there.

    Raises MissingGlyphs before anything is written, and UnusableFile.
    """
    from gridapp.prints.pdf import replace

    fonts.check(text for sheaf in made for document in sheaf.documents for text in texts(document))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFile(f"无法建立文件夹“{folder}”，请换一个位置") from error
    for sheaf in made:
        file = folder / f"{sheaf.stem}.pdf"
        replace(file, sheaf.pdf())
        yield file


def _named(names: Sequence[str]) -> list[Form[Any]]:
    known = {form.name: form for form in FORMS}
    for name in names:
        if name not in known:
            raise OfficeError(f"没有名为“{name}”的表，可打印的有：{'、'.join(known)}")
    return [known[name] for name in dict.fromkeys(names)]
