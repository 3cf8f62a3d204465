"""The office's own places to sign, its seal and its foot, on whatever form."""

from collections.abc import Callable
from datetime import date

from gridapp.model import Worker
from gridapp.office import Office
from gridapp.prints import FORMS
from gridapp.prints.blocks import LINE, Document, Paragraph, Signatures
from gridapp.prints.choice import Choice
from gridapp.prints.wishes import FOOT, HEADING, SEAL, as_wished, signers_of
from tests.offices import Q3, ZHANG, bring_to, full_quarter
from tests.prints.quarters import OFFICE, mixed

Read = Callable[..., list[str]]
SUMMARY = next(form for form in FORMS if form.name == "考核汇总表")
FORM = Document(
    "某表",
    (Paragraph("甲", LINE), Signatures(("审核人", "单位（盖章）"), 2, names=("徐文斌", ""))),
    "X-1",
    date(2019, 10, 8),
)


def signed(**office: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    made = as_wished(FORM, "某表", {"制表人": "何晓静"} | office)
    return [(block.labels, block.names) for block in made.blocks if isinstance(block, Signatures)]


def sealed(**office: str) -> list[str]:
    return [block.text for block in as_wished(FORM, "某表", office).blocks[1:] if isinstance(block, Paragraph)]


def test_without_a_wish_the_form_stays_as_it_is() -> None:
    assert as_wished(FORM, "某表", {"镇名": "某镇", signers_of("别的表"): "甲；乙"}) is FORM


def test_other_places_to_sign_with_and_without_a_name() -> None:
    wanted = {signers_of("某表"): "制表人；审核人:王敏、 主任 ；"}

    assert signed(**wanted) == [(("制表人", "审核人", "主任"), ("何晓静", "王敏", ""))]


def test_the_seal_stands_at_the_right_or_nowhere() -> None:
    assert signed(**{SEAL: "签字栏中"}) == [(("审核人", "单位（盖章）"), ("徐文斌", ""))]
    assert sealed(**{SEAL: "签字栏中"}) == []
    assert signed(**{SEAL: "右下方"}) == [(("审核人",), ("徐文斌",))]
    assert sealed(**{SEAL: "右下方"}) == ["单位（盖章）\n　　　　年　　月　　日"]
    assert signed(**{SEAL: "不印"}) == [(("审核人",), ("徐文斌",))]
    assert sealed(**{SEAL: "不印"}) == []


def test_the_seal_alone_leaves_no_place_to_sign() -> None:
    wanted = {signers_of("某表"): "盖章", SEAL: "右下方"}

    assert signed(**wanted) == []
    assert sealed(**wanted) == ["盖章\n　　　　年　　月　　日"]


def test_titles_and_feet_are_the_office_s(read: Read) -> None:
    office = OFFICE | {HEADING: "宁川县青川镇", FOOT: "地址：青川镇人民路1号"}

    pages = read(SUMMARY.documents(mixed()._replace(office=office)))

    assert pages[0].startswith("宁川县青川镇网格员考核汇总表")
    assert all(page.endswith("地址：青川镇人民路1号") for page in pages)


def test_a_settled_quarter_is_signed_as_it_was_then(office: Office) -> None:
    office.change("登记", save=[Worker(ZHANG, "张三"), *full_quarter(Q3)])
    office.set_office(**{signers_of(SUMMARY.name): "主任；书记"})
    bring_to(office, Q3)
    office.set_office(**{signers_of(SUMMARY.name): "别人"})

    (document,) = SUMMARY.sheaf(office, Choice(Q3)).documents

    assert [block.labels for block in document.blocks if isinstance(block, Signatures)] == [("主任", "书记")]
