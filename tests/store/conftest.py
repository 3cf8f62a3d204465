"""One office's file with something in every table, and the same file closed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gridapp.model import Account, Assistant, Detail, QuarterSetting, Record, TieBasis
from gridapp.rulings import Consequence, FlagAnswer, Objection, Recommendation, YearDecision
from gridapp.store.database import Database, open_database
from tests.offices import LI, Q2, Q3, ZHANG, bring_to, finding, full_quarter, meeting, open_office

RULINGS: list[Record] = [
    TieBasis(str(Q3), (ZHANG, LI), 1, 100_00, 100_00, 100_00),
    Objection(
        *(str(Q2), "赵六", date(2019, 7, 2), "五月的走访没有算", ZHANG),
        *("查走访表，已经计入", "维持", "王敏", date(2019, 7, 4)),
        id=1,
    ),
    FlagAnswer(str(Q2), "many/居民走访/2019-04-01/1001", "居民走访 40", "集中走访", "王敏", date(2019, 7, 1)),
    Consequence(str(Q2), LI, "提醒", True, "", "周建民", date(2019, 7, 9), 1),
    YearDecision(2019, ZHANG, "续用", "称职", "周建民", date(2019, 12, 30)),
    Recommendation(2020, "101", "张三", ZHANG, date(2019, 12, 1)),
    Account("王敏", "管理"),
]


@pytest.fixture(scope="session")
def full_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file with at least one row in every table: the second quarter of 2019 settled, the third begun."""
    with open_office(tmp_path_factory.mktemp("office")) as office:
        office.set_office(镇名="柳河镇", 联系电话="0951-0000000")
        office.change("录入协管员", save=[Assistant("101", "赵六", "网格警员", date(2019, 1, 1), id=1)])
        office.change("录入二季度", save=[*full_quarter(Q2), *meeting("H1", date(2019, 4, 3), "迟到")])
        office.change("扣分", save=[finding(date(2019, 5, 6)), finding(date(2019, 5, 7), "3b", LI, level="市")])
        office.change("明细", save=[Detail(ZHANG, date(2019, 7, 2), "民情日志", note="走访三户")])
        office.change("考核设置", save=[QuarterSetting(str(Q2), "优秀奖励（元/人）", "200.00")])
        office.change("旁证", save=RULINGS)
        bring_to(office, Q2, "已发放")
        names = {"reason": "漏记", "proposed_by": "王敏", "confirmed_by": "周建民", "day": date(2019, 8, 1)}
        office.correct(Q2, [finding(date(2019, 5, 8), "4a")], **names)
        office.change("误录", save=[finding(date(2019, 8, 1), "2a")])
        office.undo()
    return office.path.read_bytes()


@pytest.fixture
def file(tmp_path: Path, full_file: bytes) -> Path:
    """The full file under a name of its own, closed."""
    path = tmp_path / "台账.db"
    path.write_bytes(full_file)
    return path


@pytest.fixture
def db(file: Path) -> Iterator[Database]:
    """The full file, open below the Office."""
    opened = open_database(file)
    yield opened
    opened.close()
