"""200 score sheets ÷ the same sheets as a workbook turned into PDF by headless LibreOffice (aim ≤ 0.125)

The workbook holds the same texts, a sheet per worker, fitted to the width of a page.
"""

import subprocess
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gridapp.prints.blocks import Aligned, Document, Merge, Pairs, Paragraph, Signatures, Table
from gridapp.prints.score_sheet import score_sheets
from tests.bench.measure import Work
from tests.bench.sheets import ours as ours  # the same work on our side
from tests.bench.sheets import view
from tests.bench.size import size
from tests.bench.township import build


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(200))
    book = Workbook()
    book.remove(book.worksheets[0])
    for document in score_sheets(view(folder)):
        _fill(book.create_sheet(document.bookmark), document)
    book.save(folder / "sheets.xlsx")
    subprocess.run([*_soffice(folder), "--terminate_after_init"], check=True, capture_output=True)


def _fill(sheet: Worksheet, document: Document) -> None:
    """The texts of a document, block by block."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.append([document.title])
    for block in document.blocks:
        match block:
            case Pairs():
                for row in block.rows:
                    sheet.append([f"{label}：{value}" for label, value in row])
            case Table():
                sheet.append([column.head for column in block.columns])
                for cells in (*block.rows, *block.totals):
                    sheet.append([_text(cell) for cell in cells])
            case Paragraph():
                sheet.append([block.text])
            case Signatures():
                sheet.append(list(block.labels))


def _text(cell: str | Aligned | Merge) -> str:
    return "" if isinstance(cell, Merge) else cell if isinstance(cell, str) else cell.text


def _soffice(folder: Path) -> list[str]:
    """LibreOffice with a profile of its own, which the first start makes."""
    return ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]


def limit(folder: Path) -> Work:
    command = [*_soffice(folder), "--convert-to", "pdf", "--outdir", str(folder), str(folder / "sheets.xlsx")]
    return lambda: subprocess.run(command, check=True, capture_output=True)
