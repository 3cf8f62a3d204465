"""核验: a printed sheet held against the record by its number and the digest of its figures."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from enum import Enum
from typing import NamedTuple

import msgspec

from gridapp.errors import OfficeError
from gridapp.model import Printed
from gridapp.names import without_invisible
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.prints import FORMS
from gridapp.prints.blocks import Document
from gridapp.prints.choice import Choice
from gridapp.prints.issue import rows_of

_DIGEST = re.compile(r"[0-9A-F]{16}")
_QUARTER = re.compile(r"\d{4}Q[1-4]")


class Verdict(Enum):
    """What comes of it, in a sentence for the clerk."""

    AGREES = "与现在的记录一致"
    OPEN = "没有输入校验码：请把纸上的数字与下面的逐项核对"
    CHANGED = "打印之后记录有了改动，纸上的已不是现在的数字"
    FOREIGN = "校验码与记录不符：纸上的数字不是按本单位的记录打印的，或被改动过"


class Answer(NamedTuple):
    """What the record says of a sheet. `present` is the document as it would be printed now, None if it can't be.

    `printed` is what went out under its number, newest first; `differences` are the figures that are others now.
    """

    number: str
    verdict: Verdict
    form: str
    about: str
    present: Document | None
    printed: tuple[Printed, ...]
    differences: tuple[str, ...] = ()


def verify(office: Office, text: str) -> Answer:
    """Hold a sheet against the record: `text` is what its QR code says, or its number alone.

    Raises OfficeError when there is nothing of that number.
    """
    number, digest = _read(text)
    printed = tuple(office.prints(number))
    form, about, present = _present(office, number, printed)
    if present is None and not printed:
        raise OfficeError(f"记录里没有编号为“{number}”的表，请对照表的左下角核对编号")
    told = next((each for each in printed if each.digest == digest), None)
    if not digest:
        verdict = Verdict.OPEN
    elif present and present.digest == digest:
        verdict = Verdict.AGREES
    else:
        verdict = Verdict.CHANGED if told else Verdict.FOREIGN
    changed = told and present and told.figures and verdict is Verdict.CHANGED
    then = msgspec.json.decode(told.figures, type=Tables) if told and changed else []
    differences = tuple(_differences(then, rows_of(present))) if present and changed else ()
    return Answer(number, verdict, form, about, present, printed, differences)


Tables = list[list[list[str]]]


def _read(text: str) -> tuple[str, str]:
    """The number and the digest, "" if there is none; full-width and small letters are as good."""
    words = unicodedata.normalize("NFKC", without_invisible(text)).split()
    if not words:
        raise OfficeError("请输入或扫描编号")
    last = words[-1].upper()
    return (" ".join(words[:-1]), last) if len(words) > 1 and _DIGEST.fullmatch(last) else (" ".join(words), "")


def _present(office: Office, number: str, printed: Sequence[Printed]) -> tuple[str, str, Document | None]:
    """The form, what it is of, and the document of that number as it would be now."""
    for name, choice in _ways(number, printed):
        for form in FORMS:
            if form.name == name or (not name and form.of_quarter):
                with suppress(OfficeError):
                    for document in form.sheaf(office, choice).documents:
                        if document.number == number:
                            return form.name, choice.about(form.asks), document
    return (printed[0].form, printed[0].about, None) if printed else ("", "", None)


def _ways(number: str, printed: Sequence[Printed]) -> Iterator[tuple[str, Choice]]:
    """How the document may be had again: as it was printed; else it is of the quarter that its number names."""
    for each in printed:
        yield each.form, msgspec.json.decode(each.choice, type=Choice)
    if found := _QUARTER.search(number):
        yield "", Choice(Quarter.parse(found[0]))


def sentences(answer: Answer) -> list[str]:
    """The whole answer in words, the verdict first."""
    present = answer.present
    lines = [
        f"{answer.verdict.value}。",
        f"编号 {answer.number}：{answer.form}" + (f"（{answer.about}）" if answer.about else ""),
    ]
    if present:
        whom = f"{present.bookmark}，" if present.bookmark else ""
        digest = present.digest or "没有（空白表）"
        lines.append(f"现在的记录：{whom}制表日期 {present.drawn_up}，校验码 {digest}")
    lines += [f"不同之处：{each}" for each in answer.differences]
    lines += [
        f"{each.at[:16].replace('T', ' ')} {each.who} {each.how} {each.copies} 份，校验码 {each.digest or '没有'}"
        for each in answer.printed
    ]
    return lines if answer.printed else [*lines, "没有打印记录"]


# ── which figures are others now ──────────────────────────────────────────────────────────────────


def _differences(then: Tables, now: Tables) -> Iterator[str]:
    for before, after in zip(then, now, strict=False):
        heads, *_ = after
        if len(before) != len(after):
            yield f"当时 {len(before) - 1} 行，现在 {len(after) - 1} 行"
        for old, new in zip(before[1:], after[1:], strict=False):
            for place, (was, is_now) in enumerate(zip(old, new, strict=False)):
                if was != is_now:
                    stays = [one for one, other in zip(old[:place], new, strict=False) if one == other]
                    yield f"{_place(stays, heads[place])}：当时 {_one_line(was)}，现在 {_one_line(is_now)}"


def _place(before: Sequence[str], head: str) -> str:
    """A cell in words: the last texts before it in its row, and its column's head."""
    words = [cell for cell in before if cell and not cell.replace(".", "").isdigit()]
    return " ".join((*words[-2:], _one_line(head)))


def _one_line(text: str) -> str:
    return text.replace("\n", "") or "空白"
