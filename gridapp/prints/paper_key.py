"""应急密钥单: the paper key for the safe. It is printed once, when there is a new one, and nowhere kept; it is none of
the forms that are listed, for nothing of it can be printed again."""

from datetime import date
from typing import NamedTuple

from gridapp.prints import wording
from gridapp.prints.blocks import Align, Column, Document, Pairs, Paragraph, Signatures, Style, Table
from gridapp.prints.fonts import Face

NAME = "应急密钥单"
_KEY = Style(Face.HEI, 30, 48, Align.CENTRE)
_LINES = 2
"""The groups of the key stand on so many."""
_TEXT = Style(Face.HEI, 11, 19, indent=2)
_HEAD = Style(Face.HEI, 13, 26, before=8)
_NOTE = Style(Face.HEI, 9, 15)
_HANDED = ("日期", "存放位置", "交出人", "接收人")
_HANDED_ROWS = 4
_ROW = 11


class PaperKey(NamedTuple):
    """A new paper key (“7K2M-…”), of which township and file, and whether that is encrypted."""

    paper: str
    township: str
    file: str
    day: date
    encrypted: bool

    @property
    def groups(self) -> list[str]:
        return self.paper.split("-")


def paper_key_sheet(key: PaperKey) -> Document:
    """One page."""
    groups = key.groups
    half = -(-len(groups) // _LINES)
    lines = ("　".join(groups[start : start + half]) for start in range(0, len(groups), half))
    return Document(
        title=f"{key.township}网格员考核\n{NAME}",
        blocks=(
            Pairs(((("镇（街道）", key.township), ("日期", wording.chinese_day(key.day))), (("文件", key.file),))),
            Paragraph("应急密钥", _HEAD),
            *(Paragraph(line, _KEY) for line in lines),
            Paragraph("只有数字和大写字母，没有字母 I、L、O、U；输入时大小写、空格都不计。", _NOTE),
            Paragraph("它有什么用", _HEAD),
            Paragraph(_uses(key.encrypted), _TEXT),
            Paragraph("怎样保管", _HEAD),
            Paragraph(
                "谁有这张纸，谁就能打开文件：请装入信封、封口签名，放进保险柜；不要拍照，不要存进电脑，"
                "不要和电脑、U 盘放在一起。\n"
                "程序里不保存这个密钥，不能再印第二次。这张纸丢了或被人看过，请由“管理”在“设置”中换一个新的；换过以后旧的作废。",
                _TEXT,
            ),
            Paragraph("保管与交接", _HEAD),
            Table(
                tuple(Column(head, None if head == "存放位置" else 38) for head in _HANDED),
                tuple(("",) * len(_HANDED) for _ in range(_HANDED_ROWS)),
                size=10.5,
                least_height=_ROW,
            ),
            Signatures(("编制人", "接收人（保管人）"), 2),
        ),
        number=f"YJ-{key.day:%Y%m%d}",
        drawn_up=key.day,
    )


def _uses(encrypted: bool) -> str:
    uses = "忘记密码时，在登录窗口按“忘记密码…”，照着输入上面的密钥，就可以给账号换一个新密码。"
    if not encrypted:
        return uses
    return (
        f"{uses}\n换了电脑时，用它打开从备份恢复的文件。\n"
        "文件是加密的：没有密码也没有这张纸，任何人都打不开，包括本程序的作者。"
    )
