"""The first start: who begins, encrypted or not, the paper key proved to be on paper; from a workbook; on a new
computer from a backup."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridapp import door
from gridapp.door import Door
from gridapp.model import Grid, Village
from gridapp.office import Office
from gridapp.passwords import unlock_by_paper
from gridapp.prints.paper_key import paper_key_sheet
from gridapp.roles import MANAGE
from gridapp.workbook.writing import write_book
from tests.offices import ROSTER, open_office
from tests.ui.test_sign_in import RIGHT, Locked, click, enter, said, sign_in_page
from ui import preferences, trouble
from ui.book_office import BookOffice
from ui.first_start import StartPage
from ui.founding import Plan
from ui.pages.workbook import ImportPage
from ui.program import Program
from ui.restoring_here import RestoringHere
from ui.widgets.first_account import ALONE, ENCRYPTED, OPEN, Account, FirstAccount
from ui.widgets.paper_key_panel import PaperKeyPanel

LONG = 30_000


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "XDG_DOCUMENTS_DIR"
    folder.mkdir()
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(folder))
    return folder


@pytest.fixture
def page(program: Program, documents: Path) -> StartPage:
    program.start(None)
    assert isinstance(program.frame.page, StartPage)
    return program.frame.page


def begin(account: FirstAccount, password: str = RIGHT) -> None:
    QTest.keyClicks(account.name, "Wang Min")
    for each in (account.password.first, account.password.again):
        QTest.keyClicks(each.field, password)


def paper_panel(page: StartPage, qtbot: QtBot) -> PaperKeyPanel:
    qtbot.waitUntil(lambda: isinstance(page.panel.currentWidget(), PaperKeyPanel), timeout=LONG)
    panel = page.panel.currentWidget()
    assert isinstance(panel, PaperKeyPanel)
    return panel


def text_of(sheet: Path) -> str:
    document = QPdfDocument()
    document.load(str(sheet))
    return str(document.getAllText(0).text())


def prove(panel: PaperKeyPanel, group: str) -> None:
    click(panel, "已在纸上")
    panel.typed.clear()
    QTest.keyClicks(panel.typed, group)
    click(panel, "完成")


def test_a_new_office_is_encrypted_and_whoever_made_it_manages(
    program: Program, page: StartPage, documents: Path, qtbot: QtBot
) -> None:
    page.form.township.put("西镇")
    begin(page.form.account)
    qtbot.keyClick(page.form.account.password.again.field, Qt.Key.Key_Return)
    panel = paper_panel(page, qtbot)
    prove(panel, panel.key.groups[-1])
    assert program.office
    assert (program.office.who, program.office.role, program.office.encrypted) == ("Wang Min", MANAGE, True)
    assert program.office.path == documents / "西镇网格员考核.gridapp"
    assert program.office.settings() == {"镇名": "西镇"}
    keyring = Door(program.office.path).keyring
    assert keyring
    assert unlock_by_paper(keyring, panel.key.paper).key


def test_the_paper_key_is_out_of_sight_while_its_last_group_is_asked_for(page: StartPage, qtbot: QtBot) -> None:
    page.form.township.put("西镇")
    begin(page.form.account)
    click(page.form, "建立")
    panel = paper_panel(page, qtbot)
    assert all(group in said(panel) for group in panel.key.groups)
    assert "任何人都打不开，包括本程序的作者" in said(panel)
    assert not page.side.isEnabled()
    prove(panel, "0000" if panel.key.groups[-1] != "0000" else "1111")
    assert "和应急密钥的最后一组不一样" in said(panel)
    assert not any(group in said(panel) for group in panel.key.groups)
    click(panel, "再看一次")
    assert all(group in said(panel) for group in panel.key.groups)


def test_the_paper_key_is_nowhere_kept_but_where_the_clerk_saves_it(
    program: Program, page: StartPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.form.township.put("西镇")
    begin(page.form.account)
    click(page.form, "建立")
    panel = paper_panel(page, qtbot)
    sheet = tmp_path / "应急密钥单.pdf"
    panel.save(sheet)
    qtbot.waitUntil(lambda: "印好以后请删除它" in said(panel), timeout=LONG)
    assert panel.key.groups[0] in text_of(sheet)
    prove(panel, panel.key.groups[-1].lower())
    assert program.office
    program.office.back_up(tmp_path)
    digits = panel.key.paper.replace("-", "")
    files = [file for file in tmp_path.rglob("*") if file.is_file() and file != sheet]
    assert {preferences.preferences_file(), program.office.path} <= set(files)
    assert trouble.log_file() not in files
    for file in files:
        content = file.read_bytes()
        for form in (panel.key.paper, digits):
            assert form.encode() not in content
            assert form.encode("utf-16-le") not in content
    assert program.office.prints(paper_key_sheet(panel.key).number) == []


def test_the_sheet_is_printed(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.form.township.put("西镇")
    begin(page.form.account)
    click(page.form, "建立")
    panel = paper_panel(page, qtbot)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    panel.print_on(printer)
    qtbot.waitUntil(lambda: "已送去打印" in said(panel), timeout=LONG)
    paper = QPdfDocument()
    paper.load(str(tmp_path / "纸.pdf"))
    assert paper.pageCount() == 1


@pytest.mark.parametrize(
    ("name", "password", "again", "told"),
    [
        ("", RIGHT, RIGHT, "请填写姓名"),
        ("王敏", "short", "short", "密码至少 8 个字符"),
        ("王敏", "12345678", "12345678", "太容易猜到"),
        ("王敏", RIGHT, RIGHT + "x", "两次输入的密码不一样"),
    ],
)
def test_what_will_not_do_is_told_at_its_field_and_no_file_is_made(
    page: StartPage, documents: Path, name: str, password: str, again: str, told: str
) -> None:
    page.form.township.put("西镇")
    page.form.account.name.setText(name)
    page.form.account.password.first.field.setText(password)
    page.form.account.password.again.field.setText(again)
    click(page.form, "建立")
    assert told in said(page.form)
    assert list(documents.iterdir()) == []


def test_what_each_choice_means_is_told(page: StartPage) -> None:
    account = page.form.account
    assert account.note.text() == ENCRYPTED
    account.encrypted.setChecked(False)
    assert account.note.text() == OPEN
    account.alone.setChecked(True)
    assert account.note.text() == ALONE
    assert not account.name.isEnabled()


def test_unencrypted_it_still_asks_for_the_password(
    program: Program, page: StartPage, documents: Path, qtbot: QtBot
) -> None:
    page.form.township.put("西镇")
    begin(page.form.account)
    page.form.account.encrypted.setChecked(False)
    click(page.form, "建立")
    panel = paper_panel(page, qtbot)
    assert "任何人都打不开" not in said(panel)
    prove(panel, panel.key.groups[-1])
    assert program.office
    assert not program.office.encrypted
    path = program.office.path
    assert path.read_bytes().startswith(b"SQLite format 3")
    program.open(Locked(documents, encrypted=True).path)
    assert Door(path).names == ("Wang Min",)


@pytest.mark.parametrize("encrypted", [True, False])
def test_when_the_roster_does_not_fit_nothing_is_left(
    page: StartPage, documents: Path, qtbot: QtBot, encrypted: bool
) -> None:
    """The table holds against most; what only the office's rules know comes back as a sentence."""
    astray = (Grid("101", "没有的村", "一格"),)
    page.found(Plan(documents / "西镇.gridapp", Account("王敏", RIGHT, encrypted), "西镇", astray), page.form)
    qtbot.waitUntil(page.form.problem.isVisible, timeout=LONG)
    assert "没有的村" in page.form.problem.text()
    assert list(documents.iterdir()) == []


