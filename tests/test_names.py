"""Identity numbers, personal names and pinyin, as people type them (every number and name here is invented)."""

import subprocess
import sys
from datetime import date

import pytest
import time_machine
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gridapp.errors import OfficeError
from gridapp.names import (
    age,
    birthday,
    identity,
    initials,
    masked,
    masked_account,
    matches,
    personal_name,
    pinyin,
    pinyin_key,
    sex,
)

MAN, WOMAN, WITH_X = "640121198002070014", "640121198003150024", "64012119800704005X"
DIGITS = st.text("0123456789", min_size=18, max_size=18)


@pytest.mark.parametrize(
    "typed",
    [
        WITH_X,
        "64012119800704005x",
        "６４０１２１１９８００７０４００５ｘ",
        "６４０１２１１９８００７０４００５Ⅹ",  # the Roman ten, which GB 11643 means by X
        " 640121 19800704 005X\t",
        "640121　19800704　005X",
        "\ufeff640121\u200b19800704\u200e005X",
    ],
)
def test_a_number_is_normalised_where_that_is_safe(typed: str) -> None:
    assert identity(typed) == WITH_X


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "是空的"),
        ("640121800207001", "15 位的旧身份证号，请改填现用身份证上的 18 位号码"),
        ("64012119800207001", "应为 18 位，这里是 17 位"),
        ("6401211980020700141", "应为 18 位，这里是 19 位"),
        ("64O121198002070014", "第 3 位是“O”"),
        ("64012X198002070014", "第 6 位是“X”"),
        ("640121-19800207-0014", "第 7 位是“-”"),
        ("٦٤٠١٢١١٩٨٠٠٢٠٧٠٠١٤", "第 1 位是“٦”"),
        ("6.40121E+17", "请将该列设为文本"),
        ("6.40121198002070E17", "请将该列设为文本"),
        ("640121198002070000", "末三位是 000，校验不符，可能曾被表格软件存成数字：请将该列设为文本"),
        ("990121198002070014", "前两位“99”不是省"),
        ("640121198002300014", "第 7 至 14 位“19800230”不是存在的日期"),
        ("640121198013070014", "第 7 至 14 位“19801307”不是存在的日期"),
        ("640121000002070014", "第 7 至 14 位“00000207”不是存在的日期"),
        ("640121189902070014", "出生日期 1899-02-07 早于 1900 年"),
        ("640121198002070015", "校验不符"),
        ("640121198007040050", "校验不符"),
        ("640121198002070006", "第 15 至 17 位（顺序码）不应是 000"),
    ],
)
def test_what_is_wrong_with_a_number_is_said(typed: str, message: str) -> None:
    with pytest.raises(OfficeError) as refused:
        identity(typed)
    assert message in str(refused.value)


def test_nobody_is_born_tomorrow() -> None:
    born_2019_04_02 = "640121201904020010"
    with time_machine.travel(date(2019, 4, 2), tick=False):
        assert identity(born_2019_04_02) == born_2019_04_02
    with (
        time_machine.travel(date(2019, 4, 1), tick=False),
        pytest.raises(OfficeError, match="出生日期 2019-04-02 晚于今天 2019-04-01"),
    ):
        identity(born_2019_04_02)


def test_a_message_tells_no_check_character_that_would_fit() -> None:
    with pytest.raises(OfficeError) as refused:
        identity(WITH_X[:-1] + "0")
    assert "X" not in str(refused.value)


@pytest.mark.parametrize("number", [MAN, WOMAN, WITH_X, "820000199901010016", "830000199901010018"])
def test_residents_of_every_region_have_a_number(number: str) -> None:
    assert identity(number) == number


