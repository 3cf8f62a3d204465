"""Where the program finds what it brings along."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from gridapp import __version__
from gridapp.resources import resource, root


def test_from_the_sources_resources_lie_beside_the_package() -> None:
    assert resource("policies/2019.toml").is_file()


def test_a_frozen_program_finds_them_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)

    assert resource("fonts/x.ttf") == tmp_path / "resources" / "fonts" / "x.ttf"


def test_the_version_is_the_one_of_the_project_file() -> None:
    project = tomllib.loads((root() / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert __version__ == project["version"]


def test_every_package_that_is_shipped_has_its_licence_in_step_with_the_lock() -> None:
    lock = (root() / "requirements.lock").read_text(encoding="utf-8")
    versions = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE))
    texts = {file.stem: file.read_text(encoding="utf-8") for file in resource("licences").glob("*.txt")}

    not_shipped = {"charset-normalizer", "pillow", "pip", "pycparser", "pyside6-addons", "shiboken6", "tzdata"}
    assert versions.keys() - texts.keys() == not_shipped
    assert [name for name in versions.keys() & texts.keys() if f" {versions[name]}：" not in texts[name]] == []
    assert [name for name, text in texts.items() if len(text) < 100] == []
