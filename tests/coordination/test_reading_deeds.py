"""A deed that a title shares with something else gives the task no date: whom it is done to is another."""

import json

import pytest

from coordination.rules import reading_file

BOARD = json.dumps(
    {
        "timezone": "Asia/Shanghai (+08:00)",
        "leads": ["Ann Lee"],
        "people": {},
        "tasks": [
            {"id": 1, "title": "Call the printer", "owner": "Ann Lee", "due": "2026-11-27", "state": "todo"},
            {"id": 2, "title": "Book the hall", "owner": "Ann Lee", "due": "2026-12-01", "state": "doing"},
            {"id": 3, "title": "Send the report", "owner": "Ann Lee", "due": "2026-12-01", "state": "todo"},
            {"id": 4, "title": "联系印厂", "owner": "Ann Lee", "due": "2026-12-01", "state": "todo"},
        ],
    }
)


def read(text: str) -> dict[str, object]:
    line = json.dumps({"id": "m", "at": "2026-11-25T09:02:00+08:00", "from": "Ann Lee", "text": text})
    (found,) = reading_file.read_file(BOARD, [line])
    return dict(json.loads(found))


@pytest.mark.parametrize(
    "text",
    ["call mum tomorrow", "Call mum tomorrow", "book a table tomorrow", "send flowers by Friday", "联系妈妈 明天"],
)
def test_the_same_deed_for_somebody_else_is_of_no_task(text: str) -> None:
    assert (read(text)["updates"], read(text)["ask"]) == ([], False)


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("call the printer tomorrow", 1),
        ("printer call tomorrow", 1),
        ("printer by Thursday", 1),
        ("hall tomorrow", 2),
        ("report by Thursday", 3),
        ("联系印厂 明天", 4),
    ],
)
def test_what_it_is_done_to_names_the_task(text: str, task: int) -> None:
    found = read(text)
    assert found["ask"] or [one["task"] for one in found["updates"]] == [task]  # type: ignore[attr-defined]
