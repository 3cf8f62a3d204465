"""补贴: what everybody gets, and the ledger of the pool."""

from datetime import date

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gridapp.model import Ballots, Finding, Post, QuarterSetting, Worker
from tests.offices import LI, Q2, Q3, ZHANG, bring_to, finding, full_quarter
from ui.pages.pay import PayPage
from ui.session import Session, Spot

WHO, GRADE, STANDARD, DUE, WITHHELD, SHARE, REWARD, CORRECTION, PAID, ACCOUNT = range(10)


def opened(session: Session, qtbot: QtBot) -> PayPage:
    page = PayPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def full(session: Session) -> Session:
    """张三 is 优秀, 李四 不合格, 100 元 are carried in, and the township rewards with 200 元."""
    settings = {"名额取整": "向上取整", "上季结转（元）": "100.00", "优秀奖励（元/人）": "200.00"}
    session.office.change(
        "录入",
        save=[
            *full_quarter(Q2),
            *(finding(date(2019, 4, 3), clause, LI, times=15) for clause in ("1a", "2a", "4a")),
            *(QuarterSetting(str(Q2), item, value) for item, value in settings.items()),
        ],
    )
    return session


def row(page: PayPage, number: int) -> list[str]:
    model = page.table.records()
    return [model.index(number, column).data() for column in range(model.columnCount())]


def foot(page: PayPage) -> list[str]:
    model = page.foot.records()
    return [model.index(0, column).data() for column in range(model.columnCount())]


def test_everybody_s_money_stands_in_a_row_and_the_sums_at_the_foot(full: Session, qtbot: QtBot) -> None:
    page = opened(full, qtbot)
    assert row(page, 0) == [
        *("东村 东一格  张三", "优秀", "1500.00", "1500.00", "0.00", "550.00", "200.00", "0.00", "2250.00", "未填")
    ]
    assert row(page, 1)[GRADE:ACCOUNT] == ["不合格", "1500.00", "1500.00", "450.00", "0.00", "0.00", "0.00", "1050.00"]
    assert foot(page) == ["合计 2 人", "", "", "3000.00", "450.00", "550.00", "200.00", "0.00", "3300.00", ""]


def test_amounts_stand_right(full: Session, qtbot: QtBot) -> None:
    page = opened(full, qtbot)
    model = page.table.records()
    sides = [model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) for column in (WHO, DUE, PAID, ACCOUNT)]
    left, right = int(Qt.AlignmentFlag.AlignLeft), int(Qt.AlignmentFlag.AlignRight)
    assert [side & (left | right) for side in sides] == [left, right, right, left]


def test_the_pool_balances_before_one_s_eyes(full: Session, qtbot: QtBot) -> None:
    page = opened(full, qtbot)
    assert page.ledger.text().splitlines() == [
        "扣发资金：上季结转100.00元 + 本季扣发450.00元 = 550.00元；优秀1人，每人550.00元，共550.00元；结转下季0.00元。",
        "定额奖励（由镇另行安排）：优秀1人，共200.00元。",
        "✓ 收支平衡：应发3000.00 + 上季结转100.00 + 定额奖励200.00 = 3300.00元；"
        "实发3300.00 + 结转下季0.00 = 3300.00元。",
    ]
    assert page.state.text() == "录入中，金额是预览"
    assert not page.open.isVisible()


def test_a_tie_leaves_open_what_is_shared_out(full: Session, qtbot: QtBot) -> None:
    full.office.change("同分", remove=full.office.all(type(finding(date(2019, 4, 3)))))
    page = opened(full, qtbot)
    assert row(page, 0)[SHARE:ACCOUNT] == ["未定", "未定", "0.00", "未定"]
    assert row(page, 0)[DUE] == "1500.00"
    assert foot(page)[DUE:ACCOUNT] == ["3000.00", "0.00", "未定", "未定", "0.00", "未定"]
    assert not page.ledger.isVisible()
    assert "完全并列" in page.open.text()


