"""Nothing leaves the office: no network, nothing left in the system's temporary folder, nobody's name in the log."""

import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from gridapp.errors import OfficeError
from gridapp.model import Worker
from gridapp.office import Office
from gridapp.prints import print_forms
from gridapp.workbook.reading import read_book
from gridapp.workbook.writing import write_book
from tests.faults.disks import size_limit
from tests.offices import Q2, ZHANG, finding, full_quarter, open_office
from ui import preferences
from ui.doorbell import door_name, ring
from ui.program import Program

ROOT = Path(__file__).parents[2]
PATIENCE = 600
"""Tenths of a second that a start may take on a busy machine."""


@pytest.fixture
def full(tmp_path: Path) -> Path:
    with open_office(tmp_path) as office:
        office.change("录入", save=full_quarter(Q2))
    return office.path


# ── no network ────────────────────────────────────────────────────────────────────────────────────

NETWORK = "socket,connect,bind,sendto,sendmsg"


def traced(log: Path, *arguments: object) -> subprocess.Popen[bytes]:
    """The program in a process of its own, every socket of it and of its children noted."""
    trial = ["strace", "-qq", "-o", os.devnull, "true"]
    if shutil.which("strace") is None or subprocess.run(trial, capture_output=True, check=False).returncode:
        pytest.skip("strace is not installed, or this machine lets nobody trace")
    command = ["strace", "-f", "-qq", "-e", f"trace={NETWORK}", "-o", str(log), sys.executable, "-m", "gridapp"]
    env = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen([*command, *map(str, arguments)], env=env, start_new_session=True)


def sockets(log: Path) -> set[str]:
    """The kinds of sockets that were made: AF_UNIX stays on this computer."""
    return set(re.findall(r" socket\((\w+)", log.read_text(encoding="utf-8")))


def test_the_window_has_one_socket_and_that_stays_on_this_computer(
    folders: dict[str, str], full: Path, tmp_path: Path
) -> None:
    """From the start to the backup that it makes by itself: only the bell for a second start (fault 8)."""
    log = tmp_path / "sockets.log"
    program = traced(log, full)
    try:
        for _ in range(PATIENCE):
            if list((tmp_path / "备份").glob("*.backup")) or program.poll() is not None:
                break
            sleep(0.1)
        assert list((tmp_path / "备份").glob("*.backup")), "it did not start"
        assert ring(door_name(), None)
    finally:
        os.killpg(program.pid, signal.SIGTERM)
        program.wait(60)
    assert sockets(log) == {"AF_UNIX"}
    bound = re.findall(r'bind\(\d+, \{sa_family=(\w+), sun_path="([^"]+)"', log.read_text(encoding="utf-8"))
    assert [(family, path.startswith(folders["TMPDIR"])) for family, path in bound] == [("AF_UNIX", True)]


@pytest.mark.parametrize(
    "arguments",
    [["score", "--quarter", "2019Q2"], ["print", "--quarter", "2019Q2", "--out", "{}/打印"], ["check", "--rebuild"]],
    ids=lambda arguments: arguments[0],
)
def test_the_command_line_has_no_socket_at_all(full: Path, tmp_path: Path, arguments: list[str]) -> None:
    log = tmp_path / "sockets.log"
    program = traced(log, *(each.format(tmp_path) for each in arguments), "--db", full)
    assert program.wait() == 0
    assert sockets(log) == set()


# ── temporary files ───────────────────────────────────────────────────────────────────────────────


def test_prints_exports_and_backups_leave_nothing_behind(folders: dict[str, str], full: Path, tmp_path: Path) -> None:
    with Office.open(full) as office:
        write_book(office, tmp_path / "出.xlsx")
        read_book(tmp_path / "出.xlsx")
        print_forms(office, Q2, tmp_path / "打印")
        office.back_up(tmp_path / "打印")
    assert list(Path(folders["TMPDIR"]).iterdir()) == []
    left = {path.name for path in tmp_path.iterdir()} - folders.keys()
    assert left == {"台账.db", "出.xlsx", "打印"}
    assert {path.suffix for path in (tmp_path / "打印").iterdir()} == {".pdf", ".backup"}


def test_those_that_fail_half_way_leave_nothing_either(folders: dict[str, str], full: Path, tmp_path: Path) -> None:
    """The disk takes no more than some bytes of each."""
    (tmp_path / "出").mkdir()
    with Office.open(full) as office:
        for work in (
            lambda: write_book(office, tmp_path / "出" / "出.xlsx"),
            lambda: print_forms(office, Q2, tmp_path / "出"),
            lambda: office.back_up(tmp_path / "出"),
        ):
            with size_limit(3000), pytest.raises(OfficeError):
                work()
            assert list((tmp_path / "出").iterdir()) == []
            assert list(Path(folders["TMPDIR"]).iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} - folders.keys() == {"台账.db", "出"}


# ── the log ───────────────────────────────────────────────────────────────────────────────────────

NAME, NUMBER, ACCOUNT, PHONE = "欧阳若兰", "640121198002070014", "6228480000000000017", "13912345678"


def test_whatever_goes_wrong_the_log_holds_nobody_s_data(
    watched: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bugs at every door of the office, with the records in hand, while a window is open on them."""
    with open_office(tmp_path) as office:
        person = Worker(ZHANG, NAME, "女", NUMBER, phone=PHONE, account=ACCOUNT)
        office.change(f"改名 {NAME}", save=[person, finding(date(2019, 5, 6))])
        path = office.path
    program = Program()
    program.start(path)
    office = program.office
    assert office is not None
    for work in (
        lambda: office.change(f"改 {NAME}", save=[Worker(ZHANG, [NAME])]),  # type: ignore[arg-type]
        lambda: {NAME: 1}[NUMBER],
        lambda: int(f"{NAME} {NUMBER}"),
        lambda: office._db.execute(f"SELECT '{NAME}' FROM {NUMBER}"),
        lambda: next(worker for worker in office.all(Worker) if worker.name == NAME).nothing,  # type: ignore[attr-defined]
        lambda: (_ for _ in ()).throw(OfficeError(f"{NAME}的账号 {ACCOUNT} 不对")),
    ):
        try:
            work()
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
    program.frame.close()
    program.close()
    text = watched.read_text(encoding="utf-8")
    assert text.count("没有料到的问题") == 6
    assert "test_leaks.py" in text
    for secret in (NAME, NUMBER, ACCOUNT, PHONE):
        assert secret not in text


def test_nor_does_what_qt_complains_of(watched: Path) -> None:
    """Qt's warnings may quote a text that is shown; only their kind and their place are kept."""
    qWarning(f"QPainter::drawText: {NAME} {NUMBER}")
    text = watched.read_text(encoding="utf-8")
    assert "QPainter::drawText" in text
    assert NAME not in text
    assert NUMBER not in text


def test_preferences_hold_paths_and_looks_alone(folders: dict[str, str], full: Path, qtbot: QtBot) -> None:
    program = Program()
    program.start(full)
    qtbot.waitUntil(lambda: preferences.known(full).backed_up != "", timeout=60_000)
    program.frame.close()
    program.close()
    text = preferences.preferences_file().read_text(encoding="utf-8")
    assert "张三" not in text
    assert "640121198002070014" not in text
