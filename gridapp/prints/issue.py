"""Forms out of the house: into files, a form each or all in one."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from gridapp.errors import UnusableFile
from gridapp.prints import fonts
from gridapp.prints.blocks import texts
from gridapp.prints.form import Sheaf


def save(made: Sequence[Sheaf], folder: Path, ending: str = ".pdf") -> Iterator[Path]:
    """Write each form into a folder, as a PDF or (“.xlsx”) a workbook, yielding every file when it is there.

    Raises MissingGlyphs before anything is written, and UnusableFile.
    """
    from gridapp.prints.pdf import replace

    fonts.check(text for sheaf in made for document in sheaf.documents for text in texts(document))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnusableFile(f"无法建立文件夹“{folder}”，请换一个位置") from error
    for sheaf in made:
        file = folder / f"{sheaf.stem}{ending}"
        replace(file, sheaf.pdf() if ending == ".pdf" else sheaf.workbook())
        yield file


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
