"""What app.spec makes is whole and works: built here and made to do a bit of everything. Some 20 seconds.

The installers themselves are built and tried by build/installer.sh, which takes longer and needs other systems.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gridapp import __version__
from gridapp.resources import root


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("冻 结")
    command = [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", "--distpath", "dist", "--workpath", "work"]
    subprocess.run([*command, str(root() / "app.spec")], cwd=folder, check=True, capture_output=True)
    return folder / "dist" / "gridapp"


def test_the_bundle_passes_its_own_test_with_no_locale_no_home_and_none_of_the_sources(
    bundle: Path, tmp_path: Path
) -> None:
    home = tmp_path / "王 小明"
    home.mkdir()
    environment = {"PATH": os.defpath, "HOME": str(home), "LC_ALL": "C", "QT_QPA_PLATFORM": "offscreen"}
    command = [str(bundle / "gridapp"), "--selftest", "自 检"]
    told = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8")

    assert told.stdout.endswith("all ok\n"), told.stdout + told.stderr
    assert told.returncode == 0
    assert told.stdout.startswith(f"gridapp {__version__}, ")
    assert (tmp_path / "自 检" / "selftest.txt").read_text(encoding="utf-8") == told.stdout
    assert not any(home.rglob("*.gridapp")), "the person's own folders are left alone"


def test_nothing_is_in_the_bundle_that_is_not_needed(bundle: Path) -> None:
    files = [file.relative_to(bundle).as_posix() for file in bundle.rglob("*") if file.is_file()]
    needless = (
        "Qml",
        "Quick",
        "OpenGL",
        "Wayland",
        "eglfs",
        "libssl",
        "libcrypto",
        "lxml",
        "pytest",
        ".po",
        "pip/",
        "tcl",
        "PIL",
        "pillow",
        "libsqlite3",
        "lib-dynload/_sqlite3",
    )
    assert [file for file in files if any(word in file for word in needless)] == []
