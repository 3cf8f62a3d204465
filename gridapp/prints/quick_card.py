"""快速卡片: what the manual says on two pages, front and back, to hang on the wall beside the computer."""

from datetime import date

from gridapp import __version__
from gridapp.prints.blocks import Align, Block, Column, Document, Merge, NewPage, Paragraph, Row, Style, Table
from gridapp.prints.fonts import Face

NAME = "快速卡片"

_TITLE = Style(Face.SONG, 24, 34, Align.CENTRE, after=6)
_SECTION = Style(Face.SONG, 17, 24, before=6)
_FRONT, _BACK = 14.0, 12.5
"""Points: what one does is read from where one stands, what one looks up from nearer."""
_FRONT_ROW, _BACK_ROW, _TO_WRITE = 11.4, 7.8, 8.8
"""Millimetres; a line that is filled in by hand is the last."""

_WHEN: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "每天",
        (
            ("打开", "双击“网格员考核”，用自己的名字和密码登录。"),
            ("看首页", "要办的事、催报：点一行，就到办那件事的地方。"),
            ("录登记", "录一格存一格，没有保存按钮；下方显示“已保存”。"),
            ("离开", "离开座位按 Ctrl+L 锁定；下班按 Ctrl+Q 退出。"),
        ),
    ),
    (
        "每周",
        (
            ("收纸", "数有几张，算合计，填在“登记 · 按周”右上方。"),
            ("录一周", "照纸录：Tab 到右边，回车到下一行；录到 ✓ 相符。"),
            ("催报", "首页看还缺谁；“打印”里有未录催报单。"),
            ("备份", "插上 U 盘，按 Ctrl+B。"),
        ),
    ),
    (
        "每月",
        (
            ("开会", "先打签到表；会后一键录：1 正常 2 迟到 3 早退 4 迟到早退 5 请假 6 公差 7 缺席。"),
            ("走访户数", "“登记 · 按项”第 5 项，每月录一次。"),
        ),
    ),
    (
        "季度末",
        (
            ("1 录齐", "满意度票数录完，首页没有催报。"),
            ("2 看可疑", "“考核”里可疑之处写说明；并列的由领导小组决定。"),
            ("3 核对", "按“下一步：核对”。以后要改登记，先“退回录入”。"),
            ("4 公示", "写起止日期；打印考核结果公示，张贴五个工作日。"),
            ("5 异议", "谁提出、怎么答复，都记下。"),
            ("6 定案", "期满按“下一步：定案”。以后不能改，只能办理更正。"),
            ("7 签字", "打印量化考核表、汇总表，签字、盖章、存档。"),
            ("8 发放", "收支平衡 ✓；发放表领款签字；按“下一步：发放”。"),
            ("9 备份", "备份到 U 盘，与电脑分开保管。"),
        ),
    ),
)
_KEYS = (
    ("F1", "手册，翻到这一页"),
    ("Alt+1、2、3…", "到左边第几页"),
    ("回车、Tab", "下一行、右边一格"),
    ("PgUp、PgDn", "换周、换项目"),
    ("空格", "打勾、按下按钮"),
    ("Delete", "清空一格（未录）"),
    ("Ctrl+D", "照抄上面一格"),
    ("Ctrl+C、Ctrl+V", "与 Excel、WPS 互相复制"),
    ("Ctrl+Z、Ctrl+Y", "撤销、重做"),
    ("F2", "明细"),
    ("Ctrl+H", "这一格的历史"),
    ("F4", "选列、移列、排序"),
    ("F6", "从表格里出来"),
    ("Ctrl+L", "锁定窗口"),
    ("Ctrl+B", "备份"),
    ("Ctrl+P", "打印（在打印页）"),
)
_TROUBLE = (
    ("录错了、删错了", "按 Ctrl+Z，一次撤一步；删掉的还在“回收站”里。"),
    ("还没有保存", "磁盘满了。不要关窗口，腾出空间，按 F5。"),
    ("这一格不让改", "已核对的：“考核”里“退回录入”；已定案的：办理更正。"),
    ("文件打不开", "照提示“用最近的备份恢复”；备份在 U 盘上的，先插好。"),
    ("忘了密码", "找“管理”重设；“管理”也忘了，用保险柜里的应急密钥单。"),
    ("打印不出来", "看右边写的原因；或“另存为 PDF”，到别的电脑上打印。"),
    ("程序出错", "已保存的不受影响；“另存诊断信息”，交给维护的人。"),
)
_NEVER = "程序开着的时候，不要复制数据文件，要用“备份”；账号不要共用，密码不要贴在电脑旁。"
_WHOM = ("考核办法、口径", "账号、密码（“管理”）", "程序、电脑", "打印机、纸")
_WHERE = ("数据文件在哪里", "备份 U 盘在哪里", "应急密钥单在哪里")


def quick_card(day: date) -> Document:
    """The card, drawn up on a day: two pages of A4."""
    return Document(
        title=NAME,
        blocks=(*_front(), NewPage(), *_back()),
        number="KP",
        drawn_up=day,
        mark=f"程序 {__version__}",
        headed=False,
    )


def _front() -> tuple[Block, ...]:
    columns = (Column("时候", 20), Column("做什么", 27, Align.LEFT), Column("怎么做", None, Align.LEFT))
    rows: list[Row] = []
    for when, steps in _WHEN:
        for number, (what, how) in enumerate(steps):
            rows.append((Merge.ABOVE if number else when, what, how))
    return Paragraph("网格员考核　快速卡片", _TITLE), Table(columns, tuple(rows), size=_FRONT, least_height=_FRONT_ROW)


def _back() -> tuple[Block, ...]:
    half = (len(_KEYS) + 1) // 2
    keys = (
        Column("按键", 35),
        Column("做什么", 52, Align.LEFT),
        Column("按键", 36),
        Column("做什么", None, Align.LEFT),
    )
    both = tuple((*left, *right) for left, right in zip(_KEYS[:half], _KEYS[half:], strict=True))
    trouble = (Column("出了什么事", 35, Align.LEFT), Column("怎么办", None, Align.LEFT))
    whom = (Column("什么事、什么东西", 52, Align.LEFT), Column("找谁、在哪里", 71), Column("电话", None))
    return (
        Paragraph("按键", _SECTION),
        Table(keys, both, size=_BACK, least_height=_BACK_ROW),
        Paragraph("出了问题", _SECTION),
        Table(trouble, (*_TROUBLE, ("切记", _NEVER)), size=_BACK, least_height=_BACK_ROW),
        Paragraph("找谁、在哪里（手写）", _SECTION),
        Table(whom, tuple((each, "", "") for each in (*_WHOM, *_WHERE)), size=_BACK, least_height=_TO_WRITE),
    )
