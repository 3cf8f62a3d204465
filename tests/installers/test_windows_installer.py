"""build/windows/gridapp.nsi compiles without a warning, and of the same bundle twice makes the same file.

build/installer.sh windows does so with the real bundle, try-windows installs it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gridapp.resources import root

FILES = ("gridapp.exe", "gridapp-cmd.exe", "_internal/resources/手册/一 周.md", "_internal/PySide6/Qt6Core.dll")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return laid_out(tmp_path / "甲", FILES, 0)


def laid_out(folder: Path, files: tuple[str, ...], time: int) -> Path:
    for file in files:
        path = folder / "gridapp" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file, encoding="utf-8")
        os.utime(path, (time, time))
    return folder


def installer(folder: Path) -> bytes:
    lines = subprocess.run(
        [sys.executable, str(root() / "build/windows/files.py"), str(folder / "gridapp")],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONUTF8": "1"},
    ).stdout
    (folder / "files.nsh").write_bytes(lines)
    file = folder / "installer.exe"
    words = {"VERSION": "1.2.3", "ROOT": root(), "WORK": folder, "OUTPUT": file}
    told = subprocess.run(
        ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", "-DQUICK"]
        + [f"-D{name}={word}" for name, word in words.items()]
        + [str(root() / "build/windows/gridapp.nsi")],
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stdout + told.stderr) == (0, "")
    return file.read_bytes()


def test_it_compiles_and_holds_every_file(bundle: Path) -> None:
    assert installer(bundle).startswith(b"MZ")
    lines = (bundle / "files.nsh").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("File")] == [
        f'File "${{WORK}}/gridapp/{file}"' for file in (FILES[1], FILES[0], FILES[3], FILES[2])
    ]


def test_the_disks_order_and_times_change_nothing(bundle: Path) -> None:
    other = laid_out(bundle.parent / "乙", FILES[::-1], 1_000_000_000)
    assert installer(bundle) == installer(other)
