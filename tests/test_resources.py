"""Where the program finds what it brings along."""

import sys
from pathlib import Path

import pytest

from gridapp.resources import resource


def test_from_the_sources_resources_lie_beside_the_package() -> None:
    assert resource("policies/2019.toml").is_file()


def test_a_frozen_program_finds_them_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert resource("fonts/x.ttf") == tmp_path / "resources" / "fonts" / "x.ttf"
