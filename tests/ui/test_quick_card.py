"""快速卡片: from the manual and from 文件, onto paper and into a file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from ui import printer as printers
from ui.manual import Manual
from ui.window import Window

WAIT = 30_000


@pytest.fixture
def manual(dressed: QApplication, qtbot: QtBot) -> Manual:
    shown = Manual()
    qtbot.addWidget(shown)
    shown.show()
    return shown


def pages_of(path: Path) -> list[str]:
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    return ["".join(document.getAllText(page).text().split()) for page in range(document.pageCount())]


def into_file(path: Path) -> QPrinter:
    """The system's printer that writes a PDF."""
    chosen = QPrinter()
    chosen.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    chosen.setOutputFileName(str(path))
    return chosen


def test_it_is_saved_from_the_manual(
    manual: Manual, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "卡片.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path.with_suffix("")), ""))
    qtbot.mouseClick(manual.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(manual.told.isVisible, timeout=WAIT)
    assert manual.told.text() == f"已另存为 {path}"
    front, back = pages_of(path)
    assert "季度末" in front
    assert "找谁" in back


def test_a_place_that_cannot_be_written_is_told_there(manual: Manual, tmp_path: Path, qtbot: QtBot) -> None:
    manual.card.save(tmp_path / "没有" / "卡片.pdf")
    qtbot.waitUntil(manual.told.isVisible, timeout=WAIT)
    assert manual.told.text().startswith("✗ 无法写入")


def test_it_is_printed_from_the_manual_and_from_the_menu(
    manual: Manual, window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def answer(parent: object, pages: int) -> QPrinter:
        asked.append(pages)
        return into_file(tmp_path / f"{len(asked)}.pdf")

    monkeypatch.setattr(printers, "ask_printer", answer)
    qtbot.mouseClick(manual.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(manual.told.isVisible, timeout=WAIT)
    assert manual.told.text() == "快速卡片 2 页已送去打印"
    action = next(each for each in window.files.menu.actions() if each.text() == "打印快速卡片…")
    with qtbot.waitSignal(window.session.told, timeout=WAIT) as told:
        action.trigger()
    assert told.args == ["快速卡片 2 页已送去打印"]
    assert asked == [2, 2]
    for place in (1, 2):
        document = QPdfDocument()
        assert document.load(str(tmp_path / f"{place}.pdf")) == QPdfDocument.Error.None_
        assert document.pageCount() == 2
