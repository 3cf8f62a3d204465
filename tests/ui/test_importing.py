"""Long work beside the window: a workbook's preview, its good rows as one step, export, backup; cancel and refusals."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridapp.model import Tally, Worker
from gridapp.office import Office
from gridapp.workbook.writing import write_book
from tests.books import SMALL, write
from tests.offices import Q1, Q2, ZHANG, full_quarter
from ui.pages.workbook import ImportPage
from ui.session import Session
from ui.window import Window
from ui.work import Work

WAIT = 30_000


@pytest.fixture
def book(office: Office, tmp_path: Path) -> Path:
    """The small office's records as exported, with one change, one new person, and two slips of the hand."""
    office.change("第一季度", save=full_quarter(Q1))
    path = tmp_path / "台账.xlsx"
    write_book(office, path)
    sheets = load_workbook(path)
    sheets["每周登记"]["C2"] = 3
    sheets["每周登记"]["D3"] = "x"
    sheets["网格员"].append(["1003", "王五", "无此格", "2019-01-01"])
    sheets["协管员"].append(["101", "赵六", "网格警员"])
    sheets.create_sheet("杂记")
    sheets.save(path)
    return path


@pytest.fixture
def page(window: Window, book: Path, qtbot: QtBot) -> ImportPage:
    """Its preview in the window."""
    window.files.import_book(book)
    shown = window.stack.currentWidget()
    assert isinstance(shown, ImportPage)
    wait(window, qtbot)
    return shown


def wait(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.session.lent, timeout=WAIT)


def rows(page: ImportPage) -> dict[str, tuple[int, int, int, int]]:
    shown = page.sheets.rows_model
    cells = [[shown.index(row, column).data() for column in range(5)] for row in range(shown.rowCount())]
    return {title: (int(new), int(changed), int(same), int(wrong)) for title, new, changed, same, wrong in cells}


def press(button: QPushButton, qtbot: QtBot) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_preview_counts_rows_and_names_every_wrong_cell_and_changes_nothing(
    page: ImportPage, session: Session
) -> None:
    assert rows(page)["网格员"] == (0, 0, 2, 1)
    assert rows(page)["协管员"] == (1, 0, 0, 0)
    assert rows(page)["每周登记"] == (0, 1, len(Q1.weeks) * 2 - 2, 1)
    wrong = page.wrong.rows_model
    assert [[wrong.index(row, column).data() for column in range(3)] for row in range(wrong.rowCount())] == [
        ["网格员", "C4", "无此格"],
        ["每周登记", "D3", "x"],
    ]
    assert "没有编号为“无此格”的网格" in wrong.index(0, 3).data()
    assert "杂记" in page.summary.text()
    assert page.take.text() == "导入正确的 2 行"
    assert session.office.undoable() == "第一季度"


def test_the_good_rows_go_in_as_one_step_that_is_taken_back_as_one(
    page: ImportPage, window: Window, session: Session, qtbot: QtBot
) -> None:
    before = session.office.all(Tally)
    press(page.take, qtbot)
    wait(window, qtbot)
    assert session.office.all(Tally) != before
    assert window.status.undo.text() == "· 撤销：导入 台账.xlsx"
    assert window.stack.currentWidget() is window.stack.pages[window.navigation.currentRow()]
    session.undo()
    assert session.office.all(Tally) == before


