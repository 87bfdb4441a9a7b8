"""What was posted in a town, chat by chat, as people read it; it knows no round and no catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground import views
from playground.journal import Call

_MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
POSTING = ("sendMessage", "sendDocument", "sendPhoto", "copyMessage")


@dataclass(frozen=True, slots=True)
class Post:
    """A message of ours: its text (of a file: its name) and its rows of buttons, as it was sent; and what became of
    it, where that is something else. Without the invisible marks around names.
    """

    text: str
    rows: tuple[str, ...] = ()
    now: str = ""
    now_rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        became = ["  became", self.now, *(f"[{row}]" for row in self.now_rows)] if self.now else []
        return "\n  ".join("\n".join([self.text, *(f"[{row}]" for row in self.rows), *became]).split("\n"))


def bare(text: str) -> str:
    """Without the invisible marks around names."""
    return text.translate(_MARKS)


def read(calls: Sequence[Call], stands: Mapping[tuple[int, int], views.MessageView]) -> dict[int, list[Post]]:
    """The posts among the calls, in order, by chat. `stands`: every message there is now, by chat and number."""
    found: dict[int, list[Post]] = {}
    for call in calls:
        if call.method in POSTING and call.is_ok and call.took_effect:
            sent = call.answer["result"]
            chat_id = int(sent["chat"]["id"])
            found.setdefault(chat_id, []).append(_post(sent, stands.get((chat_id, int(sent["message_id"])))))
    return found


def _post(sent: Mapping[str, Any], stands: views.MessageView | None) -> Post:
    text, rows = _said(sent), _rows(sent.get("reply_markup", {}).get("inline_keyboard", ()))
    if stands is None:
        return Post(text, rows, "deleted")
    now = text if stands.file is not None else bare(stands.text)
    now_rows = tuple(" | ".join(button.text for button in row) for row in stands.buttons)
    return Post(text, rows) if (now, now_rows) == (text, rows) else Post(text, rows, now, now_rows)


def _said(sent: Mapping[str, Any]) -> str:
    name = sent.get("document", {}).get("file_name", "")
    return bare("\n".join(one for one in (name, sent.get("text") or sent.get("caption") or "") if one))


def _rows(keyboard: Sequence[Sequence[Mapping[str, Any]]]) -> tuple[str, ...]:
    return tuple(" | ".join(str(button["text"]) for button in row) for row in keyboard)
