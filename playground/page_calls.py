"""The bots' calls as the page lists them, newest first; it reads the journal and changes nothing."""

from dataclasses import dataclass
from typing import Any

import orjson

from playground import journal, page_look, page_service

MOST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One call: what was asked and answered, as JSON text; `is_bad`: refused, faulty or against the rules."""

    key: str
    number: int
    time: str
    method: str
    chat: str
    text: str
    status: int
    is_bad: bool
    description: str
    fault: str
    violations: tuple[str, ...]
    asked: str
    answered: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The newest calls, how many rules were broken, and those broken by no call in particular."""

    rows: tuple[Row, ...]
    broken: int
    others: tuple[str, ...]


def panel(look: page_look.Look, *, with_polls: bool) -> Panel:
    """List the newest calls; polls are left out unless they are asked for or went wrong."""
    log = look.world.journal
    found = (call for call in reversed(log.calls) if with_polls or not _is_dull(call))
    rows = tuple(_row(look, call) for call, _ in zip(found, range(MOST), strict=False))
    others = [each.text for each in log.violations if each.call is None]
    return Panel(rows, len(log.violations), tuple(others[-MOST:]))


def _is_dull(call: journal.Call) -> bool:
    return call.method == "getUpdates" and call.is_ok and not call.violations and not call.fault


def _row(look: page_look.Look, call: journal.Call) -> Row:
    return Row(
        key=f"call{call.number}",
        number=call.number,
        time=f"{call.at.astimezone(look.zone):%H:%M:%S}",
        method=call.method,
        chat=_chat_name(look, call.chat_id),
        text=page_service.excerpt_of_wire(look.words, call.params) if _has_text(call) else "",
        status=call.status,
        is_bad=not call.is_ok or bool(call.violations or call.fault),
        description=call.description,
        fault=look.words("fault", name=call.fault) if call.fault else "",
        violations=call.violations,
        asked=_pretty(call.params),
        answered=_pretty(call.answer.get("result") if call.is_ok else call.answer),
    )


def _has_text(call: journal.Call) -> bool:
    return bool(call.params.get("text") or call.params.get("caption"))


def _chat_name(look: page_look.Look, chat_id: int | str | None) -> str:
    if not isinstance(chat_id, int):
        return str(chat_id or "")
    known = look.world.chats.get(chat_id)
    person = look.world.users.get(chat_id)
    return known.name if known else person.name if person else str(chat_id)


def _pretty(value: Any) -> str:
    try:
        return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS, default=repr).decode()
    except TypeError:
        return repr(value)
