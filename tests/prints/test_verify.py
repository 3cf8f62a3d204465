"""核验: what the record says of a sheet by its number and the digest of its figures."""

from datetime import date
from pathlib import Path

import pytest

from gridapp.errors import OfficeError
from gridapp.model import Worker
from gridapp.office import Office
from gridapp.prints import FORMS, print_forms
from gridapp.prints.choice import Choice
from gridapp.prints.issue import ON_PAPER, remember
from gridapp.prints.verify import Verdict, sentences, verify
from tests.offices import Q3, ZHANG, bring_to, finding, full_quarter

SHEETS = next(form for form in FORMS if form.name == "季度量化考核表")
NUMBER = f"KH-2019Q3-{ZHANG}"


@pytest.fixture
def typed(office: Office) -> Office:
    """Everything of the third quarter is on record."""
    office.change("登记", save=full_quarter(Q3))
    return office


def printed(office: Office) -> str:
    """张三's sheet goes out on paper, twice; the digest on it."""
    sheaf = SHEETS.sheaf(office, Choice(Q3, people=frozenset({ZHANG})))
    remember(office, [sheaf], ON_PAPER, copies=2)
    (document,) = sheaf.documents
    assert document.number == NUMBER
    return document.digest


def test_a_sheet_that_is_as_the_record_agrees(typed: Office) -> None:
    digest = printed(typed)

    answer = verify(typed, f"{NUMBER} {digest}")

    assert answer.verdict is Verdict.AGREES
    assert (answer.form, answer.about) == ("季度量化考核表", "2019年第三季度，1人")
    assert answer.present
    assert answer.present.bookmark == f"张三 {ZHANG}"
    verdict, what, now, log = sentences(answer)
    assert verdict == "与现在的记录一致。"
    assert what == f"编号 {NUMBER}：季度量化考核表（2019年第三季度，1人）"
    assert now.startswith(f"现在的记录：张三 {ZHANG}，制表日期 ")
    assert now.endswith(f"校验码 {digest}")
    assert log.endswith(f"王敏 打印 2 份，校验码 {digest}")


def test_the_number_alone_tells_what_the_record_holds(typed: Office) -> None:
    answer = verify(typed, NUMBER)

    assert answer.verdict is Verdict.OPEN
    assert answer.form == "季度量化考核表"
    assert sentences(answer)[-1] == "没有打印记录"


def test_what_was_changed_after_a_print_is_named(typed: Office) -> None:
    digest = printed(typed)
    typed.change("扣分", save=[finding(date(2019, 8, 7), "2a")])

    answer = verify(typed, f"{NUMBER} {digest}")

    assert answer.verdict is Verdict.CHANGED
    assert "联络社情民意 未及时沟通信息、通报情况，每起扣1分 扣分：当时 0，现在 1" in answer.differences
    assert "基础分 各项得分之和 得分：当时 100，现在 99" in answer.differences
    assert f"不同之处：{answer.differences[0]}" in sentences(answer)


def test_a_digest_that_was_never_printed_is_foreign(typed: Office) -> None:
    printed(typed)

    assert verify(typed, f"{NUMBER} {'0' * 16}").verdict is Verdict.FOREIGN


def test_a_settled_quarter_agrees_for_ever(typed: Office, tmp_path: Path) -> None:
    bring_to(typed, Q3)
    print_forms(typed, Q3, tmp_path, [SHEETS.name])
    typed.change("改名", save=[Worker(ZHANG, "张三丰")])

    answer = verify(typed, f"{NUMBER} {typed.prints(NUMBER)[0].digest}")

    assert answer.verdict is Verdict.AGREES
    assert typed.prints(NUMBER)[0].figures == ""


def test_every_way_to_type_it_is_understood(typed: Office) -> None:
    digest = printed(typed)

    for text in (f"{NUMBER}\u3000{digest.lower()}", f" ＫＨ-2019Q3-{ZHANG}  {digest}\u200b"):
        assert verify(typed, text).verdict is Verdict.AGREES


@pytest.mark.parametrize(
    ("text", "what"), [("", "请输入或扫描编号"), ("KH-2019Q3-9999", "没有编号为“KH-2019Q3-9999”的表")]
)
def test_what_there_is_not_is_told(typed: Office, text: str, what: str) -> None:
    with pytest.raises(OfficeError, match=what):
        verify(typed, text)


def test_a_form_that_can_no_longer_be_made_is_known_from_the_list(typed: Office) -> None:
    digest = printed(typed)
    (kept, *_) = typed.prints(NUMBER)
    gone = type(kept)(
        **{name: getattr(kept, name) for name in kept.__struct_fields__} | {"form": "从前的表", "number": "CQ-1"}
    )
    typed.record_prints([gone])

    answer = verify(typed, f"CQ-1 {digest}")

    assert (answer.verdict, answer.form, answer.present) == (Verdict.CHANGED, "从前的表", None)
