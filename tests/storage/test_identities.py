"""A person's names are taken out of texts whole and nothing else is; records of theirs keep the id alone."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.identities import Identity, names_in

BO = Identity(102, 7_000_000_002, frozenset({"Bo Chen", "Zoltán O'Neill & Sons"}), frozenset({"bo_c"}))
LI = Identity(103, 7_000_000_003, frozenset({"李敏", "欧阳卫国"}))
WILL = Identity(104, 7_000_000_004, frozenset({"Will"}))
WANG = Identity(105, 7_000_000_005, frozenset({"王", "12", "🙂"}))


@pytest.mark.parametrize(
    ("whose", "text", "expected"),
    [
        (BO, "ask Bo Chen, BO  CHEN and bo chen", "ask …, … and …"),
        (BO, "Bo Chensky met Abo Chen and Bo", "Bo Chensky met Abo Chen and Bo"),
        (
            BO,
            "@bo_c, ＠BO_C, t.me/bo_c; not @bo_c2, bo_c@mail.org, bo_call",
            "…, …, …; not @bo_c2, bo_c@mail.org, bo_call",
        ),
        (BO, '<a href="tg://user?id=7000000002">x</a> 17000000002', '<a href="tg://user?id=…">x</a> 17000000002'),
        (BO, "from Zoltán O'Neill &amp; Sons or Zoltán O'Neill & Sons.", "from … or …."),
        (LI, "李敏、欧阳卫国负责，李敏锐不负责", "…、…负责，…锐不负责"),
        (WILL, "Will will call; WILL it? Willa", "… will call; WILL it? Willa"),
        (WANG, "王，王敏，12 pieces 🙂", "…，王敏，12 pieces 🙂"),
        (Identity(1, 5), "nothing of 5 but 55", "nothing of … but 55"),
    ],
)
def test_whole_names_go_and_everything_else_stays(whose: Identity, text: str, expected: str) -> None:
    assert whose.without(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"name": "Bo", "person_id": 102, "username": None}, {"name": "", "person_id": 102, "username": None}),
        ({"name": "Ann", "person_id": 101, "username": None}, {"name": "Ann", "person_id": 101, "username": None}),
        ({"name": "@bo_c", "person_id": None, "username": "Bo_C"}, {"name": "…", "person_id": None, "username": None}),
        (
            {"after": [{"name": "B", "person_id": 102}, "Bo Chen", 7]},
            {"after": [{"name": "", "person_id": 102}, "…", 7]},
        ),
        (None, None),
        (7_000_000_002, 7_000_000_002),
    ],
)
def test_a_record_of_theirs_keeps_the_id_alone(value: Any, expected: Any) -> None:
    assert BO.scrubbed(value) == expected


def test_names_of_earlier_days_are_found_in_records_of_theirs_alone() -> None:
    log = {"before": {"owner": {"name": "Bo Li", "person_id": 102}}, "also": [{"name": "Ann", "person_id": 101}]}
    assert names_in(log, 102) == {"Bo Li"}
    assert BO.also(names_in(log, 102)).without("Bo Li, Bo Chen") == "…, …"


@settings(max_examples=150)
@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_is_too_odd_to_be_read_and_nothing_is_taken_out_twice(name: str, text: str) -> None:
    somebody = Identity(1, 7_000_000_009, frozenset({name}), frozenset({"somebody"}))
    once = somebody.without(text)
    assert somebody.without(once) == once


@settings(max_examples=100)
@given(st.text(alphabet="abcxyzÄéл李敏 ", min_size=2, max_size=12), st.text(alphabet="., \n", max_size=4))
def test_a_text_that_holds_the_name_also_holds_a_needle(name: str, around: str) -> None:
    somebody = Identity(1, 7_000_000_009, frozenset({name}))
    text = f"{around}{name}{around}"
    if somebody.without(text) != text:
        small = "".join(char.lower() if char.isascii() else char for char in text)
        assert any(one in small for one in somebody.needles) or any(one in text for one in somebody.spelt)
