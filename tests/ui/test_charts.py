"""The charts: seen in every theme, pointed at by mouse and keyboard, leading to the work, printed and saved."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gridapp.charts.figures import Bar, Bars, Figure, Floor, Point, Trend
from gridapp.model import Counts, Grid, Post, Tally, Worker
from tests.offices import LI, Q1, Q2, Q3, WEEKLY, ZHANG, bring_to, finding, full_quarter
from ui.pages.assessment import AssessmentPage
from ui.pages.assessment_charts import VillageChart, WorkerCharts
from ui.pages.home import CHARTS, PROGRESS, HomePage
from ui.pages.item import ItemPage
from ui.printer import OpenPdf
from ui.session import Session, Spot
from ui.theme import THEMES, dress, load_fonts
from ui.widgets.chart_panel import ChartPanel
from ui.widgets.chart_picture import ChartPicture
from ui.window import Window

BARS = Bars(
    "各条款扣分", (Bar("6a", "民情日志不足", 400, "3人"), Bar("1a", "信息采集不全", 50, "1人")), "人数", "没有封顶"
)
TREND = Trend(
    "总分",
    (Point("2019年第一季度", "一季度", "2019年", 9120), Point("2019年第二季度", "二季度", "", 8800, settled=False)),
    (Floor("优秀", 9000), Floor("合格", 7000)),
)


LONG = 30_000
"""Milliseconds that loading and printing may take where others are busy too."""


def wait(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    qtbot.waitUntil(condition, timeout=LONG)


@pytest.fixture(autouse=True)
def _nobody_s_preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def show(picture: ChartPicture, figure: Figure, qtbot: QtBot) -> None:
    """Show it, and wait until what draws is loaded."""
    picture.show_figure(figure)
    picture.resize(500, picture.sizeHint().height())
    with qtbot.waitExposed(picture):
        picture.show()
    wait(qtbot, lambda: bool(picture._spots))


@pytest.fixture
def picture(dressed: QApplication, qtbot: QtBot) -> ChartPicture:
    made = ChartPicture()
    qtbot.addWidget(made)
    show(made, BARS, qtbot)
    return made


def middle(picture: ChartPicture, place: int) -> QPoint:
    return picture._spots[place].center().toPoint()


def colours_of(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


# ── the picture ───────────────────────────────────────────────────────────────────────────────────


def test_arrows_go_from_mark_to_mark_and_say_its_value(picture: ChartPicture, qtbot: QtBot) -> None:
    assert picture.accessibleDescription() == (
        "各条款扣分。6a 民情日志不足：扣分 4，人数 3人；1a 信息采集不全：扣分 0.5，人数 1人。"
    )
    for key, said in (
        (Qt.Key.Key_Down, "6a 民情日志不足：扣分 4，人数 3人"),
        (Qt.Key.Key_Right, "1a 信息采集不全：扣分 0.5，人数 1人"),
        (Qt.Key.Key_Down, "1a 信息采集不全：扣分 0.5，人数 1人"),
        (Qt.Key.Key_Home, "6a 民情日志不足：扣分 4，人数 3人"),
        (Qt.Key.Key_End, "1a 信息采集不全：扣分 0.5，人数 1人"),
        (Qt.Key.Key_Up, "6a 民情日志不足：扣分 4，人数 3人"),
    ):
        qtbot.keyClick(picture, key)
        assert picture.accessibleName() == picture.toolTip() == said


def test_enter_opens_the_mark_that_is_come_to_and_none_before(picture: ChartPicture, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(picture.opened):
        qtbot.keyClick(picture, Qt.Key.Key_Return)
    qtbot.keyClick(picture, Qt.Key.Key_End)
    with qtbot.waitSignal(picture.opened) as opened:
        qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_a_mark_under_the_mouse_tells_its_value_and_a_click_opens_it(picture: ChartPicture, qtbot: QtBot) -> None:
    qtbot.mouseMove(picture, middle(picture, 1))
    wait(qtbot, lambda: picture.toolTip() == "1a 信息采集不全：扣分 0.5，人数 1人")
    with qtbot.waitSignal(picture.opened) as opened:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle(picture, 0))
    assert opened.args == [0]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", ["标准", "特大"])
def test_a_figure_takes_the_theme_and_the_size_of_text(
    theme: str, size: str, picture: ChartPicture, dressed: QApplication, qtbot: QtBot
) -> None:
    before = picture.sizeHint().height()
    try:
        dress(dressed, load_fonts(), theme, size)
        show(picture, BARS, qtbot)
        shade = THEMES[theme]
        seen = colours_of(picture.grab().toImage())
        bar = QColor(round(QColor(shade.accent).redF() * 100) * 255 // 100, 0, 0).red()
        assert shade.base in seen
        assert any(abs(QColor(name).red() - bar) <= 2 for name in seen)
        assert (picture.sizeHint().height() > before) == (size == "特大")
    finally:
        dress(dressed, load_fonts(), "浅色", "标准")


def test_a_line_s_points_are_marks_too(picture: ChartPicture, qtbot: QtBot) -> None:
    show(picture, TREND, qtbot)
    qtbot.keyClick(picture, Qt.Key.Key_Left)
    assert picture.toolTip() == "2019年第二季度：总分 88.00"


# ── the panel ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> ChartPanel:
    made = ChartPanel(session, "扣分", "去登记")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_figure(BARS, "TK")
    with qtbot.waitExposed(made):
        made.show()
    wait(qtbot, lambda: bool(made.picture._spots))
    return made


def rows(panel: ChartPanel) -> list[list[str]]:
    assert panel.table
    model = panel.table.rows_model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_the_table_has_the_same_numbers_and_leads_to_the_same_work(panel: ChartPanel, qtbot: QtBot) -> None:
    panel.turn.click()
    assert rows(panel) == [["6a 民情日志不足", "4", "3人"], ["1a 信息采集不全", "0.5", "1人"]]
    assert panel.table
    panel.table.choose("1a 信息采集不全")
    with qtbot.waitSignal(panel.opened) as opened:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert opened.args == [1]
    panel.turn.click()
    assert panel.stack.currentWidget() is panel.picture


def test_a_table_in_another_order_still_leads_to_the_work_of_its_row(panel: ChartPanel, qtbot: QtBot) -> None:
    panel.show_figure(BARS._replace(bars=(*BARS.bars, Bar("7b", "无故不参加", 1300, "9人"))), "TK")
    panel.turn.click()
    assert panel.table
    panel.table.sort_by(1)
    assert [row[1] for row in rows(panel)] == ["0.5", "4", "13"]
    panel.table.choose("1a 信息采集不全")
    with qtbot.waitSignal(panel.opened) as opened:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_under_the_chart_stands_how_to_read_it_then_what_is_pointed_at(panel: ChartPanel, qtbot: QtBot) -> None:
    assert panel.told.text() == "没有封顶。"
    qtbot.keyClick(panel.picture, Qt.Key.Key_Down)
    assert panel.told.text() == "6a 民情日志不足：扣分 4，人数 3人。单击或回车：去登记"


def test_of_many_bars_the_others_stand_together_and_lead_to_the_table(panel: ChartPanel, qtbot: QtBot) -> None:
    many = BARS._replace(bars=tuple(Bar(f"{n}a", "条款", 900 - n, "1人") for n in range(1, 9)))
    panel.show_figure(many, "TK", most=3)
    wait(qtbot, lambda: len(panel.picture._spots) == 3)
    with qtbot.assertNotEmitted(panel.opened):
        qtbot.mouseClick(panel.picture, Qt.MouseButton.LeftButton, pos=middle(panel.picture, 2))
    assert panel.stack.currentWidget() is panel.table
    assert len(rows(panel)) == 8


def test_nothing_to_show_is_said_and_cannot_be_printed(panel: ChartPanel) -> None:
    panel.show_figure(BARS._replace(bars=()), "TK")
    assert panel.notice.text() == "没有数据。"
    assert not panel.paper.print_button.isEnabled()
    assert not panel.paper.save_button.isEnabled()
    panel.show_figure(BARS, "TK")
    assert panel.paper.print_button.isEnabled()


def test_a_chart_is_saved_as_a_page_with_its_numbers(panel: ChartPanel, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.session.told, timeout=LONG) as told:
        panel.paper.save(tmp_path / "图.pdf")
    assert told.args == [f"已另存为 {tmp_path / '图.pdf'}"]
    page = OpenPdf((tmp_path / "图.pdf").read_bytes()).document.getAllText(0).text()
    assert "6a 民情日志不足" in page
    assert "FX-2019Q2-TK" in page


def test_a_chart_is_saved_as_a_picture(panel: ChartPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = (str(tmp_path / "图"), "图片 (*.png)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    panel.paper.save_button.click()
    image = QImage(str(tmp_path / "图.png"))
    assert image.width() == 1920
    darkest = min(QColor(name).lightness() for name in colours_of(image))
    assert "#ffffff" in colours_of(image)
    assert darkest < 48


def test_a_picture_that_cannot_be_written_is_told(panel: ChartPanel, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.session.failed) as failed:
        panel.paper.save(tmp_path / "没有的文件夹" / "图.png")
    assert "无法写入" in failed.args[0]


def test_a_chart_is_printed(panel: ChartPanel, tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "纸.pdf"))
    with qtbot.waitSignal(panel.session.told, timeout=LONG) as told:
        panel.paper.print_on(printer)
    assert told.args == ["各条款扣分 1 页已送去打印"]
    with pikepdf.open(tmp_path / "纸.pdf") as file:
        assert len(file.pages) == 1
    printed = OpenPdf((tmp_path / "纸.pdf").read_bytes()).picture(0)
    assert (
        min(printed.pixelColor(x, y).lightness() for x in range(0, printed.width(), 7) for y in range(400, 900, 7)) < 60
    )


# ── on 首页 ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two_quarters(session: Session) -> Session:
    """2019Q1 settled, 2019Q2 typed in; somebody lost points in each."""
    office = session.office
    office.change("一季度", save=[*full_quarter(Q1), finding(date(2019, 2, 5), times=5)])
    bring_to(office, Q1)
    week = Tally(ZHANG, Q2.weeks[3], Counts({**WEEKLY, "民情日志": 0}))
    office.change("二季度", save=[*full_quarter(Q2), finding(date(2019, 4, 3)), week])
    return session


def home_of(window: Window) -> HomePage:
    page = window.stack.pages[0]
    assert isinstance(page, HomePage)
    return page


def test_progress_is_seen_while_typing_and_charts_when_it_is_done(
    two_quarters: Session, window: Window, qtbot: QtBot
) -> None:
    home = home_of(window)
    assert home.sides.currentIndex() == PROGRESS
    assert home.charts is None
    two_quarters.look_at(Q1)
    assert home.sides.currentIndex() == CHARTS
    home.sides.setCurrentIndex(PROGRESS)
    two_quarters.office.back_up(two_quarters.office.path.parent)
    home.refresh()
    assert home.sides.currentIndex() == PROGRESS  # as the clerk has chosen


def charts(window: Window, qtbot: QtBot) -> HomePage:
    home = home_of(window)
    home.sides.setCurrentIndex(CHARTS)
    wait(qtbot, lambda: bool(home.charts and home.charts.losses.picture._spots))
    return home


def test_the_charts_look_back_and_say_where_points_were_lost(
    two_quarters: Session, window: Window, qtbot: QtBot
) -> None:
    home = charts(window, qtbot)
    assert home.charts
    assert home.charts.trend.figure
    assert home.charts.trend.figure.rows[-2:] == [
        ("2019年第一季度", "98.00", "96.00", "100.00", "参评2人"),
        ("2019年第二季度", "98.80", "97.60", "100.00", "参评2人，未定案"),
    ]
    assert home.charts.losses.figure
    assert home.charts.losses.figure.rows == [
        ("6a 民情日志不足", "2", "1人，上季0"),
        ("1a 信息采集不全、不准确或未录入平台", "1", "1人，上季5"),
    ]
    two_quarters.do(lambda: two_quarters.office.change("扣分", save=[finding(date(2019, 4, 4), "2a", LI)]))
    wait(qtbot, lambda: len(home.charts.losses.figure.rows) == 3)  # type: ignore[union-attr]


def test_a_clause_leads_to_its_item_and_a_quarter_to_its_assessment(
    two_quarters: Session, window: Window, qtbot: QtBot
) -> None:
    home = charts(window, qtbot)
    assert home.charts
    qtbot.mouseClick(home.charts.losses.picture, Qt.MouseButton.LeftButton, pos=middle(home.charts.losses.picture, 0))
    page = window.stack.currentWidget()
    assert isinstance(page, ItemPage)
    assert page.items.currentIndex() == 5
    window.navigation.setCurrentRow(0)
    charts(window, qtbot)
    home.charts.trend.picture.setFocus()
    home.charts.trend.picture.point_at(6)
    qtbot.keyClick(home.charts.trend.picture, Qt.Key.Key_Return)
    assert isinstance(window.stack.currentWidget(), AssessmentPage)
    assert two_quarters.quarter == Q1


def test_while_long_work_has_the_office_the_charts_wait(two_quarters: Session, window: Window, qtbot: QtBot) -> None:
    home = home_of(window)
    two_quarters.lent = True
    home.sides.setCurrentIndex(CHARTS)
    assert home.charts
    reader = home.charts._reader
    reader._timer.setInterval(0)
    reader._next()
    assert len(reader._left) == 7
    assert reader._timer.isActive()
    two_quarters.lent = False
    wait(qtbot, lambda: bool(home.charts and home.charts.trend.figure))


def test_nothing_is_asked_of_an_office_that_is_closed(two_quarters: Session, window: Window, qtbot: QtBot) -> None:
    home = home_of(window)
    home.sides.setCurrentIndex(CHARTS)
    two_quarters.office.close()
    assert home.charts
    home.charts._reader._next()
    assert home.charts._reader._found == []


def test_a_settled_quarter_that_is_broken_is_said_in_the_chart_s_place(
    two_quarters: Session, window: Window, qtbot: QtBot
) -> None:
    two_quarters.office._db.execute("UPDATE frozen SET body = x'00'")
    two_quarters.office._thawed = None  # what was read while it was whole is remembered
    home = home_of(window)
    home.sides.setCurrentIndex(CHARTS)
    wait(qtbot, lambda: bool(home.charts and "从备份恢复" in home.charts.trend.notice.text()))


def test_the_map_of_weeks_is_saved_as_it_stands(
    two_quarters: Session, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    home = home_of(window)
    week = Tally(ZHANG, Q2.weeks[0], Counts({"排查": 1}))
    two_quarters.do(lambda: two_quarters.office.change("删去", save=[week]))
    with qtbot.waitSignal(two_quarters.told, timeout=LONG):
        home.progress.week_paper.save(tmp_path / "图.pdf")
    page = OpenPdf((tmp_path / "图.pdf").read_bytes()).document.getAllText(0).text()
    assert "各村（社区）各周登记" in page
    assert "".join(page.split()).count("✓") == 2 * 13 - 1 + 1  # and in what tells how to read it
    assert "东村5✓" in "".join(page.split())


# ── on 考核 ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def assessment(two_quarters: Session, window: Window, qtbot: QtBot) -> AssessmentPage:
    two_quarters.wanted.emit("考核", Spot(worker=ZHANG))
    page = window.stack.currentWidget()
    assert isinstance(page, AssessmentPage)
    return page


def worker_charts(page: AssessmentPage, qtbot: QtBot) -> WorkerCharts:
    def found() -> list[WorkerCharts]:
        return [each for each in page.panel.findChildren(WorkerCharts) if each.isVisible() and each.losses.figure]

    wait(qtbot, lambda: bool(found()))
    return found()[0]


def test_beneath_a_sheet_stand_the_worker_s_quarters_and_clauses(assessment: AssessmentPage, qtbot: QtBot) -> None:
    shown = worker_charts(assessment, qtbot)
    assert shown.trend.figure
    assert shown.trend.figure.title == "张三（1001）近八个季度总分"
    assert shown.trend.figure.rows[-2:] == [
        ("2019年第一季度", "96.00", "合格"),
        ("2019年第二季度", "97.60", "合格，未定案"),
    ]
    assert shown.losses.figure
    assert shown.losses.figure.rows == [
        ("6a 民情日志不足", "2", "1处"),
        ("1a 信息采集不全、不准确或未录入平台", "1", "1处"),
    ]


def test_a_worker_s_clause_leads_to_its_record_and_a_quarter_keeps_the_worker(
    assessment: AssessmentPage, qtbot: QtBot
) -> None:
    shown = worker_charts(assessment, qtbot)
    with qtbot.waitSignal(assessment.session.wanted) as wanted:
        shown.losses.opened.emit(0)
    assert wanted.args == ["登记 · 按周", Spot(Q2.weeks[3], "东村", ZHANG, "民情日志")]
    assessment.session.wanted.emit("考核", Spot(worker=ZHANG))
    shown = worker_charts(assessment, qtbot)
    shown.trend.opened.emit(6)
    assert assessment.session.quarter == Q1
    assert assessment.table.current().sheet.worker.id == ZHANG


def test_villages_are_compared_and_lead_to_whoever_is_lowest(assessment: AssessmentPage, qtbot: QtBot) -> None:
    office, wang = assessment.session.office, "1003"
    roster = [Grid("102", "东村", "东二格"), Worker(wang, "王五"), Post(wang, date(2019, 4, 1), "102")]
    assessment.session.do(lambda: office.change("任职", save=[*roster, *full_quarter(Q2, wang)]))
    assessment.table.choose(LI)
    assessment.compare.click()
    chart = assessment.panel.guest()
    assert isinstance(chart, VillageChart)
    wait(qtbot, lambda: bool(chart.panel.picture._spots))
    assert chart.panel.figure
    assert chart.panel.figure.rows == [
        ("南社区", "100.00", "100.00", "100.00", "1人"),
        ("东村", "98.80", "97.60", "100.00", "2人"),
    ]
    qtbot.keyClick(chart.panel.picture, Qt.Key.Key_End)
    qtbot.keyClick(chart.panel.picture, Qt.Key.Key_Return)
    assert assessment.panel.guest() is None
    assert assessment.panel.kept_title.startswith("张三")


def test_the_villages_follow_a_change(assessment: AssessmentPage, qtbot: QtBot) -> None:
    assessment.compare.click()
    chart = assessment.panel.guest()
    assert isinstance(chart, VillageChart)
    assessment.session.do(
        lambda: assessment.session.office.change("扣分", save=[finding(date(2019, 4, 4), "2a", LI, times=5)])
    )
    assert chart.panel.figure
    assert chart.panel.figure.rows[0][0] == "东村"


def test_a_quarter_without_anybody_has_no_villages_to_compare(session: Session, window: Window) -> None:
    session.look_at(Q3.shift(-8))
    session.wanted.emit("考核", None)
    page = window.stack.currentWidget()
    assert isinstance(page, AssessmentPage)
    assert not page.compare.isEnabled()


def test_the_program_starts_without_what_the_charts_need() -> None:

    script = "import sys, ui.window, ui.pages.home; print([n for n in sys.modules if 'QtSvg' in n or 'reportlab' in n])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
