"""The start of the program: the last file, a given one, a new one; what can't be opened; a second start; bugs."""

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridapp.errors import UnusableFile
from gridapp.model import Grid, Village
from gridapp.office import Office
from tests.offices import Q2, ZHANG, open_office
from ui import preferences, trouble
from ui.demo_township import demo_path
from ui.doorbell import Doorbell, door_name, ring
from ui.first_start import StartPage
from ui.pages.week import WeekPage
from ui.program import Program
from ui.session import Session
from ui.shell.navigation import Navigation
from ui.window import Window

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person's folders of their own, still empty."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))


def closed_office(folder: Path) -> Path:
    with open_office(folder) as office:
        return office.path


def start_page(program: Program) -> StartPage:
    assert isinstance(program.frame.page, StartPage)
    return program.frame.page


def window_of(program: Program) -> Window:
    assert program.window
    assert program.frame.page is program.window
    return program.window


def buttons(page: QWidget) -> list[str]:
    return [button.text() for button in page.findChildren(QPushButton) if button.isVisible()]


def press(page: QWidget, text: str, qtbot: QtBot) -> None:
    button = next(each for each in page.findChildren(QPushButton) if each.text().startswith(text))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# ── opening ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_opens_and_is_the_one_that_opens_the_next_time(program: Program, tmp_path: Path) -> None:
    path = closed_office(tmp_path)
    program.start(path)
    assert window_of(program).windowTitle() == "网格员考核 — 台账.db"
    assert preferences.load().database == str(path)


@pytest.mark.parametrize("account", ["", "李娜"])
def test_the_window_stands_on_the_screen_before_the_file_is_opened(
    program: Program, tmp_path: Path, qtbot: QtBot, account: str
) -> None:
    """With the pages that there will be, unless somebody signs in first."""
    path = closed_office(tmp_path)
    preferences.remember_file(path, account=account)
    program.begin(path)
    assert program.frame.isVisible()
    assert bool(program.frame.findChildren(Navigation)) == (not account)
    assert "正在打开 台账.db…" in [label.text() for label in program.frame.findChildren(QLabel)]
    assert program.office is None
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.frame.windowTitle() == "网格员考核 — 台账.db"


