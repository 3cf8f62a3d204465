"""reportlab's TrueType font, its map from codes to characters mended. Imported when the first font is loaded."""

from collections.abc import Iterator

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

_ENTRIES = 100  # Adobe Technical Note 5014 allows 100 entries between beginbfchar and endbfchar

_CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def to_unicode(codes: dict[int, int]) -> str:
    """The ToUnicode CMap of a font of one-byte codes (ISO 32000-1, 9.10.3). `codes`: code → code point."""
    entries = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex()}>" for code, point in codes.items()]
    return _CMAP.format(blocks="\n".join(_blocks(entries)))


def _blocks(entries: list[str]) -> Iterator[str]:
    for start in range(0, len(entries), _ENTRIES):
        block = entries[start : start + _ENTRIES]
        yield "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar"))


class EmbeddedFont(TTFont):
    """A font that is embedded as subsets of up to 256 characters and can be copied from.

    reportlab 5.1 writes each subset's map (`ttfonts.makeToUnicodeCMap`) with "<%04X>" of the code point, so
    that 𠮷 becomes <20BB7>, which readers take for U+20BB (₻) and a half; the map has to be UTF-16BE. It also
    puts up to 256 entries into one bfchar block, and maps codes that the subset does not use. That function
    is a global of its module, and `addObjects` offers no place for another; so it may build its objects,
    and the streams are written anew before they are formatted.
    """

    def addObjects(self, doc: PDFDocument) -> None:
        state = self.state[doc]
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(state.subsets))]
        used: list[dict[int, int]] = [{} for _ in names]
        for char, place in state.assignments.items():
            if char:  # U+0000 stands for "missing" and is never drawn
                used[place >> 8][place & 0xFF] = char
        super().addObjects(doc)  # also forgets the state
        fonts = doc.idToObject["BasicFonts"].dict
        for name, codes in zip(names, used, strict=True):
            doc.idToObject[fonts[name].ToUnicode.name].content = to_unicode(codes)
