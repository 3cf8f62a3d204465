"""诊断信息: what whoever mends the program asks first, and its log; no record, and no name, not even in a path."""

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication

from gridapp import __version__
from gridapp.office import Office
from ui import folders, preferences

REPORT_NAME = "网格员考核-诊断信息.txt"


def report(log: Path) -> str:
    """The facts, then the log; the log may not be there."""
    logged = ""
    with suppress(OSError):
        logged = log.read_text(encoding="utf-8", errors="replace")
    lines = [*(f"{name}：{fact}" for name, fact in facts()), "", "── 问题记录 ──", logged or "（没有）"]
    return _without_names("\n".join(lines)) + "\n"


def facts() -> Iterator[tuple[str, str]]:
    """What is asked, and the answer."""
    frozen = "安装的" if getattr(sys, "frozen", False) else "从源代码运行"
    yield "程序", f"gridapp {__version__}，{'便携' if folders.carried() else frozen}"
    yield "组件", f"Python {platform.python_version()}，Qt {qVersion()}，{Office.engine}"
    yield "系统", f"{platform.platform()}，{platform.machine()}，语言 {locale.getlocale()[0]}"
    yield "窗口", f"{QGuiApplication.platformName()}，输入法 {os.environ.get('QT_IM_MODULE', '系统默认')}"
    for screen in QGuiApplication.screens():
        size, dots = screen.size(), screen.logicalDotsPerInch()
        yield "屏幕", f"{size.width()}×{size.height()}，缩放 {screen.devicePixelRatio():g}，每英寸 {dots:g} 点"
    font = QFontInfo(QApplication.font())
    yield "字体", f"{font.family()}，{font.pointSizeF():g} 磅"
    yield "打印机", f"{len(QPrinterInfo.availablePrinterNames())} 台"
    chosen = preferences.load()
    yield "设置", f"{chosen.theme}，{chosen.size}"
    yield "数据文件", _about(Path(chosen.database)) if chosen.database else "还没有打开过"


def _about(file: Path) -> str:
    """How large it is and how much room there is beside it; not what it is called."""
    try:
        size, free = file.stat().st_size, shutil.disk_usage(file.parent).free
    except OSError as error:
        return f"不能读取（{error.strerror}）"
    may = "可写" if os.access(file, os.W_OK) else "只读"
    return f"{size / 1_000_000:.1f} MB，{may}，磁盘还剩 {free / 1_000_000_000:.1f} GB"


def _without_names(text: str) -> str:
    """Paths begin at the person's own folder or the program's, which are not named."""
    for folder, name in ((str(folders.program_folder()), "程序"), (str(Path.home()), "~")):
        text = text.replace(folder, name)
    return text