def test_nothing_of_a_damaged_file_stands_in_the_window(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    path = closed_office(tmp_path)
    path.write_bytes(path.read_bytes()[:5000])
    program.begin(path)
    qtbot.waitUntil(lambda: isinstance(program.frame.page, StartPage))
    assert "已损坏" in start_page(program).said.text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "找不到文件"),
        (b"", "是空的（0 字节）"),
        (b"PK\x03\x04 no database at all", "不是本程序的数据库，未作任何改动"),
    ],
)
def test_what_cannot_be_opened_is_said_with_ways_on(
    program: Program, tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "别的.db"
    if content is not None:
        path.write_bytes(content)
    program.start(path)
    page = start_page(program)
    assert said in page.said.text()
    assert {"打开已有的数据库…", "打开示范镇", "建立新的数据库…"} <= set(buttons(page))
    assert ("从备份恢复…" in buttons(page)) == (content == b"")
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_file_that_is_open_elsewhere_is_refused_in_plain_words(program: Program, office: Office) -> None:
    program.start(office.path)
    assert "正被另一个程序使用" in start_page(program).said.text()


def test_a_damaged_file_is_mended_from_the_newest_backup(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    with open_office(tmp_path) as office:
        path = office.path
        office.back_up(tmp_path)
    path.write_bytes(path.read_bytes()[:5000])
    program.start(path)
    page = start_page(program)
    qtbot.waitUntil(lambda: any("用最近的备份恢复（今天" in text for text in buttons(page)), timeout=30_000)
    with qtbot.waitSignal(page.chosen, timeout=30_000):
        press(page, "用最近的备份恢复", qtbot)
    assert window_of(program).session.office.all(Village)
    assert len(list(tmp_path.glob("台账-恢复前-*.db"))) == 1


def test_a_start_page_that_is_left_while_it_looks_for_a_backup_stops_looking(
    program: Program, tmp_path: Path, qtbot: QtBot, other_office: Office
) -> None:
    with open_office(tmp_path) as office:
        path = office.path
        for _ in range(20):
            office.back_up(tmp_path)
    path.write_bytes(path.read_bytes()[:5000])
    for backup in tmp_path.glob("*.backup"):
        backup.write_bytes(backup.read_bytes()[:-4096])
    program.start(path)
    page = start_page(program)
    other_office.close()
    program.open(other_office.path)
    assert window_of(program).session.office.path == other_office.path
    assert not page.isVisible()


def test_no_backup_that_is_whole_is_said(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "台账.db").write_bytes(b"")
    program.start(tmp_path / "台账.db")
    page = start_page(program)
    qtbot.waitUntil(
        lambda: any("没有找到完好的备份" in each.text() for each in page.findChildren(QLabel)), timeout=30_000
    )


def test_another_file_takes_the_place_of_the_first(program: Program, tmp_path: Path, other_office: Office) -> None:
    other = other_office.path
    first = closed_office(tmp_path)
    program.start(first)
    program.open(other)
    assert "正被另一个程序使用" in window_of(program).status.message.text()
    other_office.close()
    program.open(other)
    assert window_of(program).session.office.path == other
    Office.open(first).close()  # no longer held


def test_an_open_file_is_put_back_to_a_backup(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    with open_office(tmp_path) as office:
        path, backup = office.path, office.back_up(tmp_path).backups[0].path
        office.set_office(**{"镇名": "后来的镇"})
    program.start(path)
    window_of(program).restore_wanted.emit(backup, None)
    qtbot.waitUntil(lambda: bool(program.window), timeout=30_000)
    assert window_of(program).session.office.settings() == {}


def test_a_backup_that_is_none_leaves_everything_as_it_was(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    path = closed_office(tmp_path)
    wrong = tmp_path / "坏.backup"
    wrong.write_bytes(b"not a backup")
    program.start(path)
    window_of(program).restore_wanted.emit(wrong, None)
    qtbot.waitUntil(lambda: bool(program.window), timeout=30_000)
    assert "没有恢复，仍是原来的数据" in window_of(program).status.message.text()
    assert window_of(program).session.office.all(Village)


# ── the first time ────────────────────────────────────────────────────────────────────────────────────


def test_a_new_office_is_typed_and_opens(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    program.start(None)
    form = start_page(program).form
    qtbot.keyClicks(form.township.input, "Xizhen")
    qtbot.keyClick(form.township.input, Qt.Key.Key_Return)
    QGuiApplication.clipboard().setText("东村\t\t\t\t80\n东村\n南社区\t\tN1\t南一格")
    qtbot.keyClick(form.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    form.account.alone.setChecked(True)
    qtbot.mouseClick(form.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window is not None, timeout=30_000)
    office = window_of(program).session.office
    assert office.path == tmp_path / "XDG_DOCUMENTS_DIR" / "Xizhen网格员考核.gridapp"
    assert office.settings() == {"镇名": "Xizhen"}
    assert office.all(Village) == [Village("东村", "村"), Village("南社区", "社区")]
    assert office.all(Grid) == [
        Grid("0101", "东村", "第1网格", households=80),
        Grid("0102", "东村", "第2网格"),
        Grid("N1", "南社区", "南一格"),
    ]


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("东村\t\tA\n东村\t\tA", "第 1 行：网格编号 A 用了两次"),
        ("东村\t村\n东村\t社区", "第 2 行：东村在前面是“村”"),
        ("东村\n\t\tA", "第 2 行：请填写这个网格属于哪个村（社区）"),
        ("东村\t镇", "标了 ✗ 的格子还没有改好"),
    ],
)
def test_what_does_not_fit_in_the_table_is_said_and_no_file_is_made(
    program: Program, tmp_path: Path, qtbot: QtBot, pasted: str, said: str
) -> None:
    program.start(None)
    form = start_page(program).form
    form.township.put("西镇")
    form.table.go_to(0, 0)
    QGuiApplication.clipboard().setText(pasted)
    qtbot.keyClick(form.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(form.make, Qt.MouseButton.LeftButton)
    assert said in form.problem.text()
    assert not list((tmp_path / "XDG_DOCUMENTS_DIR").iterdir())


def test_nothing_is_made_over_a_file_that_is_there(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    there = tmp_path / "XDG_DOCUMENTS_DIR" / "西镇网格员考核.gridapp"
    there.write_text("mine", encoding="utf-8")
    program.start(None)
    form = start_page(program).form
    form.township.put("西镇")
    form.account.alone.setChecked(True)
    qtbot.mouseClick(form.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "已存在" in form.problem.text())
    assert there.read_text(encoding="utf-8") == "mine"


def test_the_demo_township_is_made_once_and_then_opens(program: Program, qtbot: QtBot) -> None:
    program.start(None)
    page = start_page(program)
    with qtbot.waitSignal(page.chosen, timeout=120_000):
        qtbot.mouseClick(page.demo, Qt.MouseButton.LeftButton)
        assert not page.isEnabled()
    assert window_of(program).session.office.path == demo_path()
    assert window_of(program).session.office.settings()["镇名"] == "青川镇"
    assert list(demo_path().parent.iterdir()) == [demo_path()]


# ── a second start ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def bell(dressed: QApplication) -> Iterator[Doorbell]:
    """The first window's, behind a socket that a dead program left there."""
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(f"{QDir.tempPath()}/{door_name()}")
    assert not ring(door_name(), None)
    listening = Doorbell(door_name())
    yield listening
    listening.server.close()
    listening.deleteLater()


def test_a_second_start_hands_its_file_to_the_first_window_and_ends(
    bell: Doorbell, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bell.rung, timeout=60_000) as rung:
        second = subprocess.Popen([sys.executable, "-m", "gridapp", "二.db"], cwd=tmp_path, env=_environment())
    assert rung.args == [str(tmp_path / "二.db")]
    assert second.wait(60) == 0


def test_the_program_starts_with_the_file_that_it_is_given(tmp_path: Path, qtbot: QtBot) -> None:
    path = closed_office(tmp_path)
    first = subprocess.Popen([sys.executable, "-m", "gridapp", path.name], cwd=tmp_path, env=_environment())
    try:
        qtbot.waitUntil(lambda: preferences.load().database == str(path), timeout=60_000)
        assert ring(door_name(), None)
        with pytest.raises(UnusableFile, match="正被另一个程序使用"):
            Office.open(path)
    finally:
        first.terminate()
        first.wait(60)
        QLocalServer.removeServer(door_name())


def test_a_second_start_without_a_file_only_rings(bell: Doorbell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bell.rung) as rung:
        assert ring(door_name(), None)
    assert rung.args == [""]


def test_the_first_window_opens_what_the_second_start_named(
    program: Program, tmp_path: Path, other_office: Office
) -> None:
    other = other_office.path
    other_office.close()
    program.start(closed_office(tmp_path))
    program.visit(str(other))
    assert window_of(program).session.office.path == other
    program.visit("")
    assert window_of(program).session.office.path == other


def test_a_mistyped_command_is_not_taken_for_a_file(tmp_path: Path) -> None:
    answer = subprocess.run([sys.executable, "-m", "gridapp", "scroe"], cwd=tmp_path, env=_environment(), check=False)
    assert answer.returncode == 2


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


# ── what nobody foresaw, and the disk that is full ────────────────────────────────────────────────────


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program's own hooks, for one test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    trouble.watch()
    yield
    qInstallMessageHandler(None)
    for keeper in trouble._log.handlers[:]:
        trouble._log.removeHandler(keeper)
        keeper.close()


def test_a_bug_is_told_in_a_sentence_and_logged_without_what_was_on_record(
    watched: None, dressed: QApplication, tmp_path: Path
) -> None:
    try:
        raise KeyError(ZHANG) from ValueError(ZHANG)
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (box,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox))
    assert box.isVisible()
    box.close()
    trouble.save_report(tmp_path / "报告.txt")
    report = (tmp_path / "报告.txt").read_text(encoding="utf-8")
    assert "KeyError" in report
    assert "test_app.py" in report
    assert ZHANG not in report


def test_a_full_disk_is_said_and_what_was_typed_stays_until_it_can_be_saved(
    session: Session, window: Window, qtbot: QtBot
) -> None:
    page = WeekPage(session)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
    try:
        assert not page.model.write([(0, 1, "2")])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    cell = page.model.index(0, 1)
    assert cell.data() == "✗ 2"
    assert "没有保存：磁盘可能已满" in window.status.message.text()
    assert session.office.tally(ZHANG, Q2.weeks[0]) is None
    assert page.model.setData(cell, "2")  # typed again as it stands
    tally = session.office.tally(ZHANG, Q2.weeks[0])
    assert tally is not None
    assert tally.counts == {"平台录入": 2}


def test_the_window_waits_for_no_room_that_it_may_not_need() -> None:
    """It is painted before the office is loaded, pages and forms load when they are wanted, and a double click loads no
    command line."""
    seldom = {
        "click",
        "gridapp.cli",
        "gridapp.office",
        "sqlite_utils",
        "openpyxl",
        "reportlab",
        "pypinyin",
        "segno",
        "gridapp.prints",
        "gridapp.workbook",
        "ui.window",
        "PySide6.QtPrintSupport",
    }
    tell = (
        "import runpy, sys, ui.app\n"
        "ui.app.main = lambda file: print(file, *sys.modules)\n"
        "sys.argv = ['gridapp', '青川镇.gridapp']\n"
        "runpy.run_module('gridapp')"
    )
    told = subprocess.run([sys.executable, "-c", tell], check=True, capture_output=True, env=_environment()).stdout
    file, *loaded = told.decode().split()
    assert file == "青川镇.gridapp"
    assert seldom & set(loaded) == set()
