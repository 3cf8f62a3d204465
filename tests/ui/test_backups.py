"""Backups by themselves, what is said of them, and going back to one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridapp.model import Village, Worker
from gridapp.office import Office
from tests.offices import ZHANG, finding, open_office
from tests.store.test_chain import altered
from ui import caretaker, preferences
from ui.backups import when
from ui.caretaker import About, Caretaker
from ui.pages.restore import RestorePage
from ui.pages.settings_backups import BackupsPart
from ui.program import Program
from ui.session import Session
from ui.window import Window

WAIT = 30_000


def press(page: QWidget, text: str, qtbot: QtBot) -> None:
    button = next(each for each in page.findChildren(QPushButton) if each.text() == text and each.isVisible())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def folder(office: Office) -> Path:
    return office.path.parent / "备份"


def made(office: Office) -> list[str]:
    """The numbers of the backups in the folder."""
    return sorted(path.name[3:7] for path in folder(office).glob("*.backup"))


@pytest.fixture
def care(session: Session) -> Iterator[Caretaker]:
    """The window's caretaker, at work until the test is over."""
    yield session.caretaker
    session.caretaker.stop()


def begin(care: Caretaker, qtbot: QtBot) -> None:
    """Begin, and wait until the log was walked and the backup made."""
    care.begin()
    qtbot.waitUntil(lambda: not care.busy, timeout=WAIT)


# ── by itself ─────────────────────────────────────────────────────────────────────────────────────


def test_on_start_the_log_is_verified_and_a_backup_made(care: Caretaker, office: Office, qtbot: QtBot) -> None:
    begin(care, qtbot)
    assert made(office) == ["0001"]
    known = preferences.known(office.path)
    assert (known.hash, known.backed_up) == (office.chain_head(), office.chain_head())


def test_on_the_next_start_there_is_nothing_to_back_up(office: Office, dressed: object, qtbot: QtBot) -> None:
    for _ in range(2):
        sitting = Session(office)
        begin(sitting.caretaker, qtbot)
        sitting.caretaker.stop()
    assert made(office) == ["0001"]


def test_a_change_is_in_a_backup_half_an_hour_later(
    care: Caretaker, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caretaker, "EVERY", 1)
    monkeypatch.setattr(caretaker, "QUIET", 1)
    begin(care, qtbot)
    session.do(lambda: session.office.change("扣分", save=[finding(date(2019, 5, 6))]))
    qtbot.waitUntil(lambda: made(session.office) == ["0001", "0002"], timeout=WAIT)
    qtbot.waitUntil(lambda: not care.busy, timeout=WAIT)
    assert preferences.known(session.office.path).backed_up == session.office.chain_head()


