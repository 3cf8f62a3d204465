"""importing 5,000 workers' quarter, audit included ÷ a bare openpyxl read-only pass over the file (aim ≤ 2)"""

from pathlib import Path

from openpyxl import load_workbook

from gridapp.office import Office
from gridapp.workbook.importing import carry_out, plan_import
from gridapp.workbook.reading import read_book
from gridapp.workbook.writing import write_book
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build


def prepare(folder: Path) -> None:
    build(folder / "full.db", size(5000))
    with Office.open(folder / "full.db") as office:
        write_book(office, folder / "book.xlsx")


def ours(folder: Path) -> Work:
    (folder / "empty.db").unlink(missing_ok=True)
    office = Office.create(folder / "empty.db")

    def work() -> None:
        plan = plan_import(office, read_book(folder / "book.xlsx"))
        if plan.problems:
            raise ValueError(plan.problems[0])
        carry_out(office, plan, "book.xlsx")

    return work


def limit(folder: Path) -> Work:
    def work() -> None:
        book = load_workbook(folder / "book.xlsx", read_only=True, data_only=True)
        for sheet in book.worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass

    return work
