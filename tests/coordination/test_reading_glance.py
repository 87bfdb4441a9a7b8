"""A glance passes over what says nothing of tasks, and over nothing that would have been read."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from coordination.rules import reading, reading_file, reading_glance, reading_listening
from coordination.rules.groups import Listening
from coordination.rules.reading_values import Message
from tests.conformance import dates_verdict

CASES = Path(dates_verdict.__file__).parent
PAIRS = (("updates_context.json", "updates.jsonl"), ("updates_more_context.json", "updates_more.jsonl"))


@pytest.mark.parametrize(("context", "messages"), PAIRS)
def test_what_is_taken_from_the_rest_of_a_chat_is_never_passed_over(context: str, messages: str) -> None:
    board = reading_file.read_context(json.loads((CASES / context).read_text("utf-8"))).board
    for line in (CASES / messages).read_text("utf-8").splitlines():
        case = json.loads(line)
        frame = replace(board.frame, now=datetime.fromisoformat(case["at"]))
        message = Message(case["text"], addressed=False)
        read = reading.read(message, replace(board, frame=frame))
        taken = reading_listening.heard(Listening.OWNERS, message, read, board)
        if taken.updates or taken.actions:
            assert not reading_glance.at(case["text"]).is_nothing, case["text"]


@pytest.mark.parametrize("text", ["good morning", "大家早上好", "see you there", "/done", "接龙：\n1. Ann\n2. Bo", ""])
def test_small_talk_costs_no_look_up(text: str) -> None:
    assert reading_glance.at(text).is_nothing


def test_numbers_that_may_be_tasks_are_told() -> None:
    assert reading_glance.at("#12 done, 14 and １５ too").numbers == (12, 14, 15)
