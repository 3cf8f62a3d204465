"""How the forms of one quarter should look: PDFs in tests/golden, looked at by a person when they were made.

`.venv/bin/python -m tests.prints.goldens` makes them anew. Look at every page before you keep them.
"""

from pathlib import Path
from typing import Any

from gridapp.prints import FORMS, Form
from gridapp.prints.pdf import write
from gridapp.prints.subjects import quarter_past
from tests.prints.quarters import mixed, with_past

FOLDER = Path(__file__).parent.parent / "golden"


def make(form: Form[Any], folder: Path) -> Path:
    """One form of the small township with something of everything."""
    path = folder / f"{form.make.__name__}.pdf"
    quarter = mixed()
    write(
        form.documents(with_past(quarter) if form.read is quarter_past else quarter),
        path,
        title=form.name,
        author="青川镇",
    )
    return path


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in FORMS:
        print(make(each, FOLDER))
