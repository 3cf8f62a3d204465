"""every form of 20 people's quarter ÷ LibreOffice turning the same forms, our workbooks, into PDF (aim ≤ 0.125)

Ours runs from the documents to the PDF files; LibreOffice, headless and started once before, from the workbooks.
"""

import subprocess
from pathlib import Path

from gridapp.prints.pdf import write
from gridapp.prints.workbook import workbook
from tests.bench.books import books
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import build


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(20))
    for number, documents in enumerate(books(folder)):
        (folder / f"{number}.xlsx").write_bytes(workbook(documents, title="表", author="某镇"))
    subprocess.run([*_soffice(folder), "--terminate_after_init"], check=True, capture_output=True)


def _soffice(folder: Path) -> list[str]:
    """LibreOffice with a profile of its own, which the first start makes."""
    return ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]


def ours(folder: Path) -> Work:
    made = books(folder)

    def work() -> None:
        for number, documents in enumerate(made):
            write(documents, folder / f"ours{number}.pdf", title="表", author="某镇")

    return work


def limit(folder: Path) -> Work:
    files = sorted(str(file) for file in folder.glob("*.xlsx"))
    command = [*_soffice(folder), "--convert-to", "pdf", "--outdir", str(folder), *files]
    return lambda: subprocess.run(command, check=True, capture_output=True)
