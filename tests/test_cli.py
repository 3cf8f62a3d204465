"""The command line as a person meets it: verbs, Chinese answers, exit statuses (RECORDS, The command line)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gridapp.office import Office
from gridapp.prints import FORMS

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parent.parent
DONE, DATA_ERRORS, WRONG_USE, UNUSABLE = range(4)


def gridapp(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m gridapp` in a process of its own, in a locale that knows no Chinese."""
    command = [sys.executable, "-m", "gridapp", *map(str, arguments)]
    known = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    env = known | {"PYTHONPATH": str(ROOT), "LC_ALL": "C"} | environment
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A file that holds case C02."""
    path = tmp_path / "镇 一.db"
    assert gridapp("import", CASES / "C02.xlsx", "--db", path).returncode == DONE
    return path


def test_help_is_chinese_and_names_every_verb() -> None:
    told = gridapp("--help").stdout
    for verb in ("demo", "import", "export", "score", "print", "verify", "check", "backup", "restore"):
        assert f"\n  {verb} " in told
    assert "用法：" in told
    assert "选项" in gridapp("import", "--help").stdout


def test_a_score_for_people_names_everybody_and_what_is_open(db: Path) -> None:
    told = gridapp("score", "--db", db, "--quarter", "2019Q2").stdout
    assert "李磊  83.1" in told
    assert "名额处并列待定：B、C、D、E，余 1 个名额" in told


def test_a_preview_changes_nothing_and_makes_no_file(tmp_path: Path) -> None:
    answer = gridapp("import", CASES / "C01.xlsx", "--db", tmp_path / "新.db", "--preview", "--json")
    assert (answer.returncode, json.loads(answer.stdout)["imported"]) == (DONE, False)
    assert list(tmp_path.iterdir()) == []


def spoiled(tmp_path: Path) -> Path:
    """Case C01 with one week that is no Monday."""
    book = load_workbook(CASES / "C01.xlsx")
    book["每周登记"]["B2"] = "2019-04-02"
    book.save(tmp_path / "有误.xlsx")
    return tmp_path / "有误.xlsx"


def test_good_rows_go_in_and_wrong_ones_are_listed_and_saved(tmp_path: Path) -> None:
    answer = gridapp("import", spoiled(tmp_path), "--db", tmp_path / "a.db", "--errors", tmp_path / "改.xlsx")
    assert answer.returncode == DATA_ERRORS
    assert "每周登记!B2 “2019-04-02”：2019-04-02 不是星期一" in answer.stderr
    assert load_workbook(tmp_path / "改.xlsx")["每周登记"].max_row == 2
    scored = json.loads(gridapp("score", "--db", tmp_path / "a.db", "--quarter", "2019Q2", "--json").stdout)
    assert {"id": "A", "what": "排查", "period": "2019-W14"} in scored["missing"]


def test_all_or_nothing_puts_nothing_in_when_a_row_is_wrong(tmp_path: Path) -> None:
    answer = gridapp("import", spoiled(tmp_path), "--db", tmp_path / "a.db", "--all-or-nothing")
    assert answer.returncode == DATA_ERRORS
    assert "没有改动任何数据" in answer.stdout
    assert (
        json.loads(gridapp("score", "--db", tmp_path / "a.db", "--quarter", "2019Q2", "--json").stdout)["people"] == []
    )


def test_export_reads_again_without_a_difference(db: Path, tmp_path: Path) -> None:
    assert gridapp("export", tmp_path / "出.xlsx", "--db", db, "--quarter", "2019Q2").returncode == DONE
    sheets = json.loads(gridapp("import", tmp_path / "出.xlsx", "--db", db, "--json").stdout)["sheets"]
    assert all(sheet["new"] == sheet["changed"] == sheet["wrong"] == 0 for sheet in sheets)


def test_forms_are_printed_and_an_unknown_one_is_named(db: Path, tmp_path: Path) -> None:
    answer = gridapp("print", "--db", db, "--quarter", "2019Q2", "--form", "考核汇总表", "--out", tmp_path / "打印")
    assert (tmp_path / "打印" / "2019Q2-考核汇总表.pdf").read_bytes().startswith(b"%PDF")
    assert answer.stdout.strip().endswith("2019Q2-考核汇总表.pdf")
    unknown = gridapp("print", "--db", db, "--quarter", "2019Q2", "--form", "没有", "--out", tmp_path / "打印")
    assert (unknown.returncode, "没有名为“没有”的表" in unknown.stderr) == (DATA_ERRORS, True)


def test_the_pay_out_table_is_refused_while_a_tie_is_open(db: Path, tmp_path: Path) -> None:
    answer = gridapp("print", "--db", db, "--quarter", "2019Q2", "--form", "补贴发放表", "--out", tmp_path / "打印")
    assert answer.returncode == DATA_ERRORS
    assert not (tmp_path / "打印" / "2019Q2-补贴发放表.pdf").exists()


def test_a_backup_comes_back_and_what_was_there_is_kept(db: Path, tmp_path: Path) -> None:
    (tmp_path / "备份").mkdir()
    assert gridapp("backup", "--db", db, "--out", tmp_path / "备份").returncode == DONE
    [backup] = (tmp_path / "备份").iterdir()
    with Office.open(db) as office:
        office.set_office(镇名="改过了")
    assert gridapp("restore", backup, "--db", db).returncode == DONE
    with Office.open(db) as office:
        assert office.settings() == {}
    [kept] = tmp_path.glob("镇 一-恢复前-*.db")
    with Office.open(kept) as office:
        assert office.settings() == {"镇名": "改过了"}


def test_a_backup_that_is_none_leaves_the_file_alone(db: Path, tmp_path: Path) -> None:
    before = db.read_bytes()
    (tmp_path / "空.backup").touch()
    answer = gridapp("restore", tmp_path / "空.backup", "--db", db)
    assert (answer.returncode, db.read_bytes()) == (UNUSABLE, before)
    assert "空.backup 是空的" in answer.stderr


def test_a_printed_sheet_is_verified_and_one_that_was_altered_is_not(db: Path, tmp_path: Path) -> None:
    gridapp("print", "--db", db, "--quarter", "2019Q2", "--form", "考核汇总表", "--out", tmp_path)
    with Office.open(db) as office:
        (printed,) = office.prints("HZ-2019Q2")

    right = gridapp("verify", "--db", db, "HZ-2019Q2", printed.digest)
    wrong = gridapp("verify", "--db", db, f"HZ-2019Q2 {'0' * 16}")
    none = gridapp("verify", "--db", db, "HZ-1")

    assert (right.returncode, right.stdout.splitlines()[0]) == (DONE, "与现在的记录一致。")
    assert (wrong.returncode, wrong.stdout.split("：")[0]) == (DATA_ERRORS, "校验码与记录不符")
    assert (none.returncode, none.stderr.split("，")[0]) == (DATA_ERRORS, "记录里没有编号为“HZ-1”的表")


def test_check_says_that_all_is_well(db: Path) -> None:
    answer = gridapp("check", "--db", db)
    assert (answer.returncode, answer.stdout) == (DONE, "没有发现问题\n")


def test_check_makes_the_records_anew_and_looks_for_what_paper_says(db: Path) -> None:
    with Office.open(db) as office:
        printed = office.chain_head()[:16]
        office.set_office(镇名="柳河镇")
    answer = gridapp("check", "--db", db, "--rebuild", "--printed", printed.upper())
    assert answer.returncode == DONE
    assert f"校验值 {printed}：第 2 步“导入 C02.xlsx" in answer.stdout
    other = gridapp("check", "--db", db, "--printed", "0123456789abcdef")
    assert (other.returncode, "不在变更记录里" in other.stderr) == (DATA_ERRORS, True)
    assert "校验值是表上印的" in gridapp("check", "--db", db, "--printed", "%").stderr


def test_a_foreign_file_is_refused_and_left_untouched(tmp_path: Path) -> None:
    before = (CASES / "C01.xlsx").read_bytes()
    for verb in (["check"], ["score", "--quarter", "2019Q2"], ["export", tmp_path / "x.xlsx"]):
        answer = gridapp(*verb, "--db", CASES / "C01.xlsx")
        assert (answer.returncode, "不是本程序的数据库" in answer.stderr) == (UNUSABLE, True)
    assert (CASES / "C01.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["score", "--db", "x.db"], "缺少选项 '--quarter'"),
        (["score", "--db", "x.db", "--quarter", "2019Q9"], "季度只有第 1 至第 4"),
        (["frob"], "没有命令 'frob'"),
        (["check"], "缺少选项 '--db'"),
        (["check", "--db", "x.db", "--nope"], "没有选项 '--nope'"),
    ],
)
def test_wrong_use_is_said_in_chinese(arguments: list[str], said: str) -> None:
    answer = gridapp(*arguments)
    assert (answer.returncode, said in answer.stderr) == (WRONG_USE, True)


def test_without_a_screen_the_window_is_refused_in_plain_words() -> None:
    answer = gridapp(WAYLAND_DISPLAY="")
    assert (answer.returncode, "没有图形界面" in answer.stderr) == (UNUSABLE, True)


def test_the_demo_fills_a_new_folder_and_never_another(tmp_path: Path) -> None:
    assert gridapp("demo", tmp_path / "示范镇").returncode == DONE
    names = {file.name for file in (tmp_path / "示范镇").iterdir()}
    forms = {name.removesuffix(".pdf").split("-")[-1] for name in names if name.endswith(".pdf")}
    assert {"demo.gridapp", "台账工作簿.xlsx", "2019Q3-季度量化考核表.pdf", "2019-09-30-网格员花名册.pdf"} <= names
    assert forms == {form.name for form in FORMS} - {"未录催报单", "更正表"}  # settled: nothing owed, nothing corrected
    again = gridapp("demo", tmp_path / "示范镇")
    assert (again.returncode, "不是空文件夹" in again.stderr) == (DATA_ERRORS, True)


def test_click_translations_are_compiled_from_their_source() -> None:
    """The .mo file holds every message of the .po file."""
    import gettext

    folder = ROOT / "resources" / "locale" / "zh_CN" / "LC_MESSAGES"
    with (folder / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    source = (folder / "messages.po").read_text(encoding="utf-8")
    pairs = [block.split("\n") for block in source.split("\n\n")[1:] if "msgid_plural" not in block]
    for lines in pairs:
        texts = {line.split(" ", 1)[0]: json.loads(line.split(" ", 1)[1]) for line in lines if line.startswith("msg")}
        assert compiled.gettext(texts["msgid"]) == texts["msgstr"]
