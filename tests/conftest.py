"""What all tests share: an office on a real file."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from gridapp.office import Office
from tests.faults.disks import mount
from tests.offices import open_office

os.environ.setdefault("OPENPYXL_LXML", "False")  # the program is shipped without lxml, which a test tool brings along
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any test makes a QGuiApplication
settings.register_profile("office", deadline=None)  # no test is about time
settings.load_profile("office")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A small office with its roster (tests/offices.py) and nothing else on record."""
    with open_office(tmp_path) as opened:
        yield opened


@pytest.fixture
def empty_office(tmp_path: Path) -> Iterator[Office]:
    """A new office with the 2019 policy and no record at all."""
    with Office.create(tmp_path / "空白.db") as opened:
        yield opened


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MB of its own."""
    mounted = tmp_path / "小盘"
    mounted.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(mounted))
    yield mounted
    subprocess.run(["umount", "-l", str(mounted)], check=False, capture_output=True)
