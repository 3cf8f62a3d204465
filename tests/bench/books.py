"""every form of 200 people's quarter as a workbook ÷ bare openpyxl writing the same cells

Ours runs from the documents to the bytes: measured texts, styles, merged cells, formulas, print settings. The limit
writes the same values, a sheet for each document, and nothing else.
"""

import io
import json
from pathlib import Path

from openpyxl import Workbook

from gridapp.prints.blocks import Document, Figure
from gridapp.prints.spread import spread
from gridapp.prints.workbook import workbook
from tests.bench.forms import jobs
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build

Sheet = list[list[str | float | None]]


def books(folder: Path) -> list[list[Document]]:
    """The documents of each form."""
    return [form.make(subject, choice) for form, subject, choice in jobs(folder)]


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(200))
    cells = [[_cells(document) for document in documents] for documents in books(folder)]
    (folder / "cells.json").write_text(json.dumps(cells, ensure_ascii=False), encoding="utf-8")


def _cells(document: Document) -> Sheet:
    laid = spread(document)
    rows: Sheet = [[None] * len(laid.widths) for _ in laid.heights]
    for placed in laid.cells:
        what = placed.content
        value = placed.formula or what.value / 10**what.places if isinstance(what, Figure) else what
        rows[placed.top][placed.left] = value or None
    return rows


def ours(folder: Path) -> Work:
    made = books(folder)
    return lambda: [workbook(documents, title="表", author="某镇") for documents in made]


def limit(folder: Path) -> Work:
    made = json.loads((folder / "cells.json").read_text(encoding="utf-8"))

    def work() -> None:
        for sheets in made:
            book = Workbook(write_only=True)
            for rows in sheets:
                page = book.create_sheet()
                for row in rows:
                    page.append(row)
            book.save(io.BytesIO())

    return work
