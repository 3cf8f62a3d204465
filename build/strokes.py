"""Makes resources/strokes/strokes.txt from the Unihan database, whose text of licence stands beside it.

    python3 build/strokes.py Unihan_IRGSources.txt.bz2        (Debian: package unicode-data, /usr/share/unicode)

Kept is kTotalStrokes alone, of several values the first, which is the one of mainland China (UAX #38).
"""

import bz2
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "strokes" / "strokes.txt"
PER_LINE = 64
HEAD = """\
# Total strokes of Han characters: kTotalStrokes of {source}
# (Unicode Character Database, © Unicode, Inc.; see LICENSE-Unicode.txt), brought into this form by build/strokes.py.
# A line: the code point of its first character, then two digits for each character from there on, 00 for none.
"""


def main() -> None:
    with bz2.open(sys.argv[1], "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    version = next(line.split(":")[1].strip() for line in lines if line.startswith("# Unicode version:"))
    strokes = {}
    for line in lines:
        match line.split("\t"):
            case [code, "kTotalStrokes", counts]:
                strokes[int(code.removeprefix("U+"), 16)] = int(counts.split()[0])
    starts = sorted({code // PER_LINE * PER_LINE for code in strokes})
    rows = [f"{start:04X} {''.join(f'{strokes.get(start + n, 0):02}' for n in range(PER_LINE))}" for start in starts]
    head = HEAD.format(source=f"Unihan {version}")
    TARGET.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(strokes)} characters, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
