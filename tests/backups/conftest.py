"""A folder for backups."""

from pathlib import Path

import pytest


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "备份"
    folder.mkdir()
    return folder