@given(st.sampled_from([MAN, WOMAN, WITH_X]), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_every_slip_of_one_digit_is_found(number: str, place: int, digit: str) -> None:
    assume(number[place] != digit)
    with pytest.raises(OfficeError):
        identity(number[:place] + digit + number[place + 1 :])


@given(st.sampled_from([MAN, WOMAN, WITH_X]), st.integers(0, 16))
def test_every_swap_of_two_neighbours_is_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assume(swapped != number)
    with pytest.raises(OfficeError):
        identity(swapped)


@given(st.lists(DIGITS, min_size=100, max_size=100, unique=True))
def test_random_numbers_hardly_ever_pass(numbers: list[str]) -> None:
    """The check character alone would let 9 of 100 pass."""
    assert sum(map(_is_identity, numbers)) <= 1


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_an_error_for_the_user(text: str) -> None:
    _is_identity(text)


def _is_identity(text: str) -> bool:
    try:
        identity(text)
    except OfficeError:
        return False
    return True


def test_birthday_and_sex_are_in_the_number() -> None:
    assert (birthday(MAN), sex(MAN)) == (date(1980, 2, 7), "男")
    assert (birthday(WOMAN), sex(WOMAN)) == (date(1980, 3, 15), "女")


@pytest.mark.parametrize(
    ("number", "on", "years"),
    [
        (MAN, date(2025, 2, 6), 44),
        (MAN, date(2025, 2, 7), 45),
        (MAN, date(1980, 2, 7), 0),
        ("640121200002290017", date(2018, 2, 28), 17),
        ("640121200002290017", date(2018, 3, 1), 18),
        ("640121200002290017", date(2020, 2, 29), 20),
    ],
)
def test_age_counts_full_years(number: str, on: date, years: int) -> None:
    assert age(number, on) == years


@pytest.mark.parametrize(
    ("number", "shown"),
    [(MAN, "640***********0014"), (WITH_X, "640***********005X"), ("", ""), ("640121", "******")],
)
def test_a_published_number_hides_the_birthday(number: str, shown: str) -> None:
    assert masked(number) == shown


@pytest.mark.parametrize(
    ("account", "shown"),
    [("6229470012345678", "************5678"), ("12345678", "****5678"), ("1234567", "*******"), ("", "")],
)
def test_a_masked_account_shows_its_last_four(account: str, shown: str) -> None:
    assert masked_account(account) == shown


@pytest.mark.parametrize("dot", [*"·•・．‧∙⋅.･﹒·", " · ", " .", "　•　"])
def test_one_middle_dot_stands_between_the_parts(dot: str) -> None:
    assert personal_name(f"阿依古丽{dot}买买提") == "阿依古丽\u00b7买买提"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 王芳\t", "王芳"),
        ("王 芳", "王芳"),
        ("王　　芳", "王芳"),
        ("\ufeff王\u200b芳\u200d", "王芳"),
        ("王\u3164芳", "王芳"),  # a filler that is a letter by its category
        ("王\ufe00芳\U000e0100", "王芳"),  # variation selectors
        ("⽂⼀鸣", "文一鸣"),  # radicals, from a PDF
        ("Ａｌｉ", "Ali"),
        ("John  Smith", "John Smith"),
        ("李〇", "李〇"),
        ("㛃𠮷䶮", "㛃𠮷䶮"),
        ("\U00031350\U0002ebf0", "\U00031350\U0002ebf0"),  # newer than this Python's tables
        ("\ufa19\U0002f804", "\ufa19\U0002f804"),  # compatibility ideographs stay what they are
    ],
)
def test_a_name_is_always_the_same_text(typed: str, name: str) -> None:
    assert personal_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "姓名是空的"),
        (" \u200b", "姓名是空的"),
        ("·", "姓名是空的"),
        ("王芳2", "姓名里有数字“2”"),
        ("王芳２", "姓名里有数字“2”"),
        ("王芳①", "姓名里有数字“1”"),
        ("王\n芳", "U+000A"),
        ("王\x00芳", "U+0000"),
        ("王\ue863", "U+E863"),  # where old systems kept 䶮
        ("王\ud842", "U+D842"),  # half of a 𠮷
        ("王\ufffd", "姓名里有“\ufffd”"),
        ("王芳（大）", "姓名里有“(”"),
        ("王·¸", "姓名里有“\u0327”"),  # NFKC makes a space and a mark of it
        ("·王芳", "前后都应有字"),
        ("阿依古丽··买买提", "前后都应有字"),
        ("王" * 101, "最多 100 个"),
    ],
)
def test_what_no_name_holds_is_refused(typed: str, message: str) -> None:
    with pytest.raises(OfficeError) as refused:
        personal_name(typed)
    assert message in str(refused.value)


