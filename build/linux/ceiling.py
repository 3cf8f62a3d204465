"""`python build/linux/ceiling.py FOLDER`: the newest glibc that any program or library in a folder needs (objdump).

The exit status is 1 when that is above 2.28, which UOS 20 and Kylin V10 have; every file above it is named.
"""

import re
import subprocess
import sys
from pathlib import Path

CEILING = (2, 28)


def needs(file: Path) -> tuple[int, ...]:
    """The newest glibc version among the symbols that an ELF file wants of other libraries; () when none."""
    told = subprocess.run(["objdump", "-T", str(file)], check=True, capture_output=True, text=True).stdout
    wanted = re.findall(r"\*UND\*.*\bGLIBC_([0-9.]+)\b", told)
    return max((tuple(map(int, version.split("."))) for version in wanted), default=())


def elves(folder: Path) -> list[Path]:
    """The programs and libraries in a folder, by their first bytes."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink()]
    return [file for file in files if file.open("rb").read(4) == b"\x7fELF"]


def main(folder: Path) -> int:
    found = {file: needs(file) for file in elves(folder)}
    above = {file: version for file, version in found.items() if version > CEILING}
    for file, version in above.items():
        print(f"{file.relative_to(folder)} needs glibc {'.'.join(map(str, version))}")
    newest = ".".join(map(str, max(found.values(), default=())))
    print(f"{len(found)} programs and libraries need glibc {newest}; allowed is {'.'.join(map(str, CEILING))}")
    return 1 if above or not found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
