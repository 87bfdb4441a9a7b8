"""What a person does on the chat page: write, answer, edit, react, press; checked here, carried out by the world."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from playground import (
    chat_life,
    chats,
    files,
    formatting,
    html,
    messages,
    page_files,
    page_look,
    people,
    reactions,
    talk,
    touch,
    wire,
)
from playground.page_words import Refused
from playground.world import Query, World

ANSWER_WITHIN = 10.0
"""Real seconds for which a press waits for its answer, as clients do."""

Answer = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done: who looks at what, the fields of the form, a file if one came with it."""

    look: page_look.Look
    form: dict[str, str]
    upload: files.Upload | None = None

    @property
    def world(self) -> World:
        """Give the world."""
        return self.look.world

    def chat(self) -> chats.Chat:
        """Give the chat. Raises Refused: there is none."""
        if self.look.chat is None:
            raise Refused("no_chats")
        return self.look.chat

    def person(self) -> people.User:
        """Give who acts. Raises Refused: nobody is there."""
        if self.look.person is None:
            raise Refused("nobody")
        return self.look.person

    def message(self) -> messages.Message:
        """Find the message named. Raises Refused: it is gone."""
        found = self.chat().message(page_look.whole(self.form.get("message")))
        if found is None:
            raise Refused("message_gone")
        return found

    def text(self, most: int) -> str:
        """Give the text as a client would send it. Raises Refused: too long."""
        text = formatting.clean(self.form.get("text", "")).strip()
        if html.utf16_length(text) > most:
            raise Refused("too_long", count=len(text), most=most)
        return text


async def say(deed: Deed) -> Answer:
    """Send a text, or a file with the text as its caption."""
    text = deed.text(formatting.CAPTION_MAX if deed.upload else formatting.TEXT_MAX)
    words = talk.Words(text, reply_to=page_look.whole(deed.form.get("reply")), topic=deed.look.topic)
    if deed.upload:
        kind = "photo" if _is_picture(deed) else "document"
        talk.send_file(deed.world, deed.chat(), deed.person(), (kind, deed.upload, words))
    elif text:
        talk.say(deed.world, deed.chat(), deed.person(), words)
    else:
        raise Refused("empty")
    return None


def _is_picture(deed: Deed) -> bool:
    """A picture Telegram can read is sent as one unless the person wants it as a file."""
    upload = deed.upload
    if upload is None or deed.form.get("as_file") or upload.size > files.PHOTO_MAX:
        return False
    return page_files.picture_type(upload.content) is not None and files.picture_size(upload.content) is not None


async def edit(deed: Deed) -> Answer:
    """Change an own message; the same text again changes nothing."""
    sent = deed.message()
    if sent.actor_id != deed.person().id:
        raise Refused("not_yours")
    has_text = "text" in sent.body
    text = deed.text(formatting.TEXT_MAX if has_text else formatting.CAPTION_MAX)
    if has_text and not text:
        raise Refused("empty")
    if text != sent.text:
        talk.edit(deed.world, deed.chat(), sent, talk.Words(text))
    return None


async def delete(deed: Deed) -> Answer:
    """Delete an own message; an admin, and anybody in a private chat, may delete every one."""
    sent, chat, person = deed.message(), deed.chat(), deed.person()
    member = chat.member(person.id)
    if sent.actor_id != person.id and chat.kind != chats.PRIVATE and not (member and member.is_admin):
        raise Refused("not_yours")
    talk.delete(deed.world, chat, sent)
    return None


async def react(deed: Deed) -> Answer:
    """Give an emoji, or take it back if it was already given."""
    sent, chat, person = deed.message(), deed.chat(), deed.person()
    emoji = reactions.plain(deed.form.get("emoji", ""))
    given = tuple(map(reactions.plain, sent.reactions.get(person.id, ())))
    if emoji not in given and emoji not in allowed(chat):
        raise Refused("reaction_refused")
    if chat.kind != chats.PRIVATE and chat.member(person.id) is None:
        raise Refused("not_member", name=person.name)
    touch.react(deed.world, chat, person, (sent, () if emoji in given else (emoji,)))
    return None


def allowed(chat: chats.Chat) -> frozenset[str]:
    """Give the emoji a chat allows."""
    return reactions.EMOJI if chat.reactions is None else frozenset(map(reactions.plain, chat.reactions))


async def press(deed: Deed) -> Answer:
    """Press an inline button by its data and wait for what the bot answers."""
    sent, chat, person = deed.message(), deed.chat(), deed.person()
    if chat.kind != chats.PRIVATE and chat.member(person.id) is None:
        raise Refused("not_member", name=person.name)
    pressed = sent, deed.form.get("data", ""), wire.message(chat, sent)
    query = touch.press(deed.world, chat, person, pressed)
    answer = await _answer(deed.world, query)
    if answer is None:
        return {"said": deed.look.words("no_answer")}
    return {"said": answer.get("text", ""), "is_alert": answer.get("show_alert") is True}


async def _answer(world: World, query: Query) -> Answer:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + ANSWER_WITHIN
    while query.answer is None and loop.time() < deadline and not world.changes.is_closing:
        await world.changes.wait(world.changes.count, deadline - loop.time())
    return query.answer


async def start(deed: Deed) -> Answer:
    """Press Start in the private chat with a bot: the chat's own, or `bot` with a `payload`."""
    bot = deed.world.bots.get(page_look.whole(deed.form.get("bot")) or deed.chat().bot_id or 0)
    if bot is None:
        raise Refused("message_gone")
    chat = deed.world.private(bot, deed.person())
    payload = deed.form.get("payload", "")
    talk.say(deed.world, chat, deed.person(), talk.Words(f"/start {payload}".strip()))
    return go(chat)


def go(chat: chats.Chat, topic: int | None = None) -> dict[str, Any]:
    """Answer that the page shall show this chat."""
    return {"go": {"chat": page_look.key(chat), "topic": str(topic or "")}}


async def pin(deed: Deed) -> Answer:
    """Pin a message."""
    sent = deed.message()
    if sent.is_service:
        raise Refused("message_gone")
    chat_life.pin(deed.world, deed.chat(), deed.person(), sent)
    return None


async def unpin(deed: Deed) -> Answer:
    """Take a pin off."""
    chat_life.unpin(deed.world, deed.chat(), deed.message())
    return None


DEEDS: dict[str, Callable[[Deed], Awaitable[Answer]]] = {
    each.__name__: each for each in (say, edit, delete, react, press, start, pin, unpin)
}
"""What the page can ask for, by name."""
