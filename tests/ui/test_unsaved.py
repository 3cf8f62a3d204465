"""A disk that takes nothing: what was typed stays, is told, and is saved by itself or by F5 once there is room."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from gridapp.errors import Refused, UnusableFile
from gridapp.model import Counts, Finding, Tally
from gridapp.office import Office
from gridapp.store.changes import steps
from gridapp.store.driver import sqlite3
from tests.offices import LI, Q2, ZHANG, full_quarter, open_office
from ui.pages.item import ItemPage
from ui.pages.settings_office import TownshipPart
from ui.pages.week import WeekPage
from ui.session import Session
from ui.window import Window

WEEK = Q2.weeks[0]
NOBODY = 65534


@contextmanager
def full_disk() -> Iterator[None]:
    """Nothing more can be written: files may not become larger than they are already."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def page(window: Window) -> WeekPage:
    window.session.wanted.emit("登记 · 按周", None)
    shown = window.stack.currentWidget()
    assert isinstance(shown, WeekPage)
    return shown


def counts(session: Session, worker: str) -> dict[str, int]:
    tally = session.office.tally(worker, WEEK)
    return dict(tally.counts) if tally else {}


def test_cells_that_were_not_saved_stay_and_are_saved_by_f5_once_there_is_room(
    page: WeekPage, window: Window, session: Session, qtbot: QtBot
) -> None:
    with full_disk():
        assert not page.model.write([(0, 1, "2")])
        assert not page.model.write([(0, 2, "0")])
        assert not page.model.write([(1, 1, "5")])
        qtbot.keyClick(window, Qt.Key.Key_F5)
    assert [page.model.index(0, column).data() for column in (1, 2)] == ["✗ 2", "✗ 0"]
    assert window.status.saved.text() == "✗ 未保存 3 处"
    assert window.notices.unsaved.isVisible()
    assert "第14周 张三 平台录入 未录→2；第14周 张三 排查 未录→0" in window.notices.unsaved.label.text()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert counts(session, ZHANG) == {"平台录入": 2, "排查": 0}
    assert counts(session, LI) == {"平台录入": 5}
    assert [page.model.index(0, column).data() for column in (1, 2)] == ["2", "▾0"]
    assert window.status.saved.text().startswith("已保存 ")
    assert not window.notices.unsaved.isVisible()
    assert session.office.undoable() == "第14周 李四 平台录入 未录→5"


def test_they_are_saved_by_themselves_too(page: WeekPage, session: Session, qtbot: QtBot) -> None:
    session._again.setInterval(20)
    with full_disk():
        assert not page.model.write([(0, 1, "2")])
    qtbot.waitUntil(lambda: counts(session, ZHANG) == {"平台录入": 2})
    assert page.model.faults == {}


def test_the_next_change_takes_along_what_waits_in_its_order(page: WeekPage, session: Session) -> None:
    with full_disk():
        assert not page.model.write([(0, 1, "2")])
        assert not page.model.write([(0, 1, "3")])
    assert page.model.write([(0, 2, "1")])
    assert counts(session, ZHANG) == {"平台录入": 3, "排查": 1}


def test_a_form_handed_over_twice_makes_one_record(window: Window, session: Session) -> None:
    session.wanted.emit("登记 · 按项", None)
    page = window.stack.currentWidget()
    assert isinstance(page, ItemPage)
    assert page.findings.editor
    form = page.findings.editor.form
    form.show_values({"worker": ZHANG, "day": "2019-05-07", "clause": "1a", "times": "1", "note": "不全"})
    with full_disk():
        form.submit()
        form.submit()
    assert form.fields["note"].text() == "不全"
    session.retry()
    assert [each.note for each in session.office.all(Finding)] == ["不全"]
    assert form.fields["note"].text() == ""


def test_a_setting_stays_in_its_field_until_it_is_saved(window: Window, session: Session, qtbot: QtBot) -> None:
    part = TownshipPart(session)
    qtbot.addWidget(part)
    session.changed.connect(part.refresh)
    part.refresh()
    field = part.form.fields["镇名"]
    assert isinstance(field.input, QLineEdit)
    field.input.setText("青川镇")
    with full_disk():
        field.input.editingFinished.emit()
    assert (field.text(), field.fault.text()) == ("青川镇", "✗ 没有保存，原因见窗口下方")
    session.retry()
    assert session.office.settings() == {"镇名": "青川镇"}
    assert (field.text(), field.fault.text()) == ("青川镇", "")


def test_what_the_office_refuses_does_not_wait(page: WeekPage, window: Window, session: Session) -> None:
    nobody = Tally("9999", WEEK, Counts({"排查": 1}))
    assert not session.do(lambda: session.office.change("不成", save=[nobody]))
    assert (session.waiting, window.notices.unsaved.isVisible()) == ([], False)


