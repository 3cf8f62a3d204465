"""every form of 200 people's quarter ÷ the same text drawn straight on a reportlab canvas (aim ≤ 1.5)

As tests.bench.sheets, all forms together. `python -m tests.bench.forms` shows each by itself: pages, how many of them
it makes in a second, and how that compares.
"""

import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gridapp.office import Office
from gridapp.prints import FORMS, choices
from gridapp.prints.choice import Choice
from gridapp.prints.form import Form
from gridapp.prints.pdf import write
from tests.bench import drawn
from tests.bench.measure import once
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build

CHOSEN = "GRIDAPP_BENCH_FORM"
"""The environment's name of the only form that is measured."""
RUNS = 3
Job = tuple[Form[Any], Any, Choice]
"""A form, what it is printed of, and what of that."""


def jobs(folder: Path) -> Iterator[Job]:
    """Everything read and scored. What nobody owes in the full quarter is that of the next, of which nothing is typed;
    notices nobody gets are left out."""
    with Office.open(folder / "office.db") as office:
        for form in FORMS:
            if os.environ.get(CHOSEN, form.name) != form.name:
                continue
            for quarter in (LAST, LAST.shift(1)):
                chosen = [(form, form.read(office, choice), choice) for choice in choices(office, form, quarter)]
                if any(form.make(subject, choice) for form, subject, choice in chosen):
                    yield from chosen
                    break


def prepare(folder: Path) -> None:
    if not (folder / "office.db").exists():
        build(folder / "office.db", size(200))
    made = [document for form, subject, choice in jobs(folder) for document in form.make(subject, choice)]
    drawn.keep(made, folder / "drawn.json")


def ours(folder: Path) -> Work:
    read = list(jobs(folder))

    def work() -> None:
        for form, subject, choice in read:
            write(form.make(subject, choice), folder / "ours.pdf", title=form.name, author="某镇")

    return work


def limit(folder: Path) -> Work:
    pages = drawn.read(folder / "drawn.json")
    return lambda: drawn.draw(pages, folder / "limit.pdf")


def main() -> None:
    print(" pages  pages/s  canvas  ours ÷ canvas")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for form in FORMS:
            os.environ[CHOSEN] = form.name
            once("tests.bench.forms", "prepare", folder)
            pages = len(drawn.read(folder / "drawn.json"))
            if pages:
                pairs = [
                    (once("tests.bench.forms", "ours", folder), once("tests.bench.forms", "limit", folder))
                    for _ in range(RUNS)
                ]
                ours, limit = (statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1))
                print(
                    f"{pages:6} {pages / ours:8.0f} {pages / limit:7.0f} {ours / limit:8.2f}       {form.name}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
