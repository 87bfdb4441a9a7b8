"""Where something was said, as JSON in a column; the chat comes first (see `chat_moves`)."""

from typing import Any

from coordination.rules.events import Source


def dump(source: Source | None) -> dict[str, int] | None:
    if source is None:
        return None
    return {"chat_id": source.chat_id, "message_id": source.message_id, "line": source.line}


def load(value: dict[str, Any] | None) -> Source | None:
    return None if value is None else Source(value["chat_id"], value["message_id"], value.get("line", 0))
