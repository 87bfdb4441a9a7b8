"""Names in either script: who is meant, who is asked about, who is unknown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import names

WANG, BRAM, YUE, ZHAO, ANA, MIN, MING, TOMAS, WEI = range(1, 10)
ROSTER = names.Roster(
    (
        names.Known(WANG, ("王芳", "Wang Fang"), "wangfang"),
        names.Known(BRAM, ("Bram de Vries",)),
        names.Known(YUE, ("Lin Yue",)),
        names.Known(ZHAO, ("赵磊",), "zl_88"),
        names.Known(ANA, ("Ana Souza",), "ana_souza"),
        names.Known(MIN, ("李敏",)),
        names.Known(MING, ("李明",)),
        names.Known(TOMAS, ("Tomás Ruiz",)),
        names.Known(WEI, ("欧阳卫国",)),
    )
)


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("王芳", WANG),
        ("王 芳", WANG),
        ("wang fang", WANG),
        ("Fang Wang", WANG),
        ("@WangFang", WANG),
        ("＠wangfang", WANG),
        ("Bram", BRAM),
        ("bram DE vries", BRAM),
        ("林悦", YUE),
        ("Zhao Lei", ZHAO),
        ("Lei Zhao", ZHAO),
        ("zl_88", ZHAO),
        ("Tomas Ruiz", TOMAS),
        ("Li Min", MIN),
        ("Dr. Ana Souza", ANA),
        ("卫国", WEI),
        ("歐陽衛國", WEI),
    ],
)
def test_a_name_in_any_usual_form_means_one_person(typed: str, person: int) -> None:
    assert names.match(typed, ROSTER).one == person


@pytest.mark.parametrize(
    ("typed", "people"),
    [("anna souza", (ANA,)), ("王方", (WANG,)), ("小王", (WANG,)), ("李总", (MIN, MING)), ("Tomaz Ruis", (TOMAS,))],
)
def test_a_name_that_only_resembles_proposes_and_is_not_sure(typed: str, people: tuple[int, ...]) -> None:
    found = names.match(typed, ROSTER)
    assert found.ids == people
    assert found.one is None


def test_two_who_bear_the_same_name_are_both_proposed() -> None:
    twins = names.Roster((names.Known(1, ("Ana Souza",)), names.Known(2, ("Ana Lima",))))
    assert names.match("Ana", twins) == names.Match((1, 2), sure=False)


@pytest.mark.parametrize("typed", ["Zed", "", " ", "@", "@nobody_here", "李", "🙂", "x"])
def test_an_unknown_name_means_nobody(typed: str) -> None:
    assert names.match(typed, ROSTER).ids == ()


@pytest.mark.parametrize("typed", ["me", "Me", "我", "本人", "ich", " ME "])
def test_the_writer_can_name_themselves(typed: str) -> None:
    assert names.is_me(typed)


def test_the_writer_is_not_meant_by_a_word_that_begins_alike() -> None:
    assert not names.is_me("Mei")


@given(st.text(alphabet="张三赵刚陈杰陈洁李丽王旺方芳磊蕾", min_size=2, max_size=3))
def test_a_chinese_name_proposes_nobody_with_whom_it_shares_neither_a_character_nor_its_sound(typed: str) -> None:
    by_id = {person.id: [name for name in person.names if names.is_chinese(name[0])] for person in ROSTER.people}
    for one in names.match(typed, ROSTER).ids:
        shared = [name for name in by_id[one] if set(typed) & set(name)]
        alike = [name for name in by_id[one] if set(names.keys(typed)) & set(names.keys(name))]
        assert shared or alike or not by_id[one]


def test_zhang_san_is_not_zhao_gang() -> None:
    assert names.match("张三", names.Roster((names.Known(1, ("赵刚",)), names.Known(2, ("章姗",))))).ids in {(), (2,)}


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_matched_without_an_error(text: str) -> None:
    assert set(names.match(text, ROSTER).ids) <= {person.id for person in ROSTER.people}
