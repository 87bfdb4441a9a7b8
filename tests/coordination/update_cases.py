"""Boards of judged messages, and how what was read is compared with the judgement; a case is one JSON line.

What counts is the effect on the board: a field that really changes. `*_any_of` and `updates_also_ok` list what is
right as well; `ask_any_of` says that asking or not are both fine.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coordination.rules import reading_file

FOLDER = Path(__file__).parent.parent / "conformance"
FIELDS = ("state", "percent", "due", "owner")
Effect = dict[tuple[int, str], Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """How a board of messages was read: the ids of the cases that fall short, by kind."""

    cases: int
    wrong: tuple[str, ...]
    inexact: tuple[str, ...]
    noise: tuple[str, ...]
    unasked: tuple[str, ...]

    @property
    def exact_share(self) -> float:
        return 1 - len(self.inexact) / self.cases


def effect(board: Mapping[int, Mapping[str, Any]], updates: list[dict[str, Any]]) -> Effect:
    """{(task, field): value} of what really changes on the board."""
    named = ((update["task"], field, update.get(field)) for update in updates for field in FIELDS)
    return {(t, f): value for t, f, value in named if value is not None and value != board.get(t, {}).get(f)}


def figures(context: str, messages: str) -> Figures:
    """Read a file of messages against its board and compare."""
    data = (FOLDER / context).read_text("utf-8")
    lines = (FOLDER / messages).read_text("utf-8").splitlines()
    board = {task["id"]: task for task in json.loads(data)["tasks"]}
    got = [json.loads(line) for line in reading_file.read_file(data, lines)]
    wrong, inexact, noise, unasked = [], [], [], []
    for line, read in zip(lines, got, strict=True):
        case = json.loads(line)
        verdict = set(_verdict(board, case["expected"], read))
        wrong += [case["id"]] * ("wrong" in verdict)
        inexact += [case["id"]] * bool(verdict & {"wrong", "lost", "asked", "silent"})
        noise += [case["id"]] * ("noise" in verdict)
        unasked += [case["id"]] * ("silent" in verdict)
    return Figures(len(lines), tuple(wrong), tuple(inexact), tuple(noise), tuple(unasked))


def _verdict(board: Mapping[int, Mapping[str, Any]], expected: dict[str, Any], read: dict[str, Any]) -> Iterator[str]:
    want, have = effect(board, expected.get("updates", [])), effect(board, read["updates"])
    also = effect(board, expected.get("updates_also_ok", []))
    other = {field: expected.get(f"{field}_any_of", []) for field in FIELDS}
    tasks = {task for task, _ in want}
    for (task, field), value in have.items():
        right = value in {want.get((task, field)), also.get((task, field))} or (task in tasks and value in other[field])
        if not right:
            yield "wrong"
    for task, field in want:
        spared = None in other[field] or board.get(task, {}).get(field) in other[field]
        if (task, field) not in have and not spared:
            yield "lost"
    asked, may = bool(read["ask"]), expected.get("ask_any_of", [bool(expected.get("ask"))])
    if asked not in may:
        yield "asked" if asked else "silent"
    if asked and not expected.get("updates") and not expected.get("ask") and "ask_any_of" not in expected:
        yield "noise"
