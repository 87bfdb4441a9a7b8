"""Whole boards of judged messages: no wrong update, few questions to noise, nearly everything exact."""

import json

import pytest

from coordination.rules import reading_file
from tests.coordination import update_cases

BOARDS = [
    ("updates_context.json", "updates.jsonl"),
    ("updates_context.json", "updates_again.jsonl"),
    ("updates_more_context.json", "updates_more.jsonl"),
    ("updates_talk_context.json", "updates_talk.jsonl"),
]


@pytest.mark.parametrize(("context", "messages"), BOARDS)
def test_no_message_of_a_board_changes_what_it_must_not(context: str, messages: str) -> None:
    assert update_cases.figures(context, messages).wrong == ()


@pytest.mark.parametrize(("context", "messages"), BOARDS)
def test_nearly_every_message_is_read_exactly(context: str, messages: str) -> None:
    read = update_cases.figures(context, messages)
    assert read.exact_share >= 0.96, read.inexact


@pytest.mark.parametrize(("context", "messages"), BOARDS)
def test_noise_is_not_answered_with_questions(context: str, messages: str) -> None:
    assert len(update_cases.figures(context, messages).noise) <= 1


def test_what_is_unclear_is_asked() -> None:
    unasked = [case for board in BOARDS for case in update_cases.figures(*board).unasked]
    assert len(unasked) <= 1, unasked


def test_a_comparison_sees_wrong_lost_and_needless() -> None:
    board = {1: {"state": "todo"}}
    expected = {"updates": [{"task": 1, "state": "done"}], "ask": False}
    assert set(update_cases._verdict(board, expected, {"updates": [], "ask": True})) == {"lost", "asked"}
    assert "wrong" in set(
        update_cases._verdict(board, expected, {"updates": [{"task": 1, "state": "doing"}], "ask": False})
    )


def test_a_file_is_read_line_by_line_and_answered_in_order() -> None:
    context = json.dumps({"tasks": [{"id": 4, "title": "Book the hall", "owner": "Ann", "state": "todo"}]})
    lines = [
        json.dumps({"id": "a", "from": "Ann", "text": "hall booked, 60% paid", "at": "2026-11-25T10:30:00+08:00"}),
        "",
        json.dumps({"id": "b", "from": "Bo", "text": "#4 done"}),
    ]
    first, second = (json.loads(line) for line in reading_file.read_file(context, lines))
    assert first["id"] == "a"
    assert (second["id"], second["updates"], second["ask"], second["candidates"]) == ("b", [], True, [4])
