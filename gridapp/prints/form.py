"""What a printed form is, and what it comes to for one choice. The list of all forms is prints.FORMS."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import msgspec

from gridapp.errors import OfficeError
from gridapp.office import Office
from gridapp.prints import wording
from gridapp.prints.blocks import Document, Paper
from gridapp.prints.choice import ALL, Ask, Choice
from gridapp.prints.subjects import Subject
from gridapp.prints.wishes import as_wished

if TYPE_CHECKING:
    from gridapp.prints.pdf import Pdf

S = TypeVar("S", bound=Subject)


class Unprintable(OfficeError):
    """A form that cannot be printed now: something is still open, or there is nothing to put on it."""


class Nothing(Unprintable):
    """A form that has nothing on it, such as a list of what is missing when nothing is."""


class Group(Enum):
    """The heading that a form stands under in the list."""

    ASSESSMENT = "考核"
    MEETING = "会议"
    SATISFACTION = "满意度"
    ROSTER = "名册"
    BLANK = "空白表"
    YEAR = "年度"


class Form(NamedTuple, Generic[S]):
    """A printed form: its name, its paper, what it is, its place in the list, and how it comes to be.

    `read` fetches from the office what it is printed of (one of prints.subjects); `make` sets that on paper, needs no
    office any more, and looks only at what of the choice the form `asks`. Who signs
    a `signed` one is a setting of the office.
    """

    name: str
    paper: Paper
    what: str
    group: Group
    asks: frozenset[Ask]
    read: Callable[[Office, Choice], S]
    make: Callable[[S, Choice], list[Document]]
    signed: bool = True

    @property
    def of_quarter(self) -> bool:
        """Whether it belongs to what is printed of a quarter as a whole."""
        return Ask.QUARTER in self.asks and self.group is not Group.BLANK

    def documents(self, subject: S, choice: Choice = ALL) -> list[Document]:
        """Its documents, nothing drawn yet. Raises Unprintable."""
        return [as_wished(document, self.name, subject.office) for document in self.make(subject, choice)]

    def sheaf(self, office: Office, choice: Choice) -> "Sheaf":
        """Read what the form is printed of, and set it. Raises OfficeError; Unprintable while it cannot be."""
        if choice.is_whole(self.asks):
            office.must_see_whole()
        subject = self.read(office, choice)
        documents = tuple(self.documents(subject, choice))
        if Ask.QUARTER in self.asks:
            times = office.times_printed(document.number for document in documents if document.final)
            documents = tuple(_told_from_the_first(document, times) for document in documents)
        named = choice.about(self.asks)
        if not documents:
            raise Nothing(f"{self.name}{named and f'（{named}）'}没有可打印的内容")
        return Sheaf(self, choice, wording.unit(subject), documents)


def _told_from_the_first(document: Document, times: Mapping[tuple[str, str], int]) -> Document:
    """A reprint says that it is one, and the how many-th; whatever else is on it stays the same."""
    printed = times.get((document.number, document.digest), 0) if document.final else 0
    return msgspec.structs.replace(document, reprint=printed) if printed else document


class Sheaf(NamedTuple):
    """One form for one choice, ready to be drawn. `author` is the office."""

    form: Form[Any]
    choice: Choice
    author: str
    documents: tuple[Document, ...]

    @property
    def title(self) -> str:
        """考核汇总表（2019年第三季度）"""
        named = self.choice.about(self.form.asks)
        return f"{self.form.name}（{named}）" if named else self.form.name

    @property
    def stem(self) -> str:
        """What its file is called, without the ending: 2019Q3-考核汇总表."""
        return "-".join(
            filter(None, (self.choice.key(self.form.asks), self.form.name, self.choice.part(self.form.asks)))
        )

    def draw(self) -> "Pdf":
        """Its PDF. Raises MissingGlyphs."""
        from gridapp.prints.pdf import render

        return render(self.documents, title=self.title, author=self.author)

    def workbook(self) -> bytes:
        """The bytes of its workbook. Raises MissingGlyphs."""
        from gridapp.prints.workbook import workbook

        return workbook(self.documents, title=self.title, author=self.author)
