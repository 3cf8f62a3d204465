"""`python verify.py UNPACKED SIGNED.txt TO`: lays out of a CPython 3.11 for Windows what its publisher vouches for.

Programs and libraries count when osslsigncode found a good signature of the Python Software Foundation on them
(SIGNED.txt names those). Files of the standard library count when their hash stands in the catalogue
DLLs/python_lib.cat, which is signed in the same way, when they are empty, or when they are the same text as in the
CPython 3.11 that runs this. Microsoft's runtime library, whose root certificate Debian has not got, is held to the hash
that two packages of different years agree on. All else stays behind; that anything needed would is an error.
"""

import hashlib
import shutil
import sys
import sysconfig
from pathlib import Path

RUNTIME = {
    "vcruntime140.dll": "4d292623516f65c80482081e62d5dadb759dc16e851de5db24c3cbb57b87db83",
    "vcruntime140_1.dll": "a113f192195f245f17389e6ecbed8005990bcb2476ddad33f7c4c6c86327afe5",
}
PROGRAMS = ("python.exe", "pythonw.exe", "python3.dll", "python311.dll")
NOT_NEEDED = tuple("__phello__ ensurepip idlelib lib2to3 site-packages tkinter turtledemo unittest/test venv".split())
"""Parts of the standard library that nothing here uses."""
WINDOWED = ("_tkinter", "tcl86t", "tk86t")


def main(unpacked: Path, signed_list: Path, to: Path) -> None:
    signed = {Path(line) for line in signed_list.read_text(encoding="utf-8").splitlines()}
    catalogue = Path("DLLs/python_lib.cat")
    assert catalogue in signed, "the catalogue has no good signature"
    libraries = sorted(
        file.relative_to(unpacked) for file in (unpacked / "DLLs").iterdir() if file.suffix in (".pyd", ".dll")
    )
    needed = [*map(Path, PROGRAMS), *(file for file in libraries if file.stem not in WINDOWED)]
    unsigned = [str(file) for file in needed if file not in signed]
    assert not unsigned, f"no good signature of the Python Software Foundation: {unsigned}"
    for name, digest in RUNTIME.items():
        assert _sha256(unpacked / name) == digest, f"{name} is not the known one"
        needed.append(Path(name))
    library, refused = _library(unpacked, (unpacked / catalogue).read_bytes())
    assert not refused, f"not in the signed catalogue: {refused}"
    for file in (*needed, *library, Path("LICENSE.txt")):
        (to / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(unpacked / file, to / file)
    print(f"{len(needed)} programs and libraries, {len(library)} files of the standard library verified")


def _library(unpacked: Path, catalogue: bytes) -> tuple[list[Path], list[str]]:
    """The files of the standard library that are vouched for, and those needed that are not."""
    own = Path(sysconfig.get_path("stdlib"))
    good, refused = [], []
    for file in sorted((unpacked / "Lib").rglob("*.py")):
        place = file.relative_to(unpacked / "Lib")
        if place.as_posix().startswith(NOT_NEEDED) or "test" in place.parts or "tests" in place.parts:
            continue
        content = file.read_bytes()
        listed = any(hashlib.new(kind, content).digest() in catalogue for kind in ("sha256", "sha1"))
        if listed or not content or _same_text(content, own / place):
            good.append(Path("Lib") / place)
        else:
            refused.append(place.as_posix())
    return good, refused


def _same_text(content: bytes, file: Path) -> bool:
    return file.is_file() and file.read_bytes().replace(b"\r\n", b"\n") == content.replace(b"\r\n", b"\n")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
