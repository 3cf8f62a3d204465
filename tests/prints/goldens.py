"""How the forms of one quarter should look: PDFs in tests/golden, looked at by a person when they were made.

`.venv/bin/python -m tests.prints.goldens` makes them anew. Look at every page before you keep them.
"""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from gridapp.prints import FORMS, Form
from gridapp.prints.blocks import Document
from gridapp.prints.paper_key import NAME, PaperKey, paper_key_sheet
from gridapp.prints.pdf import write
from gridapp.prints.subjects import quarter_past, quarter_result, roster_paper, year_paper
from gridapp.rulings import YearDecision
from tests.prints.papers import HELPERS, OPEN, SCORED, cast, documents
from tests.prints.quarters import DAY, mixed, with_past

YEAR = {
    "places": (msgspec.structs.replace(SCORED, corrected=True), None, SCORED, OPEN),
    "decision": YearDecision(2019, "", "续用", "群众满意，年度考评合格", "周建民", DAY),
}
"""Whose year has a correction, a quarter out of post, one that is open, and a decision."""
PAPER_KEY = PaperKey(
    "7K2M-Q0RT-9XVB-3HDE-W6NC-5PJA-81ZG", "青川镇", "青川镇网格员考核台账.gridapp", date(2026, 3, 2), encrypted=True
)
FOLDER = Path(__file__).parent.parent / "golden"


def sample(form: Form[Any]) -> list[Document]:
    """A result of the small township with something of everything; any other form of a few people."""
    if form.read is quarter_result:
        return form.documents(mixed())
    if form.read is quarter_past:
        return form.documents(with_past(mixed()))
    if form.read is year_paper:
        return documents(form, *cast(), **YEAR)
    return documents(form, *cast(), **({"helpers": HELPERS} if form.read is roster_paper else {}))


def make(form: Form[Any], folder: Path) -> Path:
    """One form as a file."""
    path = folder / f"{form.make.__name__}.pdf"
    write(sample(form), path, title=form.name, author="青川镇")
    return path


def make_paper_key(folder: Path) -> Path:
    """应急密钥单, which is none of the forms that are listed."""
    path = folder / "paper_key_sheet.pdf"
    write([paper_key_sheet(PAPER_KEY)], path, title=NAME, author="青川镇")
    return path


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    print(make_paper_key(FOLDER))
    for each in FORMS:
        print(make(each, FOLDER))
