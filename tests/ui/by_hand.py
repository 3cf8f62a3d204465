"""`python -m tests.ui.by_hand`: one week of the demo township typed by xdotool into the real window under Xvfb.

Checks that the file holds what was typed, and prints the keystrokes per worker-week. Needs Xvfb and xdotool.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from gridapp.demo import build
from gridapp.model import Tally
from gridapp.office import Office
from gridapp.periods import Quarter, Week

SECONDS = 60
"""Longer than this nothing here takes."""
TO_THE_WEEK = ["alt+3", *["Next"] * 14, "ctrl+Home", "Right"]
"""登记 · 按周, its last week, the first cell that can be typed."""
Logs = dict[str, list[int]]
"""The counts on paper in the order of the columns, by the worker's number in the order of the rows."""


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "示范镇.db"
        quarter, week, logs = _empty_week(path)
        keys = [key for log in logs.values() for key in keystrokes(log)]
        with _screen() as display, _program(path, folder, display):
            _xdotool(display, "key", "--delay", "40", *TO_THE_WEEK)
            _xdotool(display, "key", "--delay", "8", *keys)
            _xdotool(display, "key", "ctrl+q")
        _check(path, week, logs)
    cells, digits = sum(map(len, logs.values())), sum(len(key) == 1 for key in keys)
    print(f"{quarter.title}{week.title}：{len(logs)} 人，{cells} 格，与文件相符")
    print(f"每人每周按键 {len(keys) / len(logs):.2f} 次：数字 {digits / len(logs):.2f}，其余 {cells / len(logs):.2f}")
    assert len(keys) <= digits + cells


def keystrokes(log: list[int]) -> list[str]:
    """A worker's week: digits, and one key for each count; Enter comes back to where the next log begins."""
    *first, last = [list(str(count)) for count in log]
    return [key for digits in first for key in (*digits, "Tab")] + [*last, "Return"]


def _empty_week(path: Path) -> tuple[Quarter, Week, Logs]:
    """The demo township with nothing in the last week of its open quarter, and papers to type for it."""
    random = Random(2019)
    with build(path) as office:
        quarter = office.quarters()[-1]
        week = quarter.weeks[-1]
        gone = [each for each in office.all(Tally) if each.period == week]
        office.change("清空一周", remove=[*gone, *office.details(week.span)])
        duties = office.policy(quarter).weekly
        rows = office.week(quarter, week)
    return quarter, week, {row.worker.id: [random.randint(0, 12) for _ in duties] for row in rows}


def _check(path: Path, week: Week, logs: Logs) -> None:
    with Office.open(path) as office:
        duties = office.policy(Quarter.of(week.span.first)).weekly
        tallies = {each.worker: each.counts for each in office.all(Tally) if each.period == week}
    typed = {number: [counts.get(duty.name) for duty in duties] for number, counts in tallies.items()}
    wrong = {number: (log, typed.get(number)) for number, log in logs.items() if typed.get(number) != log}
    assert not wrong, wrong


@contextmanager
def _screen() -> Iterator[str]:
    """A display of its own, 1366×768."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as said:
                yield f":{said.readline().strip()}"
        finally:
            server.terminate()


@contextmanager
def _program(path: Path, folder: Path, display: str) -> Iterator[None]:
    """The program on the file, its window in front; waits for its end."""
    own = {f"XDG_{name}_HOME": str(folder) for name in ("CONFIG", "DATA", "STATE")}
    environment = os.environ | own | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen([sys.executable, "-m", "gridapp", str(path)], env=environment) as program:
        try:
            window = _xdotool(display, "search", "--sync", "--onlyvisible", "--name", "网格员考核 — ").split()[0]
            _xdotool(display, "windowsize", "--sync", window, "1366", "768", "windowfocus", "--sync", window)
            yield
            program.wait(SECONDS)
        finally:
            program.kill()


def _xdotool(display: str, *arguments: str) -> str:
    environment = os.environ | {"DISPLAY": display}
    command = ["xdotool", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=SECONDS).stdout


if __name__ == "__main__":
    main()
