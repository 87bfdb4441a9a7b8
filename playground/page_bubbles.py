"""The messages of a chat as the page shows them: bubbles, service lines and days, oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from playground import (
    chats,
    messages,
    page_faces,
    page_files,
    page_links,
    page_look,
    page_service,
    page_text,
    page_time,
    reactions,
)

TOGETHER_FOR = timedelta(minutes=5)
"""Messages of one person within this time are shown as one stretch, with one name."""


@dataclass(frozen=True, slots=True)
class Day:
    """A line between days."""

    key: str
    text: str
    kind: str = "day"


@dataclass(frozen=True, slots=True)
class Service:
    """A line about the chat itself."""

    key: str
    text: str
    time: str
    kind: str = "service"


@dataclass(frozen=True, slots=True)
class Quote:
    """The answered message in one line."""

    number: int
    name: str
    text: str
    hue: int


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: pressed with `data`, copying `copied`, or leading where `target` says."""

    text: str
    data: str = ""
    copied: str = ""
    address: str = ""
    target: page_links.Target = page_links.NOWHERE


@dataclass(frozen=True, slots=True)
class Reaction:
    """How many gave one emoji, who, and whether the writing person did."""

    emoji: str
    names: str
    count: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Bubble:
    """A message. `number` is 0 where nothing can be done with it (a chat that was upgraded)."""

    key: str
    number: int
    name: str
    hue: int
    initials: str
    text: Markup
    raw: str
    time: str
    full_time: str
    is_mine: bool = False
    is_bot: bool = False
    is_first: bool = True
    is_edited: bool = False
    is_silent: bool = False
    is_pinned: bool = False
    may_edit: bool = False
    may_delete: bool = False
    language: str = ""
    forwarded: str = ""
    quote: Quote | None = None
    file: page_files.Attached | None = None
    buttons: tuple[tuple[Button, ...], ...] = ()
    reactions: tuple[Reaction, ...] = field(default=())
    kind: str = "bubble"


Line = Day | Service | Bubble


def history(look: page_look.Look, chat: chats.Chat) -> list[tuple[chats.Chat, messages.Message]]:
    """List what was said in the looked-at topic, oldest first, with what was said before an upgrade."""
    before = look.world.chats.get(chat.migrated_from or 0)
    parts = [before, chat] if before else [chat]
    return [
        (part, sent)
        for part in parts
        for sent in part.messages.values()
        if not sent.is_deleted and (not chat.is_forum or sent.topic_id == look.topic)
    ]


def lines(look: page_look.Look) -> tuple[list[Line], bool]:
    """Give the newest lines of the chat and whether there are earlier ones."""
    if look.chat is None:
        return [], False
    found = history(look, look.chat)
    return list(_lines(look, found[-look.shown :])), len(found) > look.shown


def _lines(look: page_look.Look, found: list[tuple[chats.Chat, messages.Message]]) -> Iterator[Line]:
    before: tuple[datetime, object] | None = None
    today = look.world.now().astimezone(look.zone)
    for chat, sent in found:
        at = sent.at.astimezone(look.zone)
        if before is None or before[0].date() != at.date():
            yield Day(f"day-{at:%Y-%m-%d}-{chat.id}", page_time.day(at, today, look.language))
            before = None
        if sent.is_service:
            text = page_service.sentence(look.words, sent)
            yield Service(f"m{chat.id}-{sent.id}", text, page_time.minute(at))
            before = at, None
            continue
        who = page_faces.sender_name(sent), sent.actor_id
        is_first = before is None or before[1] != who or at - before[0] > TOGETHER_FOR
        yield _bubble(look, (chat, sent), is_first)
        before = at, who


def _bubble(look: page_look.Look, found: tuple[chats.Chat, messages.Message], is_first: bool) -> Bubble:
    chat, sent = found
    at, name = sent.at.astimezone(look.zone), page_faces.sender_name(sent)
    is_mine = look.person is not None and sent.actor_id == look.person.id
    is_live = chat is look.chat
    member = chat.member(look.person.id) if look.person else None
    return Bubble(
        key=f"m{chat.id}-{sent.id}",
        number=sent.id if is_live else 0,
        name=name,
        hue=page_faces.hue(sent.sender_chat["id"] if sent.sender_chat else sent.actor_id),
        initials=page_faces.initials(name),
        text=page_text.render(look, sent.text, sent.entities),
        raw=sent.text,
        time=page_time.minute(at),
        full_time=page_time.full(at, look.language),
        is_mine=is_mine,
        is_bot=sent.bot_id is not None,
        is_first=is_first,
        is_edited=sent.edited_at is not None,
        is_silent=sent.is_silent,
        is_pinned=sent.id in chat.pins,
        may_edit=is_live and is_mine,
        may_delete=is_live and (is_mine or chat.kind == chats.PRIVATE or (member is not None and member.is_admin)),
        language=page_text.language_of(sent.text),
        forwarded=_origin(sent.body.get("forward_origin") or {}),
        quote=_quote(look, chat, sent),
        file=page_files.attached(look, sent),
        buttons=tuple(tuple(_button(look, button) for button in row) for row in sent.buttons),
        reactions=_reactions(look, sent),
    )


def _origin(origin: dict[str, Any]) -> str:
    shown = origin.get("sender_user") or origin.get("sender_chat") or origin.get("chat") or {}
    named = shown.get("title") or f"{shown.get('first_name', '')} {shown.get('last_name', '')}".strip()
    return str(named or origin.get("sender_user_name", ""))


def _quote(look: page_look.Look, chat: chats.Chat, sent: messages.Message) -> Quote | None:
    found = chat.message(sent.reply_to)
    if found is None:
        return None
    part = (sent.body.get("quote") or {}).get("text")
    text = page_service.excerpt_of_wire(look.words, {"text": part} if part else found.body)
    if found.is_service:
        text = page_service.sentence(look.words, found)
    return Quote(found.id, page_faces.sender_name(found), text, page_faces.hue(found.actor_id))


def _button(look: page_look.Look, button: dict[str, Any]) -> Button:
    address = str(button.get("url", ""))
    return Button(
        text=str(button["text"]),
        data=str(button.get("callback_data", "")),
        copied=str((button.get("copy_text") or {}).get("text", "")),
        address=address,
        target=page_links.target(look.world, address) if address else page_links.NOWHERE,
    )


def _reactions(look: page_look.Look, sent: messages.Message) -> tuple[Reaction, ...]:
    given: dict[str, list[int]] = {}
    for user_id, names in sent.reactions.items():
        for name in names:
            given.setdefault(reactions.plain(name), []).append(user_id)
    me = look.person.id if look.person else 0
    users = look.world.users
    return tuple(
        Reaction(
            page_faces.coloured(emoji), ", ".join(users[each].name for each in by if each in users), len(by), me in by
        )
        for emoji, by in given.items()
    )
