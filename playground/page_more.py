"""Which switches of "More" make sense for the chat and person looked at; pressing them is written in `page_scene`."""

from dataclasses import dataclass

from playground import chats, page_head, page_look


@dataclass(frozen=True, slots=True)
class Switch:
    """A button: the deed, the key of its label, and what goes with it."""

    deed: str
    label: str
    bot: int = 0
    on: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons under a heading."""

    title: str
    switches: tuple[Switch, ...]
    note: str = ""


def groups(look: page_look.Look) -> list[Group]:
    """List the switches: of every bot, of the chat, of the person."""
    chat = look.chat
    if chat is None:
        return []
    found = _chat_groups(look, chat) if chat.is_group else []
    if chat.kind == chats.PRIVATE and not chat.is_blocked:
        found.append(Group(look.words("the_chat"), (Switch("block", "block"),)))
    return found


def _chat_groups(look: page_look.Look, chat: chats.Chat) -> list[Group]:
    words = look.words
    found = []
    for bot, state in page_head.bots_of(look, chat):
        title = words("in_this_chat", bot=bot.user.name, chat=chat.name)
        switch = Switch("privacy", "privacy_off" if bot.privacy else "privacy_on", bot.id, "" if bot.privacy else "1")
        found.append(Group(title, (*_bot_switches(bot.id, state), switch), words("privacy_note")))
    own = [Switch("reactions", "reactions_none" if chat.reactions is None else "reactions_all", on=_flag(chat))]
    own += [Switch("upgrade", "upgrade")] if chat.kind == chats.GROUP else []
    found.append(Group(words("the_chat"), tuple(own)))
    if look.person:
        found.append(Group(words("the_person", name=look.person.name), tuple(_person_switches(chat, look.person.id))))
    return found


def _flag(chat: chats.Chat) -> str:
    return "" if chat.reactions is None else "1"


def _bot_switches(bot_id: int, state: str) -> tuple[Switch, ...]:
    if state == "absent":
        return (Switch("add_bot", "add_bot", bot_id),)
    rank = "demote_bot" if state == "admin" else "promote_bot"
    return Switch(rank, rank, bot_id), Switch("kick_bot", "kick_bot", bot_id)


def _person_switches(chat: chats.Chat, user_id: int) -> list[Switch]:
    member = chat.member(user_id)
    if member is None:
        return [Switch("join", "add")]
    if not member.is_admin:
        return [Switch("promote", "promote_me"), Switch("leave", "leave")]
    shown = Switch("hide", "show_me") if member.is_anonymous else Switch("hide", "hide_me", on="1")
    return [Switch("demote", "demote_me"), shown, Switch("leave", "leave")]
