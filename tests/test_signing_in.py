"""Signing in on the command line, by running it: the password comes from the environment or a terminal."""

import os
import pty
import re
import shutil
import sys
from pathlib import Path
from time import monotonic

import pytest

from gridapp import backups
from gridapp.cli import main
from gridapp.door import Door, found, rekey
from gridapp.model import Worker
from gridapp.office import Office
from tests.backups.folders import kept
from tests.offices import PASSWORD, Q2, ROSTER, WANG, full_quarter
from tests.test_cli import CASES, DATA_ERRORS, DONE, ROOT, UNUSABLE, gridapp

READER, ITS = "刘看", "only-looking-1"


class Locked:
    """An encrypted file with a 管理, WANG, and a 只读; and its paper key."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "镇 一.db"
        self.wang, self.paper = found(self.path, WANG, PASSWORD, encrypted=True)
        with self.open() as office:
            office.add_account(READER, "只读", ITS)
            office.change("录入", save=[*ROSTER, *full_quarter(Q2)])

    def open(self) -> Office:
        return Office.open(self.path, unlocked=self.wang)

    def names(self) -> list[str]:
        with self.open() as office:
            return [worker.name for worker in office.all(Worker)]

    def backup(self) -> Path:
        place = self.path.parent / "备份"
        place.mkdir(exist_ok=True)
        with self.open() as office:
            return kept(office, place).backups[0].path


@pytest.fixture
def locked(tmp_path: Path) -> Locked:
    return Locked(tmp_path)


def test_every_verb_works_for_who_signs_in(locked: Locked, tmp_path: Path) -> None:
    (tmp_path / "出").mkdir()
    for verb in (
        ["check", "--rebuild"],
        ["score", "--quarter", "2019Q2"],
        ["export", tmp_path / "出.xlsx"],
        ["print", "--quarter", "2019Q2", "--form", "考核汇总表", "--out", tmp_path / "出"],
        ["backup", "--out", tmp_path / "出"],
        ["import", tmp_path / "出.xlsx"],
    ):
        answer = gridapp(*verb, "--db", locked.path, "--account", WANG, GRIDAPP_PASSWORD=PASSWORD)
        assert (answer.returncode, answer.stderr) == (DONE, ""), verb
    (backup,) = (tmp_path / "出").glob("*.backup")
    assert backups.look_into(backup, locked.path, locked.wang).records["worker"] == 2
    with locked.open() as office:
        assert {each.who for each in office.accesses() if each.what == "登录"} == {WANG}


@pytest.mark.parametrize(
    ("given", "password", "said"),
    [
        ([], PASSWORD, "有账号，要登录才能打开：请用 --account 写明姓名"),
        (["--account", WANG], None, "请在环境变量 GRIDAPP_PASSWORD 中给出王敏 的密码，或在终端上运行"),
        (["--account", WANG], "wrong", "密码不对"),
        (["--account", WANG], "", "密码不对"),
        (["--account", "赵六"], PASSWORD, "没有“赵六”这个账号"),
    ],
)
def test_who_is_nobody_is_told_in_a_sentence(locked: Locked, given: list[str], password: str | None, said: str) -> None:
    """No prompt: standard input is no terminal. And nothing was done."""
    environment = {} if password is None else {"GRIDAPP_PASSWORD": password}
    answer = gridapp("score", "--db", locked.path, "--quarter", "2019Q2", *given, **environment)
    assert (answer.returncode, answer.stdout) == (UNUSABLE, "")
    assert said in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_wrong_passwords_count_here_too(locked: Locked) -> None:
    for _ in range(3):
        gridapp("check", "--db", locked.path, "--account", WANG, GRIDAPP_PASSWORD="wrong")
    right = gridapp("check", "--db", locked.path, "--account", WANG, GRIDAPP_PASSWORD=PASSWORD)
    assert right.returncode == UNUSABLE
    assert re.match("密码错得太多，请等 [1-5] 秒再试", right.stderr)
    keyring = Door(locked.path).keyring
    assert keyring
    assert [slot.failures for slot in keyring.slots] == [3, 0]


def test_a_role_that_only_looks_imports_nothing(locked: Locked, tmp_path: Path) -> None:
    answer = gridapp("import", CASES / "C02.xlsx", "--db", locked.path, "--account", READER, GRIDAPP_PASSWORD=ITS)
    assert (answer.returncode, "只读" in answer.stderr) == (DATA_ERRORS, True)
    assert locked.names() == ["张三", "李四"]
    assert gridapp("check", "--db", locked.path, "--account", READER, GRIDAPP_PASSWORD=ITS).returncode == DONE


def test_a_file_without_accounts_asks_nobody(tmp_path: Path) -> None:
    Office.create(tmp_path / "镇.db").close()
    assert gridapp("check", "--db", tmp_path / "镇.db").returncode == DONE
    answer = gridapp("check", "--db", tmp_path / "镇.db", "--account", WANG, GRIDAPP_PASSWORD=PASSWORD)
    assert (answer.returncode, "没有账号，不需要登录" in answer.stderr) == (UNUSABLE, True)


def test_what_is_wrong_with_the_file_is_said_and_no_password_asked_for(locked: Locked) -> None:
    (keys,) = locked.path.parent.glob("*.keys")
    keys.rename(keys.with_suffix(".lost"))
    answer = gridapp("check", "--db", locked.path, "--account", WANG)
    assert (answer.returncode, "旁边没有它的钥匙文件" in answer.stderr) == (UNUSABLE, True)


# ── restoring ─────────────────────────────────────────────────────────────────────────────────────


def test_who_manages_puts_a_backup_back(locked: Locked) -> None:
    backup = locked.backup()
    with locked.open() as office:
        office.change("改名", save=[Worker("1001", "张三丰")])
    refused = gridapp("restore", backup, "--db", locked.path, "--account", READER, GRIDAPP_PASSWORD=ITS)
    assert (refused.returncode, "要由“管理”账号办理" in refused.stderr) == (DATA_ERRORS, True)
    nobody = gridapp("restore", backup, "--db", locked.path)
    assert (nobody.returncode, "请用 --account 写明姓名" in nobody.stderr) == (UNUSABLE, True)
    assert locked.names() == ["张三丰", "李四"]

    answer = gridapp("restore", backup, "--db", locked.path, "--account", WANG, GRIDAPP_PASSWORD=PASSWORD)
    assert answer.returncode == DONE
    assert locked.names() == ["张三", "李四"]


def elsewhere(locked: Locked) -> tuple[Path, Path]:
    """The backup alone, and where the file shall be on another computer."""
    backup, computer = locked.backup(), locked.path.parent / "新电脑"
    computer.mkdir()
    return Path(shutil.copy(backup, computer / "带来的.backup")), computer / "镇.db"


def test_on_another_computer_the_paper_key_is_enough(locked: Locked) -> None:
    backup, target = elsewhere(locked)
    wrong = gridapp("restore", backup, "--db", target, GRIDAPP_PAPER_KEY=locked.paper[:-1])
    assert (wrong.returncode, "应急密钥是 28 个数字和字母" in wrong.stderr) == (UNUSABLE, True)
    assert not target.exists()
    answer = gridapp("restore", backup, "--db", target, GRIDAPP_PAPER_KEY=locked.paper.lower())
    assert (answer.returncode, answer.stderr) == (DONE, "")
    assert gridapp("check", "--db", target, "--account", WANG, GRIDAPP_PASSWORD=PASSWORD).returncode == DONE


def test_there_an_account_s_password_will_do_as_well(locked: Locked) -> None:
    backup, target = elsewhere(locked)
    for password, status in (("wrong", UNUSABLE), (PASSWORD, DONE)):
        answer = gridapp("restore", backup, "--db", target, "--account", WANG, GRIDAPP_PASSWORD=password)
        assert (answer.returncode, target.exists()) == (status, status == DONE)


def test_a_backup_from_before_a_rekey_comes_back(locked: Locked) -> None:
    """By who has an account now, and by the paper key, which is the same."""
    backup = locked.backup()
    rekey(locked.path, locked.wang)
    answer = gridapp("restore", backup, "--db", locked.path, "--account", WANG, GRIDAPP_PASSWORD=PASSWORD)
    assert answer.returncode == DONE
    assert locked.names() == ["张三", "李四"], "by the key of then"


def test_a_damaged_file_is_replaced_by_who_has_its_password(locked: Locked) -> None:
    backup = locked.backup()
    locked.path.write_bytes(locked.path.read_bytes()[:-5000])
    answer = gridapp("restore", backup, "--db", locked.path, "--account", WANG, GRIDAPP_PASSWORD=PASSWORD)
    assert answer.returncode == DONE
    assert locked.names() == ["张三", "李四"]


# ── the terminal ──────────────────────────────────────────────────────────────────────────────────


def at_a_terminal(typed: str, *arguments: object) -> tuple[int, str]:
    """The status, and all that was on the screen of a terminal on which this was typed."""
    child, terminal = pty.fork()
    if child == 0:
        env = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        os.execve(sys.executable, [sys.executable, "-m", "gridapp", *map(str, arguments)], env)
    shown, end = b"", monotonic() + 120
    try:
        while monotonic() < end:
            try:
                got = os.read(terminal, 1000)
            except OSError:  # the program has ended
                break
            shown += got
            if typed and (b"\xef\xbc\x9a" in shown or b": " in shown):
                os.write(terminal, f"{typed}\n".encode())
                typed = ""
    finally:
        os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), shown.decode()


def test_on_a_terminal_the_password_is_asked_for_and_not_shown(locked: Locked) -> None:
    status, shown = at_a_terminal(PASSWORD, "check", "--db", locked.path, "--account", WANG)
    assert (status, "王敏 的密码" in shown, "没有发现问题" in shown) == (DONE, True, True)
    assert PASSWORD not in shown
    status, shown = at_a_terminal("wrong", "check", "--db", locked.path, "--account", WANG)
    assert (status, "密码不对" in shown) == (UNUSABLE, True)


def test_on_a_terminal_the_paper_key_is_asked_for_and_not_shown(locked: Locked) -> None:
    backup, target = elsewhere(locked)
    status, shown = at_a_terminal(locked.paper, "restore", backup, "--db", target)
    assert (status, "应急密钥" in shown, locked.paper in shown) == (DONE, True, False)
    assert target.exists()


def test_no_argument_takes_a_secret() -> None:
    """Every program on a computer may read the arguments of the others."""
    options = {option for verb in main.commands.values() for each in verb.params for option in each.opts}
    assert "--account" in options
    assert not {option for option in options if re.search("pass|paper|key|secret", option)}
