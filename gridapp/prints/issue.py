"""Forms out of the house: onto paper or into files, what of it is a reprint, and what is remembered of it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from gridapp.accounts import EXPORT, NUMBERS
from gridapp.errors import UnusableFile
from gridapp.model import PRINTED, Printed
from gridapp.office import Office
from gridapp.prints import fonts
from gridapp.prints.blocks import Document, Merge, Table, texts
from gridapp.prints.form import Sheaf

ON_PAPER, AS_PDF, AS_BOOK = PRINTED
ENDINGS = {AS_PDF: ".pdf", AS_BOOK: ".xlsx"}


def save(made: Sequence[Sheaf], folder: Path, how: str = AS_PDF) -> Iterator[tuple[Sheaf, Path]]:
    """Write each form into a folder, as a PDF or a workbook, yielding every form with its file when it is there.

    Raises MissingGlyphs before anything is written, and UnusableFile.
    """
    from gridapp.prints.pdf import replace

    fonts.check(text for sheaf in made for document in sheaf.documents for text in texts(document))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFile(f"无法建立文件夹“{folder}”，请换一个位置") from error
    for sheaf in made:
        file = folder / f"{sheaf.stem}{ENDINGS[how]}"
        replace(file, sheaf.draw().content if how == AS_PDF else sheaf.workbook())
        yield sheaf, file


def joined(made: Sequence[Sheaf], told: Callable[[int], None]) -> bytes:
    """All forms one after the other in one PDF, its outline by form, village and worker.

    `told` hears how many documents are done. Raises MissingGlyphs before anything is drawn.
    """
    from gridapp.prints.pdf import render

    documents = [document for sheaf in made for document in sheaf.documents]
    parts = [sheaf.form.name for sheaf in made for _ in sheaf.documents]
    first = made[0]
    title = first.choice.about(first.form.asks)
    return render(documents, title=title, author=first.author, parts=parts, told=told).content


def remember(office: Office, made: Sequence[Sheaf], how: str, copies: int = 1) -> None:
    """Write down that these went out. Raises NotSaved."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    office.record_prints(
        [
            Printed(
                at=at,
                who=office.who,
                how=how,
                form=sheaf.form.name,
                about=sheaf.choice.about(sheaf.form.asks),
                number=document.number,
                digest=document.digest,
                copies=copies,
                choice=_json(sheaf.choice),
                figures="" if document.final or not document.digest else _json(rows_of(document)),
            )
            for sheaf in made
            for document in sheaf.documents
        ]
    )
    for sheaf in made:
        if sheaf.choice.is_whole(sheaf.form.asks):
            office.record_access(NUMBERS, f"{sheaf.title}，{how}")
        if how == AS_BOOK:
            office.record_access(EXPORT, f"{sheaf.title}，{how}")


def _json(thing: object) -> str:
    return msgspec.json.encode(thing).decode()


def rows_of(document: Document) -> list[list[list[str]]]:
    """The tables of a document as they are read: each a list of rows, the first of them the columns' heads."""
    return [
        [
            [column.head for column in table.columns],
            *(
                ["" if isinstance(entry, Merge) else str(entry) for entry in row]
                for row in (*table.rows, *table.totals)
            ),
        ]
        for table in document.blocks
        if isinstance(table, Table)
    ]
