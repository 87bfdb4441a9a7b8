"""Titles typed loosely: shortened, misspelt, in another order, in either script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import reading_fold, reading_titles

TITLES = reading_titles.titles(
    [
        (1, "Sign venue contract"),
        (1, "签场地合同"),
        (2, "Catering quotes"),
        (3, "AV quotes"),
        (4, "Registration form"),
        (4, "报名表"),
        (5, "Code of conduct team"),
        (6, "T-shirt order"),
        (6, "T恤订购"),
        (7, "Volunteer sign-up"),
        (7, "志愿者报名"),
        (8, "Volunteer training"),
        (8, "志愿者培训"),
        (9, "Visa letters"),
        (9, "签证邀请函"),
        (10, "嘉宾邀请函"),
        (11, "Livestream test"),
    ]
)


def named(text: str, *own: int) -> list[tuple[int, ...]]:
    tokens = reading_fold.tokens(reading_fold.fold(text))
    return [mention.numbers for mention in reading_titles.mentions(tokens, TITLES, own=own)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the venue contract", 1),
        ("contract", 1),
        ("Reg form", 4),
        ("registraton form", 4),
        ("報名表", 4),
        ("coc team", 5),
        ("tshirts", 6),
        ("t-shirts", 6),
        ("T恤", 6),
        ("volunteer signup", 7),
        ("volunteer sign ups", 7),
        ("报名志愿者", 7),
        ("visa ltrs", 9),
        ("cattering qoutes", 2),
        ("live stream test", 11),
    ],
)
def test_a_title_is_recognised_however_it_is_typed(text: str, number: int) -> None:
    assert named(text) == [(number,)]


@pytest.mark.parametrize("text", ["hello everybody", "see you at the station", "大家早上好", "2号馆", "", "12", "😀"])
def test_other_words_name_no_task(text: str) -> None:
    assert named(text) == []


def test_words_of_two_titles_name_both_unless_one_is_preferred() -> None:
    assert set(named("quotes")[0]) == {2, 3}
    assert named("quotes", 3) == [(3,)]
    assert named("邀请函", 10) == [(10,)]


def test_a_title_typed_in_full_wins_over_ones_own_that_shares_a_word() -> None:
    assert named("志愿者报名", 8) == [(7,)]


def test_several_titles_are_found_in_their_order() -> None:
    assert named("visa letters done, av quotes 50%, 报名表 3 成") == [(9,), (3,), (4,)]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_mentions_stay_inside_the_text_and_never_overlap(text: str) -> None:
    tokens = reading_fold.tokens(reading_fold.fold(text))
    last = 0
    for mention in reading_titles.mentions(tokens, TITLES):
        assert last <= mention.first < mention.last <= len(tokens)
        last = mention.last
