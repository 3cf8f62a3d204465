"""What the office prints: A4 PDFs with embedded fonts, set by a small layout of our own (DESIGN, rooms).

Another form is one file here and one line in FORMS.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from gridapp.errors import OfficeError, UnusableFile
from gridapp.office import Office, QuarterView
from gridapp.periods import Quarter
from gridapp.prints import fonts, publication, score_sheet, subsidy, summary, wording
from gridapp.prints.blocks import Document, Paper, texts


class Form(NamedTuple):
    """A printed form: its name, its paper, what it is, and how it comes from a quarter."""

    name: str
    paper: Paper
    what: str
    documents: Callable[[QuarterView], list[Document]]


FORMS = (
    Form(score_sheet.NAME, Paper.PORTRAIT, "每名网格员一张：各项目、每次扣分、总分和等次", score_sheet.score_sheets),
    Form(summary.NAME, Paper.LANDSCAPE, "全镇一览：各项得分、总分、名次、等次", summary.summaries),
    Form(publication.NAME, Paper.PORTRAIT, "张贴用：总分、等次和异议办法", publication.publications),
    Form(subsidy.NAME, Paper.LANDSCAPE, "领款签字用：应发、扣发、奖励、实发", subsidy.pay_tables),
)


def print_forms(office: Office, quarter: Quarter, folder: Path, forms: Sequence[str] | None = None) -> list[Path]:
    """Write the forms of a quarter into a folder, a PDF each, and return the files.

    Without `forms` all of them, but for the pay-out table while its money is open; asked for by name it
    raises StillOpen instead. Raises OfficeError for an unknown name and when nobody was in post,
    MissingGlyphs before anything is written, and UnusableFile.
    """
    view = office.view(quarter)
    return list(save_forms(view, documents(view, forms), folder))


def save_forms(view: QuarterView, made: Mapping[str, list[Document]], folder: Path) -> Iterator[Path]:
    """Write the documents of each form into a folder, a PDF each, yielding every file when it is there.

    Raises MissingGlyphs before anything is written, and UnusableFile.
    """
    from gridapp.prints.pdf import replace

    fonts.check(text for papers in made.values() for document in papers for text in texts(document))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFile(f"无法建立文件夹“{folder}”，请换一个位置") from error
    for name, papers in made.items():
        file = folder / file_name(view, name)
        replace(file, as_pdf(view, name, papers))
        yield file


def as_pdf(view: QuarterView, name: str, papers: Sequence[Document]) -> bytes:
    """The documents of one form as the bytes of a PDF. Raises MissingGlyphs."""
    from gridapp.prints.pdf import render

    title = f"{name}（{wording.quarter_of(view).title}）"
    return render(papers, title=title, author=wording.unit(view)).content


def file_name(view: QuarterView, name: str) -> str:
    """What the file of a form is called: 2019Q3-考核汇总表.pdf."""
    return f"{view.result.quarter}-{name}.pdf"


def documents(view: QuarterView, names: Sequence[str] | None = None) -> dict[str, list[Document]]:
    """The documents by the name of their form, nothing drawn yet; which forms and what is raised as for print_forms."""
    if not view.result.people:
        raise OfficeError(f"{wording.quarter_of(view).title}没有在岗的网格员，没有可打印的表")
    made = {}
    for form in _forms(names):
        try:
            made[form.name] = form.documents(view)
        except subsidy.StillOpen:
            if names is not None:
                raise
    return made


def _forms(names: Sequence[str] | None) -> list[Form]:
    known = {form.name: form for form in FORMS}
    for name in names or ():
        if name not in known:
            raise OfficeError(f"没有名为“{name}”的表，可打印的有：{'、'.join(known)}")
    return list(FORMS) if names is None else [known[name] for name in names]
