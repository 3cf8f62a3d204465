"""What the office wants otherwise on its forms: who signs, where the seal stands, what every page ends with."""

import re
from collections.abc import Iterator, Mapping

import msgspec

from gridapp.columns import TEXT, Column, choice
from gridapp.prints.blocks import Align, Block, Document, Paragraph, Signatures, Style
from gridapp.prints.fonts import Face

HEADING, FOOT, SEAL = "表头名称", "页脚文字", "盖章位置"
AMONG_SIGNATURES, AT_THE_RIGHT, NOWHERE = "签字栏中", "右下方", "不印"
SETTINGS = (
    Column(HEADING, HEADING, TEXT, width=20),
    Column(FOOT, FOOT, TEXT, width=40),
    Column(SEAL, SEAL, choice((AMONG_SIGNATURES, AT_THE_RIGHT, NOWHERE)), width=12),
)
"""Settings of the office for all forms, by the names under which they are kept; empty leaves it to the form."""
SEALED = "盖章"
"""A place to sign that has this in its label is for the seal."""
_BETWEEN = re.compile(r"[；;、,，]\s*")
_SEAL = Style(Face.HEI, 10.5, 20, Align.CENTRE, before=8, inset=0.55)
_BLANK_DAY = "　　　　年　　月　　日"


def signers_of(form: str) -> str:
    """The name of the setting that says who signs a form: 被考核人；考核人：王敏；分管领导."""
    return f"签字·{form}"


def as_wished(document: Document, form: str, office: Mapping[str, str]) -> Document:
    """The document of a form with the office's own signatures, seal and foot."""
    wanted = list(_signers(office.get(signers_of(form), ""), office))
    seal = office.get(SEAL) or AMONG_SIGNATURES
    foot = office.get(FOOT, "")
    if not wanted and seal == AMONG_SIGNATURES and not foot:
        return document
    blocks = [part for block in document.blocks for part in _wished(block, wanted, seal)]
    return msgspec.structs.replace(document, blocks=tuple(blocks), foot=foot)


def _signers(text: str, office: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Labels with names: the name that is given with a label, else whoever the office has set for it."""
    for part in filter(None, _BETWEEN.split(text.strip())):
        label, _, name = part.replace(":", "：").partition("：")
        yield label.strip(), name.strip() or office.get(label.strip(), "")


def _wished(block: Block, wanted: list[tuple[str, str]], seal: str) -> Iterator[Block]:
    if not isinstance(block, Signatures):
        yield block
        return
    names = block.names or ("",) * len(block.labels)
    places = wanted or list(zip(block.labels, names, strict=True))
    sealed = [label for label, _ in places if SEALED in label]
    if seal != AMONG_SIGNATURES:
        places = [place for place in places if place[0] not in sealed]
    if places:
        labels, given = zip(*places, strict=True)
        yield msgspec.structs.replace(block, labels=labels, names=given)
    if sealed and seal == AT_THE_RIGHT:
        yield Paragraph(f"{sealed[0]}\n{_BLANK_DAY}", _SEAL)