@pytest.mark.parametrize("leave", [True, False])
def test_before_it_closes_the_window_says_what_would_be_lost(
    leave: bool, page: WeekPage, window: Window, session: Session
) -> None:
    asked: list[str] = []

    def answer() -> None:
        boxes = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]
        seen = [each for each in boxes if each.windowTitle() == "还有没保存的"]  # another test may have left one
        if not seen:  # the question may come later than the timer
            QTimer.singleShot(10, answer)
            return
        (box,) = seen
        asked.append(box.text())
        next(each for each in box.buttons() if (each.text() == "放弃并关闭") == leave).click()

    with full_disk():
        page.model.write([(0, 1, "2")])
        QTimer.singleShot(0, answer)
        assert window.close() == leave
    assert "第14周 张三 平台录入 未录→2" in asked[0]
    assert bool(session.waiting) != leave


def test_a_disk_without_room_takes_it_when_there_is_room(tmp_path: Path) -> None:
    """The real thing: a file system of a megabyte, filled to the last byte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("needs the right to mount a file system")
    try:
        with open_office(disk) as office:
            session = Session(office)
            filler = disk / "filler"
            with suppress(OSError):
                filler.write_bytes(bytes(2 << 20))
            assert shutil.disk_usage(disk).free == 0
            quarter = full_quarter(Q2)
            assert not session.do(lambda: office.change("登记", save=quarter))
            assert (office.all(Tally), [each.name for each in session.waiting]) == ([], ["登记"])
            filler.unlink()
            assert session.retry()
            assert len(office.all(Tally)) == 2 * (len(Q2.weeks) + 3)
            assert office.check() == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_commit_that_is_reported_as_failed_though_it_was_stored_is_not_made_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, execute = office._db, office._db.execute

    def failing(sql: str, *args: object) -> object:
        answer = execute(sql, *args)
        if sql == "COMMIT":
            raise sqlite3.OperationalError("disk I/O error")
        return answer

    monkeypatch.setattr(db, "execute", failing)
    session = Session(office)
    finding = Finding(ZHANG, date(2019, 5, 7), "1a")
    assert session.do(lambda: office.change("登记", save=[finding]))
    monkeypatch.undo()
    assert len(office.all(Finding)) == 1
    assert steps(db, "name = '登记'")


# ── to be read only ───────────────────────────────────────────────────────────────────────────────────


@contextmanager
def somebody_else() -> Iterator[None]:
    """Not the superuser, who may write everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked(dressed: QApplication) -> Iterator[Path]:
    """A folder that anybody may read, with an office's file."""
    folder = Path(tempfile.mkdtemp())
    with open_office(folder) as office:
        path = office.path
    folder.chmod(0o755)
    path.chmod(0o644)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("file_only", [True, False])
def test_a_file_that_may_not_be_written_opens_to_be_read_with_a_banner(
    locked: Path, file_only: bool, qtbot: QtBot, tmp_path: Path
) -> None:
    locked.chmod(0o444 if file_only else 0o666)
    locked.parent.chmod(0o777 if file_only else 0o555)
    with somebody_else():
        office = Office.open(locked)
    with office:
        session = Session(office)
        session.look_at(Q2)
        window = Window(session)
        qtbot.addWidget(window)
        window.show()
        assert window.notices.unsaved.isVisible()
        assert window.notices.unsaved.label.text().startswith("只读打开：文件或它所在的文件夹是只读的")
        assert not window.notices.unsaved.button.isVisible()
        session.wanted.emit("登记 · 按周", None)
        page = window.stack.currentWidget()
        assert isinstance(page, WeekPage)
        assert page.model.rowCount() == 2
        assert not page.model.write([(0, 1, "2")])
        assert "是只读的，可以看，不能改动。要改动，请先复制到可写的文件夹" in window.status.message.text()
        assert session.waiting == []
        with pytest.raises(Refused, match="是只读的"):
            office.change("登记", save=[Finding(ZHANG, date(2019, 5, 7), "1a")])
        assert office.back_up(tmp_path).backups[0].path.exists()


def test_a_read_only_file_that_another_program_writes_is_told_as_held(locked: Path) -> None:
    program = f"""import time; from pathlib import Path; from gridapp.office import Office
office = Office.open(Path({str(locked)!r})); print("open", flush=True); time.sleep(60)"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_environment()) as holder:
        try:
            assert holder.stdout
            assert holder.stdout.readline() == "open\n"
            locked.chmod(0o444)
            with somebody_else(), pytest.raises(UnusableFile, match="正被另一个程序使用"):
                Office.open(locked)
        finally:
            holder.kill()


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
