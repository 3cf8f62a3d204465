"""Where the person's things lie, installed and on a stick; and what the diagnosis tells of them."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gridapp.office import Office
from tests.offices import ZHANG, open_office
from ui import diagnosis, folders, preferences, trouble
from ui.demo_township import demo_path
from ui.new_office import NewOffice


@pytest.fixture
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person called 王 小明 and their home."""
    home = tmp_path / "王 小明"
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(home / name))
    return home


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program on a stick, with the file that makes it portable."""
    program = tmp_path / "U 盘" / "gridapp"
    program.mkdir(parents=True)
    (program / "portable").touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program / "gridapp.exe"))
    return program


def test_installed_everything_lies_in_the_persons_own_folders(own_folders: Path, dressed: QApplication) -> None:
    preferences.remember(theme="深色", database="/数据/镇.gridapp")
    assert preferences.preferences_file() == own_folders / "XDG_CONFIG_HOME" / "gridapp" / "preferences.json"
    assert preferences.load().database == "/数据/镇.gridapp"
    assert demo_path() == own_folders / "XDG_DATA_HOME" / "gridapp" / "示范镇.gridapp"
    assert NewOffice().database() == own_folders / "XDG_DOCUMENTS_DIR" / "网格员考核.gridapp"


def test_two_people_on_one_computer_have_nothing_in_common(own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = {preferences.preferences_file(), demo_path(), trouble.log_file()}
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(own_folders.with_name("李四") / name))
    assert not mine & {preferences.preferences_file(), demo_path(), trouble.log_file()}


@pytest.mark.usefixtures("own_folders")
def test_a_portable_program_keeps_everything_beside_itself(stick: Path, dressed: QApplication) -> None:
    carried = stick / "数据"
    preferences.remember(theme="深色")
    assert preferences.preferences_file() == carried / "设置" / "preferences.json"
    assert preferences.preferences_file().is_file()
    assert trouble.log_file() == carried / "日志" / "gridapp.log"
    assert demo_path() == carried / "示范镇.gridapp"
    assert NewOffice().database() == carried / "网格员考核.gridapp"


@pytest.mark.usefixtures("own_folders")
def test_a_stick_that_comes_back_under_another_letter_finds_its_files(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried, elsewhere = stick / "数据", stick.with_name("别处")
    preferences.remember(
        database=str(carried / "镇.gridapp"), backups=str(elsewhere), second_place=str(carried / "备份")
    )
    preferences.remember_file(carried / "镇.gridapp", backup=str(elsewhere / "镇.backup"))
    moved = stick.with_name("gridapp 2")
    stick.rename(moved)
    monkeypatch.setattr(sys, "executable", str(moved / "gridapp.exe"))

    kept = preferences.load()

    assert kept.database == str(moved / "数据" / "镇.gridapp")
    assert (kept.backups, kept.second_place) == (str(elsewhere), str(moved / "数据" / "备份"))
    assert preferences.known(moved / "数据" / "镇.gridapp").backup == str(elsewhere / "镇.backup")


def test_the_file_may_be_called_portable_txt_and_a_folder_of_that_name_means_nothing(stick: Path) -> None:
    (stick / "portable").rename(stick / "portable.txt")
    assert folders.carried() == stick / "数据"
    (stick / "portable.txt").unlink()
    (stick / "portable").mkdir()
    assert folders.carried() is None


def test_the_diagnosis_tells_versions_and_the_file_but_no_name(own_folders: Path, dressed: QApplication) -> None:
    own_folders.mkdir()
    with open_office(own_folders) as office:
        preferences.remember(database=str(office.path))
    log = own_folders / "gridapp.log"
    log.write_text(f'  File "{own_folders}/程序/ui/app.py", line 1\n', encoding="utf-8")
    report = diagnosis.report(log)
    assert "SQLite" in report
    assert "MB，可写" in report
    assert 'File "~/程序/ui/app.py", line 1' in report
    for name in ("王 小明", "台账", ZHANG, os.fspath(own_folders)):
        assert name not in report


def test_the_diagnosis_is_told_without_a_log_and_with_a_file_that_is_gone(
    own_folders: Path, dressed: QApplication
) -> None:
    preferences.remember(database=str(own_folders / "没有.gridapp"))
    report = diagnosis.report(own_folders / "没有.log")
    assert "数据文件：不能读取（No such file or directory）" in report
    assert report.endswith("（没有）\n")


def test_a_file_with_the_old_ending_still_opens(tmp_path: Path) -> None:
    with Office.create(tmp_path / "旧.db"):
        pass
    with Office.open(tmp_path / "旧.db") as office:
        assert office.path.suffix == ".db"
