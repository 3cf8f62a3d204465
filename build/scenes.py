"""What the pictures of the manual show, each a function that drives the program there; its name is the picture's."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import time_machine
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from studio import EDGE, NOW, Q3, Q4, STEM, WHO, Studio, full_disk

from gridapp import backups
from gridapp.errors import OfficeError
from gridapp.holidays import Holiday
from gridapp.office import Office
from gridapp.workbook.writing import write_book
from ui import preferences
from ui.first_start import StartPage
from ui.pages.home import CHARTS, HomePage
from ui.pages.printing import PrintingPage
from ui.pages.roster import RosterPage
from ui.session import Spot
from ui.window import Window

DOCUMENTS = Path("/home/何晓静/文档")
HALF_TYPED = Q4.weeks[-3]
WIDE = (1180, 640)
"""A window for tables of many columns."""
TALL = (1000, 720)
PASSWORD = "青川镇2019年示例"
CTRL = Qt.KeyboardModifier.ControlModifier

Scene = Callable[[Studio], QPixmap]
SCENES: dict[str, Scene] = {}


def scene(make: Scene) -> Scene:
    SCENES[make.__name__.replace("_", "-")] = make
    return make


@scene
def start(at: Studio) -> QPixmap:
    """Three grids have been pasted into the form for a new office, and the first account is filled in."""
    page = StartPage()
    page.resize(1000, 640)
    page.form.path = DOCUMENTS / f"{STEM}.gridapp"
    at.show(page)
    page.form.township.put("青川镇")
    page.form.table.setFocus()
    page.form.table.go_to(0, 0)
    grids = (("东沟村", "第一网格", 142), ("东沟村", "第二网格", 128), ("新城社区", "第一网格", 210))
    QGuiApplication.clipboard().setText(
        "".join(f"{village}\t\t\t{grid}\t{homes}\r\n" for village, grid, homes in grids)
    )
    at.key(Qt.Key.Key_V, CTRL)
    account = page.form.account
    account.name.setText(WHO)
    for part in (account.password.first, account.password.again):
        part.field.setText(PASSWORD)
    return at.take()


@scene
def home(at: Studio) -> QPixmap:
    at.page(at.window(), "首页")
    return at.take()


@scene
def charts(at: Studio) -> QPixmap:
    """Both charts of 首页, drawn when the page has turned to them."""
    page = at.page(at.window((1180, 760)), "首页")
    assert isinstance(page, HomePage)
    page.sides.setCurrentIndex(CHARTS)
    at.wait(lambda: page.charts is not None and page.charts.losses.figure is not None)
    return at.take(page.sides, EDGE)


@scene
def roster(at: Studio) -> QPixmap:
    """Two of the same name are found by its first letters."""
    page = at.page(at.window(), "名册")
    assert isinstance(page, RosterPage)
    page.workers.search.setFocus()
    at.type("mxj")
    at.key(Qt.Key.Key_Return)
    at.key(Qt.Key.Key_Return)
    return at.take(page)


@scene
def week(at: Studio) -> QPixmap:
    """The cursor stands in a cell that is still empty."""
    window = at.window()
    person = window.session.office.records(Q4).people[1].worker
    return at.take(at.page(window, "登记 · 按周", Spot(HALF_TYPED, worker=person.id, what="民情日志")))


@scene
def details(at: Studio) -> QPixmap:
    """The entries behind a count, where the paper log was typed entry by entry."""
    window = at.window((1180, 760))
    entries = window.session.office.details(Q4.span)
    spot = Spot(Q4.weeks[2], worker=entries[0].worker, what=entries[0].duty)
    page = at.page(window, "登记 · 按周", spot)
    at.key(Qt.Key.Key_F2)
    return at.take(page)


@scene
def holiday(at: Studio) -> QPixmap:
    """A week with holidays offers to exempt everybody."""
    window = at.window()
    days = [Holiday(date(2019, 12, day), "示例假日") for day in (24, 25)]
    window.session.office.change("节假日", save=[each.setting for each in days])
    return at.take(at.page(window, "登记 · 按周", Spot(Q4.weeks[-1])))


@scene
def item(at: Studio) -> QPixmap:
    return at.take(at.page(at.window(WIDE), "登记 · 按项"))


@scene
def meeting(at: Studio) -> QPixmap:
    return at.take(at.page(at.window(), "会议"))


@scene
def ballots(at: Studio) -> QPixmap:
    return at.take(at.page(at.window(WIDE), "满意度"))


@scene
def assessment(at: Studio) -> QPixmap:
    return at.take(at.page(at.window((1320, 700)), "考核"))


@scene
def tie(at: Studio) -> QPixmap:
    return at.take(at.page(at.window(settled=False), "考核", Spot(), Q3))


def _published(at: Studio) -> Window:
    """The window on a quarter that is published since two days."""
    window = at.window(settled=False)
    office = window.session.office
    tied = office.score(Q3).board.tie
    assert tied
    office.decide(Q3, tied.candidates[: tied.seats], "经集体研究确定")
    office.advance(Q3)
    office.publish(Q3, date(2019, 12, 16), date(2019, 12, 20))
    return window


@scene
def publication(at: Studio) -> QPixmap:
    return at.take(at.page(_published(at), "考核", quarter=Q3))


@scene
def pay(at: Studio) -> QPixmap:
    return at.take(at.page(at.window(WIDE), "补贴", quarter=Q3))


@scene
def printing(at: Studio) -> QPixmap:
    """Drawn anew at the end: Qt may keep a page that it drew while the window was still being laid out."""
    page = at.page(at.window(), "打印", quarter=Q3)
    for zoom in (Qt.Key.Key_1, Qt.Key.Key_0):
        at.key(zoom, CTRL)
        at.rest()
    return at.take(page)


@scene
def verifying(at: Studio) -> QPixmap:
    """A settled sheet is held against the record."""
    window = at.window((1000, 420))
    page = at.page(window, "打印", quarter=Q3)
    assert isinstance(page, PrintingPage)
    assert page.seen
    printed = page.seen.sheaf.documents[0]
    page.forms.choose("核验一张表")
    page.verifier.code.setFocus()
    at.type(f"{printed.number} {printed.digest}")
    at.key(Qt.Key.Key_Return)
    return at.take(page.verifier)


@scene
def year(at: Studio) -> QPixmap:
    return at.take(at.page(at.window(WIDE), "年度"))


@scene
def settings(at: Studio) -> QPixmap:
    return at.take(at.page(at.window((1280, 560)), "设置"))


@scene
def columns(at: Studio) -> QPixmap:
    """What F4 offers in a table."""
    page = at.page(at.window(TALL), "名册")
    assert isinstance(page, RosterPage)
    page.workers.table.setFocus()
    page.workers.table.go_to(0, 2)
    at.key(Qt.Key.Key_F4)
    return at.take(page)


@scene
def importing(at: Studio) -> QPixmap:
    """The preview of a workbook that was changed, with two slips in it."""
    window = at.window((1000, 760))
    book = at.folder / "台账工作簿.xlsx"
    write_book(window.session.office, book, Q4)
    sheets = load_workbook(book)
    sheets["每周登记"]["C2"] = 3
    sheets["每周登记"]["D3"] = "两次"
    sheets["网格员"].append(["W101", "王芳", "G9999", "2019-12-20"])
    sheets.save(book)
    window.files.import_book(book)
    at.wait(lambda: not window.session.lent)
    return at.take(window.stack.currentWidget())


@scene
def restoring(at: Studio) -> QPixmap:
    """Backups of five days, the newest looked into."""
    path, places = at.file(), at.folder / "备份"
    places.mkdir()
    for days in range(5, 0, -1):
        with (
            time_machine.travel(NOW - timedelta(days=days, hours=days % 3), tick=False),
            Office.open(path, WHO) as office,
        ):
            office.set_office(**{"监督电话": f"0951-000000{days}"})
            office.back_up(places)
    preferences.remember(backups=str(places))
    third = next(each for each in backups.found(places, path.stem) if each.number == 3)
    backups.pin(third, path.stem, pinned=True)
    window = at.window_on(path)
    window.session.office.set_office(**{"监督电话": "0951-0000000"})
    window.files.show_backups()
    page = window.stack.currentWidget()
    at.rest()
    page.table.layout_of_columns.show_column(3, shown=False)  # type: ignore[attr-defined]  # where they lie differs
    return at.take(page)


@scene
def unsaved(at: Studio) -> QPixmap:
    """The disk is full: what was typed stays and is told of."""
    window = at.window()
    at.page(window, "登记 · 按周", Spot(HALF_TYPED))
    with full_disk():
        for count in "31":
            at.type(count)
            at.key(Qt.Key.Key_Return)
        taken = at.take()
        window.session.give_up()
    return taken


@scene
def damaged(at: Studio) -> QPixmap:
    """The file can't be opened; the newest backup that is whole is offered."""
    path, places = at.file(), at.folder / "U盘"
    places.mkdir()
    with time_machine.travel(NOW - timedelta(days=1), tick=False), Office.open(path) as office:
        office.back_up(places)
    preferences.remember(backups=str(places))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    try:
        Office.open(path)
    except OfficeError as error:
        page = StartPage(path, error)
    page.resize(420, 520)
    at.show(page)
    return at.take()
