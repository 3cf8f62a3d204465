"""Signing in: by password, with the waits after wrong ones; with the paper key; a file or keyring that is not whole."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridapp import door
from gridapp.door import Door
from gridapp.model import Village
from gridapp.office import Office
from gridapp.passwords import unlock
from gridapp.roles import ENTER, MANAGE
from tests.offices import ROSTER
from ui import preferences
from ui.first_start import StartPage
from ui.pages.restore import RestorePage
from ui.program import Program
from ui.restoring_here import RestoringHere
from ui.sign_in import SignInPage

RIGHT, LIS = "huaishu xia 3 tiao lu", "hebian 7 kuai shitou"


class Locked:
    """A closed file with two accounts, 王敏 (管理) and 李娜 (录入), and its paper key."""

    def __init__(self, folder: Path, *, encrypted: bool) -> None:
        self.path = folder / "台账.gridapp"
        unlocked, self.paper = door.found(self.path, "王敏", RIGHT, encrypted=encrypted)
        with Office.open(self.path, unlocked=unlocked) as office:
            office.change("录入名册", save=ROSTER)
            office.add_account("李娜", ENTER, LIS)


@pytest.fixture(params=[True, False], ids=["encrypted", "plain"])
def locked(request: pytest.FixtureRequest, tmp_path: Path) -> Locked:
    return Locked(tmp_path, encrypted=request.param)


def sign_in_page(program: Program) -> SignInPage:
    assert isinstance(program.frame.page, SignInPage)
    return program.frame.page


def enter(page: SignInPage, password: str, qtbot: QtBot) -> None:
    """Type the password, press Enter, and wait until it was looked at."""
    page.form.password.field.selectAll()
    QTest.keyClicks(page.form.password.field, password)
    with qtbot.waitSignals([page.form.waits, page.form.waits]):
        qtbot.keyClick(page.form.password.field, Qt.Key.Key_Return)


def click(page: QWidget, text: str) -> None:
    next(each for each in page.findChildren(QPushButton) if each.text().startswith(text)).click()


def said(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_right_password_opens_the_file_and_is_remembered_by_nobody(
    program: Program, locked: Locked, qtbot: QtBot, tmp_path: Path
) -> None:
    program.start(locked.path)
    page = sign_in_page(program)
    assert "台账.gridapp" in said(page)
    assert [page.form.names.itemText(place) for place in range(page.form.names.count())] == ["王敏", "李娜"]
    page.form.names.setCurrentText("李娜")
    enter(page, LIS, qtbot)
    assert program.office
    assert program.window
    assert program.office.all(Village)
    assert program.window.status.who.text() == "录入：李娜"
    newest = program.office.accesses()[0]
    assert (newest.who, newest.what) == ("李娜", "登录")
    assert preferences.known(locked.path).account == "李娜"
    assert LIS not in preferences.preferences_file().read_text(encoding="utf-8")


def test_who_signed_in_last_is_offered_the_next_time(program: Program, locked: Locked) -> None:
    preferences.remember_file(locked.path, account="李娜")
    program.start(locked.path)
    assert sign_in_page(program).form.name == "李娜"
    assert sign_in_page(program).focusWidget() is sign_in_page(program).form.password.field


def test_wrong_passwords_are_told_and_then_waited_for_also_after_a_restart(
    program: Program, locked: Locked, qtbot: QtBot
) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9), tick=False) as clock:
        program.start(locked.path)
        page = sign_in_page(program)
        enter(page, "wrong one", qtbot)
        assert page.form.password.fault.text() == "✗ 密码不对，还可以试 2 次，之后每次都要等待"
        for _ in range(2):
            enter(page, "wrong one", qtbot)
        assert page.form.enter.text() == "请等 5 秒再试"
        assert not page.form.enter.isEnabled()
        program.start(locked.path)  # as a new process would
        page = sign_in_page(program)
        assert page.form.enter.text() == "请等 5 秒再试"
        clock.shift(2)
        qtbot.waitUntil(lambda: page.form.enter.text() == "请等 3 秒再试")
        page.form.names.setCurrentText("李娜")
        assert page.form.enter.text() == "登录"
        page.form.names.setCurrentText("王敏")
        clock.shift(3)
        qtbot.waitUntil(page.form.enter.isEnabled)
        enter(page, RIGHT, qtbot)
    assert program.office
    assert program.office.accesses()[0].about == "此前密码错了 3 次"
    assert Door(locked.path).tries_left("王敏") == 3 if program.office.encrypted else True


def test_capitals_that_are_locked_are_told(program: Program, locked: Locked, qtbot: QtBot) -> None:
    program.start(locked.path)
    page = sign_in_page(program)
    qtbot.keyClick(page.form.password.field, "A")
    assert "大写锁定" in page.form.password.fault.text()
    qtbot.keyClick(page.form.password.field, "a")
    assert page.form.password.fault.text() == ""


def test_who_forgot_the_password_comes_in_with_the_paper_key_however_it_is_typed(
    program: Program, locked: Locked, qtbot: QtBot
) -> None:
    program.start(locked.path)
    page = sign_in_page(program)
    click(page, "忘记密码")
    typed = locked.paper.replace("-", " ").lower().replace("1", "l").replace("0", "o")
    QTest.keyClicks(page.paper.paper.field, typed)
    qtbot.keyClick(page.paper.paper.field, Qt.Key.Key_Return)
    assert page.paper.paper.text() == locked.paper
    QTest.keyClicks(page.paper.new.first.field, "a new password")
    QTest.keyClicks(page.paper.new.again.field, "a new passwort")
    click(page, "换成新密码")
    assert page.paper.new.again.fault.text() == "✗ 两次输入的密码不一样，请再输入一次"
    page.paper.new.again.field.clear()
    QTest.keyClicks(page.paper.new.again.field, "a new password")
    qtbot.keyClick(page.paper.new.again.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None)
    assert program.office
    assert program.office.who == "王敏"
    assert unlock(program.office.keyring(), "王敏", "a new password")


def test_who_has_neither_is_told_plainly_that_nobody_can_open_it(
    program: Program, locked: Locked, qtbot: QtBot
) -> None:
    program.start(locked.path)
    page = sign_in_page(program)
    click(page, "忘记密码")
    encrypted = bool(page.door.keyring and page.door.keyring.number)
    assert ("包括本程序的作者" in said(page)) == encrypted
    assert "请找另一位“管理”重设密码" in said(page)
    other = door.found(locked.path.with_name("别的.gridapp"), "某人", RIGHT, encrypted=True)[1]
    page.paper.paper.field.setText(other)
    for field in (page.paper.new.first.field, page.paper.new.again.field):
        field.setText("a new password")
    click(page, "换成新密码")
    qtbot.waitUntil(lambda: "这不是本数据库的应急密钥" in said(page))
    assert program.office is None
    click(page, "返回")
    enter(page, RIGHT, qtbot)
    assert program.office


def test_an_account_that_was_stopped_stays_out_with_an_old_keyring_too(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    locked = Locked(tmp_path, encrypted=True)
    (keyring,) = tmp_path.glob("*.keys")
    old = keyring.read_bytes()
    with Door(locked.path).enter("王敏", RIGHT, datetime.now()) as office:
        office.stop_account("李娜")
    assert Door(locked.path).names == ("王敏",)
    keyring.write_bytes(old)
    program.start(locked.path)
    page = sign_in_page(program)
    page.form.names.setCurrentText("李娜")
    enter(page, LIS, qtbot)
    assert "账号“李娜”已经停用" in said(page)
    assert program.office is None


def test_another_file_is_opened_from_there(
    program: Program, locked: Locked, other_office: Office, qtbot: QtBot
) -> None:
    other_office.close()
    program.start(locked.path)
    sign_in_page(program).file_wanted.emit(other_office.path)
    assert program.office
    assert program.office.path == other_office.path
    program.open(locked.path)
    assert sign_in_page(program).door.path == locked.path
    assert other_office.closed
    assert program.office is None


def test_while_a_password_is_looked_at_nothing_else_begins_and_no_thread_is_left(
    program: Program, locked: Locked, other_office: Office, qtbot: QtBot
) -> None:
    other_office.close()
    program.start(locked.path)
    page = sign_in_page(program)
    page.form.password.field.setText(RIGHT)
    page.form.try_it()
    program.visit(str(other_office.path))
    assert program.frame.page is page
    assert not program.frame.close()
    _wait_for(qtbot, lambda: program.window is not None)
    assert program.office
    assert program.office.path == locked.path


def test_a_damaged_file_is_put_back_by_who_signed_in_who_need_not_sign_in_again(
    program: Program, locked: Locked, qtbot: QtBot, tmp_path: Path
) -> None:
    with Door(locked.path).enter("王敏", RIGHT, datetime.now()) as office:
        office.back_up(tmp_path)
        encrypted = office.encrypted
    locked.path.write_bytes(locked.path.read_bytes()[:-4096])
    program.start(locked.path)
    if encrypted or isinstance(program.frame.page, SignInPage):
        enter(sign_in_page(program), RIGHT, qtbot)
    page = program.frame.page
    assert isinstance(page, StartPage)
    assert "已损坏" in said(page)
    _wait_for(qtbot, lambda: "用最近的备份恢复" in "".join(b.text() for b in page.findChildren(QPushButton)))
    click(page, "用最近的备份恢复")
    _wait_for(qtbot, lambda: page is not program.frame.page)
    if encrypted:
        assert program.office
        assert program.office.who == "王敏"


def test_a_file_that_holds_nothing_any_more_is_put_back_by_the_password_of_its_backup(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    """Not even that it was encrypted can be read of it: the backups are asked."""
    locked = Locked(tmp_path, encrypted=True)
    with Door(locked.path).enter("王敏", RIGHT, datetime.now()) as office:
        office.back_up(tmp_path)
    locked.path.write_bytes(b"")
    program.start(locked.path)
    page = program.frame.page
    assert isinstance(page, StartPage)
    _wait_for(qtbot, lambda: "要输入密码" in "".join(b.text() for b in page.findChildren(QPushButton)))
    click(page, "打开最近的备份")
    here = page.panel.currentWidget()
    assert isinstance(here, RestoringHere)
    _wait_for(qtbot, lambda: here.form is not None)
    assert here.form
    here.form.form.password.field.setText(RIGHT)
    click(here.form.form, "打开备份")
    _wait_for(qtbot, lambda: program.window is not None)
    assert program.office
    assert program.office.who == "王敏"
    assert program.office.all(Village)


def test_a_backup_from_before_the_key_was_changed_is_opened_with_the_paper_key_of_then(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    """Somebody who was not there then looks into it, and goes back to it; they sign in as somebody who was."""
    locked = Locked(tmp_path, encrypted=True)
    unlocked = Door(locked.path).unlock("王敏", RIGHT, datetime.now())
    with Door(locked.path).open(unlocked) as office:
        backup = office.back_up(tmp_path).backups[0].path
        office.add_account("赵磊", MANAGE, RIGHT)
    door.rekey(locked.path, unlocked)
    window = program.open(locked.path, Door(locked.path).unlock("赵磊", RIGHT, datetime.now()))
    assert window
    window.files.show_backups()
    page = window.stack.currentWidget()
    assert isinstance(page, RestorePage)
    page.pick(backup)
    _wait_for(qtbot, lambda: page.key is not None)
    assert page.key
    assert page.key.form.name == "王敏"
    assert not page.take.isEnabled()
    click(page.key, "用应急密钥")
    page.key.paper.field.setText(locked.paper)
    page.key.try_paper()
    _wait_for(qtbot, page.take.isEnabled)
    assert "网格员 2" in page.holds.text()
    click(page, "恢复到这一份")
    _wait_for(qtbot, lambda: isinstance(program.frame.page, SignInPage))
    assert "赵磊" not in sign_in_page(program).door.names
    enter(sign_in_page(program), RIGHT, qtbot)
    assert program.office
    assert [account.name for account in program.office.accounts()] == ["李娜", "王敏"]


# ── the keyring ───────────────────────────────────────────────────────────────────────────────────────


def start_page(program: Program) -> StartPage:
    assert isinstance(program.frame.page, StartPage)
    return program.frame.page


@pytest.mark.parametrize("damage", [lambda file: file.unlink(), lambda file: file.write_bytes(b"nothing")])
def test_a_keyring_that_is_gone_comes_back_from_a_backup_by_itself(
    program: Program, tmp_path: Path, qtbot: QtBot, damage: Callable[[Path], object]
) -> None:
    locked = Locked(tmp_path, encrypted=True)
    with Door(locked.path).enter("王敏", RIGHT, datetime.now()) as office:
        office.back_up(tmp_path)
    (keyring,) = tmp_path.glob("*.keys")
    damage(keyring)
    program.start(locked.path)
    assert "钥匙文件" in start_page(program).said.text()
    _wait_for(qtbot, lambda: isinstance(program.frame.page, SignInPage))
    enter(sign_in_page(program), RIGHT, qtbot)
    assert program.office


def test_a_keyring_that_no_known_backup_has_is_taken_from_one_that_is_named(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    locked = Locked(tmp_path, encrypted=True)
    stick = tmp_path / "U盘"
    stick.mkdir()
    with Door(locked.path).enter("王敏", RIGHT, datetime.now()) as office:
        backup = office.back_up(stick).backups[0].path
    (keyring,) = tmp_path.glob("*.keys")
    keyring.unlink()
    program.start(locked.path)
    search = start_page(program).keyring
    assert search
    _wait_for(qtbot, search.choose.isVisible)
    assert "没有找到它的钥匙文件" in said(search)
    foreign = door.found(tmp_path / "别的.gridapp", "某人", RIGHT, encrypted=True)[0]
    with Office.open(tmp_path / "别的.gridapp", unlocked=foreign) as office:
        other = office.back_up(stick).backups[0].path
    search.take(other)
    _wait_for(qtbot, lambda: "没有找到它的钥匙文件" in said(search))
    search.take(backup)
    _wait_for(qtbot, lambda: isinstance(program.frame.page, SignInPage))
    enter(sign_in_page(program), RIGHT, qtbot)
    assert program.office


def _wait_for(qtbot: QtBot, state: Callable[[], bool]) -> None:
    qtbot.waitUntil(state, timeout=30_000)
