"""the charts of 首页 over eight settled quarters of 300 workers ÷ reading what was frozen of them (aim ≤ 2)

Ours runs from the first query to the SVGs that the window paints, with the drawing and its font loaded; the limit is
the eight rows with sqlite3, decompressed and taken apart as plain JSON. A second look at the charts reads no row.
"""

import zlib
from pathlib import Path

import msgspec

from gridapp.charts.past import quarters_to
from gridapp.charts.series import township_losses, township_trend
from gridapp.office import Office
from gridapp.periods import Quarter
from gridapp.store.driver import sqlite3
from tests.bench.process import Work
from tests.bench.size import size
from tests.bench.township import LAST, build
from tests.offices import bring_to


def prepare(folder: Path) -> None:
    build(folder / "office.db", size(300), quarters=8)
    with Office.open(folder / "office.db") as office:
        for quarter in office.quarters():
            _settle(office, quarter)


def _settle(office: Office, quarter: Quarter) -> None:
    tie = office.score(quarter).board.tie
    if tie:
        office.decide(quarter, tie.candidates[: tie.seats], "")
    bring_to(office, quarter)


def ours(folder: Path) -> Work:
    from gridapp.prints.drawing import as_svg, draw, prepare
    from gridapp.prints.shapes import PAPER

    office = Office.open(folder / "office.db")
    prepare()

    def work() -> None:
        policy, past = office.policy(LAST), tuple(map(office.figures, quarters_to(LAST)))
        for figure in (township_trend(policy, past), township_losses(policy, past)):
            as_svg(draw(figure, 640, 240, PAPER).drawing, "Noto Sans SC")

    return work


def limit(folder: Path) -> Work:
    connection = sqlite3.connect(folder / "office.db")

    def work() -> None:
        for (body,) in connection.execute("SELECT body FROM frozen"):
            msgspec.json.decode(zlib.decompress(body))

    return work
