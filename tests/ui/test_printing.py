"""打印: the preview of each form, what is said when it can't be, saving one and all, and paper."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from gridapp.model import Worker
from gridapp.office import Office
from gridapp.prints import FORMS, print_forms
from gridapp.prints.choice import Ask, Choice
from gridapp.prints.form import Group
from tests.offices import Q2, Q3, ZHANG, bring_to, full_quarter, meeting
from ui.pages import PAGES
from ui.pages.meetings import MeetingsPage
from ui.pages.printing import PrintingPage
from ui.pages.printing_choices import WHOLE
from ui.pages.printing_folder import prints_folder
from ui.pages.week import WeekPage
from ui.printer import OpenPdf
from ui.session import Session, ToPrint
from ui.window import Window
from ui.work import Work

WAIT = 30_000
SHEET, SUMMARY, PUBLICATION, PAY = "季度量化考核表", "考核汇总表", "考核结果公示", "补贴发放表"
CHASE = "未录催报单"
NOTHING_ON = (CHASE, "更正表", "通报批评", "不予续用告知")
OF_SETTLED = [form.name for form in FORMS if form.of_quarter and form.name not in NOTHING_ON]
"""What a good settled quarter has: nothing is owed any more, and nobody fails."""


@pytest.fixture
def settled(session: Session) -> None:
    session.office.change("登记", save=full_quarter(Q2))
    bring_to(session.office, Q2)


def opened(window: Window, qtbot: QtBot) -> PrintingPage:
    window.navigation.setCurrentRow([entry.title for entry in PAGES].index("打印"))
    page = window.stack.currentWidget()
    assert isinstance(page, PrintingPage)
    wait(page, qtbot)
    return page


def wait(page: PrintingPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.all_button.isEnabled() and not page.session.lent, timeout=WAIT)


def choose(page: PrintingPage, form: str, qtbot: QtBot) -> None:
    page.forms.choose(form)
    wait(page, qtbot)


def text(page: PrintingPage) -> str:
    """What the preview's pages say, without blanks and line ends."""
    pdf = page.preview.pdf
    assert pdf
    return "".join("".join(pdf.document.getAllText(each).text().split()) for each in range(pdf.pages))


def answer(page: PrintingPage, choice: str) -> list[str]:
    """Press this button of the question that comes, and return what it asked once it has."""
    asked: list[str] = []

    def press() -> None:
        box = page.findChildren(QMessageBox)[-1]
        asked.append(f"{box.text()}{box.informativeText()}")
        next(button for button in box.buttons() if button.text() == choice).click()

    QTimer.singleShot(0, press)
    return asked


# ── the preview ───────────────────────────────────────────────────────────────────────────────────


