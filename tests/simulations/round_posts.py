"""What was posted in a town, chat by chat, as people read it; it knows no round and no catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from playground import views
from playground.journal import Call

_MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
Key = tuple[int, int]
EDITING = ("editMessageText", "editMessageReplyMarkup", "editMessageCaption")
POSTING = ("sendMessage", "sendDocument", "sendPhoto", "copyMessage")


@dataclass(frozen=True, slots=True)
class Post:
    """A message of ours: its text (of a file: its name) and its rows of buttons, as it was sent; and what became of
    it, where that is something else. Without the invisible marks around names. `between`: how it stood meanwhile, text
    and buttons; `None` in a script where that is left open, since it goes with the pace.
    """

    text: str
    rows: tuple[str, ...] = ()
    now: str = ""
    now_rows: tuple[str, ...] = ()
    between: tuple[str, ...] | None = None

    def __str__(self) -> str:
        became = ["  became", shown(self.now, self.now_rows)] if self.now else []
        between = [line for one in self.between or () for line in ("  meanwhile", one)]
        return "\n  ".join("\n".join([shown(self.text, self.rows), *between, *became]).split("\n"))

    def left_open(self, wanted: "Post") -> "Post":
        """Without what the script leaves open."""
        return replace(self, between=None) if wanted.between is None else self


def shown(text: str, rows: Sequence[str]) -> str:
    """A text with its buttons."""
    return "\n".join([text, *(f"[{row}]" for row in rows)])


def bare(text: str) -> str:
    """Without the invisible marks around names."""
    return text.translate(_MARKS)


def read(calls: Sequence[Call], stands: Mapping[Key, views.MessageView]) -> dict[int, list[Post]]:
    """The posts among the calls, in order, by chat. `stands`: every message there is now."""
    found: dict[int, list[Post]] = {}
    good = [call for call in calls if call.is_ok and call.took_effect]
    edits: dict[Key, list[str]] = {}
    for call in good:
        if call.method in EDITING:
            edits.setdefault(_key(call), []).append(shown(*_said(call.answer["result"])))
    for call in good:
        if call.method in POSTING:
            key = _key(call)
            found.setdefault(key[0], []).append(_post(call, stands.get(key), edits.get(key, [])))
    return found


def _key(call: Call) -> Key:
    """A message: its chat and number."""
    message = call.answer["result"]
    return int(message["chat"]["id"]), int(message["message_id"])


def _post(call: Call, stands: views.MessageView | None, edits: Sequence[str]) -> Post:
    text, rows = _said(call.answer["result"])
    if stands is None:
        return Post(text, rows, "deleted", between=tuple(edits))
    now = text if stands.file is not None else bare(stands.text)
    now_rows = tuple(" | ".join(button.text for button in row) for row in stands.buttons)
    between = tuple(edits[:-1])
    if (now, now_rows) == (text, rows) and not between:
        return Post(text, rows, between=())
    return Post(text, rows, now, now_rows, between)


def _said(sent: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    name = sent.get("document", {}).get("file_name", "")
    text = "\n".join(one for one in (name, sent.get("text") or sent.get("caption") or "") if one)
    keyboard = sent.get("reply_markup", {}).get("inline_keyboard", ())
    return bare(text), tuple(" | ".join(str(button["text"]) for button in row) for row in keyboard)
