"""What was chosen, in the name of a file and in words; who is among it."""

from datetime import date

import pytest

from gridapp.prints.choice import ALL, Ask, Choice
from tests.offices import Q3

OF_PEOPLE = frozenset({Ask.QUARTER, Ask.VILLAGE, Ask.PEOPLE})


def test_a_choice_takes_those_of_its_village_and_numbers() -> None:
    assert ALL.takes("东村", "1001")
    assert Choice(village="东村").takes("东村", "1001")
    assert not Choice(village="东村").takes("南社区", "1002")
    assert Choice(people=frozenset({"1001"})).takes("东村", "1001")
    assert not Choice(people=frozenset({"1001"})).takes("东村", "1003")
    assert not Choice(village="南社区", people=frozenset({"1001"})).takes("东村", "1001")


@pytest.mark.parametrize(
    ("choice", "asks", "key", "about"),
    [
        (Choice(Q3), {Ask.QUARTER}, "2019Q3", "2019年第三季度"),
        (Choice(Q3, "东村", frozenset({"1001"})), OF_PEOPLE, "2019Q3", "2019年第三季度，东村1人"),
        (Choice(Q3, "东村", meeting="2019-08-例会"), {Ask.MEETING}, "2019-08-例会", "2019-08-例会"),
        (Choice(Q3, meeting="例会/一 二"), {Ask.MEETING}, "例会_一_二", "例会/一 二"),
        (Choice(Q3, day=date(2019, 8, 7)), {Ask.DAY}, "2019-08-07", "2019-08-07"),
        (Choice(Q3, year=2019), {Ask.YEAR}, "2019", "2019年"),
        (Choice(Q3, "东村", year=2019), set(), "", ""),
    ],
)
def test_only_what_the_form_asks_for_is_named(choice: Choice, asks: frozenset[Ask], key: str, about: str) -> None:
    assert (choice.key(asks), choice.about(asks)) == (key, about)
