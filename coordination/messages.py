"""What is to be sent, as values: posts, edits, reactions, pins, deletions, toasts; it knows nothing of Telegram."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """Why something is said. Decides its priority and what happens when nobody knows whether it arrived."""

    ANSWER = "answer"
    CARD = "card"
    QUESTION = "question"
    TURN = "turn"
    NOTICE = "notice"
    REMINDER = "reminder"
    BOARD = "board"
    DIGEST = "digest"
    SUMMARY = "summary"
    CHECK_IN = "check_in"


PRIORITY: dict[Purpose, int] = {
    Purpose.ANSWER: 0,
    Purpose.QUESTION: 0,
    Purpose.TURN: 0,
    Purpose.CARD: 1,
    Purpose.NOTICE: 2,
    Purpose.REMINDER: 3,
    Purpose.DIGEST: 4,
    Purpose.SUMMARY: 4,
    Purpose.CHECK_IN: 4,
    Purpose.BOARD: 5,
}
"""Smaller goes first. Answers before edits before digests (architecture.md, Sending)."""

SENT_AGAIN_ONCE = frozenset(
    {Purpose.ANSWER, Purpose.CARD, Purpose.QUESTION, Purpose.TURN, Purpose.NOTICE, Purpose.REMINDER}
)
"""Posts that go once more when it is unknown whether they arrived; the others are listed as uncertain."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to speak: our chat id (never Telegram's) and the topic, `None` for General or a chat without topics."""

    chat_id: int
    topic_id: int | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A label and 1-64 UTF-8 bytes of data, or an address to open.

    An address that begins with `?start=` opens our own private chat: who we are is put before it when it is sent.
    """

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that Telegram has already: its kind there (`photo`, `document`, `video` …) and its id."""

    kind: str
    file_id: str


@dataclass(frozen=True, slots=True)
class Post:
    """A new message. `text` is Telegram HTML of any length (parts are made when it is stored).

    `slot` names the message for later edits, pins and deletions: unique in its chat (`board:7`, `card:123`); a newer
    post of the same slot takes the name over. `reply_to` is Telegram's message id. `asks_reply` opens the answer field
    of whoever is answered; such a message has no buttons and can't be edited. `file` is sent with the text under it,
    which then is short and never empty; such a message can be deleted, not edited. `recipe`: as for `Edit`, where much
    may happen until it is sent.
    """

    place: Place
    text: str
    purpose: Purpose = Purpose.ANSWER
    rows: Rows = ()
    reply_to: int | None = None
    silent: bool = False
    slot: str | None = None
    pinned: bool = False
    not_before: datetime | None = None
    asks_reply: bool = False
    file: Enclosed | None = None
    recipe: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edit:
    """A newer text for our message in `slot`; one pending edit a slot, a newer one takes its place.

    `or_post`: if the message is gone from Telegram, it is posted anew (boards); otherwise the edit is dropped.
    `recipe` names the maker of text and buttons where they are made only when it is sent (`values` are its
    arguments): many changes then cost one reading, and what is shown is what holds at that moment.
    """

    place: Place
    slot: str
    text: str = ""
    rows: Rows = ()
    purpose: Purpose = Purpose.CARD
    or_post: bool = False
    pinned: bool = False
    not_before: datetime | None = None
    recipe: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditPressed:
    """A newer text for the very message whose button was pressed, whether or not it has a slot."""

    place: Place
    message_id: int
    text: str
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class React:
    """A reaction on somebody's message; `fallback` is the silent line where reactions are not allowed."""

    place: Place
    message_id: int
    emoji: str = "✍"
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """Pin our message in `slot`, silently."""

    place: Place
    slot: str


@dataclass(frozen=True, slots=True)
class Unpin:
    """Take the pin off our message of this Telegram's id; other pins of the chat stay."""

    place: Place
    message_id: int


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete our message in `slot`."""

    place: Place
    slot: str
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file made by a recipe outside any transaction: `recipe` names the maker, `values` are its arguments."""

    place: Place
    recipe: str
    values: dict[str, str] = field(default_factory=dict)
    caption: str = ""
    purpose: Purpose = Purpose.ANSWER
    reply_to: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture made by a recipe outside any transaction, the text that says the same below it, and buttons.

    `caption` is Telegram HTML of any length: one too long for a picture follows it as a message. Where no picture can
    be made or sent, the caption is sent alone.
    """

    place: Place
    recipe: str
    values: dict[str, str] = field(default_factory=dict)
    caption: str = ""
    rows: Rows = ()
    purpose: Purpose = Purpose.ANSWER
    reply_to: int | None = None
    silent: bool = False


@dataclass(frozen=True, slots=True)
class RepaintPressed:
    """Another picture, with its caption and buttons, in the very message whose button was pressed."""

    place: Place
    message_id: int
    recipe: str
    values: dict[str, str] = field(default_factory=dict)
    caption: str = ""
    rows: Rows = ()
    purpose: Purpose = Purpose.ANSWER


@dataclass(frozen=True, slots=True)
class Toast:
    """The short answer to a press; goes after the commit, is not kept. `alert` shows it as a window; `url`, a link to
    our own private chat, is opened instead, and then there is no text.
    """

    text: str = ""
    alert: bool = False
    url: str = ""


Outgoing = Post | Edit | EditPressed | React | Pin | Unpin | Delete | Document | Photo | RepaintPressed
Answer = Outgoing | Toast