def test_nothing_is_copied_while_somebody_types(
    care: Caretaker, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each change puts it off again; nothing changes for an hour, and it is still made."""
    monkeypatch.setattr(caretaker, "EVERY", 1)
    begin(care, qtbot)
    session.do(lambda: session.office.change("扣分", save=[finding(date(2019, 5, 6))]))
    qtbot.waitUntil(lambda: care.quiet.isActive())
    session.do(lambda: session.office.change("扣分", save=[finding(date(2019, 5, 7))]))
    assert care.quiet.isActive()
    assert made(session.office) == ["0001"]
    care.quiet.start(0)
    qtbot.waitUntil(lambda: made(session.office) == ["0001", "0002"], timeout=WAIT)


def test_long_work_that_has_the_office_is_waited_for(care: Caretaker, session: Session, qtbot: QtBot) -> None:
    session.lent = True
    care.begin()
    assert care.back_up(asked=True) is None
    session.lent = False
    qtbot.waitUntil(lambda: not care.busy, timeout=WAIT)
    assert made(session.office) == ["0001"]


# ── what must not be overlooked ───────────────────────────────────────────────────────────────────


def told(window: Window) -> list[str]:
    return [notice.label.text() for notice in window.notices.care.values() if notice.isVisible()]


def test_all_well_says_only_when_the_last_backup_was_made(window: Window, care: Caretaker, qtbot: QtBot) -> None:
    assert window.status.backup.text() == "· 还没有备份"
    begin(care, qtbot)
    assert window.status.backup.text().startswith("· 上次备份 今天 ")
    assert told(window) == []


def test_a_log_that_was_altered_is_told_and_nothing_is_backed_up(office: Office, qtbot: QtBot, dressed: object) -> None:
    office.close()
    altered(office.path, f"UPDATE worker SET name = '王五' WHERE id = '{ZHANG}'")
    with Office.open(office.path) as spoiled:
        window = Window(Session(spoiled))
        qtbot.addWidget(window)
        window.show()
        begin(window.session.caretaker, qtbot)
        (text,) = told(window)
        assert text.startswith("有 1 处数据与变更记录不符，可能在程序以外被改动过。请停止录入，从备份恢复。")
        assert "请到原来的电脑上用“备份”，不要直接复制" in text, "row 7: a copy made by hand, and the way that is whole"
        assert made(spoiled) == []
        assert preferences.known(spoiled.path).change == 0
        press(window.centralWidget(), "从备份恢复…", qtbot)
        assert isinstance(window.stack.currentWidget(), RestorePage)
        window.close()


def test_another_log_than_the_last_time_is_told_once(
    window: Window, care: Caretaker, office: Office, qtbot: QtBot, dressed: object
) -> None:
    """After a restore that the window knows nothing of, or by somebody who wrote the log anew."""
    preferences.remember_file(office.path, change=3, hash="ab" * 32)
    begin(care, qtbot)
    (text,) = told(window)
    assert text.startswith("变更记录和上次打开时的不是同一份")
    assert made(office) == ["0001"]
    care.stop()
    again = Session(office)
    begin(again.caretaker, qtbot)
    assert again.caretaker.warnings == {}
    again.caretaker.stop()


def test_a_file_that_is_only_read_is_verified_and_nothing_is_written(
    care: Caretaker, office: Office, qtbot: QtBot
) -> None:
    office.read_only = True
    begin(care, qtbot)
    assert preferences.known(office.path).hash == office.chain_head()
    assert not folder(office).exists()


def test_a_folder_that_cannot_be_written_is_told_with_a_way(
    window: Window, care: Caretaker, office: Office, qtbot: QtBot
) -> None:
    preferences.remember(backups="/proc/备份")
    begin(care, qtbot)
    (text,) = told(window)
    assert text.startswith("备份没有成功：不能备份到 /proc/备份")
    assert text.endswith("还没有备份")
    preferences.remember(backups="")
    press(window.centralWidget(), "现在备份", qtbot)
    qtbot.waitUntil(lambda: told(window) == [], timeout=WAIT)
    assert made(office) == ["0001"]


def test_a_stick_is_written_when_it_is_there_and_asked_for_when_it_was_away_too_long(
    window: Window, care: Caretaker, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "U盘"
    preferences.remember(second_place=str(stick))
    begin(care, qtbot)
    assert told(window) == [f"{stick} 中没有备份：请插好 U 盘，现在备份"]
    stick.mkdir()
    press(window.centralWidget(), "现在备份", qtbot)
    qtbot.waitUntil(lambda: told(window) == [], timeout=WAIT)
    (copy,) = stick.iterdir()
    old = datetime.now() - timedelta(days=9)
    copy.rename(stick / f"台账-0002-{old:%Y%m%d}-093000.backup")
    care.look_around()
    assert told(window) == [
        f"{stick} 中的备份已是 {when(old.replace(hour=9, minute=30), datetime.now())}的：请现在备份"
    ]


def test_a_wrong_clock_is_told(
    window: Window, care: Caretaker, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Past(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime(1970, 1, 1, 8)

    monkeypatch.setattr(caretaker, "datetime", Past)
    care.look_around()
    assert told(window)[0].startswith("电脑的时间不对：现在显示 1970年1月1日，而最近的记录是 ")


def test_a_disk_that_is_nearly_full_is_told_before_it_is(
    window: Window, care: Caretaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caretaker, "LITTLE_ROOM", 1 << 62)
    care.look_around()
    assert told(window)[0].startswith("磁盘快满了，只剩 ")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2026, 8, 10, 9, 5), "今天 09:05"),
        (datetime(2026, 8, 9, 23, 59), "昨天 23:59"),
        (datetime(2026, 8, 1, 9, 5), "8月1日 09:05（9 天前）"),
        (datetime(2025, 8, 10, 9, 5), "2025年8月10日 09:05（365 天前）"),
        (datetime(2026, 8, 11, 9, 5), "8月11日 09:05"),
    ],
)
def test_an_age_is_said_in_words(at: datetime, said: str) -> None:
    assert when(at, datetime(2026, 8, 10, 12)) == said


# ── asked for ─────────────────────────────────────────────────────────────────────────────────────


def test_ctrl_b_makes_one_and_says_where(window: Window, office: Office, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.status.message.text().startswith("已备份到 "), timeout=WAIT)
    (copy,) = folder(office).iterdir()
    assert window.status.message.text() == f"已备份到 {copy}"


def test_one_that_cannot_be_made_is_said(window: Window, session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    session.caretaker.back_up(tmp_path / "没有的文件夹", asked=True)
    qtbot.waitUntil(lambda: "不能备份到" in window.status.message.text(), timeout=WAIT)


def test_the_window_can_be_typed_in_while_a_backup_is_checked(window: Window, session: Session, qtbot: QtBot) -> None:
    work = session.caretaker.back_up(asked=True)
    assert work
    assert window.stack.isEnabled()
    assert session.do(lambda: session.office.change("扣分", save=[finding(date(2019, 5, 6))]))
    qtbot.waitUntil(lambda: not session.caretaker.busy, timeout=WAIT)


def test_a_window_that_closes_waits_for_its_backup(window: Window, session: Session) -> None:
    work = session.caretaker.back_up()
    assert work
    assert window.close()
    assert work.isFinished()


def test_a_program_that_the_system_ends_waits_too(dressed: object, tmp_path: Path) -> None:
    with open_office(tmp_path) as closed:
        path = closed.path
    program = Program()
    program.start(path)
    window = program.window
    assert window
    work = window.session.caretaker.back_up()
    assert work
    program.close()
    assert work.isFinished()
    program.frame.close()
    program.frame.deleteLater()


def test_places_are_set_and_proved_at_once(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    page = BackupsPart(session)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    assert page.first.text() == str(folder(session.office))
    assert page.second.text().startswith("没有设置")
    (tmp_path / "U盘").mkdir()
    page.set_places(second_place=str(tmp_path / "U盘"))
    assert page.second.text() == str(tmp_path / "U盘")
    qtbot.waitUntil(lambda: "今天" in page.last.text(), timeout=WAIT)
    assert len(list((tmp_path / "U盘").iterdir())) == 1
    (tmp_path / "U盘").rename(tmp_path / "拔了")
    page.refresh()
    assert page.second.text().endswith("（现在没有插上）")
    press(page, "不用", qtbot)
    assert preferences.load().second_place == ""
    session.caretaker.stop()


# ── going back to one ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def page(window: Window, session: Session, qtbot: QtBot) -> RestorePage:
    """The page, with two backups: one of the roster, one with two steps more; since then a name changed."""
    office = session.office
    office.back_up(office.path.parent)
    office.change("录入村", save=[Village("西村", "村")])
    office.change("扣分", save=[finding(date(2019, 5, 6))])
    office.back_up(office.path.parent)
    office.change("改名", save=[Worker(ZHANG, "张三丰")])
    window.files.show_backups()
    shown = window.stack.currentWidget()
    assert isinstance(shown, RestorePage)
    qtbot.waitUntil(shown.take.isEnabled, timeout=WAIT)
    return shown


def test_the_newest_is_in_front_and_tells_what_it_holds(page: RestorePage) -> None:
    lines = page.holds.text().split("\n")
    assert lines[0].startswith("（未填镇名），共 4 步；最后一步：扣分（王敏，")
    assert lines[1:4] == [
        "网格 2、网格员 2、每周每月登记 0、扣分事项 1、会议 0、考勤 0、测评 0",
        "还没有任何季度的登记",
        "恢复以后，这份备份之后的 1 步改动将不在文件里。",
    ]


def test_another_is_looked_into_when_it_is_gone_to(page: RestorePage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "这份备份之后的 3 步改动" in page.holds.text(), timeout=WAIT)


def test_a_backup_of_another_file_is_told(page: RestorePage, other_office: Office, qtbot: QtBot) -> None:
    other_office.set_office(镇名="别的镇")
    other_office.close()
    page.pick(other_office.path)
    qtbot.waitUntil(lambda: "它来自另一个文件" in page.holds.text(), timeout=WAIT)


def test_a_backup_that_is_none_can_be_looked_at_but_not_taken(page: RestorePage, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "坏.backup").write_bytes(b"not a backup")
    page.pick(tmp_path / "坏.backup")
    qtbot.waitUntil(lambda: page.holds.text().startswith("✗ 文件 坏.backup 不是本程序的数据库"), timeout=WAIT)
    assert not page.take.isEnabled()


def test_a_backup_is_pinned_and_let_go(page: RestorePage, office: Office, qtbot: QtBot) -> None:
    press(page, "一直保留", qtbot)
    assert [path.name[-10:] for path in office.path.parent.glob("*保留.backup")] == ["-保留.backup"]
    qtbot.waitUntil(page.take.isEnabled, timeout=WAIT)
    press(page, "不再保留", qtbot)
    assert list(office.path.parent.glob("*保留.backup")) == []
    qtbot.waitUntil(page.take.isEnabled, timeout=WAIT)


def test_the_one_that_is_taken_is_the_one_in_front(page: RestorePage, window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.restore_wanted) as wanted:
        press(page, "恢复到这一份", qtbot)
    assert wanted.args[0].name.startswith("台账-0002-")


def test_escape_leaves_everything_as_it_is(page: RestorePage, window: Window, office: Office, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not isinstance(window.stack.currentWidget(), RestorePage)
    assert office.undoable() == "改名"


def test_warnings_stand_in_the_order_of_their_gravity(window: Window, care: Caretaker) -> None:
    care.warnings = {About.SECOND: "二", About.LOG: "一"}
    care.looked.emit()
    assert told(window) == ["一", "二"]
