"""The menu of commands and the names a person is offered in a chat, chosen by scope and language as Telegram does."""

import json
from dataclasses import dataclass

from playground import chats, page_look, people
from playground.members import Member


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the menu; `insert` is what choosing it writes."""

    name: str
    description: str
    insert: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who can be mentioned by username."""

    name: str
    insert: str


def menu(look: page_look.Look) -> list[Command]:
    """List the commands of every bot in the chat."""
    chat, person = look.chat, look.person
    if chat is None or person is None:
        return []
    here = [bot for bot in look.world.bots.values() if _is_in(chat, bot)]
    return [
        Command(f"/{each['command']}", each["description"], f"/{each['command']}{_address(chat, bot, here)} ")
        for bot in here
        for each in _commands(bot, chat, person)
    ]


def _is_in(chat: chats.Chat, bot: people.Bot) -> bool:
    return chat.bot_id == bot.id if chat.kind == chats.PRIVATE else chat.member(bot.id) is not None


def _address(chat: chats.Chat, bot: people.Bot, here: list[people.Bot]) -> str:
    """Name the bot where a bare command may not reach it: several bots, or one that does not see everything."""
    member = chat.member(bot.id)
    is_plain = member is not None and not member.is_admin and not member.sees_all
    return f"@{bot.user.username}" if len(here) > 1 or is_plain else ""


def _commands(bot: people.Bot, chat: chats.Chat, person: people.User) -> list[dict[str, str]]:
    """Take the narrowest scope that has a menu; within a scope the person's language before the general one."""
    for scope in _scopes(chat, person):
        for language in (person.language_code, person.language_code.partition("-")[0], ""):
            found = bot.commands.get((json.dumps(scope, sort_keys=True), language))
            if found:
                return found
    return []


def _scopes(chat: chats.Chat, person: people.User) -> list[dict[str, object]]:
    default: dict[str, object] = {"type": "default"}
    if chat.kind == chats.PRIVATE:
        return [{"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}, default]
    member = chat.member(person.id) or Member(person)
    found: list[dict[str, object]] = [{"type": "chat_member", "chat_id": chat.id, "user_id": person.id}]
    found += [{"type": "chat_administrators", "chat_id": chat.id}] if member.is_admin else []
    found += [{"type": "chat", "chat_id": chat.id}]
    found += [{"type": "all_chat_administrators"}] if member.is_admin else []
    return [*found, {"type": "all_group_chats"}, default]


def mentions(look: page_look.Look) -> list[Mention]:
    """List who is in the group and has a username, bots included."""
    if look.chat is None:
        return []
    users = [member.user for member in look.chat.present()]
    return [Mention(user.name, f"@{user.username} ") for user in users if user.username]