def test_the_first_form_is_seen_at_once_and_the_arrows_go_to_the_others(
    window: Window, settled: None, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    assert page.forms.names == [*(form.name for group in Group for form in FORMS if form.group is group), "核验一张表"]
    assert page.preview.heading.text() == "季度量化考核表（2019年第二季度） · 2 页"
    assert "张三" in text(page)
    for name in (SUMMARY, PUBLICATION, PAY):
        qtbot.keyClick(page.forms, Qt.Key.Key_Down)
        wait(page, qtbot)
        assert page.preview.heading.text() == f"{name}（2019年第二季度） · 1 页"


def test_an_open_quarter_is_a_preview_and_shows_a_change_at_once(
    window: Window, session: Session, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    assert "预览" in text(page)
    session.do(lambda: session.office.change("改名", save=[Worker(ZHANG, "张三丰")]))
    wait(page, qtbot)
    assert "张三丰" in text(page)


def test_the_place_is_kept_when_the_same_form_is_made_anew_and_another_begins_at_its_top(
    window: Window, session: Session, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    bar = page.preview.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    assert place > 0
    session.do(lambda: session.office.change("改名", save=[Worker(ZHANG, "张三丰")]))
    wait(page, qtbot)
    assert bar.value() == place
    choose(page, PUBLICATION, qtbot)
    assert bar.value() == 0


def test_the_last_choice_wins_when_the_clerk_is_faster_than_the_preview(
    window: Window, settled: None, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    for form in (SUMMARY, PUBLICATION, SHEET, PUBLICATION):
        page.forms.choose(form)
    assert not page.save_button.isEnabled()  # what is seen is not yet what is chosen
    wait(page, qtbot)
    assert page.preview.heading.text() == "考核结果公示（2019年第二季度） · 1 页"
    assert page.save_button.isEnabled()


def test_what_is_open_stands_in_the_place_of_the_preview(window: Window, session: Session, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    choose(page, PAY, qtbot)
    assert page.preview.notice.isVisible()
    assert "补贴发放表不能打印：还有" in page.preview.notice.text()
    assert not page.print_button.isEnabled()
    assert not page.save_button.isEnabled()
    choose(page, SUMMARY, qtbot)
    assert not page.preview.notice.isVisible()


def test_a_name_that_no_font_has_is_told_in_the_place_of_the_preview(
    window: Window, session: Session, qtbot: QtBot
) -> None:
    session.office.change("改名", save=[Worker(ZHANG, "张𪚥")])
    page = opened(window, qtbot)
    assert "“𪚥”" in page.preview.notice.text()
    assert not page.save_button.isEnabled()


def test_a_quarter_without_anybody_says_so(
    dressed: QApplication, empty_office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    window = Window(Session(empty_office))
    qtbot.addWidget(window)
    window.show()
    page = opened(window, qtbot)
    assert "没有在岗的网格员" in page.preview.notice.text()
    page.all.save_each(tmp_path / "打印")
    wait(page, qtbot)
    assert "没有在岗的网格员" in window.status.message.text()
    assert not (tmp_path / "打印").exists()


def test_the_chosen_form_stays_in_sight_when_much_is_asked(window: Window, settled: None, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    for name in page.forms.names:
        choose(page, name, qtbot)
        row = page.forms.visualItemRect(page.forms.currentItem())
        assert page.forms.viewport().rect().contains(row), name


def test_another_quarter_is_shown_when_it_is_chosen(window: Window, settled: None, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    window.quarters.setCurrentText(Q3.title)
    wait(page, qtbot)
    assert "2019年第三季度" in text(page)


def test_the_pages_come_nearer_and_go_farther_by_keyboard(window: Window, settled: None, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    view, ctrl = page.preview.view, Qt.KeyboardModifier.ControlModifier
    assert page.preview.fit.isChecked()
    fitting = page.preview.factor()
    qtbot.keyClick(window, Qt.Key.Key_Minus, ctrl)
    assert view.zoomMode() == QPdfView.ZoomMode.Custom
    assert view.zoomFactor() == pytest.approx(fitting / 1.25)
    qtbot.keyClick(window, Qt.Key.Key_1, ctrl)
    assert view.zoomFactor() == 1.0
    assert page.preview.whole.isChecked()
    qtbot.keyClick(window, Qt.Key.Key_Equal, ctrl)
    assert view.zoomFactor() == pytest.approx(1.25)
    for _ in range(10):
        qtbot.mouseClick(page.preview.nearer, Qt.MouseButton.LeftButton)
    assert view.zoomFactor() == 4.0
    assert not page.preview.nearer.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_0, ctrl)
    assert view.zoomMode() == QPdfView.ZoomMode.FitToWidth


def test_the_window_can_go_while_a_preview_is_being_made(window: Window, settled: None, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.forms.choose(SUMMARY)
    work = QApplication.instance().findChildren(Work)[-1]  # type: ignore[union-attr]
    with qtbot.waitSignal(work.ended, timeout=WAIT):
        window.close()
        page.setParent(None)
        page.deleteLater()


# ── what is asked ─────────────────────────────────────────────────────────────────────────────────


def test_only_what_the_form_looks_at_is_asked(window: Window, settled: None, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    assert set(page.choices.fields) == {Ask.VILLAGE}
    assert page.choices.people.isVisible()
    choose(page, SUMMARY, qtbot)
    assert set(page.choices.fields) == set()
    assert not page.choices.people.isVisible()
    choose(page, PAY, qtbot)
    assert set(page.choices.fields) == {Ask.ACCOUNTS}


def test_one_village_or_a_few_people_are_seen_and_saved(
    window: Window, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    page.choices.fields[Ask.VILLAGE].input.setCurrentText("南社区")  # type: ignore[union-attr]
    wait(page, qtbot)
    assert page.preview.heading.text() == "季度量化考核表（2019年第二季度，南社区） · 1 页"
    assert "李四" in text(page)
    assert [page.choices.people.list.item(row).text() for row in range(page.choices.people.list.count())] == [
        "李四  南社区 南一格  1002"
    ]
    page.choices.fields[Ask.VILLAGE].input.setCurrentText("全部")  # type: ignore[union-attr]
    wait(page, qtbot)
    people = page.choices.people.list
    people.setFocus()
    people.setCurrentRow(0)
    qtbot.keyClick(people, Qt.Key.Key_Space)
    wait(page, qtbot)
    assert page.choices.people.note.text() == "人员：已选 1 人"
    assert "张三" in text(page)
    assert "李四" not in text(page)
    assert page.seen
    assert page.seen.sheaf.stem == "2019Q2-季度量化考核表-1人"


def test_accounts_are_masked_until_they_are_wanted_whole(
    window: Window, session: Session, settled: None, qtbot: QtBot
) -> None:
    session.office.change("账号", save=[Worker(ZHANG, "张三", account="6228480000000001234")])
    page = opened(window, qtbot)
    window.quarters.setCurrentText(Q3.title)
    session.office.change("登记", save=full_quarter(Q3))
    choose(page, PAY, qtbot)
    assert "6228480000000001234" not in text(page)
    page.choices.fields[Ask.ACCOUNTS].input.setCurrentText(WHOLE)  # type: ignore[union-attr]
    wait(page, qtbot)
    assert "6228480000000001234" in text(page)


def test_another_page_may_want_something_printed(window: Window, session: Session, settled: None, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    window.navigation.setCurrentRow(0)
    session.wanted.emit("打印", ToPrint(SHEET, Choice(village="东村", people=frozenset({ZHANG}))))
    wait(page, qtbot)
    assert page.form.name == SHEET
    assert page.preview.heading.text() == "季度量化考核表（2019年第二季度，东村1人） · 1 页"
    session.wanted.emit("打印", ToPrint(PUBLICATION, Choice()))
    wait(page, qtbot)
    assert page.preview.heading.text() == "考核结果公示（2019年第二季度） · 1 页"


def test_the_empty_paper_log_is_printed_from_where_it_is_typed_in(window: Window, qtbot: QtBot) -> None:
    window.session.wanted.emit("登记 · 按周", None)
    week = window.stack.currentWidget()
    assert isinstance(week, WeekPage)
    week.village.setCurrentText("东村")
    week.print_blank()
    page = opened(window, qtbot)
    assert page.preview.heading.text().startswith("每周工作登记表（2019年第二季度，东村）")


def test_the_list_to_sign_is_printed_from_the_meeting(window: Window, session: Session, qtbot: QtBot) -> None:
    session.office.change("会议", save=meeting("2019-05-例会", date(2019, 5, 8)))
    session.wanted.emit("会议", None)
    meetings = window.stack.currentWidget()
    assert isinstance(meetings, MeetingsPage)
    meetings.sign_in.click()
    page = opened(window, qtbot)
    assert page.preview.heading.text().startswith("会议签到表（2019-05-例会）")
    assert not page.choices.fields[Ask.DAY].isVisible()
    session.wanted.emit("会议", None)
    meetings.start_new()
    meetings.form.fields["day"].put("2019-06-12")
    meetings.form.fields["kind"].put("培训")
    meetings.sign_in.click()
    wait(page, qtbot)
    assert page.choices.fields[Ask.MEETING].text() == "还没有登记的培训"
    assert page.choices.fields[Ask.DAY].isVisible()
    assert "2019年6月12日" in text(page)


def test_the_last_form_is_chosen_again_the_next_time(
    window: Window, session: Session, settled: None, qtbot: QtBot
) -> None:
    choose(opened(window, qtbot), PUBLICATION, qtbot)
    again = Window(session)
    qtbot.addWidget(again)
    again.show()
    assert opened(again, qtbot).form.name == PUBLICATION


def test_a_small_page_leads_to_the_page(window: Window, settled: None, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    strip, navigator = page.preview.strip, page.preview.view.pageNavigator()
    assert strip.model().rowCount() == 2
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: navigator.currentPage() == 1, timeout=WAIT)
    page.preview.view.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: strip.currentIndex().row() == 0, timeout=WAIT)
    picture = strip.model().data(strip.model().index(1, 0), Qt.ItemDataRole.DecorationRole).toImage()
    assert min(blackness(picture)) < 250


# ── saving ────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_seen_is_saved_as_the_command_line_writes_it(
    window: Window, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    page.out.save(page.seen, tmp_path / "一张.pdf")
    wait(page, qtbot)
    (printed,) = print_forms(session.office, Q2, tmp_path / "命令行", [SHEET])
    assert (tmp_path / "一张.pdf").read_bytes() == printed.read_bytes()
    assert window.status.message.text() == f"已另存为 {tmp_path / '一张.pdf'}"


def test_a_file_that_was_there_is_not_replaced_without_a_word(
    window: Window, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    (tmp_path / "一张.pdf").write_text("旧", encoding="utf-8")
    page.out.save(page.seen, tmp_path / "一张.pdf")
    wait(page, qtbot)
    assert window.status.message.text().endswith("，替换了原来的文件")


def test_what_is_seen_becomes_a_workbook(window: Window, settled: None, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    choose(page, SUMMARY, qtbot)
    page.out.export(page.seen, tmp_path / "汇总.xlsx")
    wait(page, qtbot)
    (sheet,) = openpyxl.load_workbook(tmp_path / "汇总.xlsx").worksheets
    assert {"张三", "李四"} <= {cell.value for row in sheet.iter_rows() for cell in row}
    assert window.status.message.text() == f"已导出到 {tmp_path / '汇总.xlsx'}"


def test_a_place_that_cannot_be_written_is_told(window: Window, settled: None, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.out.save(page.seen, tmp_path / "没有的文件夹" / "一张.pdf")
    wait(page, qtbot)
    assert "无法写入" in window.status.message.text()


def test_all_forms_go_into_a_folder(window: Window, settled: None, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.all.save_each(tmp_path / "打印")
    wait(page, qtbot)
    assert sorted(file.name for file in (tmp_path / "打印").iterdir()) == sorted(
        f"2019Q2-{form}.pdf" for form in OF_SETTLED
    )
    assert window.status.message.text() == f"{len(OF_SETTLED)} 份表已另存到 {tmp_path / '打印'}"


def test_all_forms_become_workbooks(window: Window, settled: None, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.all.save_each(tmp_path / "表", "Excel")
    wait(page, qtbot)
    files = sorted(file.name for file in (tmp_path / "表").iterdir())
    assert files == sorted(f"2019Q2-{form}.xlsx" for form in OF_SETTLED)
    assert openpyxl.load_workbook(tmp_path / "表" / f"2019Q2-{SHEET}.xlsx").sheetnames == ["张三 1001", "李四 1002"]


def test_all_forms_join_in_one_file_with_an_outline(
    window: Window, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    page.all.join(tmp_path / "全部.pdf")
    wait(page, qtbot)
    with pikepdf.open(tmp_path / "全部.pdf") as pdf, pdf.open_outline() as outline:
        found = {form.title: [village.title for village in form.children] for form in outline.root}
        people = [worker.title for village in outline.root[0].children for worker in village.children]
        assert str(pdf.docinfo.Title) == "2019年第二季度"
    assert list(found) == OF_SETTLED
    assert found[SHEET] == ["东村", "南社区"]
    assert people == ["张三 1001", "李四 1002"]
    assert window.status.message.text() == f"{len(OF_SETTLED)} 种表已合成 {tmp_path / '全部.pdf'}"


def test_joining_can_be_cancelled_and_leaves_nothing(
    window: Window, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    page.all.join(tmp_path / "全部.pdf")
    window.status.strip.stop.click()
    wait(page, qtbot)
    assert window.status.message.text() == "已取消，没有存"
    assert not (tmp_path / "全部.pdf").exists()


def test_the_folder_of_the_last_time_is_offered(window: Window, settled: None, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    assert prints_folder(page.session) == page.session.office.path.parent
    page.all.save_each(tmp_path / "打印")
    wait(page, qtbot)
    assert prints_folder(page.session) == tmp_path / "打印"


def test_of_an_open_quarter_the_pay_table_is_left_out_and_this_is_said(
    window: Window, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    page.all.save_each(tmp_path / "打印")
    wait(page, qtbot)
    made = {file.stem.removeprefix("2019Q2-") for file in (tmp_path / "打印").iterdir()}
    assert made == {*OF_SETTLED, CHASE} - {PAY}
    assert window.status.message.text().endswith("；补贴发放表还不能打印，没有存")


def test_files_in_the_folder_are_replaced_only_when_the_clerk_says_so(
    window: Window, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    old = tmp_path / f"2019Q2-{SUMMARY}.pdf"
    old.write_text("旧", encoding="utf-8")
    asked = answer(page, "不另存")
    page.all.save_each(tmp_path)
    assert asked[0].endswith(old.name)
    assert SHEET not in asked[0]
    assert [file.name for file in tmp_path.glob("*.pdf")] == [old.name]
    assert old.read_text(encoding="utf-8") == "旧"
    answer(page, "替换")
    page.all.save_each(tmp_path)
    wait(page, qtbot)
    assert old.read_bytes().startswith(b"%PDF")
    assert window.status.message.text() == f"{len(OF_SETTLED)} 份表已另存到 {tmp_path}，替换了原来的 1 个文件"


def test_saving_all_can_be_cancelled_and_what_was_done_is_told(
    window: Window, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    page.all.save_each(tmp_path / "打印")
    window.status.strip.stop.click()
    wait(page, qtbot)
    written = list((tmp_path / "打印").iterdir()) if (tmp_path / "打印").exists() else []
    assert window.status.message.text() == f"已取消：存好了 {len(written)} 份，其余没有存"
    assert all(file.suffix == ".pdf" for file in written)


# ── what is remembered ────────────────────────────────────────────────────────────────────────────


def test_what_goes_out_is_remembered_and_comes_again_as_a_reprint(
    window: Window, session: Session, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    assert "补打" not in text(page)
    page.out.export(page.seen, tmp_path / "考核表.xlsx")
    wait(page, qtbot)
    assert "补打" not in text(page)  # a workbook is no page
    page.out.save(page.seen, tmp_path / "考核表.pdf")
    wait(page, qtbot)
    assert text(page).count("补打第1次") == 2
    printer = paper(tmp_path / "纸.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    printer.setCopyCount(3)
    page.out.print_on(page.seen, printer)
    wait(page, qtbot)
    assert text(page).count("补打第1次") == 1  # of the first page
    assert text(page).count("补打第2次") == 1
    went_out = [(each.how, each.copies, each.who) for each in session.office.prints("KH-2019Q2-1002")]
    assert went_out == [("打印", 3, "王敏"), ("PDF", 1, "王敏"), ("Excel", 1, "王敏")]


def test_all_that_is_saved_is_remembered(
    window: Window, session: Session, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    page.all.join(tmp_path / "全部.pdf")
    wait(page, qtbot)
    page.all.save_each(tmp_path / "表")
    wait(page, qtbot)
    assert [each.how for each in session.office.prints("HZ-2019Q2")] == ["PDF", "PDF"]


def test_a_sheet_is_held_against_the_record(
    window: Window, session: Session, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    page.out.save(page.seen, tmp_path / "考核表.pdf")
    wait(page, qtbot)
    digest = session.office.prints("KH-2019Q2-1002")[0].digest
    choose(page, "核验一张表", qtbot)
    assert not page.print_button.isEnabled()
    verifier = page.verifier
    verifier.setFocus()
    qtbot.keyClicks(verifier.code, f"KH-2019Q2-1002 {digest}")
    qtbot.keyClick(verifier.code, Qt.Key.Key_Return)
    assert verifier.verdict.text() == "✓ 与现在的记录一致。"
    assert "李四 1002" in verifier.text.text()
    qtbot.keyClicks(verifier.code, f"KH-2019Q2-1002 {'0' * 16}")  # over what stood there
    qtbot.mouseClick(verifier.asking, Qt.MouseButton.LeftButton)
    assert verifier.verdict.text().startswith("✗ 校验码与记录不符")
    qtbot.keyClicks(verifier.code, "XX-1")
    qtbot.keyClick(verifier.code, Qt.Key.Key_Return)
    assert "没有编号为“XX-1”的表" in verifier.verdict.text()
    choose(page, SUMMARY, qtbot)
    assert page.preview.isVisible()
    assert page.print_button.isEnabled()


# ── on paper ──────────────────────────────────────────────────────────────────────────────────────


def paper(file: Path) -> QPrinter:
    """A printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    return printer


def blackness(picture: QImage, parts: int = 20) -> list[int]:
    """How dark each of parts × parts fields is, 0 black to 255 white."""
    small = picture.scaled(parts, parts, mode=Qt.TransformationMode.SmoothTransformation)
    return [small.pixelColor(x, y).lightness() for y in range(parts) for x in range(parts)]


@pytest.mark.parametrize(("form", "width", "height"), [(SHEET, 210, 297), (SUMMARY, 297, 210)])
def test_the_printed_page_is_the_page_that_was_seen_in_its_own_size(
    form: str, width: int, height: int, window: Window, settled: None, tmp_path: Path, qtbot: QtBot
) -> None:
    page = opened(window, qtbot)
    choose(page, form, qtbot)
    assert page.seen
    seen = OpenPdf(page.seen.pdf.content)
    page.out.print_on(page.seen, paper(tmp_path / "纸.pdf"))
    wait(page, qtbot)
    printed = OpenPdf((tmp_path / "纸.pdf").read_bytes())
    assert printed.pages == seen.pages
    assert window.status.message.text() == f"{form} {seen.pages} 页已送去打印"
    with pikepdf.open(tmp_path / "纸.pdf") as file:
        box = [float(edge) / 72 * 25.4 for edge in file.pages[0].mediabox]  # type: ignore[arg-type]
    assert box == pytest.approx([0, 0, width, height], abs=0.5)
    pairs = zip(blackness(printed.picture(0)), blackness(seen.picture(0)), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 8
    assert min(blackness(seen.picture(0))) < 240  # there is ink


def test_only_the_pages_asked_for_are_printed(window: Window, settled: None, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    printer = paper(tmp_path / "纸.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    assert page.seen
    seen = OpenPdf(page.seen.pdf.content)
    page.out.print_on(page.seen, printer)
    wait(page, qtbot)
    printed = OpenPdf((tmp_path / "纸.pdf").read_bytes())
    assert printed.pages == 1
    pairs = list(zip(blackness(printed.picture(0)), blackness(seen.picture(1)), strict=True))
    assert max(abs(one - other) for one, other in pairs) <= 8


def test_a_printer_that_takes_nothing_is_told(window: Window, settled: None, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.out.print_on(page.seen, paper(tmp_path / "没有的文件夹" / "纸.pdf"))
    wait(page, qtbot)
    assert "打印机没有接受打印" in window.status.message.text()


def test_printing_can_be_cancelled(window: Window, settled: None, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(window, qtbot)
    page.out.print_on(page.seen, paper(tmp_path / "纸.pdf"))
    window.status.strip.stop.click()
    wait(page, qtbot)
    assert window.status.message.text() == "已取消打印，已送出的页可能仍会印出"


def test_the_program_starts_without_the_pdf_library() -> None:
    script = "import sys, ui.window; print([name for name in sys.modules if 'QtPdf' in name or 'PrintSupport' in name])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
