"""A file of messages read against a board, as the command line does it: JSON in, JSON lines out; it opens no file.

Each message is read as if addressed to the bot and before rights are applied. The forms are those of the conformance
cases: a context with `tasks`, `people`, `leads`, `event_start`, `timezone`; messages with `id`, `at`, `from`, `text`,
`lang` and `reply_to`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from coordination.rules import names, reading, when
from coordination.rules.reading_values import Board, Message, Outcome, Reply, ReplyKind, TaskView, Update
from coordination.rules.tasks import State

_STATES = {
    "todo": State.OPEN,
    "doing": State.IN_PROGRESS,
    "blocked": State.BLOCKED,
    "done": State.DONE,
    "cancelled": State.DROPPED,
}
_WORDS = {state: word for word, state in _STATES.items()} | {
    State.ON_HOLD: "blocked",
    State.CLAIMED: "done",
}
_ALIAS = re.compile(r"^(?:=|also written|also|aka)\s*|\s*\([^)]*\)\s*$")
_CJK = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Context:
    """A board and its people as a context file gives them. `ids` tells a name's id, `shown` the name of an id."""

    board: Board
    ids: Mapping[str, int]
    shown: Mapping[int, str]


def read_file(context_json: str, lines: Iterable[str]) -> Iterator[str]:
    """Read each message line of JSON, and give one JSON line for it, in order; blank lines are passed over.

    A reply to an earlier message of the same file is read with what that one spoke of. Raises `ValueError` for text
    that is not JSON, `KeyError` for a message without `id`.
    """
    context = read_context(json.loads(context_json))
    seen: dict[str, Outcome] = {}
    for line in lines:
        if not line.strip():
            continue
        case = json.loads(line)
        outcome = _read(context, case, seen)
        seen[case["id"]] = outcome
        yield json.dumps(_shown(context, case["id"], outcome), ensure_ascii=False)


def read_context(data: Mapping[str, Any]) -> Context:
    """A board from the form of a context file; the author is nobody yet."""
    people = _people(data)
    roster = names.Roster(tuple(names.Known(i, called, _username(called)) for i, called in enumerate(people, 1)))
    ids = {name: person.id for person in roster.people for name in person.names}
    opens = data.get("event_start")
    frame = when.Frame(
        datetime.fromisoformat("2000-01-01T00:00+00:00"),
        ZoneInfo(str(data.get("timezone", "UTC")).split(" ")[0]),
        opens_on=date.fromisoformat(opens) if opens else None,
    )
    tasks = tuple(_task(task, ids) for task in data["tasks"])
    leads = frozenset(ids[lead] for lead in data.get("leads", ()) if lead in ids)
    board = Board(tasks, frame, roster=roster, leads=leads, code=data.get("code"))
    return Context(board, ids, {person.id: person.names[0] for person in roster.people})


def _people(data: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Everybody's names: aliases joined, owners and leads added; the owner's name as the board writes it first."""
    groups: list[list[str]] = []
    for name, says in data.get("people", {}).items():
        also = [piece.strip() for piece in _ALIAS.sub("", str(says)).split(",")]
        groups.append([name, *(piece for piece in also if piece)])
    owners = [str(task["owner"]) for task in data["tasks"] if task.get("owner")]
    for name in dict.fromkeys([*owners, *data.get("leads", ())]):
        if not any(name in group for group in groups):
            groups.append([name])
    return [tuple(sorted(dict.fromkeys(group), key=lambda name: name not in owners)) for group in groups]


def _username(called: tuple[str, ...]) -> str | None:
    return next((name[1:] for name in called if name.startswith("@")), None)


def _task(task: Mapping[str, Any], ids: Mapping[str, int]) -> TaskView:
    others = tuple(str(value) for key, value in task.items() if key.startswith("title_") and value)
    owner = task.get("owner")
    return TaskView(
        int(task["id"]),
        str(task["title"]),
        _STATES.get(str(task.get("state")), State.OPEN),
        (ids[str(owner)],) if owner in ids else (),
        date.fromisoformat(task["due"]) if task.get("due") else None,
        others,
        task.get("percent"),
    )


def _read(context: Context, case: Mapping[str, Any], seen: Mapping[str, Outcome]) -> Outcome:
    text = str(case.get("text") or "")
    language = case.get("lang") if case.get("lang") in {"zh", "en", "de", "fr", "es", "ru", "pt"} else None
    said_at = datetime.fromisoformat(case["at"]) if case.get("at") else context.board.frame.now
    frame = replace(context.board.frame, now=said_at, language=language or ("zh" if _CJK.search(text) else "en"))
    board = replace(context.board, frame=frame, author=_author(context, str(case.get("from", ""))))
    message = Message(
        text,
        _reply(board, case.get("reply_to"), seen),
        left_out=tuple((int(a), int(b)) for a, b in case.get("left_out", ())),
        is_forwarded=bool(case.get("forwarded")),
        is_bot=bool(case.get("bot")),
    )
    return reading.read(message, board)


def _author(context: Context, name: str) -> int | None:
    """The id of who wrote; somebody unknown gets an id that owns nothing."""
    found = names.exactly(name, context.board.roster).one
    return found if found is not None else context.ids.get(name, 0)


def _reply(board: Board, reply: Mapping[str, Any] | None, seen: Mapping[str, Outcome]) -> Reply | None:
    if not reply:
        return None
    kind = str(reply.get("kind", ""))
    tasks = tuple(int(task) for task in reply.get("tasks", [reply["task"]] if reply.get("task") else []))
    if kind == "message":
        before = seen.get(str(reply.get("id")), Outcome())
        return Reply(ReplyKind.PERSON, before.spoken_of, before.offers)
    if kind == "bot_question":
        asked = reading.read(Message(str(reply.get("asked", ""))), replace(board, author=None))
        return Reply(ReplyKind.QUESTION, tasks, tuple(offer for offer in asked.offers if offer.task in tasks))
    known = {"bot_digest": ReplyKind.LIST, "bot_board": ReplyKind.LIST, "bot_notice": ReplyKind.NOTICE}
    return Reply(known.get(kind, ReplyKind.CARD), tasks)


def _shown(context: Context, message_id: str, outcome: Outcome) -> dict[str, Any]:
    ask = outcome.ask
    return {
        "id": message_id,
        "updates": [_update(context, update) for update in outcome.updates],
        "ask": ask is not None,
        "candidates": list(ask.candidates) if ask is not None else [],
        **({"why": ask.why.value} if ask is not None else {}),
    }


def _update(context: Context, update: Update) -> dict[str, Any]:
    owner = update.owner
    fields = {
        "state": _WORDS[update.state] if update.state is not None else None,
        "percent": update.percent,
        "due": update.due.on.isoformat() if update.due is not None else None,
        "blocked_reason": update.reason if update.state is State.BLOCKED and update.reason else None,
        "owner": context.shown.get(owner) if isinstance(owner, int) else owner,
    }
    return {"task": update.task} | {key: value for key, value in fields.items() if value is not None}
