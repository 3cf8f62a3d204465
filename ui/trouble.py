"""What nobody foresaw: kept in a log file for whoever mends the program, told to the clerk in one plain sentence.

The log holds where in the program it happened, never what was on record: an exception's own words may quote a record,
so only those of kinds that speak of code alone are kept.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from gridapp import __version__
from ui import folders

MAX_BYTES = 1_000_000
_SPEAK_OF_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError, TypeError)
_SENTENCE = "程序遇到了没有料到的问题，刚才的这一步可能没有完成。已保存的记录不受影响，可以继续使用。"
_told: list[QMessageBox] = []
"""What stands on the screen now: Python would let it go otherwise."""
_log = logging.getLogger("gridapp")
_OF_THE_OFFICE = re.compile(r"[^\x00-\x7f]+|\d{5,}")
"""What in a warning of Qt's may come from a record: it writes English, and no long numbers."""
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_file() -> Path:
    return folders.log_folder() / "gridapp.log"


def watch() -> None:
    """From now on, whatever nobody catches and whatever Qt complains about goes to the log file."""
    qInstallMessageHandler(_keep_qt)
    sys.excepthook = _keep_exception


def _keep(level: int, message: str) -> None:
    """Into the log file, which is opened with the first of them: most days have none."""
    if not _log.handlers:
        _log.addHandler(_keeper())
        _log.setLevel(logging.INFO)
    _log.log(level, message)


def _keeper() -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    keeper: logging.Handler
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        keeper = RotatingFileHandler(log_file(), maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        keeper = logging.StreamHandler()
    keeper.setFormatter(logging.Formatter(f"%(asctime)s {__version__} %(levelname)s %(message)s"))
    return keeper


def describe(error: BaseException) -> str:
    """Where in the program it happened, and what led to it, without a word of what was on record."""
    return "\n".join(_lines(error))


def _lines(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or error.__context__
    if before is not None:
        yield from _lines(before)
        yield "随后："
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n    {frame.line}'
    words = f": {error}" if isinstance(error, _SPEAK_OF_CODE) else ""
    yield f"{type(error).__name__}{words}"


def _keep_qt(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    _keep(_LEVELS[kind], f"Qt: {_OF_THE_OFFICE.sub('…', message or '')}")


def _keep_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _keep(logging.ERROR, f"没有料到的问题\n{describe(error)}")
    if QApplication.instance() is not None:
        tell()


def tell() -> None:
    """One sentence, and a way to save the report; not twice at a time."""
    if _told:
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "程序出了问题", _SENTENCE)
    box.setInformativeText("请把诊断信息交给维护的人；其中只有程序出错的位置和电脑的情况，不含人员和登记内容。")
    save = box.addButton("另存诊断信息…", QMessageBox.ButtonRole.ActionRole)
    box.setEscapeButton(box.addButton("继续", QMessageBox.ButtonRole.AcceptRole))
    save.clicked.connect(lambda: _ask_where())
    box.finished.connect(lambda _: _told.clear())
    _told.append(box)
    box.open()


def _ask_where() -> None:
    from ui import diagnosis

    name, _ = QFileDialog.getSaveFileName(None, "另存诊断信息", diagnosis.REPORT_NAME, "文本 (*.txt)")
    if name:
        save_report(Path(name))


def save_report(path: Path) -> bool:
    """Write the diagnosis to where the clerk wants it; whether that was done."""
    from ui import diagnosis  # only when it is asked for: it looks at printers, and at the office's engine

    try:
        path.write_text(diagnosis.report(log_file()), encoding="utf-8")
    except OSError as error:
        QMessageBox.warning(None, "没有保存", f"诊断信息没有存成，请换一个位置再试（{error.strerror}）")
        return False
    return True
