"""`python files.py BUNDLE`: the bundle's files as lines for NSIS, in one order (its own /r takes the disk's)."""

import sys
from itertools import groupby
from pathlib import Path


def main(bundle: Path) -> None:
    files = sorted(
        (file.relative_to(bundle) for file in bundle.rglob("*") if file.is_file()), key=lambda file: file.parts
    )
    for folder, inside in groupby(sorted(files, key=lambda file: file.parent.parts), key=lambda file: file.parent):
        print(f'SetOutPath "$INSTDIR{"".join(chr(92) + part for part in folder.parts)}"')
        for file in inside:
            print(f'File "${{WORK}}/gridapp/{file.as_posix()}"')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
