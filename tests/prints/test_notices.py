"""通报批评 and 不予续用告知: what is drafted, and for whom."""

from collections.abc import Callable

import msgspec

from gridapp.prints.blocks import Cut, Document, Paragraph, Signatures
from gridapp.prints.choice import Choice
from gridapp.prints.notices import criticisms, dismissals
from tests.prints.papers import failing, runs
from tests.prints.quarters import POLICY, person

Read = Callable[..., list[str]]
ONCE = failing(person(1, "马建国"), 6_900)
TWICE = failing(person(2, "李芳"), 6_216, 5_560)
THRICE = failing(person(4, "阿卜杜热合曼·买买提吐尔逊"), 6_000, 5_950, 6_216)


def drafted(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph) and block.draft]


def test_a_criticism_names_those_who_failed_twice_with_the_facts(read: Read) -> None:
    (document,) = criticisms(runs(ONCE, TWICE, THRICE))

    assert document.title == (
        "青川镇网格化管理工作领导小组办公室\n关于对网格员李芳、阿卜杜热合曼·买买提吐尔逊给予通报批评的通报"
    )
    assert drafted(document)[1:3] == [
        "各村（社区）：",
        "根据《乡镇2019年网格员考核管理办法》，网格员连续2个季度考评结果不合格的，给予通报批评。"
        "截至2019年第三季度，下列网格员连续2个及以上季度考核不合格：\n"
        "1．东沟村第二网格网格员李芳（编号W002），2019年第二季度62.16分、2019年第三季度55.60分，连续2个季度考核不合格。\n"
        "2．西湾村第一网格网格员阿卜杜热合曼·买买提吐尔逊（编号W004），2019年第一季度60.00分、2019年第二季度59.50分、"
        "2019年第三季度62.16分，连续3个季度考核不合格。\n"
        "经青川镇网格化管理工作领导小组研究，决定对上述2名网格员予以通报批评。希望受到通报批评的网格员认真查找不足，"
        "限期整改；有关村（社区）加强教育管理和督促检查；其他网格员引以为戒，切实履行职责。\n"
        "特此通报。",
    ]
    assert "马建国" not in "".join(read([document]))


def test_many_are_counted_in_the_title() -> None:
    people = [failing(person(number, f"某{number}"), 6_000, 5_900) for number in range(1, 6)]

    assert criticisms(runs(*people))[0].title.endswith("关于对网格员某1、某2、某3等5人给予通报批评的通报")


def test_who_failed_three_times_gets_a_letter_with_a_receipt() -> None:
    (letter,) = dismissals(runs(ONCE, TWICE, THRICE))

    assert letter.number == "GZ-2019Q3-W004"
    assert letter.chapter == "西湾村"
    assert drafted(letter)[1] == "阿卜杜热合曼·买买提吐尔逊同志："
    assert (
        "根据《乡镇2019年网格员考核管理办法》关于网格员连续3个季度考评结果不合格，下一年不予续用的规定，"
        "经青川镇网格化管理工作领导小组研究，决定2020年不再续用你为网格员。"
    ) in drafted(letter)[2]
    cut = letter.blocks.index(Cut())
    assert letter.blocks[-1] == Signatures(("被告知人", "送达人"), 2)
    assert cut == len(letter.blocks) - 3


def test_the_text_can_be_edited_before_it_is_printed(read: Read) -> None:
    (letter,) = dismissals(runs(THRICE))
    edited = [
        msgspec.structs.replace(block, text="改过的正文。") if isinstance(block, Paragraph) and block.draft else block
        for block in letter.blocks
    ]

    (page,) = read([msgspec.structs.replace(letter, blocks=tuple(edited))])

    assert "网格员不予续用告知书改过的正文。" in page
    assert "阿卜杜热合曼" not in page
    assert "编号：GZ-2019Q3-W004" in page


def test_the_numbers_are_the_policy_s() -> None:
    readings = msgspec.structs.replace(POLICY.readings, criticised_at=3)

    (document,) = criticisms(runs(THRICE, policy=msgspec.structs.replace(POLICY, readings=readings)))

    assert "网格员连续3个季度考评结果不合格的，给予通报批评" in drafted(document)[2]


def test_nobody_in_a_run_means_no_notice() -> None:
    assert criticisms(runs(ONCE)) == []
    assert dismissals(runs(ONCE, TWICE)) == []
    assert dismissals(runs(THRICE), Choice(village="东沟村")) == []
