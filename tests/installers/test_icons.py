"""The icons are those that build/icons.py makes of the drawings."""

import struct
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gridapp.resources import root


@pytest.fixture
def icons(qtbot: QtBot) -> ModuleType:
    spec = spec_from_file_location("icons", root() / "build" / "icons.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_icon_is_older_than_its_drawing(icons: ModuleType) -> None:
    made: dict[Path, bytes] = icons.made()
    assert {file.name for file in made} >= {"gridapp.ico", "gridapp-16.png", "gridapp-data.ico", "gridapp-data-256.png"}
    assert [file.name for file, content in made.items() if file.read_bytes() != content] == []


def test_a_windows_icon_holds_every_size(icons: ModuleType) -> None:
    content: bytes = icons.ico({16: icons.png(icons.ICONS / "gridapp.svg", 16), 256: b"256"})
    kind, count = struct.unpack_from("<2xHH", content)
    entries = [struct.unpack_from("<BB6xII", content, 6 + 16 * place) for place in range(count)]
    assert (kind, [(width, height) for width, height, *_ in entries]) == (1, [(16, 16), (0, 0)])  # 0 stands for 256
    pictures = [content[offset : offset + size] for *_, size, offset in entries]
    assert QImage.fromData(pictures[0]).size().toTuple() == (16, 16)
    assert pictures[1] == b"256"