def test_while_something_is_missing_it_is_a_preview_and_says_so(full: Session, qtbot: QtBot) -> None:
    page = opened(full, qtbot)
    gone = [each for each in full.office.all(Ballots) if each.worker == LI]
    full.do(lambda: full.office.change("删票", remove=gone))
    assert page.open.text() == "还没有算定：还有 1 处未录。"
    assert row(page, 1)[GRADE] == "未定"
    full.undo()
    assert not page.open.isVisible()
    assert row(page, 1)[GRADE] == "不合格"


def test_accounts_are_masked(full: Session, qtbot: QtBot) -> None:
    zhang = next(each for each in full.office.all(Worker) if each.id == ZHANG)
    full.office.change("账号", save=[msgspec.structs.replace(zhang, bank="某银行", account="6228480000000000007")])
    page = opened(full, qtbot)
    assert row(page, 0)[ACCOUNT] == "***************0007"
    tip = page.table.records().index(0, ACCOUNT).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "某银行"


def test_a_settled_quarter_is_no_preview(full: Session, qtbot: QtBot) -> None:
    bring_to(full.office, Q2)
    page = opened(full, qtbot)
    assert page.state.text() == "已定案"
    assert row(page, 0)[PAID] == "2250.00"


def test_the_page_can_be_pointed_at_a_worker(full: Session, qtbot: QtBot) -> None:
    page = opened(full, qtbot)
    page.point_at(Spot(worker=LI))
    assert page.table.currentIndex().row() == 1


def test_an_empty_quarter_says_what_to_do(session: Session, qtbot: QtBot) -> None:
    session.look_at(Q2.shift(-4))
    page = opened(session, qtbot)
    assert "名册" in page.table.empty
    assert not page.foot.isVisible()
    assert not page.ledger.isVisible()


def test_the_book_of_the_pool_balances_quarter_by_quarter(full: Session, qtbot: QtBot) -> None:
    bring_to(full.office, Q2)
    full.office.change("三季度", save=full_quarter(Q3))
    page = opened(full, qtbot)
    page.tabs.setCurrentWidget(page.book)
    model = page.book.table.rows_model
    rows = [[model.index(line, column).data() for column in range(model.columnCount())] for line in range(2)]
    assert rows[0] == [
        *("2019年第二季度", "100.00", "450.00", "1 人", "550.00", "0.00"),
        *("3000.00", "200.00", "0.00", "3300.00", "✓ 平"),
    ]
    assert (rows[1][0], rows[1][1], rows[1][-1]) == ("2019年第三季度", "0.00", "预览")
    assert page.book.sum.text().startswith("✓ 已定案的 1 个季度")


def test_a_correction_is_paid_with_the_next_quarter_also_to_who_has_left(full: Session, qtbot: QtBot) -> None:
    bring_to(full.office, Q2)
    struck = [each for each in full.office.all(Finding) if each.clause == "1a"]
    names = {"reason": "误记", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2019, 8, 1)}
    full.office.correct(Q2, remove=struck, **names)
    full.office.change("三季度", save=full_quarter(Q3))
    full.look_at(Q3)
    page = opened(full, qtbot)
    assert row(page, 1)[CORRECTION:ACCOUNT] == ["450.00", "1950.00"]
    assert "以前季度的更正（由镇另行安排）：补发450.00元，扣回0.00元。" in page.ledger.text()
    full.do(lambda: full.office.change("离任", save=[Post(LI, date(2019, 1, 1), "201", date(2019, 6, 30), "辞职")]))
    assert "李四（1002） 已不在岗，另行补发 450.00 元（更正 2019Q2-1）。" in page.ledger.text()
    assert page.ledger.text().splitlines()[-1].startswith("✓ 收支平衡")


def test_the_ways_to_what_the_money_rests_on(full: Session, qtbot: QtBot) -> None:
    page = opened(full, qtbot)
    buttons = {each.text(): each for each in page.findChildren(QPushButton)}
    for words, target in (("补贴标准…", "补贴标准"), ("上季结转和优秀奖励…", "本季度")):
        with qtbot.waitSignal(full.wanted) as wanted:
            qtbot.mouseClick(buttons[words], Qt.MouseButton.LeftButton)
        assert wanted.args == ["设置", target]