def test_who_may_be_unfit_is_warned_of_beside_the_errors_and_goes_in(
    window: Window, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    header = ["编号", "姓名", "网格编号", "任用日期", "学历"]
    book = write(tmp_path / "新人.xlsx", {"网格员": [header, ["1002", "李四", "201", "2019-01-01", "小学"]]})
    window.files.import_book(book)
    wait(window, qtbot)
    page = window.stack.currentWidget()
    assert isinstance(page, ImportPage)
    assert page.wrong_heading.text() == "提醒"
    assert page.wrong.rows_model.index(0, 3).data() == "！学历“小学”，须初中及以上"
    assert "1 处提醒，照样导入，请核对" in page.summary.text()
    assert not page.save_wrong.isVisible()
    press(page.take, qtbot)
    wait(window, qtbot)
    assert {worker.id: worker.education for worker in session.office.all(Worker)}["1002"] == "小学"


def test_nothing_goes_in_when_the_clerk_wants_all_or_nothing(
    page: ImportPage, window: Window, session: Session, qtbot: QtBot
) -> None:
    assert page.leave.text() == "全部不导入"
    press(page.leave, qtbot)
    assert window.stack.currentWidget() is window.stack.pages[window.navigation.currentRow()]
    assert session.office.undoable() == "第一季度"


def test_the_wrong_rows_are_saved_to_be_mended_and_read_again(page: ImportPage, window: Window, tmp_path: Path) -> None:
    page.save_wrong_rows(tmp_path / "有误.xlsx")
    sheets = load_workbook(tmp_path / "有误.xlsx")
    assert sheets.sheetnames == ["网格员", "每周登记"]
    assert sheets["网格员"]["A2"].value == "1003"
    assert "有误的行已另存为" in window.status.message.text()


def test_the_preview_is_made_anew_when_something_was_changed_meanwhile(
    page: ImportPage, window: Window, session: Session, qtbot: QtBot
) -> None:
    new = session.office.tally(ZHANG, Q1.weeks[0])
    assert new is not None
    counts = type(new.counts)({**new.counts, "平台录入": 3})
    session.do(lambda: session.office.change("同样的改动", save=[Tally(ZHANG, Q1.weeks[0], counts)]))
    wait(window, qtbot)
    assert rows(page)["每周登记"] == (0, 0, len(Q1.weeks) * 2 - 1, 1)


def test_what_was_exported_brings_nothing_new_even_when_its_quarter_is_closed_by_now(
    window: Window, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    session.office.change("第一季度", save=full_quarter(Q1))
    session.office.advance(Q1)
    window.files.export(tmp_path / "全部.xlsx", None)
    wait(window, qtbot)
    window.files.import_book(tmp_path / "全部.xlsx")
    wait(window, qtbot)
    page = window.stack.currentWidget()
    assert isinstance(page, ImportPage)
    assert "没有可导入的新内容" in page.summary.text()
    assert not page.wrong.isVisible()
    assert page.leave.text() == "返回"


def test_a_quarter_is_exported_alone_and_what_is_replaced_is_said(
    window: Window, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    session.office.change("两个季度", save=[*full_quarter(Q1), *full_quarter(Q2)])
    path = tmp_path / "第二季度.xlsx"
    path.write_text("alt", encoding="utf-8")
    window.files.export(path, Q2)
    wait(window, qtbot)
    assert window.status.message.text() == f"已导出到 {path}，替换了原来的文件"
    assert load_workbook(path)["每周登记"].max_row == 1 + 2 * len(Q2.weeks)


def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "假.xlsx").write_text("<html>", encoding="utf-8")
    window.files.import_book(tmp_path / "假.xlsx")
    wait(window, qtbot)
    page = window.stack.currentWidget()
    assert isinstance(page, ImportPage)
    assert "不是 Excel 工作簿" in page.summary.text()
    assert not page.take.isVisible()
    press(page.leave, qtbot)


def test_a_first_import_shows_the_quarter_that_came_in(
    dressed: object, empty_office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    window = Window(Session(empty_office))
    qtbot.addWidget(window)
    window.show()
    window.files.import_book(write(tmp_path / "小.xlsx", SMALL))
    wait(window, qtbot)
    page = window.stack.currentWidget()
    assert isinstance(page, ImportPage)
    press(page.take, qtbot)
    wait(window, qtbot)
    assert len(empty_office.all(Worker)) == 3
    assert window.session.quarter == Q2
    assert window.quarters.currentText() == Q2.title


# ── while work is under way ───────────────────────────────────────────────────────────────────────────


def lend(window: Window, *, cancellable: bool = False) -> Work:
    """Work that goes on until it is cancelled, or (not cancellable) for one report."""

    def job(office: Office, report: object) -> str:
        assert callable(report)
        report("第一段")
        while cancellable:
            report("还在做")
            Work.msleep(1)
        return office.settings().get("镇名", "没有名字")

    return window.session.lend("试验", job, cancellable=cancellable)


def test_the_office_is_asked_in_the_thread_and_the_answer_comes_back(window: Window, qtbot: QtBot) -> None:
    work = lend(window)
    with qtbot.waitSignal(work.done) as done:
        work.begin()
    assert done.args == ["没有名字"]


def test_nothing_else_can_be_done_meanwhile_and_cancel_gives_all_back(
    window: Window, session: Session, qtbot: QtBot
) -> None:
    work = lend(window, cancellable=True)
    work.begin()
    assert not window.stack.isEnabled()
    assert not window.navigation.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    session.undo()
    assert "还有工作正在进行" in window.status.message.text()
    assert not window.close()
    qtbot.waitUntil(lambda: "还在做" in window.status.strip.label.text())
    with qtbot.waitSignal(work.cancelled):
        press(window.status.strip.stop, qtbot)
    assert window.stack.isEnabled()
    assert not window.status.strip.isVisible()
    assert session.office.undoable() == "录入名册"


def test_the_reading_of_a_workbook_can_be_cancelled(window: Window, book: Path, qtbot: QtBot) -> None:
    window.files.import_book(book)
    press(window.status.strip.stop, qtbot)
    wait(window, qtbot)
    assert window.stack.currentWidget() is window.stack.pages[window.navigation.currentRow()]
