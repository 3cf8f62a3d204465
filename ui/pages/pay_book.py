"""资金台账: the pool and all that is paid, quarter by quarter, each line balancing and leading to the next."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gridapp import sentences
from gridapp.amounts import show_yuan
from gridapp.periods import Quarter
from gridapp.pool_book import PoolLine
from ui.session import Session
from ui.theme import STEP, mark
from ui.widgets.cells import Cell
from ui.widgets.list_table import ListColumn, ListTable

AMOUNT = 10


class PoolBook(QWidget):
    """A row for each quarter; Enter looks at that quarter."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.table = ListTable(_COLUMNS, "资金台账", lambda line: line.quarter, "还没有任何季度的记录。")
        self.table.entered.connect(lambda line, _: session.look_at(Quarter.parse(line.quarter)))
        self.sum = QLabel()
        self.sum.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2 * STEP, 0, 0)
        layout.setSpacing(STEP)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.sum)

    def refresh(self) -> None:
        lines = self.session.office.pool_book()
        self.table.show_rows(lines)
        self.table.choose(str(self.session.quarter))
        wrong = [line for line in lines if line.settled and not (line.balances and line.follows)]
        settled = sum(line.settled for line in lines)
        if wrong:
            self.sum.setText("✗ " + "、".join(Quarter.parse(line.quarter).title for line in wrong) + "的收支不平。")
        elif settled:
            self.sum.setText(
                f"✓ 已定案的 {settled} 个季度，每季都有：应发 + 上季结转 + 定额奖励 + 更正 = 实发 + 结转下季，"
                "上季结转的正是前一季度结转出来的。"
            )
        else:
            self.sum.setText("")
        mark(self.sum, fault=bool(wrong))


def _money(of: Callable[[PoolLine], int | None]) -> Callable[[PoolLine], Cell]:
    def show(line: PoolLine) -> Cell:
        cents = of(line)
        if cents is None:
            return Cell(sentences.UNKNOWN, hint=True)
        return Cell(show_yuan(cents), hint=not line.settled)

    return show


def _column(title: str, of: Callable[[PoolLine], int | None]) -> ListColumn:
    return ListColumn(title, _money(of), AMOUNT, lambda line: of(line) or 0, numeric=True)


def _balance(line: PoolLine) -> Cell:
    if not line.settled:
        return Cell("预览", hint=True, tip=line.state)
    if line.balances and line.follows:
        return Cell("✓ 平", tip="收支平衡，与前一季度相接")
    return Cell("✗ 不平", short=True, tip="收支不平，或与前一季度不相接")


_COLUMNS = (
    ListColumn("季度", lambda line: Cell(Quarter.parse(line.quarter).title), 14, lambda line: line.quarter),
    _column("上季结转", lambda line: line.carried_in),
    _column("本季扣发", lambda line: line.withheld),
    ListColumn("优秀", lambda line: Cell(f"{line.winners} 人"), 6, lambda line: line.winners, numeric=True),
    _column("每人分得", lambda line: line.each),
    _column("结转下季", lambda line: line.carried_out),
    _column("应发", lambda line: line.due),
    _column("定额奖励", lambda line: line.rewards),
    _column("更正", lambda line: line.corrections),
    _column("实发", lambda line: line.paid),
    ListColumn("收支", _balance, 8),
)
