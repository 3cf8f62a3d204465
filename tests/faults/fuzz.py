"""Mutations, seeded: of a file's bytes, of a keyring's, of a workbook's, of a part's, and of the values in its XML."""

import random
import re
import zipfile
from hashlib import sha256
from io import BytesIO

NASTY = (
    "", "0", "-1", "1e999", "1e999999", "NaN", "INF", "99999999999999999999", "2147483648", "-0.0000001", "1.5", " ",
    "=1+1", "A1", "XFD1048576", "ZZZ1", "A0", "A1:XFD1048576", "s", "e", "d", "b", "n", "str", "inlineStr", "#REF!",
    "true", "2019-13-45", "2019-05-06T00:00:00", "&amp;", "\u200b", "𠮷", "９", "x" * 5000,
)  # fmt: skip
"""What a program in trouble may write into a cell or an attribute."""


def parts_of(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        return {each.filename: archive.read(each) for each in archive.infolist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def mutated(whole: bytes, parts: dict[str, bytes], seed: int) -> bytes:
    """One of the ways in which a file goes wrong, chosen by the seed."""
    dice = random.Random(seed)
    name = dice.choice(sorted(parts))
    match dice.randrange(6):
        case 0:
            return damaged(whole, dice)
        case 1:
            return zipped({**parts, name: damaged(parts[name], dice)})
        case 2:
            return zipped(_crossed(parts, name, dice))
        case _:
            return zipped({**parts, name: _values(parts[name], dice)})


def damaged(content: bytes, dice: random.Random) -> bytes:
    """A few bytes changed, a stretch lost or doubled, or the end cut off."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        if not changed:
            break
        start = dice.randrange(len(changed))
        end = min(len(changed), start + dice.choice((1, 1, 1, 4, 50)))
        match dice.randrange(5):
            case 0 | 1:
                changed[start] ^= 1 << dice.randrange(8)
            case 2:
                changed[start:end] = dice.randbytes(end - start)
            case 3:
                del changed[start:end]
            case 4:
                changed[start:start] = changed[start:end]
    return bytes(changed[: dice.randrange(len(changed) + 1)] if dice.random() < 0.1 else changed)


_VALUE = re.compile(rb'(?<==")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)|(?<=<)/?\w+(?=[ />])')


def _values(xml: bytes, dice: random.Random) -> bytes:
    """An attribute, a text or a tag's name put in the place of another, or of something nasty."""
    found = list(_VALUE.finditer(xml))
    if not found:
        return xml
    for place in sorted(dice.sample(found, min(len(found), dice.randint(1, 4))), key=lambda each: -each.start()):
        other = dice.choice(found).group() if dice.random() < 0.3 else dice.choice(NASTY).encode()
        xml = xml[: place.start()] + other + xml[place.end() :]
    return xml


def _crossed(parts: dict[str, bytes], name: str, dice: random.Random) -> dict[str, bytes]:
    """A part lost, put in another's place, emptied, or under another name."""
    crossed = dict(parts)
    match dice.randrange(4):
        case 0:
            del crossed[name]
        case 1:
            crossed[name] = parts[dice.choice(sorted(parts))]
        case 2:
            crossed[name] = b""
        case 3:
            crossed[name.upper()] = crossed.pop(name)
    return crossed


def spoiled_keyring(whole: bytes, dice: random.Random, *, sealed: bool) -> bytes:
    """A keyring's bytes damaged; or what is in them, with the digest that goes before it put right."""
    if not sealed:
        return damaged(whole, dice)
    _, _, body = whole.partition(b"\n")
    if dice.random() < 0.5:
        return with_digest(damaged(body, dice))
    return with_digest(_crossed_values(body, dice))


def with_digest(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode() + b"\n" + body


_JSON_VALUE = re.compile(rb'"[^"]*"|\b\d+\b')


def _crossed_values(body: bytes, dice: random.Random) -> bytes:
    """A value of the JSON in the place of another, or something nasty."""
    found = list(_JSON_VALUE.finditer(body))
    place, other = dice.choice(found), dice.choice(found).group()
    nasty = (b'""', b"null", b"-1", b"0", b"1e999", b"[]", b"{}", b"9" * 30, b'"AAAA"', b'"' + b"A" * 5000 + b'"')
    return body[: place.start()] + (other if dice.random() < 0.5 else dice.choice(nasty)) + body[place.end() :]
