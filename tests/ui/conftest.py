"""A real window on a real file, offscreen: dressed as the program is, on the small office of tests/offices.py."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridapp.office import Office
from tests.offices import Q2, open_office
from ui.program import Program
from ui.session import Session
from ui.theme import dress, load_fonts
from ui.window import Window


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person's folders of their own, still empty."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with its font, palette and style."""
    dress(qapp, load_fonts(), "浅色", "标准")
    return qapp


@pytest.fixture(autouse=True)
def nothing_left_open(dressed: QApplication) -> Iterator[None]:
    """A test leaves no dialogue and no list that popped up: the next one's keys would go there."""
    yield
    left = [each for each in (QApplication.activeModalWidget(), QApplication.activePopupWidget()) if each]
    for each in left:
        each.close()
    assert not left


@pytest.fixture
def session(dressed: QApplication, office: Office) -> Session:
    """A sitting at the small office, looking at 2019Q2."""
    sitting = Session(office)
    sitting.look_at(Q2)
    return sitting


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> Window:
    """The window on that office, shown."""
    shown = Window(session)
    qtbot.addWidget(shown)
    shown.resize(1366, 768)
    with qtbot.waitExposed(shown):
        shown.show()
    qtbot.waitUntil(lambda: bool(shown.stack.pages))
    return shown


@pytest.fixture
def program(dressed: QApplication, qtbot: QtBot) -> Iterator[Program]:
    """The program without a file, to be started."""
    running = Program()
    yield running
    running.frame.close()
    running.frame.deleteLater()
    running.close()


@pytest.fixture
def other_office(tmp_path: Path) -> Iterator[Office]:
    """A second file beside the first."""
    folder = tmp_path / "另一处"
    folder.mkdir()
    with open_office(folder) as office:
        yield office
