"""A person's folders, and the log of the program's troubles."""

import logging
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler

from ui import trouble


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A person's folders of their own, and a temporary folder in which nothing else lies."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR")
    for name in names:
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return {name: str(tmp_path / name) for name in names}


@pytest.fixture
def watched(folders: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program's own hooks, for one test; the file that they write."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(trouble, "tell", lambda: None)
    trouble.watch()
    yield trouble.log_file()
    qInstallMessageHandler(None)
    log = logging.getLogger("gridapp")
    for keeper in log.handlers[:]:
        log.removeHandler(keeper)
        keeper.close()
