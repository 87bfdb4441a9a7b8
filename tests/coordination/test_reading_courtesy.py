"""Words in reply to a list that could not be read: courtesy is met with silence, everything else with an example."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.rules import reading_replies

SILENT = [
    "thanks",
    "Thanks a lot!",
    "👍",
    "收到",
    "ok",
    "OK, noted",
    "great job everyone",
    "收到，谢谢",
    "好的",
    "辛苦了",
    "well done",
    "nice",
    "3 people will come",
    "8点集合大家别迟到",
    "1 is it done?",
    "will do",
    "on it",
    "see you tomorrow",
    "明白",
    "知道了",
    "马上办",
    "good morning",
    "早上好",
    "什么时候开会？",
    "明天见",
    "加油！",
    "2 pm at the gate",
]
MEANT = [
    "the caterer never called back",
    "印厂说要再等等",
    "1 banana split",
    "#3 the printer moved",
    "场馆那边没人接电话",
]


@pytest.mark.parametrize("words", SILENT)
def test_courtesy_questions_and_counts_need_no_answer(words: str) -> None:
    assert not reading_replies.is_worth_an_answer(words)


@pytest.mark.parametrize("words", MEANT)
def test_words_that_were_meant_to_be_read_are_answered(words: str) -> None:
    assert reading_replies.is_worth_an_answer(words)


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_words_are_judged_without_an_error(words: str) -> None:
    assert reading_replies.is_worth_an_answer(words) in (True, False)
