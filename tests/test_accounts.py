"""Who works at the file: accounts and their passwords, what each role may do, what was seen and taken out."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gridapp import roles
from gridapp.accounts import BY_PAPER
from gridapp.door import Door, found
from gridapp.errors import Locked, OfficeError, Refused
from gridapp.keyring import WrongPassword
from gridapp.model import Account, OfficeSetting, QuarterSetting, Standard, Worker
from gridapp.office import Office
from gridapp.prints import FORMS
from gridapp.prints.choice import Choice
from gridapp.prints.issue import AS_BOOK, AS_PDF, remember
from gridapp.rulings import Objection
from gridapp.store.tables import TABLES
from gridapp.workbook.importing import plan_import
from gridapp.workbook.reading import read_book
from gridapp.workbook.writing import write_book, write_problems
from tests.books import Sheets, bring_in, write
from tests.offices import LI, Q2, ZHANG, bring_to, finding, full_quarter, meeting, open_office

PASSWORD = "liuhe-2019"
NOW = datetime(2019, 7, 1, 9)


class Staffed(NamedTuple):
    """A plain file in which four people have accounts, closed; and its paper key."""

    path: Path
    paper: str

    def enter(self, name: str, password: str = PASSWORD) -> Office:
        return Door(self.path).enter(name, password, NOW)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Staffed:
    """王敏 管理, 李强 录入, 周建民 审核, 赵静 只读; the second quarter of 2019 is typed in."""
    with open_office(tmp_path_factory.mktemp("once")) as office:
        office.change("录入二季度", save=[*full_quarter(Q2), *meeting("H1", date(2019, 4, 3))])
        paper = office.begin_accounts("王敏", PASSWORD)
        for name, role in (("李强", "录入"), ("周建民", "审核"), ("赵静", "只读")):
            office.add_account(name, role, PASSWORD)
        return Staffed(office.path, paper)


@pytest.fixture
def staffed(once: Staffed, tmp_path: Path) -> Staffed:
    """A copy of that file: passwords take their time."""
    return once._replace(path=Path(shutil.copy(once.path, tmp_path)))


@pytest.fixture
def manager(staffed: Staffed) -> Iterator[Office]:
    with staffed.enter("王敏") as office:
        yield office


def roles_of(office: Office) -> dict[str, tuple[str, bool]]:
    return {account.name: (account.role, account.stopped) for account in office.accounts()}


def newest(office: Office) -> tuple[str, str, str]:
    """The last line of the access log: who, what, about what."""
    last = office.accesses()[0]
    return last.who, last.what, last.about


# ── the first account, and more of them ───────────────────────────────────────────────────────────


def test_a_file_without_accounts_opens_for_anybody_who_may_do_everything(office: Office) -> None:
    assert (office.accounts(), office.role, office.unlocked) == ([], "管理", None)
    office.close()
    assert Door(office.path).names == ()


def test_the_first_account_manages_and_from_then_on_one_has_to_sign_in(office: Office) -> None:
    office.begin_accounts(" 王敏 ", PASSWORD)
    assert (office.who, office.role, roles_of(office)) == ("王敏", "管理", {"王敏": ("管理", False)})
    office.close()
    with pytest.raises(Locked, match="有账号，要登录才能打开"):
        Office.open(office.path)
    with Door(office.path).enter("王敏", PASSWORD, NOW) as again:
        assert (again.who, again.encrypted) == ("王敏", False)


def test_there_is_one_first_account(manager: Office) -> None:
    with pytest.raises(Refused, match="已经有账号了"):
        manager.begin_accounts("别人", PASSWORD)


def test_every_step_bears_the_name_of_who_signed_in(staffed: Staffed) -> None:
    with staffed.enter("李强") as office:
        office.change("扣分", save=[finding(date(2019, 5, 6))])
        assert office.history(office.all(type(finding(date(2019, 5, 6))))[0])[0][0].who == "李强"


@pytest.mark.parametrize("name", ["", "  ", "应急密钥", "王\n敏\x07", "某" * 21])
def test_what_is_no_name_is_no_account(manager: Office, name: str) -> None:
    with pytest.raises(OfficeError, match="请填写姓名") as refused:
        manager.add_account(name, "录入", PASSWORD)
    assert refused.value.field == "name"


def test_a_new_office_begins_with_a_name_too(tmp_path: Path) -> None:
    with pytest.raises(OfficeError, match="请填写姓名"):
        found(tmp_path / "新.gridapp", " ", PASSWORD, encrypted=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["李强", "李 强", "李强\u200b", " 李强"])
def test_no_two_accounts_look_alike(manager: Office, name: str) -> None:
    with pytest.raises(OfficeError, match="已经有了；名称不能重复使用"):
        manager.add_account(name, "审核", PASSWORD)
    assert roles_of(manager)["李强"] == ("录入", False)


def test_namesakes_are_told_apart_by_what_is_added(manager: Office, staffed: Staffed) -> None:
    manager.add_account("李强（东沟）", "录入", PASSWORD)
    manager.close()
    with staffed.enter("李强（东沟）") as office:
        assert office.role == "录入"


def test_a_role_is_one_of_four(manager: Office) -> None:
    with pytest.raises(OfficeError, match="角色应为：录入、审核、管理、只读"):
        manager.add_account("钱进", "经理", PASSWORD)
    manager.close()
    assert "钱进" not in Door(manager.path).names


# ── passwords ─────────────────────────────────────────────────────────────────────────────────────


def test_everybody_changes_their_own_password(staffed: Staffed) -> None:
    with staffed.enter("赵静") as office:
        with pytest.raises(WrongPassword):
            office.change_password("不是这个密码", "xinde-mima-9")
        office.change_password(PASSWORD, "xinde-mima-9")
        assert newest(office) == ("赵静", "账号与加密", "改了自己的密码")
    with pytest.raises(WrongPassword):
        staffed.enter("赵静")
    staffed.enter("赵静", "xinde-mima-9").close()


def test_who_manages_gives_another_password(staffed: Staffed, manager: Office) -> None:
    manager.set_password("李强", "linshi-mima-1")
    assert newest(manager) == ("王敏", "账号与加密", "重设了 李强 的密码")
    manager.close()
    staffed.enter("李强", "linshi-mima-1").close()


@pytest.mark.parametrize("name", ["李强", "周建民", "赵静"])
def test_only_who_manages_sees_to_accounts(staffed: Staffed, name: str) -> None:
    with staffed.enter(name) as office:
        tries: list[Callable[[], object]] = [
            lambda: office.add_account("钱进", "录入", PASSWORD),
            lambda: office.set_role("周建民" if name != "周建民" else "李强", "管理"),
            lambda: office.set_password("王敏", "wode-mima-9"),
            lambda: office.stop_account("赵静" if name != "赵静" else "李强"),
            office.renew_paper_key,
        ]
        before = roles_of(office)
        for each in tries:
            with pytest.raises(Refused, match="由“管理”"):
                each()
        assert roles_of(office) == before
    assert set(Door(staffed.path).names) == set(before)


@pytest.mark.parametrize("name", ["李强", "周建民", "赵静"])
def test_nobody_gives_themselves_another_role(staffed: Staffed, name: str) -> None:
    with staffed.enter(name) as office:
        with pytest.raises(Refused, match="要由“管理”账号办理"):
            office.change("升为管理", save=[Account(name, "管理")])
        assert office.role != "管理"


def test_a_forgotten_password_is_set_anew_with_the_paper_key(staffed: Staffed) -> None:
    with Door(staffed.path).enter_by_paper(staffed.paper.lower(), "李强", "wangle-mima-3") as office:
        assert (office.who, office.role) == ("李强", "录入")
        assert [(each.who, each.what) for each in office.accesses()[:2]] == [
            ("李强", "登录"),
            (BY_PAPER, "账号与加密"),
        ]
    staffed.enter("李强", "wangle-mima-3").close()


@pytest.mark.parametrize(("name", "why"), [("没有的人", "没有“没有的人”这个账号"), ("赵静", "已经停用")])
def test_the_paper_key_makes_no_account_and_brings_nobody_back(staffed: Staffed, name: str, why: str) -> None:
    with staffed.enter("王敏") as office:
        office.stop_account("赵静")
    with pytest.raises(Refused, match=why):
        Door(staffed.path).enter_by_paper(staffed.paper, name, "wangle-mima-3")
    assert name not in Door(staffed.path).names


def test_another_paper_key_opens_and_the_old_one_no_more(staffed: Staffed, manager: Office) -> None:
    paper = manager.renew_paper_key()
    manager.close()
    with pytest.raises(WrongPassword, match="不是本数据库的应急密钥"):
        Door(staffed.path).enter_by_paper(staffed.paper, "王敏", PASSWORD)
    Door(staffed.path).enter_by_paper(paper, "王敏", PASSWORD).close()


# ── who leaves, and who stays ─────────────────────────────────────────────────────────────────────


def test_who_was_stopped_stays_on_record_and_comes_in_no_more(staffed: Staffed, manager: Office) -> None:
    manager.stop_account("李强")
    assert roles_of(manager)["李强"] == ("录入", True)
    manager.close()
    assert "李强" not in Door(staffed.path).names
    with pytest.raises(WrongPassword):
        staffed.enter("李强")


def test_a_stopped_name_is_never_used_again(manager: Office) -> None:
    manager.stop_account("李强")
    with pytest.raises(OfficeError, match="不能重复使用"):
        manager.add_account("李强", "录入", PASSWORD)
    for again in (lambda: manager.set_role("李强", "审核"), lambda: manager.set_password("李强", "huilai-le-8")):
        with pytest.raises(Refused, match="已经停用，不能再用"):
            again()
    assert roles_of(manager)["李强"] == ("录入", True)
    assert manager.stop_account("李强").step == 0


@pytest.mark.parametrize("what", ["set_role", "set_password", "stop_account"])
def test_nothing_is_done_about_an_account_that_is_none(manager: Office, what: str) -> None:
    more = {"set_role": ("录入",), "set_password": (PASSWORD,), "stop_account": ()}[what]
    with pytest.raises(Refused, match="没有“钱进”这个账号"):
        getattr(manager, what)("钱进", *more)
    assert "钱进" not in roles_of(manager)


def test_somebody_must_be_left_who_manages(staffed: Staffed, manager: Office) -> None:
    for step in (lambda: manager.set_role("王敏", "审核"), lambda: manager.stop_account("王敏")):
        with pytest.raises(Refused, match="由另一位“管理”办理"):
            step()
    manager.set_role("周建民", "管理")
    manager.close()
    with staffed.enter("周建民") as other:
        other.set_role("王敏", "审核")
        with pytest.raises(Refused, match="至少要留一位“管理”"):
            other.change("退休", save=[Account("周建民", "只读")])


def test_what_was_done_about_accounts_is_not_undone_with_the_records(manager: Office) -> None:
    manager.change("扣分", save=[finding(date(2019, 5, 6))])
    manager.add_account("钱进", "录入", PASSWORD)
    manager.stop_account("李强")
    assert manager.undoable() == "扣分"
    assert (event := manager.undo()) is not None
    assert event.name == "扣分"
    assert roles_of(manager)["钱进"] == ("录入", False)
    assert roles_of(manager)["李强"] == ("录入", True)
    assert (again := manager.redo()) is not None
    assert again.name == "扣分"


# ── what each role may do ─────────────────────────────────────────────────────────────────────────


def test_every_table_is_somebodys_and_each_role_reaches_further_than_the_one_before() -> None:
    tables = {table.name for table in TABLES}
    reach = [{name for name in tables if roles.may(role, {name})} for role in ("只读", "录入", "审核", "管理")]
    assert reach[0] == set()
    assert reach[0] < reach[1] < reach[2] < reach[3] == tables


ENTERED = {"village", "grid", "worker", "post", "assistant", "week_tally", "month_tally", "detail", "finding"}
REVIEWED = {"quarter_setting", "quarter", "settlement", "tie_basis", "publication", "objection", "flag_answer"}


@pytest.mark.parametrize(
    ("tables", "asked"),
    [
        (ENTERED | {"meeting", "attendance", "ballots"}, "“录入”或“审核”或“管理”"),
        (REVIEWED | {"correction", "restatement", "consequence", "year_decision", "recommendation"}, "“审核”或“管理”"),
        ({"standard"}, "“管理”"),
        ({"finding", "office_setting"}, "“管理”"),
    ],
)
def test_whoever_is_refused_is_told_who_may(tables: set[str], asked: str) -> None:
    assert roles.asked_for(tables) == asked


def test_who_only_reads_changes_nothing_but_may_print(staffed: Staffed) -> None:
    from gridapp.prints import print_forms

    with staffed.enter("赵静") as office:
        with pytest.raises(Refused, match="您的账号是“只读”，这一步要由“录入”或“审核”或“管理”账号办理"):
            office.change("扣分", save=[finding(date(2019, 5, 6))])
        with pytest.raises(Refused, match="只读"):
            office.undo()
        assert print_forms(office, Q2, office.path.parent / "表", ["考核汇总表"])
        assert office.score(Q2).people


def test_who_types_does_not_settle_and_sets_nothing(staffed: Staffed) -> None:
    with staffed.enter("李强") as office:
        office.change("扣分", save=[finding(date(2019, 5, 6))])
        for refused in (
            lambda: office.advance(Q2),
            lambda: office.change("口径", save=[QuarterSetting(str(Q2), "5a口径", "按周")]),
            lambda: office.change("异议", save=[Objection(str(Q2), "某人", date(2019, 7, 8), "扣分有误")]),
        ):
            with pytest.raises(Refused, match="您的账号是“录入”，这一步要由“审核”或“管理”账号办理"):
                refused()
        for refused in (
            lambda: office.change("节假日", save=[OfficeSetting("节假日 2019-10-01", "国庆节")]),
            lambda: office.change("标准", save=[Standard("", date(2019, 4, 1), 1)]),
        ):
            with pytest.raises(Refused, match="要由“管理”账号办理"):
                refused()
        assert office.state(Q2) == "录入中"


def test_who_reviews_takes_a_quarter_all_the_way_and_corrects_it(staffed: Staffed) -> None:
    with staffed.enter("周建民") as office:
        office.change("口径", save=[QuarterSetting(str(Q2), "名额取整", "四舍五入")])
        bring_to(office, Q2)
        names: dict[str, Any] = {
            "reason": "漏记",
            "proposed_by": "李强",
            "confirmed_by": "周建民",
            "day": date(2019, 8, 1),
        }
        office.correct(Q2, [finding(date(2019, 5, 8))], **names)
        office.advance(Q2)
        office.decide_year(2019, office.all(Worker)[0], "续用", "合格", "周建民", date(2019, 12, 31))
        assert office.state(Q2) == "已发放"
        with pytest.raises(Refused, match="要由“管理”账号办理"):
            office.set_office(镇名="六合镇")


def test_supposing_a_correction_is_open_to_whoever_may_look(staffed: Staffed) -> None:
    with staffed.enter("周建民") as office:
        bring_to(office, Q2)
    with staffed.enter("李强") as office:
        proposal = office.propose(Q2, [finding(date(2019, 5, 8))])
        assert [each.before.sheet.worker.id for each in proposal.differences if each.own] == [ZHANG]
        assert office.check() == []


def test_nobody_undoes_what_they_could_not_do(staffed: Staffed) -> None:
    with staffed.enter("王敏") as office:
        office.set_office(镇名="六合镇")
    with staffed.enter("李强") as office:
        with pytest.raises(Refused, match="要由“管理”账号办理"):
            office.undo()
        assert office.settings()["镇名"] == "六合镇"


def test_rows_that_a_role_does_not_reach_are_wrong_and_the_others_come_in(staffed: Staffed) -> None:
    book: Sheets = {
        "网格员": [
            ["编号", "姓名", "网格编号", "任用日期", "联系电话", "季度补贴标准（元）"],
            [ZHANG, "张三", "101", "2019-01-01", "13900000009", None],
            [LI, "李四", "201", "2019-01-01", "13900000002", "1600"],
        ],
        "补贴标准": [
            ["编号", "起始日期", "季度补贴标准（元）"],
            ["", "2019-01-01", "1500"],
            ["", "2019-07-01", "1800"],
        ],
        "考核设置": [["季度", "项目", "值"], ["2019Q2", "5a口径", "按周"]],
    }
    with staffed.enter("李强") as office:
        plan = bring_in(office, book, staffed.path.parent)
        assert [(each.sheet, each.row) for each in plan.problems] == [("网格员", 3), ("补贴标准", 3), ("考核设置", 2)]
        assert plan.problems[0].message == "您的账号是“录入”，这一步要由“管理”账号办理"
        assert {worker.id: worker.phone for worker in office.all(Worker)} == {ZHANG: "13900000009", LI: ""}
        assert len(office.all(Standard)) == 1
        assert office.all(QuarterSetting) == []


# ── what was seen and taken out ───────────────────────────────────────────────────────────────────


def test_who_came_in_is_written_down_with_the_wrong_passwords_before(staffed: Staffed) -> None:
    with pytest.raises(WrongPassword):
        staffed.enter("李强", "不对的密码")
    with staffed.enter("李强") as office:
        assert newest(office) == ("李强", "登录", "此前密码错了 1 次")


def test_the_access_log_only_grows_newest_first(manager: Office) -> None:
    manager.record_access("导出", "台账工作簿")
    assert newest(manager) == ("王敏", "导出", "台账工作簿")
    first, *others = manager.accesses()
    assert datetime.fromisoformat(first.at).tzinfo is not None
    assert [each.what for each in others] == ["登录"]


def test_whatever_leaves_the_file_is_written_down(staffed: Staffed) -> None:
    folder = staffed.path.parent
    raw = read_book(write(folder / "错.xlsx", {"满意度": [["编号", "季度"], ["9", "2019Q2"]]}))
    with staffed.enter("李强") as office:
        write_book(office, folder / "台账.xlsx", Q2)
        write_problems(office, plan_import(office, raw), raw, folder / "有误.xlsx")
        office.back_up(folder)
        sheaf = next(form for form in FORMS if form.name == "考核汇总表").sheaf(office, Choice(Q2))
        remember(office, [sheaf], AS_PDF)
        remember(office, [sheaf], AS_BOOK)
        assert [(each.who, each.what, each.about) for each in office.accesses()[3::-1]] == [
            ("李强", "导出", f"台账工作簿（2019年第二季度） → {folder / '台账.xlsx'}"),
            ("李强", "导出", f"有误的行 → {folder / '有误.xlsx'}"),
            ("李强", "导出", f"备份 → {folder}"),
            ("李强", "导出", "考核汇总表（2019年第二季度），Excel"),
        ]


def test_whose_numbers_were_shown_is_written_down_never_the_numbers(staffed: Staffed) -> None:
    with staffed.enter("李强") as office:
        zhang, li = sorted(office.all(Worker), key=lambda each: each.id)
        office.show_numbers([zhang, li])
        assert newest(office) == ("李强", "显示号码", "张三（1001）、李四（1002）")
        chosen = {"补贴发放表": Choice(Q2, whole_accounts=True), "网格员花名册": Choice(Q2, whole_numbers=True)}
        for form in (form for form in FORMS if form.name in chosen):
            sheaf = form.sheaf(office, chosen[form.name])
            remember(office, [sheaf], AS_PDF)
            assert newest(office)[1:] == ("显示号码", f"{sheaf.title}，PDF")
        assert not any(zhang.identity in each.about for each in office.accesses())


def test_a_masked_form_is_no_showing_of_numbers(staffed: Staffed) -> None:
    with staffed.enter("李强") as office:
        sheaf = next(form for form in FORMS if form.name == "网格员花名册").sheaf(office, Choice(whole_accounts=True))
        remember(office, [sheaf], AS_PDF)
        assert newest(office)[1] == "登录"


def test_who_only_reads_sees_no_whole_number_and_takes_none_out(staffed: Staffed) -> None:
    with staffed.enter("赵静") as office:
        forms = {form.name: form for form in FORMS}
        for refused in (
            lambda: office.show_numbers(office.all(Worker)),
            lambda: write_book(office, staffed.path.with_name("台账.xlsx")),
            lambda: forms["补贴发放表"].sheaf(office, Choice(Q2, whole_accounts=True)),
            lambda: forms["网格员花名册"].sheaf(office, Choice(Q2, whole_numbers=True)),
        ):
            with pytest.raises(Refused, match="“只读”账号不能看、也不能导出完整的身份证号和银行账号"):
                refused()
        assert newest(office)[1] == "登录"
        assert not staffed.path.with_name("台账.xlsx").exists()
        assert forms["网格员花名册"].sheaf(office, Choice(Q2)).documents
