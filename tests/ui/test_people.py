"""人员与密码, 加密, 使用记录: accounts made, changed and stopped in the window; the file closed for another key."""

import shutil
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from gridapp import backups, door
from gridapp.door import Door
from gridapp.keyring import Unlocked, WrongPassword
from gridapp.model import OfficeSetting
from gridapp.office import Office
from gridapp.second_person import SECOND_PERSON
from tests.offices import ZHANG, open_office
from ui.backups import listed
from ui.closed_work import ClosedPage, ClosedWork
from ui.pages.roster import RosterPage
from ui.pages.settings import TABS, SettingsPage
from ui.pages.settings_accesses import AccessesPart
from ui.pages.settings_accounts import AccountsPart
from ui.pages.settings_encryption import EncryptionPart
from ui.pages.settings_part import Part
from ui.pages.ways import ENCRYPTION
from ui.program import Program
from ui.session import Spot
from ui.widgets.paper_key_panel import PaperKeyPanel
from ui.window import Window

PASSWORD, OTHER = "liuhe-2019", "dongcun-2020"
LONG = 30_000
P = TypeVar("P", bound=Part)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small office with 王敏 管理, 李强 录入, 周建民 审核 and 赵静 只读; not encrypted."""
    with open_office(tmp_path_factory.mktemp("once")) as office:
        office.begin_accounts("王敏", PASSWORD)
        for name, role in (("李强", "录入"), ("周建民", "审核"), ("赵静", "只读")):
            office.add_account(name, role, PASSWORD)
        return office.path


@pytest.fixture
def file(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(once, tmp_path))


def enter(program: Program, qtbot: QtBot, path: Path, name: str = "王敏") -> Window:
    """The window, for who has signed in."""
    program.open(path, Door(path).unlock(name, PASSWORD, datetime.now()))
    assert program.window
    program.frame.resize(1366, 768)
    return shown(program, qtbot)


def shown(program: Program, qtbot: QtBot) -> Window:
    qtbot.waitUntil(lambda: program.window is not None and bool(program.window.stack.pages), timeout=LONG)
    assert program.window
    return program.window


def part(window: Window, kind: type[P]) -> P:
    title = next(tab.title for tab in TABS if tab.part is kind)
    window.open_at("设置", title)
    page = window.stack.front
    assert isinstance(page, SettingsPage)
    found = page.part()
    assert isinstance(found, kind)
    return found


def again(program: Program, before: Window, qtbot: QtBot) -> Window:
    """The window that comes when the file was closed and opened anew."""
    qtbot.waitUntil(lambda: program.window not in (None, before), timeout=LONG)
    return shown(program, qtbot)


def idle(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.lent, timeout=LONG)


def write(qtbot: QtBot, entry: QLineEdit, text: str) -> None:
    entry.setFocus()
    qtbot.keyClicks(entry, text)


def twice(qtbot: QtBot, people: AccountsPart, password: str) -> None:
    """A new password into the form that is open."""
    assert people.form
    for each in (people.form.password.first, people.form.password.again):  # type: ignore[attr-defined]
        write(qtbot, each.field, password)


def keys(qtbot: QtBot, *lines: str) -> None:
    """Each typed where the keys go, and ended by Enter."""
    for line in lines:
        qtbot.keyClicks(QApplication.focusWidget(), line)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def rows(people: AccountsPart) -> list[list[str]]:
    model = people.table.rows_model
    return [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]


def prove(qtbot: QtBot, panel: PaperKeyPanel) -> str:
    """Say that it is on paper, and type the last group; returns the key."""
    panel.on.click()
    write(qtbot, panel.typed, panel.key.groups[-1])
    qtbot.keyClick(panel.typed, Qt.Key.Key_Return)
    return panel.key.paper


# ── the first account ─────────────────────────────────────────────────────────────────────────────


def test_the_first_account_is_made_its_paper_key_proved_and_then_somebody_has_signed_in(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    with open_office(tmp_path) as office:
        path = office.path
    program.open(path)
    window = shown(program, qtbot)
    people = part(window, AccountsPart)
    assert [each.isVisible() for each in (people.begin, people.new, people.own)] == [True, False, False]
    people.begin.click()
    write(qtbot, people.form.name, "WangMin")  # type: ignore[union-attr, attr-defined]
    twice(qtbot, people, PASSWORD)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people.paper is not None, timeout=LONG)
    assert people.paper
    assert people.paper.print.hasFocus()
    qtbot.keyClick(people.paper.print, Qt.Key.Key_Escape)
    assert people.paper.isVisible()
    paper = prove(qtbot, people.paper)
    window = again(program, window, qtbot)
    assert (window.session.office.who, window.session.office.role) == ("WangMin", "管理")
    assert window.status.who.text() == "管理：WangMin"
    window.close()
    program.close()
    with Door(path).enter_by_paper(paper, "WangMin", OTHER) as office:
        assert office.role == "管理"


# ── everybody's accounts ──────────────────────────────────────────────────────────────────────────


def test_all_accounts_are_listed_and_what_can_be_done_depends_on_whose(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    people = part(enter(program, qtbot, file), AccountsPart)
    assert rows(people) == [
        ["周建民", "审核", "在用"],
        ["李强", "录入", "在用"],
        ["王敏", "管理", "在用（现在登录的人）"],
        ["赵静", "只读", "在用"],
    ]
    assert [each.isEnabled() for each in (people.role, people.reset, people.stop)] == [False, True, False]
    people.table.choose("李强")
    assert [each.isEnabled() for each in (people.role, people.reset, people.stop)] == [True, True, True]


def test_an_account_is_added_and_a_name_that_was_given_is_refused_at_its_field(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    window = enter(program, qtbot, file)
    people = part(window, AccountsPart)
    people.new.click()
    form = people.form
    assert form
    form.name.setText("李强")  # type: ignore[attr-defined]
    twice(qtbot, people, OTHER)
    form.submit()
    idle(window, qtbot)
    assert "不能重复使用" in form.entries["name"].fault.text()
    form.name.setText("钱进")  # type: ignore[attr-defined]
    form.role.setCurrentText("审核")  # type: ignore[attr-defined]
    form.submit()
    qtbot.waitUntil(lambda: people.form is None, timeout=LONG)
    assert ["钱进", "审核", "在用"] in rows(people)
    window.session.undo()
    assert ["钱进", "审核", "在用"] in rows(people)


def test_every_form_is_filled_in_by_keys_alone(program: Program, qtbot: QtBot, file: Path) -> None:
    window = enter(program, qtbot, file)
    people = part(window, AccountsPart)
    people.own.click()
    keys(qtbot, "not-this-one", OTHER, OTHER)
    idle(window, qtbot)
    assert people.form
    assert people.form.entries["old"].input.hasFocus(), "what was wrong can be typed again"
    people.form.entries["old"].input.clear()  # type: ignore[attr-defined]
    keys(qtbot, PASSWORD, OTHER, OTHER)
    qtbot.waitUntil(lambda: people.form is None, timeout=LONG)
    people.table.choose("李强")
    people.reset.click()
    keys(qtbot, OTHER, OTHER)
    qtbot.waitUntil(lambda: people.form is None, timeout=LONG)
    people.stop.click()
    assert people.form
    assert people.form.enter.hasFocus()
    people.role.click()
    assert people.form.entries["role"].input.hasFocus()
    people.new.click()
    keys(qtbot, "QianJin")
    assert people.form.entries["role"].input.hasFocus()


def test_two_passwords_that_differ_are_told_and_nothing_is_done(program: Program, qtbot: QtBot, file: Path) -> None:
    people = part(enter(program, qtbot, file), AccountsPart)
    people.reset.click()
    form = people.form
    assert form
    write(qtbot, form.password.first.field, OTHER)  # type: ignore[attr-defined]
    write(qtbot, form.password.again.field, OTHER + "x")  # type: ignore[attr-defined]
    form.submit()
    assert "两次输入的密码不一样" in form.password.again.fault.text()  # type: ignore[attr-defined]
    qtbot.keyClick(form.password.again.field, Qt.Key.Key_Escape)  # type: ignore[attr-defined]
    assert (people.form, people.panel.isVisible()) == (None, False)


def test_a_role_and_a_password_are_changed_for_somebody_else(program: Program, qtbot: QtBot, file: Path) -> None:
    window = enter(program, qtbot, file)
    people = part(window, AccountsPart)
    people.table.choose("李强")
    people.role.click()
    people.form.role.setCurrentText("审核")  # type: ignore[union-attr, attr-defined]
    people.form.submit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: ["李强", "审核", "在用"] in rows(people), timeout=LONG)
    people.reset.click()
    twice(qtbot, people, OTHER)
    people.form.submit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: people.form is None, timeout=LONG)
    window.close()
    program.close()
    with Door(file).enter("李强", OTHER, datetime.now()) as office:
        assert office.role == "审核"


def test_ones_own_password_is_changed_by_who_knows_it(program: Program, qtbot: QtBot, file: Path) -> None:
    window = enter(program, qtbot, file, "赵静")
    people = part(window, AccountsPart)
    people.own.click()
    form = people.form
    assert form
    write(qtbot, form.old.field, "wrong-one")  # type: ignore[attr-defined]
    twice(qtbot, people, OTHER)
    form.submit()
    idle(window, qtbot)
    assert form.entries["old"].fault.text() == "✗ 密码不对"
    form.old.field.setText(PASSWORD)  # type: ignore[attr-defined]
    form.submit()
    qtbot.waitUntil(lambda: people.form is None, timeout=LONG)
    window.close()
    program.close()
    with pytest.raises(WrongPassword):
        Door(file).unlock("赵静", PASSWORD, datetime.now())


def test_who_only_reads_finds_the_ways_shut_with_the_reason(program: Program, qtbot: QtBot, file: Path) -> None:
    people = part(enter(program, qtbot, file, "赵静"), AccountsPart)
    people.table.choose("李强")
    for each in (people.new, people.role, people.reset, people.stop):
        assert (each.isEnabled(), "要由“管理”账号办理" in each.toolTip()) == (False, True)
    assert (people.own.isEnabled(), people.second.isEnabled()) == (True, False)


def test_whether_who_typed_may_check_is_a_setting_that_can_be_undone(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    window = enter(program, qtbot, file)
    people = part(window, AccountsPart)
    people.second.click()
    assert OfficeSetting(SECOND_PERSON, "是") in window.session.office.all(OfficeSetting)
    window.session.undo()
    assert not people.second.isChecked()


def test_who_is_stopped_in_a_plain_file_stays_in_the_list(program: Program, qtbot: QtBot, file: Path) -> None:
    window = enter(program, qtbot, file)
    people = part(window, AccountsPart)
    people.table.choose("李强")
    people.stop.click()
    assert "文件没有加密" in people.panel.subheading.text()
    people.form.submit()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: ["李强", "录入", "已停用"] in rows(people), timeout=LONG)
    assert program.window is window


# ── encrypted ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def encrypted(file: Path) -> Path:
    door.encrypt(file, Door(file).unlock("王敏", PASSWORD, datetime.now()))
    return file


def key_of(office: Office) -> bytes:
    assert office.unlocked
    return office.unlocked.key.number if office.unlocked.key else b""


def test_who_is_stopped_in_an_encrypted_file_has_no_part_in_its_next_key(
    program: Program, qtbot: QtBot, encrypted: Path
) -> None:
    window = enter(program, qtbot, encrypted)
    before, people = key_of(window.session.office), part(window, AccountsPart)
    people.table.choose("李强")
    people.stop.click()
    assert "换一把密钥再打开" in people.panel.subheading.text()
    people.form.submit()  # type: ignore[union-attr]
    window = again(program, window, qtbot)
    assert (window.session.office.who, window.session.office.encrypted) == ("王敏", True)
    assert key_of(window.session.office) not in (before, b"")
    window.close()
    program.close()
    assert Door(encrypted).names == ("王敏", "周建民", "赵静")


def test_a_file_is_encrypted_rekeyed_and_decrypted_without_signing_in_again(
    program: Program, qtbot: QtBot, file: Path
) -> None:
    window = enter(program, qtbot, file)
    keys = []
    for way in ("encrypt", "rekey", "decrypt"):
        encryption = part(window, EncryptionPart)
        getattr(encryption, way).click()
        window = again(program, window, qtbot)
        assert window.session.office.who == "王敏"
        assert isinstance(window.stack.front, SettingsPage)
        assert isinstance(window.stack.front.part(), EncryptionPart)
        keys.append(key_of(window.session.office))
    assert len({*keys, b""}) == 3
    assert keys[-1] == b""
    noted = [each.about for each in window.session.office.accesses() if each.what == "账号与加密"]
    assert noted[:3] == ["取消了数据库的加密", "更换了数据库的密钥", "加密了数据库"]
    assert window.session.office.check() == []


def test_each_kind_of_file_offers_its_own_ways(program: Program, qtbot: QtBot, file: Path) -> None:
    encryption = part(enter(program, qtbot, file), EncryptionPart)
    ways = (encryption.first, encryption.encrypt, encryption.decrypt, encryption.rekey, encryption.renew)
    assert [each.isVisible() for each in ways] == [False, True, False, False, True]
    assert "SQLCipher" not in encryption.state.text()


def test_work_that_fails_leaves_the_file_as_it_was_and_open(program: Program, qtbot: QtBot, file: Path) -> None:
    window = enter(program, qtbot, file)

    def job(path: Path, unlocked: Unlocked) -> Unlocked:
        return door.encrypt(path.with_name("没有.db"), unlocked)

    window.session.closing.emit(ClosedWork("加密", job, "已加密", ENCRYPTION))
    window = again(program, window, qtbot)
    assert (window.session.office.who, window.session.office.encrypted) == ("王敏", False)
    assert "没有.db" in window.status.message.text()


def test_while_the_file_is_closed_nothing_else_is_opened_and_the_window_stays(
    program: Program, qtbot: QtBot, file: Path, other_office: Office
) -> None:
    window, go_on = enter(program, qtbot, file), Event()
    other_office.close()

    def job(path: Path, unlocked: Unlocked) -> Unlocked:
        assert go_on.wait(LONG)
        return unlocked

    window.session.closing.emit(ClosedWork("等待", job, "等好了", ENCRYPTION))
    program.visit(str(other_office.path))
    assert not program.frame.close()
    assert isinstance(program.frame.page, ClosedPage)
    go_on.set()
    window = again(program, window, qtbot)
    assert (window.session.office.path, window.status.message.text()) == (file, "等好了")


def test_old_backups_without_encryption_go_once_there_is_one_with(program: Program, qtbot: QtBot, file: Path) -> None:
    place = file.parent / "备份"
    place.mkdir()
    with Door(file).enter("王敏", PASSWORD, datetime.now()) as office:
        for _ in range(2):
            office.back_up(place)
    door.encrypt(file, Door(file).unlock("王敏", PASSWORD, datetime.now()))
    window = enter(program, qtbot, file)
    encryption = part(window, EncryptionPart)
    qtbot.waitUntil(lambda: not window.session.caretaker.busy, timeout=LONG)
    encryption.refresh()
    assert encryption.drop.text() == "备份一次，再删除 2 份没有加密的备份"
    encryption.drop.click()
    qtbot.waitUntil(lambda: not encryption.drop.isVisible(), timeout=LONG)
    left = listed(file)
    assert backups.unencrypted(left) == []
    assert [backups.look_into(each.path, file, window.session.office.unlocked).head for each in left]


def test_another_paper_key_is_shown_proved_and_the_old_one_void(
    program: Program, qtbot: QtBot, encrypted: Path
) -> None:
    window = enter(program, qtbot, encrypted)
    encryption = part(window, EncryptionPart)
    encryption.renew.click()
    qtbot.waitUntil(lambda: encryption.paper is not None, timeout=LONG)
    assert encryption.paper
    assert encryption.paper.print.hasFocus()
    paper = prove(qtbot, encryption.paper)
    assert encryption.paper is None
    window.close()
    program.close()
    Door(encrypted).enter_by_paper(paper, "李强", OTHER).close()


# ── what was seen and taken out ───────────────────────────────────────────────────────────────────


@pytest.fixture
def used(file: Path) -> Path:
    """李强 and 王敏 have been here."""
    for name in ("李强", "王敏"):
        with Door(file).enter(name, PASSWORD, datetime.now()) as office:
            office.record_export("台账工作簿（全部）", Path("D:/台账.xlsx"))
    return file


def test_the_access_log_is_read_by_person_and_kind(program: Program, qtbot: QtBot, used: Path) -> None:
    log = part(enter(program, qtbot, used), AccessesPart)

    def seen() -> list[tuple[str, str]]:
        return [(each.who, each.what) for each in log.table.rows_model.rows]

    assert seen() == [("王敏", "登录"), ("王敏", "导出"), ("王敏", "登录"), ("李强", "导出"), ("李强", "登录")]
    log.who.setCurrentText("李强")
    assert seen() == [("李强", "导出"), ("李强", "登录")]
    log.what.setCurrentText("导出")
    assert seen() == [("李强", "导出")]
    log.refresh()
    assert (log.who.currentText(), log.count.text()) == ("李强", "1 条")
    log.what.setCurrentText("显示号码")
    assert (seen(), log.table.empty) == ([], "没有相符的使用记录。")


def test_the_report_for_whoever_mends_the_program_is_an_export_too(
    program: Program, qtbot: QtBot, file: Path, tmp_path: Path
) -> None:
    from ui.pages.settings_program import AboutPart

    window = enter(program, qtbot, file)
    part(window, AboutPart).save_report(tmp_path / "诊断.txt")
    assert window.session.office.accesses()[0].about == f"诊断信息 → {tmp_path / '诊断.txt'}"


def test_a_backup_to_a_folder_of_choice_is_an_export_one_to_its_place_is_none(
    program: Program, qtbot: QtBot, file: Path, tmp_path: Path
) -> None:
    window = enter(program, qtbot, file)
    care = window.session.caretaker
    qtbot.waitUntil(lambda: not care.busy, timeout=LONG)
    work = care.back_up(asked=True)
    assert work
    qtbot.waitUntil(lambda: not care.busy, timeout=LONG)
    assert window.session.office.accesses()[0].what == "登录"
    assert care.back_up(tmp_path, asked=True)
    qtbot.waitUntil(lambda: not care.busy, timeout=LONG)
    assert window.session.office.accesses()[0].about == f"备份 → {tmp_path}"


# ── the lock ──────────────────────────────────────────────────────────────────────────────────────


def test_behind_the_lock_whole_numbers_are_masked_again(program: Program, qtbot: QtBot, file: Path) -> None:
    window = enter(program, qtbot, file)
    window.open_at("名册", Spot(worker=ZHANG))
    page = window.stack.front
    assert isinstance(page, RosterPage)
    page.workers.reveal.click()
    assert page.workers.whole.numbers == {ZHANG}
    assert program.lock
    program.lock.lock()
    assert page.workers.whole.numbers == frozenset()
    assert page.workers.panel.person.fields["identity"].input.text() == "640***********0014"
    program.frame.uncover()
