"""Identity numbers, personal names and their pinyin.

An identity number (GB 11643-1999) has six digits of area, eight of birthday, three of sequence (odd for men,
even for women) and a check character (ISO 7064 MOD 11-2).
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from gridapp.errors import OfficeError

# GB/T 2260, and 83, which residence permits of people from Taiwan carry instead of 71.
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_BY_THE_CARD = "请对照身份证改正"
_AS_TEXT = "请将该列设为文本，再按身份证重新填写"

# Unicode's Default_Ignorable_Code_Point: zero-width characters, BOM, direction marks, variation selectors,
# fillers; without the Mongolian selectors (U+180B to U+180F), which change what a reader sees.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# 〇, the blocks of Han characters up to extension J, and the compatibility ideographs.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003347f"
_COMPATIBILITY = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_DOT = "·"  # U+00B7
_DOTS = re.compile(
    r"\s*[\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\ufe52\uff0e\uff65]\s*"
    rf"|(?<=[{_HAN}])\s*\.\s*(?=[{_HAN}])"
)
_SPACE_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
_LONGEST_NAME = 100  # signs as typed; 民委发〔2016〕33号 asks for room for 50
_BESIDE_LETTERS = _DOT + " -'\u2019"  # what a name may hold beside letters and their marks

# Surnames whose reading as a surname is not the one that pypinyin gives the character by itself.
_SURNAMES = {
    entry[0]: entry[1:]
    for entry in (
        "单shan4 曾zeng1 仇qiu2 解xie4 查zha1 区ou1 朴piao2 盖ge3 翟zhai2 缪miao4 覃qin2 折she2 种chong2 "
        "重chong2 秘bi4 繁po2 乐yue4 员yun4 贠yun4 貟yun4 召shao4 洗xian3 佴nai4 卜bu3 祭zhai4 能nai4 乜nie4 "
        "么yao1 都du1 句gou1 阚kan4 颉xie2 薄bo2 粘nian2 扎za1 任ren2 华hua4 葛ge3 纪ji3 哈ha3 撒sa3 燕yan1 "
        "过guo1 那na1 肖xiao1 占zhan1 相xiang4 干gan1 於yu1"
    ).split()
}
_NOT_IN_PYPINYIN = {"𠮷": "ji2"}


def without_invisible(text: str) -> str:
    """The text without the characters that nobody sees (Unicode's default-ignorable ones)."""
    return _INVISIBLE.sub("", text)


def identity(text: str) -> str:
    """The 18 characters of an identity number, with half-width digits, a capital X and no spaces.

    Raises OfficeError when it cannot be one. The message says what is wrong, but never which check
    character would fit: the check finds slips of the pen, and a number made to pass it would hide one.
    Whether the sex agrees with the roster's is for the caller to compare (`sex`).
    """
    number = "".join(without_invisible(unicodedata.normalize("NFKC", text)).split()).upper()
    if problem := _form_problem(number) or _facts_problem(number):
        raise OfficeError(problem)
    return number


def _form_problem(number: str) -> str | None:
    """What is wrong with the characters of a number, or with how many they are."""
    if not number:
        return "身份证号是空的，请填写 18 位号码"
    if re.fullmatch(r"[0-9](\.[0-9]+)?E\+?[0-9]+", number):
        return f"身份证号被表格软件存成了数字，后几位已经丢失：{_AS_TEXT}"
    if re.fullmatch("[0-9]{15}", number):
        return "这是 15 位的旧身份证号，请改填现用身份证上的 18 位号码"
    if slip := re.search("[^0-9X]|X(?=.)", number):
        place = slip.start() + 1
        return f"身份证号第 {place} 位是“{slip.group()}”，只能是数字（末位也可以是 X），{_BY_THE_CARD}"
    if len(number) != 18:
        return f"身份证号应为 18 位，这里是 {len(number)} 位，{_BY_THE_CARD}"
    return None


def _facts_problem(number: str) -> str | None:
    """What is wrong with the parts of a number of 17 digits and a check character."""
    if number[:2] not in _PROVINCES:
        return f"身份证号前两位“{number[:2]}”不是省（自治区、直辖市）的代码，{_BY_THE_CARD}"
    try:
        born = birthday(number)
    except ValueError:
        return f"身份证号第 7 至 14 位“{number[6:14]}”不是存在的日期，{_BY_THE_CARD}"
    if born.year < 1900:
        return f"身份证号里的出生日期 {born} 早于 1900 年，{_BY_THE_CARD}"
    if born > date.today():
        return f"身份证号里的出生日期 {born} 晚于今天 {date.today()}，{_BY_THE_CARD}（或先校正电脑的日期）"
    if number[-1] != _check_character(number):
        if number.endswith("000"):  # a spreadsheet keeps 15 digits of a number and fills up with 0
            return f"身份证号末三位是 000，校验不符，可能曾被表格软件存成数字：{_AS_TEXT}"
        return "身份证号校验不符，其中至少有一位填错，请对照身份证逐位核对"
    if number[14:17] == "000":
        return f"身份证号第 15 至 17 位（顺序码）不应是 000，{_BY_THE_CARD}"
    return None


def _check_character(number: str) -> str:
    return _CHECKS[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True)) % 11]