@settings(deadline=None)
@given(st.text(st.characters() | st.sampled_from("王芳吕 .·•\u200b\ufa19𠮷"), max_size=12))
def test_a_stored_name_reads_back_unchanged_and_can_be_found(text: str) -> None:
    try:
        name = personal_name(text)
    except OfficeError:
        return
    assert personal_name(name) == name
    assert matches(name, name)
    assert matches(initials(name), name)


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("张三", "zhang san"),
        ("单大芳", "shan da fang"),
        ("田单", "tian dan"),  # only the first character is a surname
        ("曾小明", "zeng xiao ming"),
        ("仇小英", "qiu xiao ying"),
        ("解小平", "xie xiao ping"),
        ("查良", "zha liang"),
        ("区海", "ou hai"),
        ("朴星", "piao xing"),
        ("盖明", "ge ming"),
        ("尉迟明", "yu chi ming"),
        ("尉建", "wei jian"),
        ("万俟雪", "mo qi xue"),
        ("万雪", "wan xue"),
        ("澹台明", "tan tai ming"),
        ("长孙平", "zhang sun ping"),
        ("乐正一", "yue zheng yi"),
        ("吕布", "lv bu"),
        ("阿依古丽·买买提", "a yi gu li mai mai ti"),
        ("查干·巴特尔", "cha gan ba te er"),  # not of the family 查
        ("㛃𠮷䶮", "jie ji yan"),
        ("\ufa19", "shen"),  # read as the 神 that it stands for
    ],
)
def test_pinyin_reads_surnames_as_surnames(name: str, syllables: str) -> None:
    assert pinyin(name) == syllables
    assert initials(name) == "".join(syllable[0] for syllable in syllables.split())


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "张三"),
        ("三", "张三"),
        ("张三", "张三"),
        ("zs", "张三"),
        ("ZS", "张三"),
        ("ｚｓ", "张三"),
        ("s", "张三"),
        ("zh", "张三"),
        ("zhangsan", "张三"),
        ("zhang san", "张三"),
        ("zhangs", "张三"),
        ("zsan", "张三"),
        ("san", "张三"),
        ("张s", "张三"),
        ("shan", "单大芳"),
        ("dan", "单大芳"),
        ("zhangyue", "张乐"),
        ("zhangle", "张乐"),
        ("lv", "吕布"),
        ("Lü", "吕布"),
        ("古丽买", "阿依古丽·买买提"),
        ("丽•买", "阿依古丽·买买提"),
        ("glmm", "阿依古丽·买买提"),
        ("𠮷", "田𠮷"),
        ("tj", "田𠮷"),
        ("\u795e", "\ufa19"),
        ("\ufa19", "\u795e"),
        ("smith", "John Smith"),
    ],
)
def test_a_name_is_found(query: str, name: str) -> None:
    assert matches(query, name)


@pytest.mark.parametrize("query", ["sz", "ang", "zhangsi", "zss", "三张", "李", "zs1", "x"])
def test_another_name_is_not_found(query: str) -> None:
    assert not matches(query, "张三")


def test_people_are_sorted_by_surname_then_given_name() -> None:
    people = "张三 王涛 单大芳 汪涛 吕布 马四 卢生 王芳 万俟雪 汪芳 曾一 麻五 罗成 王".split()
    in_order = "卢生 罗成 吕布 麻五 马四 万俟雪 单大芳 汪芳 汪涛 王 王芳 王涛 曾一 张三".split()
    assert sorted(people, key=pinyin_key) == in_order


def test_the_dictionaries_of_pinyin_are_loaded_only_when_needed() -> None:
    program = "import sys, gridapp.names; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
