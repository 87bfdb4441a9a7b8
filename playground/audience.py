"""Which bots are shown what happens in a chat: privacy mode, admin rights, blocked and left chats."""

import re

from playground import chats, messages, people

_COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@([A-Za-z0-9_]+))?")


def hears(bot: people.Bot, chat: chats.Chat, sent: messages.Message) -> bool:
    """Say whether `bot` gets an update about this message (new or edited)."""
    if sent.bot_id is not None and (sent.bot_id != bot.id or not sent.is_service):
        return False
    if chat.kind == chats.PRIVATE:
        return chat.bot_id == bot.id
    member = chat.member(bot.id)
    if member is None:
        return _is_about(sent, bot)
    if chat.kind == chats.CHANNEL:
        return member.is_admin
    return member.is_admin or member.sees_all or passes_privacy(bot, chat, sent)


def _is_about(sent: messages.Message, bot: people.Bot) -> bool:
    """A bot that was just removed is still told so."""
    return bool(sent.body.get("left_chat_member", {}).get("id") == bot.id)


def passes_privacy(bot: people.Bot, chat: chats.Chat, sent: messages.Message) -> bool:
    """Say whether privacy mode lets a message through to a plain member bot.

    Service messages, answers to this bot's messages, `/command@ThisBot`, messages made via it, and a bare command
    only while this bot is the last one that posted. A bare mention never passes (nobody may depend on it).
    """
    if sent.is_service or sent.body.get("via_bot", {}).get("id") == bot.id:
        return True
    replied = chat.message(sent.reply_to)
    if replied is not None and replied.bot_id == bot.id:
        return True
    command = _leading_command(sent)
    if command is None:
        return False
    if command[1]:
        return command[1].casefold() == bot.user.username.casefold()
    return chat.last_poster_bot == bot.id


def _leading_command(sent: messages.Message) -> re.Match[str] | None:
    starts = any(entity["type"] == "bot_command" and entity["offset"] == 0 for entity in sent.entities)
    return _COMMAND.match(sent.text) if starts else None


def sees_reactions(bot: people.Bot, chat: chats.Chat) -> bool:
    """Say whether a bot is told of people's reactions: in private chats, elsewhere as an admin only."""
    if chat.kind == chats.PRIVATE:
        return chat.bot_id == bot.id
    member = chat.member(bot.id)
    return member is not None and member.is_admin


def sees_members(bot: people.Bot, chat: chats.Chat) -> bool:
    """Say whether a bot is told of others' comings and goings (`chat_member`): as an admin only."""
    member = chat.member(bot.id)
    return member is not None and member.is_admin