def birthday(number: str) -> date:
    """The day of birth in a number that `identity` returned."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex(number: str) -> str:
    """男 or 女, by the last digit of the sequence."""
    return "男" if int(number[16]) % 2 else "女"


def age(number: str, on: date) -> int:
    """Full years (周岁) on a day, the birthday included; who was born on 29 February waits for 1 March."""
    born = birthday(number)
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def masked(number: str) -> str:
    """An identity number as window and paper show it: 640***********0014.

    The first three say the province, the last four tell two people of one name apart; where and when somebody was
    born is hidden. Of a text that is not 18 long nothing is shown.
    """
    return f"{number[:3]}{'*' * 11}{number[14:]}" if len(number) == 18 else "*" * len(number)


def masked_phone(number: str) -> str:
    """A telephone number of which the four digits before the last four are hidden: 139****0001."""
    return f"{number[:-8]}****{number[-4:]}" if len(number) > 8 else "*" * len(number)


def masked_account(account: str) -> str:
    """A bank account of which only the last four (尾号) are shown: ************1234."""
    shown = account[-4:] if len(account) >= 8 else ""
    return shown.rjust(len(account), "*")


def personal_name(text: str) -> str:
    """A name as it is stored, so that one name is always the same text.

    One middle dot (U+00B7, as 民委发〔2016〕33号 asks) stands between the parts, whatever dot was typed.
    Invisible characters and the space in 王 芳 go. Full-width letters, and the radicals that copying from a
    PDF leaves (U+2F42 for 文), become ordinary characters (NFKC). A variation selector goes: it picks a
    glyph, not a character, and would part two equal names. A CJK compatibility ideograph stays as typed,
    though NFKC would replace it: that would write another character into somebody's name, and searching and
    sorting treat both alike. Rare characters stay.

    Raises OfficeError for a name that is empty or too long and for what no name holds: digits, control and
    private-use characters, punctuation other than the dot, hyphen and apostrophe.
    """
    if len(text) > _LONGEST_NAME:
        raise OfficeError(f"姓名有 {len(text)} 个字符，最多 {_LONGEST_NAME} 个，请核对")
    parts = _COMPATIBILITY.split(_DOTS.sub(_DOT, without_invisible(text).strip()))
    for index in range(0, len(parts), 2):  # the odd ones are compatibility ideographs
        parts[index] = unicodedata.normalize("NFKC", parts[index])
    name = _SPACE_BETWEEN_HAN.sub("", re.sub(" +", " ", "".join(parts)))
    for before, character in pairwise(" " + name):
        _check_in_name(character, before)
    if not _folded(name):
        raise OfficeError("姓名是空的，请填写姓名")
    if not all(name.split(_DOT)):
        raise OfficeError(f"姓名“{name}”里的间隔号“·”前后都应有字，请改正")
    return name


def _check_in_name(character: str, before: str) -> None:
    kind = unicodedata.category(character)
    if kind[0] == "L" or character in _BESIDE_LETTERS or re.match(f"[{_HAN}]", character):
        return
    if kind[0] == "M" and before not in _BESIDE_LETTERS:
        return
    if kind[0] == "N":
        raise OfficeError(f"姓名里有数字“{character}”，请删去；同名的人由编号区分")
    if kind[0] == "C":
        code = f"U+{ord(character):04X}"
        raise OfficeError(f"姓名里有换行、自造字等不能显示的字符（{code}），请删去后重新填写")
    raise OfficeError(f"姓名里有“{character}”，请删去；姓名的各部分之间用间隔号“·”")


def pinyin(name: str) -> str:
    """A name's syllables without tones, with v for ü as people type it: 单大芳 → "shan da fang"."""
    return " ".join(_toneless(readings[0]) for _, readings in _spelling(name))