def test_from_a_workbook_too_somebody_begins(
    program: Program, page: StartPage, tmp_path: Path, documents: Path, qtbot: QtBot
) -> None:
    with open_office(tmp_path) as office:
        write_book(office, tmp_path / "台账.xlsx")
    page.make_from_book(documents / "新.gridapp", tmp_path / "台账.xlsx")
    form = page.panel.currentWidget()
    assert isinstance(form, BookOffice)
    begin(form.account)
    click(form, "建立")
    panel = paper_panel(page, qtbot)
    prove(panel, panel.key.groups[-1])
    assert program.office
    assert program.office.encrypted
    assert program.window
    session, stack = program.window.session, program.window.stack
    qtbot.waitUntil(lambda: isinstance(stack.currentWidget(), ImportPage) and not session.lent, timeout=LONG)


# ── on a new computer ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def backup(tmp_path: Path) -> tuple[Path, str]:
    """A backup of an encrypted file on a stick, and the paper key of then; the computer is gone."""
    old = tmp_path / "旧电脑"
    stick = tmp_path / "U盘"
    for folder in (old, stick):
        folder.mkdir()
    locked = Locked(old, encrypted=True)
    with Door(locked.path).enter("王敏", RIGHT, datetime.now()) as office:
        made = office.back_up(stick).backups[0].path
    for file in old.iterdir():
        file.unlink()
    return made, locked.paper


