"""Where nobody called the bot: what the setting lets it take; and words that stand for commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.rules import reading, reading_listening
from coordination.rules.groups import Listening
from coordination.rules.reading_values import Message, Outcome, Reply, ReplyKind, Why
from tests.coordination.boards import ANN, BO, board


def heard(text: str, setting: Listening, author: int = ANN, reply: Reply | None = None) -> Outcome:
    message = Message(text, reply, addressed=False)
    return reading_listening.heard(setting, message, reading.read(message, board(author)), board(author))


def tasks(outcome: Outcome) -> list[int]:
    return [update.task for update in outcome.updates]


def test_addressed_only_takes_nothing_that_is_not_addressed() -> None:
    assert heard("#8 done", Listening.ADDRESSED) == Outcome()
    message = Message("#8 done", addressed=True)
    outcome = reading.read(message, board())
    assert reading_listening.heard(Listening.ADDRESSED, message, outcome, board()) == outcome


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("#8 done", [8]),
        ("#8 a word about it", [8]),
        ("booth plan done", [8]),
        ("展位图 60%", [8]),
        ("booth plan: nice colours", []),
        ("booth plan moved to 9 Dec", []),
        ("hello all", []),
        ("接龙：\n1、booth plan done", []),
    ],
)
def test_owners_are_heard_when_they_name_their_task_with_a_state(text: str, taken: list[int]) -> None:
    assert tasks(heard(text, Listening.OWNERS)) == taken


def test_owners_setting_asks_nobody_about_other_peoples_tasks() -> None:
    assert heard("exhibitor manual done", Listening.OWNERS) == Outcome()
    assert heard("done", Listening.OWNERS) == Outcome()


def test_a_line_with_a_number_of_somebody_elses_task_is_asked() -> None:
    outcome = heard("#11 done", Listening.OWNERS)
    assert outcome.ask is not None
    assert outcome.ask.why is Why.OTHERS_TASK


def test_all_hears_of_anybodys_task_and_asks_its_owner() -> None:
    outcome = heard("exhibitor manual done", Listening.ALL)
    assert outcome.updates == ()
    assert outcome.ask is not None
    assert outcome.ask.candidates == (11,)
    assert heard("done", Listening.ALL) == Outcome()


def test_a_reply_to_a_person_is_not_addressed_and_a_reply_to_us_is() -> None:
    assert heard("done", Listening.OWNERS, reply=Reply(ReplyKind.PERSON, (8,))) == Outcome()
    assert tasks(heard("done", Listening.ADDRESSED, reply=Reply(ReplyKind.CARD, (8,)))) == [8]


def test_action_lines_are_heard_and_notes_to_oneself_are_not() -> None:
    assert len(heard("ACTION: Bo to paint it", Listening.OWNERS, BO).actions) == 1
    assert heard("todo: candles", Listening.OWNERS) == Outcome()


@pytest.mark.parametrize(
    ("line", "addressed", "command", "rest"),
    [
        ("任务：签合同", False, "task", "签合同"),
        ("任務：簽合同", False, "task", "簽合同"),
        ("#任务 签合同", False, "task", "签合同"),
        ("＃进展 12 60%", False, "update", "12 60%"),
        ("完成：12、14", False, "done", "12、14"),
        ("任务 签合同", True, "task", "签合同"),
        ("延期：12 周五", True, "due", "12 周五"),
        ("撤回", True, "undo", ""),
        ("催办", True, "nudge", ""),
    ],
)
def test_chinese_words_stand_for_commands(line: str, addressed: bool, command: str, rest: str) -> None:
    found = reading_listening.command_word(line, addressed=addressed)
    assert found is not None
    assert (found.command, line[found.rest_at :]) == (command, rest)


@pytest.mark.parametrize(
    ("line", "addressed"),
    [
        ("任务 签合同", False),
        ("通知：明天开会", False),
        ("会议：三点", False),
        ("完成了", True),
        ("任务12：完成", True),
        ("任务单：见附件", True),
        ("task: x", True),
        ("", True),
    ],
)
def test_other_lines_are_no_command(line: str, addressed: bool) -> None:
    assert reading_listening.command_word(line, addressed=addressed) is None


@given(st.text(max_size=40), st.booleans())
def test_any_line_is_tried_as_a_command_without_an_error(line: str, addressed: bool) -> None:
    found = reading_listening.command_word(line, addressed=addressed)
    assert found is None or 0 < found.rest_at <= len(line)