def initials(name: str) -> str:
    """The first letter of each syllable: 张三 → "zs"."""
    return "".join(readings[0][0] for _, readings in _spelling(name))


def pinyin_key(name: str) -> tuple[tuple[str, str], ...]:
    """A sort key, character by character: syllable, tone, code point. So all 汪 stand before all 王."""
    return tuple((readings[0], character) for character, readings in _spelling(name))


def matches(query: str, name: str) -> bool:
    """Whether who has typed `query` may be looking for `name`.

    The query is a run of the name's characters, each written as itself or as any beginning of any of its
    readings: "三", "zs", "zhang", "zhangs", "张s" and "san" all find 张三; both "shan" and "dan" find 单.
    Spaces, dots and capitals make no difference. An empty query finds everybody.
    """
    wanted, beginnings = _folded(query), _beginnings(name)
    return any(_spells(wanted, beginnings[start:]) for start in range(len(beginnings)))


def _spells(query: str, beginnings: Sequence[frozenset[str]]) -> bool:
    if not query or not beginnings:
        return not query
    first, *rest = beginnings
    return any(_spells(query[len(text) :], rest) for text in first if query.startswith(text))


@lru_cache(maxsize=8192)
def _beginnings(name: str) -> tuple[frozenset[str], ...]:
    """For each character, all that may be typed for it."""
    return tuple(
        frozenset(text[:n] for text in (character, *map(_toneless, readings)) for n in range(1, len(text) + 1))
        for character, readings in _spelling(name)
    )


@lru_cache(maxsize=8192)
def _spelling(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each character with its readings ("shan4"), the one that holds in this name first.

    What has no reading stands for itself.
    """
    # Imported here: it reads two dictionaries of 3 MB, for which the window's start need not wait.
    from pypinyin import Style, lazy_pinyin
    from pypinyin import pinyin as readings_of

    # One entry a character: pypinyin takes a list, which its annotations leave out.
    def unknown(run: str) -> Any:
        return [_NOT_IN_PYPINYIN.get(character, character) for character in run]

    text = _folded(name)
    chosen = lazy_pinyin(text, style=Style.TONE3, errors=unknown)
    if text and _DOT not in name:  # 查干·巴特尔 is not of the family 查
        chosen[0] = _SURNAMES.get(text[0], chosen[0])
    return tuple(
        (character, (first, *readings_of(character, style=Style.TONE3, heteronym=True, errors=unknown)[0]))
        for character, first in zip(text, chosen, strict=True)
    )


def _folded(text: str) -> str:
    """A text for comparing: NFKC, lower case, v for ü, without spaces, dots and other punctuation."""
    plain = unicodedata.normalize("NFKC", without_invisible(text)).casefold().replace("ü", "v")
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "PZ" and not sign.isspace())


def _toneless(reading: str) -> str:
    return reading.rstrip("12345")