def restoring(page: StartPage, backup: Path, qtbot: QtBot) -> RestoringHere:
    page.restore_here(backup)
    here = page.panel.currentWidget()
    assert isinstance(here, RestoringHere)
    qtbot.waitUntil(lambda: here.form is not None or here.place.isVisible(), timeout=LONG)
    return here


def test_a_backup_comes_back_by_password_and_who_gave_it_is_in(
    program: Program, page: StartPage, documents: Path, backup: tuple[Path, str], qtbot: QtBot
) -> None:
    here = restoring(page, backup[0], qtbot)
    assert here.form
    here.form.form.password.field.setText("wrong one")
    click(here.form.form, "打开备份")
    qtbot.waitUntil(lambda: "密码不对" in said(here), timeout=LONG)
    here.form.form.password.field.setText(RIGHT)
    click(here.form.form, "打开备份")
    qtbot.waitUntil(here.place.isVisible, timeout=LONG)
    here.wanted.emit(here.backup, documents / "新电脑.gridapp", here.unlocked)
    qtbot.waitUntil(lambda: program.window is not None, timeout=LONG)
    assert program.office
    assert program.office.who == "王敏"
    assert program.office.all(Village)


def test_a_backup_comes_back_with_the_paper_key_and_then_somebody_signs_in(
    program: Program, page: StartPage, documents: Path, backup: tuple[Path, str], qtbot: QtBot
) -> None:
    made, paper = backup
    here = restoring(page, made, qtbot)
    assert here.form
    click(here.form, "用应急密钥")
    here.form.paper.field.setText(door.found(documents / "别的.gridapp", "某人", RIGHT, encrypted=True)[1])
    here.form.try_paper()
    assert "这不是本数据库的应急密钥" in said(here)
    here.form.paper.field.setText(paper.lower())
    here.form.try_paper()
    here.wanted.emit(here.backup, documents / "新电脑.gridapp", here.unlocked)
    qtbot.waitUntil(lambda: program.frame.page is not page, timeout=LONG)
    enter(sign_in_page(program), RIGHT, qtbot)
    assert program.office
    assert program.office.all(Village)


def test_who_leaves_while_a_backup_is_looked_at_leaves_no_thread_behind(
    program: Program, page: StartPage, documents: Path, backup: tuple[Path, str], other_office: Office, qtbot: QtBot
) -> None:
    other_office.close()
    page.restore_here(backup[0])
    program.open(other_office.path)
    assert program.window
    program.open(Locked(documents, encrypted=True).path)
    page = StartPage()
    program.frame.show_page(page)
    here = restoring(page, backup[0], qtbot)
    assert here.form
    here.form.form.password.field.setText(RIGHT)
    here.form.form.try_it()
    program.open(other_office.path)
    assert program.window


def test_a_plain_backup_needs_no_key(
    program: Program, page: StartPage, tmp_path: Path, documents: Path, qtbot: QtBot
) -> None:
    with Office.create(tmp_path / "台账.db") as office:
        office.change("录入名册", save=ROSTER)
        made = office.back_up(tmp_path).backups[0].path
    here = restoring(page, made, qtbot)
    assert here.form is None
    here.wanted.emit(made, documents / "新电脑.gridapp", here.unlocked)
    qtbot.waitUntil(lambda: program.window is not None, timeout=LONG)


def test_what_is_no_backup_is_told(page: StartPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.restore_here(tmp_path / "没有.backup")
    here = page.panel.currentWidget()
    assert here
    qtbot.waitUntil(lambda: "找不到备份" in said(here), timeout=LONG)
    assert not any(each.isVisible() for each in here.findChildren(QPushButton))
